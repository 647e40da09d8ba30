#include "antiphon/redis/script.h"

#include <gtest/gtest.h>

using antiphon::redis::Script;

TEST(Script, HasTheNameThatRedisGivesIt) {
    EXPECT_EQ(Script("return 1").sha(), "e0e1f9fabfc9d4800c877a703b823ac0578ff8db");
    EXPECT_EQ(Script("").sha(), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(Script("The quick brown fox jumps over the lazy dog").sha(), "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12");
    // FIPS 180-4: padding that needs a second block
    EXPECT_EQ(Script("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").sha(),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}
