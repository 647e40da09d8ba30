#include "antiphon/base/uuid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <vector>

#include "antiphon/base/thread.h"

using namespace antiphon;

TEST(Uuid, SpeaksTheTextOfRfc9562) {
    const auto parsed = Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->text(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    EXPECT_EQ(parsed->bytes[0], 0x01);
    EXPECT_EQ(parsed->bytes[15], 0x8F);
}

TEST(Uuid, RefusesEveryOtherForm) {
    for (const char* text : {"", "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
                             "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                             "017f22e2079b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f "})
        EXPECT_EQ(Uuid::parse(text), std::nullopt) << text;
}

TEST(Uuid, Version7CarriesTheTimeAndItsVersion) {
    const Uuid id = Uuid::v7();
    const std::string text = id.text();
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
    std::uint64_t milliseconds = 0;
    for (std::size_t i = 0; i < 6; ++i) milliseconds = milliseconds << 8 | id.bytes[i];
    const auto now = std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1);
    EXPECT_NEAR(static_cast<double>(milliseconds), static_cast<double>(now), 60000);
    EXPECT_EQ(Uuid::v4().text()[14], '4');
}

TEST(Uuid, Version7OfManyThreadsAreUniqueAndEachThreadSeesThemRise) {
    constexpr std::size_t each = 5000;
    std::vector<std::vector<Uuid>> made(4);
    {
        std::vector<Thread> threads;
        for (auto& ids : made)
            threads.emplace_back("ap-ids", [&ids] {
                for (std::size_t i = 0; i < each; ++i) ids.push_back(Uuid::v7());
            });
    }
    std::set<Uuid> all;
    for (const auto& ids : made) {
        EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
        all.insert(ids.begin(), ids.end());
    }
    EXPECT_EQ(all.size(), 4 * each);
}

TEST(RandomText, HasTheLengthAndTheAlphabetItPromises) {
    EXPECT_EQ(random_text(0), "");
    const std::string text = random_text(1000);
    EXPECT_EQ(text.size(), 1000u);
    EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
    EXPECT_NE(random_text(20), random_text(20));
}
