#include "peer.h"

#include <exception>
#include <utility>

#include "antiphon/base/log.h"
#include "shard.h"

namespace antiphon::ws {

Peer::Peer(Link& link, std::unique_ptr<Upgrade> upgrade)
    : loop_(link.shard().loop),
      link_(&link),
      id_(link.shard().next_id()),
      heard_(link.shard().coarse_now()),
      upgrade_(std::move(upgrade)) {
    ShardStats::add(link.shard().stats.sockets, 1);
}

Peer::~Peer() = default;

void Peer::open_up() {
    try {
        link_->shard().application.opened(shared_from_this());
    } catch (const std::exception& error) {
        log::error("a socket could not be opened", {{"reason", error.what()}});
        failed(CloseCode::internal);
    }
}

Sent Peer::send(const Run& run, Keep keep) { return open() ? link_->send(run, keep) : Sent::queued; }

void Peer::close(CloseCode code, std::string_view reason) {
    if (state_ != State::open) return;
    state_ = State::closing;
    code_ = code;
    closing_since_ = Clock::now();
    if (link_->congested()) link_->outbox().drop_unsent();
    std::string frame;
    append_close_frame(frame, code, reason);
    link_->send(Run(std::move(frame), 0), Keep::always);
}

/// The client broke a rule: say so, then hang up without waiting for its good-bye.
void Peer::fail(CloseCode code) {
    close(code, name(code));
    state_ = State::over;
    link_->finish();
}

void Peer::client_closes(CloseCode code) {
    if (state_ == State::open) close(code, {});
    state_ = State::over;
    link_->finish();
}

std::size_t Peer::waiting_bytes() const noexcept { return link_ == nullptr ? 0 : link_->outbox().waiting_bytes(); }

std::size_t Peer::waiting_messages() const noexcept {
    return link_ == nullptr ? 0 : link_->outbox().waiting_messages();
}

void Peer::forget_upgrade() { upgrade_ = std::make_unique<Upgrade>(); }

void Peer::received(std::span<char> bytes) {
    auto& shard = link_->shard();
    heard_ = shard.coarse_now();
    pinged_ = false;
    const auto& limits = shard.limits;
    const auto refused = reader_.feed(
        bytes, {.max_message_bytes = limits.max_message_bytes, .max_fragments = limits.max_fragments}, *this);
    if (refused && reading()) return fail(*refused);
    const bool in_message = reader_.in_message();
    if (in_message && !message_timed_) message_since_ = heard_;
    message_timed_ = in_message;
}

void Peer::text(std::string_view message) {
    message_timed_ = false;
    if (state_ != State::open) return;
    auto& shard = link_->shard();
    ShardStats::add(shard.stats.frames_in, 1);
    shard.application.message(*this, message);
}

void Peer::ping(std::string_view payload) {
    count_control_frame();
    if (state_ != State::open) return;
    std::string frame;
    append_control_frame(frame, Opcode::pong, payload);
    link_->send(Run(std::move(frame), 0), Keep::always);
}

void Peer::pong(std::string_view) { count_control_frame(); }

void Peer::count_control_frame() {
    const auto now = Clock::now();
    if (now - control_since_ >= std::chrono::seconds(1)) {
        control_since_ = now;
        control_frames_ = 0;
    }
    if (++control_frames_ > link_->shard().limits.max_control_frames_per_second && state_ == State::open)
        fail(CloseCode::too_many_requests);
}

void Peer::swept(Clock::time_point now) {
    const auto& limits = link_->shard().limits;
    if (state_ == State::closing && now - closing_since_ >= limits.close_timeout) return link_->abort();
    if (state_ != State::open) return;
    const auto silence = now - heard_;
    if (silence >= limits.ping_interval + limits.pong_timeout) return close(CloseCode::no_pong, "no_pong");
    if (message_timed_ && now - message_since_ >= limits.message_timeout) return fail(CloseCode::limit);
    if (silence < limits.ping_interval || pinged_) return;
    pinged_ = true;
    std::string frame;
    append_control_frame(frame, Opcode::ping, {});
    link_->send(Run(std::move(frame), 0), Keep::always);
}

void Peer::turn_ended() {
    if (state_ != State::open) tell_closed();
}

void Peer::drained() {
    if (state_ == State::open) link_->shard().application.drained(*this);
}

void Peer::gone(bool slow) {
    if (state_ == State::open) code_ = slow ? CloseCode::slow_consumer : CloseCode::going_away;
    state_ = State::over;
    const auto keep = shared_from_this();
    try {
        tell_closed();
    } catch (...) {
        link_ = nullptr;
        throw;
    }
    link_ = nullptr;
}

void Peer::tell_closed() {
    if (std::exchange(told_closed_, true)) return;
    auto& shard = link_->shard();
    ShardStats::add(shard.stats.sockets, static_cast<std::uint64_t>(-1));
    shard.application.closed(*this, code_);
}

}  // namespace antiphon::ws
