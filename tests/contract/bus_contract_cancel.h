#pragma once
#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "bus_contract.h"

namespace contract {

using events::Delivery;
using shop::Order;

TEST_P(BusContract, CancelOfAListenerWaitsForItsHandlerAndStartsNoOther) {
    Door inside, leave;
    std::atomic<int> begun{0};
    std::atomic<int> ended{0};
    auto live = bus().listen<shop::events::ticked>([&](const Order&, const Delivery&) {
        ++begun;
        inside.open();
        leave.wait();
        ++ended;
    });
    publish<shop::events::ticked>(1, 5);
    ASSERT_TRUE(inside.wait());
    std::thread opener([&] { leave.open(); });
    live.cancel();
    const int at_cancel = begun;
    EXPECT_EQ(ended, at_cancel);
    EXPECT_FALSE(live.active());
    Seen<int> witness;
    const auto other = bus().listen<shop::events::ticked>([&](const Order& o, auto&) {
        if (o.number >= 6) witness.add(o.number);  // those before may still be on their way
    });
    publish<shop::events::ticked>(6, 8);
    EXPECT_EQ(witness.wait_for(3).size(), 3u);
    EXPECT_EQ(begun, at_cancel);
    opener.join();
}

TEST_P(BusContract, CancelOfAConsumerWaitsForItsHandlerAndStartsNoOther) {
    Door inside, leave;
    std::atomic<int> begun{0};
    std::atomic<int> ended{0};
    auto group = bus().consume<shop::events::placed>(quick("billing"), [&](const Order&, const Delivery&) {
        ++begun;
        inside.open();
        leave.wait();
        ++ended;
    });
    publish<shop::events::placed>(1, 5);
    ASSERT_TRUE(inside.wait());
    std::thread opener([&] { leave.open(); });
    group.cancel();
    const int at_cancel = begun;
    EXPECT_EQ(ended, at_cancel);
    publish<shop::events::placed>(6, 8);
    Seen<int> witness;
    const auto other =
        bus().consume<shop::events::placed>(quick("audit"), [&](const Order& o, auto&) { witness.add(o.number); });
    EXPECT_EQ(witness.wait_for(8).size(), 8u);
    EXPECT_EQ(begun, at_cancel);
    opener.join();
}

TEST_P(BusContract, WhatACancelledConsumerHadNotBegunGoesToOthersAndIsNoAttempt) {
    Door inside, leave;
    auto options = quick("billing");
    options.prefetch = 10;
    auto group = bus().consume<shop::events::placed>(options, [&](const Order&, const Delivery&) {
        inside.open();
        leave.wait();
    });
    publish<shop::events::placed>(1, 5);
    ASSERT_TRUE(inside.wait());
    ASSERT_TRUE(eventually([&] { return bus().depth("shop.flow", "billing").waiting == 0; }));
    Seen<std::pair<int, int>> seen;
    const auto other = bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, const Delivery& d) {
        seen.add({o.number, d.attempt});
    });
    std::thread canceller([&] { group.cancel(); });
    auto items = seen.wait_for(4);
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, (std::vector<std::pair<int, int>>{{2, 1}, {3, 1}, {4, 1}, {5, 1}}));
    leave.open();
    canceller.join();
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

TEST_P(BusContract, AListenersHandlerMayCancelItself) {
    Seen<int> seen;
    std::optional<events::Subscription> live;
    Door ready;
    live = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) {
        ready.wait();
        live->cancel();
        seen.add(o.number);
    });
    ready.open();
    publish<shop::events::ticked>(1, 3);
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{1});
    EXPECT_EQ(seen.wait_for(2, 50ms).size(), 1u);
}

TEST_P(BusContract, AConsumersHandlerMayCancelItself) {
    Seen<int> seen;
    std::optional<events::Subscription> group;
    Door ready;
    group = bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, const Delivery&) {
        ready.wait();
        group->cancel();
        seen.add(o.number);
    });
    ready.open();
    publish<shop::events::placed>(1, 3);
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{1});
    EXPECT_EQ(seen.wait_for(2, 50ms).size(), 1u);
}

TEST_P(BusContract, AHandlerMayPublish) {
    Seen<int> seen;
    const auto first = bus().consume<shop::events::placed>(
        quick("billing"), [&](const Order& o, const Delivery&) { bus().publish(shop::events::ticked{o}); });
    const auto second =
        bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { seen.add(o.number); });
    publish<shop::events::placed>(1, 10);
    EXPECT_EQ(seen.wait_for(10), numbers_to(10));
}

}  // namespace contract
