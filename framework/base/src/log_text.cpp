#include "log_text.h"

#include <cstdio>

#include "antiphon/base/limits.h"

namespace antiphon::log {

namespace {

struct CodePoint {
    char32_t value;
    std::size_t bytes;  // 0: no valid UTF-8 here
};

std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept { return static_cast<std::uint8_t>(text[at]); }

/// The code point at `at`, by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
CodePoint decode(std::string_view text, std::size_t at) noexcept {
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + bytes > text.size()) return {0, 0};
    char32_t value = lead & (0x7Fu >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xC0) != 0x80) return {0, 0};
        value = (value << 6) | (next & 0x3Fu);
    }
    const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {0, 0};
    return {value, bytes};
}

bool needs_escape(char32_t value) noexcept {
    return value < 0x20 || value == '"' || value == '\\' || (value >= 0x7F && value <= 0x9F) || value == 0x2028 ||
           value == 0x2029;
}

void append_escape(std::string& out, char32_t value) {
    if (value == '"' || value == '\\') {
        out += '\\';
        out += static_cast<char>(value);
        return;
    }
    if (value == '\n') {
        out += "\\n";
        return;
    }
    char escape[16];
    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(value));
    out += escape;
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    const std::size_t whole = text.size();
    std::size_t at = 0;
    const std::size_t end = std::min(whole, limits::max_log_value_bytes);
    out += '"';
    while (at < end) {
        const CodePoint point = decode(text, at);
        if (point.bytes == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        if (needs_escape(point.value))
            append_escape(out, point.value);
        else
            out.append(text, at, point.bytes);
        at += point.bytes;
    }
    if (at < whole) out += "\xE2\x80\xA6 (" + std::to_string(whole) + " bytes)";
    out += '"';
}

void append_time(std::string& out, Timestamp moment) {
    using namespace std::chrono;
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(moment - day);
    char text[40];
    const int size =
        std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    out.append(text, static_cast<std::size_t>(size));
}

}  // namespace antiphon::log
