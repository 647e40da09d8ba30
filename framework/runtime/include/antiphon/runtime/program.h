#pragma once
// A program as its operator sees it: settings, logs, signals, exit codes, the admin port. App has one inside; a program
// that serves something else than services stands on it directly.
//
//     int main(int argc, char** argv) {
//         antiphon::runtime::Program program(argc, argv, defaults());
//         return program.run([&] {
//             Relay relay(program.config(), program.number("loops"));
//             const auto admin = program.open_admin([&](auto& server) { server.add_readiness(…); });
//             program.wait();                       // until SIGTERM
//             relay.drain();
//         });
//     }

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/runtime/config.h"

namespace antiphon {

class Error;

namespace rpc {
class AdminServer;
}

namespace runtime {

/// Made first in main(): it blocks SIGTERM and SIGINT for the threads that are made later, so that wait() gets them.
/// stop() may be called from any thread, the rest from the one that made it.
class Program {
  public:
    /// Reads the configuration. `--help` prints and exits with 0; a wrong flag, value or file prints one sentence that
    /// says what would be right, and exits with 2. An exception that leaves main() later ends the program with 1 and
    /// its sentence in the log.
    Program(int argc, const char* const* argv, Config defaults = {});
    /// With a configuration made by hand: for tests and for programs that have flags of their own.
    explicit Program(Config config);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Name and instance are never empty.
    const Config& config() const noexcept;

    /// The value of one of Config::flags, as text or as what it must be: Error(invalid) names the flag, and what was
    /// expected, when it is something else.
    const std::string& flag(std::string_view name) const;
    unsigned number(std::string_view name) const;                     ///< "8", up to seven digits
    bool yes_or_no(std::string_view name) const;                      ///< "yes" or "no"
    std::chrono::milliseconds duration(std::string_view name) const;  ///< "500ms", "30s"
    std::vector<std::string> list(std::string_view name) const;       ///< "a,b"

    /// Opens the admin port as it is configured: `/livez`, `/metrics` and what `add` adds before it listens. Throws
    /// Error(invalid) when the address needs a token that is not there, Error(unavailable) when the port is taken;
    /// each names the flag that helps.
    std::unique_ptr<rpc::AdminServer> open_admin(const std::function<void(rpc::AdminServer&)>& add) const;

    /// Until SIGTERM, SIGINT or stop(). A second signal ends the process at once.
    void wait();
    void stop() noexcept;  ///< as SIGTERM would. Any thread, any time.

    /// Does the work and answers the exit code: 0; 2 and a sentence on standard error when an Error(invalid) comes out
    /// of it, which is to say that a setting is wrong; 1 and a sentence in the log for any other Error.
    int run(const std::function<void()>& work) const;

    /// Prints the sentence and exits with 2.
    [[noreturn]] static void refuse(int argc, const char* const* argv, const Error& error);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace runtime
}  // namespace antiphon
