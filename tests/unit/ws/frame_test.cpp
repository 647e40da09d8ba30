#include "antiphon/ws/frame.h"

#include <gtest/gtest.h>

#include "antiphon/ws/run.h"

namespace antiphon::ws {
namespace {
using namespace std::string_literals;

TEST(Frame, HasTheShortestLengthThatFits) {
    const auto header = [](std::size_t size) {
        std::string out;
        append_frame_header(out, Opcode::text, size);
        return out;
    };
    EXPECT_EQ(header(0), "\x81\x00"s);
    EXPECT_EQ(header(125), "\x81\x7D"s);
    EXPECT_EQ(header(126), "\x81\x7E\x00\x7E"s);
    EXPECT_EQ(header(65535), "\x81\x7E\xFF\xFF"s);
    EXPECT_EQ(header(65536), "\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00"s);
}

TEST(Frame, JoinsPartsIntoOneMessage) {
    std::string out;
    append_text_frame(out, {"{\"a\":", "1", "}"});
    EXPECT_EQ(out, "\x81\x07{\"a\":1}");
}

TEST(Frame, CutsACloseReasonAtACharactersBorder) {
    std::string out;
    append_close_frame(out, CloseCode::draining, std::string(122, 'x') + "\xC3\xA9");
    EXPECT_EQ(out, "\x88\x7C\x11\x97"s + std::string(122, 'x'));
    out.clear();
    append_close_frame(out, CloseCode::draining, std::string(121, 'x') + "\xC3\xA9");
    EXPECT_EQ(out.size(), 2U + 2 + 123);
}

TEST(Run, CountsWhatItHolds) {
    const ws::Run run = ws::Run::text("hello");
    EXPECT_EQ(run.bytes(), "\x81\x05hello");
    EXPECT_EQ(run.messages(), 1U);
    EXPECT_TRUE(ws::Run().empty());
}

}  // namespace
}  // namespace antiphon::ws
