#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace antiphon::ws {

/// Reads a chunked body, strictly: hexadecimal sizes, CRLF, no extensions, no trailer fields. Bytes in any pieces.
class ChunkReader {
  public:
    /// Takes bytes and appends the body's to `body`; returns how many were used.
    std::size_t feed(std::string_view bytes, std::string& body, std::size_t max_body_bytes);

    bool done() const noexcept { return state_ == State::done; }
    int refusal() const noexcept { return status_; }  ///< 0: none, else 400 or 413

  private:
    enum class State : std::uint8_t { size, size_end, data, data_end, data_end_2, last_end, last_end_2, done };
    void step(char byte, std::size_t body_bytes, std::size_t max_body_bytes);
    void expect(char byte, char expected, State next);

    State state_ = State::size;
    int digits_ = 0;
    std::uint64_t left_ = 0;
    int status_ = 0;
};

}  // namespace antiphon::ws
