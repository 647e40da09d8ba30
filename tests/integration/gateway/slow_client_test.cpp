// A client that does not keep up.

#include <gtest/gtest.h>

#include <thread>

#include "antiphon/base/codes.h"
#include "events_fixture.h"

using namespace antiphon;

TEST_F(GatewayEvents, CutASlowClientOffAndSlowNobodyElseDown) {
    const auto gateway = world.gateway();
    Client slow = client(*gateway, "eve"), quick = client(*gateway, "ada");
    for (Client* one : {&slow, &quick}) one->call("rpc.subscribe", R"({"channel":"test.news","params":{"topic":"a"}})");
    const std::string large = "\"" + std::string(16 * 1024, 'x') + "\"";
    constexpr int total = 1000;
    std::thread publisher([&] {
        for (int i = 0; i < total; ++i) world.publish("test.news:a", large);
    });
    for (int i = 0; i < total; ++i)
        ASSERT_EQ(quick.notification().size(), event_message("test.news:a", std::nullopt, large).size());
    publisher.join();
    EXPECT_EQ(slow.close_code(), CloseCode::slow_consumer);
    EXPECT_EQ(error_code(quick.call("rpc.ping")), 0);
}

TEST_F(GatewayEvents, AreDroppedAsTheInterfaceSaysAndTold) {
    const auto gateway = world.gateway();
    Client slow = client(*gateway, "eve");
    slow.call("rpc.subscribe", R"({"channel":"test.prices"})");
    const std::string filler(16 * 1024, 'x');
    constexpr int total = 1000;
    for (int i = 1; i <= total; ++i)
        world.publish("test.prices", R"({"n":)" + std::to_string(i) + R"(,"filler":")" + filler + "\"}");
    int received = 0;
    std::uint64_t dropped = 0;
    std::string last;
    while (last != std::to_string(total)) {
        const std::string text = slow.notification();
        if (member(text, {"method"}) == R"("rpc.dropped")") {
            EXPECT_EQ(member(text, {"params", "policy"}), R"("latest")");
            dropped += number(member(text, {"params", "count"}));
        } else {
            ++received;
            last = member(text, {"params", "event", "data", "n"});
        }
    }
    EXPECT_GT(dropped, 0u);
    EXPECT_EQ(static_cast<std::uint64_t>(received) + dropped, static_cast<std::uint64_t>(total));
}
