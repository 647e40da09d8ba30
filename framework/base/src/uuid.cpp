#include "antiphon/base/uuid.h"

#include <sys/random.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <system_error>

namespace antiphon {

namespace {

// Straight from the operating system each time: a pool of random bytes would be shared with a forked child.
void fill_random(void* to, std::size_t bytes) {
    auto* at = static_cast<std::uint8_t*>(to);
    while (bytes > 0) {
        const ssize_t got = ::getrandom(at, bytes, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            throw std::system_error(errno, std::generic_category(), "getrandom");
        }
        at += got;
        bytes -= static_cast<std::size_t>(got);
    }
}

std::uint64_t random_word() {
    std::uint64_t word;
    fill_random(&word, sizeof word);
    return word;
}

std::uint64_t unix_milliseconds() {
    using namespace std::chrono;
    return static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

/// Where the last version 7 id stood: 48 bits of time, 12 bits behind the version, 62 bits behind the variant.
struct Sequence {
    std::uint64_t milliseconds = 0;
    std::uint64_t high = 0;  // 12 bits
    std::uint64_t low = 0;   // 62 bits

    static constexpr std::uint64_t low_mask = (1ull << 62) - 1;

    void advance() {
        const std::uint64_t now = unix_milliseconds();
        if (now > milliseconds) {
            milliseconds = now;
            const std::uint64_t word = random_word();
            high = word & 0x7FF;  // half of the room, so that counting up has somewhere to go
            low = random_word() & low_mask;
            return;
        }
        // The same millisecond, or a clock that went back: count on by a step that nobody can guess.
        low += 1 + (random_word() & 0xFFFFFFFFFFull);
        if (low <= low_mask) return;
        low &= low_mask;
        if (++high <= 0xFFF) return;
        high = 0;
        ++milliseconds;
    }
};

void put_big_endian(std::uint8_t* to, std::uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; --i, number >>= 8) to[i] = static_cast<std::uint8_t>(number);
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr bool is_dash(std::size_t position) noexcept {
    return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace

Uuid Uuid::v7() {
    static std::mutex mutex;
    static Sequence last;  // guarded by mutex
    Uuid made;
    const std::lock_guard lock(mutex);
    last.advance();
    put_big_endian(made.bytes.data(), last.milliseconds, 6);
    put_big_endian(made.bytes.data() + 6, 0x7000u | last.high, 2);
    put_big_endian(made.bytes.data() + 8, (2ull << 62) | last.low, 8);
    return made;
}

Uuid Uuid::v4() {
    Uuid made;
    fill_random(made.bytes.data(), made.bytes.size());
    made.bytes[6] = static_cast<std::uint8_t>(0x40 | (made.bytes[6] & 0x0F));
    made.bytes[8] = static_cast<std::uint8_t>(0x80 | (made.bytes[8] & 0x3F));
    return made;
}

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
    if (text.size() != 36) return std::nullopt;
    Uuid parsed;
    std::size_t byte = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (is_dash(i)) {
            if (text[i++] != '-') return std::nullopt;
            continue;
        }
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        parsed.bytes[byte++] = static_cast<std::uint8_t>(high * 16 + low);
        i += 2;
    }
    return parsed;
}

std::string Uuid::text() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(36, '-');
    std::size_t at = 0;
    for (const std::uint8_t byte : bytes) {
        if (is_dash(at)) ++at;
        text[at++] = digits[byte >> 4];
        text[at++] = digits[byte & 0xF];
    }
    return text;
}

std::string random_text(std::size_t characters) {
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text(characters, '\0');
    fill_random(text.data(), text.size());
    for (char& c : text) c = alphabet[static_cast<std::uint8_t>(c) & 31];
    return text;
}

}  // namespace antiphon
