#include "antiphon/base/values.h"

#include <gtest/gtest.h>

#include <map>

using namespace antiphon;

namespace {
enum class Status { unknown_, placed, paid };
}

TEST(OpenEnum, KeepsWhatItDoesNotKnow) {
    const OpenEnum<Status> paid = Status::paid;
    const auto newer = OpenEnum<Status>::unknown("refunded");
    EXPECT_TRUE(paid == Status::paid);
    EXPECT_TRUE(paid.is_known());
    EXPECT_FALSE(newer.is_known());
    EXPECT_EQ(newer.unknown_text(), "refunded");
    EXPECT_NE(newer, OpenEnum<Status>::unknown("returned"));
    std::map<OpenEnum<Status>, int> counts;
    ++counts[newer];
    ++counts[OpenEnum<Status>::unknown("returned")];
    ++counts[Status::paid];
    EXPECT_EQ(counts.size(), 3u);
}

TEST(Patch, TellsAbsentNullAndValueApart) {
    EXPECT_TRUE(Patch<int>().is_absent());
    EXPECT_FALSE(Patch<int>().is_null());
    EXPECT_TRUE(Patch<int>(std::nullopt).is_null());
    EXPECT_EQ(Patch<int>(3).value(), 3);
    EXPECT_NE(Patch<int>(), Patch<int>(std::nullopt));
}

TEST(Box, CopiesWhatItHolds) {
    Box<std::string> original(std::string("a"));
    Box<std::string> copy = original;
    *copy = "b";
    EXPECT_EQ(*original, "a");
    original = copy;
    EXPECT_EQ(original, copy);
}
