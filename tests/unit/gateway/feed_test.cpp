#include "feed.h"

#include <gtest/gtest.h>

#include "antiphon/base/limits.h"
#include "antiphon/events/envelope.h"
#include "antiphon/redis/options.h"

using namespace antiphon;
using namespace antiphon::gateway;

namespace {

/// What a client would read out of a run: the payload of each frame.
std::vector<std::string> texts(const Parcel& parcel) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < parcel.messages(); ++i) {
        const std::string_view frame = parcel.message(i);
        const auto size = static_cast<unsigned char>(frame[1]);
        found.emplace_back(frame.substr(size < 126 ? 2 : size == 126 ? 4 : 10));
    }
    return found;
}

std::string event(int offset) { return R"({"specversion":"1.0","data":)" + std::to_string(offset) + "}"; }
std::string stream_message(int offset, const char* epoch = "e1") {
    return events::with_position(event(offset), epoch, static_cast<std::uint64_t>(offset));
}
std::string framed(const std::string& address, int offset) {
    return R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":")" + address + R"(","offset":)" +
           std::to_string(offset) + R"(,"event":)" + event(offset) + "}}";
}
std::string framed_live(const std::string& address, const std::string& payload) {
    return R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":")" + address + R"(","event":)" + payload +
           "}}";
}

class FeedTest : public testing::Test, protected Feed::Port {
  protected:
    const TopicName live{"news", "ap:ch:{news}", false};
    const TopicName stream{"orders", "ap:ch:{orders}", true};

    void open(const TopicName& topic, std::uint64_t offset = 0) {
        feed.join(0, 7, topic);
        feed.subscribed(topic.redis_channel, numbers.back());
        if (topic.durable) feed.located(topic.redis_channel, "e1", offset);
        posted.clear();
    }
    void publish(const TopicName& topic, const std::vector<std::string>& payloads) {
        std::vector<Feed::Message> batch;
        for (const std::string& payload : payloads) batch.push_back({topic.redis_channel, payload});
        feed.messages(batch);
    }
    void publish_offsets(std::initializer_list<int> offsets) {
        std::vector<std::string> payloads;
        for (const int offset : offsets) payloads.push_back(stream_message(offset));
        publish(stream, payloads);
    }
    std::vector<std::string> delivered(std::size_t loop = 0) {
        std::vector<std::string> all;
        for (const auto& [to, parcel] : posted)
            if (to == loop)
                for (std::string& text : texts(parcel)) all.push_back(std::move(text));
        return all;
    }
    std::vector<std::string> framed_offsets(std::initializer_list<int> offsets) {
        std::vector<std::string> all;
        for (const int offset : offsets) all.push_back(framed("orders", offset));
        return all;
    }
    StoredEvents stored(std::initializer_list<int> offsets, std::uint64_t newest) {
        StoredEvents made{"e1", newest, {}};
        for (const int offset : offsets) made.events.push_back({static_cast<std::uint64_t>(offset), event(offset)});
        return made;
    }
    std::size_t count(Parcel::Kind kind) {
        std::size_t found = 0;
        for (const auto& [to, parcel] : posted) found += parcel.kind == kind ? 1 : 0;
        return found;
    }

    void subscribe(const std::string& channel, std::uint64_t number) override {
        log.push_back("subscribe " + channel);
        numbers.push_back(number);
    }
    void unsubscribe(const std::string& channel) override { log.push_back("unsubscribe " + channel); }
    void locate(const TopicName& topic) override { log.push_back("locate " + topic.address); }
    void fetch(const TopicName& topic, std::uint64_t after, std::size_t) override {
        log.push_back("fetch " + topic.address + " " + std::to_string(after));
    }
    void post(std::size_t loop, std::vector<Parcel> parcels) override {
        ++posts;
        for (Parcel& parcel : parcels) posted.emplace_back(loop, std::move(parcel));
    }

    std::vector<std::string> log;
    std::vector<std::uint64_t> numbers;
    std::vector<std::pair<std::size_t, Parcel>> posted;
    std::size_t posts = 0;
    Feed feed{*this, 2};
};

using Strings = std::vector<std::string>;

}  // namespace

