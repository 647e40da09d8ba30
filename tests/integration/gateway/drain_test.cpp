// What a gateway that is stopped still does for those who call over HTTP.

#include <gtest/gtest.h>

#include <future>

#include "antiphon/testing/eventually.h"
#include "world.h"

using namespace antiphon;

namespace {

class GatewayDrain : public ::testing::Test {
  protected:
    std::unique_ptr<gateway::Gateway> gateway_that_drains_within(std::chrono::milliseconds limit) {
        return world.gateway([&](gateway::Options& options) { options.drain_times = {0ms, 0ms, limit, 0ms}; });
    }
    std::unique_ptr<HttpCall> slow_call(const gateway::Gateway& gateway) {
        const std::vector<std::string> headers = {"Content-Type: application/json",
                                                  "Authorization: Bearer " + world.token("ada")};
        return std::make_unique<HttpCall>(gateway.port(), "POST", "/rpc", headers,
                                          R"({"jsonrpc":"2.0","id":"slow","method":"test.slow"})");
    }

    World world;
};

}  // namespace

TEST_F(GatewayDrain, WaitsForCallsOverHttpAsLongAsItMay) {
    const auto gateway = gateway_that_drains_within(400ms);
    const auto call = slow_call(*gateway);
    world.service.door.wait_for_visitor();
    const auto begun = Clock::now();
    gateway->drain();
    EXPECT_GE(Clock::now() - begun, 400ms);
    world.service.door.open();
}

TEST_F(GatewayDrain, EndsWhenTheLastCallOverHttpHasItsAnswer) {
    auto gateway = gateway_that_drains_within(60s);
    const std::uint16_t port = gateway->port();
    auto call = slow_call(*gateway);
    world.service.door.wait_for_visitor();
    const auto begun = Clock::now();
    const auto ended = std::async(std::launch::async, [&] {
        gateway->drain();
        gateway.reset();
    });
    EXPECT_TRUE(antiphon::testing::eventually(5s, [&] { return http(port, "GET", "/").status == 0; }));
    world.service.door.open();
    const HttpAnswer answer = call->answer();
    EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":"slow","result":true})");
    EXPECT_NE(answer.head.find("Connection: close"), std::string::npos);
    call.reset();  // hangs up
    ended.wait();
    EXPECT_LT(Clock::now() - begun, 30s);
}
