#include "antiphon/events/names.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

namespace antiphon::events {
namespace {

std::string encoded(std::string_view value) {
    std::string text;
    append_encoded(text, value);
    return text;
}

TEST(Names, LeaveLettersDigitsAndHarmlessSignsAlone) {
    EXPECT_EQ(encoded("aZ09-_~!$&'()+,;=@/\\\"<>^`|#"), "aZ09-_~!$&'()+,;=@/\\\"<>^`|#");
}

TEST(Names, EncodeWhatPatternsHashTagsAndAddressesMean) {
    EXPECT_EQ(encoded("%*?[]{}:."), "%25%2A%3F%5B%5D%7B%7D%3A%2E");
}

TEST(Names, EncodeSpaceControlAndForeignBytes) {
    EXPECT_EQ(encoded(std::string_view(" \r\n\0\x7f", 5)), "%20%0D%0A%00%7F");
    EXPECT_EQ(encoded("\xC3\xA9\xFF"), "%C3%A9%FF");
}

TEST(Names, DifferentParamsNeverMakeTheSameAddress) {
    EXPECT_EQ(make_address("shop.flow", {}), "shop.flow");
    EXPECT_EQ(make_address("shop.mine", {"a", "b"}), "shop.mine:a:b");
    EXPECT_NE(make_address("shop.mine", {"a:b"}), make_address("shop.mine", {"a", "b"}));
    EXPECT_NE(make_address("shop.mine", {"a%3Ab"}), make_address("shop.mine", {"a:b"}));
    EXPECT_EQ(make_address("shop.mine", {"", ""}), "shop.mine::");
}

TEST(Names, PutTheAddressIntoTheHashTag) {
    EXPECT_EQ(stream_key("ap", "shop.mine:u"), "ap:st:{shop.mine:u}");
    EXPECT_EQ(meta_key("ap", "shop.mine:u"), "ap:mt:{shop.mine:u}");
    EXPECT_EQ(dedupe_key("ap", "shop.mine:u", "e-1"), "ap:dd:{shop.mine:u}:e-1");
    EXPECT_EQ(dead_key("ap", "shop.mine:u"), "ap:st:{shop.mine:u}:dead");
    EXPECT_EQ(tries_key("ap", "shop.mine:u", "g"), "ap:tr:{shop.mine:u}:g");
}

TEST(Names, OnlyCloudEventsChannelsCarryThePrefix) {
    EXPECT_EQ(redis_channel("ap", Envelope::cloudevents, "shop.flow"), "ap:ch:{shop.flow}");
    EXPECT_EQ(redis_channel("ap", Envelope::none, "my_channel"), "my_channel");
    EXPECT_EQ(redis_channel("ap", Envelope::members, "events:order"), "events:order");
}

TEST(Names, TakePeoplesNamesUpToTheLimit) {
    EXPECT_EQ(user_address("u.1"), "rpc.user:u%2E1");
    EXPECT_EQ(user_address("u", "a:b"), "rpc.user:a%3Ab:u");
    EXPECT_EQ(tenant_address("acme"), "rpc.tenant:acme");
    EXPECT_EQ(all_address(), "rpc.all");
    EXPECT_NO_THROW(user_address(std::string(255, '.')));
    EXPECT_NO_THROW(check_address(user_address(std::string(255, '.'), std::string(255, '.'))));
    EXPECT_THROW(user_address("u", std::string(256, 't')), Error);
    EXPECT_THROW(user_address(std::string(256, 'u')), Error);
    EXPECT_THROW(tenant_address(""), Error);
}

TEST(Names, RefuseAddressesThatWereNotEncoded) {
    EXPECT_NO_THROW(check_address("events:order"));
    for (const std::string& bad : {std::string(), std::string("a b"), std::string("a{b}"), std::string("a\nb"),
                                   std::string("\xC3\xA9"), std::string(max_address_bytes + 1, 'a')})
        EXPECT_THROW(check_address(bad), Error) << bad;
}

}  // namespace
}  // namespace antiphon::events
