// The shop as its users see it, with the damage that production brings.

#include "shop.h"

#include <antiphon/testing/eventually.h>
#include <gmock/gmock.h>

#include <set>

using antiphon::Deadline;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

namespace {

constexpr const char* good_card = R"({"items":[{"sku":"A-1","quantity":2}],"card":"4242424242424242"})";

Deadline soon() { return Deadline::in(20s); }

std::string member(const std::string& text, const char* key) {
    antiphon::json::Parser parser;
    const auto value = parser.parse(text).find(key);
    return value && value->is_string() ? std::string(value->string()) : value ? std::string(value->text()) : "";
}

/// rpc.subscribe to orders.mine; answers its result.
std::string watch(Session& session, const std::string& since = {}) {
    const auto answer = session.call(
        "rpc.subscribe",
        since.empty() ? R"({"channel":"orders.mine"})" : R"({"channel":"orders.mine","since":)" + since + "}", soon());
    EXPECT_EQ(answer.code, 0) << answer.error;
    return answer.result;
}

std::string place(Session& session, const std::string& params = good_card) {
    const auto answer = session.call("orders.place", params, soon());
    EXPECT_EQ(answer.code, 0) << answer.error;
    return answer.result.empty() ? "" : member(answer.result, "id");
}

/// The types of the order's events until one of `last`, checking that offsets have no hole.
std::vector<std::string> steps_until(Session& session, const std::string& last) {
    std::vector<std::string> types;
    std::optional<std::uint64_t> offset;
    while (types.empty() || types.back() != last) {
        const auto event = session.next(soon());
        if (!event) {
            ADD_FAILURE() << "no " << last << " in time; so far " << testing::PrintToString(types);
            return types;
        }
        if (!event->subscription.starts_with("orders.mine")) continue;
        if (offset) {
            EXPECT_EQ(event->offset.value_or(0), *offset + 1);
        }
        offset = event->offset;
        types.push_back(event->type);
    }
    return types;
}

std::string stock_of(Shop& shop, const char* sku) { return shop.redis().command({"HGET", "shop:stock", sku}).text; }

}  // namespace

class ShopFlow : public testing::Test {
  protected:
    // One shop for the tests that leave it whole.
    static void SetUpTestSuite() { shop = new Shop; }
    static void TearDownTestSuite() { delete shop; }
    static Shop* shop;
};
Shop* ShopFlow::shop = nullptr;

TEST_F(ShopFlow, AnOrderPlacedAtOneGatewayIsSeenStepByStepAtTheOther) {
    const auto watcher = shop->session('b', "alice");
    watch(*watcher);
    place(*shop->session('a', "alice"));
    EXPECT_THAT(steps_until(*watcher, "orders.shipped"),
                ElementsAre("orders.placed", "orders.reserved", "orders.paid", "orders.shipped"));
}

TEST_F(ShopFlow, EverySocketOfTheUserIsToldWhateverItsGateway) {
    const auto here = shop->session('a', "bert"), there = shop->session('b', "bert"),
               stranger = shop->session('b', "eve");
    // An answered call shows that the session is signed in and listens.
    for (Session* session : {here.get(), there.get(), stranger.get()}) session->call("rpc.ping", "{}", soon());
    place(*here);
    for (Session* session : {here.get(), there.get()}) {
        std::set<std::string> kinds;
        while (kinds.size() < 3) {
            const auto event = session->next(soon());
            ASSERT_TRUE(event);
            ASSERT_EQ(event->type, "notification.message");
            EXPECT_TRUE(kinds.insert(member(event->data, "kind")).second) << "told twice: " << event->text;
        }
        EXPECT_EQ(kinds, (std::set<std::string>{"reserved", "paid", "shipped"}));
    }
    EXPECT_FALSE(stranger->next(Deadline::in(200ms))) << "somebody else's message";
}

