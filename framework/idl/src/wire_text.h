#pragma once
// The texts of values on the wire, as far as defaults and examples need them: docs/idl.md, "Wire encoding".

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace antiphon::idl {

struct CalendarDate {
    int year, month, day;
};

std::optional<CalendarDate> parse_date(std::string_view text) noexcept;
/// Microseconds since 1970, UTC.
std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept;
/// RFC 4648 section 4 or 5, not both, padded or not.
std::optional<std::vector<std::uint8_t>> parse_base64(std::string_view text);

}  // namespace antiphon::idl
