// The code that docs/events.md shows, compiled and run; the last test compares the page with this file.

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <sstream>
#include <vector>

#include "antiphon/events/memory_bus.h"
#include "antiphon/testing/files.h"
#include "inventory.h"
#include "market.h"
#include "notification.h"
#include "orders.h"

using namespace std::chrono_literals;
using antiphon::events::MemoryBus;

namespace {

/// What happened, in order; the tests wait for it.
class Log {
  public:
    void add(const std::string& what) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(what);
        changed_.notify_all();
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 10s, [&] { return lines_.size() >= count; });
        return lines_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;  // guarded by mutex_
};

using Lines = std::vector<std::string>;

orders::Order some_order() {
    return {.id = antiphon::Uuid::v7(),
            .user = "alice",
            .items = {{.sku = "A-1", .quantity = 2}},
            .status = orders::Status::placed};
}
orders::Placed some_placed() {
    return {.order_id = antiphon::Uuid::v7(), .user = "alice", .items = {{.sku = "A-1", .quantity = 2}}};
}

}  // namespace

TEST(EventsPage, Publishes) {
    MemoryBus bus;
    const orders::Placed placed = some_placed();
    const orders::Order order = some_order();
    const market::Price price{.sku = "A-1", .cents = 2450};
    for (int twice = 0; twice < 2; ++twice) {
        bus.publish(orders::events::placed{placed});                                  // the channel has no params
        bus.publish(orders::events::paid{order}, {.id = order.id.text() + ":paid"});  // repeats are one event
        bus.publish(market::events::price_reached{price, {.user = "alice"}});  // the payload does not say whose it is
    }
    EXPECT_EQ(bus.history("orders.flow", {}, 0).newest.offset, 2u);
    EXPECT_EQ(bus.history("orders.mine:alice", {}, 0).newest.offset, 1u);
    EXPECT_EQ(bus.history("market.wishes:alice", {}, 0).newest.offset, 2u);
}

TEST(EventsPage, ReachesPeople) {
    MemoryBus bus;
    Log heard;
    std::vector<antiphon::events::Subscription> sockets;
    for (const auto& [channel, address] :
         {std::pair{&antiphon::events::user_channel, antiphon::events::user_address("alice")},
          std::pair{&antiphon::events::user_channel, antiphon::events::user_address("bob", "acme")},
          std::pair{&antiphon::events::tenant_channel, antiphon::events::tenant_address("acme")},
          std::pair{&antiphon::events::all_channel, antiphon::events::all_address()}})
        sockets.push_back(bus.listen_address(
            *channel, {nullptr, address, [&](const auto& in) { heard.add(in.delivery.address); }}, {}));

    const notification::Message news{.kind = notification::Kind::shipped, .text = "Your parcel is on its way."};
    bus.to_user("alice", notification::events::message{news});  // on all her sockets
    bus.to_user("bob", notification::events::message{news}, {.tenant = "acme"});
    bus.to_tenant("acme", market::events::closing{{.at = antiphon::now()}});
    bus.to_all(market::events::closing{{.at = antiphon::now()}});

    Lines lines = heard.wait_for(4);
    std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines, (Lines{"rpc.all", "rpc.tenant:acme", "rpc.user:acme:bob", "rpc.user:alice"}));
}

TEST(EventsPage, Listens) {
    MemoryBus bus;
    Log shown;
    struct Board {
        Log& log;
        void show(const market::Price& price) { log.add(price.sku + " " + std::to_string(price.cents)); }
        void reload() { log.add("reloaded"); }
    } board{shown};

    auto prices = bus.listen<market::events::price_changed>(
        [&](const market::Price& price, const antiphon::events::Delivery&) { board.show(price); },
        {.on_gap = [&](const antiphon::events::Gap&) { board.reload(); }});

    bus.publish(market::events::price_changed{{.sku = "A-1", .cents = 2450}});
    EXPECT_EQ(shown.wait_for(1), (Lines{"A-1 2450"}));
}

