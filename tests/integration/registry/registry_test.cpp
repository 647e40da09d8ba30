// Who is there: told quickly, forgotten after the lease, announced again after every misfortune of Redis.

#include "antiphon/rpc/registry.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/redis/options.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/redis_server.h"

using namespace std::chrono_literals;
using antiphon::Error;
using antiphon::ErrorKind;
using antiphon::rpc::Instance;
using antiphon::rpc::Lease;
using antiphon::rpc::Registry;
using antiphon::rpc::RegistryOptions;
using antiphon::rpc::Watch;
using antiphon::testing::eventually;
using antiphon::testing::RedisServer;

namespace {

constexpr auto soon = 20s;  // generous: the machine may be busy

RegistryOptions quick() { return {.lease = 600ms, .refresh = 200ms, .timeout = 5s}; }
/// Nothing happens by the clock within a test: what is seen was told.
RegistryOptions slow() { return {.lease = 10min, .refresh = 5min, .timeout = 5s}; }

Instance instance(std::string service, std::string id) {
    Instance made;
    made.service = std::move(service);
    made.url = "http://127.0.0.1:8101/rpc?" + id;
    made.id = std::move(id);
    made.version = "1.2.0";
    made.load = 7;
    return made;
}

std::vector<std::string> ids(Registry& registry, std::string_view service) {
    std::vector<std::string> found;
    for (const auto& one : registry.instances(service)) found.push_back(one.id);
    return found;
}

using Ids = std::vector<std::string>;

bool sees(Registry& registry, std::string_view service, const Ids& expected) {
    return eventually(soon, [&] { return ids(registry, service) == expected; });
}

}  // namespace

TEST(Registry, ShowsWhatWasAnnounced) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    Instance announced = instance("orders", "o-1");
    announced.admin_url = "http://127.0.0.1:9101";
    announced.started = antiphon::now();
    const Lease lease = announcer.announce(announced, R"({"ir":"1.0"})");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    EXPECT_EQ(reader.instances("orders").front(), announced);
    EXPECT_EQ(reader.services(), Ids{"orders"});
    EXPECT_EQ(reader.ir("orders"), R"({"ir":"1.0"})");
    EXPECT_EQ(reader.ir("unknown"), "");
    EXPECT_EQ(reader.instances("unknown"), std::vector<Instance>());
}

TEST(Registry, KeepsPrefixesApart) {
    RedisServer redis;
    Registry one(redis.options(), "one", slow());
    Registry two(redis.options(), "two", slow());
    const Lease lease = one.announce(instance("orders", "o-1"), "{}");
    ASSERT_TRUE(sees(one, "orders", {"o-1"}));
    EXPECT_EQ(two.services(), Ids());
}

TEST(Registry, KnowsThatALeaseHasBeenWithdrawnWhenItsDestructorReturns) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    {
        const Lease lease = announcer.announce(instance("orders", "o-1"), "{}");
        Registry reader(redis.options(), "test", slow());
        ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    }
    Registry reader(redis.options(), "test", slow());
    EXPECT_EQ(ids(reader, "orders"), Ids());
    EXPECT_EQ(reader.services(), Ids{"orders"}) << "a service without instances is still known";
}

TEST(Registry, WithdrawsEverythingWhenItGoesAway) {
    RedisServer redis;
    auto announcer = std::make_unique<Registry>(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    Lease first = announcer->announce(instance("orders", "o-1"), "{}");
    Lease second = announcer->announce(instance("stock", "s-1"), "{}");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    ASSERT_TRUE(sees(reader, "stock", {"s-1"}));
    announcer.reset();
    EXPECT_TRUE(sees(reader, "orders", {}));
    EXPECT_TRUE(sees(reader, "stock", {}));
}

TEST(Registry, TellsWatchersOfComingAndGoingWithoutWaitingForTheClock) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    ASSERT_EQ(reader.services(), Ids());
    std::mutex mutex;
    std::condition_variable news;
    std::vector<std::pair<std::string, std::size_t>> told;
    const Watch watch = reader.watch([&](std::string_view service) {
        const auto count = reader.instances(service).size();  // it may ask
        std::lock_guard lock(mutex);
        told.emplace_back(service, count);
        news.notify_all();
    });
    const auto told_last = [&](const std::pair<std::string, std::size_t>& expected) {
        std::unique_lock lock(mutex);
        return news.wait_for(lock, soon, [&] { return !told.empty() && told.back() == expected; });
    };
    Lease one = announcer.announce(instance("orders", "o-1"), "{}");
    EXPECT_TRUE(told_last({"orders", 1}));
    Lease two = announcer.announce(instance("orders", "o-2"), "{}");
    EXPECT_TRUE(told_last({"orders", 2}));
    one.withdraw();
    EXPECT_TRUE(told_last({"orders", 1}));
}

