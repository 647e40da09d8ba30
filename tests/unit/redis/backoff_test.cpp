#include "backoff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

using namespace std::chrono_literals;
using antiphon::redis::Backoff;

TEST(Backoff, StaysBetween100MillisecondsAnd5Seconds) {
    Backoff backoff;
    for (int i = 0; i < 2'000; ++i) {
        const auto wait = backoff.next();
        EXPECT_GE(wait, 100ms);
        EXPECT_LE(wait, 5s);
    }
}

TEST(Backoff, BeginsShortAndGrows) {
    std::vector<std::chrono::milliseconds> first, tenth;
    for (int i = 0; i < 500; ++i) {
        Backoff backoff;
        first.push_back(backoff.next());
        for (int attempt = 2; attempt < 10; ++attempt) backoff.next();
        tenth.push_back(backoff.next());
    }
    EXPECT_LE(*std::max_element(first.begin(), first.end()), 200ms);
    EXPECT_GE(*std::max_element(tenth.begin(), tenth.end()), 3s);
}

TEST(Backoff, SpreadsOverTheWholeRange) {
    Backoff backoff;
    for (int i = 0; i < 10; ++i) backoff.next();
    int below_a_second = 0, above_four = 0;
    for (int i = 0; i < 2'000; ++i) {
        const auto wait = backoff.next();
        below_a_second += wait < 1s;
        above_four += wait > 4s;
    }
    EXPECT_GT(below_a_second, 200);
    EXPECT_GT(above_four, 200);
}

TEST(Backoff, BeginsAnewAfterASuccess) {
    Backoff backoff;
    for (int i = 0; i < 50; ++i) backoff.next();
    for (int i = 0; i < 100; ++i) {
        backoff.reset();
        EXPECT_LE(backoff.next(), 200ms);
    }
}
