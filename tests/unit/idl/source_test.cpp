// Places in texts.

#include "antiphon/idl/source.h"

#include <gtest/gtest.h>

namespace antiphon::idl {
namespace {

TEST(Sources, CountColumnsInCodePointsHoweverLongTheLine) {
    std::string text = "short\n";
    for (int i = 0; i < 1500; ++i) text += "a\u00E9\u20AC\U0001F600";  // 1, 2, 3 and 4 bytes
    text += "\nlast";
    Sources sources;
    const std::uint32_t file = sources.add("test.json", text);
    Place expected;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const Place place = sources.place(file, at);
        ASSERT_EQ(place.line, expected.line) << at;
        ASSERT_EQ(place.column, expected.column) << at;
        if (at == text.size()) break;
        if (text[at] == '\n') expected = {expected.line + 1, 1};
        // Inside of a code point one stands behind it.
        else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
            ++expected.column;
    }
    EXPECT_EQ(expected.line, 3u);
    EXPECT_EQ(expected.column, 5u);
    EXPECT_EQ(sources.place(file, text.size() + 1).column, 5u);
}

TEST(Sources, HaveAPlaceInAnEmptyText) {
    Sources sources;
    const Place place = sources.place(sources.add("empty.json", ""), 0);
    EXPECT_EQ(place.line, 1u);
    EXPECT_EQ(place.column, 1u);
}

}  // namespace
}  // namespace antiphon::idl
