#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "antiphon/base/codes.h"
#include "antiphon/ws/frame.h"
#include "utf8.h"

namespace antiphon::ws {

/// Told what a FrameReader found. The views are gone when the call returns.
class FrameSink {
  public:
    virtual void text(std::string_view message) = 0;  ///< whole, valid UTF-8
    virtual void ping(std::string_view payload) = 0;
    virtual void pong(std::string_view payload) = 0;
    /// The other side's close: nothing behind it is read. 1005 (no code) comes as `normal`.
    virtual void client_closes(CloseCode code) = 0;
    /// False: stop reading, drop the rest.
    virtual bool reading() const = 0;

  protected:
    ~FrameSink() = default;
};

/// Reads a client's frames (RFC 6455 section 5) out of bytes that come in any pieces. No socket in here.
///
/// Strict: masked, no reserved bits, known opcodes, shortest form of each length, control frames whole and at most 125
/// bytes; a length is checked against the limits before anything is read or kept. A message that came in one piece is
/// handed on where it lies, without a copy.
class FrameReader {
  public:
    struct Limits {
        std::size_t max_message_bytes;
        std::size_t max_fragments;
    };

    /// Takes all of `bytes`, which it unmasks in place. A code: the connection must be closed with it.
    std::optional<CloseCode> feed(std::span<char> bytes, const Limits& limits, FrameSink& sink);

    /// Whether a message or frame has begun and is not whole.
    bool in_message() const noexcept { return fragments_ > 0 || in_payload_ || header_bytes_ > 0; }

  private:
    std::optional<CloseCode> read_header(std::span<char>& bytes, const Limits& limits);
    std::optional<CloseCode> check_start(const Limits& limits);
    std::optional<CloseCode> check_length(const Limits& limits);
    std::optional<CloseCode> read_payload(std::span<char>& bytes, FrameSink& sink);
    std::optional<CloseCode> end_control(std::string_view payload, FrameSink& sink);
    std::optional<CloseCode> end_close(std::string_view payload, FrameSink& sink);
    void unmask(std::span<char> part) noexcept;

    Opcode opcode() const noexcept { return static_cast<Opcode>(header_[0] & 0x0F); }
    bool final() const noexcept { return (header_[0] & 0x80) != 0; }
    bool control() const noexcept { return (header_[0] & 0x08) != 0; }
    std::size_t header_size() const noexcept;

    std::array<std::uint8_t, 14> header_{};
    std::uint8_t header_bytes_ = 0;
    bool in_payload_ = false;
    std::uint8_t mask_at_ = 0;
    Utf8Check utf8_;
    std::array<std::uint8_t, 4> mask_{};
    std::uint32_t fragments_ = 0;  // of the message; 0: none has begun
    std::uint64_t left_ = 0;       // of the frame's payload
    std::string message_;          // what came of it, unless it came whole
    std::string control_;
};

}  // namespace antiphon::ws
