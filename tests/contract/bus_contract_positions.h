#pragma once
#include <algorithm>

#include "antiphon/events/envelope.h"
#include "bus_contract.h"

namespace contract {

using events::Delivery;
using events::Position;
using shop::Order;

TEST_P(BusContract, NumbersTheEventsOfAChannelFromOneOn) {
    const auto first = bus().publish(shop::events::placed{order(1)}).position;
    const auto second = bus().publish(shop::events::placed{order(2)}).position;
    const auto other = bus().publish(shop::events::paid{order(3), {.user = "ann"}}).position;
    EXPECT_FALSE(first.epoch.empty());
    EXPECT_EQ(first.offset, 1u);
    EXPECT_EQ(second, (Position{first.epoch, 2}));
    EXPECT_EQ(other.offset, 1u);
}

TEST_P(BusContract, LiveEventsHaveNoPosition) {
    EXPECT_EQ(bus().publish(shop::events::ticked{order(1)}).position, Position{});
}

TEST_P(BusContract, TheSameIdTwiceIsOneEvent) {
    Seen<int> live, group;
    const auto one = bus().listen<shop::events::placed>([&](const Order& o, const Delivery&) { live.add(o.number); });
    const auto two =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { group.add(o.number); });
    const auto first = bus().publish(shop::events::placed{order(1)}, {.id = "e-1"});
    const auto again = bus().publish(shop::events::placed{order(1)}, {.id = "e-1"});
    bus().publish(shop::events::placed{order(2)}, {.id = "e-2"});
    EXPECT_FALSE(first.duplicate);
    EXPECT_TRUE(again.duplicate);
    EXPECT_EQ(again.position, first.position);
    EXPECT_EQ(live.wait_for(2), (std::vector<int>{1, 2}));
    EXPECT_EQ(group.wait_for(2), (std::vector<int>{1, 2}));
    EXPECT_EQ(bus().history("shop.flow", {}, 0).newest.offset, 2u);
}

TEST_P(BusContract, TheSameIdTwiceIsOneEventWhenBothAreOnTheirWay) {
    std::vector<std::future<events::Published>> answers;
    for (int number = 1; number <= 40; ++number)
        answers.push_back(
            bus().publish_async(shop::events::placed{order(1)}, {.id = "e-" + std::to_string(number / 2)}));
    std::size_t duplicates = 0;
    for (auto& answer : answers) duplicates += answer.get().duplicate ? 1 : 0;
    EXPECT_EQ(duplicates, 19u);
    EXPECT_EQ(bus().history("shop.flow", {}, 0).newest.offset, 21u);
}

TEST_P(BusContract, TheSameIdOnAnotherChannelIsAnotherEvent) {
    bus().publish(shop::events::placed{order(1)}, {.id = "e-1"});
    EXPECT_FALSE(bus().publish(shop::events::paid{order(1), {.user = "ann"}}, {.id = "e-1"}).duplicate);
}

TEST_P(BusContract, HistorySinceAPositionIsComplete) {
    publish<shop::events::placed>(1, 5);
    const Position newest = bus().history("shop.flow", {}, 0).newest;
    EXPECT_EQ(newest.offset, 5u);
    const auto found = bus().history("shop.flow", {newest.epoch, 2}, 100);
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.newest, newest);
    ASSERT_EQ(found.events.size(), 3u);
    antiphon::json::Parser parser;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(found.events[i].position, (Position{newest.epoch, i + 3}));
        EXPECT_EQ(events::peek_type(found.events[i].event, parser), "shop.placed");
        EXPECT_FALSE(events::read_position(found.events[i].event));
    }
    const auto nothing = bus().history("shop.flow", newest, 100);
    EXPECT_TRUE(nothing.complete);
    EXPECT_TRUE(nothing.events.empty());
    EXPECT_TRUE(bus().history("shop.flow", {newest.epoch, 0}, 5).complete);
}

TEST_P(BusContract, HistoryRefusesRatherThanGivingAPart) {
    publish<shop::events::placed>(1, 5);
    const Position newest = bus().history("shop.flow", {}, 0).newest;
    const auto refused = [&](const Position& since, std::size_t limit) {
        const auto found = bus().history("shop.flow", since, limit);
        EXPECT_EQ(found.newest, newest);
        return !found.complete && found.events.empty();
    };
    EXPECT_TRUE(refused({newest.epoch, 0}, 4));    // more than the limit
    EXPECT_TRUE(refused({"otherepo", 2}, 100));    // another epoch
    EXPECT_TRUE(refused({"", 2}, 100));            // none
    EXPECT_TRUE(refused({newest.epoch, 6}, 100));  // from the future
    EXPECT_TRUE(refused({newest.epoch, ~0ull}, 100));
}

TEST_P(BusContract, HistoryRefusesWhatRetentionTook) {
    // A stream may keep somewhat more than its max_len, but not this much more.
    publish<shop::events::noted>(1, 400);
    const Position newest = bus().history("shop.brief", {}, 0).newest;
    EXPECT_EQ(newest.offset, 400u);
    EXPECT_FALSE(bus().history("shop.brief", {newest.epoch, 1}, 1000).complete);
    const auto found = bus().history("shop.brief", {newest.epoch, 396}, 1000);
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.events.size(), 4u);
}

TEST_P(BusContract, AChannelThatNobodyPublishedOnHasAPosition) {
    const auto empty = bus().history("shop.flow", {}, 0);
    EXPECT_FALSE(empty.newest.epoch.empty());
    EXPECT_EQ(empty.newest.offset, 0u);
    const auto first = bus().publish(shop::events::placed{order(1)}).position;
    EXPECT_EQ(first, (Position{empty.newest.epoch, 1}));
    EXPECT_EQ(bus().history("shop.flow", empty.newest, 10).events.size(), 1u);
}

TEST_P(BusContract, AfterALossANewEpochBeginsAndOldPositionsAreRefused) {
    Seen<Position> seen;
    const auto group = bus().consume<shop::events::placed>(
        quick("billing"), [&](const Order&, const Delivery& d) { seen.add(d.position); });
    publish<shop::events::placed>(1, 3);
    ASSERT_EQ(seen.wait_for(3).size(), 3u);
    const auto before = seen.now().back();
    world().lose_everything();
    const auto published = bus().publish(shop::events::placed{order(4)}).position;
    EXPECT_NE(published.epoch, before.epoch);
    EXPECT_EQ(published.offset, 1u);
    EXPECT_FALSE(bus().history("shop.flow", before, 100).complete);
    const auto items = seen.wait_for(4);  // the group goes on with the new stream
    ASSERT_EQ(items.size(), 4u);
    EXPECT_EQ(items.back(), published);
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

TEST_P(BusContract, ALossDuringAHandlerDoesNotAcknowledgeTheNewEventInItsPlace) {
    Door inside, leave;
    Seen<int> seen;
    auto options = quick("billing");
    options.prefetch = 10;
    const auto group = bus().consume<shop::events::placed>(options, [&](const Order& o, const Delivery&) {
        if (o.number == 1) {
            inside.open();
            leave.wait();
        }
        seen.add(o.number);
    });
    bus().publish(shop::events::placed{order(1)});
    ASSERT_TRUE(inside.wait());
    world().lose_everything();
    bus().publish(shop::events::placed{order(2)});  // has the offset that order 1 had
    ASSERT_TRUE(eventually([&] { return pending("billing") == 1; }));
    leave.open();
    EXPECT_EQ(seen.wait_for(2), (std::vector<int>{1, 2}));
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

}  // namespace contract
