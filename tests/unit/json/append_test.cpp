#include "antiphon/json/append.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;

namespace {
std::string quoted_by_us(std::string_view text) {
    std::string out;
    append_string(out, text);
    return out;
}
std::string real(double number) {
    std::string out;
    append_double(out, number);
    return out;
}
}  // namespace

TEST(AppendString, EscapesWhatRfc8259AsksForAndNothingElse) {
    EXPECT_EQ(quoted_by_us(""), R"("")");
    EXPECT_EQ(quoted_by_us("a\"b\\c/\b\f\n\r\t\x01\x1f\x7f"), "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
    EXPECT_EQ(quoted_by_us(std::string_view("\0", 1)), R"("\u0000")");
    EXPECT_EQ(quoted_by_us("gr\xc3\xbc\xc3\x9f \xf0\x9f\x8e\xb6 \xe2\x80\xa8"),
              "\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x8e\xb6 \xe2\x80\xa8\"");
}

TEST(AppendString, EveryByteAtEveryPlaceOfAWordReadsBackAsItWas) {
    for (std::size_t length = 1; length <= 20; ++length)
        for (std::size_t place = 0; place < length; ++place)
            for (int byte = 0; byte < 128; ++byte) {
                std::string text(length, 'a');
                text[place] = static_cast<char>(byte);
                ASSERT_EQ(thread_parser().parse(quoted_by_us(text)).string(), text);
            }
}

TEST(AppendString, RefusesInvalidUtf8AndLeavesTheOutputAsItWas) {
    std::string out = "before";
    for (const char* text : {"\xff", "aaaaaaaaaaaaaaa\xc3", "\xed\xa0\x80", "\"\xc0\xaf"})
        EXPECT_THROW(append_string(out, text), Error);
    EXPECT_EQ(out, "before");
}

TEST(AppendNumber, WritesTheShortestTextThatReadsBack) {
    EXPECT_EQ(real(0.1), "0.1");
    EXPECT_EQ(real(1), "1");
    EXPECT_EQ(real(-0.0), "-0.0");
    EXPECT_TRUE(std::signbit(thread_parser().parse(real(-0.0)).number()));
    EXPECT_EQ(real(1e300), "1e+300");
    EXPECT_EQ(real(5e-324), "5e-324");
    for (const double number : {1.0 / 3, 1.7976931348623157e308, 123456789.125, -2.2250738585072014e-308})
        EXPECT_EQ(thread_parser().parse(real(number)).number(), number);
    std::string out;
    append_float(out, 0.1f);
    out += ' ';
    append_int(out, std::numeric_limits<std::int64_t>::min());
    out += ' ';
    append_uint(out, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(out, "0.1 -9223372036854775808 18446744073709551615");
}

TEST(AppendNumber, RefusesWhatJsonHasNot) {
    std::string out;
    EXPECT_THROW(append_double(out, std::nan("")), Error);
    EXPECT_THROW(append_double(out, std::numeric_limits<double>::infinity()), Error);
    EXPECT_THROW(append_float(out, -std::numeric_limits<float>::infinity()), Error);
    EXPECT_EQ(out, "");
}
