#pragma once
#include <memory>
#include <optional>
#include <string>

#include "chunk_reader.h"
#include "head_reader.h"
#include "link.h"

namespace antiphon::ws {

/// HTTP/1.1 on one link: one request after another, until one becomes a WebSocket. While the application works on an
/// answer nothing more is read, so a client that pipelines waits.
class HttpSession final : public Protocol, public std::enable_shared_from_this<HttpSession> {
  public:
    explicit HttpSession(Link& link);
    ~HttpSession() override;

    void received(std::span<char> bytes) override;
    void swept(Clock::time_point now) override;
    void failed(CloseCode) override;
    void gone(bool slow) override;

    /// The application's answer to the request that is being worked on.
    void answer(HttpResponse response);

    Link* link() noexcept { return link_; }

  private:
    enum class State : std::uint8_t { head, body, answering, over };
    class Answer;

    void consume(std::string_view bytes);
    void begin_request(std::string_view& rest);
    void hand_over(std::string_view rest);
    void call_application();
    void write(HttpResponse response);
    void start_stream(HttpResponse response);
    void next_request();
    void refuse(int status, std::string_view reason);

    Link* link_;  // null: gone
    State state_ = State::head;
    bool consuming_ = false;
    bool head_request_ = false;
    bool keep_alive_ = true;
    HeadReader head_;
    ChunkReader chunks_;
    Clock::time_point since_;  // when the request's head, body or the wait for it began
    bool first_ = true;        // no request came yet
    std::string body_;
    std::string pipelined_;
    std::shared_ptr<std::atomic<bool>> gone_;
    std::shared_ptr<std::function<void()>> on_gone_;
};

}  // namespace antiphon::ws
