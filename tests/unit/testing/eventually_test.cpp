#include "antiphon/testing/eventually.h"

#include <gtest/gtest.h>

#include "antiphon/testing/process.h"

using namespace std::chrono_literals;
using antiphon::Deadline;
using antiphon::testing::eventually;

TEST(Eventually, AsksAgainUntilItIsTrue) {
    int asked = 0;
    EXPECT_TRUE(eventually(10s, [&] { return ++asked == 5; }));
    EXPECT_EQ(asked, 5);
}

TEST(Eventually, GivesUpAtTheDeadline) {
    const auto before = antiphon::Clock::now();
    EXPECT_FALSE(eventually(30ms, [] { return false; }));
    EXPECT_GE(antiphon::Clock::now() - before, 30ms);
}

TEST(Eventually, AsksOnceEvenWhenTheDeadlineHasPassed) {
    EXPECT_TRUE(eventually(Deadline::in(0ms), [] { return true; }));
}

TEST(FreePort, LiesBelowThePortsOfClients) {
    const auto port = antiphon::testing::free_port();
    EXPECT_GE(port, 1024);
    EXPECT_LT(port, 32768);
}
