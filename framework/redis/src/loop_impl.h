#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
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

/// Where tasks for a loop are left. Whoever may still work when the loop has gone, as a resolver does, keeps this and
/// not the loop; what comes too late is dropped.
class Mailbox {
  public:
    Mailbox();
    ~Mailbox();
    void post(std::function<void()> task);
    std::vector<std::function<void()>> take();
    void close();
    int descriptor() const noexcept { return wake_; }

  private:
    const int wake_;  // an eventfd
    std::mutex mutex_;
    // guarded by mutex_
    std::vector<std::function<void()>> tasks_;
    bool closed_ = false;
};

class Loop::Impl {
  public:
    explicit Impl(const std::string& thread_name);
    ~Impl();

    // any thread
    void post(std::function<void()> task) { mailbox_->post(std::move(task)); }
    bool here() const noexcept { return thread_.running_here(); }
    const std::shared_ptr<Mailbox>& mailbox() const noexcept { return mailbox_; }

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

    const std::shared_ptr<Mailbox> mailbox_;
    const int epoll_;
    // only on the loop
    std::multimap<Clock::time_point, std::function<void()>> timers_;
    std::vector<Watcher*> ending_;
    std::vector<Watcher*> gone_;  // unwatched in this turn
    bool stopping_ = false;
    Thread thread_;  // last: it uses all of the above
};

}  // namespace antiphon::redis
