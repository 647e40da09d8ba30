#include "antiphon/rpc/http_channel.h"
#include "antiphon/rpc/http_server.h"
#include "antiphon/rpc/loopback_channel.h"
#include "channel_contract.h"

namespace contract {

class Loopback final : public Way {
  public:
    explicit Loopback(rpc::Dispatcher& dispatcher) : channel_(std::make_shared<rpc::LoopbackChannel>(dispatcher)) {}
    std::shared_ptr<rpc::Channel> channel() override { return channel_; }
    bool repeats() const override { return false; }

  private:
    std::shared_ptr<rpc::Channel> channel_;
};

class Http final : public Way {
  public:
    explicit Http(rpc::Dispatcher& dispatcher)
        : server_({.pool_threads = 8}, dispatcher), channel_(std::make_shared<rpc::HttpChannel>(server_.url())) {}
    std::shared_ptr<rpc::Channel> channel() override { return channel_; }
    bool repeats() const override { return true; }

  private:
    rpc::HttpServer server_;
    std::shared_ptr<rpc::Channel> channel_;
};

using Ways = testing::Types<Loopback, Http>;
INSTANTIATE_TYPED_TEST_SUITE_P(Each, ChannelContract, Ways);

}  // namespace contract
