#include "utf8.h"

#include <gtest/gtest.h>

#include "antiphon/json/parser.h"

namespace antiphon::ws {
namespace {

bool valid(std::string_view text) {
    Utf8Check check;
    return check.feed(text) && check.complete();
}

TEST(Utf8Check, AgreesWithTheFastCheckOnEverySequenceOfUpToThreeBytes) {
    std::string text;
    for (unsigned a = 0x70; a < 0x100; ++a)
        for (unsigned b = 0x70; b < 0x100; ++b) {
            text = {static_cast<char>(a), static_cast<char>(b)};
            ASSERT_EQ(valid(text), json::is_utf8(text)) << a << ' ' << b;
            for (unsigned c = 0x70; c < 0x100; c += 5) {
                text = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
                ASSERT_EQ(valid(text), json::is_utf8(text)) << a << ' ' << b << ' ' << c;
                text += '\xBF';
                ASSERT_EQ(valid(text), json::is_utf8(text)) << a << ' ' << b << ' ' << c;
            }
        }
}

TEST(Utf8Check, RemembersACharacterAcrossPieces) {
    Utf8Check check;
    EXPECT_TRUE(check.feed("\xF0\x9F"));
    EXPECT_FALSE(check.complete());
    EXPECT_TRUE(check.feed("\x98\x80"));
    EXPECT_TRUE(check.complete());
}

}  // namespace
}  // namespace antiphon::ws
