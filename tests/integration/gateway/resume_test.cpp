// Where a client left off: on another gateway, after a lost connection, in the middle of a flood.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "antiphon/base/codes.h"
#include "antiphon/events/redis_bus.h"
#include "events_fixture.h"

using namespace antiphon;

TEST_F(GatewayEvents, AreResumedOnAnotherGatewayWithoutLoss) {
    const auto a = world.gateway(), b = world.gateway();
    Client here = client(*a, "ada");
    const std::string epoch = member(here.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    for (int i = 1; i <= 5; ++i) world.append("test.mine:ada", std::to_string(i));
    for (int i = 1; i <= 3; ++i) here.notification();
    Client there = client(*b, "ada");
    const std::string answer = there.call("rpc.subscribe", since(epoch, 3));
    EXPECT_EQ(member(answer, {"result", "recovered"}), "true");
    EXPECT_EQ(member(answer, {"result", "offset"}), "5");
    EXPECT_EQ(member(answer, {"result", "epoch"}), epoch);
    EXPECT_EQ(member(answer, {"result", "events"}),
              R"([{"offset":4,"event":)" + event_of("4") + R"(},{"offset":5,"event":)" + event_of("5") + "}]");
    world.append("test.mine:ada", "6");
    EXPECT_EQ(there.notification(), event_message("test.mine:ada", 6, "6"));
}

TEST_F(GatewayEvents, AreResumedFromAPositionBeforeTheFirstEvent) {
    const auto gateway = world.gateway();
    std::string epoch;
    {
        Client ada = client(*gateway, "ada");
        const std::string answer = ada.call("rpc.subscribe", R"({"channel":"test.mine"})");
        epoch = member(answer, {"result", "epoch"});
        EXPECT_EQ(member(answer, {"result", "offset"}), "0");
    }
    world.append("test.mine:ada", "1");
    Client ada = client(*gateway, "ada");
    const std::string answer = ada.call("rpc.subscribe", since(epoch, 0));
    EXPECT_EQ(member(answer, {"result", "recovered"}), "true");
    EXPECT_EQ(member(answer, {"result", "offset"}), "1");
}

TEST_F(GatewayEvents, AreAllOrNothingWhenResumed) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string epoch = member(ada.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    for (int i = 1; i <= 301; ++i) world.append("test.mine:ada", std::to_string(i));
    const auto resumed = [&](const std::string& params) {
        Client again = client(*gateway, "ada");
        const std::string answer = again.call("rpc.subscribe", params);
        return member(answer, {"result", "recovered"}) + " " + member(answer, {"result", "offset"}) + " " +
               (member(answer, {"result", "events"}) == "[]" ? "none" : "some");
    };
    EXPECT_EQ(resumed(since(epoch, 0)), "false 301 none");          // 301 are one too many
    EXPECT_EQ(resumed(since(epoch, 1)), "true 301 some");           // 300 are not
    EXPECT_EQ(resumed(since(epoch, 301)), "true 301 none");         // nothing was missed
    EXPECT_EQ(resumed(since(epoch, 302)), "false 301 none");        // a position that never was
    EXPECT_EQ(resumed(since("\"other\"", 300)), "false 301 none");  // of another stream
    world.redis.command({"XTRIM", "antiphon:st:{test.mine:ada}", "MAXLEN", "10"});
    EXPECT_EQ(resumed(since(epoch, 290)), "false 301 none");  // 291 is gone
    EXPECT_EQ(resumed(since(epoch, 291)), "true 301 some");
}

TEST_F(GatewayEvents, AreAskedForAgainByAClientThatSeesAHole) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string epoch = member(ada.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    world.append("test.mine:ada", "1");
    ada.notification();
    const std::string answer = ada.call("rpc.subscribe", since(epoch, 0));
    EXPECT_EQ(member(answer, {"result", "events"}), R"([{"offset":1,"event":)" + event_of("1") + "}]");
    world.append("test.mine:ada", "2");
    EXPECT_EQ(ada.notification(), event_message("test.mine:ada", 2, "2"));
    EXPECT_TRUE(ada.is_silent());
}

/// The race: everybody resumes while events pour in, and nobody may miss or repeat one.
TEST_F(GatewayEvents, AreNeitherLostNorRepeatedWhileTheyPourIn) {
    const auto a = world.gateway(), b = world.gateway();
    constexpr int total = 1500;
    std::atomic<int> published = 0;
    std::thread publisher([&] {
        for (int i = 1; i <= total; ++i) {
            world.append("test.mine:ada", std::to_string(i));
            published = i;
        }
    });
    std::vector<std::thread> listeners;
    for (int l = 0; l < 4; ++l)
        listeners.emplace_back([&, l] {
            std::uint64_t last = 0;
            std::string epoch;
            for (int round = 0; last < total; ++round) {
                Client ada = client((l + round) % 2 == 0 ? *a : *b, "ada");
                const bool first = epoch.empty();
                const std::string answer =
                    ada.call("rpc.subscribe", first ? R"({"channel":"test.mine"})" : since(epoch, last));
                ASSERT_EQ(error_code(answer), 0) << answer;
                epoch = member(answer, {"result", "epoch"});
                if (!first && member(answer, {"result", "recovered"}) == "true") {
                    json::Parser parser;
                    for (const json::Value one : parser.parse(member(answer, {"result", "events"})).elements()) {
                        const auto offset = static_cast<std::uint64_t>(one.find("offset")->int64());
                        ASSERT_EQ(offset, last + 1);
                        last = offset;
                    }
                }
                const std::uint64_t says = number(member(answer, {"result", "offset"}));
                if (!first && member(answer, {"result", "recovered"}) == "true") {
                    ASSERT_EQ(says, last);
                }
                last = says;
                for (int i = 0; i < 40 && last < total; ++i) {
                    const std::uint64_t offset = number(member(ada.notification(), {"params", "offset"}));
                    ASSERT_EQ(offset, last + 1);
                    last = offset;
                }
            }
        });
    for (auto& one : listeners) one.join();
    publisher.join();
}

TEST_F(GatewayEvents, SurviveTheEndOfAGateway) {
    auto a = world.gateway();
    const auto b = world.gateway();
    Client here = client(*a, "ada");
    const std::string epoch = member(here.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    world.append("test.mine:ada", "1");
    EXPECT_EQ(here.notification(), event_message("test.mine:ada", 1, "1"));
    a.reset();
    EXPECT_EQ(here.close_code(), CloseCode::going_away);
    world.append("test.mine:ada", "2");
    Client there = client(*b, "ada");
    EXPECT_EQ(member(there.call("rpc.subscribe", since(epoch, 1)), {"result", "events"}),
              R"([{"offset":2,"event":)" + event_of("2") + "}]");
}

TEST_F(GatewayEvents, GoOnAfterRedisCameBack) {
    const auto gateway = world.gateway();
    world.redis.command({"CONFIG", "SET", "appendonly", "yes"});
    Client ada = client(*gateway, "ada");
    ada.call("rpc.subscribe", R"({"channel":"test.mine"})");
    ada.call("rpc.subscribe", R"({"channel":"test.news","params":{"topic":"a"}})");
    world.append("test.mine:ada", "1");
    EXPECT_EQ(ada.notification(), event_message("test.mine:ada", 1, "1"));
    world.redis.command({"CLIENT", "KILL", "TYPE", "pubsub"});
    for (int i = 2; i <= 20; ++i) world.append("test.mine:ada", std::to_string(i));
    bool gap_told = false;
    for (std::uint64_t next = 2; next <= 20;) {
        const std::string text = ada.notification();
        if (member(text, {"method"}) == R"("rpc.gap")") {
            gap_told = gap_told || member(text, {"params", "subscription"}) == R"("test.news:a")";
            continue;
        }
        ASSERT_EQ(text, event_message("test.mine:ada", next, std::to_string(next)));
        ++next;
    }
    while (!gap_told) gap_told = member(ada.notification(), {"params", "subscription"}) == R"("test.news:a")";
    world.publish("test.news:a", "1");
    EXPECT_EQ(ada.notification(), event_message("test.news:a", std::nullopt, "1"));
}

TEST_F(GatewayEvents, BeginOnceRedisNoLongerRefusesToSayWhereTheStreamIs) {
    const auto gateway = world.gateway();
    const std::string meta = "antiphon:mt:{test.mine:ada}";
    world.redis.command({"SET", meta, "of the wrong type"});
    Client ada = client(*gateway, "ada"), bob = client(*gateway, "bob");
    ada.send(R"({"jsonrpc":"2.0","id":"s","method":"rpc.subscribe","params":{"channel":"test.mine"}})");
    ada.call("rpc.ping");
    bob.call("rpc.subscribe", R"({"channel":"test.mine"})");  // Redis was asked for ada's stream before
    world.redis.command({"DEL", meta});
    const std::string answer = ada.receive();
    EXPECT_EQ(member(answer, {"id"}), R"("s")");
    EXPECT_EQ(error_code(answer), 0);
    world.append("test.mine:ada", "1");
    EXPECT_EQ(ada.notification(), event_message("test.mine:ada", 1, "1"));
}

TEST_F(GatewayEvents, SayWhenAStreamIsLost) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string epoch = member(ada.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    for (int i = 1; i <= 3; ++i) world.append("test.mine:ada", std::to_string(i));
    for (int i = 1; i <= 3; ++i) ada.notification();
    world.redis.command({"FLUSHALL"});
    world.redis.command({"HSET", "antiphon:mt:{test.mine:ada}", "epoch", "another"});
    world.append("test.mine:ada", "1");
    EXPECT_EQ(ada.close_code(), CloseCode::lost_position);
    Client again = client(*gateway, "ada");
    const std::string answer = again.call("rpc.subscribe", since(epoch, 3));
    EXPECT_EQ(member(answer, {"result", "recovered"}), "false");
    EXPECT_EQ(member(answer, {"result", "events"}), "[]");
    EXPECT_EQ(member(answer, {"result", "epoch"}), R"("another")");
}

TEST_F(GatewayEvents, OfTheBusArriveAndAreReplayedAsTheSameBytes) {
    const auto gateway = world.gateway();
    events::RedisBus bus(world.redis.options(), events::BusOptions{});
    const events::ChannelType mine{"test.mine", events::ChannelKind::durable};
    Client ada = client(*gateway, "ada");
    const std::string epoch = member(ada.call("rpc.subscribe", R"({"channel":"test.mine"})"), {"result", "epoch"});
    const events::Published published = bus.publish_message({&mine, "test.moved", "test.mine:ada", R"({"n":1})", {}});
    EXPECT_EQ('"' + published.position.epoch + '"', epoch);
    const std::string live = ada.notification();
    EXPECT_EQ(member(live, {"params", "offset"}), "1");
    EXPECT_EQ(member(live, {"params", "event", "id"}), '"' + published.id + '"');
    Client again = client(*gateway, "ada");
    EXPECT_EQ(member(again.call("rpc.subscribe", since(epoch, 0)), {"result", "events"}),
              R"([{"offset":1,"event":)" + member(live, {"params", "event"}) + "}]");

    bus.publish_message({&events::user_channel, "test.hello", events::user_address("ada", "t-1"), "7", {}});
    EXPECT_EQ(member(ada.notification(), {"params", "subscription"}), R"("rpc.user:t-1:ada")");
}
