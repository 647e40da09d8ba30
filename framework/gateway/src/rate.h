#pragma once
#include <algorithm>
#include <chrono>

#include "antiphon/base/clock.h"

namespace antiphon::gateway {

/// So many per second on average, so many at once. Full when made. Goes below zero when what it refused goes on coming,
/// down to one more burst, so that a client which ignores refusals can be told from one that pauses.
class TokenBucket {
  public:
    TokenBucket(std::size_t per_second, std::size_t burst) noexcept
        : rate_(static_cast<double>(per_second)), burst_(static_cast<double>(burst)), tokens_(burst_) {}

    enum class Answer : unsigned char { pass, refused, flooding };

    Answer take(Clock::time_point now) noexcept {
        const double seconds = last_ == Clock::time_point{} ? 0 : std::chrono::duration<double>(now - last_).count();
        last_ = now;
        tokens_ = std::min(burst_, tokens_ + seconds * rate_) - 1;
        if (tokens_ >= 0) return Answer::pass;
        if (tokens_ > -burst_) return Answer::refused;
        tokens_ = -burst_;
        return Answer::flooding;
    }

    /// Until the next one passes.
    std::chrono::milliseconds wait() const noexcept {
        if (tokens_ >= 1) return {};
        return std::chrono::milliseconds(static_cast<std::int64_t>((1 - tokens_) / rate_ * 1000) + 1);
    }

  private:
    double rate_;
    double burst_;
    double tokens_;
    Clock::time_point last_{};
};

}  // namespace antiphon::gateway
