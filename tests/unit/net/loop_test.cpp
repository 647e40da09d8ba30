#include "antiphon/net/loop.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <future>
#include <thread>
#include <vector>

namespace antiphon::net {
namespace {
using namespace std::chrono_literals;

/// Runs `work` on the loop and hands back its result.
template <class Work>
auto on(Loop& loop, Work work) {
    auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
    auto result = task->get_future();
    loop.post([task] { (*task)(); });
    return result.get();
}

TEST(Loop, RunsWhatIsPostedInOrderOnItsOwnThread) {
    Loop loop("ap-test");
    loop.start();
    std::vector<int> order;
    for (int i = 0; i < 1000; ++i) loop.post([&order, i] { order.push_back(i); });
    EXPECT_TRUE(on(loop, [&] { return loop.here(); }));
    EXPECT_FALSE(loop.here());
    ASSERT_EQ(order.size(), 1000U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Loop, TakesPostsFromManyThreads) {
    Loop loop("ap-test");
    loop.start();
    int count = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 500; ++i) loop.post([&count] { ++count; });
            });
    }
    EXPECT_EQ(on(loop, [&] { return count; }), 2000);
}

TEST(Loop, CallsTimersInTheOrderOfTheirTimes) {
    Loop loop("ap-test");
    loop.start();
    std::promise<std::vector<int>> done;
    std::vector<int> order;
    std::vector<Timer> timers;
    loop.post([&] {
        timers.push_back(loop.after(20ms, [&] {
            order.push_back(2);
            done.set_value(order);
        }));
        timers.push_back(loop.after(1ms, [&] { order.push_back(1); }));
    });
    EXPECT_EQ(done.get_future().get(), (std::vector<int>{1, 2}));
    loop.stop();
}

TEST(Timer, IsNotCalledOnceItIsCancelledOnItsLoop) {
    Loop loop("ap-test");
    loop.start();
    bool called = false;
    std::promise<void> later;
    Timer second;
    loop.post([&] {
        Timer first = loop.after(1ms, [&] { called = true; });
        EXPECT_TRUE(first.waiting());
        second = loop.after(10ms, [&] { later.set_value(); });
    });
    later.get_future().get();
    loop.stop();
    EXPECT_FALSE(called);
    EXPECT_FALSE(second.waiting());
}

TEST(Timer, MayBeMadeAgainByItsOwnCall) {
    Loop loop("ap-test");
    loop.start();
    std::promise<void> done;
    int calls = 0;
    Timer timer;
    std::function<void()> again = [&] {
        if (++calls == 5) return done.set_value();
        timer = loop.after(1ms, again);
    };
    loop.post(again);
    done.get_future().get();
    loop.stop();
    EXPECT_EQ(calls, 5);
}

TEST(Timer, MayOutliveItsLoop) {
    Timer timer;
    {
        Loop loop("ap-test");
        timer = loop.after(1h, [] {});
    }
    timer.cancel();
}

TEST(Loop, StopsFromInsideAndRunsNothingAfterwards) {
    Loop loop("ap-test");
    loop.start();
    std::promise<void> stopped;
    loop.post([&] {
        loop.stop();
        stopped.set_value();
    });
    stopped.get_future().get();
    loop.stop();
    EXPECT_TRUE(loop.stopped());
    bool ran = false;
    loop.post([&] { ran = true; });
    EXPECT_FALSE(ran);
}

struct Pair {
    std::array<int, 2> ends{};
    Pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0); }
    ~Pair() {
        for (const int end : ends) ::close(end);
    }
};

struct Recorder : Watcher {
    std::function<void(Readiness)> told;
    void ready(Readiness readiness) override { told(readiness); }
};

TEST(Loop, TellsAWatcherWhenItsDescriptorIsReadable) {
    Loop loop("ap-test");
    loop.start();
    Pair pair;
    Recorder watcher;
    std::promise<Readiness> told;
    watcher.told = [&](Readiness readiness) {
        loop.remove(pair.ends[0], watcher);
        told.set_value(readiness);
    };
    on(loop, [&] {
        loop.add(pair.ends[0], watcher, Interest::read);
        return true;
    });
    ASSERT_EQ(::write(pair.ends[1], "x", 1), 1);
    const auto readiness = told.get_future().get();
    EXPECT_TRUE(readiness.readable);
    EXPECT_FALSE(readiness.writable);
    EXPECT_FALSE(readiness.hung_up);
}

TEST(Loop, TellsThatTheOtherSideHungUpWhateverTheInterest) {
    Loop loop("ap-test");
    loop.start();
    Pair pair;
    Recorder watcher;
    std::promise<Readiness> told;
    watcher.told = [&](Readiness readiness) {
        loop.remove(pair.ends[0], watcher);
        told.set_value(readiness);
    };
    on(loop, [&] {
        loop.add(pair.ends[0], watcher, Interest::none);
        return true;
    });
    ::shutdown(pair.ends[1], SHUT_WR);
    EXPECT_TRUE(told.get_future().get().hung_up);
}

TEST(Loop, DoesNotCallAWatcherThatAnotherRemovedInTheSameTurn) {
    Loop loop("ap-test");
    Pair first;
    Pair second;
    Recorder a;
    Recorder b;
    int calls = 0;
    std::promise<void> told;
    // Both are ready before the loop runs; whoever is called first removes the other, and itself.
    const auto remove_both = [&](Readiness) {
        ++calls;
        loop.remove(first.ends[0], a);
        loop.remove(second.ends[0], b);
        told.set_value();
    };
    a.told = remove_both;
    b.told = remove_both;
    loop.add(first.ends[0], a, Interest::write);
    loop.add(second.ends[0], b, Interest::write);
    loop.start();
    told.get_future().get();
    on(loop, [] { return true; });
    EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace antiphon::net
