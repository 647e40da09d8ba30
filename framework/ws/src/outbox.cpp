#include "antiphon/ws/outbox.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

namespace antiphon::ws {
namespace {
constexpr std::size_t max_gathered = 64;  // runs in one send
constexpr std::size_t kept_capacity = 8;  // of an empty queue; more is given back
}  // namespace

bool Outbox::push(const Run& run, Keep keep, const OutboxLimits& limits) {
    const std::size_t bytes = run.bytes().size();
    if (bytes == 0) return true;
    if (keep == Keep::if_room && !empty() &&
        (waiting_bytes_ + bytes > limits.max_bytes || waiting_messages_ + run.messages() > limits.max_messages))
        return false;
    if (empty()) progress_ = Clock::now();
    runs_.push_back(run);
    waiting_bytes_ += bytes;
    waiting_messages_ += run.messages();
    return true;
}

Outbox::State Outbox::flush(int descriptor) {
    while (!empty()) {
        std::array<iovec, max_gathered> parts;
        std::size_t count = 0;
        std::size_t wanted = 0;
        for (std::size_t at = head_; at < runs_.size() && count < max_gathered; ++at) {
            const auto bytes = runs_[at].bytes().substr(at == head_ ? head_sent_ : 0);
            parts[count++] = {const_cast<char*>(bytes.data()), bytes.size()};
            wanted += bytes.size();
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const auto gone = count == 1 ? ::send(descriptor, parts[0].iov_base, wanted, MSG_NOSIGNAL | MSG_DONTWAIT)
                                     : ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (gone < 0 && errno == EINTR) continue;
        if (gone < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS ? State::blocked : State::broken;
        sent(static_cast<std::size_t>(gone));
        if (static_cast<std::size_t>(gone) < wanted) return State::blocked;  // its buffer is full: no need to ask again
    }
    return State::empty;
}

void Outbox::sent(std::size_t bytes) {
    waiting_bytes_ -= bytes;
    if (bytes > 0 && waiting_bytes_ > 0) progress_ = Clock::now();
    while (bytes > 0) {
        const std::size_t left = runs_[head_].bytes().size() - head_sent_;
        if (bytes < left) {
            head_sent_ += bytes;
            break;
        }
        bytes -= left;
        waiting_messages_ -= runs_[head_].messages();
        runs_[head_] = Run();
        head_sent_ = 0;
        ++head_;
    }
    if (empty()) {
        if (runs_.capacity() > kept_capacity)
            std::vector<Run>().swap(runs_);
        else
            runs_.clear();
        head_ = 0;
    } else if (head_ > runs_.size() / 2) {
        runs_.erase(runs_.begin(), runs_.begin() + head_);
        head_ = 0;
    }
}

std::size_t Outbox::drop_unsent() {
    const std::size_t keep = head_ + (head_sent_ > 0 ? 1U : 0U);
    std::size_t messages = 0;
    while (runs_.size() > keep) {
        messages += runs_.back().messages();
        waiting_bytes_ -= runs_.back().bytes().size();
        runs_.pop_back();
    }
    waiting_messages_ -= static_cast<std::uint32_t>(messages);
    return messages;
}

bool Outbox::stalled(Clock::time_point now, const OutboxLimits& limits) const noexcept {
    return !empty() && now - progress_ > limits.stall_timeout;
}

}  // namespace antiphon::ws
