#include "antiphon/redis/script.h"

#include <array>
#include <bit>
#include <cstdint>

namespace antiphon::redis {

namespace {

// SHA-1 (FIPS 180-4) as a name, which is all that Redis uses it for; nothing here relies on it being hard to forge.
using State = std::array<std::uint32_t, 5>;

void absorb(State& state, const unsigned char* block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i) {
        for (std::size_t j = 0; j < 4; ++j) w[i] = w[i] << 8 | block[4 * i + j];
    }
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
        std::uint32_t f = b ^ c ^ d, k = 0xCA62C1D6;
        if (i < 20)
            f = (b & c) | (~b & d), k = 0x5A827999;
        else if (i < 40)
            k = 0x6ED9EBA1;
        else if (i < 60)
            f = (b & c) | (b & d) | (c & d), k = 0x8F1BBCDC;
        const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
        e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
    }
    const State mixed{a, b, c, d, e};
    for (std::size_t i = 0; i < 5; ++i) state[i] += mixed[i];
}

std::string sha1(std::string_view text) {
    std::string padded(text);
    padded += '\x80';
    while (padded.size() % 64 != 56) padded += '\0';
    const std::uint64_t bits = text.size() * 8;
    for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift & 0xFF);
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    for (std::size_t at = 0; at < padded.size(); at += 64)
        absorb(state, reinterpret_cast<const unsigned char*>(padded.data()) + at);
    std::string hex;
    for (const std::uint32_t word : state) {
        for (int shift = 28; shift >= 0; shift -= 4) hex += "0123456789abcdef"[word >> shift & 0xF];
    }
    return hex;
}

}  // namespace

Script::Script(std::string_view text) : text_(text), sha_(sha1(text)) {}

}  // namespace antiphon::redis
