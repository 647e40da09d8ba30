// The subscriber against a real redis-server.

#include "antiphon/redis/subscriber.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>

#include "antiphon/redis/client.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/fault_proxy.h"
#include "antiphon/testing/redis_server.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::redis;
using antiphon::testing::eventually;
using antiphon::testing::RedisServer;

namespace {

constexpr auto soon = 20s;

std::shared_ptr<redis::Loop> loop() { return std::make_shared<redis::Loop>(); }

/// A subscriber and all that it was told.
class Listening {
  public:
    explicit Listening(const Options& options)
        : subscriber_(
              loop(), options,
              [this](Subscriber::Batch batch) {
                  std::lock_guard lock(mutex_);
                  for (const auto& one : batch) messages_.emplace_back(one.channel, one.payload);
              },
              [this](SubscriberState state) {
                  std::lock_guard lock(mutex_);
                  states_ += state == SubscriberState::connected ? 'c' : 'l';
                  changed_.notify_all();
              }) {}

    void subscribe(std::vector<std::string> channels) {
        auto confirmed = std::make_shared<std::promise<void>>();
        auto future = confirmed->get_future();
        subscriber_.subscribe(std::move(channels), [confirmed] { confirmed->set_value(); });
        ASSERT_EQ(future.wait_for(soon), std::future_status::ready);
        // It tells that it is whole after the last confirmation of all, the one of its own channel among them.
        ASSERT_TRUE(eventually(soon, [this] { return states().ends_with('c'); }));
    }
    Subscriber& subscriber() { return subscriber_; }
    std::vector<std::pair<std::string, std::string>> messages() const {
        std::lock_guard lock(mutex_);
        return messages_;
    }
    std::size_t count() const {
        std::lock_guard lock(mutex_);
        return messages_.size();
    }
    /// False when it has not lost its connection by then.
    bool is_lost_within(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, [this] { return states_.ends_with('l'); });
    }
    std::string states() const {
        std::lock_guard lock(mutex_);
        return states_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    // guarded by mutex_
    std::vector<std::pair<std::string, std::string>> messages_;
    std::string states_;
    Subscriber subscriber_;  // last: it uses the above
};

Options impatient(Options options, std::chrono::milliseconds silence_timeout) {
    options.silence_timeout = silence_timeout;
    return options;
}

std::vector<std::string> many(int count) {
    std::vector<std::string> channels;
    for (int i = 0; i < count; ++i) channels.push_back("channel:{" + std::to_string(i) + "}");
    return channels;
}

std::int64_t subscriptions(RedisServer& redis, const std::string& channel) {
    return redis.command({"PUBSUB", "NUMSUB", channel}).items.at(1).integer;
}

}  // namespace

TEST(RedisSubscriber, HearsWhatIsPublishedOnceItIsConfirmed) {
    RedisServer redis;
    Listening listening(redis.options());
    listening.subscribe({"a", "b"});
    EXPECT_EQ(redis.command({"PUBLISH", "a", "1"}).integer, 1);
    EXPECT_EQ(redis.command({"PUBLISH", "other", "2"}).integer, 0);
    EXPECT_EQ(redis.command({"PUBLISH", "b", std::string("\0\r\n", 3)}).integer, 1);
    ASSERT_TRUE(eventually(soon, [&] { return listening.count() == 2; }));
    EXPECT_EQ(listening.messages()[0], (std::pair<std::string, std::string>("a", "1")));
    EXPECT_EQ(listening.messages()[1], (std::pair<std::string, std::string>("b", std::string("\0\r\n", 3))));
}

TEST(RedisSubscriber, HearsNothingMoreOfWhatItGaveUp) {
    RedisServer redis;
    Listening listening(redis.options());
    listening.subscribe({"a", "b"});
    listening.subscriber().unsubscribe({"a"});
    EXPECT_TRUE(eventually(soon, [&] { return subscriptions(redis, "a") == 0; }));
    listening.subscriber().unsubscribe({"b"});
    listening.subscribe({"b"});
    EXPECT_EQ(redis.command({"PUBLISH", "b", "1"}).integer, 1);
    EXPECT_TRUE(eventually(soon, [&] { return listening.count() == 1; }));
}

