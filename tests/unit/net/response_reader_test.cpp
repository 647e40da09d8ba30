#include "response_reader.h"

#include <gtest/gtest.h>

namespace antiphon::net {
namespace {

constexpr std::string_view plain = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

ResponseReader reader(bool answers_head = false) {
    ResponseReader made({.max_header_bytes = 1024, .max_body_bytes = 64});
    made.start(answers_head);
    return made;
}

TEST(ResponseReader, ReadsAResponseThatComesAtOnce) {
    auto response = reader();
    EXPECT_EQ(response.feed(plain), plain.size());
    ASSERT_TRUE(response.done());
    EXPECT_TRUE(response.keep_alive());
    const auto whole = response.take();
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.header("content-type"), "text/plain");
    EXPECT_EQ(whole.body, "hello");
}

TEST(ResponseReader, ReadsTheSameByteByByte) {
    constexpr std::string_view chunked =
        "HTTP/1.1 201 Made\r\nTransfer-Encoding: Chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n";
    for (const auto text : {plain, chunked}) {
        auto response = reader();
        for (const char& byte : text) {
            ASSERT_FALSE(response.done());
            EXPECT_EQ(response.feed({&byte, 1}), 1U);
            ASSERT_FALSE(response.failed()) << response.reason();
        }
        ASSERT_TRUE(response.done());
        EXPECT_EQ(response.take().body, text == plain ? "hello" : "hello0123456789");
    }
}

TEST(ResponseReader, LeavesWhatComesBehindTheResponse) {
    auto response = reader();
    const std::string text = std::string(plain) + "HTTP/1.1 500";
    EXPECT_EQ(response.feed(text), plain.size());
    EXPECT_TRUE(response.done());
}

TEST(ResponseReader, SkipsInterimResponses) {
    auto response = reader();
    response.feed("HTTP/1.1 100 Continue\r\n\r\n" + std::string(plain));
    ASSERT_TRUE(response.done());
    EXPECT_EQ(response.take().status, 200);
}

TEST(ResponseReader, ReadsNoBodyWhereThereIsNone) {
    auto head = reader(true);
    head.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    EXPECT_TRUE(head.done());
    auto empty = reader();
    empty.feed("HTTP/1.1 204 No Content\r\n\r\n");
    EXPECT_TRUE(empty.done());
    EXPECT_TRUE(empty.keep_alive());
}

TEST(ResponseReader, EndsAnUnframedBodyWithTheConnection) {
    auto response = reader();
    response.feed("HTTP/1.1 200 OK\r\n\r\nhel");
    response.feed("lo");
    EXPECT_FALSE(response.done());
    EXPECT_TRUE(response.close());
    EXPECT_FALSE(response.keep_alive());
    EXPECT_EQ(response.take().body, "hello");
}

TEST(ResponseReader, DoesNotTakeHalfAResponseForAWholeOne) {
    auto response = reader();
    response.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    EXPECT_FALSE(response.close());
}

TEST(ResponseReader, SeesThatTheConnectionWillClose) {
    auto closing = reader();
    closing.feed("HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n");
    ASSERT_TRUE(closing.done());
    EXPECT_FALSE(closing.keep_alive());
    auto old = reader();
    old.feed("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
    ASSERT_TRUE(old.done());
    EXPECT_FALSE(old.keep_alive());
}

TEST(ResponseReader, TakesABodyAtTheLimitAndRefusesOneAbove) {
    auto at = reader();
    at.feed("HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n" + std::string(64, 'x'));
    EXPECT_TRUE(at.done());
    for (const std::string above : {"HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n",
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n"}) {
        auto response = reader();
        response.feed(above);
        EXPECT_TRUE(response.failed());
        EXPECT_TRUE(response.too_large());
    }
    auto unframed = reader();
    unframed.feed("HTTP/1.1 200 OK\r\n\r\n" + std::string(65, 'x'));
    EXPECT_TRUE(unframed.too_large());
}

TEST(ResponseReader, RefusesAHeaderAboveTheLimit) {
    auto response = reader();
    response.feed("HTTP/1.1 200 OK\r\nX: " + std::string(1024, 'x'));
    EXPECT_TRUE(response.too_large());
}

class BrokenResponse : public testing::TestWithParam<const char*> {};

TEST_P(BrokenResponse, IsRefused) {
    auto response = reader();
    response.feed(GetParam());
    EXPECT_TRUE(response.failed()) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    ResponseReader, BrokenResponse,
    testing::Values("HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "ICY 200 OK\r\n\r\n",
                    "HTTP/1.1 099 X\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n", "HTTP/1.1 200 OK\r\nX: y\nZ: z\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n"));

}  // namespace
}  // namespace antiphon::net
