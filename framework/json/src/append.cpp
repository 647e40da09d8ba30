#include "antiphon/json/append.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"

namespace antiphon::json {

namespace {

using Word = std::uint64_t;
constexpr Word ones = ~Word{0} / 255;  // 0x0101…
constexpr Word tops = ones * 0x80;

/// A word whose top bits mark the bytes that are not plain: quote, backslash, below 0x20, above 0x7F. Bytes above the
/// lowest marked one may be marked wrongly, since borrows run upwards.
constexpr Word marks(Word word) noexcept {
    const auto zero_bytes = [](Word w) { return (w - ones) & ~w; };
    return (word | zero_bytes(word ^ (ones * '"')) | zero_bytes(word ^ (ones * '\\')) | (word - ones * 0x20)) & tops;
}

bool is_plain(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// How many bytes from `at` on may be copied as they are.
std::size_t plain_run(std::string_view text, std::size_t at) noexcept {
    std::size_t end = at;
#ifdef __SSE2__
    for (; end + 16 <= text.size(); end += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + end));
        const __m128i quotes =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        const __m128i outside = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));  // signed: above 0x7F too
        if (const int marked = _mm_movemask_epi8(_mm_or_si128(quotes, outside)); marked != 0)
            return end - at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(marked)));
    }
#endif
    for (Word word; end + sizeof word <= text.size(); end += sizeof word) {
        std::memcpy(&word, text.data() + end, sizeof word);
        if constexpr (std::endian::native == std::endian::little) {
            if (const Word marked = marks(word); marked != 0)
                return end - at + static_cast<std::size_t>(std::countr_zero(marked)) / 8;
        } else if (marks(word) != 0) {
            break;
        }
    }
    while (end < text.size() && is_plain(text[end])) ++end;
    return end - at;
}

void append_escape(std::string& out, char c) {
    static constexpr char digits[] = "0123456789abcdef";
    switch (c) {
        case '"':
        case '\\':
            out.append({'\\', c});
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out.append({'\\', 'u', '0', '0', digits[c >> 4], digits[c & 0xF]});
    }
}

/// From the first byte that is not plain.
void append_rest(std::string& out, std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) >= 0x80)
            out += c;  // a byte of UTF-8 that has been checked
        else
            append_escape(out, c);
        ++at;
        const std::size_t plain = plain_run(text, at);
        out.append(text, at, plain);
        at += plain;
    }
}

bool has_high_byte(std::string_view text) noexcept {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return true;
    return false;
}

template <class N>
void append_number(std::string& out, N number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
}

template <class N>
void append_real(std::string& out, N number) {
    if (!std::isfinite(number))
        throw Error(ErrorKind::invalid, Code::invalid_params, "JSON has no number for NaN and infinity");
    if (number == 0 && std::signbit(number)) {
        out += "-0.0";  // parsers take -0 for an integer, which has no such sign
        return;
    }
    // The shortest text of 2^70 is its 22 digits, and parsers take digits alone for an integer that is too large.
    constexpr N integers = static_cast<N>(9007199254740992.0);
    if (std::abs(number) < integers) return append_number(out, number);
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::scientific);
    out.append(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    const std::size_t plain = plain_run(text, 0);
    if (plain == text.size()) {
        out += '"';
        out.append(text);
        out += '"';
        return;
    }
    if (has_high_byte(text.substr(plain)) && !is_utf8(text))
        throw Error(ErrorKind::invalid, Code::invalid_params, "a string is not valid UTF-8");
    out += '"';
    out.append(text, 0, plain);
    append_rest(out, text, plain);
    out += '"';
}

void append_int(std::string& out, std::int64_t number) { append_number(out, number); }
void append_uint(std::string& out, std::uint64_t number) { append_number(out, number); }
void append_double(std::string& out, double number) { append_real(out, number); }
void append_float(std::string& out, float number) { append_real(out, number); }

}  // namespace antiphon::json
