#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antiphon {

/// An exact decimal number: digits * 10^-scale, up to 38 digits. No float anywhere. Trailing zeros are kept, so 4.50
/// prints as 4.50; comparison is by value (4.50 == 4.5).
class Decimal {
  public:
    Decimal() = default;
    Decimal(std::int64_t units, int scale = 0);  ///< Decimal(450, 2) is 4.50; scale 0…38

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, at most 38 digits; nullopt otherwise.
    static std::optional<Decimal> parse(std::string_view text) noexcept;
    std::string text() const;

    int scale() const noexcept { return scale_; }
    int precision() const noexcept;  ///< number of significant digits, at least 1

    /// Exact; throw Error(invalid) when the result has more than 38 digits.
    friend Decimal operator+(const Decimal&, const Decimal&);
    friend Decimal operator-(const Decimal&, const Decimal&);
    friend Decimal operator*(const Decimal&, const Decimal&);
    friend std::strong_ordering operator<=>(const Decimal&, const Decimal&) noexcept;
    friend bool operator==(const Decimal& a, const Decimal& b) noexcept { return std::is_eq(a <=> b); }

  private:
    __extension__ using Digits = __int128;
    Digits digits_ = 0;
    int scale_ = 0;
};

}  // namespace antiphon
