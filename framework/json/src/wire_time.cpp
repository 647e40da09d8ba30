#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/json/wire.h"
#include "diagnose.h"

namespace antiphon::json::wire {

namespace {

using namespace std::chrono;

/// Takes a text from the left, piece by piece; once a piece does not fit, all later ones do not either.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : left_(text) {}

    int digits(std::size_t count) noexcept {
        int number = 0;
        if (left_.size() < count) return fail();
        for (std::size_t i = 0; i < count; ++i) {
            if (left_[i] < '0' || left_[i] > '9') return fail();
            number = number * 10 + (left_[i] - '0');
        }
        left_.remove_prefix(count);
        return number;
    }
    bool take(std::string_view any_of) noexcept {
        if (left_.empty() || any_of.find(left_.front()) == std::string_view::npos) return false;
        left_.remove_prefix(1);
        return true;
    }
    void need(std::string_view any_of) noexcept {
        if (!take(any_of)) fail();
    }
    std::size_t leading_digits() const noexcept {
        const std::size_t end = left_.find_first_not_of("0123456789");
        return end == std::string_view::npos ? left_.size() : end;
    }
    void skip(std::size_t count) noexcept { left_.remove_prefix(std::min(count, left_.size())); }
    int fail() noexcept {
        failed_ = true;
        left_ = {};
        return 0;
    }
    bool ended_well() const noexcept { return !failed_ && left_.empty(); }

  private:
    std::string_view left_;
    bool failed_ = false;
};

year_month_day scan_date(Scanner& in) noexcept {
    const int y = in.digits(4);
    in.need("-");
    const int m = in.digits(2);
    in.need("-");
    const int d = in.digits(2);
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!date.ok() || y < 1) in.fail();
    return date;
}

/// `.5` to `.123456789`, cut to microseconds.
microseconds scan_fraction(Scanner& in) noexcept {
    if (!in.take(".")) return microseconds(0);
    const std::size_t digits = in.leading_digits();
    if (digits < 1 || digits > 9) in.fail();
    const std::size_t kept = std::min<std::size_t>(digits, 6);
    int micros = in.digits(kept);
    for (std::size_t i = kept; i < 6; ++i) micros *= 10;
    if (digits > kept) in.skip(digits - kept);
    return microseconds(micros);
}

minutes scan_offset(Scanner& in) noexcept {
    if (in.take("Zz")) return minutes(0);
    const bool west = in.take("-");
    if (!west) in.need("+");
    const int h = in.digits(2);
    in.need(":");
    const int m = in.digits(2);
    if (h > 23 || m > 59) in.fail();
    const minutes offset(h * 60 + m);
    return west ? -offset : offset;
}

constexpr sys_days first_day = sys_days(year(1) / 1 / 1);
constexpr sys_days day_after_last = sys_days(year(10000) / 1 / 1);

std::optional<antiphon::Timestamp> parse_timestamp(std::string_view text) noexcept {
    Scanner in(text);
    const year_month_day date = scan_date(in);
    in.need("Tt");
    const int h = in.digits(2);
    in.need(":");
    const int m = in.digits(2);
    in.need(":");
    const int s = in.digits(2);
    microseconds fraction = scan_fraction(in);
    const minutes offset = scan_offset(in);
    if (!in.ended_well() || h > 23 || m > 59 || s > 60) return std::nullopt;
    const bool leap = s == 60;
    if (leap) fraction = microseconds(999999);
    const antiphon::Timestamp moment =
        sys_days(date) + hours(h) + minutes(m) + seconds(leap ? 59 : s) + fraction - offset;
    if (moment < first_day || moment >= day_after_last) return std::nullopt;
    return moment;
}

std::optional<year_month_day> parse_date(std::string_view text) noexcept {
    Scanner in(text);
    const year_month_day date = scan_date(in);
    return in.ended_well() ? std::optional(date) : std::nullopt;
}

void append_digits(std::string& out, unsigned number, int width) {
    char digits[8];
    for (int i = width - 1; i >= 0; --i, number /= 10) digits[i] = static_cast<char>('0' + number % 10);
    out.append(digits, static_cast<std::size_t>(width));
}

void append_date(std::string& out, year_month_day date) {
    append_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.day()), 2);
}

[[noreturn]] void encode_error(const char* what) { throw Error(ErrorKind::invalid, Code::invalid_params, what); }

}  // namespace

void Timestamp::read(Value value, const Path& path, antiphon::Timestamp& out) {
    if (!value.is_string()) expected("a timestamp in a string", value, path);
    const std::optional<antiphon::Timestamp> parsed = parse_timestamp(value.string());
    if (!parsed) path.fail("expected a timestamp such as \"2026-03-01T12:00:00Z\", found " + shown(value.string()));
    out = *parsed;
}

void Timestamp::write(std::string& out, antiphon::Timestamp value) {
    if (value < first_day || value >= day_after_last) encode_error("a timestamp is outside of the years 1 to 9999");
    const sys_days day = floor<days>(value);
    const hh_mm_ss time(value - day);
    out += '"';
    append_date(out, year_month_day(day));
    out += 'T';
    append_digits(out, static_cast<unsigned>(time.hours().count()), 2);
    out += ':';
    append_digits(out, static_cast<unsigned>(time.minutes().count()), 2);
    out += ':';
    append_digits(out, static_cast<unsigned>(time.seconds().count()), 2);
    const auto micros = static_cast<unsigned>(time.subseconds().count());
    if (micros != 0) out += '.';
    if (micros % 1000 != 0)
        append_digits(out, micros, 6);
    else if (micros != 0)
        append_digits(out, micros / 1000, 3);
    out += "Z\"";
}

void Date::read(Value value, const Path& path, year_month_day& out) {
    if (!value.is_string()) expected("a date in a string", value, path);
    const std::optional<year_month_day> parsed = parse_date(value.string());
    if (!parsed) path.fail("expected a date such as \"2026-03-01\", found " + shown(value.string()));
    out = *parsed;
}

void Date::write(std::string& out, year_month_day value) {
    if (!value.ok() || value.year() < year(1) || value.year() > year(9999))
        encode_error("a date is outside of the years 1 to 9999, or does not exist");
    out += '"';
    append_date(out, value);
    out += '"';
}

}  // namespace antiphon::json::wire
