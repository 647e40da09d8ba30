#include "antiphon/json/wire.h"

#include <gtest/gtest.h>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;
using namespace std::chrono;

namespace {

std::string timestamp(std::string_view text) {
    return written<wire::Timestamp>(read<wire::Timestamp, Timestamp>('"' + std::string(text) + '"'));
}
std::string timestamp_complaint(std::string_view text) {
    return complaint<wire::Timestamp, Timestamp>('"' + std::string(text) + '"');
}
std::string base64_complaint(std::string_view text) {
    return complaint<wire::Base64, Bytes>('"' + std::string(text) + '"');
}
Bytes base64(std::string_view text) { return read<wire::Base64, Bytes>('"' + std::string(text) + '"'); }

}  // namespace

TEST(Int32, TakesAnyNumberWithAnIntegralValueInRange) {
    EXPECT_EQ((read<wire::Int32, std::int32_t>("2.0")), 2);
    EXPECT_EQ((read<wire::Int32, std::int32_t>("1e3")), 1000);
    EXPECT_EQ((read<wire::Int32, std::int32_t>("-2147483648")), -2147483648);
    EXPECT_EQ((read<wire::Uint32, std::uint32_t>("4294967295")), 4294967295u);
    EXPECT_EQ((complaint<wire::Int32, std::int32_t>("2147483648")),
              "expected an integer from -2147483648 to 2147483647, found 2147483648");
    EXPECT_EQ((complaint<wire::Uint8, std::uint8_t>("-1")), "expected an integer from 0 to 255, found -1");
    EXPECT_EQ((complaint<wire::Int8, std::int8_t>("1.5")), "expected an integer from -128 to 127, found 1.5");
    EXPECT_EQ((complaint<wire::Int8, std::int8_t>("1e300")), "expected an integer from -128 to 127, found 1e300");
    EXPECT_EQ((complaint<wire::Int8, std::int8_t>("\"1\"")), "expected an integer, found a string");
    EXPECT_EQ(written<wire::Int16>(std::int16_t{-7}), "-7");
}

TEST(Int53, EndsAtTheLastIntegerThatEveryLanguageHolds) {
    EXPECT_EQ((read<wire::Int53, std::int64_t>("9007199254740991")), 9007199254740991);
    EXPECT_NE((complaint<wire::Int53, std::int64_t>("9007199254740992")), "accepted");
    EXPECT_EQ(written<wire::Int53>(std::int64_t{-9007199254740991}), "-9007199254740991");
    EXPECT_THROW(written<wire::Int53>(std::int64_t{9007199254740992}), Error);
}

