#include "antiphon/json/value.h"

#include "parser_impl.h"

namespace antiphon::json {

std::string_view name(Kind kind) noexcept {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "a boolean";
        case Kind::int64:
        case Kind::uint64:
            return "an integer";
        case Kind::number:
            return "a number";
        case Kind::string:
            return "a string";
        case Kind::array:
            return "an array";
        case Kind::object:
            return "an object";
    }
    return "null";
}

std::size_t Value::size() const noexcept {
    // simdjson counts up to 2^24-1 in the upper half of the word.
    constexpr std::uint64_t uncounted = 0xFFFFFF;
    const std::uint64_t counted = payload() >> 32;
    if (counted < uncounted) return counted;
    std::size_t size = 0;
    if (is_object())
        for (const auto& member : members()) size += member.key.data() != nullptr ? 1 : 0;
    else
        for (const Value element : elements()) size += element.tape() != nullptr ? 1 : 0;
    return size;
}

std::optional<Value> Value::find(std::string_view key) const noexcept {
    for (const Member member : members())
        if (member.key == key) return member.value;
    return std::nullopt;
}

std::string_view Value::text() const {
    if (tape_ == nullptr) return "null";
    return static_cast<Parser::Impl*>(tape_->owner)->text_of(*this);
}

}  // namespace antiphon::json
