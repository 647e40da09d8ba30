#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "antiphon/redis/client.h"
#include "antiphon/testing/files.h"
#include "antiphon/testing/process.h"

namespace antiphon::testing {

/// A redis-server of the test's own: free port, own folder, gone with the test. Never an existing one. Its functions
/// are for one thread at a time.
class RedisServer {
  public:
    struct Options {
        bool appendonly = false;          ///< keeps its data over kill9() and start()
        std::string more_arguments = {};  ///< "--maxmemory 32mb"
    };
    RedisServer() : RedisServer(Options()) {}
    /// Answers PING when it returns. Throws Error(unavailable) with what redis-server printed when it does not start.
    explicit RedisServer(Options options);
    ~RedisServer();

    std::uint16_t port() const noexcept { return port_; }
    std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
    redis::Options options() const;                              ///< to connect with
    std::string unix_url() const { return "unix:" + socket(); }  ///< the same server over a Unix socket

    void kill9();  ///< as a crash
    void start();  ///< on the same port, with what its folder holds
    void restart() { kill9(), start(); }
    void restart_empty();  ///< what the folder held is gone, too
    void freeze() const;   ///< SIGSTOP
    void thaw() const;     ///< SIGCONT
    pid_t pid() const noexcept { return process_->pid(); }

    /// One command on a connection that is there for this.
    redis::Reply command(redis::Arguments arguments);

  private:
    std::string socket() const { return (folder_.path() / "redis.sock").string(); }

    const Options options_;
    TemporaryFolder folder_;
    std::uint16_t port_ = 0;
    std::unique_ptr<Process> process_;
    std::shared_ptr<redis::Loop> loop_;
    std::unique_ptr<redis::Client> client_;
};

}  // namespace antiphon::testing