TEST(RedisSubscriber, SubscribesTenThousandChannels) {
    RedisServer redis;
    Listening listening(redis.options());
    const auto channels = many(10'000);
    listening.subscribe(channels);
    Client client(loop(), redis.options());
    std::atomic<int> heard_by{0};
    for (const auto& channel : channels)
        client.send({"PUBLISH", channel, "x"}, std::nullopt,
                    [&](const Reply& reply, std::exception_ptr) { heard_by += static_cast<int>(reply.integer); });
    ASSERT_TRUE(eventually(soon, [&] { return listening.count() == channels.size(); }));
    ASSERT_TRUE(eventually(soon, [&] { return heard_by == 10'000; }));
}

TEST(RedisSubscriber, SubscribesAllAgainAfterItWasKilled) {
    RedisServer redis;
    Listening listening(redis.options());
    const auto channels = many(10'000);
    listening.subscribe(channels);
    for (int round = 1; round <= 3; ++round) {
        const std::size_t told = listening.states().size();
        redis.command({"CLIENT", "KILL", "TYPE", "pubsub"});
        ASSERT_TRUE(eventually(soon, [&] { return listening.states().size() == told + 2; })) << listening.states();
        EXPECT_EQ(listening.states().substr(told), "lc") << "the gap is told, then that it is whole again";
        for (const auto* channel : {"channel:{0}", "channel:{511}", "channel:{512}", "channel:{9999}"})
            EXPECT_EQ(subscriptions(redis, channel), 1) << channel;
    }
}

TEST(RedisSubscriber, SubscribesAgainAfterRedisCrashed) {
    RedisServer redis;
    Listening listening(redis.options());
    listening.subscribe({"a"});
    redis.kill9();
    ASSERT_TRUE(eventually(soon, [&] { return listening.states() == "cl"; }));
    std::promise<void> confirmed;
    listening.subscriber().subscribe({"while-away"}, [&] { confirmed.set_value(); });
    redis.start();
    ASSERT_EQ(confirmed.get_future().wait_for(soon), std::future_status::ready);
    ASSERT_TRUE(eventually(soon, [&] { return listening.states() == "clc"; }));
    EXPECT_EQ(redis.command({"PUBLISH", "a", "1"}).integer, 1);
    EXPECT_EQ(redis.command({"PUBLISH", "while-away", "2"}).integer, 1);
    EXPECT_TRUE(eventually(soon, [&] { return listening.count() == 2; }));
}

TEST(RedisSubscriber, LosesNothingBetweenTheStatesItTells) {
    // A publisher that never stops; after each `connected` what it publishes must come.
    RedisServer redis;
    Listening listening(redis.options());
    listening.subscribe({"ticks"});
    Client client(loop(), redis.options());
    for (int round = 0; round < 5; ++round) {
        const std::size_t told = listening.states().size();
        redis.command({"CLIENT", "KILL", "TYPE", "pubsub"});
        ASSERT_TRUE(eventually(soon, [&] { return listening.states().size() == told + 2; }));
        const std::size_t before = listening.count();
        for (int i = 0; i < 100; ++i) client.call({"PUBLISH", "ticks", std::to_string(i)}, Deadline::in(soon));
        ASSERT_TRUE(eventually(soon, [&] { return listening.count() == before + 100; }));
    }
}

TEST(RedisSubscriber, StaysOnWhileItsProofsComeBack) {
    RedisServer redis;
    Listening listening(impatient(redis.options(), 400ms));
    listening.subscribe({"a"});
    const auto publishes = [&] {
        const std::string info = redis.command({"INFO", "commandstats"}).text;
        const auto at = info.find("cmdstat_publish:calls=");
        return at == std::string::npos ? 0 : std::stoi(info.substr(at + 22));
    };
    EXPECT_TRUE(eventually(soon, [&] { return publishes() >= 10; }));
    EXPECT_EQ(listening.states(), "c");
    EXPECT_EQ(listening.count(), 0u);
}

TEST(RedisSubscriber, NoticesThatRedisStandsStill) {
    RedisServer redis;
    Listening listening(impatient(redis.options(), 200ms));
    listening.subscribe({"a"});
    ASSERT_EQ(listening.states(), "c");
    redis.freeze();
    ASSERT_TRUE(eventually(soon, [&] { return listening.states() == "cl"; })) << listening.states();
    redis.thaw();
    EXPECT_TRUE(eventually(soon, [&] { return listening.states().starts_with("clc"); })) << listening.states();
}

TEST(RedisSubscriber, AndClientGiveASilentPartitionUpWithinFiveSeconds) {
    RedisServer redis;
    antiphon::testing::FaultProxy proxy(redis.options().port);
    Options options = redis.options();
    options.port = proxy.port();
    Listening listening(options);
    Client client(loop(), options);
    listening.subscribe({"a"});
    client.call({"PING"}, Deadline::in(soon));
    const Deadline in_time = Deadline::in(5s);
    proxy.set({.half_open = true});
    EXPECT_TRUE(listening.is_lost_within(5s));
    EXPECT_TRUE(eventually(in_time, [&] { return !client.connected(); }));
    proxy.set({});
    EXPECT_TRUE(eventually(soon, [&] { return client.connected() && listening.states().ends_with('c'); }));
}

TEST(RedisSubscriber, GoesOnSubscribingWhileMessagesPourIn) {
    RedisServer redis;
    Listening listening(redis.options());
    listening.subscribe({"flood"});
    Client client(loop(), redis.options());
    std::atomic<bool> stop{false};
    auto flood = std::async(std::launch::async, [&] {
        int published = 0;
        while (!stop) {
            for (int i = 0; i < 99; ++i)
                client.send({"PUBLISH", "flood", "x"}, std::nullopt, [](const Reply&, std::exception_ptr) {});
            client.call({"PUBLISH", "flood", "x"});
            published += 100;
        }
        return published;
    });
    for (const auto& channel : many(200)) listening.subscribe({channel});
    stop = true;
    const int published = flood.get();
    EXPECT_TRUE(eventually(soon, [&] { return listening.count() == static_cast<std::size_t>(published); }));
    EXPECT_EQ(listening.states(), "c");
}
