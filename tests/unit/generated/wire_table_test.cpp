// The table of wire forms in docs/idl.md, row by row, as generated code does it: what is accepted, what is written for
// it, and what the complaint says.

#include "rewriting.h"

namespace antiphon::golden {
namespace {

using json::Reading;

constexpr std::string_view builtins =
    R"({"flag":true,"tiny":1,"tiny_unsigned":1,"short_number":1,"short_unsigned":1,"number":1,"number_unsigned":1,)"
    R"("safe":1,"large":"1","large_unsigned":"1","single":1,"real":1,"exact":"1","text":"","raw":"",)"
    R"("id":"7c9e6679-7425-40de-944b-e07fc1f90ae7","moment":"2026-03-01T12:00:00Z","day":"2026-03-01","span":1,"anything":null})";

struct Row {
    std::string_view member, given, outcome;
    friend std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.member << ' ' << row.given; }
};

class Builtins : public ::testing::TestWithParam<Row> {};

TEST_P(Builtins, AreWrittenAndAcceptedAsTheTableSays) {
    const Row& row = GetParam();
    EXPECT_EQ(member("types.Builtins", builtins, row.member, row.given), row.outcome)
        << row.member << ": " << row.given;
}

constexpr Row bool_rows[] = {
    {"flag", "true", "true"},
    {"flag", "false", "false"},
    {"flag", "1", "flag: expected a boolean, found an integer"},
    {"flag", "\"true\"", "flag: expected a boolean, found a string"},
    {"flag", "null", "flag: expected a boolean, found null"},
    {"flag", "", "flag: is required and missing"},
};
constexpr Row integer_rows[] = {
    {"tiny", "-128", "-128"},
    {"tiny", "127", "127"},
    {"tiny", "-129", "tiny: expected an integer from -128 to 127, found -129"},
    {"tiny", "128", "tiny: expected an integer from -128 to 127, found 128"},
    {"tiny_unsigned", "255", "255"},
    {"tiny_unsigned", "256", "tiny_unsigned: expected an integer from 0 to 255, found 256"},
    {"tiny_unsigned", "-1", "tiny_unsigned: expected an integer from 0 to 255, found -1"},
    {"short_number", "-32768", "-32768"},
    {"short_number", "32768", "short_number: expected an integer from -32768 to 32767, found 32768"},
    {"short_unsigned", "65535", "65535"},
    {"short_unsigned", "65536", "short_unsigned: expected an integer from 0 to 65535, found 65536"},
    {"number", "2.0", "2"},
    {"number", "1e3", "1000"},
    {"number", "-0", "0"},
    {"number", "-0.0", "0"},
    {"number", "2.5", "number: expected an integer from -2147483648 to 2147483647, found 2.5"},
    {"number", "2147483647", "2147483647"},
    {"number", "2147483648", "number: expected an integer from -2147483648 to 2147483647, found 2147483648"},
    {"number", "\"1\"", "number: expected an integer, found a string"},
    {"number_unsigned", "4294967295", "4294967295"},
    {"number_unsigned", "4294967296", "number_unsigned: expected an integer from 0 to 4294967295, found 4294967296"},
    {"safe", "9007199254740991", "9007199254740991"},
    {"safe", "-9007199254740991", "-9007199254740991"},
    {"safe", "9007199254740992",
     "safe: expected an integer from -9007199254740991 to 9007199254740991, found 9007199254740992"},
};
constexpr Row large_rows[] = {
    {"large", "\"9223372036854775807\"", "\"9223372036854775807\""},
    {"large", "\"-9223372036854775808\"", "\"-9223372036854775808\""},
    {"large", "9007199254740991", "\"9007199254740991\""},
    {"large", "1e3", "\"1000\""},
    {"large", "9007199254740992",
     "large: expected a string, since numbers beyond 2^53-1 are not exact everywhere; found the number "
     "9007199254740992"},
    {"large", "\"9223372036854775808\"", "large: expected a 64-bit integer in a string, found \"9223372036854775808\""},
    {"large", "\"01\"", "large: expected a 64-bit integer in a string, found \"01\""},
    {"large", "\"1e3\"", "large: expected a 64-bit integer in a string, found \"1e3\""},
    {"large", "true", "large: expected an integer in a string, found a boolean"},
    {"large_unsigned", "\"18446744073709551615\"", "\"18446744073709551615\""},
    {"large_unsigned", "\"-1\"", "large_unsigned: expected an unsigned 64-bit integer in a string, found \"-1\""},
};
constexpr Row real_rows[] = {
    {"real", "1", "1"},
    {"real", "0.1", "0.1"},
    {"real", "1e300", "1e+300"},
    {"real", "9007199254740991", "9007199254740991"},
    {"real", "100000000000000000000", "1e+20"},
    {"number", "100000000000000000000",
     "number: expected an integer from -2147483648 to 2147483647, found 100000000000000000000"},
    {"real", "46633452310811992064.0", "4.663345231081199e+19"},
    {"real", "\"NaN\"", "real: expected a number, found a string"},
    {"single", "0.1", "0.1"},
    {"single", "1e39", "single: expected a 32-bit float, found 1e39"},
    {"exact", "\"4.50\"", "\"4.50\""},
    {"exact", "\"-0.001\"", "\"-0.001\""},
    {"exact", "4", "\"4\""},
    {"exact", "4.5", "exact: expected a decimal in a string, found the number 4.5"},
    {"exact", "9007199254740992", "exact: expected a decimal in a string, found the number 9007199254740992"},
    {"exact", "\"1e3\"", "exact: expected a decimal such as \"4.50\", found \"1e3\""},
    {"exact", "\".5\"", "exact: expected a decimal such as \"4.50\", found \".5\""},
};
constexpr Row text_rows[] = {
    {"text", R"("ä\u00e4\ud83d\ude00\u0000\/")", R"("ää😀\u0000/")"},
    {"text", "1", "text: expected a string, found an integer"},
    {"raw", "\"+/8=\"", "\"+/8=\""},
    {"raw", "\"-_8\"", "\"+/8=\""},
    {"raw", "\"AQI\"", "\"AQI=\""},
    {"raw", "\"A\"", "raw: expected base64, found \"A\""},
    {"id", "\"7C9E6679-7425-40DE-944B-E07FC1F90AE7\"", "\"7c9e6679-7425-40de-944b-e07fc1f90ae7\""},
    {"id", "\"7c9e6679742540de944be07fc1f90ae7\"",
     "id: expected a UUID of 36 characters, found \"7c9e6679742540de944be07fc1f90ae7\""},
};
constexpr Row time_rows[] = {
    {"moment", "\"2026-03-01T12:00:00Z\"", "\"2026-03-01T12:00:00Z\""},
    {"moment", "\"2026-03-01T12:00:00.5Z\"", "\"2026-03-01T12:00:00.500Z\""},
    {"moment", "\"2026-03-01T12:00:00.123456789+02:00\"", "\"2026-03-01T10:00:00.123456Z\""},
    {"moment", "\"2016-12-31T23:59:60Z\"", "\"2016-12-31T23:59:59.999999Z\""},
    {"moment", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00Z\""},
    {"moment", "\"0000-12-31T23:59:59Z\"",
     "moment: expected a timestamp such as \"2026-03-01T12:00:00Z\", found \"0000-12-31T23:59:59Z\""},
    {"moment", "\"9999-12-31T23:59:59.999999Z\"", "\"9999-12-31T23:59:59.999999Z\""},
    {"moment", "1772366400", "moment: expected a timestamp in a string, found an integer"},
    {"day", "\"2024-02-29\"", "\"2024-02-29\""},
    {"day", "\"2025-02-29\"", "day: expected a date such as \"2026-03-01\", found \"2025-02-29\""},
    {"span", "-1500", "-1500"},
    {"span", "1.5e3", "1500"},
    {"span", "0.5", "span: expected an integer from -9007199254740991 to 9007199254740991, found 0.5"},
    {"anything", "{\"a\": 1.50, \"b\": [null]}", "{\"a\": 1.50, \"b\": [null]}"},
    {"anything", "null", "null"},
    {"anything", "", "anything: is required and missing"},
};

INSTANTIATE_TEST_SUITE_P(Bool, Builtins, ::testing::ValuesIn(bool_rows));
INSTANTIATE_TEST_SUITE_P(Integers, Builtins, ::testing::ValuesIn(integer_rows));
INSTANTIATE_TEST_SUITE_P(LargeIntegers, Builtins, ::testing::ValuesIn(large_rows));
INSTANTIATE_TEST_SUITE_P(Reals, Builtins, ::testing::ValuesIn(real_rows));
INSTANTIATE_TEST_SUITE_P(Texts, Builtins, ::testing::ValuesIn(text_rows));
INSTANTIATE_TEST_SUITE_P(Times, Builtins, ::testing::ValuesIn(time_rows));

TEST(NumbersOnTheWire, AreNumbersAndAcceptBothForms) {
    constexpr std::string_view numbers = R"({"signed":1,"exact":1})";
    const auto of = [&](std::string_view name, std::string_view given) {
        return member("types.Numbers", numbers, name, given);
    };
    EXPECT_EQ(of("signed", "9223372036854775807"), "9223372036854775807");
    EXPECT_EQ(of("signed", "\"-9223372036854775808\""), "-9223372036854775808");
    EXPECT_EQ(
        of("signed", "9223372036854775808"),
        "signed: expected an integer from -9223372036854775808 to 9223372036854775807, found 9223372036854775808");
    EXPECT_EQ(of("unsigned_", "18446744073709551615"), "18446744073709551615");
    EXPECT_EQ(of("unsigned_", "-1"), "unsigned_: expected an unsigned 64-bit integer, found -1");
    EXPECT_EQ(of("unsigned_", "null"), "absent");
    EXPECT_EQ(of("exact", "4.50"), "4.50");
    EXPECT_EQ(of("exact", "\"4.50\""), "4.50");
    EXPECT_EQ(of("exact", "97839770286162922703"), "97839770286162922703");
    EXPECT_EQ(of("exact", "450e-2"), "exact: expected a decimal such as 4.50, found \"450e-2\"");
}

TEST(Nothing, IsAbsentOrNullAndNotWritten) {
    constexpr std::string_view nulls = R"({"null_or_value":null})";
    const auto of = [&](std::string_view name, std::string_view given) {
        return member("types.Nulls", nulls, name, given);
    };
    EXPECT_EQ(of("absent_or_value", "null"), "absent");
    EXPECT_EQ(of("absent_or_value", ""), "absent");
    EXPECT_EQ(of("absent_or_value", "\"x\""), "\"x\"");
    EXPECT_EQ(of("null_or_value", "null"), "null");
    EXPECT_EQ(of("null_or_value", ""), "null_or_value: is required and missing");
    EXPECT_EQ(of("all_three", ""), "absent");
    EXPECT_EQ(of("all_three", "null"), "null");
    EXPECT_EQ(of("all_three", "\"x\""), "\"x\"");
    EXPECT_EQ(of("null_by_default", ""), "null");
    EXPECT_EQ(of("null_by_default", "7"), "7");
}

TEST(Nothing, IsNullInArraysAndTuples) {
    EXPECT_EQ(rewritten("types.Pair", R"(["a",1,null])"), R"(["a",1,null])");
    EXPECT_EQ(rewritten("types.Pair", R"(["a",1])"), "expected an array of 3, found an array");
    EXPECT_EQ(rewritten("types.Pair", R"(["a",1,null,null])"), "expected an array of 3, found an array");
    EXPECT_EQ(rewritten("types.Pair", R"(["a",-1,null])"), "[1]: expected at least 0, found -1");
    EXPECT_EQ(rewritten("types.Pairs", R"({"pairs":[["a",1,"red"],["b",0.5,null]]})"),
              "pairs[1][1]: expected an integer from -2147483648 to 2147483647, found 0.5");
}

constexpr std::string_view containers =
    R"({"list":[],"matrix":[],"gaps":[],"by_name":{},"by_id":{},"by_number":{},"by_color":{},"by_code":{}})";

TEST(Maps, HaveKeysInTheirStringForm) {
    const auto of = [](std::string_view name, std::string_view given) {
        return member("types.Containers", containers, name, given);
    };
    EXPECT_EQ(of("by_number", R"({"-3":["red"],"10":[]})"), R"({"-3":["red"],"10":[]})");
    EXPECT_EQ(of("by_number", R"({"01":[]})"), "by_number[\"01\"]: expected a 64-bit integer as the key");
    EXPECT_EQ(of("by_color", R"({"blue":true,"dark-green":false})"), R"({"dark-green":false,"blue":true})");
    EXPECT_EQ(of("by_color", R"({"pink":true})"), "by_color.pink: expected one of red, dark-green, blue, found 'pink'");
    EXPECT_EQ(of("by_id", R"({"7C9E6679-7425-40DE-944B-E07FC1F90AE7":"x"})"),
              R"({"7c9e6679-7425-40de-944b-e07fc1f90ae7":"x"})");
    EXPECT_EQ(of("by_code", R"({"AB-1":1,"ab":2})").substr(0, 10), "by_code.ab");
    EXPECT_NE(of("by_name", R"({"a":1,"a":2})").find("stands twice"), std::string::npos)
        << of("by_name", R"({"a":1,"a":2})");
    EXPECT_EQ(of("gaps", R"([null,"",null])"), R"([null,"",null])");
    EXPECT_EQ(of("matrix", R"([[1],[],[2,2147483648]])"),
              "matrix[2][1]: expected an integer from -2147483648 to 2147483647, found 2147483648");
}

TEST(Defaults, AreAlwaysWritten) {
    const std::string written = rewritten("types.Defaults", "{}");
    EXPECT_EQ(
        written,
        R"({"flag":true,"number":-5,"least":"-9223372036854775808","most":"18446744073709551615","real":1000,"money":"4.50",)"
        R"("text":"a \"quoted\" \\ ünïcode ??/ text","color":"red","weight":"heavy","code":"AB-1","list":[1,2,3],"none":[],)"
        R"("labels":{},"moment":"2026-03-01T12:00:00.500Z","day":"2026-03-01","wait":1500,)"
        R"("id":"7c9e6679-7425-40de-944b-e07fc1f90ae7","point":{"x":1,"y":2},"raw":"AQID","free":{"a":[1,null]}})");
    EXPECT_EQ(rewritten("types.Defaults", written), written);
    EXPECT_EQ(rewritten("types.Defaults", R"({"number":null})"), "number: expected an integer, found null");
}

