#pragma once
#include <algorithm>
#include <atomic>
#include <map>

#include "antiphon/base/context.h"
#include "bus_contract.h"

namespace contract {

using events::Delivery;
using shop::Order;

TEST_P(BusContract, GivesEachEventToOneConsumerOfAGroup) {
    Seen<int> seen;
    const auto count = [&](const Order& o, const Delivery&) { seen.add(o.number); };
    const auto one = bus().consume<shop::events::placed>(quick("billing"), count);
    const auto two = bus().consume<shop::events::placed>(quick("billing"), count);
    publish<shop::events::placed>(1, 200);
    auto items = seen.wait_for(200);
    ASSERT_TRUE(eventually([&] { return pending("billing") == 0; }));
    items = seen.now();
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, numbers_to(200));
}

TEST_P(BusContract, GivesEveryEventToEveryGroup) {
    Seen<int> billing, shipping;
    const auto one =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { billing.add(o.number); });
    const auto two =
        bus().consume<shop::events::placed>(quick("shipping"), [&](const Order& o, auto&) { shipping.add(o.number); });
    publish<shop::events::placed>(1, 50);
    EXPECT_EQ(billing.wait_for(50), numbers_to(50));
    EXPECT_EQ(shipping.wait_for(50), numbers_to(50));
}

TEST_P(BusContract, ANewGroupBeginsWithWhatTheChannelHolds) {
    publish<shop::events::placed>(1, 3);
    Seen<int> seen;
    const auto group =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { seen.add(o.number); });
    EXPECT_EQ(seen.wait_for(3), numbers_to(3));
}

TEST_P(BusContract, ANewGroupMayBeginWithWhatComes) {
    publish<shop::events::placed>(1, 3);
    Seen<int> seen;
    auto options = quick("billing");
    options.from_start = false;
    const auto group = bus().consume<shop::events::placed>(options, [&](const Order& o, auto&) { seen.add(o.number); });
    bus().publish(shop::events::placed{order(4)});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{4});
}

TEST_P(BusContract, AGroupGoesOnWhereItStopped) {
    Seen<int> seen;
    const auto remember = [&](const Order& o, auto&) { seen.add(o.number); };
    {
        const auto group = bus().consume<shop::events::placed>(quick("billing"), remember);
        publish<shop::events::placed>(1, 3);
        ASSERT_EQ(seen.wait_for(3).size(), 3u);
    }
    publish<shop::events::placed>(4, 6);
    const auto group = bus().consume<shop::events::placed>(quick("billing"), remember);
    EXPECT_EQ(seen.wait_for(6), numbers_to(6));
}

TEST_P(BusContract, ReturningAcknowledges) {
    Seen<int> seen;
    const auto group =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { seen.add(o.number); });
    publish<shop::events::placed>(1, 10);
    ASSERT_EQ(seen.wait_for(10), numbers_to(10));
    EXPECT_TRUE(eventually([&] {
        const auto depth = bus().depth("shop.flow", "billing");
        return depth.pending == 0 && depth.waiting == 0;
    }));
}

TEST_P(BusContract, RedeliversWhenTheHandlerThrows) {
    Seen<std::pair<int, int>> seen;
    const auto group = bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, const Delivery& d) {
        seen.add({o.number, d.attempt});
        if (o.number == 1 && d.attempt < 3) throw std::runtime_error("not yet");
    });
    publish<shop::events::placed>(1, 2);
    auto items = seen.wait_for(4);
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, (std::vector<std::pair<int, int>>{{1, 1}, {1, 2}, {1, 3}, {2, 1}}));
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
    EXPECT_TRUE(bus().dead_letters("shop.flow", "billing", 10).empty());
}

TEST_P(BusContract, ParksAfterTheLastAttemptWithReasonAttemptsAndTimes) {
    Seen<int> seen;
    auto options = quick("billing");
    options.max_attempts = 3;
    const auto before = antiphon::now();
    const auto group = bus().consume<shop::events::placed>(options, [&](const Order& o, const Delivery&) {
        seen.add(o.number);
        if (o.number == 1) throw std::runtime_error("the ledger is closed");
    });
    const auto published = bus().publish(shop::events::placed{order(1)}, {.id = "e-1"});
    bus().publish(shop::events::placed{order(2)});
    ASSERT_TRUE(eventually([&] { return !bus().dead_letters("shop.flow", "billing", 10).empty(); }));
    const auto letters = bus().dead_letters("shop.flow", "billing", 10);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].id, "e-1");
    EXPECT_EQ(letters[0].position, published.position);
    EXPECT_EQ(letters[0].group, "billing");
    EXPECT_FALSE(letters[0].consumer.empty());
    EXPECT_EQ(letters[0].reason, "the ledger is closed");
    EXPECT_EQ(letters[0].attempts, 3);
    EXPECT_GE(letters[0].first, before - 1ms);
    EXPECT_GE(letters[0].last, letters[0].first + 20ms);
    EXPECT_NE(letters[0].event.find(R"("data":{"id":"o-1","number":1})"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
    const auto items = seen.now();
    EXPECT_EQ(std::count(items.begin(), items.end(), 1), 3);
    EXPECT_TRUE(bus().dead_letters("shop.flow", "shipping", 10).empty());
}

TEST_P(BusContract, ParksAtOnceWhatCannotBeRead) {
    Seen<int> seen;
    const auto group =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { seen.add(o.number); });
    world().store_raw("shop.flow",
                      R"({"specversion":"1.0","id":"e-1","type":"shop.placed","data":{"id":"o-1","number":"x"}})");
    world().store_raw("shop.flow", "{\"specversion\":");
    world().store_raw("shop.flow", "\xff\xfe");
    bus().publish(shop::events::placed{order(4)});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{4});
    ASSERT_TRUE(eventually([&] { return bus().dead_letters("shop.flow", "billing", 10).size() == 3; }));
    std::map<std::string, events::DeadLetter> letters;  // by event: several workers park, in any order
    for (const auto& letter : bus().dead_letters("shop.flow", "billing", 10)) letters[letter.event] = letter;
    EXPECT_TRUE(letters.contains("{\"specversion\":"));
    EXPECT_TRUE(letters.contains("\xff\xfe"));
    const auto read =
        std::find_if(letters.begin(), letters.end(), [](const auto& one) { return one.second.id == "e-1"; });
    ASSERT_NE(read, letters.end());
    EXPECT_EQ(read->second.path, "number");
    EXPECT_EQ(read->second.attempts, 1);
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

