#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace antiphon::redis {

/// The thread that talks to Redis: any number of clients and subscribers share one. Starts in the constructor; ends in
/// the destructor, which must not run on the loop itself.
class Loop {
  public:
    explicit Loop(const std::string& thread_name = "ap-redis");
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Runs `task` on the loop, after those posted before. The only function that may be called from other threads.
    void post(std::function<void()> task);
    /// Runs `task` on the loop after `delay`. Any thread. There is no way to take it back: let it look at a weak_ptr.
    void after(std::chrono::milliseconds delay, std::function<void()> task);
    bool here() const noexcept;  ///< whether this is the loop's thread

    class Impl;
    Impl& impl() noexcept { return *impl_; }

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::redis
