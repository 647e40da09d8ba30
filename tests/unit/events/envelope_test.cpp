#include "antiphon/events/envelope.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

namespace antiphon::events {
namespace {

const ChannelType flow{.name = "shop.flow", .kind = ChannelKind::durable};
constexpr Attributes attributes{
    .id = "e-1", .source = "shop/1", .type = "shop.placed", .time = "2026-01-02T03:04:05.006Z"};

std::string message(const ChannelType& channel, const Attributes& around, std::string_view data) {
    std::string text;
    append_message(text, channel, around, data);
    return text;
}

TEST(Envelope, WritesOneCloudEvent) {
    Attributes all = attributes;
    all.traceparent = "00-1-2-01";
    all.tracestate = "a=b";
    all.tenant = "ac\"me";
    EXPECT_EQ(
        message(flow, all, R"({"n":1})"),
        R"({"specversion":"1.0","id":"e-1","source":"shop/1","type":"shop.placed","time":"2026-01-02T03:04:05.006Z",)"
        R"("traceparent":"00-1-2-01","tracestate":"a=b","tenant":"ac\"me","data":{"n":1}})");
}

TEST(Envelope, LeavesOutWhatIsEmpty) {
    EXPECT_EQ(
        message(flow, attributes, "7"),
        R"({"specversion":"1.0","id":"e-1","source":"shop/1","type":"shop.placed","time":"2026-01-02T03:04:05.006Z","data":7})");
}

TEST(Envelope, ReadsBackWhatItWrote) {
    Attributes all = attributes;
    all.traceparent = "00-1-2-01";
    all.tenant = "ac\"me";
    json::Parser parser;
    Delivery delivery;
    delivery.id = "left over";
    delivery.tracestate = "left over";
    const json::Value data =
        read_message(flow, with_position(message(flow, all, R"({"n":1})"), "k3Fq", 122), parser, delivery);
    EXPECT_EQ(data.find("n")->int64(), 1);
    EXPECT_EQ(delivery.id, "e-1");
    EXPECT_EQ(delivery.type, "shop.placed");
    EXPECT_EQ(delivery.source, "shop/1");
    EXPECT_EQ(delivery.time, "2026-01-02T03:04:05.006Z");
    EXPECT_EQ(delivery.traceparent, "00-1-2-01");
    EXPECT_EQ(delivery.tracestate, "");
    EXPECT_EQ(delivery.tenant, "ac\"me");
    EXPECT_EQ(delivery.position, (Position{"k3Fq", 122}));
}

TEST(Envelope, TakesForeignCloudEventsInAnyOrder) {
    json::Parser parser;
    Delivery delivery;
    const json::Value data =
        read_message(flow, R"({"data":{"n":2},"extra":{"x":1},"type":"t","id":"i","source":"s","specversion":"1.0"})",
                     parser, delivery);
    EXPECT_EQ(data.find("n")->int64(), 2);
    EXPECT_EQ(delivery.type, "t");
}

TEST(Envelope, NamesTheAttributeThatIsWrong) {
    json::Parser parser;
    Delivery delivery;
    const auto path_of = [&](std::string_view text) {
        try {
            read_message(flow, text, parser, delivery);
        } catch (const Error& error) {
            return error.path().empty() ? std::string(error.what()) : error.path();
        }
        return std::string("accepted");
    };
    EXPECT_EQ(path_of(R"({"id":7,"type":"t"})"), "id");
    EXPECT_EQ(path_of(R"({"type":"t"})"), "id");
    EXPECT_EQ(path_of(R"({"id":"i"})"), "type");
    EXPECT_EQ(path_of(R"({"id":"i","type":"t","specversion":"0.3"})"), "specversion");
    EXPECT_EQ(path_of(R"({"id":"i","type":"t","offset":-1})"), "offset");
    EXPECT_EQ(path_of(R"({"id":"i","type":"t","offset":"1"})"), "offset");
    EXPECT_EQ(path_of(R"({"id":"i","type":"t","tenant":null})"), "tenant");
    EXPECT_NE(path_of("[]"), "accepted");
    EXPECT_NE(path_of(R"({"id":"i","type":"t"} )" + std::string("x")), "accepted");
}

TEST(Envelope, WritesTimesWithMilliseconds) {
    using namespace std::chrono;
    EXPECT_EQ(time_text(Timestamp(0s)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(time_text(Timestamp(sys_days(2026y / 2 / 3)) + 4h + 5min + 6s + 7999us), "2026-02-03T04:05:06.007Z");
}

TEST(Position, StandsInFrontAndIsReadWithoutParsing) {
    const std::string text = with_position(R"({"specversion":"1.0"})", "k3Fq", 18446744073709551615u);
    EXPECT_EQ(text, R"({"epoch":"k3Fq","offset":18446744073709551615,"specversion":"1.0"})");
    const auto found = read_position(text);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->epoch, "k3Fq");
    EXPECT_EQ(found->offset, 18446744073709551615u);
    EXPECT_EQ("{" + text.substr(found->rest), R"({"specversion":"1.0"})");
}

TEST(Position, IsNothingUnlessItStandsThereExactly) {
    for (const char* text :
         {"", "{", "{}", R"({"epoch":"a"})", R"({"epoch":"a","offset":})", R"({"epoch":"a","offset":1)",
          R"({"epoch":"a","offset":1})", R"({"epoch":"a","offset":-1,"x":1})", R"({"epoch":"a","offset":1.5,"x":1})",
          R"({"epoch":"a","offset":18446744073709551616,"x":1})", R"({"epoch":"a\"b","offset":1,"x":1})",
          R"({ "epoch":"a","offset":1,"x":1})", R"({"offset":1,"epoch":"a","x":1})",
          R"({"epoch":"0123456789012345678901234567890123456789","offset":1,"x":1})"})
        EXPECT_FALSE(read_position(text)) << text;
}

TEST(PeekType, FindsTheTypeOfOursWithoutLookingAtThePayload) {
    json::Parser parser;
    const std::string text = message(flow, attributes, "{broken");
    EXPECT_EQ(peek_type(text, parser), "shop.placed");
    EXPECT_EQ(peek_type(with_position(text, "k3Fq", 7), parser), "shop.placed");
}

TEST(PeekType, ParsesWhatOthersWrote) {
    json::Parser parser;
    EXPECT_EQ(peek_type(R"({"data":{"type":"no"},"type":"yes"})", parser), "yes");
    EXPECT_EQ(peek_type(R"({"id":"a\"b","type":"y\u0065s"})", parser), "yes");
    EXPECT_EQ(peek_type(R"( {"id" : "a", "type" : "yes"})", parser), "yes");
}

TEST(PeekType, IsEmptyForWhatIsNoEvent) {
    json::Parser parser;
    for (const char* text : {"", "[]", "7", "{", R"({"type":7})", R"({"types":"t"})", "\xff"})
        EXPECT_EQ(peek_type(text, parser), "") << text;
}

}  // namespace
}  // namespace antiphon::events
