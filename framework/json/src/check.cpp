#include "antiphon/json/check.h"

#include "antiphon/json/append.h"

namespace antiphon::json::check {

namespace {

std::string count(std::size_t number, std::string_view one) {
    return std::to_string(number) + ' ' + std::string(one) + (number == 1 ? "" : "s");
}

template <class N>
std::string text(N number) {
    return std::to_string(number);
}
std::string text(double number) {
    std::string out;
    append_double(out, number);
    return out;
}
std::string text(const Decimal& number) { return number.text(); }

template <class N>
void at_least(const Path& path, const N& value, const N& least) {
    if (!(value >= least)) path.fail("expected at least " + text(least) + ", found " + text(value));
}
template <class N>
void at_most(const Path& path, const N& value, const N& most) {
    if (!(value <= most)) path.fail("expected at most " + text(most) + ", found " + text(value));
}

}  // namespace

std::size_t code_points(std::string_view text) noexcept {
    std::size_t points = 0;
    for (const char c : text) points += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return points;
}

void min_length(const Path& path, std::string_view text, std::size_t least) {
    const std::size_t points = code_points(text);
    if (points < least)
        path.fail("expected at least " + count(least, "character") + ", found " + std::to_string(points));
}
void max_length(const Path& path, std::string_view text, std::size_t most) {
    if (text.size() <= most) return;  // no text has more code points than bytes
    const std::size_t points = code_points(text);
    if (points > most) path.fail("expected at most " + count(most, "character") + ", found " + std::to_string(points));
}
void min_bytes(const Path& path, std::size_t bytes, std::size_t least) {
    if (bytes < least) path.fail("expected at least " + count(least, "byte") + ", found " + std::to_string(bytes));
}
void max_bytes(const Path& path, std::size_t bytes, std::size_t most) {
    if (bytes > most) path.fail("expected at most " + count(most, "byte") + ", found " + std::to_string(bytes));
}
void min_items(const Path& path, std::size_t items, std::size_t least) {
    if (items < least) path.fail("expected at least " + count(least, "item") + ", found " + std::to_string(items));
}
void max_items(const Path& path, std::size_t items, std::size_t most) {
    if (items > most) path.fail("expected at most " + count(most, "item") + ", found " + std::to_string(items));
}
void min(const Path& path, std::int64_t value, std::int64_t least) { at_least(path, value, least); }
void max(const Path& path, std::int64_t value, std::int64_t most) { at_most(path, value, most); }
void min_unsigned(const Path& path, std::uint64_t value, std::uint64_t least) { at_least(path, value, least); }
void max_unsigned(const Path& path, std::uint64_t value, std::uint64_t most) { at_most(path, value, most); }
void min_real(const Path& path, double value, double least) { at_least(path, value, least); }
void max_real(const Path& path, double value, double most) { at_most(path, value, most); }
void min_decimal(const Path& path, const Decimal& value, const Decimal& least) { at_least(path, value, least); }
void max_decimal(const Path& path, const Decimal& value, const Decimal& most) { at_most(path, value, most); }

void precision(const Path& path, const Decimal& value, int precision, int scale) {
    if (value.scale() > scale)
        path.fail("expected at most " + count(static_cast<std::size_t>(scale), "digit") + " behind the point, found " +
                  value.text());
    const int before_point = value.precision() - value.scale();
    if (before_point > precision - scale)
        path.fail("expected at most " + count(static_cast<std::size_t>(precision - scale), "digit") +
                  " before the point, found " + value.text());
}

}  // namespace antiphon::json::check
