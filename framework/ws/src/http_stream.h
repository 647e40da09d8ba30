#pragma once
#include <memory>

#include "link.h"

namespace antiphon::ws {

/// The rest of a response without an end. Is the link's protocol from then on.
class HttpStream final : public Stream, public Protocol, public std::enable_shared_from_this<HttpStream> {
  public:
    HttpStream(Link& link, std::uint64_t id) : link_(&link), loop_(link_loop(link)), id_(id) {}

    std::uint64_t id() const noexcept override { return id_; }
    net::Loop& loop() const noexcept override { return loop_; }
    Sent send(const Run& run, Keep keep) override;
    void end() override;
    bool open() const noexcept override { return link_ != nullptr && !ended_; }
    void on_end(std::function<void()> tell) override { tell_ = std::move(tell); }

    void received(std::span<char>) override {}  // its client has nothing more to say
    void swept(Clock::time_point) override {}
    void failed(CloseCode) override;
    void gone(bool slow) override;

  private:
    static net::Loop& link_loop(Link& link);

    Link* link_;  // null: gone
    net::Loop& loop_;
    const std::uint64_t id_;
    bool ended_ = false;
    std::function<void()> tell_;
};

}  // namespace antiphon::ws
