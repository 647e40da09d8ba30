#include "signals.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace antiphon::runtime {
namespace {

TEST(Signals, GivesTheOneThatCame) {
    Signals signals;
    kill(getpid(), SIGTERM);
    EXPECT_EQ(signals.wait(), SIGTERM);
    kill(getpid(), SIGINT);
    EXPECT_EQ(signals.wait(), SIGINT);
}

TEST(Signals, ReachTheWaiterWhateverThreadIsRunning) {
    Signals signals;
    std::thread other([] { kill(getpid(), SIGTERM); });
    EXPECT_EQ(signals.wait(), SIGTERM);
    other.join();
}

TEST(Signals, WakeEndsTheNextWaitToo) {
    Signals signals;
    signals.wake();
    EXPECT_EQ(signals.wait(), 0);
}

TEST(Signals, EndTheProcessOnceTheyAreLetThrough) {
    EXPECT_EXIT(
        {
            Signals signals;
            signals.let_through();
            kill(getpid(), SIGTERM);
            pause();
        },
        testing::KilledBySignal(SIGTERM), "");
}

TEST(Signals, GivesBackTheMaskThatWasBefore) {
    sigset_t before;
    pthread_sigmask(SIG_SETMASK, nullptr, &before);
    { const Signals signals; }
    sigset_t after;
    pthread_sigmask(SIG_SETMASK, nullptr, &after);
    EXPECT_EQ(sigismember(&before, SIGTERM), sigismember(&after, SIGTERM));
}

}  // namespace
}  // namespace antiphon::runtime
