#include "antiphon/base/decimal.h"

#include <algorithm>
#include <array>

#include "antiphon/base/error.h"

namespace antiphon {

namespace {

__extension__ using Wide = __int128;
constexpr int max_digits = 38;

constexpr std::array<Wide, max_digits + 1> powers_of_ten = [] {
    std::array<Wide, max_digits + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

Wide power_of_ten(int exponent) noexcept { return powers_of_ten[static_cast<std::size_t>(exponent)]; }
Wide magnitude(Wide number) noexcept { return number < 0 ? -number : number; }

[[noreturn]] void too_long() {
    throw Error(ErrorKind::invalid, Code::failed_precondition, "a decimal result has more than 38 digits");
}

Wide checked(Wide number) {
    if (magnitude(number) >= power_of_ten(max_digits)) too_long();
    return number;
}

Wide checked_product(Wide a, Wide b) {
    Wide product;
    if (__builtin_mul_overflow(a, b, &product)) too_long();
    return checked(product);
}

}  // namespace

Decimal::Decimal(std::int64_t units, int scale) : digits_(units), scale_(scale) {
    if (scale < 0 || scale > max_digits)
        throw Error(ErrorKind::invalid, Code::failed_precondition,
                    "the scale of a decimal is 0 to 38, not " + std::to_string(scale));
}

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view before = text.substr(0, point);
    const std::string_view behind = point < text.size() ? text.substr(point + 1) : std::string_view();
    if (before.empty() || (before.size() > 1 && before[0] == '0')) return std::nullopt;
    if (point < text.size() && (behind.empty() || behind.size() > max_digits)) return std::nullopt;
    Decimal parsed;
    for (const std::string_view part : {before, behind})
        for (const char c : part) {
            if (c < '0' || c > '9' || parsed.digits_ >= power_of_ten(max_digits - 1)) return std::nullopt;
            parsed.digits_ = parsed.digits_ * 10 + (c - '0');
        }
    if (negative) parsed.digits_ = -parsed.digits_;
    parsed.scale_ = static_cast<int>(behind.size());
    return parsed;
}

std::string Decimal::text() const {
    std::string reversed;
    int behind = scale_;
    for (Wide left = magnitude(digits_); left > 0 || behind >= 0 || reversed.empty(); left /= 10) {
        reversed += static_cast<char>('0' + static_cast<int>(left % 10));
        if (behind == 0 && left < 10) break;
        if (--behind == 0) reversed += '.';
    }
    if (digits_ < 0) reversed += '-';
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

int Decimal::precision() const noexcept {
    int digits = 1;
    while (digits < max_digits && magnitude(digits_) >= power_of_ten(digits)) ++digits;
    return digits;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
    Decimal sum;
    sum.scale_ = std::max(a.scale_, b.scale_);
    sum.digits_ = checked(checked_product(a.digits_, power_of_ten(sum.scale_ - a.scale_)) +
                          checked_product(b.digits_, power_of_ten(sum.scale_ - b.scale_)));
    return sum;
}

Decimal operator-(const Decimal& a, const Decimal& b) {
    Decimal negative = b;
    negative.digits_ = -negative.digits_;
    return a + negative;
}

Decimal operator*(const Decimal& a, const Decimal& b) {
    Decimal product;
    if (__builtin_mul_overflow(a.digits_, b.digits_, &product.digits_)) too_long();
    product.scale_ = a.scale_ + b.scale_;
    for (; product.scale_ > max_digits; --product.scale_) {
        if (product.digits_ % 10 != 0) too_long();
        product.digits_ /= 10;
    }
    checked(product.digits_);
    return product;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
    // Whole parts, then fractions at the same scale: no product can overflow.
    const Wide whole_a = a.digits_ / power_of_ten(a.scale_);
    const Wide whole_b = b.digits_ / power_of_ten(b.scale_);
    if (whole_a != whole_b) return whole_a < whole_b ? std::strong_ordering::less : std::strong_ordering::greater;
    const Wide part_a = a.digits_ % power_of_ten(a.scale_) * power_of_ten(max_digits - a.scale_);
    const Wide part_b = b.digits_ % power_of_ten(b.scale_) * power_of_ten(max_digits - b.scale_);
    if (part_a == part_b) return std::strong_ordering::equal;
    return part_a < part_b ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace antiphon
