#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "antiphon/redis/client.h"
#include "antiphon/testing/process.h"

namespace antiphon::testing {

/// A redis-server of the test's own: free port, own folder, gone with the test. Never an existing one.
class RedisServer {
  public:
    struct Options {
        bool appendonly = false;          ///< keeps its data over kill9() and start()
        std::string more_arguments = {};  ///< "--maxmemory 32mb"
    };
    RedisServer() : RedisServer(Options()) {}
    explicit RedisServer(Options options);  ///< answers PING when it returns
    ~RedisServer();

    std::uint16_t port() const noexcept { return port_; }
    std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
    redis::Options options() const;  ///< to connect with

    void kill9();  ///< as a crash
    void start();  ///< on the same port, with what its folder holds
    void restart() { kill9(), start(); }
    void freeze() const;  ///< SIGSTOP
    void thaw() const;    ///< SIGCONT
    pid_t pid() const noexcept { return process_->pid(); }

    /// One command on a connection that is there for this.
    redis::Reply command(redis::Arguments arguments);

  private:
    Options options_;
    std::uint16_t port_;
    std::filesystem::path folder_;
    std::unique_ptr<Process> process_;
    std::shared_ptr<redis::Loop> loop_;
    std::unique_ptr<redis::Client> client_;
};

}  // namespace antiphon::testing
