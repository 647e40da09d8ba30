#include "antiphon/redis/options.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

using antiphon::Error;
using antiphon::redis::Options;

namespace {

std::string refusal(std::string_view url) {
    try {
        Options::from_url(url);
        return "accepted";
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

TEST(RedisUrl, NamesHostPortAndDatabase) {
    const Options options = Options::from_url("redis://cache.example:6380/3");
    EXPECT_EQ(options.host, "cache.example");
    EXPECT_EQ(options.port, 6380);
    EXPECT_EQ(options.db, 3);
    EXPECT_EQ(options.text(), "cache.example:6380/3");
}

TEST(RedisUrl, HasDefaults) {
    const Options options = Options::from_url("redis://localhost");
    EXPECT_EQ(options.port, 6379);
    EXPECT_EQ(options.db, 0);
    EXPECT_TRUE(options.password.empty());
    EXPECT_EQ(Options::from_url("redis://localhost/").db, 0);
}

TEST(RedisUrl, CarriesCredentials) {
    const Options options = Options::from_url("redis://shop:p%40ss%3A%2f@10.0.0.7:6379");
    EXPECT_EQ(options.user, "shop");
    EXPECT_EQ(options.password.reveal(), "p@ss:/");
    EXPECT_EQ(options.host, "10.0.0.7");
    EXPECT_EQ(Options::from_url("redis://:secret@h").password.reveal(), "secret");
    EXPECT_EQ(Options::from_url("redis://:secret@h").user, "");
}

TEST(RedisUrl, TakesAddressesOfVersion6) {
    EXPECT_EQ(Options::from_url("redis://[::1]:6380").host, "::1");
    EXPECT_EQ(Options::from_url("redis://[::1]:6380").port, 6380);
    EXPECT_EQ(Options::from_url("redis://[2001:db8::7]").port, 6379);
}

TEST(RedisUrl, NamesAUnixSocket) {
    EXPECT_EQ(Options::from_url("unix:/run/redis.sock").unix_socket, "/run/redis.sock");
    EXPECT_EQ(Options::from_url("unix:///run/redis.sock").unix_socket, "/run/redis.sock");
    EXPECT_EQ(Options::from_url("unix:/run/redis.sock").text(), "/run/redis.sock");
}

TEST(RedisUrl, IsRefusedWithTheReason) {
    const std::string expected = "; expected redis://[user:password@]host[:port][/db] or unix:/path/to/socket";
    EXPECT_EQ(refusal("http://localhost"), "Redis address: it does not begin with redis:// or unix:" + expected);
    EXPECT_EQ(refusal(""), "Redis address: it does not begin with redis:// or unix:" + expected);
    EXPECT_EQ(refusal("redis://"), "Redis address: there is no host" + expected);
    EXPECT_EQ(refusal("redis://:6379"), "Redis address: there is no host" + expected);
    EXPECT_EQ(refusal("redis://h:65536"), "Redis address: the port is not a number from 1 to 65535" + expected);
    EXPECT_EQ(refusal("redis://h:0"), "Redis address: the port is not a number from 1 to 65535" + expected);
    EXPECT_EQ(refusal("redis://h:6379x"), "Redis address: the port is not a number from 1 to 65535" + expected);
    EXPECT_EQ(refusal("redis://h:"), "Redis address: the port is not a number from 1 to 65535" + expected);
    EXPECT_EQ(refusal("redis://h/one"), "Redis address: the database is not a number from 0 to 65535" + expected);
    EXPECT_EQ(refusal("redis://[::1"), "Redis address: a '[' without ']'" + expected);
    EXPECT_EQ(refusal("redis://[::1]x6379"), "Redis address: something other than a port follows ']'" + expected);
    EXPECT_EQ(refusal("unix:"), "Redis address: there is no path" + expected);
}

TEST(RedisUrl, NeverShowsThePassword) {
    for (const auto* url : {"redis://user:hunter2@", "redis://hunter2@host", "redis://user:hunter2%zz@host",
                            "redis://user:hunter2@host:port", "redis://user:hunter2@host/db", "hunter2",
                            "redis://user:hunter2/x@host", "redis://user:x/hunter2@host"})
        EXPECT_EQ(refusal(url).find("hunter2"), std::string::npos) << url;
    EXPECT_EQ(Options::from_url("redis://user:hunter2@host/1").text(), "host:6379/1");
}
