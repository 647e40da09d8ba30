#pragma once
#include <algorithm>
#include <atomic>

#include "antiphon/base/context.h"
#include "bus_contract.h"

namespace contract {

using events::Delivery;
using events::Gap;
using shop::Order;

TEST_P(BusContract, DeliversToAListenerWhatWasPublished) {
    Seen<std::pair<Order, Delivery>> seen;
    const auto live = bus().listen<shop::events::ticked>([&](const Order& order, const Delivery& delivery) {
        seen.add({order, delivery});
    });
    const auto published = bus().publish(shop::events::ticked{order(7)}, {.id = "e-7"});
    EXPECT_EQ(published.id, "e-7");
    const auto items = seen.wait_for(1);
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0].first, order(7));
    EXPECT_EQ(items[0].second.id, "e-7");
    EXPECT_EQ(items[0].second.type, "shop.ticked");
    EXPECT_EQ(items[0].second.address, "shop.ticker");
    EXPECT_FALSE(items[0].second.source.empty());
    EXPECT_FALSE(items[0].second.time.empty());
}

TEST_P(BusContract, KeepsTheOrderOfAPublisher) {
    Seen<int> seen;
    const auto live =
        bus().listen<shop::events::ticked>([&](const Order& order, const Delivery&) { seen.add(order.number); });
    publish<shop::events::ticked>(1, 500);
    EXPECT_EQ(seen.wait_for(500), numbers_to(500));
}

TEST_P(BusContract, KeepsTheOrderOfWhatIsPublishedWithoutWaiting) {
    Seen<int> seen;
    const auto live =
        bus().listen<shop::events::placed>([&](const Order& order, const Delivery&) { seen.add(order.number); });
    std::vector<std::future<events::Published>> answers;
    for (int number = 1; number <= 500; ++number)
        answers.push_back(bus().publish_async(shop::events::placed{order(number)}));
    std::uint64_t offset = 0;
    for (auto& answer : answers) EXPECT_EQ(answer.get().position.offset, ++offset);
    EXPECT_EQ(seen.wait_for(500), numbers_to(500));
}

TEST_P(BusContract, DeliversToEveryListener) {
    Seen<int> first, second;
    const auto one = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { first.add(o.number); });
    const auto two = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { second.add(o.number); });
    publish<shop::events::ticked>(1, 3);
    EXPECT_EQ(first.wait_for(3), numbers_to(3));
    EXPECT_EQ(second.wait_for(3), numbers_to(3));
}

TEST_P(BusContract, ListenersSkipOtherTypesOfTheirChannel) {
    Seen<int> seen;
    const auto live = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { seen.add(o.number); });
    bus().publish(shop::events::tocked{order(1)});
    bus().publish(shop::events::ticked{order(2)});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{2});
}

TEST_P(BusContract, ListenersHearOnlyTheirAddress) {
    Seen<int> seen;
    const auto live =
        bus().listen<shop::events::paid>({.user = "ann"}, [&](const Order& o, const Delivery&) { seen.add(o.number); });
    bus().publish(shop::events::paid{order(1), {.user = "bob"}});
    bus().publish(shop::events::paid{order(2), {.user = "ann:"}});
    bus().publish(shop::events::paid{order(3), {.user = "ann"}});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{3});
}

TEST_P(BusContract, ListenersOfADurableChannelSeePositions) {
    Seen<events::Position> seen;
    const auto live = bus().listen<shop::events::placed>(
        [&](const Order&, const Delivery& delivery) { seen.add(delivery.position); });
    std::vector<events::Position> published;
    for (int number = 1; number <= 3; ++number)
        published.push_back(bus().publish(shop::events::placed{order(number)}).position);
    EXPECT_EQ(seen.wait_for(3), published);
}

TEST_P(BusContract, GoesOnWhenALiveHandlerThrows) {
    Seen<int> seen;
    const auto live = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) {
        if (o.number == 1) throw std::runtime_error("not this one");
        seen.add(o.number);
    });
    publish<shop::events::ticked>(1, 2);
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{2});
}

