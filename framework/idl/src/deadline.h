#pragma once
// How long callers of a method may wait.

#include <cstdint>

#include "antiphon/base/limits.h"

namespace antiphon::idl {

/// What callers of a method without a deadline may ask for, and the most that a method may say.
inline constexpr auto longest_deadline_ms =
    static_cast<std::uint64_t>(std::chrono::milliseconds(limits::max_deadline).count());

}  // namespace antiphon::idl