TEST(TaggedUnions, HaveTheirTagFirstAndTakeItAnywhere) {
    EXPECT_EQ(rewritten("unions.Payment", R"({"save":true,"token":"t","method":"card"})"),
              R"({"method":"card","token":"t","save":true})");
    EXPECT_EQ(rewritten("unions.Payment", R"({"method":"cash"})"), R"({"method":"cash"})");
    EXPECT_EQ(rewritten("unions.Payment", R"({"token":"t"})"), "method: is missing: it says which variant this is");
    EXPECT_EQ(rewritten("unions.Payment", R"({"method":7})"), "method: expected a string, found an integer");
    EXPECT_EQ(rewritten("unions.ClosedPayment", R"({"type":"in \"advance\"","vat_id":"1"})"),
              R"({"type":"in \"advance\"","vat_id":"1"})");
}

TEST(UntaggedUnions, AreToldByKindOrMember) {
    EXPECT_EQ(rewritten("unions.BlockId", R"({"block_number":"7"})"), R"({"block_number":"7"})");
    EXPECT_EQ(rewritten("unions.BlockId", R"({"strict":true,"block_hash":"h"})"),
              R"({"block_hash":"h","strict":true})");
    EXPECT_EQ(rewritten("unions.BlockId", R"({})"), R"({})");
    EXPECT_EQ(rewritten("unions.BlockId", R"([])"), "expected one of ByNumber, ByHash, Latest, found an array");
    for (const char* text : {"true", "7", "\"a\"", "[\"x\"]", R"({"token":"t","save":false})"})
        EXPECT_EQ(rewritten("unions.Loose", text), text);
    EXPECT_EQ(rewritten("unions.Loose", "1.5"), "expected an integer from -2147483648 to 2147483647, found 1.5");
    EXPECT_EQ(rewritten("unions.Tight", "null"), "expected one of int53, timestamp, found null");
}

TEST(Paths, LeadToWhatIsWrong) {
    const std::string message = R"({"room":"lobby","author":"7c9e6679-7425-40de-944b-e07fc1f90ae7","text":"x"})";
    const std::string page = R"({"messages":[)" + message + ',' + with(message, "room", "7") + "]}";
    EXPECT_EQ(rewritten("services.HistoryResult", page), "messages[1].room: expected a string, found an integer");
    EXPECT_EQ(rewritten("recursive.Outline", R"({"title":"a","parts":[{"title":"b","parts":[{"title":"c"}]}]})"),
              "parts[0].parts[0].parts: is required and missing");
}

}  // namespace
}  // namespace antiphon::golden
