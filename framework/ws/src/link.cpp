#include "link.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <utility>

#include "antiphon/base/log.h"
#include "shard.h"

namespace antiphon::ws {
namespace {

/// The border where exceptions of the application end.
template <class Work>
bool guarded(Work work) {
    try {
        work();
        return true;
    } catch (const std::exception& error) {
        log::error("a connection's handler failed", {{"reason", error.what()}});
    } catch (...) {
        log::error("a connection's handler failed", {{"reason", "unknown exception"}});
    }
    return false;
}

}  // namespace

Link::Link(Shard& shard, int descriptor, Remote remote)
    : shard_(shard), descriptor_(descriptor), remote_(std::move(remote)) {
    shard_.loop.add(descriptor_, *this, interest_);
}

Link::~Link() { abort(); }

void Link::speak(std::shared_ptr<Protocol> protocol) { protocol_ = std::move(protocol); }

void Link::ready(net::Readiness readiness) {
    if (readiness.writable) flush();
    if (dead() || (!readiness.readable && !readiness.hung_up)) return;
    if (reading_) return read();
    // While nothing is read, a client that left can only be told by its hanging up.
    if (readiness.hung_up) return abort();
    if (!std::exchange(deaf_, true)) watch();
}

void Link::read() {
    auto& buffer = shard_.read_buffer;
    const auto got = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return abort();
    const auto size = static_cast<std::size_t>(got);
    ShardStats::add(shard_.stats.bytes_in, size);
    if (finishing_) return;  // read and dropped, until the other side closes
    const auto protocol = protocol_;
    if (!guarded([&] { protocol->received({buffer.data(), size}); }) && !dead()) protocol->failed(CloseCode::internal);
}

Sent Link::send(const Run& run, Keep keep) {
    if (dead() || finishing_) return Sent::queued;
    const auto& limits = shard_.limits.outbox;
    if (!outbox_.push(run, keep, limits)) {
        // Perhaps only this turn's messages wait: let them go before the client is called slow.
        if (!writing_) flush();
        if (dead()) return Sent::queued;
        if (!outbox_.push(run, keep, limits)) {
            refused_ = true;
            return Sent::full;
        }
    }
    if (!writing_) shard_.touch(*this);
    return Sent::queued;
}

void Link::flush() {
    if (broken_) return;
    const auto before = outbox_.waiting_bytes();
    const auto messages = outbox_.waiting_messages();
    const auto state = outbox_.flush(descriptor_);
    ShardStats::add(shard_.stats.bytes_out, before - outbox_.waiting_bytes());
    ShardStats::add(shard_.stats.messages_out, messages - outbox_.waiting_messages());
    want(state == Outbox::State::blocked);
    broken_ = state == Outbox::State::broken;  // buried at the end of the turn, when nobody stands on it
    if (broken_ || finishing_ || refused_) shard_.touch(*this);
}

void Link::want(bool write) {
    if (writing_ == write) return;
    writing_ = write;
    watch();
}

void Link::watch() {
    const auto bits = (deaf_ ? 0U : 1U) | (writing_ ? 2U : 0U);
    const auto interest = static_cast<net::Interest>(bits);
    if (interest == interest_ || dead()) return;
    interest_ = interest;
    shard_.loop.change(descriptor_, *this, interest);
}

void Link::resume() {
    reading_ = true;
    if (std::exchange(deaf_, false)) watch();
}

void Link::finish() {
    if (finishing_ || dead()) return;
    finishing_ = true;
    resume();
    shard_.touch(*this);
}

void Link::abort(bool slow) {
    if (dead()) return;
    shard_.loop.remove(descriptor_, *this);
    ::close(descriptor_);
    descriptor_ = -1;
    shard_.touch(*this);
    if (const auto protocol = std::exchange(protocol_, nullptr)) guarded([&] { protocol->gone(slow); });
}

bool Link::end_turn() {
    if (dead()) return false;
    if (!writing_ && !outbox_.empty()) flush();
    if (broken_) abort();
    if (dead()) return false;
    const auto protocol = protocol_;
    const auto& limits = shard_.limits.outbox;
    if (refused_ && outbox_.waiting_bytes() <= limits.max_bytes / 2 &&
        outbox_.waiting_messages() <= limits.max_messages / 2) {
        refused_ = false;
        if (protocol) guarded([&] { protocol->drained(); });
    }
    if (protocol) guarded([&] { protocol->turn_ended(); });
    if (!dead() && finishing_ && !shut_ && outbox_.empty()) {
        shut_ = true;
        shut_until_ = Clock::now() + shard_.limits.close_timeout;
        ::shutdown(descriptor_, SHUT_WR);
    }
    return !dead();
}

void Link::sweep(Clock::time_point now) {
    if (outbox_.stalled(now, shard_.limits.outbox)) {
        ShardStats::add(shard_.stats.slow_closed, 1);
        return abort(true);
    }
    if (shut_ && now >= shut_until_) return abort();
    const auto protocol = protocol_;
    if (protocol) guarded([&] { protocol->swept(now); });
}

}  // namespace antiphon::ws
