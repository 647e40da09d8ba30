#pragma once
#include <csignal>

namespace antiphon::runtime {

/// Keeps SIGTERM and SIGINT for wait(), in this thread and those made later, and ignores SIGPIPE. The destructor gives
/// back what was before.
class Signals {
  public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Until one of the signals comes, or wake(); returns its number, 0 for wake(). One thread at a time.
    int wait();

    /// Ends the current or the next wait(). Any thread.
    void wake() noexcept;

    /// From now on such a signal ends the process, as it would have without this.
    void let_through() noexcept;

  private:
    // set at construction, never changes
    sigset_t waited_;
    sigset_t before_;
    int signals_ = -1;
    int wake_ = -1;
};

}  // namespace antiphon::runtime