TEST_F(FeedTest, SubscribesOnceForAllLoopsAndLeavesWithTheLast) {
    feed.join(0, 7, live);
    feed.join(1, 9, live);
    EXPECT_EQ(log, (Strings{"subscribe ap:ch:{news}"}));
    EXPECT_EQ(posted.size(), 0u);
    feed.subscribed(live.redis_channel, numbers[0]);
    EXPECT_EQ(count(Parcel::Kind::ready), 2u);
    feed.leave(0, live.redis_channel);
    feed.leave(1, live.redis_channel);
    EXPECT_EQ(log, (Strings{"subscribe ap:ch:{news}", "unsubscribe ap:ch:{news}"}));
    EXPECT_EQ(feed.counters().topics, 0u);
}

TEST_F(FeedTest, DoesNotTakeAnOldConfirmationForANewSubscription) {
    feed.join(0, 7, live);
    feed.leave(0, live.redis_channel);
    feed.join(0, 8, live);
    feed.subscribed(live.redis_channel, numbers[0]);
    EXPECT_EQ(count(Parcel::Kind::ready), 0u);
    feed.subscribed(live.redis_channel, numbers[1]);
    EXPECT_EQ(count(Parcel::Kind::ready), 1u);
}

TEST_F(FeedTest, FramesWhatOneReadBroughtOnceForAllLoopsAndPostsOncePerLoop) {
    open(live);
    feed.join(1, 9, live);
    posted.clear();
    posts = 0;
    publish(live, {R"({"a":1})", R"("b")"});
    ASSERT_EQ(posts, 2u);
    ASSERT_EQ(posted.size(), 2u);
    EXPECT_EQ(delivered(0), (Strings{framed_live("news", R"({"a":1})"), framed_live("news", R"("b")")}));
    EXPECT_EQ(posted[0].second.run.bytes().data(), posted[1].second.run.bytes().data());
    EXPECT_EQ(posted[0].second.slot, 7u);
    EXPECT_EQ(posted[1].second.slot, 9u);
}

TEST_F(FeedTest, DropsWhatIsNoJsonAndGoesOn) {
    open(live);
    publish(live, {"{", "\"\xff\"", R"({"a":1,"a":2})", "", "1"});
    EXPECT_EQ(delivered(), (Strings{framed_live("news", "1")}));
    EXPECT_EQ(feed.counters().invalid, 4u);
}

TEST_F(FeedTest, SplitsALongReadIntoRunsThatFitAnOutbox) {
    open(live);
    publish(live, Strings(600, R"({"n":1})"));
    EXPECT_EQ(posted.size(), 3u);
    EXPECT_EQ(delivered().size(), 600u);
}

TEST_F(FeedTest, TellsWhereAStreamIsWhenItIsReady) {
    feed.join(0, 7, stream);
    feed.subscribed(stream.redis_channel, numbers[0]);
    publish_offsets({4, 5, 6});
    EXPECT_EQ(posted.size(), 0u);
    feed.located(stream.redis_channel, "e1", 5);
    ASSERT_EQ(count(Parcel::Kind::ready), 1u);
    EXPECT_EQ(posted[0].second.last, 5u);
    EXPECT_EQ(*posted[0].second.epoch, "e1");
    EXPECT_EQ(delivered(), framed_offsets({6}));
}

TEST_F(FeedTest, StripsThePositionSoThatLiveAndReplayedEventsAreTheSameBytes) {
    open(stream);
    publish_offsets({1});
    EXPECT_EQ(delivered(), framed_offsets({1}));
}

TEST_F(FeedTest, DropsDuplicates) {
    open(stream, 3);
    publish_offsets({2, 3, 4, 4, 5});
    EXPECT_EQ(delivered(), framed_offsets({4, 5}));
    EXPECT_EQ(feed.counters().duplicates, 3u);
}

