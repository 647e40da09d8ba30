#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/redis/loop.h"
#include "antiphon/redis/options.h"
#include "antiphon/redis/reply.h"
#include "antiphon/redis/script.h"

namespace antiphon::redis {

/// One connection for commands. Commands of any number of threads are pipelined: what is sent in one turn of the loop
/// leaves in one write.
///
/// The connection belongs to the client: it connects at once, and again after every loss (100 ms to 5 s with full
/// jitter). Connected means that a PING was answered. A command that gets no answer by its deadline ends the
/// connection, since the next answer on it would belong to somebody else; what else was under way on it then fails as
/// well. Commands given while there is no connection wait for one until their deadline.
class Client {
  public:
    Client(std::shared_ptr<Loop> loop, Options options);
    ~Client();  ///< what waits fails with Error(unavailable); when it returned, no callback runs any more
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// `done` is called exactly once, on the loop; it must not block. A command beyond the options' limits fails there
    /// with Error(overloaded), too: never inside send() itself, so a lock may be held. No deadline: command_timeout.
    void send(Arguments arguments, std::optional<Deadline> deadline, Done done);

    /// Waits for the reply; throws what send() would have reported. Not on the loop.
    Reply call(Arguments arguments, std::optional<Deadline> deadline = std::nullopt);

    /// EVALSHA; a script that Redis does not know is sent along once.
    void run(const Script& script, std::vector<std::string> keys, Arguments arguments, std::optional<Deadline> deadline,
             Done done);
    Reply run(const Script& script, std::vector<std::string> keys, Arguments arguments,
              std::optional<Deadline> deadline = std::nullopt);

    /// Called on the loop after each time it connected; soon, when it is connected already. One function: a new one
    /// replaces it.
    void on_connected(std::function<void()> connected);
    bool connected() const noexcept;  ///< any thread

    class Impl;

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace antiphon::redis
