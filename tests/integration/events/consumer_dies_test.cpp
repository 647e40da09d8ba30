#include <csignal>
#include <future>
#include <map>
#include <mutex>
#include <set>

#include "antiphon/base/context.h"
#include "with_redis.h"

namespace antiphon::events {
namespace {

TEST(ConsumerDies, NothingIsLostAndLittleIsDoneTwice) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    constexpr int events = 4000;
    constexpr int kills = 6;
    std::vector<std::unique_ptr<testing::Process>> workers;
    for (int i = 0; i < 2; ++i) workers.push_back(start_worker(server, 600));
    std::map<int, int> times;
    const auto note = [&](const testing::Process& worker) {
        for (const int number : handled_by(worker)) ++times[number];
    };
    int published = 0;
    for (int kill = 0; kill <= kills; ++kill) {
        std::vector<std::future<Published>> answers;
        while (published < (kill + 1) * events / (kills + 1)) {
            ++published;
            answers.push_back(bus.publish_async(shop::events::placed{order(published)}));
        }
        for (auto& answer : answers) answer.get();
        auto& victim = workers[static_cast<std::size_t>(kill % 2)];
        if (kill == kills) break;
        ASSERT_TRUE(victim->wait_for_line("handled "));
        victim->kill();
        note(*victim);
        victim = start_worker(server, 600);
    }
    EXPECT_TRUE(nothing_left(bus));
    for (const auto& worker : workers) {
        worker->signal(SIGTERM);
        EXPECT_EQ(worker->wait(), 0);
        note(*worker);
    }
    int repeated = 0;
    for (const auto& [number, count] : times) repeated += count - 1;
    EXPECT_EQ(times.size(), static_cast<std::size_t>(published));
    EXPECT_LE(repeated, kills * 10);
    EXPECT_TRUE(bus.dead_letters(flow, "billing", 10).empty());
}

TEST(ConsumerDies, AnEventThatKillsItsConsumerIsParkedAndItsNeighboursAreNot) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    for (int number = 1; number <= 30; ++number) bus.publish(shop::events::placed{order(number)});
    std::set<int> handled;
    int deaths = 0;
    for (; deaths < 20; ++deaths) {
        const auto worker = start_worker(server, 300, {"die_of=5"});
        const bool parked = testing::eventually(
            20s, [&] { return !bus.dead_letters(flow, "billing", 10).empty() || worker->wait(0ms).has_value(); });
        EXPECT_TRUE(parked);
        const bool lives = !worker->wait(0ms).has_value();
        if (lives) {
            EXPECT_TRUE(nothing_left(bus));
        }
        for (const int number : handled_by(*worker)) handled.insert(number);
        if (lives) break;
    }
    EXPECT_EQ(deaths, 5);
    const auto letters = bus.dead_letters(flow, "billing", 10);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].attempts, 5);
    EXPECT_NE(letters[0].event.find("\"o-5\""), std::string::npos);
    EXPECT_EQ(letters[0].reason, "its consumers ended before they acknowledged it");
    EXPECT_LT(letters[0].first, letters[0].last);
    EXPECT_EQ(handled.size(), 29u);
}

TEST(ConsumerDies, OneThatSleptPastItsLeaseAcknowledgesNothing) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    bus.publish(shop::events::placed{order(1)});
    const auto sleeper = start_worker(server, 600, {"stay_at=1"});
    ASSERT_TRUE(sleeper->wait_for_line("staying"));
    sleeper->signal(SIGSTOP);

    std::promise<int> attempt;
    std::promise<void> leave;
    const auto other = bus.consume<shop::events::placed>(billing(), [&](const shop::Order&, const Delivery& delivery) {
        attempt.set_value(delivery.attempt);
        leave.get_future().wait();
    });
    auto taken = attempt.get_future();
    ASSERT_EQ(taken.wait_for(10s), std::future_status::ready);
    EXPECT_EQ(taken.get(), 2);

    sleeper->signal(SIGCONT);
    sleeper->signal(SIGUSR1);  // its handler returns
    ASSERT_TRUE(sleeper->wait_for_line("handled 1 attempt 1"));
    sleeper->signal(SIGTERM);
    EXPECT_EQ(sleeper->wait(), 0);  // and all it had to say has been said
    EXPECT_EQ(bus.depth(flow, "billing").pending, 1u);
    leave.set_value();
    EXPECT_TRUE(nothing_left(bus));
}

TEST(ConsumerDies, OneWhoseEventWentToAnotherIsToldWhileItsHandlerRuns) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    std::promise<void> began;
    std::promise<bool> cancelled;
    const auto work = bus.consume<shop::events::placed>(billing(600ms), [&](const shop::Order&, auto&) {
        began.set_value();
        cancelled.set_value(testing::eventually(10s, [] { return Context::current()->cancelled(); }));
    });
    bus.publish(shop::events::placed{order(1)});
    began.get_future().wait();
    server.command({"XCLAIM", stream_key(prefix, flow), "billing", "another", "0", "1-0"});
    EXPECT_TRUE(cancelled.get_future().get());
}

TEST(ConsumerDies, OneThatEndsWellLeavesNoName) {
    testing::RedisServer server;
    RedisBus bus(server.options(), {.prefix = prefix});
    const auto names = [&] {
        return server.command({"XINFO", "CONSUMERS", stream_key(prefix, flow), "billing"}).items.size();
    };
    std::promise<void> handled;
    auto work = bus.consume<shop::events::placed>(billing(), [&](const shop::Order&, auto&) { handled.set_value(); });
    bus.publish(shop::events::placed{order(1)});
    handled.get_future().wait();
    EXPECT_EQ(names(), 1u);
    work.cancel();
    EXPECT_TRUE(testing::eventually(5s, [&] { return names() == 0; }));
}

}  // namespace
}  // namespace antiphon::events
