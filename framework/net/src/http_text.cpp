#include "antiphon/net/http_text.h"

#include <array>
#include <charconv>

namespace antiphon::net {
namespace {

constexpr std::array<bool, 256> make_token_bytes() {
    std::array<bool, 256> allowed{};
    for (unsigned c = '0'; c <= '9'; ++c) allowed[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) allowed[c] = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c) allowed[c] = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}
constexpr auto token_bytes = make_token_bytes();

bool parse_number(std::string_view text, std::uint64_t& out, int base) noexcept {
    if (text.empty()) return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool is_token(std::string_view text) noexcept {
    for (const char c : text)
        if (!token_bytes[static_cast<unsigned char>(c)]) return false;
    return !text.empty();
}

bool is_field_text(std::string_view text) noexcept {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
    }
    return true;
}

bool is_target(std::string_view text) noexcept {
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) return false;
    return !text.empty();
}

bool same_text(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

std::string_view trim(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool parse_decimal(std::string_view text, std::uint64_t& out) noexcept { return parse_number(text, out, 10); }
bool parse_hexadecimal(std::string_view text, std::uint64_t& out) noexcept { return parse_number(text, out, 16); }

bool list_has(std::string_view list, std::string_view element) noexcept {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (same_text(trim(list.substr(0, comma)), element)) return true;
        if (comma == std::string_view::npos) break;
        list.remove_prefix(comma + 1);
    }
    return false;
}

}  // namespace antiphon::net
