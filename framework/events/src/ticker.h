#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

#include "antiphon/base/clock.h"
#include "antiphon/base/thread.h"

namespace antiphon::events {

/// Calls functions later, one after another, on its thread `ap-events`. They must be quick and not throw.
class Ticker {
  public:
    Ticker();
    ~Ticker();  ///< what has not been called is forgotten
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

    void after(std::chrono::milliseconds wait, std::function<void()> call);

  private:
    void run();

    std::mutex mutex_;
    std::condition_variable news_;
    // guarded by mutex_
    std::multimap<Clock::time_point, std::function<void()>> calls_;
    bool ending_ = false;

    Thread thread_;  // last: it uses the others
};

}  // namespace antiphon::events