TEST_F(FeedTest, FillsAHoleFromHistoryBeforeGoingOn) {
    open(stream, 3);
    publish_offsets({4, 7, 8});
    EXPECT_EQ(delivered(), framed_offsets({4}));
    EXPECT_EQ(log.back(), "fetch orders 4");
    publish_offsets({9});
    feed.fetched(stream.redis_channel, stored({5, 6, 7}, 7));
    EXPECT_EQ(delivered(), framed_offsets({4, 5, 6, 7, 8, 9}));
    EXPECT_EQ(feed.counters().holes, 0u);
}

TEST_F(FeedTest, ShowsAHoleThatHistoryNoLongerHas) {
    open(stream, 3);
    publish_offsets({9});
    feed.fetched(stream.redis_channel, stored({7, 8, 9}, 9));
    EXPECT_EQ(delivered(), framed_offsets({7, 8, 9}));
    EXPECT_EQ(feed.counters().holes, 1u);
    publish_offsets({10});
    EXPECT_EQ(delivered().back(), framed("orders", 10));
}

TEST_F(FeedTest, GoesOnBehindAHoleThatIsGoneForGood) {
    open(stream, 3);
    publish_offsets({9});
    feed.fetched(stream.redis_channel, stored({}, 9));
    publish_offsets({10});
    EXPECT_EQ(delivered(), framed_offsets({10}));
    EXPECT_EQ(feed.counters().holes, 1u);
}

TEST_F(FeedTest, LooksAtStreamsAndTellsLiveListenersAfterAReconnect) {
    open(live);
    open(stream, 3);
    feed.reconnected();
    EXPECT_EQ(count(Parcel::Kind::gap), 1u);
    EXPECT_EQ(log.back(), "locate orders");
    feed.located(stream.redis_channel, "e1", 5);
    EXPECT_EQ(log.back(), "fetch orders 3");
    feed.fetched(stream.redis_channel, stored({4, 5}, 5));
    EXPECT_EQ(delivered(), framed_offsets({4, 5}));
}

TEST_F(FeedTest, SaysThatAStreamIsLostWhenItsEpochChanged) {
    open(stream, 3);
    feed.reconnected();
    feed.located(stream.redis_channel, "e2", 1);
    ASSERT_EQ(count(Parcel::Kind::lost), 1u);
    EXPECT_EQ(*posted[0].second.epoch, "e2");
    EXPECT_EQ(posted[0].second.last, 1u);
}

TEST_F(FeedTest, NoticesANewEpochInAMessage) {
    open(stream, 3);
    publish(stream, {stream_message(4), stream_message(1, "e2"), stream_message(2, "e2")});
    ASSERT_EQ(posted.size(), 3u);
    EXPECT_EQ(posted[0].second.kind, Parcel::Kind::events);
    EXPECT_EQ(posted[1].second.kind, Parcel::Kind::lost);
    EXPECT_EQ(posted[2].second.first, 1u);
    EXPECT_EQ(posted[2].second.last, 2u);
}

TEST_F(FeedTest, TriesAgainWhatRedisDidNotAnswer) {
    feed.join(0, 7, stream);
    feed.subscribed(stream.redis_channel, numbers[0]);
    feed.failed(stream.redis_channel);
    feed.retry();
    publish_offsets({1, 2});
    EXPECT_EQ(log, (Strings{"subscribe ap:ch:{orders}", "locate orders", "locate orders"}));
    feed.located(stream.redis_channel, "e1", 1);
    EXPECT_EQ(delivered(), framed_offsets({2}));
}

TEST_F(FeedTest, SaysThatAStreamIsLostWhenItsTailIsGone) {
    open(stream, 3);
    feed.reconnected();
    feed.located(stream.redis_channel, "e1", 2);
    ASSERT_EQ(count(Parcel::Kind::lost), 1u);
    EXPECT_EQ(posted[0].second.last, 2u);
    publish_offsets({3});
    EXPECT_EQ(delivered(), framed_offsets({3}));
    EXPECT_EQ(feed.counters().duplicates, 0u);
}

TEST_F(FeedTest, NoticesWhileItFillsAHoleThatTheTailIsGone) {
    open(stream, 3);
    publish_offsets({4, 7});
    feed.fetched(stream.redis_channel, stored({}, 2));
    EXPECT_EQ(count(Parcel::Kind::lost), 1u);
    feed.located(stream.redis_channel, "e1", 2);
    publish_offsets({3});
    EXPECT_EQ(delivered(), framed_offsets({4, 3}));
}