TEST(Int64, IsAStringOrANumberThatNoHopCanHaveRounded) {
    EXPECT_EQ((read<wire::Int64, std::int64_t>("\"-9223372036854775808\"")), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ((read<wire::Int64, std::int64_t>("9007199254740991")), 9007199254740991);
    EXPECT_EQ((read<wire::Int64, std::int64_t>("3.0")), 3);
    EXPECT_EQ((complaint<wire::Int64, std::int64_t>("9007199254740992")),
              "expected a string, since numbers beyond 2^53-1 are not exact everywhere; found the number "
              "9007199254740992");
    EXPECT_EQ((complaint<wire::Int64, std::int64_t>("1.5")), "expected an integer, found 1.5");
    for (const char* text :
         {R"("")", R"("-")", R"("01")", R"("+1")", R"(" 1")", R"("1.0")", R"("9223372036854775808")"})
        EXPECT_NE((complaint<wire::Int64, std::int64_t>(text)), "accepted") << text;
    EXPECT_EQ(written<wire::Int64>(std::int64_t{-1}), "\"-1\"");
    EXPECT_EQ((read<wire::Uint64, std::uint64_t>("\"18446744073709551615\"")), 18446744073709551615u);
    EXPECT_EQ((complaint<wire::Uint64, std::uint64_t>("-1")), "expected an unsigned 64-bit integer, found -1");
    EXPECT_NE((complaint<wire::Uint64, std::uint64_t>("\"-1\"")), "accepted");
}

TEST(Int64Number, TakesBothFormsAndWritesANumber) {
    EXPECT_EQ((read<wire::Int64Number, std::int64_t>("9223372036854775807")), 9223372036854775807);
    EXPECT_EQ((read<wire::Int64Number, std::int64_t>("\"5\"")), 5);
    EXPECT_EQ((read<wire::Uint64Number, std::uint64_t>("18446744073709551615")), 18446744073709551615u);
    EXPECT_NE((complaint<wire::Uint64Number, std::uint64_t>("-1")), "accepted");
    EXPECT_EQ(written<wire::Uint64Number>(std::uint64_t{7}), "7");
}

TEST(Float, TakesEveryNumberThatFits) {
    EXPECT_EQ((read<wire::Float64, double>("1")), 1.0);
    EXPECT_EQ((read<wire::Float64, double>("18446744073709551615")), 18446744073709551615.0);
    EXPECT_EQ((read<wire::Float32, float>("0.5")), 0.5f);
    EXPECT_EQ((complaint<wire::Float32, float>("1e39")), "expected a 32-bit float, found 1e39");
    EXPECT_EQ((complaint<wire::Float64, double>("\"1\"")), "expected a number, found a string");
}

TEST(DecimalForm, IsAString) {
    EXPECT_EQ(written<wire::Decimal>(read<wire::Decimal, Decimal>("\"4.50\"")), "\"4.50\"");
    EXPECT_EQ(written<wire::Decimal>(read<wire::Decimal, Decimal>("4.0")), "\"4\"");
    EXPECT_EQ((complaint<wire::Decimal, Decimal>("4.5")), "expected a decimal in a string, found the number 4.5");
    EXPECT_EQ((complaint<wire::Decimal, Decimal>("\"1e3\"")), "expected a decimal such as \"4.50\", found \"1e3\"");
}

TEST(Base64Form, WritesPaddingAndReadsEveryAlphabet) {
    EXPECT_EQ(written<wire::Base64>(Bytes{}), R"("")");
    EXPECT_EQ(written<wire::Base64>(Bytes{'f'}), R"("Zg==")");
    EXPECT_EQ(written<wire::Base64>(Bytes{'f', 'o'}), R"("Zm8=")");
    EXPECT_EQ(written<wire::Base64>(Bytes{0xFB, 0xFF, 0xFE}), R"("+//+")");
    EXPECT_EQ(base64("Zg=="), Bytes{'f'});
    EXPECT_EQ(base64("Zg"), Bytes{'f'});
    EXPECT_EQ(base64("-__-"), (Bytes{0xFB, 0xFF, 0xFE}));
    EXPECT_EQ(base64(""), Bytes{});
    for (const char* text : {"Z", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "+_", "Zg==Zg==", "Z g=", "=", "===="})
        EXPECT_NE(base64_complaint(text), "accepted") << text;
}

TEST(UuidForm, IsLowerCase) {
    const auto id = read<wire::Uuid, Uuid>("\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"");
    EXPECT_EQ(written<wire::Uuid>(id), "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"");
    EXPECT_NE((complaint<wire::Uuid, Uuid>("\"x\"")), "accepted");
}

TEST(TimestampForm, WritesZeroThreeOrSixDigits) {
    EXPECT_EQ(timestamp("2026-03-01T12:00:00Z"), "\"2026-03-01T12:00:00Z\"");
    EXPECT_EQ(timestamp("2026-03-01T12:00:00.5Z"), "\"2026-03-01T12:00:00.500Z\"");
    EXPECT_EQ(timestamp("2026-03-01T12:00:00.000001Z"), "\"2026-03-01T12:00:00.000001Z\"");
    EXPECT_EQ(timestamp("1969-12-31T23:59:59.999999Z"), "\"1969-12-31T23:59:59.999999Z\"");
}

TEST(TimestampForm, ReadsAnyOffsetAndUpToNineDigits) {
    EXPECT_EQ(timestamp("2026-03-01t12:00:00z"), "\"2026-03-01T12:00:00Z\"");
    EXPECT_EQ(timestamp("2026-03-01T00:30:00+01:00"), "\"2026-02-28T23:30:00Z\"");
    EXPECT_EQ(timestamp("2026-03-01T12:00:00-23:59"), "\"2026-03-02T11:59:00Z\"");
    EXPECT_EQ(timestamp("2026-03-01T12:00:00.123456789Z"), "\"2026-03-01T12:00:00.123456Z\"");
    EXPECT_EQ(timestamp("2016-12-31T23:59:60Z"), "\"2016-12-31T23:59:59.999999Z\"");
    EXPECT_EQ(timestamp("2024-02-29T00:00:00Z"), "\"2024-02-29T00:00:00Z\"");
}

TEST(TimestampForm, EndsWithTheYears1And9999) {
    EXPECT_EQ(timestamp("0001-01-01T00:00:00Z"), "\"0001-01-01T00:00:00Z\"");
    EXPECT_EQ(timestamp("9999-12-31T23:59:59.999999Z"), "\"9999-12-31T23:59:59.999999Z\"");
    EXPECT_NE(timestamp_complaint("0000-12-31T23:59:59Z"), "accepted");
    EXPECT_NE(timestamp_complaint("0001-01-01T00:00:00+00:01"), "accepted");
    EXPECT_NE(timestamp_complaint("9999-12-31T23:59:59-00:01"), "accepted");
    EXPECT_THROW(written<wire::Timestamp>(Timestamp(sys_days(year(10000) / 1 / 1))), Error);
}

TEST(TimestampForm, RefusesEveryOtherForm) {
    for (const char* text :
         {"", "2026-03-01", "2026-03-01T12:00:00", "2026-03-01 12:00:00Z", "2026-03-01T12:00Z", "2026-3-1T12:00:00Z",
          "2026-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z",
          "2026-03-01T12:00:61Z", "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00.1234567890Z",
          "2026-03-01T12:00:00+0100", "2026-03-01T12:00:00+24:00", "2026-03-01T12:00:00+01:60", "2026-03-01T12:00:00ZZ",
          "+2026-03-01T12:00:00Z"})
        EXPECT_NE(timestamp_complaint(text), "accepted") << text;
    EXPECT_EQ(timestamp_complaint("now"), R"(expected a timestamp such as "2026-03-01T12:00:00Z", found "now")");
}

TEST(DateForm, IsADayThatExists) {
    EXPECT_EQ((read<wire::Date, year_month_day>("\"2024-02-29\"")), year(2024) / 2 / 29);
    EXPECT_EQ(written<wire::Date>(year(999) / 1 / 2), "\"0999-01-02\"");
    for (const char* text : {"\"2025-02-29\"", "\"2025-1-1\"", "\"2025-01-01T\"", "\"0000-01-01\"", "20250101"})
        EXPECT_NE((complaint<wire::Date, year_month_day>(text)), "accepted") << text;
    EXPECT_THROW(written<wire::Date>(year(2025) / 2 / 30), Error);
}

TEST(DurationForm, IsMilliseconds) {
    EXPECT_EQ((read<wire::Duration, milliseconds>("1500")), 1500ms);
    EXPECT_EQ(written<wire::Duration>(milliseconds(-5)), "-5");
    EXPECT_THROW(written<wire::Duration>(milliseconds(std::int64_t{1} << 53)), Error);
}

TEST(JsonForm, KeepsTheText) {
    EXPECT_EQ((read<wire::Json, JsonText>(R"({"a": 1.50, "b":[ ]})").text), R"({"a": 1.50, "b":[ ]})");
    EXPECT_EQ(written<wire::Json>(JsonText{}), "null");
}

TEST(Containers, NestAndKeepTheirOrder) {
    using Form = wire::Array<wire::Optional<wire::Map<wire::String, wire::Array<wire::Bool>>>>;
    using T = std::vector<std::optional<std::map<std::string, std::vector<bool>>>>;
    const T value = read<Form, T>(R"([null,{"b":[true,false],"a":[]},{}])");
    EXPECT_EQ(written<Form>(value), R"([null,{"a":[],"b":[true,false]},{}])");
    EXPECT_EQ((complaint<Form, T>(R"([{"a":[1]}])")), "[0].a[0]: expected a boolean, found an integer");
}

TEST(Containers, BoxesAndStrongTypesLookLikeWhatTheyHold) {
    using Sku = Strong<struct SkuTag, std::string>;
    using Form = wire::Boxed<wire::StrongOver<wire::String>>;
    const Box<Sku> value = read<Form, Box<Sku>>("\"A-1\"");
    EXPECT_EQ(**value, "A-1");
    EXPECT_EQ(written<Form>(value), "\"A-1\"");
}

namespace zoo {

enum class Animal { unknown_, cat, dog };
void read_key(std::string_view text, const Path& path, Animal& out) {
    if (text == "cat")
        out = Animal::cat;
    else if (text == "dog")
        out = Animal::dog;
    else
        path.fail("no such animal");
}
std::string_view key_text(const Animal& animal) { return animal == Animal::cat ? "cat" : "dog"; }

}  // namespace zoo

TEST(MapKeys, HaveTheirStringForm) {
    using Ints = std::map<std::int32_t, bool>;
    EXPECT_EQ((read<wire::Map<wire::Int32, wire::Bool>, Ints>(R"({"-1":true,"7":false})")),
              (Ints{{-1, true}, {7, false}}));
    EXPECT_EQ((written<wire::Map<wire::Int64, wire::Bool>>(std::map<std::int64_t, bool>{{-1, true}})),
              R"({"-1":true})");
    EXPECT_EQ((complaint<wire::Map<wire::Int32, wire::Bool>, Ints>(R"({"01":true})")),
              R"(["01"]: expected a 32-bit integer as the key)");
    EXPECT_EQ((complaint<wire::Map<wire::Int32, wire::Bool>, Ints>(R"({"2147483648":true})")),
              R"(["2147483648"]: expected a 32-bit integer as the key)");
    using Animals = std::map<zoo::Animal, bool>;
    using AnimalForm = wire::Map<wire::Object<zoo::Animal>, wire::Bool>;
    EXPECT_EQ(written<AnimalForm>(read<AnimalForm, Animals>(R"({"dog":true,"cat":false})")),
              R"({"cat":false,"dog":true})");
    EXPECT_EQ((complaint<AnimalForm, Animals>(R"({"cow":true})")), "cow: no such animal");
    using Skus = std::map<Strong<struct KeyTag, std::string>, bool>;
    using SkuForm = wire::Map<wire::StrongOver<wire::String>, wire::Bool>;
    EXPECT_EQ(written<SkuForm>(read<SkuForm, Skus>(R"({"A\n":true})")), R"({"A\n":true})");
}

TEST(MapKeys, OfOneValueInTwoTextsAreADuplicate) {
    using Ids = std::map<Uuid, bool>;
    using Form = wire::Map<wire::Uuid, wire::Bool>;
    const std::string lower = "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\":true";
    const std::string upper = "\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\":true";
    EXPECT_EQ((complaint<Form, Ids>("{" + lower + "}")), "accepted");
    EXPECT_EQ((complaint<Form, Ids>("{" + lower + "," + upper + "}")),
              "[\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"]: the same key stands twice");
}
