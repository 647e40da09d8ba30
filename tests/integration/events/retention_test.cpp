#include <atomic>

#include "antiphon/base/error.h"
#include "antiphon/telemetry/metrics.h"
#include "with_redis.h"

namespace antiphon::events {
namespace {

std::uint64_t lost_by(const std::string& channel, const std::string& group) {
    return telemetry::metrics()
        .counter("antiphon_events_consumed_total", "", {{"channel", channel}, {"group", group}, {"outcome", "trimmed"}})
        .value();
}

TEST(Retention, AGroupThatWasTooSlowIsToldExactlyHowManyItLost) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    std::atomic<int> handled{0};
    const auto consume = [&] {
        return bus.consume<shop::events::noted>(billing(), [&](const shop::Order&, auto&) { ++handled; });
    };
    auto work = consume();
    bus.publish(shop::events::noted{order(1)});
    ASSERT_TRUE(testing::eventually(10s, [&] { return handled == 1; }));
    work.cancel();
    for (int number = 2; number <= 1000; ++number) bus.publish(shop::events::noted{order(number)});
    const auto kept = server.command({"XLEN", stream_key(prefix, "shop.brief")}).integer;
    ASSERT_LT(kept, 500);
    const auto before = lost_by("shop.brief", "billing");
    work = consume();
    EXPECT_TRUE(testing::eventually(10s, [&] { return handled == 1 + kept; }));
    EXPECT_EQ(lost_by("shop.brief", "billing") - before, static_cast<std::uint64_t>(999 - kept));
}

TEST(Retention, OldEventsGoWhenNewOnesCome) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    const ChannelType brief{.name = "shop.aged", .kind = ChannelKind::durable, .max_age = 1s};
    const auto publish = [&](int number) {
        return bus.publish_message({&brief, "shop.placed", "shop.aged", "{\"n\":" + std::to_string(number) + "}", {}});
    };
    Position first;
    for (int number = 1; number <= 150; ++number) first = publish(number).position;
    first.offset = 1;
    EXPECT_TRUE(bus.history("shop.aged", first, 1000).complete);
    EXPECT_TRUE(testing::eventually(
        10s, [&] { return !bus.history("shop.aged", first, publish(0).position.offset).complete; }));
    EXPECT_TRUE(testing::eventually(10s, [&] {
        publish(0);
        return server.command({"XRANGE", stream_key(prefix, "shop.aged"), "-", "150-0"}).items.empty();
    }));
}

TEST(Retention, AnEventWithoutADateIsNotTakenForOld) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    const ChannelType before{.name = "shop.aged", .kind = ChannelKind::durable};
    const ChannelType now{.name = "shop.aged", .kind = ChannelKind::durable, .max_age = 24h};
    Position first = bus.publish_message({&before, "shop.placed", "shop.aged", "1", {}}).position;
    bus.publish_message({&now, "shop.placed", "shop.aged", "2", {}});
    first.offset = 0;
    EXPECT_EQ(bus.history("shop.aged", first, 10).events.size(), 2u);
}

TEST(Replicated, ARepeatOnAnotherConnectionWaitsForAReplicaAsWell) {
    testing::RedisServer master({.more_arguments = "--repl-diskless-sync-delay 0"});
    testing::RedisServer replica({.more_arguments = "--replicaof 127.0.0.1 " + std::to_string(master.port())});
    const ChannelType safe{.name = "shop.safe", .kind = ChannelKind::durable, .durability = Durability::replicated};
    const Outgoing message{&safe, "shop.placed", "shop.safe", "{}", "e-1"};
    Outgoing before = message;
    before.id = "e-0";
    RedisBus(master.options(), {.prefix = prefix, .publish_timeout = 20s}).publish_message(before);
    replica.freeze();
    for (int attempt = 1; attempt <= 2; ++attempt) {
        RedisBus bus(master.options(), {.prefix = prefix, .publish_timeout = 400ms});
        EXPECT_THROW(bus.publish_message(message), Error) << "attempt " << attempt;
    }
    EXPECT_EQ(master.command({"XLEN", stream_key(prefix, "shop.safe")}).integer, 2);
    replica.thaw();
    RedisBus bus(master.options(), {.prefix = prefix, .publish_timeout = 20s});
    EXPECT_EQ(bus.publish_message(message).position.offset, 2u);
}

TEST(Replicated, ReturnsOnceAReplicaHasIt) {
    testing::RedisServer master({.more_arguments = "--repl-diskless-sync-delay 0"});
    const ChannelType safe{.name = "shop.safe", .kind = ChannelKind::durable, .durability = Durability::replicated};
    const Outgoing message{&safe, "shop.placed", "shop.safe", "{}", "e-1"};
    {
        RedisBus alone(master.options(), {.prefix = prefix, .publish_timeout = 400ms});
        try {
            alone.publish_message(message);
            ADD_FAILURE() << "nobody has a copy";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable);
            EXPECT_NE(std::string(error.what()).find("unconfirmed"), std::string::npos);
        }
    }
    testing::RedisServer replica({.more_arguments = "--replicaof 127.0.0.1 " + std::to_string(master.port())});
    RedisBus bus(master.options(), {.prefix = prefix, .publish_timeout = 20s});
    Outgoing other = message;
    other.id = "e-2";
    EXPECT_EQ(bus.publish_message(other).position.offset, 2u);
    EXPECT_EQ(replica.command({"XLEN", stream_key(prefix, "shop.safe")}).integer, 2);
    EXPECT_TRUE(bus.publish_message(message).duplicate);
}

}  // namespace
}  // namespace antiphon::events
