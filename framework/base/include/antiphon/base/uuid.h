#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace antiphon {

/// 16 bytes in network order (RFC 9562). Ordered bytewise, so version 7 ids sort by time.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    /// Version 7: 48 bits of Unix milliseconds, then random; two made by one process never are out of order.
    static Uuid v7();
    static Uuid v4();

    /// The 36-character form, any case. Nothing else is accepted.
    static std::optional<Uuid> parse(std::string_view text) noexcept;
    std::string text() const;  ///< 36 characters, lower case

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// Random bytes from the operating system as `a-z2-7`, 5 bits a character. For epochs, instance ids, keys that nobody
/// may guess.
std::string random_text(std::size_t characters);

}  // namespace antiphon
