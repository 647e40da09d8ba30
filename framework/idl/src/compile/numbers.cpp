#include "numbers.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "../text.h"

namespace antiphon::idl {

std::optional<Range> range_of(Builtin builtin) noexcept {
    constexpr Wide one = 1;
    constexpr Wide safe = (one << 53) - 1;
    switch (builtin) {
        case Builtin::int8:
            return Range{-128, 127};
        case Builtin::uint8:
            return Range{0, 255};
        case Builtin::int16:
            return Range{-32768, 32767};
        case Builtin::uint16:
            return Range{0, 65535};
        case Builtin::int32:
            return Range{-(one << 31), (one << 31) - 1};
        case Builtin::uint32:
            return Range{0, (one << 32) - 1};
        case Builtin::int53:
        case Builtin::duration:
            return Range{-safe, safe};
        case Builtin::int64:
            return Range{-(one << 63), (one << 63) - 1};
        case Builtin::uint64:
            return Range{0, (one << 64) - 1};
        default:
            return std::nullopt;
    }
}

bool is_integral(Builtin builtin) noexcept { return builtin != Builtin::duration && range_of(builtin).has_value(); }

std::optional<Wide> integral(std::string_view number) noexcept {
    static constexpr int most_digits = 30;
    const bool negative = number.starts_with('-');
    if (negative) number.remove_prefix(1);
    Wide value = 0;
    int digits = 0, behind_point = 0;
    bool point = false;
    std::size_t at = 0;
    for (; at < number.size() && (is_digit(number[at]) || number[at] == '.'); ++at) {
        if (number[at] == '.') {
            point = true;
            continue;
        }
        if (value != 0 && ++digits > most_digits) return std::nullopt;
        value = value * 10 + (number[at] - '0');
        behind_point += point;
        if (behind_point > 1000) return std::nullopt;
    }
    int exponent = 0;
    if (at < number.size()) {
        std::string_view rest = number.substr(at + 1);
        if (rest.starts_with('+')) rest.remove_prefix(1);
        const auto [stopped, error] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
        if (error != std::errc() || stopped != rest.data() + rest.size()) return std::nullopt;
    }
    if (value == 0) return Wide{0};
    if (exponent > 1000 || exponent < -1000) return std::nullopt;
    exponent -= behind_point;
    for (; exponent < 0; ++exponent) {
        if (value % 10 != 0) return std::nullopt;
        value /= 10;
    }
    for (; exponent > 0; --exponent, value *= 10)
        if (++digits > most_digits) return std::nullopt;
    return negative ? -value : value;
}

std::optional<double> real(std::string_view number) noexcept {
    double value = 0;
    const auto [stopped, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || stopped != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string text(Wide number) {
    if (number == 0) return "0";
    const bool negative = number < 0;
    std::string out;
    for (; number != 0; number /= 10) {
        const int digit = static_cast<int>(number % 10);
        out.insert(out.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    }
    return negative ? '-' + out : out;
}

}  // namespace antiphon::idl
