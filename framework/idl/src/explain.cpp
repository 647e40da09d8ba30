#include <algorithm>

#include "antiphon/idl/diagnostics.h"

namespace antiphon::idl {

std::span<const Explanation> explanations() noexcept { return {}; }

const Explanation* explain(std::string_view code) noexcept {
    const auto all = explanations();
    const auto at = std::find_if(all.begin(), all.end(), [&](const Explanation& one) { return one.code == code; });
    return at == all.end() ? nullptr : &*at;
}

}  // namespace antiphon::idl
