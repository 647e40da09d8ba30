#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace antiphon::net {

/// A function to be called later. Owned: when the Timer goes away, is assigned to or cancelled on its loop's thread,
/// the function will not be called any more. From another thread the function may be running while cancel() returns. A
/// Timer may outlive its Loop; it then never fires.
class Timer {
  public:
    Timer() noexcept = default;
    ~Timer() { cancel(); }
    Timer(Timer&&) noexcept = default;
    Timer& operator=(Timer&& other) noexcept;
    void cancel() noexcept;
    /// Whether it still waits to be called. On the loop only.
    bool waiting() const noexcept;

    struct State;

  private:
    friend class Loop;
    explicit Timer(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// What a descriptor can do now. `hung_up`: the other side closed, or the descriptor has an error; read to find out.
struct Readiness {
    bool readable = false;
    bool writable = false;
    bool hung_up = false;
};

/// What to be told of. Always told: that the other side hung up.
enum class Interest : std::uint8_t { none = 0, read = 1, write = 2, read_write = 3 };

/// Told when its descriptor is ready, on the loop's thread, again and again for as long as it is (level-triggered).
class Watcher {
  public:
    virtual void ready(Readiness) = 0;

  protected:
    ~Watcher() = default;
};

/// One thread that waits for descriptors, timers and posted functions, and runs what they wake. All that belongs to a
/// loop is used on its thread; the one function that other threads may call is post().
///
/// An exception that leaves a function run here ends the process (base/thread.h): catch at your own border.
class Loop {
  public:
    explicit Loop(std::string thread_name);  ///< "ap-gate-0"; the thread starts with start()
    ~Loop();                                 ///< stops; functions that did not run are destroyed
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void start();

    /// Runs `work` on the loop, in the order of posting. Any thread; never runs it before returning. After stop(),
    /// never runs it.
    void post(std::function<void()> work);

    /// Calls `work` on the loop after `delay`, not earlier. On the loop, or before start().
    [[nodiscard]] Timer after(std::chrono::milliseconds delay, std::function<void()> work);

    /// Ends the thread once the function that runs now has returned, and waits for that (not when called on the loop
    /// itself). Any thread, again and again.
    void stop();

    /// Whether stop() was called and the thread has ended. Any thread.
    bool stopped() const noexcept;

    /// Whether the caller runs on this loop's thread.
    bool here() const noexcept;

    /// Descriptors, on the loop only (or before start()). The watcher is borrowed until remove(); removing it, also
    /// from inside ready(), guarantees that it is not called any more. Remove before closing the descriptor.
    void add(int descriptor, Watcher& watcher, Interest interest);
    void change(int descriptor, Watcher& watcher, Interest interest);
    void remove(int descriptor, Watcher& watcher) noexcept;

    /// For code that speaks Asio itself.
    boost::asio::io_context& native() noexcept;

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::net