TEST_F(ShopFlow, ADeclinedCardGivesTheReservationBack) {
    const std::string before = stock_of(*shop, "B-7");
    const auto session = shop->session('a', "carol");
    watch(*session);
    place(*session, R"({"items":[{"sku":"B-7","quantity":5}],"card":"4242424242420000"})");
    EXPECT_THAT(steps_until(*session, "orders.declined"),
                ElementsAre("orders.placed", "orders.reserved", "orders.declined"));
    EXPECT_TRUE(antiphon::testing::eventually(10s, [&] { return stock_of(*shop, "B-7") == before; }));
}

TEST_F(ShopFlow, MoreThanThereIsInStockIsRejectedWithTheReason) {
    const auto session = shop->session('a', "dora");
    watch(*session);
    // Twenty lines of a thousand each: more than the shop starts with.
    std::string items;
    for (int i = 0; i < 20; ++i) items += std::string(i ? "," : "") + R"({"sku":"C-3","quantity":1000})";
    const std::string id = place(*session, R"({"items":[)" + items + R"(],"card":"4242424242424242"})");
    EXPECT_THAT(steps_until(*session, "orders.rejected"), ElementsAre("orders.placed", "orders.rejected"));
    EXPECT_TRUE(antiphon::testing::eventually(10s, [&] {
        const auto order = session->call("orders.get", R"({"id":")" + id + "\"}", soon());
        return member(order.result, "reason").find("C-3") != std::string::npos;
    }));
}

TEST_F(ShopFlow, AnUnknownArticleIsTheDeclaredErrorOutOfStock) {
    const auto answer =
        shop->session('a', "alice")
            ->call("orders.place", R"({"items":[{"sku":"Z-9","quantity":1}],"card":"4242424242424242"})", soon());
    EXPECT_EQ(answer.code, 4101);
    EXPECT_THAT(answer.error, HasSubstr(R"("type":"orders.OutOfStock")"));
    EXPECT_THAT(answer.error, HasSubstr(R"("detail":{"sku":"Z-9"})"));
}

TEST_F(ShopFlow, WithoutATokenNothingIsOrdered) {
    const auto answer = Session(shop->gateway('a'), "").call("orders.place", good_card, soon());
    EXPECT_EQ(answer.code, -32060);
}

TEST_F(ShopFlow, NobodySeesAnotherUsersOrders) {
    const std::string id = place(*shop->session('a', "frida"));
    const auto eve = shop->session('a', "eve");
    EXPECT_EQ(eve->call("orders.get", R"({"id":")" + id + "\"}", soon()).code, 4104);
    EXPECT_EQ(eve->call("rpc.subscribe", R"({"channel":"orders.mine","params":{"user":"frida"}})", soon()).code,
              -32061);
    EXPECT_EQ(eve->call("rpc.subscribe", R"({"channel":"orders.flow"})", soon()).code, -32083);
    EXPECT_EQ(member(shop->session('b', "frida")->call("orders.get", R"({"id":")" + id + "\"}", soon()).result, "id"),
              id);
}

TEST_F(ShopFlow, TheSameEventTwiceChangesNothingTwice) {
    const auto session = shop->session('a', "gerd");
    watch(*session);
    const std::string stock_before = stock_of(*shop, "A-1");
    place(*session);
    steps_until(*session, "orders.shipped");
    const std::string stock_after = stock_of(*shop, "A-1");
    EXPECT_EQ(std::stoll(stock_after), std::stoll(stock_before) - 2);
    // All groups start again from the beginning of every stream.
    for (const char* stream : {"orders.flow", "inventory.flow", "payment.flow", "shipping.flow"}) {
        const std::string key = "antiphon:st:{" + std::string(stream) + "}";
        for (const auto& group : shop->redis().command({"XINFO", "GROUPS", key}).items) {
            shop->redis().command({"XGROUP", "SETID", key, group.items.at(1).text, "0"});
        }
    }
    place(*session);  // comes after all that is handled again
    EXPECT_THAT(steps_until(*session, "orders.shipped"),
                ElementsAre("orders.placed", "orders.reserved", "orders.paid", "orders.shipped"));
    EXPECT_EQ(std::stoll(stock_of(*shop, "A-1")), std::stoll(stock_after) - 2);
}

