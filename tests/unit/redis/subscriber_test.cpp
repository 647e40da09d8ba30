#include "antiphon/redis/subscriber.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "antiphon/testing/eventually.h"
#include "fake_redis.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::redis;
using antiphon::testing::eventually;

namespace {

constexpr auto soon = 10s;
using Words = FakeRedis::Words;

std::shared_ptr<redis::Loop> loop() { return std::make_shared<redis::Loop>(); }

std::string message(const std::string& channel, const std::string& payload) {
    return array({bulk("message"), bulk(channel), bulk(payload)});
}

/// Confirms subscriptions; never delivers anything by itself.
std::optional<std::string> confirm(const Words& words) {
    if (words.front() == "PING") return "+PONG\r\n";
    if (words.front() == "PUBLISH") return number(0);
    std::string kind = words.front();
    for (char& letter : kind) letter = static_cast<char>(std::tolower(letter));
    std::string answer;
    for (std::size_t i = 1; i < words.size(); ++i) answer += array({bulk(kind), bulk(words[i]), number(1)});
    return answer;
}

/// Keeps what a subscriber is told.
class Ear {
  public:
    std::function<void(Subscriber::Batch)> on_batch() {
        return [this](Subscriber::Batch batch) {
            std::lock_guard lock(mutex_);
            batches_.emplace_back();
            for (const auto& one : batch)
                batches_.back().push_back(std::string(one.channel) + "=" + std::string(one.payload));
        };
    }
    std::function<void(SubscriberState)> on_state() {
        return [this](SubscriberState state) {
            std::lock_guard lock(mutex_);
            states_ += state == SubscriberState::connected ? 'c' : 'l';
        };
    }
    std::vector<std::string> all() {
        std::lock_guard lock(mutex_);
        std::vector<std::string> messages;
        for (const auto& batch : batches_) messages.insert(messages.end(), batch.begin(), batch.end());
        return messages;
    }
    std::size_t batches() {
        std::lock_guard lock(mutex_);
        return batches_.size();
    }
    std::string states() {
        std::lock_guard lock(mutex_);
        return states_;
    }

  private:
    std::mutex mutex_;
    std::vector<std::vector<std::string>> batches_;
    std::string states_;
};

void subscribe_and_wait(Subscriber& subscriber, std::vector<std::string> channels) {
    auto confirmed = std::make_shared<std::promise<void>>();
    auto future = confirmed->get_future();
    subscriber.subscribe(std::move(channels), [confirmed] { confirmed->set_value(); });
    ASSERT_EQ(future.wait_for(soon), std::future_status::ready);
}

using Messages = std::vector<std::string>;

}  // namespace

TEST(Subscriber, HandsOverWhatOneReadBroughtAsOneBatch) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), ear.on_batch());
    subscribe_and_wait(subscriber, {"a", "b"});
    fake.push_to_subscribers(message("a", "1") + message("b", "2") + message("a", "3"));
    ASSERT_TRUE(eventually(soon, [&] { return ear.all() == Messages{"a=1", "b=2", "a=3"}; }));
    EXPECT_EQ(ear.batches(), 1u);
}

TEST(Subscriber, ReadsMessagesThatComeInSingleBytes) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), ear.on_batch());
    subscribe_and_wait(subscriber, {"a"});
    fake.in_pieces_of(1);
    const std::string payload("\r\n\0$3", 5);
    fake.push_to_subscribers(message("a", payload) + message("a", ""));
    EXPECT_TRUE(eventually(soon, [&] { return ear.all() == Messages{"a=" + payload, "a="}; }));
}

TEST(Subscriber, HandsOverThousandsOfMessagesWhole) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), ear.on_batch());
    subscribe_and_wait(subscriber, {"a"});
    std::string bytes;
    Messages expected;
    for (int i = 0; i < 20'000; ++i) {
        bytes += message("a", std::to_string(i));
        expected.push_back("a=" + std::to_string(i));
    }
    fake.push_to_subscribers(bytes);
    EXPECT_TRUE(eventually(soon, [&] { return ear.all().size() == expected.size(); }));
    EXPECT_EQ(ear.all(), expected);
    EXPECT_LT(ear.batches(), 1'000u);
}

