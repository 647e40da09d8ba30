// Constraints, at the edge and one beyond: checked by strict readers (a server, its params), not by tolerant ones (who
// reads what another program decided to send), and by check_limits for those who send.

#include "common.h"
#include "rewriting.h"
#include "services.h"
#include "types.h"

namespace antiphon::golden {
namespace {

using json::Reading;

constexpr std::string_view limits =
    R"({"age":18,"least_large":"0","unsigned_large":"0","ratio":1,"price":"1","wait":0,"name":"ab","slug":"a","blob":"AQ==",)"
    R"("tags":["A-1"],"scores":{}})";

struct Row {
    std::string_view member, edge, beyond, complaint;
};

class Limits : public ::testing::TestWithParam<Row> {};

TEST_P(Limits, AcceptTheEdgeAndNothingBeyond) {
    const Row& row = GetParam();
    EXPECT_EQ(member("types.Limits", limits, row.member, row.edge), row.edge);
    EXPECT_EQ(member("types.Limits", limits, row.member, row.beyond), row.complaint);
    EXPECT_EQ(member("types.Limits", limits, row.member, row.beyond, Reading::tolerant), row.beyond);
}

constexpr Row rows[] = {
    {"age", "18", "17", "age: expected at least 18, found 17"},
    {"age", "120", "121", "age: expected at most 120, found 121"},
    {"least_large", "\"-9000000000000000000\"", "\"-9000000000000000001\"",
     "least_large: expected at least -9000000000000000000, found -9000000000000000001"},
    {"least_large", "\"9000000000000000000\"", "\"9000000000000000001\"",
     "least_large: expected at most 9000000000000000000, found 9000000000000000001"},
    {"unsigned_large", "\"18000000000000000000\"", "\"18000000000000000001\"",
     "unsigned_large: expected at most 18000000000000000000, found 18000000000000000001"},
    {"ratio", "0", "-1e-300", "ratio: expected at least 0, found -1e-300"},
    {"ratio", "1.5", "1.5000000000000002", "ratio: expected at most 1.5, found 1.5000000000000002"},
    {"share", "0.1", "0.1000001", "share: expected at most 0.10000000149011612, found 0.10000009834766388"},
    {"huge", "1e+20", "1.0000000000000002e+20", "huge: expected at most 1e+20, found 1.0000000000000002e+20"},
    {"price", "\"0.01\"", "\"0.00\"", "price: expected at least 0.01, found 0.00"},
    {"price", "\"999.99\"", "\"1000.00\"", "price: expected at most 999.99, found 1000.00"},
    {"price", "\"0.10\"", "\"0.100\"", "price: expected at most 2 digits behind the point, found 0.100"},
    {"wait", "0", "-1", "wait: expected at least 0, found -1"},
    {"wait", "60000", "60001", "wait: expected at most 60000, found 60001"},
    {"name", "\"ää\"", "\"ä\"", "name: expected at least 2 characters, found 1"},
    {"name", "\"😀😀😀😀😀\"", "\"abcdef\"", "name: expected at most 5 characters, found 6"},
    {"slug", "\"a-b-9\"", "\"a--b\"", "slug: does not match [a-z0-9]+(-[a-z0-9]+)*"},
    {"mail", "\"a@b\"", "\"a@b@c\"", "mail: expected the format email"},
    {"blob", "\"AQ==\"", "\"\"", "blob: expected at least 1 byte, found 0"},
    {"blob", "\"AQIDBA==\"", "\"AQIDBAU=\"", "blob: expected at most 4 bytes, found 5"},
    {"tags", "[\"A-1\"]", "[]", "tags: expected at least 1 item, found 0"},
    {"tags", "[\"A-1\",\"A-2\",\"A-3\"]", "[\"A-1\",\"A-2\",\"A-3\",\"A-4\"]",
     "tags: expected at most 3 items, found 4"},
    {"tags", "[\"A-1\",\"A-123\"]", "[\"A-1\",\"A-1234\"]", "tags[1]: does not match [A-Z]+-[0-9]{1,3}"},
    {"scores", "{\"A-1\":1,\"A-2\":2}", "{\"A-1\":1,\"A-2\":2,\"A-3\":3}", "scores: expected at most 2 items, found 3"},
};
INSTANTIATE_TEST_SUITE_P(Fields, Limits, ::testing::ValuesIn(rows));

constexpr std::string_view aliases =
    R"({"user":"7c9e6679-7425-40de-944b-e07fc1f90ae7","nick":"abc","key":"k","names":["abc"],"score":1,"friends":{}})";

TEST(AliasLimits, HoldTogetherWithThoseOfTheField) {
    const auto of = [&](std::string_view name, std::string_view given) {
        return member("types.Aliases", aliases, name, given);
    };
    EXPECT_EQ(of("score", "50"), "50");
    EXPECT_EQ(of("score", "51"), "score: expected at most 50, found 51");
    EXPECT_EQ(of("score", "-1"), "score: expected at least 0, found -1");
    EXPECT_EQ(of("nick_again", "\"abcde\""), "\"abcde\"");
    EXPECT_EQ(of("nick_again", "\"abcdef\""), "nick_again: expected at most 5 characters, found 6");
    EXPECT_EQ(of("nick_again", "\"ab\""), "nick_again: expected at least 3 characters, found 2");
    EXPECT_EQ(of("names", "[]"), "names: expected at least 1 item, found 0");
    EXPECT_EQ(of("names", "[\"abc\",\"ab\"]"), "names[1]: expected at least 3 characters, found 2");
    EXPECT_EQ(of("friends", R"({"ab":"7c9e6679-7425-40de-944b-e07fc1f90ae7"})"),
              "friends.ab: expected at least 3 characters, found 2");
}

TEST(PatchLimits, HoldForValuesOnly) {
    const auto of = [](std::string_view name, std::string_view given) {
        return member("types.Nulls", R"({"null_or_value":null})", name, given);
    };
    EXPECT_EQ(of("three_with_limits", "0"), "0");
    EXPECT_EQ(of("three_with_limits", "-1"), "three_with_limits: expected at least 0, found -1");
    EXPECT_EQ(of("three_with_limits", "null"), "null");
    EXPECT_EQ(of("all_three", "\"abcdef\""), "all_three: expected at most 5 characters, found 6");
}

template <class Call>
std::string complaint(Call call) {
    try {
        call();
    } catch (const InvalidData& error) {
        return error.what();
    }
    return "accepted";
}

template <class T>
T decoded(std::string_view text) {
    T value{};
    read_json(json::thread_parser().parse(text), json::Path(Reading::tolerant), value);
    return value;
}

TEST(CheckLimits, TellsASenderWhatAStrictReaderWouldSay) {
    for (const Row& row : rows) {
        const std::string text = with(limits, row.member, row.beyond);
        EXPECT_EQ(complaint([&] { check_limits(json::Path(), decoded<::golden::types::Limits>(text)); }), row.complaint)
            << text;
    }
    EXPECT_EQ(complaint([&] { check_limits(json::Path(), decoded<::golden::types::Limits>(limits)); }), "accepted");
}

TEST(CheckLimits, LooksIntoEverythingThatAValueHolds) {
    auto value = decoded<::golden::types::Aliases>(aliases);
    value.names.push_back(::golden::types::Nick("ab"));
    EXPECT_EQ(complaint([&] { check_limits(json::Path(), value); }),
              "names[1]: expected at least 3 characters, found 2");
    value.names.pop_back();
    value.friends[::golden::types::Nick("xy")] = {};
    EXPECT_EQ(complaint([&] { check_limits(json::Path(), value); }),
              "friends.xy: expected at least 3 characters, found 2");

    ::golden::services::PushJob job{
        .user = {},
        .color = ::golden::services::Color::red,
        .message = {.room = ::golden::services::Room("Not a room"), .author = {}, .text = {}}};
    EXPECT_EQ(complaint([&] { check_limits(json::Path(), job); }), "message.room: does not match [a-z0-9-]+");
    ::golden::types::Pairs pairs{.pairs = {{.item0 = "a", .count = -1, .item2 = {}}}};
    EXPECT_EQ(complaint([&] { check_limits(json::Path(), pairs); }), "pairs[0][1]: expected at least 0, found -1");
}

TEST(CheckLimits, IsThereForEventsToo) {
    ::golden::services::chat_events::posted event{
        .payload = {.room = ::golden::services::Room("lobby"), .author = {}, .text = "hi"}};
    EXPECT_EQ(complaint([&] { check_limits(event); }), "accepted");
    event.payload.text = std::string(4001, 'x');
    EXPECT_EQ(complaint([&] { check_limits(event); }), "text: expected at most 4000 characters, found 4001");
}

}  // namespace
}  // namespace antiphon::golden
