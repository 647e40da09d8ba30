#include "antiphon/ws/frame.h"

#include "antiphon/ws/run.h"

namespace antiphon::ws {
namespace {

void append_big_endian(std::string& out, std::uint64_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xFF);
}

/// The longest part of at most `most` bytes that does not end inside a character.
std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes) {
    out += static_cast<char>(0x80 | static_cast<unsigned>(opcode));
    if (payload_bytes < 126) {
        out += static_cast<char>(payload_bytes);
    } else if (payload_bytes < 65536) {
        out += static_cast<char>(126);
        append_big_endian(out, payload_bytes, 2);
    } else {
        out += static_cast<char>(127);
        append_big_endian(out, payload_bytes, 8);
    }
}

void append_text_frame(std::string& out, std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const auto part : parts) size += part.size();
    append_frame_header(out, Opcode::text, size);
    for (const auto part : parts) out += part;
}

void append_close_frame(std::string& out, CloseCode code, std::string_view reason) {
    reason = cut(reason, 123);
    append_frame_header(out, Opcode::close, reason.size() + 2);
    append_big_endian(out, static_cast<std::uint16_t>(code), 2);
    out += reason;
}

void append_control_frame(std::string& out, Opcode opcode, std::string_view payload) {
    payload = payload.substr(0, 125);
    append_frame_header(out, opcode, payload.size());
    out += payload;
}

Run Run::text(std::string_view payload) {
    std::string bytes;
    bytes.reserve(payload.size() + 10);
    append_text_frame(bytes, payload);
    return Run(std::move(bytes), 1);
}

}  // namespace antiphon::ws
