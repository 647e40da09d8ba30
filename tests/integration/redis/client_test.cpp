// The client against a real redis-server that crashes, freezes, forgets and refuses.

#include "antiphon/redis/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "antiphon/testing/eventually.h"
#include "antiphon/testing/redis_server.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::redis;
using antiphon::testing::eventually;
using antiphon::testing::RedisServer;

namespace {

constexpr auto soon = 20s;

std::shared_ptr<redis::Loop> loop() { return std::make_shared<redis::Loop>(); }

ErrorKind kind_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error.kind();
    }
}

}  // namespace

TEST(RedisClient, ComesBackAfterACrash) {
    RedisServer redis;
    Client client(loop(), redis.options());
    EXPECT_EQ(client.call({"SET", "key", "value"}).text, "OK");
    for (int round = 0; round < 3; ++round) {
        redis.kill9();
        ASSERT_TRUE(eventually(soon, [&] { return !client.connected(); }));
        redis.start();
        EXPECT_EQ(client.call({"INCR", "counter"}, Deadline::in(soon)).integer, 1) << "a new server, without data";
    }
}

TEST(RedisClient, FailsWhatIsUnderWayWhenRedisCrashesAndKeepsTheRestWaiting) {
    RedisServer redis;
    Client client(loop(), redis.options());
    client.call({"PING"});
    std::promise<ErrorKind> blocked;
    client.send({"BLPOP", "nothing", "0"}, Deadline::in(soon),
                [&](const Reply&, std::exception_ptr failure) { blocked.set_value(kind_of(failure)); });
    ASSERT_TRUE(eventually(soon, [&] {
        return redis.command({"INFO", "clients"}).text.find("blocked_clients:1") != std::string::npos;
    }));
    redis.kill9();
    EXPECT_EQ(blocked.get_future().get(), ErrorKind::unavailable);
    std::promise<std::string> waiting;
    client.send({"PING"}, Deadline::in(soon), [&](Reply reply, std::exception_ptr) { waiting.set_value(reply.text); });
    redis.start();
    EXPECT_EQ(waiting.get_future().get(), "PONG");
}

