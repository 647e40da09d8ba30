#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "with_redis.h"

namespace antiphon::events {
namespace {

ErrorKind kind_of_failure(const std::function<void()>& work, int* code = nullptr) {
    try {
        work();
    } catch (const Error& error) {
        if (code != nullptr) *code = error.code();
        return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorKind::internal;
}

TEST(RedisRestarts, NoAcknowledgedEventIsLostOrDoubled) {
    testing::RedisServer server({.appendonly = true});
    RedisBus bus(server.options(), {.prefix = prefix, .publish_timeout = 20s});
    std::mutex mutex;
    std::multiset<int> handled;
    const auto work = bus.consume<shop::events::placed>(billing(2s), [&](const shop::Order& one, auto&) {
        std::lock_guard lock(mutex);
        handled.insert(one.number);
    });
    std::atomic<bool> ending{false};
    std::vector<Published> acknowledged;
    std::thread publisher([&] {
        for (int number = 1; !ending; ++number)
            acknowledged.push_back(
                bus.publish(shop::events::placed{order(number)}, {.id = "e-" + std::to_string(number)}));
    });
    const auto count = [&] {
        std::lock_guard lock(mutex);
        return handled.size();
    };
    for (int round = 0; round < 3; ++round) {
        const auto before = count();
        EXPECT_TRUE(testing::eventually(20s, [&] { return count() > before + 200; }));
        server.restart();
    }
    const auto before = count();
    EXPECT_TRUE(testing::eventually(20s, [&] { return count() > before + 200; }));
    ending = true;
    publisher.join();
    EXPECT_TRUE(nothing_left(bus));
    std::set<std::uint64_t> offsets;
    for (const auto& one : acknowledged) EXPECT_TRUE(offsets.insert(one.position.offset).second);
    EXPECT_EQ(bus.history(flow, {}, 0).newest.offset, acknowledged.size());
    std::lock_guard lock(mutex);
    for (int number = 1; number <= static_cast<int>(acknowledged.size()); ++number)
        EXPECT_GE(handled.count(number), 1u) << number;
}

TEST(RedisRestarts, EmptyItBeginsANewEpochAndGroupsGoOn) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    std::mutex mutex;
    std::vector<int> handled;
    const auto work = bus.consume<shop::events::placed>(billing(), [&](const shop::Order& one, auto&) {
        std::lock_guard lock(mutex);
        handled.push_back(one.number);
    });
    const auto before = bus.publish(shop::events::placed{order(1)});
    EXPECT_TRUE(nothing_left(bus));
    server.restart();
    const auto after = bus.publish(shop::events::placed{order(2)});
    EXPECT_NE(after.position.epoch, before.position.epoch);
    EXPECT_FALSE(bus.history(flow, before.position, 100).complete);
    EXPECT_TRUE(testing::eventually(20s, [&] {
        std::lock_guard lock(mutex);
        return handled == std::vector<int>{1, 2};
    }));
}

TEST(PubSubIsCut, ListenersAreToldOfTheGapAndHearAgain) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    std::atomic<int> heard{0};
    std::atomic<int> gaps{0};
    const auto live = bus.listen<shop::events::ticked>(
        [&](const shop::Order&, auto&) { ++heard; },
        {.on_gap = [&](const Gap& gap) { gaps += gap.reason == Gap::Reason::reconnected ? 1 : 0; }});
    bus.publish(shop::events::ticked{order(1)});
    EXPECT_TRUE(testing::eventually(10s, [&] { return heard == 1; }));
    EXPECT_EQ(gaps, 0);
    for (int round = 1; round <= 5; ++round) {
        server.command({"CLIENT", "KILL", "TYPE", "pubsub"});
        EXPECT_TRUE(testing::eventually(10s, [&] { return gaps == round; }));
        bus.publish(shop::events::ticked{order(round)});
        EXPECT_TRUE(testing::eventually(10s, [&] { return heard == 1 + round; }));
    }
}

TEST(ReadersAreCut, TheyComeBackAndMissNothing) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    std::mutex mutex;
    std::set<int> handled;
    const auto work = bus.consume<shop::events::placed>(billing(), [&](const shop::Order& one, auto&) {
        std::lock_guard lock(mutex);
        handled.insert(one.number);
    });
    for (int number = 1; number <= 50; ++number) {
        if (number % 10 == 0) server.command({"CLIENT", "KILL", "TYPE", "normal"});
        bus.publish(shop::events::placed{order(number)});
    }
    EXPECT_TRUE(testing::eventually(20s, [&] {
        std::lock_guard lock(mutex);
        return handled.size() == 50;
    }));
    EXPECT_TRUE(nothing_left(bus));
}

