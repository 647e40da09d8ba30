#include <charconv>
#include <cmath>

#include "antiphon/base/error.h"
#include "antiphon/json/wire.h"
#include "diagnose.h"
#include "integer_text.h"

namespace antiphon::json::wire {

namespace {

std::string describe(Value value) {
    switch (value.kind()) {
        case Kind::int64:
            return std::to_string(value.int64());
        case Kind::uint64:
            return std::to_string(value.uint64());
        case Kind::number:
            return std::string(value.text().substr(0, 40));
        default:
            return std::string(name(value.kind()));
    }
}

bool is_number(Value value) noexcept {
    return value.kind() == Kind::int64 || value.kind() == Kind::uint64 || value.kind() == Kind::number;
}

/// The integral value of a double inside int64's range, if it has one.
std::optional<std::int64_t> whole(double number) noexcept {
    constexpr double limit = 9223372036854775808.0;  // 2^63
    if (!(number >= -limit && number < limit) || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> whole(Value value) noexcept {
    if (value.kind() == Kind::int64) return value.int64();
    if (value.kind() == Kind::number) return whole(value.number());
    return std::nullopt;
}

[[noreturn]] void not_safe(Value value, const Path& path) {
    path.fail("expected a string, since numbers beyond 2^53-1 are not exact everywhere; found the number " +
              describe(value));
}

[[noreturn]] void encode_error(const std::string& what) { throw Error(ErrorKind::invalid, Code::invalid_params, what); }

double real(Value value, const Path& path) {
    switch (value.kind()) {
        case Kind::int64:
            return static_cast<double>(value.int64());
        case Kind::uint64:
            return static_cast<double>(value.uint64());
        case Kind::number:
            return value.number();
        default:
            expected("a number", value, path);
    }
}

template <class N>
N from_text(Value value, const Path& path, std::string_view what) {
    const std::optional<N> number = integer_from_text<N>(value.string());
    if (!number) path.fail("expected " + std::string(what) + " in a string, found " + shown(value.string()));
    return *number;
}

constexpr std::string_view signed_64 = "a 64-bit integer";
constexpr std::string_view unsigned_64 = "an unsigned 64-bit integer";

}  // namespace

void expected(std::string_view what, Value found, const Path& path) {
    path.fail("expected " + std::string(what) + ", found " + std::string(name(found.kind())));
}

std::int64_t read_integral(Value value, const Path& path, std::int64_t least, std::int64_t most) {
    if (!is_number(value)) expected("an integer", value, path);
    const std::optional<std::int64_t> number = whole(value);
    if (!number || *number < least || *number > most)
        path.fail("expected an integer from " + std::to_string(least) + " to " + std::to_string(most) + ", found " +
                  describe(value));
    return *number;
}

void Int53::write(std::string& out, std::int64_t value) {
    if (value > max_safe_integer || value < -max_safe_integer)
        encode_error(std::to_string(value) + " is outside of int53");
    append_int(out, value);
}

void Int64::read(Value value, const Path& path, std::int64_t& out) {
    if (value.is_string()) {
        out = from_text<std::int64_t>(value, path, signed_64);
        return;
    }
    if (!is_number(value)) expected("an integer in a string", value, path);
    const std::optional<std::int64_t> number = whole(value);
    if (!number && value.kind() == Kind::number && std::abs(value.number()) <= static_cast<double>(max_safe_integer))
        path.fail("expected an integer, found " + describe(value));
    if (!number || *number > max_safe_integer || *number < -max_safe_integer) not_safe(value, path);
    out = *number;
}
void Int64::write(std::string& out, std::int64_t value) {
    out += '"';
    append_int(out, value);
    out += '"';
}

void Uint64::read(Value value, const Path& path, std::uint64_t& out) {
    if (value.is_string()) {
        out = from_text<std::uint64_t>(value, path, unsigned_64);
        return;
    }
    std::int64_t number = 0;
    Int64::read(value, path, number);
    if (number < 0) path.fail("expected " + std::string(unsigned_64) + ", found " + describe(value));
    out = static_cast<std::uint64_t>(number);
}
void Uint64::write(std::string& out, std::uint64_t value) {
    out += '"';
    append_uint(out, value);
    out += '"';
}

void Int64Number::read(Value value, const Path& path, std::int64_t& out) {
    if (value.is_string())
        out = from_text<std::int64_t>(value, path, signed_64);
    else
        out = read_integral(value, path, std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max());
}

void Uint64Number::read(Value value, const Path& path, std::uint64_t& out) {
    if (value.is_string()) {
        out = from_text<std::uint64_t>(value, path, unsigned_64);
    } else if (value.kind() == Kind::uint64) {
        out = value.uint64();
    } else if (value.kind() == Kind::number && value.number() >= 9223372036854775808.0 &&
               value.number() < 18446744073709551616.0) {
        out = static_cast<std::uint64_t>(value.number());  // doubles of this size are integral
    } else {
        if (!is_number(value)) expected(unsigned_64, value, path);
        const std::optional<std::int64_t> number = whole(value);
        if (!number || *number < 0) path.fail("expected " + std::string(unsigned_64) + ", found " + describe(value));
        out = static_cast<std::uint64_t>(*number);
    }
}

void Float64::read(Value value, const Path& path, double& out) { out = real(value, path); }

void Float32::read(Value value, const Path& path, float& out) {
    const auto number = static_cast<float>(real(value, path));
    if (!std::isfinite(number)) path.fail("expected a 32-bit float, found " + describe(value));
    out = number;
}

void Decimal::read(Value value, const Path& path, antiphon::Decimal& out) {
    if (!value.is_string()) {
        if (!is_number(value)) expected("a decimal in a string", value, path);
        const std::optional<std::int64_t> number = whole(value);
        if (!number || *number > max_safe_integer || *number < -max_safe_integer)
            path.fail("expected a decimal in a string, found the number " + describe(value));
        out = antiphon::Decimal(*number);
        return;
    }
    const std::optional<antiphon::Decimal> parsed = antiphon::Decimal::parse(value.string());
    if (!parsed) path.fail("expected a decimal such as \"4.50\", found " + shown(value.string()));
    out = *parsed;
}
void DecimalNumber::read(Value value, const Path& path, antiphon::Decimal& out) {
    if (!is_number(value)) return Decimal::read(value, path, out);
    const std::optional<antiphon::Decimal> parsed = antiphon::Decimal::parse(value.text());
    if (!parsed) path.fail("expected a decimal such as 4.50, found " + shown(value.text()));
    out = *parsed;
}
void Decimal::write(std::string& out, const antiphon::Decimal& value) {
    out += '"';
    out += value.text();
    out += '"';
}

void Duration::read(Value value, const Path& path, std::chrono::milliseconds& out) {
    out = std::chrono::milliseconds(read_integral(value, path, -max_safe_integer, max_safe_integer));
}
void Duration::write(std::string& out, std::chrono::milliseconds value) { Int53::write(out, value.count()); }

void Key<Int32>::read(std::string_view text, const Path& path, std::int32_t& out) {
    const std::optional<std::int32_t> number = integer_from_text<std::int32_t>(text);
    if (!number) path.fail("expected a 32-bit integer as the key");
    out = *number;
}
void Key<Int64>::read(std::string_view text, const Path& path, std::int64_t& out) {
    const std::optional<std::int64_t> number = integer_from_text<std::int64_t>(text);
    if (!number) path.fail("expected a 64-bit integer as the key");
    out = *number;
}

}  // namespace antiphon::json::wire
