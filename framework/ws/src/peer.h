#pragma once
#include <memory>
#include <string>

#include "frame_reader.h"
#include "link.h"

namespace antiphon::ws {

/// The WebSocket on a link. Lives on after the link when the application keeps it; its calls then do nothing.
class Peer final : public Socket, public Protocol, private FrameSink, public std::enable_shared_from_this<Peer> {
  public:
    Peer(Link& link, std::unique_ptr<Upgrade> upgrade);
    ~Peer() override;

    /// Tells the application that it is open.
    void open_up();

    std::uint64_t id() const noexcept override { return id_; }
    net::Loop& loop() const noexcept override { return loop_; }
    Sent send(const Run& run, Keep keep) override;
    void close(CloseCode code, std::string_view reason) override;
    bool open() const noexcept override { return state_ == State::open; }
    std::size_t waiting_bytes() const noexcept override;
    std::size_t waiting_messages() const noexcept override;
    const Upgrade& upgrade() const noexcept override { return *upgrade_; }
    void forget_upgrade() override;
    void attach(std::shared_ptr<void> state) override { attached_ = std::move(state); }
    void* attached() const noexcept override { return attached_.get(); }

    void received(std::span<char> bytes) override;
    void swept(Clock::time_point now) override;
    void turn_ended() override;
    void drained() override;
    void failed(CloseCode code) override { close(code, "internal"); }
    void gone(bool slow) override;

  private:
    enum class State : std::uint8_t {
        open,
        closing,  // our close is on its way; waiting for the client's
        over,     // both closes were said, or the link is gone
    };

    void text(std::string_view message) override;
    void ping(std::string_view payload) override;
    void pong(std::string_view payload) override;
    void client_closes(CloseCode code) override;
    void fail(CloseCode code);
    bool reading() const override { return state_ != State::over && link_ != nullptr; }
    void count_control_frame();
    void tell_closed();

    net::Loop& loop_;
    Link* link_;  // null: gone
    const std::uint64_t id_;
    State state_ = State::open;
    bool told_closed_ = false;
    bool pinged_ = false;  // since the last byte came
    bool message_timed_ = false;
    std::uint16_t control_frames_ = 0;  // since control_since_
    CloseCode code_ = CloseCode::going_away;
    Clock::time_point heard_;
    Clock::time_point control_since_{};
    Clock::time_point message_since_{};  // while message_timed_
    Clock::time_point closing_since_{};
    FrameReader reader_;
    std::unique_ptr<Upgrade> upgrade_;
    std::shared_ptr<void> attached_;
};

}  // namespace antiphon::ws
