#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "antiphon/net/http_client.h"

namespace antiphon::net {

/// Reads one HTTP/1.1 response out of bytes that come in any pieces. No socket in here: bytes in, a Response out.
///
/// Strict: one framing (Content-Length or chunked, not both, not repeated), CRLF only, no folded lines, no control
/// bytes, no space before a colon, bounded head and body. What breaks a rule is an error, never a guess.
class ResponseReader {
  public:
    struct Limits {
        std::size_t max_header_bytes = 64 * 1024;
        std::size_t max_body_bytes = 10 * 1024 * 1024;
    };
    enum class State : std::uint8_t {
        head,
        body,
        chunk_size,
        chunk_data,
        chunk_end,
        trailer,
        until_close,
        done,
        failed
    };

    explicit ResponseReader(Limits limits) : limits_(limits) {}

    /// Ready for the next response. `answers_head`: to a HEAD request, so there is no body whatever the head says.
    void start(bool answers_head);

    /// Takes bytes; returns how many were used: all of them unless the response ended or failed.
    std::size_t feed(std::string_view bytes);

    /// The other side closed. True when that completes the response.
    bool close();

    bool done() const noexcept { return state_ == State::done; }
    bool failed() const noexcept { return state_ == State::failed; }
    bool too_large() const noexcept { return too_large_; }  ///< why it failed: a limit, not the grammar
    const char* reason() const noexcept { return reason_; }
    /// Whether any byte of a response came.
    bool started() const noexcept { return started_; }
    /// After done(): whether the connection may carry another request.
    bool keep_alive() const noexcept { return keep_alive_; }
    HttpClient::Response take() { return std::move(response_); }

  private:
    void fail(const char* reason);
    void fail_size(const char* reason);
    std::size_t feed_head(std::string_view bytes);
    std::size_t feed_body(std::string_view bytes);
    std::size_t feed_line(std::string_view bytes);
    void read_head(std::string_view head);
    bool read_status_line(std::string_view line);
    bool read_field(std::string_view line);
    bool read_framing_field(const std::string& name, std::string_view value);
    void choose_framing();
    void read_chunk_size(std::string_view line);
    void end();

    Limits limits_;
    State state_ = State::head;
    bool answers_head_ = false;
    bool started_ = false;
    bool too_large_ = false;
    bool keep_alive_ = true;
    bool chunked_ = false;
    bool has_length_ = false;
    std::uint64_t left_ = 0;  // of the body, or of the chunk
    std::size_t trailer_bytes_ = 0;
    const char* reason_ = "";
    std::string partial_;  // an unfinished head or line
    HttpClient::Response response_;
};

}  // namespace antiphon::net
