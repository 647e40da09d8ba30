#include "head_reader.h"

#include <gtest/gtest.h>

#include "requests.h"

namespace antiphon::ws {
namespace {

const ServerLimits limits;

class RawRequests : public ::testing::TestWithParam<testing::RawRequest> {};

TEST_P(RawRequests, GetTheirVerdictWholeAndByteByByte) {
    const auto& request = GetParam();
    HeadReader whole(limits);
    whole.feed(request.text);
    EXPECT_EQ(whole.refusal(), request.status) << whole.reason();
    EXPECT_EQ(whole.done() && whole.refusal() == 0, request.status == 0);

    HeadReader pieces(limits);
    for (const char& byte : request.text)
        if (!pieces.done() && pieces.refusal() == 0) pieces.feed({&byte, 1});
    EXPECT_EQ(pieces.refusal(), request.status) << pieces.reason();
}

INSTANTIATE_TEST_SUITE_P(HeadReader, RawRequests, ::testing::ValuesIn(testing::raw_requests()),
                         [](const auto& test) { return test.param.name; });

TEST(HeadReader, HandsOutWhatCame) {
    HeadReader reader(limits);
    const std::string text =
        "POST /rpc?x=1&y=2 HTTP/1.1\r\nHost: a\r\nX-One:  1 \r\nx-one: 2\r\nContent-Length: 3\r\n\r\n";
    EXPECT_EQ(reader.feed(text + "abc"), text.size());
    ASSERT_TRUE(reader.done());
    EXPECT_EQ(reader.framing().content_length, 3U);
    EXPECT_TRUE(reader.framing().keep_alive);
    const auto head = reader.take_head();
    EXPECT_EQ(head.method(), "POST");
    EXPECT_EQ(head.target(), "/rpc?x=1&y=2");
    EXPECT_EQ(head.path(), "/rpc");
    EXPECT_EQ(head.query(), "x=1&y=2");
    EXPECT_EQ(head.header("X-ONE"), "1");
    EXPECT_EQ(head.header_list("x-one"), "1, 2");
    EXPECT_EQ(head.header("missing"), "");
    EXPECT_EQ(head.headers().size(), 4U);
}

TEST(HeadReader, KnowsWhenTheConnectionEnds) {
    const auto keeps = [](const std::string& text) {
        HeadReader reader(limits);
        reader.feed(text);
        EXPECT_TRUE(reader.done());
        return reader.framing().keep_alive;
    };
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, CLOSE\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(HeadReader, SeesAWebSocketOnlyInAnUpgradeOfHttp11) {
    const auto asks = [](const std::string& text) {
        HeadReader reader(limits);
        reader.feed(text);
        EXPECT_TRUE(reader.done()) << reader.reason();
        return reader.framing().websocket;
    };
    EXPECT_TRUE(asks(testing::upgrade()));
    EXPECT_TRUE(asks("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, upgrade\r\nUpgrade: WebSocket\r\n\r\n"));
    EXPECT_FALSE(asks("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"));
    EXPECT_FALSE(asks("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"));
    EXPECT_FALSE(asks("GET / HTTP/1.0\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"));
}

TEST(HeadReader, TakesAsManyFieldsAsAllowedAndNotOneMore) {
    for (const std::size_t fields : {limits.max_headers, limits.max_headers + 1}) {
        std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (std::size_t i = 1; i < fields; ++i) text += "X: y\r\n";
        HeadReader reader(limits);
        reader.feed(text + "\r\n");
        EXPECT_EQ(reader.refusal(), fields == limits.max_headers ? 0 : 431);
    }
}

TEST(HeadReader, TakesAHeaderOfExactlyTheLimit) {
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    for (const std::size_t size : {limits.max_header_bytes, limits.max_header_bytes + 1}) {
        HeadReader reader(limits);
        reader.feed(start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n");
        EXPECT_EQ(reader.refusal(), size == limits.max_header_bytes ? 0 : 431);
    }
}

}  // namespace
}  // namespace antiphon::ws
