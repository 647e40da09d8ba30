#include "antiphon/base/thread.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <stdexcept>

using antiphon::Thread;

TEST(Thread, CarriesItsNameCutTo15Characters) {
    char name[16] = "";
    Thread("ap-a-very-long-role", [&] { ::pthread_getname_np(::pthread_self(), name, sizeof name); }).join();
    EXPECT_STREQ(name, "ap-a-very-long-");
}

TEST(Thread, JoinsWhatItRanWhenAnotherIsAssigned) {
    int done = 0;
    Thread thread("ap-first", [&] { done = 1; });
    thread = Thread("ap-second", [] {});
    EXPECT_EQ(done, 1);
}

TEST(ThreadDeathTest, AnExceptionThatLeavesItEndsTheProcessAndSaysWhy) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(Thread("ap-doomed", [] { throw std::runtime_error("out of luck"); }).join(),
                 R"("role":"ap-doomed","reason":"out of luck")");
}