TEST(Registry, CallsNoWatcherAfterItsWatchIsGone) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    int called = 0;
    std::promise<void> other_called;
    Watch watch = reader.watch([&](std::string_view) { ++called; });
    const Watch other = reader.watch([&, once = false](std::string_view service) mutable {
        if (service == "stock" && !std::exchange(once, true)) other_called.set_value();
    });
    watch.cancel();
    const Lease lease = announcer.announce(instance("stock", "s-1"), "{}");
    ASSERT_EQ(other_called.get_future().wait_for(soon), std::future_status::ready);
    EXPECT_EQ(called, 0);
}

TEST(Registry, AnnouncesAgainAfterRedisComesBackEmpty) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    const Lease lease = announcer.announce(instance("orders", "o-1"), R"({"ir":"1.0"})");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    redis.restart();
    Registry late(redis.options(), "test", slow());
    EXPECT_TRUE(sees(late, "orders", {"o-1"}));
    EXPECT_EQ(late.ir("orders"), R"({"ir":"1.0"})");
    EXPECT_TRUE(sees(reader, "orders", {"o-1"}));
}

TEST(Registry, KeepsWhatItKnewUntilTheLeaseEndsWhenRedisLosesItsData) {
    RedisServer redis;
    const RegistryOptions options{.lease = 3s, .refresh = 100ms, .timeout = 5s};
    Registry reader(redis.options(), "test", options);
    {
        Registry announcer(redis.options(), "test", options);
        const Lease lease = announcer.announce(instance("orders", "o-1"), "{}");
        ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
        redis.kill9();  // so nobody hears of the withdrawal
    }
    redis.restart();
    Registry other(redis.options(), "test", options);
    const Lease lease = other.announce(instance("stock", "s-1"), "{}");
    ASSERT_TRUE(sees(reader, "stock", {"s-1"}));
    EXPECT_EQ(ids(reader, "orders"), Ids{"o-1"});
    EXPECT_TRUE(sees(reader, "orders", {})) << "its lease has ended";
}

TEST(Registry, AnnouncesAgainAfterARestartWithData) {
    RedisServer redis({.appendonly = true});
    Registry announcer(redis.options(), "test", quick());
    Registry reader(redis.options(), "test", quick());
    const Lease lease = announcer.announce(instance("orders", "o-1"), "{}");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    redis.restart();
    Registry late(redis.options(), "test", quick());
    EXPECT_TRUE(sees(late, "orders", {"o-1"}));
}

TEST(Registry, AnnouncesAgainAfterAllKeysWereFlushed) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", quick());
    Registry reader(redis.options(), "test", quick());
    const Lease lease = announcer.announce(instance("orders", "o-1"), R"({"ir":"1.0"})");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    redis.command({"FLUSHALL"});
    redis.command({"SCRIPT", "FLUSH"});
    EXPECT_TRUE(eventually(soon, [&] { return reader.ir("orders") == R"({"ir":"1.0"})"; }));
    EXPECT_TRUE(sees(reader, "orders", {"o-1"}));
}

TEST(Registry, KeepsTheLastPictureWhileRedisIsAway) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", quick());
    Registry reader(redis.options(), "test", quick());
    const Lease lease = announcer.announce(instance("orders", "o-1"), "{}");
    ASSERT_TRUE(sees(reader, "orders", {"o-1"}));
    redis.kill9();
    EXPECT_FALSE(eventually(1500ms, [&] { return ids(reader, "orders") != Ids{"o-1"}; }));  // more than two leases
    redis.start();
    const Lease another = announcer.announce(instance("orders", "o-2"), "{}");
    EXPECT_TRUE(sees(reader, "orders", {"o-1", "o-2"}));
}

