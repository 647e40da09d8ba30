// `secret` fields: in no error, whatever is wrong with them, and in no log that uses redacted().

#include "rewriting.h"
#include "services.h"
#include "types.h"
#include "unions.h"

namespace antiphon::golden {
namespace {

TEST(Secrets, AreNotShownByErrors) {
    EXPECT_EQ(rewritten("unions.Card", R"({"token":4711})"), "token: expected a string");
    EXPECT_EQ(rewritten("services.PostParams", R"({"room":"lobby","text":"x","secret_word":["4711"]})"),
              "secret_word: expected a string");
    EXPECT_EQ(rewritten("types.Aliases", R"({"user":"7c9e6679-7425-40de-944b-e07fc1f90ae7","nick":"abc","key":")" +
                                             std::string(101, 'k') + R"(","names":["abc"],"score":1,"friends":{}})"),
              "key: expected at most 100 characters");
}

TEST(Secrets, AreCutOffWhereverTheyWouldBeShown) {
    const json::Path root;
    const json::Path pin = json::Path(root, "pin").secret(), place(pin, std::size_t{3});
    try {
        place.fail("expected a string, since that is safer; found the number 4711");
    } catch (const InvalidData& error) {
        EXPECT_STREQ(error.what(), "pin: expected a string, since that is safer");
    }
}

TEST(Redacted, HasNoSecretAndEverythingElse) {
    const ::golden::services::PostParams params{
        .room = ::golden::services::Room("lobby"), .text = "hi", .secret_word = "4711"};
    EXPECT_EQ(json::redacted(params), R"({"room":"lobby","text":"hi","secret_word":"…"})");
    const ::golden::types::Point open{.x = 1, .y = 2};
    EXPECT_EQ(json::redacted(open), R"({"x":1,"y":2})");
}

TEST(Redacted, FindsSecretsInUnionsArraysAndMaps) {
    ::golden::unions::All all;
    all.payment = ::golden::unions::Card{.token = "4711", .save = true};
    all.closed = ::golden::unions::ClosedPayment(::golden::unions::Card{.token = "4712"});
    all.block = ::golden::unions::Latest{};
    all.loose = {::golden::unions::Loose(true), ::golden::unions::Loose(::golden::unions::Card{.token = "4713"})};
    EXPECT_EQ(
        json::redacted(all),
        R"({"payment":{"method":"card","token":"…","save":true},"closed":{"type":"card","token":"…","save":false},"block":{},)"
        R"("loose":[true,{"token":"…","save":false}],"tight":{}})");
}

TEST(Redacted, WorksOnTextThatNobodyHasRead) {
    using ::golden::unions::secrets_of_All;
    EXPECT_EQ(json::redacted(R"({"loose": [ {"token" : {"x": "4711"}}, [1.50] ], "new": 7})", secrets_of_All),
              R"({"loose":[{"token":"…"},[1.50]],"new":7})");
    EXPECT_EQ(json::redacted(R"({"payment": {"token": "4711")", secrets_of_All), "\"…\"");
    constexpr json::SecretMember rows[] = {{"pins", "[{", nullptr}, {"", "", &secrets_of_All}};
    const json::Secrets secrets{rows};
    EXPECT_EQ(json::redacted(R"({"pins":[{"a":"4711"},4712,[]],"payment":{"token":1}})", secrets),
              R"({"pins":[{"a":"…"},"…","…"],"payment":{"token":"…"}})");
    EXPECT_EQ(json::redacted(R"({"pins":"4711"})", secrets), R"({"pins":"…"})");
}

}  // namespace
}  // namespace antiphon::golden