TEST_P(BusContract, ListenersDropWhatCannotBeRead) {
    Seen<int> seen;
    const auto live = bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { seen.add(o.number); });
    for (const char* text : {"", "{", "[]", "{\"id\":\"x\"}", "\xff", R"({"id":"a","id":"b","type":"shop.ticked"})",
                             R"({"specversion":"1.0","id":"x","type":"shop.ticked","data":{"id":"o-1"}})"})
        world().tell_raw(shop::channels::ticker::type, "shop.ticker", text);
    bus().publish(shop::events::ticked{order(2)});
    EXPECT_EQ(seen.wait_for(1), std::vector<int>{2});
}

TEST_P(BusContract, DropsTheOldestOfASlowListenerAndTellsIt) {
    Door door;
    Seen<int> seen;
    Seen<std::size_t> dropped;
    const auto live = bus().listen<shop::events::ticked>(
        [&](const Order& o, const Delivery&) {
            seen.add(o.number);
            if (o.number == 1) door.wait();
        },
        {.on_gap = [&](const Gap& gap) { dropped.add(gap.dropped); }, .max_waiting_messages = 3});
    Seen<int> witness;
    const auto other =
        bus().listen<shop::events::ticked>([&](const Order& o, const Delivery&) { witness.add(o.number); });
    bus().publish(shop::events::ticked{order(1)});
    ASSERT_EQ(seen.wait_for(1).size(), 1u);
    publish<shop::events::ticked>(2, 10);
    ASSERT_EQ(witness.wait_for(10).size(), 10u);  // nobody else waits for the slow one
    ASSERT_TRUE(eventually([&] { return witness.now().size() == 10; }));
    door.open();
    EXPECT_EQ(seen.wait_for(4), (std::vector<int>{1, 8, 9, 10}));
    EXPECT_EQ(dropped.wait_for(1), std::vector<std::size_t>{6});
}

TEST_P(BusContract, CarriesTraceAndTenantIntoTheHandler) {
    antiphon::Context context;
    context.trace.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    context.caller = {.user = "ann", .tenant = "acme", .scopes = {}, .roles = {}};
    Seen<antiphon::Context> seen;
    const auto remember = [&](const Order&, const Delivery&) { seen.add(*antiphon::Context::current()); };
    const auto live = bus().listen<shop::events::placed>(remember);
    const auto group = bus().consume<shop::events::placed>(quick("billing"), remember);
    {
        const antiphon::ContextScope scope(context);
        bus().publish(shop::events::placed{order(1)});
    }
    const auto items = seen.wait_for(2);
    ASSERT_EQ(items.size(), 2u);
    for (const auto& item : items) {
        EXPECT_EQ(item.caller.tenant, "acme");
        EXPECT_EQ(item.trace.traceparent.substr(0, 36), context.trace.traceparent.substr(0, 36));
    }
}

TEST_P(BusContract, ReachesOneUserOneTenantAndEverybody) {
    Seen<std::string> seen;
    const auto hear = [&](const events::ChannelType& channel, const std::string& address) {
        return bus().listen_address(
            channel,
            {nullptr, address,
             [&](const events::Incoming& in) { seen.add(in.delivery.address + " " + in.delivery.type); }},
            {});
    };
    const auto user = hear(events::user_channel, events::user_address("ann@x.org"));
    const auto tenant = hear(events::tenant_channel, events::tenant_address("acme"));
    const auto all = hear(events::all_channel, events::all_address());
    bus().to_user("bob", shop::events::paid{order(1), {.user = "bob"}});
    bus().to_user("ann@x.org", shop::events::paid{order(1), {.user = "ann"}});
    bus().to_tenant("acme", shop::events::ticked{order(2)});
    bus().to_all(shop::events::placed{order(3)});
    auto items = seen.wait_for(3);
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, (std::vector<std::string>{"rpc.all shop.placed", "rpc.tenant:acme shop.ticked",
                                               "rpc.user:ann@x%2Eorg shop.paid"}));
    EXPECT_THROW(bus().to_user("", shop::events::ticked{order(1)}), antiphon::Error);
}