TEST(Subscriber, HandsOverMessagesBeforeTheConfirmationThatFollowsThem) {
    FakeRedis fake(confirm);
    const auto shared = loop();
    std::vector<std::string> order;
    std::promise<void> done;
    Subscriber subscriber(shared, fake.options(), [&](Subscriber::Batch batch) {
        for (const auto& one : batch) order.emplace_back(one.payload);
    });
    subscribe_and_wait(subscriber, {"a"});
    fake.answer_with([](const Words& words) -> std::optional<std::string> {
        return words.front() == "SUBSCRIBE" ? message("a", "1") + *confirm(words) : confirm(words);
    });
    subscriber.subscribe({"b"}, [&] {
        order.emplace_back("confirmed");
        done.set_value();
    });
    ASSERT_EQ(done.get_future().wait_for(soon), std::future_status::ready);
    EXPECT_EQ(order, (Messages{"1", "confirmed"}));
}

TEST(Subscriber, ConfirmsOnceAllAreConfirmed) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        if (words.front() == "SUBSCRIBE" && words[1] == "a") return array({bulk("subscribe"), bulk("a"), number(1)});
        return confirm(words);
    });
    Subscriber subscriber(loop(), fake.options(), {});
    ASSERT_TRUE(eventually(soon, [&] { return subscriber.connected(); }));
    std::promise<void> confirmed;
    auto future = confirmed.get_future();
    subscriber.subscribe({"a", "b"}, [&] { confirmed.set_value(); });
    EXPECT_EQ(future.wait_for(100ms), std::future_status::timeout);
    fake.push_to_subscribers(array({bulk("subscribe"), bulk("b"), number(2)}));
    EXPECT_EQ(future.wait_for(soon), std::future_status::ready);
}

TEST(Subscriber, DoesNotWaitForAChannelThatWasGivenUp) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        if (words.front() == "SUBSCRIBE" && words[1] == "a") return array({bulk("subscribe"), bulk("a"), number(1)});
        return confirm(words);
    });
    Subscriber subscriber(loop(), fake.options(), {});
    ASSERT_TRUE(eventually(soon, [&] { return subscriber.connected(); }));
    std::promise<void> confirmed;
    subscriber.subscribe({"a", "b"}, [&] { confirmed.set_value(); });
    subscriber.unsubscribe({"b"});
    EXPECT_EQ(confirmed.get_future().wait_for(soon), std::future_status::ready);
}

TEST(Subscriber, ConfirmsAtOnceWhatIsSubscribed) {
    FakeRedis fake(confirm);
    Subscriber subscriber(loop(), fake.options(), {});
    subscribe_and_wait(subscriber, {"a"});
    ASSERT_TRUE(eventually(soon, [&] { return subscriber.connected(); }));
    const auto before = fake.heard().size();
    subscribe_and_wait(subscriber, {"a"});
    subscribe_and_wait(subscriber, {});
    EXPECT_EQ(fake.heard().size(), before);
}

TEST(Subscriber, SubscribesAgainAfterALossAndTells) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), ear.on_batch(), ear.on_state());
    subscribe_and_wait(subscriber, {"a", "b"});
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "c"; }));
    fake.hang_up();
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "clc"; })) << ear.states();
    EXPECT_TRUE(subscriber.connected());
    fake.push_to_subscribers(message("b", "back"));
    EXPECT_TRUE(eventually(soon, [&] { return ear.all() == Messages{"b=back"}; }));
}

TEST(Subscriber, SubscribesAgain512PerCommand) {
    FakeRedis fake(confirm);
    std::vector<std::string> channels;
    for (int i = 0; i < 1'300; ++i) channels.push_back("channel:" + std::to_string(i));
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), {}, ear.on_state());
    subscribe_and_wait(subscriber, channels);
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "c"; }));
    const auto before = fake.heard().size();
    fake.hang_up();
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "clc"; }));
    std::vector<std::size_t> sizes;
    const auto heard = fake.heard();
    for (auto words = heard.begin() + static_cast<std::ptrdiff_t>(before); words != heard.end(); ++words)
        if (words->front() == "SUBSCRIBE") sizes.push_back(words->size() - 1);
    EXPECT_EQ(sizes, (std::vector<std::size_t>{512, 512, 277})) << "1,300 and the channel it proves itself by";
}

