#pragma once
#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/base/thread.h"

namespace antiphon::testing {

/// A TCP port of 127.0.0.1 that nobody listened on a moment ago.
std::uint16_t free_port();

/// A program that runs beside the test. Killed in the destructor, and by the kernel when the test dies.
class Process {
  public:
    struct Options {
        std::map<std::string, std::string> environment = {};  ///< in addition to the test's own
    };
    /// Standard output and standard error are read together. Throws Error(unavailable) when it cannot be started.
    explicit Process(std::vector<std::string> command) : Process(std::move(command), Options()) {}
    Process(std::vector<std::string> command, const Options& options);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const noexcept { return pid_; }
    /// The first line that has `part` in it, also one that came already; nothing when none came in time or it ended.
    std::optional<std::string> wait_for_line(const std::string& part,
                                             std::chrono::milliseconds limit = std::chrono::seconds(10));
    std::string output() const;  ///< all so far
    void signal(int number) const;
    /// SIGKILL, and waited for.
    void kill();
    /// Its exit code, or 128 + the signal that ended it; nothing when it still runs after `limit`.
    std::optional<int> wait(std::chrono::milliseconds limit = std::chrono::seconds(10));

  private:
    void read(int descriptor);

    pid_t pid_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    // guarded by mutex_
    std::string output_;
    bool closed_ = false;
    std::optional<int> exit_;
    Thread reader_;
};

}  // namespace antiphon::testing
