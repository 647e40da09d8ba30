// What a program does not know: members, values of enums, variants of unions.

#include "rewriting.h"
#include "types.h"
#include "unions.h"

namespace antiphon::golden {
namespace {

using json::Reading;

TEST(UnknownMembers, AreIgnoredKeptOrRefusedAsTheStructSays) {
    EXPECT_EQ(rewritten("types.Point", R"({"x":1,"z":3,"y":2})"), R"({"x":1,"y":2})");
    EXPECT_EQ(
        rewritten("types.Document", R"({"zeta":[1, 2],"title":"t","created_at":"2026-03-01T12:00:00Z","alpha":1.50})"),
        R"({"created_at":"2026-03-01T12:00:00Z","title":"t","alpha":1.50,"zeta":[1, 2]})");
    EXPECT_EQ(rewritten("types.Strict", R"({"one":1,"three":3})"), "has no member \"three\"");
    EXPECT_EQ(rewritten("types.Strict", R"({"one":1,"three":3})", Reading::tolerant), "has no member \"three\"");
}

TEST(UnknownMembers, OfAVariantDoNotIncludeItsTag) {
    EXPECT_EQ(rewritten("unions.Payment", R"({"method":"invoice","vat_id":"7"})"),
              R"({"method":"invoice","vat_id":"7"})");
    EXPECT_EQ(rewritten("unions.Payment", R"({"method":"invoice","more":1})"), "has no member \"more\"");
    EXPECT_EQ(rewritten("unions.Payment", R"({"more":1,"method":"cash"})"), R"({"method":"cash","more":1})");
}

constexpr std::string_view levels = R"({"level":1,"door":0,"colors":[],"any_color":"red"})";

std::string level(std::string_view name, std::string_view given, Reading reading) {
    return member("types.Levels", levels, name, given, reading);
}

TEST(OpenEnums, KeepWhatIsUnknownOnlyInTolerantReaders) {
    EXPECT_EQ(level("level", "-7", Reading::strict), "-7");
    EXPECT_EQ(level("level", "2", Reading::strict), "level: expected one of 1, -7, 30, found '2'");
    EXPECT_EQ(level("level", "2", Reading::tolerant), "2");
    EXPECT_EQ(level("level", "2.0", Reading::tolerant), "2");
    EXPECT_EQ(level("level", "\"1\"", Reading::tolerant), "level: expected an integer, found a string");
    EXPECT_EQ(level("colors", R"(["red","pink"])", Reading::tolerant), R"(["red","pink"])");
    EXPECT_EQ(level("colors", R"(["red","pink"])", Reading::strict),
              "colors[1]: expected one of red, dark-green, blue, found 'pink'");
}

TEST(OpenEnums, KeepWhatIsUnknownInAServerWhereTheFieldSaysSo) {
    EXPECT_EQ(level("any_color", "\"pink\"", Reading::strict), "\"pink\"");
    EXPECT_EQ(level("any_color", "7", Reading::strict), "any_color: expected a string, found an integer");
}

TEST(ClosedEnums, NeverTakeAnythingElse) {
    EXPECT_EQ(level("door", "2", Reading::strict), "door: expected one of 0, 1, found '2'");
    EXPECT_EQ(level("door", "2", Reading::tolerant), "door: expected one of 0, 1, found '2'");
}

TEST(Enums, WithoutAValueAreNotWritten) {
    std::string out;
    EXPECT_THROW(write_json(out, ::golden::types::Levels{}), Error);
    EXPECT_THROW(write_json(out, static_cast<::golden::types::Door>(7)), Error);
    EXPECT_THROW(write_json(out, OpenEnum<::golden::types::Level>::unknown("1,2")), Error);
}

TEST(OpenUnions, KeepAnUnknownVariantAsItCame) {
    const std::string news = R"({"a": 1.0, "method" : "coin"})";
    EXPECT_EQ(rewritten("unions.Payment", news, Reading::tolerant), news);
    EXPECT_EQ(rewritten("unions.Payment", news), "method: expected one of card, invoice, cash, found 'coin'");
    EXPECT_EQ(rewritten("unions.ClosedPayment", R"({"type":"coin"})", Reading::tolerant),
              "type: expected one of card, in \"advance\", found 'coin'");
    EXPECT_EQ(rewritten("unions.BlockId", "[7]", Reading::tolerant), "[7]");
    EXPECT_EQ(rewritten("unions.Tight", "[7]", Reading::tolerant), "expected one of int53, timestamp, found an array");
}

}  // namespace
}  // namespace antiphon::golden
