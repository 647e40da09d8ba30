#include "chunk_reader.h"

#include <gtest/gtest.h>

namespace antiphon::ws {
namespace {

TEST(ChunkReader, JoinsChunksHoweverTheyCome) {
    const std::string text = "5\r\nhello\r\n00A\r\n0123456789\r\n0\r\n\r\nGET";
    std::string body;
    ChunkReader whole;
    EXPECT_EQ(whole.feed(text, body, 100), text.size() - 3);
    EXPECT_TRUE(whole.done());
    EXPECT_EQ(body, "hello0123456789");

    std::string again;
    ChunkReader pieces;
    for (const char& byte : text)
        if (!pieces.done()) pieces.feed({&byte, 1}, again, 100);
    EXPECT_EQ(again, body);
}

TEST(ChunkReader, TakesABodyAtTheLimitAndRefusesOneAbove) {
    std::string body;
    ChunkReader at;
    at.feed("5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", body, 10);
    EXPECT_TRUE(at.done());
    body.clear();
    ChunkReader above;
    above.feed("5\r\nhello\r\n6\r\n", body, 10);
    EXPECT_EQ(above.refusal(), 413);
    EXPECT_LE(body.size(), 10U);
}

class BrokenChunks : public ::testing::TestWithParam<const char*> {};

TEST_P(BrokenChunks, AreRefused) {
    std::string body;
    ChunkReader reader;
    reader.feed(GetParam(), body, 1000);
    EXPECT_EQ(reader.refusal(), 400) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(ChunkReader, BrokenChunks,
                         ::testing::Values("\r\n", "x\r\n", "-1\r\n", "0x5\r\nhello", " 5\r\nhello", "5 \r\nhello",
                                           "5\nhello", "5;a=b\r\nhello", "000000005\r\nhello", "5\r\nhelloX",
                                           "5\r\nhello\rX", "0\r\nX: y\r\n\r\n", "0\r\n\n"));

}  // namespace
}  // namespace antiphon::ws
