#pragma once
// RFC 6455 frames as bytes, written by a server: never masked, never fragmented.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "antiphon/base/codes.h"

namespace antiphon::ws {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Appends the 2 to 10 bytes in front of a payload of this size.
void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes);

/// Appends one text frame whose payload is the parts one after another. The payload must be valid UTF-8: the other side
/// closes with 1007 otherwise.
void append_text_frame(std::string& out, std::initializer_list<std::string_view> parts);
inline void append_text_frame(std::string& out, std::string_view text) { append_text_frame(out, {text}); }

/// Reason cut to 123 bytes at a character's border.
void append_close_frame(std::string& out, CloseCode code, std::string_view reason);
void append_control_frame(std::string& out, Opcode opcode, std::string_view payload);  ///< cut to 125 bytes

}  // namespace antiphon::ws
