#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "antiphon/base/codes.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/testing/eventually.h"
#include "world.h"

using namespace antiphon;

namespace {

constexpr auto code = [](Code of) { return static_cast<std::int64_t>(of); };
using Strings = std::vector<std::string>;

class GatewayEvents : public ::testing::Test {
  protected:
    Client client(const gateway::Gateway& gateway, const std::string& user, const std::string& tenant = "t-1") {
        return Client(gateway.port(), world.token(user, tenant));
    }
    static std::uint64_t number(const std::string& text) { return text.empty() ? 0 : std::stoull(text); }
    static std::string since(const std::string& epoch, std::uint64_t offset) {
        return R"({"channel":"test.mine","since":{"epoch":)" + epoch + R"(,"offset":)" + std::to_string(offset) + "}}";
    }

    World world;
};

}  // namespace

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

TEST_F(GatewayEvents, ReachAUserOnEverySocketAtEveryGateway) {
    const auto a = world.gateway(), b = world.gateway();
    Client here = client(*a, "ada"), there = client(*b, "ada"), bob = client(*a, "bob");
    for (Client* one : {&here, &there, &bob}) one->call("rpc.ping");
    ASSERT_TRUE(antiphon::testing::eventually(5s, [&] {
        return world.redis.command({"PUBSUB", "NUMSUB", "antiphon:ch:{rpc.user:ada}"}).items[1].integer == 2;
    }));
    world.publish("rpc.user:ada", "1");
    EXPECT_EQ(here.notification(), event_message("rpc.user:ada", std::nullopt, "1"));
    EXPECT_EQ(there.notification(), event_message("rpc.user:ada", std::nullopt, "1"));
    world.publish("rpc.tenant:t-1", "2");
    EXPECT_EQ(here.notification(), event_message("rpc.tenant:t-1", std::nullopt, "2"));
    EXPECT_EQ(bob.notification(), event_message("rpc.tenant:t-1", std::nullopt, "2"));
    world.publish("rpc.all", "3");
    EXPECT_EQ(bob.notification(), event_message("rpc.all", std::nullopt, "3"));
}

TEST_F(GatewayEvents, AreOnlyForTheirAudience) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada"), other = client(*gateway, "eve", "t-2"),
           nobody(gateway->port(), world.token("x", ""));
    const auto subscribe = [](Client& who, const std::string& params) {
        return error_code(who.call("rpc.subscribe", params));
    };
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.mine","params":{"user":"eve"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.branch","params":{"tenant":"t-2"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(nobody, R"({"channel":"test.branch"})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.flow"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"nothing"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.mine:eve"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"rpc.user","params":{"user":"eve"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.news","params":{"topic":"*"}})"), 0);
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.branch"})"), 0);
    EXPECT_EQ(subscribe(other, R"({"channel":"test.branch"})"), 0);
    world.publish("test.branch:t-1", "1");
    EXPECT_EQ(ada.notification(), event_message("test.branch:t-1", std::nullopt, "1"));
    EXPECT_TRUE(other.is_silent());
}

TEST_F(GatewayEvents, OfAuthorizedChannelsAreForThoseWhomTheServiceLetsIn) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string open = R"({"channel":"test.room","params":{"room":"open"}})";
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", R"({"channel":"test.room","params":{"room":"closed"}})")),
              code(Code::permission_denied));
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", open)), 0);
    world.publish("test.room:open", "1");
    EXPECT_EQ(ada.notification(), event_message("test.room:open", std::nullopt, "1"));
    const int asked = world.service.calls;
    ada.call("rpc.unsubscribe", R"({"subscription":"test.room:open"})");
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", open)), 0);
    EXPECT_EQ(world.service.calls, asked);  // the answer is kept
}

TEST_F(GatewayEvents, EndWithUnsubscribe) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string news = R"({"channel":"test.news","params":{"topic":"a"}})";
    const std::string name = R"({"subscription":"test.news:a"})";
    EXPECT_EQ(error_code(ada.call("rpc.unsubscribe", name)), code(Code::unknown_subscription));
    ada.call("rpc.subscribe", news);
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", news)), code(Code::already_subscribed));
    EXPECT_EQ(member(ada.call("rpc.unsubscribe", name), {"result"}), "true");
    world.publish("test.news:a", "1");
    EXPECT_TRUE(ada.is_silent());
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", news)), 0);
    world.publish("test.news:a", "2");
    EXPECT_EQ(ada.notification(), event_message("test.news:a", std::nullopt, "2"));
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

TEST_F(GatewayEvents, OfABatchBeginAfterTheBatchesAnswer) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    ada.send(R"([{"jsonrpc":"2.0","id":"s","method":"rpc.subscribe","params":{"channel":"test.mine"}},
                 {"jsonrpc":"2.0","id":"w","method":"test.slow"}])");
    world.service.door.wait_for_visitor();
    ASSERT_TRUE(antiphon::testing::eventually(5s, [&] { return world.subscribed().size() == 4; }));
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
                  (Strings{"antiphon:ch:{rpc.all}", "antiphon:ch:{rpc.tenant:t-1}", "antiphon:ch:{rpc.user:ada}",
                           "antiphon:ch:{rpc.user:bob}", "antiphon:ch:{test.mine:ada}", "antiphon:ch:{test.mine:bob}",
                           "antiphon:ch:{test.prices}", "my_channel"}));
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

TEST_F(GatewayEvents, MayBePublishedByClientsWhereTheInterfaceSaysSo) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada"), bob = client(*gateway, "bob");
    bob.call("rpc.subscribe", R"({"channel":"test.prices"})");
    EXPECT_EQ(member(ada.call("rpc.publish", R"({"channel":"test.prices","event":"test.typed","data":{"by":"ada"}})"),
                     {"result"}),
              "true");
    const std::string got = bob.notification();
    EXPECT_EQ(member(got, {"params", "event", "type"}), R"("test.typed")");
    EXPECT_EQ(member(got, {"params", "event", "data"}), R"({"by":"ada"})");
    for (const char* refused : {R"({"channel":"test.prices","event":"test.moved","data":1})",
                                R"({"channel":"test.mine","event":"test.moved","data":1})"})
        EXPECT_EQ(error_code(ada.call("rpc.publish", refused)), code(Code::permission_denied));
    EXPECT_EQ(error_code(ada.call("rpc.publish", R"({"channel":"nothing","event":"test.typed","data":1})")),
              code(Code::unknown_channel));
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

    bus.publish_message({&events::user_channel, "test.hello", events::user_address("ada"), "7", {}});
    EXPECT_EQ(member(ada.notification(), {"params", "subscription"}), R"("rpc.user:ada")");
}
