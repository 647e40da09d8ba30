#include <gtest/gtest.h>

#include "antiphon/runtime/suggest.h"

namespace antiphon::runtime {
namespace {

TEST(Closest, FindsWhatAFingerSlippedFrom) {
    const std::vector<std::string> names{"--port", "--prefix", "--redis"};
    EXPECT_EQ(closest("--prot", names), "--port");
    EXPECT_EQ(closest("--reds", names), "--redis");
    EXPECT_EQ(closest("--prefixx", names), "--prefix");
}

TEST(Closest, SaysNothingRatherThanNonsense) {
    const std::vector<std::string> names{"call", "listen"};
    EXPECT_EQ(closest("frobnicate", names), "");
    EXPECT_EQ(closest("", names), "");
    EXPECT_EQ(closest(std::string(100000, 'a'), names), "");
    EXPECT_EQ(did_you_mean("xyzzy", names), "");
}

}  // namespace
}  // namespace antiphon::runtime
