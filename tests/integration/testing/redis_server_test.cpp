#include "antiphon/testing/redis_server.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "antiphon/base/error.h"

using antiphon::testing::RedisServer;

TEST(RedisServer, AnswersAsSoonAsItIsMade) {
    RedisServer redis;
    EXPECT_EQ(redis.command({"PING"}).text, "PONG");
    EXPECT_EQ(redis.url(), "redis://127.0.0.1:" + std::to_string(redis.port()));
}

TEST(RedisServer, ComesBackEmptyOnTheSamePort) {
    RedisServer redis;
    const auto port = redis.port();
    redis.command({"SET", "key", "value"});
    redis.kill9();
    redis.start();
    EXPECT_EQ(redis.port(), port);
    EXPECT_EQ(redis.command({"EXISTS", "key"}).integer, 0);
}

TEST(RedisServer, KeepsItsDataOverACrashWhenAppending) {
    RedisServer redis({.appendonly = true, .more_arguments = "--appendfsync always"});
    redis.command({"SET", "key", "value"});
    redis.restart();
    EXPECT_EQ(redis.command({"GET", "key"}).text, "value");
    redis.restart_empty();
    EXPECT_EQ(redis.command({"EXISTS", "key"}).integer, 0);
}

TEST(RedisServer, ListensOnAUnixSocketAndTakesItsFolderAlong) {
    std::string socket;
    {
        RedisServer redis;
        socket = redis.unix_url().substr(5);
        antiphon::redis::Client client(std::make_shared<antiphon::redis::Loop>(),
                                       antiphon::redis::Options::from_url(redis.unix_url()));
        EXPECT_EQ(client.call({"PING"}).text, "PONG");
    }
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(socket).parent_path()));
}

TEST(RedisServer, CanBeEndedWhileFrozen) {
    RedisServer redis;
    redis.freeze();
    redis.restart();
    EXPECT_EQ(redis.command({"PING"}).text, "PONG");
    redis.freeze();
}

TEST(RedisServer, SaysWhatTheServerSaidWhenItDoesNotStart) {
    try {
        RedisServer redis({.more_arguments = "--no-such-setting 1"});
        FAIL() << "started";
    } catch (const antiphon::Error& error) {
        EXPECT_NE(std::string(error.what()).find("no-such-setting"), std::string::npos) << error.what();
    }
}
