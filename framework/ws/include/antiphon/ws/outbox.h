#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/limits.h"
#include "antiphon/ws/run.h"

namespace antiphon::ws {

struct OutboxLimits {
    std::size_t max_bytes = limits::max_waiting_bytes;
    std::size_t max_messages = limits::max_waiting_messages;
    std::chrono::milliseconds stall_timeout = limits::write_stall_timeout;
};

/// Whether a run that does not fit is refused. Answers to calls and control frames are `always` taken: whoever sends
/// them bounds them (by waiting_bytes(), by one pong per ping).
enum class Keep : std::uint8_t { if_room, always };

/// What one socket still has to send: everything it sends goes through here, in order. Not thread-safe; belongs to the
/// socket's loop. Knows a descriptor and nothing of frames.
class Outbox {
  public:
    enum class State : std::uint8_t {
        empty,    ///< all is with the kernel
        blocked,  ///< the kernel takes no more: call flush() when the descriptor is writable
        broken,   ///< the connection is gone
    };

    /// Appends. False when `keep` is if_room and the run would pass a bound; nothing is queued then. A run larger than
    /// the bounds is taken when nothing else waits.
    bool push(const Run& run, Keep keep, const OutboxLimits& limits);

    /// Hands over as much as the kernel takes without blocking: one send, gathered when several runs wait.
    State flush(int descriptor);

    /// Drops the runs of which no byte has left yet, so that a close frame can follow at once. Returns their messages.
    std::size_t drop_unsent();

    bool empty() const noexcept { return head_ == runs_.size(); }
    std::size_t waiting_bytes() const noexcept { return waiting_bytes_; }
    std::size_t waiting_messages() const noexcept { return waiting_messages_; }

    /// Whether something has waited for the whole stall timeout without one byte leaving.
    bool stalled(Clock::time_point now, const OutboxLimits& limits) const noexcept;

  private:
    void sent(std::size_t bytes);

    std::vector<Run> runs_;  // from head_ on they wait
    std::uint32_t head_ = 0;
    std::uint32_t waiting_messages_ = 0;
    std::size_t head_sent_ = 0;  // bytes of runs_[head_] that have left
    std::size_t waiting_bytes_ = 0;
    Clock::time_point progress_{};  // when the last byte left, or waiting began
};

}  // namespace antiphon::ws