TEST(RedisIsFull, EveryPublisherIsToldAndNothingIsLost) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    const auto first = bus.publish(shop::events::placed{order(1)});
    server.command({"CONFIG", "SET", "maxmemory", "1"});
    int code = 0;
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(kind_of_failure([&] { bus.publish(shop::events::placed{order(2)}); }, &code), ErrorKind::unavailable);
        EXPECT_EQ(code, static_cast<int>(Code::dependency_down));
    }
    server.command({"CONFIG", "SET", "maxmemory", "0"});
    EXPECT_EQ(bus.publish(shop::events::placed{order(3)}).position, (Position{first.position.epoch, 2}));
    EXPECT_EQ(bus.history(flow, first.position, 10).events.size(), 1u);
}

TEST(RedisEvicts, DurableEventsAreRefusedUntilItDoesNot) {
    testing::RedisServer server({.more_arguments = "--maxmemory-policy allkeys-lru"});
    RedisBus bus(server.options(), {.prefix = prefix});
    EXPECT_EQ(kind_of_failure([&] { bus.publish(shop::events::placed{order(1)}); }), ErrorKind::unavailable);
    EXPECT_EQ(server.command({"EXISTS", stream_key(prefix, flow)}).integer, 0);
    bus.publish(shop::events::ticked{order(1)});  // live events are kept nowhere
    server.command({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
    EXPECT_EQ(bus.publish(shop::events::placed{order(1)}).position.offset, 1u);
}

TEST(RedisIsDown, PublishersAndListenersAreToldInTime) {
    testing::RedisServer server;
    server.kill9();
    RedisBus bus(server.options(), {.prefix = prefix, .publish_timeout = 300ms});
    int code = 0;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(kind_of_failure([&] { bus.publish(shop::events::placed{order(1)}); }, &code), ErrorKind::unavailable);
    EXPECT_EQ(code, static_cast<int>(Code::dependency_down));
    EXPECT_EQ(kind_of_failure([&] { bus.publish(shop::events::ticked{order(1)}); }), ErrorKind::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
    EXPECT_FALSE(bus.connected());
    server.start();
    EXPECT_TRUE(testing::eventually(10s, [&] { return bus.connected(); }));
    EXPECT_EQ(bus.publish(shop::events::placed{order(2)}).position.offset, 1u);
}

TEST(RedisIsDown, APublisherDoesNotWaitBeyondTheDeadlineOfItsCall) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    bus.publish(shop::events::placed{order(1)});
    server.freeze();
    Context context;
    context.deadline = Deadline::in(100ms);
    const ContextScope scope(context);
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(kind_of_failure([&] { bus.publish(shop::events::placed{order(2)}); }), ErrorKind::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
    server.thaw();
}

TEST(RedisIsDown, ABusThatIsDestroyedFailsWhatWaits) {
    testing::RedisServer server;
    server.kill9();
    std::vector<std::future<Published>> answers;
    {
        RedisBus bus(server.options(), {.prefix = prefix});
        for (int number = 1; number <= 10; ++number) {
            answers.push_back(bus.publish_async(shop::events::placed{order(number)}));
            answers.push_back(bus.publish_async(shop::events::ticked{order(number)}));
        }
    }
    for (auto& answer : answers) {
        ASSERT_EQ(answer.wait_for(0s), std::future_status::ready);
        EXPECT_THROW(answer.get(), Error);
    }
}

}  // namespace
}  // namespace antiphon::events
