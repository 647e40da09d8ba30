#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/thread.h"
#include "antiphon/redis/loop.h"

namespace antiphon::redis {

/// Something with a descriptor. Called on the loop.
class Watcher {
  public:
    virtual void ready(std::uint32_t events) = 0;  // of epoll
    virtual void end_of_turn() = 0;                // asked for with Loop::Impl::at_end_of_turn

  protected:
    ~Watcher() = default;
};

class Loop::Impl {
  public:
    explicit Impl(const std::string& thread_name);
    ~Impl();

    // any thread
    void post(std::function<void()> task);
    bool here() const noexcept { return thread_.running_here(); }

    // only on the loop
    void after(std::chrono::milliseconds delay, std::function<void()> task);
    void watch(int descriptor, std::uint32_t events, Watcher& watcher);
    void rewatch(int descriptor, std::uint32_t events, Watcher& watcher);
    /// `watcher` is not called any more, not even for what this turn has already brought.
    void unwatch(int descriptor, Watcher& watcher);
    void at_end_of_turn(Watcher& watcher) { ending_.push_back(&watcher); }

  private:
    void run();
    void run_tasks();
    void run_timers();
    int wait_time() const;

    int epoll_ = -1;
    int wake_ = -1;
    std::mutex mutex_;
    std::vector<std::function<void()>> tasks_;  // guarded by mutex_
    // only on the loop
    std::multimap<Clock::time_point, std::function<void()>> timers_;
    std::vector<Watcher*> ending_;
    std::vector<Watcher*> gone_;  // unwatched in this turn
    bool stopping_ = false;
    Thread thread_;  // last: it uses all of the above
};

}  // namespace antiphon::redis