TEST_P(BusContract, ReachesAUserOfOneTenantOnly) {
    Seen<std::string> seen;
    const auto hear = [&](const std::string& tenant) {
        return bus().listen_address(
            events::user_channel,
            {nullptr, events::user_address("ann", tenant),
             [&](const events::Incoming& in) { seen.add(in.delivery.address + " " + in.delivery.tenant); }},
            {});
    };
    const auto acme = hear("acme"), other = hear("other"), nowhere = hear("");
    antiphon::Context context;
    context.caller.tenant = "acme";
    {
        const antiphon::ContextScope scope(context);
        bus().to_user("ann", shop::events::ticked{order(1)});
        bus().to_user("ann", shop::events::ticked{order(1)}, {.tenant = "other"});
    }
    bus().to_user("ann", shop::events::ticked{order(1)});
    auto items = seen.wait_for(3);
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, (std::vector<std::string>{"rpc.user:acme:ann acme", "rpc.user:ann ", "rpc.user:other:ann acme"}));
}

TEST_P(BusContract, SpeaksWithoutAnEnvelope) {
    Seen<Order> seen;
    Seen<std::string> texts;
    const auto live = bus().listen<shop::events::pinged>([&](const Order& o, const Delivery&) { seen.add(o); });
    const auto raw = bus().listen_address(
        shop::channels::plain::type,
        {nullptr, "my_channel", [&](const events::Incoming& in) { texts.add(std::string(in.text)); }}, {});
    bus().publish(shop::events::pinged{order(1)});
    EXPECT_EQ(texts.wait_for(1), std::vector<std::string>{R"({"id":"o-1","number":1})"});
    world().tell_raw(shop::channels::plain::type, "my_channel", R"({"id":"o-2","number":2})");
    EXPECT_EQ(seen.wait_for(2), (std::vector<Order>{order(1), order(2)}));
}

TEST_P(BusContract, SpeaksInMembersThatTheChannelNames) {
    Seen<Order> seen;
    Seen<std::string> texts;
    const auto live = bus().listen<shop::events::created>([&](const Order& o, const Delivery&) { seen.add(o); });
    const auto raw = bus().listen_address(
        shop::channels::foreign::type,
        {nullptr, "events:order", [&](const events::Incoming& in) { texts.add(std::string(in.text)); }}, {});
    bus().publish(shop::events::created{order(1)});
    EXPECT_EQ(texts.wait_for(1),
              std::vector<std::string>{R"({"event":"order.created","data":{"id":"o-1","number":1}})"});
    world().tell_raw(shop::channels::foreign::type, "events:order", R"({"event":"order.gone","data":{}})");
    world().tell_raw(shop::channels::foreign::type, "events:order",
                     R"({"data":{"id":"o-2","number":2},"event":"order.created"})");
    EXPECT_EQ(seen.wait_for(2), (std::vector<Order>{order(1), order(2)}));
}

TEST_P(BusContract, RefusesWhatIsTooLargeOrOnABadAddress) {
    EXPECT_THROW(bus().publish(shop::events::ticked{{std::string(2 * 1024 * 1024, 'x'), 1}}), antiphon::Error);
    const auto to = [](std::string address) {
        return events::Outgoing{&shop::channels::flow::type, "shop.placed", std::move(address), "{}", {}};
    };
    EXPECT_THROW(bus().publish_message(to("")), antiphon::Error);
    EXPECT_THROW(bus().publish_message(to("a{b}")), antiphon::Error);
    EXPECT_THROW(bus().publish_message(to("a b")), antiphon::Error);
    EXPECT_THROW(bus().publish_message(to(std::string(events::max_address_bytes + 1, 'a'))), antiphon::Error);
    EXPECT_NO_THROW(bus().publish_message(to(std::string(events::max_address_bytes, 'a'))));
}

}  // namespace contract
