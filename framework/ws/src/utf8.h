#pragma once
#include <cstdint>
#include <string_view>

namespace antiphon::ws {

/// Checks UTF-8 that comes in pieces, so that a bad byte is found before the message is whole (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF).
class Utf8Check {
  public:
    /// False from the first byte on that can not be part of valid text.
    bool feed(std::string_view bytes) noexcept;
    /// Whether the text so far does not end inside a character.
    bool complete() const noexcept { return more_ == 0; }

  private:
    std::uint8_t more_ = 0;      // bytes the character still needs
    std::uint8_t least_ = 0x80;  // bounds of the next one
    std::uint8_t most_ = 0xBF;
};

}  // namespace antiphon::ws
