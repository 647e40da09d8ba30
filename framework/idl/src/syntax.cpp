#include "antiphon/idl/syntax.h"

#include <algorithm>

namespace antiphon::idl::syntax {

std::string_view name(Kind kind) noexcept {
    static constexpr std::string_view names[] = {"something broken", "null",     "a boolean", "a number",
                                                 "a string",         "an array", "an object"};
    return names[static_cast<std::size_t>(kind)];
}

const Member* Node::find(std::string_view key) const noexcept {
    const auto at = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
    return at == members.end() ? nullptr : &*at;
}

Span Node::part(std::size_t begin, std::size_t end) const noexcept {
    // Pairs (index in text, how much further the same character stands in the file), one behind each escape.
    const auto raw = [&](std::size_t at) {
        std::uint32_t shift = 0;
        for (std::size_t i = 0; i + 1 < escapes.size() && escapes[i] <= at; i += 2) shift = escapes[i + 1];
        return span.begin + 1 + static_cast<std::uint32_t>(at) + shift;
    };
    return {span.file, raw(begin), raw(end)};
}

}  // namespace antiphon::idl::syntax