TEST_F(FeedTest, ForgetsWhatItHeldOfAStreamThatItLooksAtAnew) {
    open(stream, 3);
    publish_offsets({9});
    feed.reconnected();
    feed.located(stream.redis_channel, "e2", 1);
    publish(stream, {stream_message(2, "e2")});
    EXPECT_EQ(count(Parcel::Kind::lost), 1u);
    EXPECT_EQ(delivered(), framed_offsets({2}));
    EXPECT_EQ(log.back(), "locate orders");
}

TEST_F(FeedTest, ForgetsWhatItHeldWhenItFindsAnotherStreamWhileItFillsAHole) {
    open(stream, 3);
    publish_offsets({9});
    StoredEvents other = stored({}, 20);
    other.epoch = "e2";
    feed.fetched(stream.redis_channel, other);
    feed.located(stream.redis_channel, "e2", 20);
    publish(stream, {stream_message(21, "e2")});
    EXPECT_EQ(count(Parcel::Kind::lost), 1u);
    EXPECT_EQ(delivered(), framed_offsets({21}));
}

TEST_F(FeedTest, DoesNotAskForEverForAnEventThatTheStreamDoesNotHave) {
    open(stream, 3);
    publish_offsets({9, 6});
    log.clear();
    feed.fetched(stream.redis_channel, stored({4, 5}, 5));
    EXPECT_TRUE(log.empty());
    EXPECT_EQ(delivered(), framed_offsets({4, 5, 6}));
    EXPECT_EQ(feed.counters().invalid, 1u);
}

TEST_F(FeedTest, LooksOnceMoreWhenTheConnectionWasLostWhileItLooked) {
    open(stream, 3);
    log.clear();
    feed.reconnected();
    feed.reconnected();
    EXPECT_EQ(log, (Strings{"locate orders"}));
    feed.located(stream.redis_channel, "e1", 3);
    EXPECT_EQ(log, (Strings{"locate orders", "locate orders"}));
    feed.located(stream.redis_channel, "e1", 5);
    EXPECT_EQ(log.back(), "fetch orders 3");
}

TEST_F(FeedTest, FetchesWhatOneReplyMayHoldAndGoesOn) {
    EXPECT_LE(Feed::max_fetched * limits::max_event_bytes, redis::Options().max_reply_bytes / 4);
    open(stream);
    publish_offsets({static_cast<int>(Feed::max_fetched) + 2});
    StoredEvents part{"e1", Feed::max_fetched + 2, {}};
    for (std::uint64_t i = 1; i <= Feed::max_fetched; ++i) part.events.push_back({i, event(static_cast<int>(i))});
    feed.fetched(stream.redis_channel, part);
    EXPECT_EQ(log.back(), "fetch orders " + std::to_string(Feed::max_fetched));
    part.events = {{Feed::max_fetched + 1, event(0)}, {Feed::max_fetched + 2, event(0)}};
    feed.fetched(stream.redis_channel, part);
    EXPECT_EQ(delivered().size(), Feed::max_fetched + 2);
    EXPECT_EQ(feed.counters().holes, 0u);
}

TEST_F(FeedTest, DropsStreamMessagesWithoutAPosition) {
    open(stream);
    publish(stream, {R"({"specversion":"1.0"})"});
    EXPECT_EQ(feed.counters().invalid, 1u);
}

TEST(Parcel, GivesTheMessagesBehindAnOffset) {
    Parcel parcel;
    parcel.run = ws::Run("aabbbc", 3);
    parcel.ends = std::make_shared<const Parcel::Ends>(Parcel::Ends{2, 5, 6});
    parcel.first = 10;
    parcel.last = 12;
    EXPECT_EQ(parcel.behind(9).bytes(), "aabbbc");
    EXPECT_EQ(parcel.behind(10).bytes(), "bbbc");
    EXPECT_EQ(parcel.behind(11).bytes(), "c");
    EXPECT_TRUE(parcel.behind(12).empty());
    EXPECT_EQ(parcel.message(1), "bbb");
}