TEST_F(ShopFlow, ACardNumberStandsInNoEventAndIsForgottenOnceItIsCharged) {
    const std::string number = "4999888877776666";
    const auto session = shop->session('a', "hilda");
    watch(*session);
    const std::string id = place(*session, R"({"items":[{"sku":"A-1","quantity":1}],"card":")" + number + "\"}");
    steps_until(*session, "orders.shipped");
    EXPECT_EQ(shop->redis().command({"EXISTS", "shop:card:" + id}).integer, 0);
    const auto streams = shop->redis().command({"KEYS", "antiphon:st:*"}).items;
    EXPECT_GE(streams.size(), 5U);
    for (const auto& stream : streams)
        for (const auto& entry : shop->redis().command({"XRANGE", stream.text, "-", "+"}).items)
            for (const auto& part : entry.items.at(1).items)
                EXPECT_THAT(part.text, testing::Not(HasSubstr(number))) << stream.text;
}

TEST(ShopDamage, KilledPaymentComesBackAndTheOrderIsPaidOnce) {
    Shop shop;
    const auto session = shop.session('a', "alice");
    watch(*session);
    shop.kill9("payment");
    place(*session);
    EXPECT_THAT(steps_until(*session, "orders.reserved"), ElementsAre("orders.placed", "orders.reserved"));
    shop.start("payment");
    EXPECT_THAT(steps_until(*session, "orders.shipped"), ElementsAre("orders.paid", "orders.shipped"));
    EXPECT_EQ(shop.redis().command({"XLEN", "antiphon:st:{payment.flow}"}).integer, 1);
}

TEST(ShopDamage, RedisComesBackAndTheFlowGoesOn) {
    Shop shop;
    const auto session = shop.session('b', "alice");
    watch(*session);
    place(*session);
    steps_until(*session, "orders.shipped");
    shop.redis().restart();
    // The first call after it may find the services still connecting.
    ASSERT_TRUE(
        antiphon::testing::eventually(15s, [&] { return session->call("orders.place", good_card, soon()).code == 0; }));
    EXPECT_THAT(steps_until(*session, "orders.shipped"),
                ElementsAre("orders.placed", "orders.reserved", "orders.paid", "orders.shipped"));
}

TEST(ShopDamage, AClientOfAKilledGatewayResumesAtTheOtherAndMissesNothing) {
    Shop shop;
    auto session = shop.session('a', "alice");
    const std::string subscribed = watch(*session);
    place(*session);
    const auto first = session->next(soon());
    ASSERT_TRUE(first);
    const std::string since =
        R"({"epoch":")" + member(subscribed, "epoch") + R"(","offset":)" + std::to_string(first->offset.value()) + "}";
    shop.kill9("gateway-a");
    place(*shop.session('b', "alice"));

    session = shop.session('b', "alice");
    const std::string resumed = watch(*session, since);
    EXPECT_EQ(member(resumed, "recovered"), "true");
    antiphon::json::Parser parser;
    const std::string missed = member(resumed, "events");
    std::uint64_t offset = first->offset.value();
    int shipped = 0;
    for (const auto entry : parser.parse(missed).elements()) {
        EXPECT_EQ(static_cast<std::uint64_t>(entry.find("offset")->int64()), ++offset);
        shipped += entry.find("event")->find("type")->string() == "orders.shipped";
    }
    while (shipped < 2) {
        const auto event = session->next(soon());
        ASSERT_TRUE(event);
        if (!event->subscription.starts_with("orders.mine")) continue;
        EXPECT_EQ(event->offset.value(), ++offset);
        shipped += event->type == "orders.shipped";
    }
}