TEST(Registry, RefusesToGuessWithoutRedis) {
    RedisServer redis;
    redis.kill9();
    Registry reader(redis.options(), "test", {.lease = 1s, .refresh = 100ms, .timeout = 300ms});
    try {
        reader.instances("orders");
        FAIL() << "did not throw";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    }
    redis.start();
    EXPECT_TRUE(eventually(soon, [&] {
        try {
            return reader.instances("orders").empty();
        } catch (const Error&) {
            return false;
        }
    }));
}

TEST(Registry, ForgetsAnAnnouncerThatDiedWhenItsLeaseEnds) {
    RedisServer redis;
    Registry reader(redis.options(), "test", quick());
    // An announcer that is killed leaves exactly this behind: an entry that nobody renews.
    const std::string entry =
        R"({"url":"http://127.0.0.1:1/rpc","admin":"","version":"1.0.0","started":"2026-01-01T00:00:00Z","load":0,"until":)";
    const auto time = redis.command({"TIME"});
    const auto now = std::stoll(time.items.at(0).text) * 1000;
    redis.command({"SADD", "test:services", "orders"});
    redis.command({"HSET", "test:sv:{orders}", "dead", entry + std::to_string(now + 3000) + "}"});
    EXPECT_EQ(ids(reader, "orders"), Ids{"dead"});
    EXPECT_TRUE(sees(reader, "orders", {}));
    const auto end = redis.command({"TIME"});
    EXPECT_GE(std::stoll(end.items.at(0).text) * 1000 + 999, now + 3000) << "gone before its lease ended";
    EXPECT_TRUE(eventually(soon, [&] {
        return redis.command({"HLEN", "test:sv:{orders}"}).integer == 0;
    })) << "nobody swept";
}

TEST(Registry, ForgetsAnAnnouncerThatWasKilled) {
    // Forked while this process has one thread; it makes its own, and ends only by the signal.
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        antiphon::redis::Options where;
        if (::read(pipe_ends[0], &where.port, sizeof where.port) != sizeof where.port) ::_exit(1);
        Registry announcer(where, "test", {.lease = 1500ms, .refresh = 500ms, .timeout = 5s});
        const Lease lease = announcer.announce(instance("orders", "killed"), "{}");
        while (true) ::pause();
    }
    RedisServer redis;
    const auto port = redis.port();
    ASSERT_EQ(::write(pipe_ends[1], &port, sizeof port), static_cast<ssize_t>(sizeof port));
    Registry reader(redis.options(), "test", quick());
    EXPECT_TRUE(sees(reader, "orders", {"killed"}));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(sees(reader, "orders", {}));
    ::close(pipe_ends[0]);
    ::close(pipe_ends[1]);
}

TEST(Registry, SkipsEntriesThatItCannotRead) {
    RedisServer redis;
    redis.command({"SADD", "test:services", "orders"});
    redis.command({"HSET", "test:sv:{orders}", "broken", "{]", "other", "{}"});
    Registry registry(redis.options(), "test", quick());
    const Lease lease = registry.announce(instance("orders", "o-1"), "{}");
    EXPECT_TRUE(sees(registry, "orders", {"o-1"}));
}

TEST(Registry, AnnouncesManyInstancesOfManyServices) {
    RedisServer redis;
    Registry announcer(redis.options(), "test", slow());
    Registry reader(redis.options(), "test", slow());
    std::vector<Lease> leases;
    for (int service = 0; service < 20; ++service)
        for (int number = 0; number < 10; ++number)
            leases.push_back(
                announcer.announce(instance("s-" + std::to_string(service), "i-" + std::to_string(number)), "{}"));
    EXPECT_TRUE(eventually(soon, [&] {
        std::size_t count = 0;
        for (const auto& service : reader.services()) count += reader.instances(service).size();
        return count == 200;
    }));
}
