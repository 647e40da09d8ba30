#include "antiphon/net/http_text.h"

#include <gtest/gtest.h>

namespace antiphon::net {
namespace {

TEST(HttpText, KnowsTokens) {
    EXPECT_TRUE(is_token("Content-Type"));
    EXPECT_TRUE(is_token("!#$%&'*+-.^_`|~09azAZ"));
    for (const char* bad : {"", "a b", "a:", "a\t", "a\"", "a(", "\xC3\xA9"}) EXPECT_FALSE(is_token(bad)) << bad;
}

TEST(HttpText, LetsNoControlByteIntoAField) {
    EXPECT_TRUE(is_field_text("text/plain; charset=\"x\"\t\xC3\xA9"));
    for (const char* bad : {"a\r\nb", "a\nb", "\x01", "\x7f"}) EXPECT_FALSE(is_field_text(bad));
    EXPECT_FALSE(is_field_text(std::string_view("a\0b", 3)));
}

TEST(HttpText, FindsElementsOfAListInAnyCase) {
    EXPECT_TRUE(list_has("keep-alive, Upgrade", "upgrade"));
    EXPECT_TRUE(list_has("close", "close"));
    EXPECT_FALSE(list_has("closed, not-close", "close"));
    EXPECT_FALSE(list_has("", "close"));
}

TEST(HttpText, ReadsNumbersWithoutSignsSpacesOrOverflow) {
    std::uint64_t number = 0;
    EXPECT_TRUE(parse_decimal("18446744073709551615", number));
    EXPECT_EQ(number, 18446744073709551615U);
    for (const char* bad : {"", "+1", "-1", " 1", "1 ", "0x1", "1,1", "18446744073709551616"})
        EXPECT_FALSE(parse_decimal(bad, number)) << bad;
    EXPECT_TRUE(parse_hexadecimal("fF", number));
    EXPECT_EQ(number, 255U);
    EXPECT_FALSE(parse_hexadecimal("0x1", number));
}

}  // namespace
}  // namespace antiphon::net