TEST(EventsPage, Consumes) {
    MemoryBus bus;
    Log charged;
    struct Ledger {
        Log& log;
        void charge_once(const std::string& id, const orders::Placed& order) { log.add(id + " " + order.user); }
    } ledger{charged};

    auto billing = bus.consume<orders::events::placed>(
        {.group = "billing"}, [&](const orders::Placed& order, const antiphon::events::Delivery& delivery) {
            ledger.charge_once(delivery.id, order);
        });

    bus.publish(orders::events::placed{some_placed()}, {.id = "e-1"});
    EXPECT_EQ(charged.wait_for(1), (Lines{"e-1 alice"}));
}

TEST(EventsPage, ConsumesSeveralTypesOfOneChannel) {
    MemoryBus bus;
    Log news_of;
    struct Desk {
        Log& log;
        void reserved(const inventory::Reserved& news) { log.add("reserved for " + news.user); }
        void rejected(const inventory::Rejected& news) { log.add("rejected: " + news.reason); }
    } desk{news_of};

    using antiphon::events::on;
    auto stock = bus.consume({.group = "orders"},
                             on<inventory::events::reserved>([&](const auto& news, auto&) { desk.reserved(news); }),
                             on<inventory::events::rejected>([&](const auto& news, auto&) { desk.rejected(news); }));

    bus.publish(inventory::events::reserved{{.user = "alice"}});
    bus.publish(inventory::events::rejected{{.user = "bob", .reason = "sold out"}});
    EXPECT_EQ(news_of.wait_for(2), (Lines{"reserved for alice", "rejected: sold out"}));
}

TEST(EventsPage, LooksAtDeadLetters) {
    MemoryBus bus;
    Log tried;
    auto billing = bus.consume<orders::events::placed>({.group = "billing", .max_attempts = 1}, [&](auto&, auto&) {
        tried.add("once");
        throw std::runtime_error("the ledger is closed");
    });
    auto after = bus.consume<orders::events::placed>({.group = "after"}, [&](auto&, auto&) { tried.add("after"); });
    bus.publish(orders::events::placed{some_placed()}, {.id = "e-1"});
    tried.wait_for(2);
    billing.cancel();  // waits for the handler, and so for what becomes of the event
    std::ostringstream out;

    for (const auto& letter : bus.dead_letters("orders.flow", "billing", 100))
        out << letter.id << ' ' << letter.reason << " after " << letter.attempts << '\n';

    EXPECT_EQ(out.str(), "e-1 the ledger is closed after 1\n");
}

TEST(EventsPage, ReadsHistory) {
    MemoryBus bus;
    const auto first = bus.publish(orders::events::my_placed{some_order()});
    bus.publish(orders::events::paid{some_order()});
    antiphon::events::Position last_seen = first.position;
    Log done;
    const auto apply = [&](const antiphon::events::StoredEvent& one) {
        done.add("applied " + std::to_string(one.position.offset));
    };
    const auto reload_everything = [&] { done.add("reloaded"); };
    const auto come_back = [&] {
        const auto missed = bus.history("orders.mine:alice", last_seen, 300);
        if (missed.complete)
            for (const auto& stored : missed.events) apply(stored);  // everything since, in order
        else
            reload_everything();  // another epoch, too old, or more than 300
        last_seen = missed.newest;
    };
    come_back();
    bus.lose_everything();
    bus.publish(orders::events::my_placed{some_order()});
    come_back();
    come_back();
    EXPECT_EQ(done.wait_for(2), (Lines{"applied 2", "reloaded"}));
}

namespace {

std::string content_of(const std::string& path) {
    return antiphon::testing::read_file(std::string(ANTIPHON_SOURCE_DIR) + '/' + path);
}

/// Line by line, however far each is indented.
std::string without_indentation(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);)
        if (const auto first = line.find_first_not_of(' '); first != std::string::npos)
            out += line.substr(first) + '\n';
    return out;
}

}  // namespace

TEST(EventsPage, ShowsNoCodeButThis) {
    const std::string page = content_of("docs/events.md");
    const std::string compiled = without_indentation(content_of("tests/examples/events_page_test.cpp"));
    const std::string open = "\n```cpp\n", close = "\n```\n";
    int blocks = 0;
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at + 1), ++blocks) {
        const auto begin = at + open.size();
        const std::string block = page.substr(begin, page.find(close, begin) - begin + 1);
        EXPECT_NE(compiled.find(without_indentation(block)), std::string::npos) << block;
    }
    EXPECT_EQ(blocks, 7);
}
