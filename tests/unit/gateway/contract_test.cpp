#include "contract.h"

#include <gtest/gtest.h>

#include "admission.h"
#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "sample_ir.h"

using namespace antiphon;
using namespace antiphon::gateway;

namespace {

const Contract& contract() {
    static const Contract made = [] {
        Contract built;
        built.add("shop", sample_ir);
        return built;
    }();
    return made;
}

const Caller nobody{};
const Caller ada{"u-ada", "t-1", {"reports:read"}, {"clerk"}};

int refused_with(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return 0;
}

std::string admitted(const char* channel, const Caller& caller, const std::string& params = "") {
    json::Parser parser;
    const ChannelPolicy* policy = contract().channel(channel);
    if (params.empty()) return admit(*policy, caller, std::nullopt);
    return admit(*policy, caller, parser.parse(params));
}

int refusal(const char* channel, const Caller& caller, const std::string& params = "") {
    return refused_with([&] { admitted(channel, caller, params); });
}

constexpr int denied = static_cast<int>(Code::permission_denied);
constexpr int unauthenticated = static_cast<int>(Code::unauthenticated);
constexpr int invalid = static_cast<int>(Code::invalid_params);

}  // namespace

TEST(Contract, KnowsExposedMethodsAndHidesTheOthers) {
    ASSERT_NE(contract().method("shop.place"), nullptr);
    EXPECT_EQ(contract().method("shop.place")->service, "shop");
    EXPECT_TRUE(contract().method("shop.place")->keyed);
    EXPECT_TRUE(contract().method("shop.status")->repeatable);
    EXPECT_EQ(contract().method("shop.status")->deadline, std::chrono::milliseconds(500));
    EXPECT_EQ(contract().method("shop.wipe"), nullptr);
    EXPECT_NE(contract().any_method("shop.wipe"), nullptr);
    EXPECT_EQ(contract().method("nothing"), nullptr);
}

TEST(Contract, HidesChannelsThatAreInternalOrLackWhatTheirAudienceNeeds) {
    EXPECT_EQ(contract().channel("shop.flow"), nullptr);
    EXPECT_EQ(contract().channel("shop.unbound"), nullptr);
    EXPECT_NE(contract().channel("shop.mine"), nullptr);
}

TEST(Contract, LeavesNamesToWhoeverDeclaredThemFirst) {
    Contract two;
    two.add("shop", sample_ir);
    two.add("thief", R"({"services":{"thief":{"methods":{"place":{"wire":"shop.place","expose":"client"},
        "connect":{"wire":"rpc.connect","expose":"client"},"wipe":{"wire":"shop.wipe","expose":"client"}}}}})");
    EXPECT_EQ(two.method("shop.place")->service, "shop");
    EXPECT_EQ(two.method("rpc.connect"), nullptr);
    EXPECT_EQ(two.method("shop.wipe"), nullptr);
}

TEST(Contract, SaysWhatAnIrLacksAndStaysAsItWas) {
    Contract built;
    EXPECT_EQ(refused_with([&] { built.add("shop", R"({"services":{}})"); }), invalid);
    EXPECT_EQ(refused_with([&] { built.add("shop", "no JSON"); }), static_cast<int>(Code::parse_error));
    EXPECT_EQ(built.methods(), 0u);
}

TEST(Contract, SharesASlowRuleOnlyWhereAllEventsOfAChannelHaveIt) {
    EXPECT_EQ(contract().channel("shop.prices")->common_slow(), (SlowRule{SlowPolicy::coalesce, "sku"}));
    EXPECT_EQ(contract().channel("shop.mixed")->common_slow(), std::nullopt);
    EXPECT_EQ(contract().channel("rpc.all")->common_slow(), SlowRule{});
}

TEST(AccessRule, WantsAllScopesAndAnyRole) {
    const AccessRule rule{true, {"reports:read"}, {"clerk", "boss"}};
    EXPECT_EQ(refused_with([&] { rule.check(ada); }), 0);
    EXPECT_EQ(refused_with([&] { rule.check(nobody); }), unauthenticated);
    EXPECT_EQ(refused_with([&] { rule.check({"u", "", {"reports:read"}, {}}); }), denied);
    EXPECT_EQ(refused_with([&] { rule.check({"u", "", {}, {"boss"}}); }), denied);
    EXPECT_EQ(refused_with([] { AccessRule{false, {}, {}}.check(nobody); }), 0);
    EXPECT_EQ(refused_with([] { AccessRule{false, {"s"}, {}}.check(nobody); }), unauthenticated);
}

