#include "wire_text.h"

#include <chrono>

#include "text.h"

namespace antiphon::idl {

namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) noexcept {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// The years 1 to 9999 in UTC, which an offset may leave.
constexpr std::int64_t seconds_until(int year) {
    return std::int64_t{std::chrono::sys_days(std::chrono::year(year) / 1 / 1).time_since_epoch().count()} * 86400;
}
constexpr std::int64_t first_second = seconds_until(1), second_after_last = seconds_until(10000);

bool stands(std::string_view text, std::size_t at, char c) noexcept { return at < text.size() && text[at] == c; }

}  // namespace

std::optional<CalendarDate> parse_date(std::string_view text) noexcept {
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (*year == 0 || !date.ok()) return std::nullopt;
    return CalendarDate{*year, *month, *day};
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept {
    const auto date = parse_date(text.substr(0, 10));
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!date || !hour || !minute || !second || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::size_t at = 19;
    std::int64_t micros = 0;
    if (stands(text, at, '.')) {
        std::size_t count = 0;
        for (++at; at < text.size() && is_digit(text[at]); ++at, ++count)
            if (count < 6) micros = micros * 10 + (text[at] - '0');
        if (count == 0 || count > 9) return std::nullopt;
        for (; count < 6; ++count) micros *= 10;
    }
    std::int64_t offset_minutes = 0;
    if (stands(text, at, 'Z') || stands(text, at, 'z')) {
        ++at;
    } else if (stands(text, at, '+') || stands(text, at, '-')) {
        const auto hours = digits(text, at + 1, 2), minutes = digits(text, at + 4, 2);
        if (!hours || !minutes || !stands(text, at + 3, ':') || *hours > 23 || *minutes > 59) return std::nullopt;
        offset_minutes = (text[at] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
        at += 6;
    } else {
        return std::nullopt;
    }
    if (at != text.size()) return std::nullopt;
    const bool leap = *second == 60;
    if (leap) micros = 999'999;
    const std::chrono::sys_days days(std::chrono::year_month_day(std::chrono::year(date->year),
                                                                 std::chrono::month(static_cast<unsigned>(date->month)),
                                                                 std::chrono::day(static_cast<unsigned>(date->day))));
    const std::int64_t seconds = std::int64_t{days.time_since_epoch().count()} * 86400 + *hour * 3600 +
                                 (*minute - offset_minutes) * 60 + (leap ? 59 : *second);
    if (seconds < first_second || seconds >= second_after_last) return std::nullopt;
    return seconds * 1'000'000 + micros;
}

std::optional<std::vector<std::uint8_t>> parse_base64(std::string_view text) {
    const std::size_t padded = text.size();
    while (text.ends_with('=')) text.remove_suffix(1);
    const std::size_t padding = padded - text.size();
    if (padding > 2 || (padding > 0 && padded % 4 != 0)) return std::nullopt;
    const bool plain = text.find_first_of("+/") != std::string_view::npos;
    if (plain && text.find_first_of("-_") != std::string_view::npos) return std::nullopt;
    std::vector<std::uint8_t> out;
    unsigned bits = 0, count = 0;
    for (const char c : text) {
        unsigned value;
        if (is_upper(c))
            value = static_cast<unsigned>(c - 'A');
        else if (is_lower(c))
            value = static_cast<unsigned>(c - 'a') + 26;
        else if (is_digit(c))
            value = static_cast<unsigned>(c - '0') + 52;
        else if (c == '+' || c == '-')
            value = 62;
        else if (c == '/' || c == '_')
            value = 63;
        else
            return std::nullopt;
        bits = bits << 6 | value;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<std::uint8_t>(bits >> count));
        bits &= (1u << count) - 1;
    }
    if (count == 6 || bits != 0) return std::nullopt;
    return out;
}

}  // namespace antiphon::idl
