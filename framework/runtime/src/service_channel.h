#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "antiphon/rpc/http_channel.h"
#include "antiphon/rpc/registry.h"

namespace antiphon::runtime {

/// Calls the instances that the registry knows now; its news come on its own thread. Making one waits for nothing; the
/// first call waits until the registry has been read.
class ServiceChannel final : public rpc::Channel {
  public:
    /// Borrows the registry until detach().
    ServiceChannel(rpc::Registry& registry, std::string service, rpc::HttpChannelOptions options);

    void start(Outgoing call, Done done) override;

    /// Goes on with the addresses it has.
    void detach();

  private:
    void refresh();

    rpc::Registry& registry_;
    const std::string service_;
    rpc::HttpChannel http_;
    std::mutex refreshing_;
    std::atomic<bool> known_{false};
    rpc::Watch watch_;
};

}  // namespace antiphon::runtime
