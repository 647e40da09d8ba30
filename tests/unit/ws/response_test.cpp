#include "response.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

namespace antiphon::ws {
namespace {

TEST(Response, TellsItsLength) {
    const HttpResponse response{200, {{"Content-Type", "text/plain"}}, "hello", {}};
    EXPECT_EQ(write_response_head(response, {}, "Date: now\r\n"),
              "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(write_response_head(response, {.keep_alive = false, .without_length = true}, ""),
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
}

TEST(Response, HasNoLengthWhereThereIsNoBody) {
    EXPECT_EQ(write_response_head({204, {}, "", {}}, {}, ""), "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(Response, LetsNoFieldSmuggleALine) {
    EXPECT_THROW(write_response_head({200, {{"X", "a\r\nY: b"}}, "", {}}, {}, ""), Error);
    EXPECT_THROW(write_response_head({200, {{"X: y", "a"}}, "", {}}, {}, ""), Error);
}

TEST(Refusal, ClosesAndSaysWhy) {
    EXPECT_EQ(write_refusal(400, "no", ""),
              "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 3\r\n"
              "Connection: close\r\n\r\nno\n");
    EXPECT_NE(write_refusal(503, "", "").find("Retry-After: 1\r\n"), std::string::npos);
}

}  // namespace
}  // namespace antiphon::ws
