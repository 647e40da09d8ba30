// What becomes of events that wait for Redis, told by a Redis that answers when a test says so.

#include "redis_publisher.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/testing/eventually.h"
#include "fake_redis.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::events;
using redis::FakeRedis;

namespace {

constexpr auto soon = 10s;
constexpr ChannelType flow{.name = "shop.flow", .kind = ChannelKind::durable};
using Words = FakeRedis::Words;

/// As a Redis that keeps events, as far as a publisher can see.
std::optional<std::string> keeps(const Words& words) {
    if (words[0] == "PING") return "+PONG\r\n";
    if (words[0] == "CONFIG") return redis::array({redis::bulk("maxmemory-policy"), redis::bulk("noeviction")});
    std::vector<std::string> answer{redis::bulk("epoch")};
    const int events = std::stoi(words[2]) - 2;  // EVALSHA, its name, how many keys: two, and one for each event
    for (int i = 1; i <= events; ++i) answer.push_back(redis::number(i));
    return redis::array(answer);
}
std::optional<std::string> connects_only(const Words& words) { return words[0] == "PING" ? "+PONG\r\n" : ""; }
std::optional<std::string> silent(const Words&) { return ""; }

/// How publishing ended.
struct End {
    std::exception_ptr error;
    Clock::time_point when;

    int code() const {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const Error& failure) {
            return failure.code();
        }
        return 0;
    }
};
constexpr int overloaded = static_cast<int>(Code::overloaded);

class Publisher : public ::testing::Test {
  protected:
    ~Publisher() override {
        if (publisher_) publisher_->stop();
        client_.reset();
    }

    void start(const BusOptions& options, redis::Options redis) {
        client_ = std::make_shared<redis::Client>(loop_, std::move(redis));
        publisher_ = std::make_shared<RedisPublisher>(
            client_, [] { return nullptr; }, ticker_, options);
    }
    void start(const BusOptions& options) { start(options, fake_.options()); }

    std::future<End> publish(const std::string& text = "{}") {
        auto ended = std::make_shared<std::promise<End>>();
        auto end = ended->get_future();
        publisher_->append(flow, "shop.flow", {"e-" + std::to_string(++last_), text},
                           [ended](const Published&, std::exception_ptr error) {
                               ended->set_value({error, Clock::now()});
                           });
        return end;
    }

    FakeRedis fake_{keeps};
    const std::shared_ptr<redis::Loop> loop_ = std::make_shared<redis::Loop>();
    Ticker ticker_;
    std::shared_ptr<redis::Client> client_;
    std::shared_ptr<RedisPublisher> publisher_;
    int last_ = 0;
};

bool is_ready(const std::future<End>& end) { return end.wait_for(0s) == std::future_status::ready; }

}  // namespace

TEST_F(Publisher, TellsWhatTheClientRefusedAndIsNotStuck) {
    redis::Options redis = fake_.options();
    redis.max_waiting_commands = 0;
    start({}, redis);
    for (int i = 0; i < 3; ++i) {
        auto end = publish();
        ASSERT_EQ(end.wait_for(soon), std::future_status::ready);
        EXPECT_EQ(end.get().code(), overloaded);
    }
}

TEST_F(Publisher, TellsABatchThatTheClientRefusedAndIsNotStuck) {
    redis::Options redis = fake_.options();
    redis.max_waiting_command_bytes = 600;  // enough to ask for the policy, and for small events
    start({}, redis);
    ASSERT_EQ(publish().get().code(), 0);
    auto end = publish(std::string(600, 'x'));
    ASSERT_EQ(end.wait_for(soon), std::future_status::ready);
    EXPECT_EQ(end.get().code(), overloaded);
    EXPECT_EQ(publish().get().code(), 0) << "the next one goes its way";
}

TEST_F(Publisher, GivesUpEveryEventInItsTimeHoweverManyWaitBeforeIt) {
    start({.publish_timeout = 500ms});
    ASSERT_EQ(publish().get().code(), 0);
    fake_.answer_with(silent);
    fake_.hang_up();
    const auto began = Clock::now();
    std::vector<std::future<End>> ends;
    for (int i = 0; i < 2000; ++i) ends.push_back(publish());
    for (auto& one : ends) {
        const End end = one.get();
        ASSERT_NE(end.code(), 0);
        ASSERT_LT(end.when - began, 2500ms);  // batch by batch it would be four seconds
    }
}

TEST_F(Publisher, GivesUpInTimeWhatCameWhileItAskedForThePolicy) {
    fake_.answer_with(connects_only);
    start({.publish_timeout = 1s});
    auto first = publish();
    std::promise<std::pair<Clock::time_point, std::future<End>>> later;
    ticker_.after(100ms, [&] { later.set_value({Clock::now(), publish()}); });
    EXPECT_NE(first.get().code(), 0);
    auto [began, second] = later.get_future().get();
    EXPECT_LT(second.get().when - began, 1700ms);  // with the second answer that does not come it would be 1.9 s
}

TEST_F(Publisher, RefusesMoreEventsThanMayWait) {
    fake_.answer_with(connects_only);
    start({.publish_timeout = 1h, .max_waiting_events = 3});
    std::vector<std::future<End>> waiting;
    for (int i = 0; i < 3; ++i) waiting.push_back(publish());
    for (const auto& one : waiting) EXPECT_FALSE(is_ready(one));
    auto refused = publish();
    ASSERT_TRUE(is_ready(refused));
    EXPECT_EQ(refused.get().code(), overloaded);
    fake_.answer_with(keeps);
    fake_.hang_up();
    for (auto& one : waiting) EXPECT_EQ(one.get().code(), 0);
    EXPECT_EQ(publish().get().code(), 0) << "there is room again";
}

TEST_F(Publisher, RefusesMoreBytesThanMayWait) {
    fake_.answer_with(connects_only);
    start({.publish_timeout = 1h, .max_waiting_event_bytes = 1000});
    auto first = publish(std::string(400, 'x')), second = publish(std::string(600, 'x'));
    EXPECT_FALSE(is_ready(first));
    EXPECT_FALSE(is_ready(second));
    auto refused = publish("1");
    ASSERT_TRUE(is_ready(refused));
    EXPECT_EQ(refused.get().code(), overloaded);
    fake_.answer_with(keeps);
    fake_.hang_up();
    EXPECT_EQ(first.get().code(), 0);
    EXPECT_EQ(second.get().code(), 0);
    EXPECT_EQ(publish(std::string(1000, 'x')).get().code(), 0) << "there is room again";
}
