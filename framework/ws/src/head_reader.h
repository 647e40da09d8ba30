#pragma once
#include <cstdint>
#include <string_view>

#include "antiphon/ws/http.h"
#include "antiphon/ws/server.h"

namespace antiphon::ws {

/// How the body of a request is delimited, and what happens after it.
struct Framing {
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;
    bool websocket = false;  ///< asks to become one
    bool has_body() const noexcept { return chunked || content_length > 0; }
};

/// Reads one request head out of bytes that come in any pieces. No socket in here: bytes in, a RequestHead out.
///
/// Refuses whatever two programs could understand differently (docs/wire.md): both or repeated Content-Length and
/// Transfer-Encoding, a repeated or missing Host, a bare carriage return or line feed, folded fields, control bytes, a
/// space before a colon, a body on an upgrade. A refusal is a status to answer; the connection is closed then.
class HeadReader {
  public:
    explicit HeadReader(const ServerLimits& limits) : limits_(&limits) {}

    /// Takes bytes; returns how many were used: all of them unless the head ended or was refused.
    std::size_t feed(std::string_view bytes);

    bool started() const noexcept { return !head_.bytes_.empty(); }
    bool done() const noexcept { return done_; }
    int refusal() const noexcept { return status_; }  ///< 0: none
    const char* reason() const noexcept { return reason_; }

    const RequestHead& head() const noexcept { return head_; }
    RequestHead take_head() { return std::move(head_); }
    const Framing& framing() const noexcept { return framing_; }

  private:
    struct Seen {  // of the fields that frame a message
        int hosts = 0;
        int lengths = 0;
        int encodings = 0;
        bool websocket = false;
        bool connection_upgrade = false;
        bool connection_close = false;
    };

    bool refuse(int status, const char* reason);
    bool scan(char byte);
    void parse();
    bool parse_request_line(std::string_view line);
    bool parse_version(std::string_view version);
    bool parse_field(std::string_view line, Seen& seen);
    bool note_field(std::string_view name, std::string_view value, Seen& seen);
    bool decide_framing(const Seen& seen);
    RequestHead::Range range(std::string_view part) const noexcept;

    const ServerLimits* limits_;
    RequestHead head_;
    Framing framing_;
    int status_ = 0;
    const char* reason_ = "";
    bool done_ = false;
    bool in_request_line_ = true;
    bool line_is_empty_ = true;
    char last_ = 0;
};

}  // namespace antiphon::ws