TEST(Subscriber, DoesNotSubscribeAgainWhatWasGivenUp) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), {}, ear.on_state());
    subscribe_and_wait(subscriber, {"kept", "given-up"});
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "c"; }));
    subscriber.unsubscribe({"given-up", "never-had"});
    fake.hang_up();
    ASSERT_TRUE(eventually(soon, [&] { return ear.states() == "clc"; }));
    const auto heard = fake.heard();
    const auto last =
        std::find_if(heard.rbegin(), heard.rend(), [](const Words& words) { return words[0] == "SUBSCRIBE"; });
    ASSERT_NE(last, heard.rend());
    EXPECT_NE(std::find(last->begin(), last->end(), "kept"), last->end());
    EXPECT_EQ(std::find(last->begin(), last->end(), "given-up"), last->end());
}

TEST(Subscriber, ConnectsAnewWhenItsMessagesToItselfDoNotComeBack) {
    FakeRedis fake(confirm);  // takes them and delivers nothing: deaf, with a live connection
    Ear ear;
    Options options = fake.options();
    options.silence_timeout = 80ms;
    Subscriber subscriber(loop(), options, {}, ear.on_state());
    EXPECT_TRUE(eventually(soon, [&] { return ear.states().starts_with("clc"); })) << ear.states();
}

TEST(Subscriber, StaysConnectedWhileItsMessagesToItselfComeBack) {
    std::string proof;
    int proofs = 0;
    FakeRedis* server = nullptr;
    std::mutex mutex;
    FakeRedis fake([&](const Words& words) -> std::optional<std::string> {
        std::lock_guard lock(mutex);
        if (words.front() != "PUBLISH") return confirm(words);
        ++proofs;
        proof = words[1];
        return number(1);
    });
    server = &fake;
    Ear ear;
    Options options = fake.options();
    options.silence_timeout = 400ms;
    Subscriber subscriber(loop(), options, ear.on_batch(), ear.on_state());
    int delivered = 0;
    EXPECT_TRUE(eventually(soon, [&] {
        std::string channel;
        {
            std::lock_guard lock(mutex);
            if (proofs == delivered) return delivered >= 10;
            delivered = proofs;
            channel = proof;
        }
        // Commands' connections would take it as an answer that nobody asked for, so it goes to the subscriber alone.
        server->push_to_subscribers(message(channel, "1"));
        return false;
    }));
    EXPECT_EQ(ear.states(), "c");
    EXPECT_EQ(ear.all(), Messages()) << "nobody is told of them";
}

TEST(Subscriber, MayBeClosedInsideItsOwnCallback) {
    FakeRedis fake(confirm);
    const auto shared = loop();
    std::unique_ptr<Subscriber> subscriber;
    std::promise<void> closed;
    subscriber = std::make_unique<Subscriber>(shared, fake.options(), [&](Subscriber::Batch) {
        subscriber.reset();
        closed.set_value();
    });
    subscribe_and_wait(*subscriber, {"a"});
    fake.push_to_subscribers(message("a", "1") + message("a", "2"));
    ASSERT_EQ(closed.get_future().wait_for(soon), std::future_status::ready);
    std::promise<void> turned;
    shared->post([&] { turned.set_value(); });
    ASSERT_EQ(turned.get_future().wait_for(soon), std::future_status::ready);
}

TEST(Subscriber, IgnoresAnswersOfAnotherShape) {
    FakeRedis fake(confirm);
    Ear ear;
    Subscriber subscriber(loop(), fake.options(), ear.on_batch(), ear.on_state());
    subscribe_and_wait(subscriber, {"a"});
    fake.push_to_subscribers("+OK\r\n" + number(3) + "*3\r\n:1\r\n:2\r\n:3\r\n" + array({bulk("message")}) +
                             array({bulk("unsubscribe"), "$-1\r\n", number(0)}) + message("a", "1"));
    EXPECT_TRUE(eventually(soon, [&] { return ear.all() == Messages{"a=1"}; }));
    EXPECT_TRUE(eventually(soon, [&] { return ear.states() == "c"; }));
}
