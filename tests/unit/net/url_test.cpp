#include "antiphon/net/url.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

namespace antiphon::net {
namespace {

TEST(Url, TakesHostPortAndTargetApart) {
    const auto url = Url::parse("http://127.0.0.1:8101/rpc?x=1#part");
    EXPECT_EQ(url.scheme, "http");
    EXPECT_EQ(url.host, "127.0.0.1");
    EXPECT_EQ(url.port, 8101);
    EXPECT_EQ(url.target, "/rpc?x=1");
    EXPECT_EQ(url.authority(), "127.0.0.1:8101");
    EXPECT_FALSE(url.secure());
}

TEST(Url, FillsInTheSchemesPortAndTheRootPath) {
    EXPECT_EQ(Url::parse("HTTPS://shop.example").port, 443);
    EXPECT_EQ(Url::parse("wss://shop.example/ws").port, 443);
    EXPECT_EQ(Url::parse("ws://shop.example?a").target, "/?a");
    EXPECT_EQ(Url::parse("http://shop.example").target, "/");
    EXPECT_EQ(Url::parse("http://shop.example:80").authority(), "shop.example");
}

TEST(Url, KnowsIPv6InBrackets) {
    const auto url = Url::parse("http://[::1]:8101/");
    EXPECT_EQ(url.host, "::1");
    EXPECT_EQ(url.authority(), "[::1]:8101");
    EXPECT_EQ(Url::parse("http://[2001:db8::1]/").authority(), "[2001:db8::1]");
}

TEST(Url, GetsAPathOnlyWhereItHasNone) {
    EXPECT_EQ(with_path("http://shop.example:8101", "/rpc"), "http://shop.example:8101/rpc");
    EXPECT_EQ(with_path("http://shop.example?a=/", "/rpc"), "http://shop.example/rpc?a=/");
    EXPECT_EQ(with_path("http://shop.example/", "/rpc"), "http://shop.example/");
    EXPECT_EQ(with_path("http://shop.example/api", "/rpc"), "http://shop.example/api");
    EXPECT_EQ(with_path("", "/rpc"), "/rpc");
}

class BadUrl : public testing::TestWithParam<const char*> {};

TEST_P(BadUrl, IsRefused) { EXPECT_THROW(Url::parse(GetParam()), Error) << GetParam(); }

INSTANTIATE_TEST_SUITE_P(Url, BadUrl,
                         testing::Values("", "shop.example", "ftp://shop.example", "http://", "http://:80/",
                                         "http://a:0/", "http://a:65536/", "http://a:8x/", "http://a:/",
                                         "http://user:pass@a/", "http://[::1/", "http://[::1]x/", "http://a b/",
                                         "http://a/\r\nX: y", "http://a/\xC3\xA9"));

}  // namespace
}  // namespace antiphon::net
