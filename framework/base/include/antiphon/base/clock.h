#pragma once
#include <chrono>

namespace antiphon {

using Clock = std::chrono::steady_clock;

/// A moment after which nobody waits any more. Copyable, comparable, thread-safe by being a value.
class Deadline {
  public:
    /// Never passes. For work that has no caller; a call always has a deadline.
    static constexpr Deadline never() noexcept { return Deadline(Clock::time_point::max()); }
    /// A wait too long for the clock to count is never().
    static Deadline in(std::chrono::milliseconds left) noexcept;
    static constexpr Deadline at(Clock::time_point moment) noexcept { return Deadline(moment); }

    constexpr bool is_never() const noexcept { return moment_ == Clock::time_point::max(); }
    bool passed() const noexcept { return !is_never() && Clock::now() >= moment_; }

    /// What is left, not below zero, rounded up to a millisecond; `milliseconds::max()` for never.
    std::chrono::milliseconds remaining() const noexcept;

    constexpr Clock::time_point moment() const noexcept { return moment_; }
    constexpr Deadline earlier(Deadline other) const noexcept { return moment_ < other.moment_ ? *this : other; }
    friend constexpr auto operator<=>(Deadline, Deadline) noexcept = default;

  private:
    explicit constexpr Deadline(Clock::time_point moment) noexcept : moment_(moment) {}
    Clock::time_point moment_;
};

/// Wall-clock time as the IDL's `timestamp` has it: microseconds since 1970, UTC.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

inline Timestamp now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace antiphon
