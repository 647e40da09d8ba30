#include "utf8.h"

namespace antiphon::ws {

bool Utf8Check::feed(std::string_view bytes) noexcept {
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (more_ > 0) {
            if (byte < least_ || byte > most_) return false;
            --more_;
            least_ = 0x80;
            most_ = 0xBF;
            continue;
        }
        if (byte < 0x80) continue;
        if (byte < 0xC2 || byte > 0xF4) return false;
        more_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        if (byte == 0xE0) least_ = 0xA0;  // shorter forms exist
        if (byte == 0xED) most_ = 0x9F;   // surrogates
        if (byte == 0xF0) least_ = 0x90;
        if (byte == 0xF4) most_ = 0x8F;  // above U+10FFFF
    }
    return true;
}

}  // namespace antiphon::ws
