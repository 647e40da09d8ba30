#include "topics.h"

#include <gtest/gtest.h>

#include "antiphon/base/limits.h"
#include "antiphon/ws/frame.h"
#include "fake_socket.h"

using namespace antiphon;
using namespace antiphon::gateway;
using namespace std::chrono_literals;

namespace {

Parcel parcel_of(const std::vector<std::string>& payloads, std::uint64_t first = 0, std::uint64_t slot = 0) {
    std::string bytes;
    Parcel::Ends ends;
    for (const std::string& payload : payloads) {
        ws::append_text_frame(bytes, payload);
        ends.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    Parcel parcel;
    parcel.slot = slot;
    parcel.run = ws::Run(bytes, static_cast<std::uint32_t>(payloads.size()));
    parcel.ends = std::make_shared<const Parcel::Ends>(ends);
    parcel.first = first;
    parcel.last = first == 0 ? 0 : first + payloads.size() - 1;
    return parcel;
}

std::string event(const std::string& type, const std::string& sku, int n) {
    return R"({"params":{"event":{"type":")" + type + R"(","data":{"sku":")" + sku + R"(","n":)" + std::to_string(n) +
           "}}}}";
}

std::string framed(const std::string& event) {
    return R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":"a","event":)" + event + "}}";
}

ChannelPolicy policy(events::ChannelKind kind, std::map<std::string, EventPolicy, std::less<>> event_policies = {}) {
    ChannelPolicy made;
    made.name = made.address = "a";
    made.kind = kind;
    made.events = std::move(event_policies);
    return made;
}

using Strings = std::vector<std::string>;
constexpr auto live = events::ChannelKind::live;
constexpr auto durable = events::ChannelKind::durable;

struct Listener {
    std::shared_ptr<FakeSocket> socket = std::make_shared<FakeSocket>();
    Subscription subscription;
    explicit Listener(ChannelPolicy of, const std::string& address = "a")
        : subscription(socket, address, std::move(of)) {}
};

class TopicsTest : public testing::Test {
  protected:
    void ready(std::uint64_t slot, std::uint64_t offset = 0) {
        Parcel parcel;
        parcel.kind = Parcel::Kind::ready;
        parcel.slot = slot;
        parcel.last = offset;
        parcel.epoch = std::make_shared<const std::string>("e1");
        topics.take({&parcel, 1});
    }
    void run_later() {
        for (auto& work : std::exchange(later, {})) work();
    }

    const TopicName name{"a", "ap:ch:{a}", false};
    std::vector<std::uint64_t> joined;
    Strings left;
    std::vector<std::function<void()>> later;
    Topics topics{{[this](std::uint64_t slot, const TopicName&) { joined.push_back(slot); },
                   [this](const TopicName& topic) { left.push_back(topic.address); },
                   [](Subscription& listener) { listener.lose_position(); },
                   [this](std::function<void()> work) { later.push_back(std::move(work)); }}};
};

}  // namespace

TEST(Subscription, SendsNothingBeforeTheAnswerAndThenWhatWasHeld) {
    Listener one(policy(live));
    one.subscription.deliver(parcel_of({"1", "2"}));
    EXPECT_TRUE(one.socket->sent.empty());
    one.subscription.activate(0);
    one.subscription.deliver(parcel_of({"3"}));
    EXPECT_EQ(one.socket->sent, (Strings{"1", "2", "3"}));
}

TEST(Subscription, LeavesOutWhatTheAnswerSaidAlready) {
    Listener one(policy(durable));
    one.subscription.deliver(parcel_of({"5", "6"}, 5));
    one.subscription.deliver(parcel_of({"7", "8", "9"}, 7));
    one.subscription.activate(7);
    one.subscription.deliver(parcel_of({"10"}, 10));
    EXPECT_EQ(one.socket->sent, (Strings{"8", "9", "10"}));
}

TEST(Subscription, SkipsWhatTheClientHasThoughTheLoopComesToItLater) {
    Listener one(policy(durable));
    one.subscription.activate(8);
    one.subscription.deliver(parcel_of({"7"}, 7));
    one.subscription.deliver(parcel_of({"8", "9"}, 8));
    EXPECT_EQ(one.socket->sent, (Strings{"9"}));
}

TEST(Subscription, CutsOffAClientThatDoesNotReadAStream) {
    Listener one(policy(durable, {{"t", {{SlowPolicy::latest, ""}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({"1"}, 1));
    EXPECT_EQ(one.socket->closed, CloseCode::slow_consumer);
}

TEST(Subscription, CutsOffASlowClientWhereTheInterfaceDoesNotSayOtherwise) {
    Listener one(policy(live));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({event("t", "a", 1)}));
    EXPECT_EQ(one.socket->closed, CloseCode::slow_consumer);
}

TEST(Subscription, KeepsTheNewestAndTellsHowManyWereDropped) {
    Listener one(policy(live, {{"t", {{SlowPolicy::drop_oldest, ""}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    for (int i = 0; i < 70; ++i) one.subscription.deliver(parcel_of({event("t", "a", i)}));
    EXPECT_FALSE(one.socket->closed);
    one.socket->room = 1000;
    one.subscription.drained(Clock::now());
    ASSERT_EQ(one.socket->sent.size(), 65u);
    EXPECT_EQ(
        one.socket->sent[0],
        R"({"jsonrpc":"2.0","method":"rpc.dropped","params":{"subscription":"a","count":6,"policy":"drop_oldest"}})");
    EXPECT_EQ(one.socket->sent[1], event("t", "a", 6));
    EXPECT_EQ(one.socket->sent.back(), event("t", "a", 69));
    one.subscription.deliver(parcel_of({"x"}));
    EXPECT_EQ(one.socket->sent.back(), "x");
}

TEST(Subscription, KeepsOnlyTheLatestOfEachEvent) {
    const SlowRule latest{SlowPolicy::latest, ""};
    Listener one(policy(live, {{"t", {latest, false}}, {"u", {latest, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({event("t", "a", 1), event("u", "a", 2), event("t", "b", 3)}));
    one.socket->room = 1000;
    one.subscription.drained(Clock::now());
    ASSERT_EQ(one.socket->sent.size(), 3u);
    EXPECT_EQ(one.socket->sent[1], event("u", "a", 2));
    EXPECT_EQ(one.socket->sent[2], event("t", "b", 3));
}

TEST(Subscription, KeepsTheLatestForEachValueOfTheField) {
    Listener one(policy(live, {{"t", {{SlowPolicy::coalesce, "sku"}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({event("t", "a", 1), event("t", "b", 2), event("t", "a", 3)}));
    one.socket->room = 1000;
    one.subscription.drained(Clock::now());
    ASSERT_EQ(one.socket->sent.size(), 3u);
    EXPECT_EQ(one.socket->sent[1], event("t", "b", 2));
    EXPECT_EQ(one.socket->sent[2], event("t", "a", 3));
}

TEST(Subscription, TellsOfDropsAtMostOnceASecond) {
    Listener one(policy(live, {{"t", {{SlowPolicy::latest, ""}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({event("t", "a", 1), event("t", "a", 2)}));
    const auto now = Clock::now();
    EXPECT_TRUE(one.subscription.tell_dropped(now));
    one.subscription.deliver(parcel_of({event("t", "a", 3)}));
    EXPECT_FALSE(one.subscription.tell_dropped(now + 900ms));
    EXPECT_EQ(one.socket->sent.size(), 1u);
    EXPECT_TRUE(one.subscription.tell_dropped(now + 1s));
    EXPECT_EQ(one.socket->sent.size(), 2u);
}

TEST(Subscription, AppliesEachEventsOwnRule) {
    Listener one(policy(live, {{"t", {{SlowPolicy::latest, ""}, false}}, {"u", {{}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    one.subscription.deliver(parcel_of({event("t", "a", 1)}));
    EXPECT_FALSE(one.socket->closed);
    one.subscription.deliver(parcel_of({event("u", "a", 1)}));
    EXPECT_EQ(one.socket->closed, CloseCode::slow_consumer);
}

TEST(Subscription, KeepsEventsAsDeepAndAsLargeAsTheFeedLetsPass) {
    Listener one(policy(live, {{"t", {{SlowPolicy::coalesce, "sku"}, false}}}));
    one.subscription.activate(0);
    one.socket->room = 0;
    const std::size_t levels = limits::max_depth - 2;  // of those, the event and its data are two
    const std::string deep =
        framed(R"({"type":"t","data":{"sku":)" + std::string(levels, '[') + std::string(levels, ']') + "}}");
    const std::string head = R"({"type":"t","data":{"sku":")";
    const std::string large = framed(head + std::string(limits::max_event_bytes - head.size() - 3, 'x') + "\"}}");
    one.subscription.deliver(parcel_of({deep, large}));
    EXPECT_FALSE(one.socket->closed);
    one.socket->room = 1000;
    one.subscription.drained(Clock::now());
    EXPECT_EQ(one.socket->sent, (Strings{deep, large}));
}

TEST(Subscription, HoldsNoMoreBytesBeforeTheAnswerThanFourTimesWhatMayWait) {
    Listener one(policy(durable));
    const auto parcel_of_bytes = [](std::size_t bytes, std::uint64_t offset) {
        return parcel_of({std::string(bytes - 10, 'x')}, offset);  // a head of 10 bytes before it
    };
    for (std::uint64_t i = 1; i <= 4; ++i) one.subscription.deliver(parcel_of_bytes(limits::max_waiting_bytes, i));
    EXPECT_FALSE(one.socket->closed);
    one.subscription.deliver(parcel_of({"x"}, 5));
    EXPECT_EQ(one.socket->closed, CloseCode::slow_consumer);
}

TEST_F(TopicsTest, JoinsOnceAndIsReadyForAll) {
    Listener one(policy(live)), two(policy(live));
    int ready_calls = 0;
    topics.add(name, one.subscription, [&](const LoopTopic&) { ++ready_calls; });
    topics.add(name, two.subscription, [&](const LoopTopic&) { ++ready_calls; });
    ASSERT_EQ(joined.size(), 1u);
    EXPECT_EQ(ready_calls, 0);
    ready(joined[0]);
    EXPECT_EQ(ready_calls, 2);
    Listener three(policy(live));
    topics.add(name, three.subscription, [&](const LoopTopic&) { ++ready_calls; });
    EXPECT_EQ(ready_calls, 3);
    EXPECT_EQ(joined.size(), 1u);
}

TEST_F(TopicsTest, LeavesAWhileAfterTheLastListener) {
    Listener one(policy(live)), two(policy(live));
    topics.add(name, one.subscription, [](const LoopTopic&) {});
    topics.remove(one.subscription);
    topics.add(name, two.subscription, [](const LoopTopic&) {});
    run_later();
    EXPECT_TRUE(left.empty());
    topics.remove(two.subscription);
    EXPECT_TRUE(left.empty());
    run_later();
    EXPECT_EQ(left, (Strings{"a"}));
    EXPECT_EQ(topics.size(), 0u);
}

TEST_F(TopicsTest, NeverGivesATopicWhatWasUnderWayForAnEarlierOne) {
    Listener one(policy(live)), other(policy(live), "b");
    topics.add(name, one.subscription, [](const LoopTopic&) {});
    const std::uint64_t old = joined[0];
    topics.remove(one.subscription);
    run_later();
    topics.add({"b", "ap:ch:{b}", false}, other.subscription, [](const LoopTopic&) {});
    other.subscription.activate(0);
    const Parcel late = parcel_of({"for a"}, 0, old);
    topics.take({&late, 1});
    EXPECT_TRUE(other.socket->sent.empty());
}

TEST_F(TopicsTest, DoesNotCallReadyAfterRemove) {
    Listener one(policy(live));
    bool called = false;
    topics.add(name, one.subscription, [&](const LoopTopic&) { called = true; });
    topics.remove(one.subscription);
    ready(joined[0]);
    EXPECT_FALSE(called);
}

TEST_F(TopicsTest, SendsEachRunToEveryListenerAndRemembersTheOffset) {
    Listener one(policy(durable)), two(policy(durable));
    topics.add(name, one.subscription, [](const LoopTopic&) {});
    topics.add(name, two.subscription, [](const LoopTopic&) {});
    ready(joined[0], 3);
    one.subscription.activate(3);
    two.subscription.activate(3);
    const Parcel parcel = parcel_of({"4", "5"}, 4, joined[0]);
    topics.take({&parcel, 1});
    EXPECT_EQ(one.socket->sent, (Strings{"4", "5"}));
    EXPECT_EQ(two.socket->sent, (Strings{"4", "5"}));
    EXPECT_EQ(topics.find("a")->offset, 5u);
}

TEST_F(TopicsTest, ClosesListenersWhoseStreamBeganAnew) {
    Listener one(policy(durable));
    topics.add(name, one.subscription, [](const LoopTopic&) {});
    ready(joined[0], 3);
    one.subscription.activate(3);
    Parcel lost;
    lost.kind = Parcel::Kind::lost;
    lost.slot = joined[0];
    lost.epoch = std::make_shared<const std::string>("e2");
    topics.take({&lost, 1});
    EXPECT_EQ(one.socket->closed, CloseCode::lost_position);
    EXPECT_EQ(*topics.find("a")->epoch, "e2");
}
