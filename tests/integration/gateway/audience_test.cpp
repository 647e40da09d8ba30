// Who may hear what, and who may say it.

#include <gtest/gtest.h>

#include <algorithm>

#include "antiphon/base/codes.h"
#include "antiphon/testing/eventually.h"
#include "events_fixture.h"

using namespace antiphon;

TEST_F(GatewayEvents, ReachAUserOnEverySocketAtEveryGateway) {
    const auto a = world.gateway(), b = world.gateway();
    Client here = client(*a, "ada"), there = client(*b, "ada"), bob = client(*a, "bob");
    for (Client* one : {&here, &there, &bob}) one->call("rpc.ping");
    ASSERT_TRUE(antiphon::testing::eventually(5s, [&] {
        return world.redis.command({"PUBSUB", "NUMSUB", "antiphon:ch:{rpc.user:t-1:ada}"}).items[1].integer == 2;
    }));
    world.publish("rpc.user:t-1:ada", "1");
    EXPECT_EQ(here.notification(), event_message("rpc.user:t-1:ada", std::nullopt, "1"));
    EXPECT_EQ(there.notification(), event_message("rpc.user:t-1:ada", std::nullopt, "1"));
    world.publish("rpc.tenant:t-1", "2");
    EXPECT_EQ(here.notification(), event_message("rpc.tenant:t-1", std::nullopt, "2"));
    EXPECT_EQ(bob.notification(), event_message("rpc.tenant:t-1", std::nullopt, "2"));
    world.publish("rpc.all", "3");
    EXPECT_EQ(bob.notification(), event_message("rpc.all", std::nullopt, "3"));
}

TEST_F(GatewayEvents, ForAUserReachNobodyOfThatNameInAnotherTenant) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada"), namesake = client(*gateway, "ada", "t-2"),
           single = client(*gateway, "ada", "");
    for (Client* one : {&ada, &namesake, &single}) one->call("rpc.ping");
    ASSERT_TRUE(antiphon::testing::eventually(5s, [&] {
        const auto subscribed = world.subscribed();
        return std::count_if(subscribed.begin(), subscribed.end(),
                             [](const auto& one) { return one.find("rpc.user:") != std::string::npos; }) == 3;
    }));
    world.publish("rpc.user:t-1:ada", "1");
    world.publish("rpc.user:ada", "2");
    EXPECT_EQ(ada.notification(), event_message("rpc.user:t-1:ada", std::nullopt, "1"));
    EXPECT_EQ(single.notification(), event_message("rpc.user:ada", std::nullopt, "2"));
    EXPECT_TRUE(ada.is_silent());
    EXPECT_TRUE(single.is_silent());
    EXPECT_TRUE(namesake.is_silent());
    EXPECT_EQ(error_code(namesake.call("rpc.subscribe", R"({"channel":"rpc.user","params":{"tenant":"t-1"}})")),
              code(Code::permission_denied));
}

TEST_F(GatewayEvents, AreOnlyForTheirAudience) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada"), other = client(*gateway, "eve", "t-2"),
           nobody(gateway->port(), world.token("x", ""));
    const auto subscribe = [](Client& who, const std::string& params) {
        return error_code(who.call("rpc.subscribe", params));
    };
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.mine","params":{"user":"eve"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.branch","params":{"tenant":"t-2"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(nobody, R"({"channel":"test.branch"})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.flow"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"nothing"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.mine:eve"})"), code(Code::unknown_channel));
    EXPECT_EQ(subscribe(ada, R"({"channel":"rpc.user","params":{"user":"eve"}})"), code(Code::permission_denied));
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.news","params":{"topic":"*"}})"), 0);
    EXPECT_EQ(subscribe(ada, R"({"channel":"test.branch"})"), 0);
    EXPECT_EQ(subscribe(other, R"({"channel":"test.branch"})"), 0);
    world.publish("test.branch:t-1", "1");
    EXPECT_EQ(ada.notification(), event_message("test.branch:t-1", std::nullopt, "1"));
    EXPECT_TRUE(other.is_silent());
}

TEST_F(GatewayEvents, OfAuthorizedChannelsAreForThoseWhomTheServiceLetsIn) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    const std::string open = R"({"channel":"test.room","params":{"room":"open"}})";
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", R"({"channel":"test.room","params":{"room":"closed"}})")),
              code(Code::permission_denied));
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", open)), 0);
    world.publish("test.room:open", "1");
    EXPECT_EQ(ada.notification(), event_message("test.room:open", std::nullopt, "1"));
    const int asked = world.service.calls;
    ada.call("rpc.unsubscribe", R"({"subscription":"test.room:open"})");
    EXPECT_EQ(error_code(ada.call("rpc.subscribe", open)), 0);
    EXPECT_EQ(world.service.calls, asked);  // the answer is kept
}

TEST_F(GatewayEvents, MayBePublishedByClientsWhereTheInterfaceSaysSo) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada"), bob = client(*gateway, "bob");
    bob.call("rpc.subscribe", R"({"channel":"test.prices"})");
    EXPECT_EQ(member(ada.call("rpc.publish", R"({"channel":"test.prices","event":"test.typed","data":{"by":"ada"}})"),
                     {"result"}),
              "true");
    const std::string got = bob.notification();
    EXPECT_EQ(member(got, {"params", "event", "type"}), R"("test.typed")");
    EXPECT_EQ(member(got, {"params", "event", "data"}), R"({"by":"ada"})");
    for (const char* refused : {R"({"channel":"test.prices","event":"test.moved","data":1})",
                                R"({"channel":"test.mine","event":"test.moved","data":1})"})
        EXPECT_EQ(error_code(ada.call("rpc.publish", refused)), code(Code::permission_denied));
    EXPECT_EQ(error_code(ada.call("rpc.publish", R"({"channel":"nothing","event":"test.typed","data":1})")),
              code(Code::unknown_channel));
}

TEST_F(GatewayEvents, OfClientsAreKeptAsTheirChannelSays) {
    const auto gateway = world.gateway();
    Client ada = client(*gateway, "ada");
    EXPECT_EQ(member(ada.call("rpc.publish", R"({"channel":"test.kept","event":"test.stored","data":1})"), {"result"}),
              "true");
    const auto kept = world.redis.command({"XRANGE", "antiphon:st:{test.kept}", "-", "+"});
    ASSERT_EQ(kept.items.size(), 1u);
    const auto& fields = kept.items[0].items.at(1).items;
    ASSERT_EQ(fields.size(), 6u) << "maxAgeMs needs the date";
    EXPECT_EQ(fields[4].text, "at");
}
