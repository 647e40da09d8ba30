#pragma once
#include <memory>
#include <string>
#include <vector>

#include "shard.h"

namespace antiphon::ws {

/// Takes connections from the listening socket and hands each to the shard with the fewest. Lives on the first loop.
/// One acceptor and a hand-over, not SO_REUSEPORT: the kernel spreads few connections unevenly
/// (docs/decisions/0007).
class Acceptor final : public net::Watcher, public std::enable_shared_from_this<Acceptor> {
  public:
    /// Binds and listens; any thread. Throws Error(unavailable) with address, port and reason.
    Acceptor(const ServerOptions& options, std::vector<std::shared_ptr<Shard>> shards, std::shared_ptr<Common> common);
    ~Acceptor();

    void start();  ///< on the loop
    void stop();   ///< on the loop, or when it has stopped; closes the port
    void ready(net::Readiness) override;
    std::uint16_t port() const noexcept { return port_; }

  private:
    bool accept_one();
    void out_of_descriptors();
    void refuse(int descriptor, Gate::Verdict verdict);
    void hand_over(int descriptor, Remote remote);

    const std::vector<std::shared_ptr<Shard>> shards_;
    const std::shared_ptr<Common> common_;
    net::Loop& loop_;
    int listening_ = -1;
    int reserve_ = -1;  // given up for a moment to turn a client away when descriptors run out
    bool watching_ = false;
    std::uint16_t port_ = 0;
    net::Timer back_off_;
};

}  // namespace antiphon::ws
