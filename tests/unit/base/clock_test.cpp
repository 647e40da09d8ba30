#include "antiphon/base/clock.h"

#include <gtest/gtest.h>

#include "antiphon/base/bounded_queue.h"
#include "antiphon/base/thread.h"

using namespace antiphon;
using namespace std::chrono_literals;

TEST(Deadline, NeverNeverPassesAndLeavesAllTheTime) {
    EXPECT_FALSE(Deadline::never().passed());
    EXPECT_EQ(Deadline::never().remaining(), std::chrono::milliseconds::max());
    EXPECT_LT(Deadline::in(1h), Deadline::never());
}

TEST(Deadline, RemainingIsRoundedUpAndNeverNegative) {
    EXPECT_EQ(Deadline::at(Clock::now() - 1s).remaining(), 0ms);
    EXPECT_TRUE(Deadline::at(Clock::now() - 1s).passed());
    const auto left = Deadline::at(Clock::now() + 1h - 1us).remaining();
    EXPECT_EQ(left, 1h);
}

TEST(Deadline, ATimeTooLongToCountIsNever) {
    EXPECT_TRUE(Deadline::in(std::chrono::milliseconds::max()).is_never());
    EXPECT_TRUE(Deadline::in(std::chrono::milliseconds::min()).passed());
    EXPECT_TRUE(Deadline::in(-1ms).passed());
}

TEST(Deadline, TheEarlierOfTwoWins) {
    const Deadline soon = Deadline::in(1s);
    EXPECT_EQ(soon.earlier(Deadline::never()), soon);
    EXPECT_EQ(Deadline::never().earlier(soon), soon);
}

TEST(BoundedQueue, RefusesWhatIsOverItsCapacity) {
    BoundedQueue<int> queue(2);
    EXPECT_TRUE(queue.try_push(1));
    EXPECT_TRUE(queue.try_push(2));
    EXPECT_FALSE(queue.try_push(3));
    EXPECT_EQ(queue.size(), 2u);
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_TRUE(queue.try_push(3));
}

TEST(BoundedQueue, PopsNothingOnceTheDeadlineHasPassed) {
    BoundedQueue<int> queue(1);
    EXPECT_EQ(queue.pop(Deadline::in(1ms)), std::nullopt);
}

TEST(BoundedQueue, GivesWhatIsInsideAfterClosingAndWakesWhoWaits) {
    BoundedQueue<int> queue(4);
    EXPECT_TRUE(queue.try_push(7));
    std::optional<int> first;
    std::optional<int> second = 1;
    {
        Thread reader("ap-reader", [&] {
            first = queue.pop();
            second = queue.pop();
        });
        queue.close();
    }
    EXPECT_EQ(first, 7);
    EXPECT_EQ(second, std::nullopt);
    EXPECT_FALSE(queue.try_push(8));
}
