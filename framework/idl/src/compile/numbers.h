#pragma once
// Integers wide enough for all of the IDL's, and what each type can hold.

#include <optional>
#include <string>
#include <string_view>

#include "antiphon/idl/model.h"

namespace antiphon::idl {

__extension__ using Wide = __int128;

struct Range {
    Wide least, most;
};

/// Bounds of a queue's retries, in interfaces and in representations of them.
inline constexpr int most_attempts = 1000;
inline constexpr int least_factor = 1, most_factor = 1000;  ///< of pauses
inline constexpr int most_jitter = 1;

/// Of an integral built-in type or duration; nothing for others.
std::optional<Range> range_of(Builtin builtin) noexcept;
bool is_integral(Builtin builtin) noexcept;
inline bool is_real(Builtin builtin) noexcept { return builtin == Builtin::float32 || builtin == Builtin::float64; }

/// A number with an integral value: `2`, `2.0`, `2e3`, at most 30 digits.
std::optional<Wide> integral(std::string_view number) noexcept;
std::optional<double> real(std::string_view number) noexcept;
std::string text(Wide number);

}  // namespace antiphon::idl