TEST_P(BusContract, TakesOverWhatADeadConsumerLeftAfterItsLease) {
    publish<shop::events::placed>(1, 3);
    world().take_and_die("shop.flow", "billing");
    world().take_and_die("shop.flow", "billing");
    const auto died = std::chrono::steady_clock::now();
    Seen<std::pair<int, int>> seen;
    const auto group = bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, const Delivery& d) {
        seen.add({o.number, d.attempt});
    });
    auto items = seen.wait_for(3);
    EXPECT_GE(std::chrono::steady_clock::now() - died, 550ms);
    EXPECT_EQ(items, (std::vector<std::pair<int, int>>{{3, 1}, {1, 2}, {2, 2}}));
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

TEST_P(BusContract, ALongHandlerKeepsItsLeaseAndRunsOnce) {
    Door door;
    Seen<int> seen;
    const auto first = bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) {
        seen.add(o.number);
        door.wait();
    });
    bus().publish(shop::events::placed{order(1)});
    ASSERT_EQ(seen.wait_for(1).size(), 1u);
    EXPECT_EQ(seen.wait_for(2, 3 * 600ms).size(), 1u);  // nobody got it for three leases
    door.open();
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
    EXPECT_EQ(seen.now().size(), 1u);
}

TEST_P(BusContract, TypesThatNobodyHandlesAreAcknowledgedAndSkipped) {
    Seen<int> seen;
    const auto group =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { seen.add(o.number); });
    for (int number = 1; number <= 20; ++number) bus().publish(shop::events::cancelled{order(number)});
    bus().publish(shop::events::placed{order(21)});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{21});
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
    EXPECT_TRUE(bus().dead_letters("shop.flow", "billing", 10).empty());
}

TEST_P(BusContract, TwoConsumersOfOneGroupAndChannelDoNotSkipEachOthersTypes) {
    publish<shop::events::placed>(1, 20);
    for (int number = 21; number <= 40; ++number) bus().publish(shop::events::cancelled{order(number)});
    Seen<int> placed, cancelled;
    const auto one =
        bus().consume<shop::events::placed>(quick("billing"), [&](const Order& o, auto&) { placed.add(o.number); });
    ASSERT_EQ(placed.wait_for(20).size(), 20u);
    const auto two = bus().consume<shop::events::cancelled>(quick("billing"),
                                                            [&](const Order& o, auto&) { cancelled.add(o.number); });
    EXPECT_EQ(cancelled.wait_for(20).size(), 20u);
    EXPECT_EQ(placed.now(), numbers_to(20));
    EXPECT_TRUE(eventually([&] { return pending("billing") == 0; }));
}

TEST_P(BusContract, OneConsumerHandlesSeveralTypesInTheirOrder) {
    Seen<int> seen;
    const auto group = bus().consume(
        quick("billing"), events::on<shop::events::placed>([&](const Order& o, auto&) { seen.add(o.number); }),
        events::on<shop::events::cancelled>([&](const Order& o, auto&) { seen.add(-o.number); }));
    bus().publish(shop::events::placed{order(1)});
    bus().publish(shop::events::cancelled{order(1)});
    bus().publish(shop::events::placed{order(2)});
    bus().publish(shop::events::cancelled{order(2)});
    EXPECT_EQ(seen.wait_for(4), (std::vector<int>{1, -1, 2, -2}));
}

TEST_P(BusContract, RunsAsManyHandlersAtOnceAsItWasTold) {
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    Door door;
    Seen<int> begun;
    Seen<int> done;
    auto options = quick("billing");
    options.parallel = 3;
    const auto group = bus().consume<shop::events::placed>(options, [&](const Order& o, auto&) {
        const int here = ++inside;
        for (int known = most; here > known && !most.compare_exchange_weak(known, here);) {
        }
        begun.add(o.number);
        door.wait();
        --inside;
        done.add(o.number);
    });
    publish<shop::events::placed>(1, 12);
    EXPECT_EQ(begun.wait_for(3).size(), 3u);
    EXPECT_EQ(begun.wait_for(4, 100ms).size(), 3u);
    door.open();
    EXPECT_EQ(done.wait_for(12).size(), 12u);
    EXPECT_EQ(most, 3);
}

TEST_P(BusContract, RefusesToConsumeALiveChannel) {
    EXPECT_THROW(static_cast<void>(bus().consume<shop::events::ticked>(quick("billing"), [](const Order&, auto&) {})),
                 antiphon::Error);
    EXPECT_THROW(static_cast<void>(bus().consume<shop::events::placed>({}, [](const Order&, auto&) {})),
                 antiphon::Error);
}

TEST_P(BusContract, RefusesDifferentLeasesInOneGroup) {
    const auto one = bus().consume<shop::events::placed>(quick("billing"), [](const Order&, auto&) {});
    auto other = quick("billing");
    other.lease = 5s;
    EXPECT_THROW(static_cast<void>(bus().consume<shop::events::cancelled>(other, [](const Order&, auto&) {})),
                 antiphon::Error);
}

}  // namespace contract
