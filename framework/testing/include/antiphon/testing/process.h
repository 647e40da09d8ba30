#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"

namespace antiphon::testing {

/// A TCP port of 127.0.0.1 that nobody listened on a moment ago, from a range that the system does not hand to clients,
/// so that it can be used again after a restart. Another program may still be faster: try again with another one then.
std::uint16_t free_port();

/// A program that runs beside the test. Killed in the destructor, and by the kernel when the test dies. Any thread.
class Process {
  public:
    struct Options {
        std::map<std::string, std::string> environment = {};  ///< in addition to the test's own
        std::string folder = {};                              ///< to start in; empty: the test's own
    };
    /// Looked for in PATH when it is no path. Standard output and standard error are read together; standard input is
    /// what write() sends. Throws Error(unavailable) when it cannot be started.
    explicit Process(std::vector<std::string> command) : Process(std::move(command), Options()) {}
    Process(std::vector<std::string> command, const Options& options);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const noexcept;
    /// The first line that has `part` in it, also one that came already; nothing when none came in time or it ended.
    std::optional<std::string> wait_for_line(const std::string& part,
                                             std::chrono::milliseconds limit = std::chrono::seconds(10));
    std::string output() const;  ///< all so far
    void write(std::string_view text);
    void close_input();
    /// Does nothing once it has ended.
    void signal(int number) const;
    /// SIGKILL, and waited for.
    void kill();
    /// Its exit code, or 128 + the signal that ended it; nothing when it still runs after `limit`.
    std::optional<int> wait(std::chrono::milliseconds limit = std::chrono::seconds(10));

  private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Outcome {
    int code = 0;
    std::string output;
};

/// Runs a program to its end, with `input` as its standard input. Throws Error(timed_out) with what it printed.
Outcome run(std::vector<std::string> command, Deadline deadline, std::string_view input = {});

}  // namespace antiphon::testing