TEST(Admission, FillsInTheBoundUserAndRefusesAnother) {
    EXPECT_EQ(admitted("shop.mine", ada), "shop.mine:u-ada");
    EXPECT_EQ(admitted("shop.mine", ada, R"({"user":"u-ada"})"), "shop.mine:u-ada");
    EXPECT_EQ(refusal("shop.mine", ada, R"({"user":"u-bob"})"), denied);
    EXPECT_EQ(refusal("shop.mine", nobody), unauthenticated);
}

TEST(Admission, KeepsTenantsApart) {
    EXPECT_EQ(admitted("shop.branch", ada, R"({"room":"a"})"), "shop.branch:t-1:a");
    EXPECT_EQ(refusal("shop.branch", ada, R"({"tenant":"t-2","room":"a"})"), denied);
    EXPECT_EQ(refusal("shop.branch", {"u", "", {}, {}}, R"({"room":"a"})"), denied);
    EXPECT_EQ(refusal("shop.branch", ada), invalid);
}

TEST(Admission, LetsAnybodyHearWhatIsPublic) {
    EXPECT_EQ(admitted("shop.prices", nobody), "shop.prices");
    EXPECT_EQ(refusal("shop.prices", nobody, R"({"x":"1"})"), invalid);
}

TEST(Admission, EncodesValuesSoThatNoneIsTakenForAPatternOrAnotherParam) {
    EXPECT_EQ(admitted("shop.mine", {"a:b*{c}", "", {}, {}}), "shop.mine:a%3Ab%2A%7Bc%7D");
    EXPECT_EQ(admitted("shop.branch", ada, R"({"room":"x y"})"), "shop.branch:t-1:x%20y");
}

TEST(Admission, ChecksWhatTheInterfaceSaysOfParams) {
    EXPECT_EQ(refusal("shop.branch", ada, R"({"room":7})"), invalid);
    EXPECT_EQ(refusal("shop.branch", ada, R"({"room":""})"), invalid);
    EXPECT_EQ(refusal("shop.branch", ada, R"({"room":"123456789"})"), invalid);
    EXPECT_EQ(refusal("shop.branch", ada, R"(["a"])"), invalid);
    EXPECT_EQ(admitted("shop.item", ada, R"({"id":"0192F0C1-2345-7000-8000-000000000001","shelf":3})"),
              "shop.item:0192f0c1-2345-7000-8000-000000000001:3");
    EXPECT_EQ(refusal("shop.item", ada, R"({"id":"x","shelf":3})"), invalid);
    EXPECT_EQ(refusal("shop.item", ada, R"({"id":"0192F0C1-2345-7000-8000-000000000001","shelf":"3"})"), invalid);
}

TEST(Admission, CompletesParamsForTheMethodThatDecides) {
    json::Parser parser;
    EXPECT_EQ(complete_params(*contract().channel("shop.branch"), ada, parser.parse(R"({"room":"a\"b"})")),
              R"({"tenant":"t-1","room":"a\"b"})");
}

TEST(Contract, WhatClientsPublishIsKeptAsTheChannelSays) {
    Contract made;
    made.add("vault", R"({"ir":"1.0","services":{"vault":{"channels":{
      "safe":{"wire":"vault.safe","delivery":"stream","audience":"public","durability":"replicated",
        "retention":{"maxLen":1000000,"maxAgeMs":86400000}},
      "quick":{"wire":"vault.quick","delivery":"stream","audience":"public","durability":"memory"},
      "plain":{"wire":"vault.plain","delivery":"stream","audience":"public"}}}}})");
    const events::ChannelType safe = made.channel("vault.safe")->type();
    EXPECT_EQ(safe.name, "vault.safe");
    EXPECT_EQ(safe.kind, events::ChannelKind::durable);
    EXPECT_EQ(safe.durability, events::Durability::replicated);
    EXPECT_EQ(safe.max_len, 1'000'000u);
    EXPECT_EQ(safe.max_age, std::chrono::hours(24));
    EXPECT_EQ(made.channel("vault.quick")->type().durability, events::Durability::memory);
    const events::ChannelType plain = made.channel("vault.plain")->type();
    EXPECT_EQ(plain.durability, events::Durability::disk);
    EXPECT_EQ(plain.max_len, 0u);
    EXPECT_EQ(plain.max_age, std::chrono::milliseconds(0));
}
