#include "text.h"

#include <algorithm>
#include <vector>

namespace antiphon::idl {

std::size_t utf8_sequence(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto follows = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
        return byte(i) >= least && byte(i) <= most;
    };
    const unsigned first = byte(at);
    if (at >= text.size()) return 0;
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned least = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned most = first == 0xED ? 0x9F : 0xBF;
        return follows(at + 1, least, most) && follows(at + 2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned least = first == 0xF0 ? 0x90 : 0x80;
        const unsigned most = first == 0xF4 ? 0x8F : 0xBF;
        return follows(at + 1, least, most) && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    return 0;
}

std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void append_utf8(std::string& out, char32_t point) {
    const auto put = [&](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xC0 | point >> 6);
    } else {
        if (point < 0x10000) {
            put(0xE0 | point >> 12);
        } else {
            put(0xF0 | point >> 18);
            put(0x80 | (point >> 12 & 0x3F));
        }
        put(0x80 | (point >> 6 & 0x3F));
    }
    put(0x80 | (point & 0x3F));
}

char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
    const std::size_t bytes = std::max<std::size_t>(1, utf8_sequence(text, at));
    static constexpr unsigned masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t point = static_cast<unsigned char>(text[at]) & masks[bytes];
    for (std::size_t i = 1; i < bytes; ++i) point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    at += bytes;
    return point;
}

bool is_identifier(std::string_view text) noexcept {
    return !text.empty() && !is_digit(text[0]) && std::all_of(text.begin(), text.end(), is_word);
}

bool is_snake_case(std::string_view text) noexcept {
    return std::none_of(text.begin(), text.end(), is_upper) && !text.starts_with('_') && !text.ends_with('_') &&
           text.find("__") == std::string_view::npos;
}

bool is_type_name(std::string_view text) noexcept { return is_identifier(text) && is_upper(text[0]); }

namespace {

std::string shortened(std::string_view name) {
    static constexpr std::size_t most = 80;
    std::string out;
    std::size_t at = 0;
    while (at < name.size() && at < most) {
        const std::size_t bytes = utf8_sequence(name, at);
        const auto c = static_cast<unsigned char>(name[at]);
        if (bytes == 0 || c < 0x20 || c == 0x7F)
            out += '?';
        else
            out.append(name, at, bytes);
        at += std::max<std::size_t>(1, bytes);
    }
    if (at < name.size()) out += "\xE2\x80\xA6";
    return out;
}

}  // namespace

bool is_namespace(std::string_view text) noexcept {
    bool begin = true;
    for (const char c : text) {
        if (begin ? !is_lower(c) : !(is_lower(c) || is_digit(c) || c == '_' || c == '.')) return false;
        begin = c == '.';
    }
    return !begin;
}

std::string quote(std::string_view name) { return '\'' + shortened(name) + '\''; }
std::string double_quote(std::string_view name) { return '"' + shortened(name) + '"'; }

// Damerau and Levenshtein, optimal string alignment, three rows. Gives up over the limit; words longer than the limit
// allows are not looked at, so that cost stays linear in the number of names.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    static constexpr std::size_t longest = 64;
    const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (gap > limit || a.size() > longest || b.size() > longest) return limit + 1;
    std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

}  // namespace antiphon::idl
