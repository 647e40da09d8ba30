#include "request_head.h"

#include <gtest/gtest.h>

namespace {

using namespace antiphon;
using rpc::Headers;
using rpc::read_head;
using rpc::Refusal;
using rpc::RequestHead;

struct Case {
    std::initializer_list<Headers::Field> fields;
    rpc::RequestLine line = {"POST", "/rpc", "HTTP/1.1"};
};

Refusal verdict(const Case& from, const rpc::HttpServerOptions& options = {}) {
    Headers headers;
    for (const auto& field : from.fields) headers.add(field.name, field.value);
    RequestHead head;
    return read_head(from.line, headers, options, head);
}

const Headers::Field host{"Host", "localhost:8101"};
const Headers::Field json{"Content-Type", "application/json"};
const Headers::Field length{"Content-Length", "2"};

TEST(RequestHead, IsTakenWhenItIsPlain) {
    EXPECT_FALSE(verdict({{host, json, length}}));
    EXPECT_FALSE(
        verdict({{host, {"content-type", "Application/JSON; charset=utf-8"}, {"Transfer-Encoding", "chunked"}}}));
    EXPECT_FALSE(verdict({{host, {"content-type", "application/json-rpc"}, length}}));
    EXPECT_FALSE(verdict({{json, length}, {"POST", "/rpc", "HTTP/1.0"}}));
}

TEST(RequestHead, IsRefusedAtOnceWhenTwoReadersMayDisagree) {
    for (const Case& from : std::initializer_list<Case>{
             {{host, json, length, {"Transfer-Encoding", "chunked"}}},
             {{host, json, length, length}},
             {{host, json, length, {"Content-Length", "3"}}},
             {{host, host, json, length}},
             {{json, length}},
             {{host, json, {"Transfer-Encoding", "gzip, chunked"}}},
             {{host, json, {"Transfer-Encoding", "identity"}}},
             {{host, json, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}},
             {{host, json, {"Content-Length", "+2"}}},
             {{host, json, {"Content-Length", "2, 2"}}},
             {{host, json, {"Content-Length", "99999999999999999999"}}},
             {{host, json, length, {"Upgrade", "websocket"}}},
             {{json, {"Transfer-Encoding", "chunked"}}, {"POST", "/rpc", "HTTP/1.0"}},
             {{host, json, length}, {"POST", "/rpc", "HTTP/1.2"}},
         }) {
        const Refusal refusal = verdict(from);
        EXPECT_EQ(refusal.status, 400) << refusal.reason;
        EXPECT_TRUE(refusal.at_once) << refusal.reason;
    }
}

TEST(RequestHead, NamesPathAndMethod) {
    EXPECT_EQ(verdict({{host, json, length}, {"POST", "/other", "HTTP/1.1"}}).status, 404);
    EXPECT_FALSE(verdict({{host, json, length}, {"POST", "/other", "HTTP/1.1"}}, {.path = ""}));
    EXPECT_EQ(verdict({{host}, {"GET", "/rpc", "HTTP/1.1"}}).status, 405);
    EXPECT_EQ(verdict({{host}, {"OPTIONS", "/rpc", "HTTP/1.1"}}).status, 204);
}

TEST(RequestHead, TakesOnlyJson) {
    EXPECT_EQ(verdict({{host, length}}).status, 415);
    EXPECT_EQ(verdict({{host, length, {"Content-Type", "text/plain"}}}).status, 415);
    EXPECT_EQ(verdict({{host, length, {"Content-Type", "application/jsonx"}}}).status, 415);
}

TEST(RequestHead, TakesOnlyListedOriginsAndItsOwn) {
    const rpc::HttpServerOptions listed{.origins = {"https://shop.example"}};
    EXPECT_EQ(verdict({{host, json, length, {"Origin", "https://evil.example"}}}).status, 403);
    EXPECT_EQ(verdict({{host, json, length, {"Origin", "null"}}}).status, 403);
    EXPECT_EQ(verdict({{host, json, length, {"Origin", "https://shop.example.evil.example"}}}, listed).status, 403);
    EXPECT_FALSE(verdict({{host, json, length, {"Origin", "https://shop.example"}}}, listed));
    EXPECT_FALSE(verdict({{host, json, length, {"Origin", "http://localhost:8101"}}}));
    EXPECT_EQ(verdict({{host, json, length, {"Sec-Fetch-Site", "cross-site"}}}).status, 403);
    EXPECT_FALSE(verdict({{host, json, length, {"Sec-Fetch-Site", "same-origin"}}}));
}

TEST(RequestHead, LimitsTheBody) {
    EXPECT_FALSE(verdict({{host, json, {"Content-Length", "1048576"}}}));
    EXPECT_EQ(verdict({{host, json, {"Content-Length", "1048577"}}}).status, 413);
    EXPECT_TRUE(verdict({{host, json, {"Content-Length", "99999999"}}}).at_once);
}

TEST(RequestHead, ChecksTheCallsFields) {
    for (const char* value : {"0", "-1", "300001", "1.5", "x", "1 "})
        EXPECT_EQ(verdict({{host, json, length, {"Antiphon-Timeout-Ms", value}}}).status, 400) << value;
    EXPECT_FALSE(verdict({{host, json, length, {"Antiphon-Timeout-Ms", "300000"}}}));
    EXPECT_FALSE(verdict({{host, json, length, {"Idempotency-Key", "k-1"}}}));
    const std::string at_the_limit(128, 'k');
    const std::string over = at_the_limit + "k";
    EXPECT_FALSE(verdict({{host, json, length, {"Idempotency-Key", at_the_limit}}}));
    EXPECT_EQ(verdict({{host, json, length, {"Idempotency-Key", over}}}).status, 400);
    EXPECT_EQ(verdict({{host, json, length, {"Idempotency-Key", "\xc3\xbc"}}}).status, 400);
}

}  // namespace
