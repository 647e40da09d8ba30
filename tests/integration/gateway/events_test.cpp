// Events as they come: subscribing, order, envelopes, the end of a subscription.

#include <gtest/gtest.h>

#include "antiphon/base/codes.h"
#include "antiphon/testing/eventually.h"
#include "events_fixture.h"

using namespace antiphon;

using Strings = std::vector<std::string>;

TEST_F(GatewayEvents, ComeInOrderWithConsecutiveOffsetsAfterTheAnswer) {
    const auto gateway = world.gateway();
    world.append("test.mine:ada", "0");
    Client ada = client(*gateway, "ada");
    const std::string answer = ada.call("rpc.subscribe", R"({"channel":"test.mine"})");
    EXPECT_EQ(member(answer, {"result", "subscription"}), R"("test.mine:ada")");
    EXPECT_EQ(member(answer, {"result", "offset"}), "1");
    EXPECT_EQ(member(answer, {"result", "recovered"}), "");
    for (int i = 2; i <= 50; ++i) world.append("test.mine:ada", std::to_string(i));
    for (std::uint64_t i = 2; i <= 50; ++i)
        ASSERT_EQ(ada.notification(), event_message("test.mine:ada", i, std::to_string(i)));
}

TEST_F(GatewayEvents, OfLiveChannelsHaveNoOffset) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string answer = ada.call("rpc.subscribe", R"({"channel":"test.news","params":{"topic":"a b"}})");
    EXPECT_EQ(member(answer, {"result"}), R"({"subscription":"test.news:a%20b"})");
    world.publish("test.news:a%20b", "1");
    EXPECT_EQ(ada.notification(), event_message("test.news:a%20b", std::nullopt, "1"));
}

TEST_F(GatewayEvents, OfForeignProgramsArePassedOnAsTheyAre) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    EXPECT_EQ(member(ada.call("rpc.subscribe", R"({"channel":"test.plain"})"), {"result"}),
              R"({"subscription":"my_channel"})");
    world.publish_raw("my_channel", R"({"event":"order.created","data":{}})");
    EXPECT_EQ(
        ada.notification(),
        R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":"my_channel","event":{"event":"order.created","data":{}}}})");
}

TEST_F(GatewayEvents, ThatAreNoJsonReachNobody) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    ada.call("rpc.subscribe", R"({"channel":"test.plain"})");
    for (const char* text : {"", "{", "\"\xff\"", "{\"a\":1,\"a\":2}", "1 2", "\"\\ud800\""})
        world.publish_raw("my_channel", text);
    world.publish_raw("my_channel", "7");
    EXPECT_EQ(ada.notification(),
              R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":"my_channel","event":7}})");
}

TEST_F(GatewayEvents, EndWithUnsubscribe) {
    // One loop: what bob has heard has passed ada, too.
    const auto gateway = world.gateway([](gateway::Options& options) { options.loops = 1; });
    Client ada = client(*gateway, "ada"), bob = client(*gateway, "bob");
    const std::string news = R"({"channel":"test.news","params":{"topic":"a"}})";
    const std::string name = R"({"subscription":"test.news:a"})";
    EXPECT_EQ(error_code(ada.call("rpc.unsubscribe", name)), code(Code::unknown_subscription));
    ada.call("rpc.subscribe", news);
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", news)), code(Code::already_subscribed));
    EXPECT_EQ(member(ada.call("rpc.unsubscribe", name), {"result"}), "true");
    bob.call("rpc.subscribe", news);
    world.publish("test.news:a", "1");
    EXPECT_EQ(bob.notification(), event_message("test.news:a", std::nullopt, "1"));
    EXPECT_TRUE(ada.is_silent());
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", news)), 0);
    world.publish("test.news:a", "2");
    EXPECT_EQ(ada.notification(), event_message("test.news:a", std::nullopt, "2"));
}

TEST_F(GatewayEvents, OfABatchBeginAfterTheBatchesAnswer) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    ada.send(R"([{"jsonrpc":"2.0","id":"s","method":"rpc.subscribe","params":{"channel":"test.mine"}},
                 {"jsonrpc":"2.0","id":"w","method":"test.slow"}])");
    world.service.door.wait_for_visitor();
    // Where the subscription begins is read once it is confirmed, which gives the stream its epoch; what is appended
    // before that is not news.
    ASSERT_TRUE(antiphon::testing::eventually(5s, [&] {
        return world.redis.command({"EXISTS", "antiphon:mt:{test.mine:ada}"}).integer == 1;
    }));
    for (int i = 1; i <= 3; ++i) world.append("test.mine:ada", std::to_string(i));
    EXPECT_TRUE(ada.is_silent());
    world.service.door.open();
    const std::string answer = ada.receive();
    EXPECT_EQ(answer.substr(0, 2), "[{");
    for (std::uint64_t i = 1; i <= 3; ++i)
        EXPECT_EQ(ada.notification(), event_message("test.mine:ada", i, std::to_string(i)));
}

TEST_F(GatewayEvents, AreSubscribedInRedisExactlyAsClientsWant) {
    const auto gateway = world.gateway([](gateway::Options& options) { options.limits.topic_linger = 50ms; });
    EXPECT_EQ(world.subscribed(), Strings{});
    {
        Client ada = client(*gateway, "ada"), bob = client(*gateway, "bob");
        for (Client* one : {&ada, &bob}) {
            one->call("rpc.subscribe", R"({"channel":"test.mine"})");
            one->call("rpc.subscribe", R"({"channel":"test.prices"})");
            one->call("rpc.subscribe", R"({"channel":"test.plain"})");
        }
        EXPECT_EQ(world.subscribed(),
                  (Strings{"antiphon:ch:{rpc.all}", "antiphon:ch:{rpc.tenant:t-1}", "antiphon:ch:{rpc.user:t-1:ada}",
                           "antiphon:ch:{rpc.user:t-1:bob}", "antiphon:ch:{test.mine:ada}",
                           "antiphon:ch:{test.mine:bob}", "antiphon:ch:{test.prices}", "my_channel"}));
        EXPECT_EQ(world.redis.command({"PUBSUB", "NUMSUB", "antiphon:ch:{test.prices}"}).items[1].integer, 1);
        EXPECT_EQ(world.redis.command({"PUBSUB", "NUMPAT"}).integer, 0);
    }
    EXPECT_TRUE(antiphon::testing::eventually(5s, [&] { return world.subscribed().empty(); }));
}

TEST_F(GatewayEvents, AreLimitedInSubscriptions) {
    const auto gateway = world.gateway([](gateway::Options& options) { options.limits.max_subscriptions = 5; });
    Client ada = client(*gateway, "ada");
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(error_code(ada.call("rpc.subscribe",
                                      R"({"channel":"test.news","params":{"topic":")" + std::to_string(i) + "\"}}")),
                  0);
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", R"({"channel":"test.news","params":{"topic":"x"}})")),
              code(Code::too_many_subscriptions));
}
