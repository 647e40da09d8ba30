#include "base64.h"

#include <array>
#include <cstdint>

namespace antiphon::json {

namespace {

constexpr std::string_view standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t none = 0xFF;

constexpr std::array<std::uint8_t, 256> reverse = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(none);
    for (std::size_t i = 0; i < standard.size(); ++i)
        table[static_cast<std::uint8_t>(standard[i])] = static_cast<std::uint8_t>(i);
    table['-'] = 62;
    table['_'] = 63;
    return table;
}();

bool mixes_alphabets(std::string_view text) noexcept {
    return text.find_first_of("+/") != std::string_view::npos && text.find_first_of("-_") != std::string_view::npos;
}

}  // namespace

void append_base64(std::string& out, const Bytes& bytes) {
    out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        std::uint32_t group = static_cast<std::uint32_t>(bytes[i]) << 16;
        if (left > 1) group |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
        if (left > 2) group |= bytes[i + 2];
        out += standard[group >> 18];
        out += standard[(group >> 12) & 63];
        out += left > 1 ? standard[(group >> 6) & 63] : '=';
        out += left > 2 ? standard[group & 63] : '=';
    }
}

bool decode_base64(std::string_view text, Bytes& out) {
    const bool padded = text.ends_with('=');
    if (padded && text.size() % 4 != 0) return false;
    if (padded) text.remove_suffix(text.ends_with("==") ? 2 : 1);
    if (text.size() % 4 == 1 || mixes_alphabets(text)) return false;
    out.clear();
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::uint8_t six = reverse[static_cast<std::uint8_t>(c)];
        if (six == none) return false;
        bits = (bits << 6) | six;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out.push_back(static_cast<std::uint8_t>(bits >> count));
        bits &= (1u << count) - 1;
    }
    return bits == 0;
}

}  // namespace antiphon::json