TEST(RedisClient, GivesNoWrongAnswerInAThousandTimeouts) {
    RedisServer redis;
    Client client(loop(), redis.options());
    ASSERT_EQ(client.call({"PING"}).text, "PONG");
    int timed_out = 0, wrong = 0, answered = 0;
    for (int round = 0; timed_out < 1000; ++round) {
        ASSERT_LT(round, 50) << "only " << timed_out << " timeouts";
        std::atomic<int> open{0};
        std::promise<void> settled;
        std::atomic<int> late{0}, mixed_up{0}, good{0};
        // Before, while and after Redis stands still: the answers come when nobody waits for them any more.
        redis.freeze();
        open = 60;
        for (int i = 0; i < 60; ++i) {
            const std::string text = std::to_string(round) + ":" + std::to_string(i);
            client.send({"ECHO", text}, Deadline::in(i < 40 ? 30ms : 10s),
                        [&, text](const Reply& reply, std::exception_ptr failure) {
                            if (!failure)
                                ++(reply.text == text ? good : mixed_up);
                            else if (kind_of(failure) == ErrorKind::timed_out)
                                ++late;
                            if (--open == 0) settled.set_value();
                        });
        }
        ASSERT_TRUE(eventually(soon, [&] { return late > 0; }));
        redis.thaw();
        ASSERT_EQ(settled.get_future().wait_for(soon), std::future_status::ready);
        for (int i = 0; i < 20; ++i) {
            const std::string text = "after " + std::to_string(i);
            ++(client.call({"ECHO", text}, Deadline::in(soon)).text == text ? answered : wrong);
        }
        timed_out += late;
        wrong += mixed_up;
        answered += good;
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(answered, 0);
    RecordProperty("timeouts", timed_out);
}

TEST(RedisClient, WaitsForAFrozenServerNoLongerThanItsDeadline) {
    RedisServer redis;
    Client client(loop(), redis.options());
    client.call({"PING"});
    redis.freeze();
    const auto before = Clock::now();
    EXPECT_THROW(client.call({"PING"}, Deadline::in(200ms)), Error);
    EXPECT_LT(Clock::now() - before, 2s);
    redis.thaw();
    EXPECT_EQ(client.call({"PING"}, Deadline::in(soon)).text, "PONG");
}

TEST(RedisClient, BlocksForLongerThanItsCommandTimeout) {
    RedisServer redis;
    Options options = redis.options();
    options.command_timeout = 100ms;
    Client blocking(loop(), options);
    Client other(loop(), options);
    other.call({"XGROUP", "CREATE", "stream", "group", "$", "MKSTREAM"});
    std::promise<Reply> read;
    blocking.send({"XREADGROUP", "GROUP", "group", "one", "BLOCK", "5000", "STREAMS", "stream", ">"}, Deadline::in(6s),
                  [&](Reply reply, std::exception_ptr failure) {
                      failure ? read.set_exception(failure) : read.set_value(std::move(reply));
                  });
    auto answer = read.get_future();
    EXPECT_EQ(answer.wait_for(400ms), std::future_status::timeout);
    other.call({"XADD", "stream", "7-0", "field", "value"});
    const Reply reply = answer.get();
    EXPECT_EQ(reply.items.at(0).items.at(1).items.at(0).items.at(0).text, "7-0");
}

TEST(RedisClient, LoadsAScriptThatRedisHasForgotten) {
    RedisServer redis;
    Client client(loop(), redis.options());
    const Script script("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    EXPECT_EQ(client.run(script, {"{a}"}, {"1"}).integer, 1);
    EXPECT_EQ(client.run(script, {"{a}"}, {"2"}).integer, 3);
    EXPECT_EQ(redis.command({"SCRIPT", "EXISTS", script.sha()}).items.at(0).integer, 1);
    redis.command({"SCRIPT", "FLUSH"});
    EXPECT_EQ(client.run(script, {"{a}"}, {"3"}).integer, 6);
    EXPECT_EQ(redis.command({"SCRIPT", "EXISTS", script.sha()}).items.at(0).integer, 1);
    redis.restart();
    EXPECT_EQ(client.run(script, {"{a}"}, {"5"}, Deadline::in(soon)).integer, 5);
}

TEST(RedisClient, ComesBackAfterItWasKilledByName) {
    RedisServer redis;
    Client client(loop(), redis.options());
    client.call({"PING"});
    std::atomic<int> connected{0};
    client.on_connected([&] { ++connected; });
    ASSERT_TRUE(eventually(soon, [&] { return connected == 1; }));
    redis.command({"CLIENT", "KILL", "TYPE", "normal"});
    ASSERT_TRUE(eventually(soon, [&] { return connected == 2; }));
    EXPECT_EQ(client.call({"PING"}, Deadline::in(soon)).text, "PONG");
}

TEST(RedisClient, LeavesAServerThatBecameAReplica) {
    RedisServer redis, master;
    Client client(loop(), redis.options());
    client.call({"SET", "key", "1"});
    std::atomic<int> connected{0};
    client.on_connected([&] { ++connected; });
    ASSERT_TRUE(eventually(soon, [&] { return connected == 1; }));
    redis.command({"REPLICAOF", "127.0.0.1", std::to_string(master.port())});
    EXPECT_THROW(client.call({"SET", "key", "2"}), CommandError);
    EXPECT_TRUE(eventually(soon, [&] { return connected >= 2; }));
    redis.command({"REPLICAOF", "NO", "ONE"});
    EXPECT_TRUE(eventually(soon, [&] {
        try {
            return client.call({"SET", "key", "3"}, Deadline::in(soon)).text == "OK";
        } catch (const Error&) {
            return false;  // the replica's refusal was under way
        }
    }));
}

TEST(RedisClient, SignsIn) {
    RedisServer redis;
    redis.command({"ACL", "SETUSER", "shop", "on", ">hunter2", "~*", "+@all"});
    redis.command({"ACL", "SETUSER", "default", "off"});
    const auto url = "redis://shop:hunter2@127.0.0.1:" + std::to_string(redis.port()) + "/2";
    Client client(loop(), Options::from_url(url));
    EXPECT_EQ(client.call({"ACL", "WHOAMI"}).text, "shop");
    EXPECT_NE(client.call({"CLIENT", "INFO"}).text.find(" db=2 "), std::string::npos);
    Client stranger(loop(), redis.options());
    EXPECT_THROW(stranger.call({"PING"}, Deadline::in(500ms)), Error);
    EXPECT_FALSE(stranger.connected());
}

TEST(RedisClient, KeepsArgumentsApartWhateverTheyHold) {
    RedisServer redis;
    Client client(loop(), redis.options());
    std::string all_bytes;
    for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
    for (const std::string& nasty : {all_bytes, std::string("\r\nFLUSHALL\r\n"), std::string("%s%n%b"),
                                     std::string("{tag} *?[]\\"), std::string("a\0b", 3), std::string()}) {
        client.call({"SET", nasty, nasty + "!"});
        EXPECT_EQ(client.call({"GET", nasty}).text, nasty + "!");
    }
    EXPECT_EQ(client.call({"DBSIZE"}).integer, 6);
}

TEST(RedisClient, TellsThatRedisIsFull) {
    RedisServer redis({.more_arguments = "--maxmemory 2mb --maxmemory-policy noeviction"});
    Client client(loop(), redis.options());
    try {
        for (int i = 0; i < 100; ++i) client.call({"SET", std::to_string(i), std::string(100'000, 'x')});
        FAIL() << "took everything";
    } catch (const CommandError& error) {
        EXPECT_EQ(error.word(), "OOM");
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    }
    redis.command({"FLUSHALL"});
    EXPECT_EQ(client.call({"SET", "key", "value"}).text, "OK") << "by itself, on the same connection";
}
