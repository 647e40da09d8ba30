#include "antiphon/base/log.h"

#include <gtest/gtest.h>

#include <regex>

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/thread.h"

using namespace antiphon;

namespace {

template <class Action>
std::string standard_error_of(Action action) {
    testing::internal::CaptureStderr();
    action();
    return testing::internal::GetCapturedStderr();
}

/// What stands behind the message in a line with one field.
std::string written(std::string_view text) {
    std::string out;
    log::Field("field", text).write(out);
    return out;
}

}  // namespace

TEST(Log, WritesOneObjectPerLine) {
    std::string line;
    Thread("ap-logger", [&] {
        line = standard_error_of([] {
            log::info("order placed", {{"order", "o-1"}, {"cents", 450}, {"paid", false}});
        });
    }).join();
    EXPECT_TRUE(std::regex_match(
        line, std::regex(R"(\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z","level":"info","thread":"ap-logger",)"
                         R"("message":"order placed","order":"o-1","cents":450,"paid":false\}\n)")))
        << line;
}

TEST(Log, NoInputForgesALine) {
    const std::string line = standard_error_of([] { log::error("a\nb\r\x1b\"\\", {{"k\n", "\n{}"}}); });
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    EXPECT_NE(line.find(R"("message":"a\nb\u000d\u001b\"\\","k\n":"\n{}"})"), std::string::npos) << line;
}

TEST(Log, EscapesWhatTerminalsAndParsersStumbleOver) {
    EXPECT_EQ(written("\x7f \xc2\x9b \xe2\x80\xa8"), R"("field":"\u007f \u009b \u2028")");
    EXPECT_EQ(written("gr\xc3\xbc\xc3\x9f \xf0\x9f\x8e\xb6"), "\"field\":\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x8e\xb6\"");
}

TEST(Log, ReplacesBytesThatAreNoUtf8) {
    const std::string bad = "\xEF\xBF\xBD";
    EXPECT_EQ(written("a\xff"
                      "b"),
              "\"field\":\"a" + bad + "b\"");
    EXPECT_EQ(written("\xc0\xaf"), "\"field\":\"" + bad + bad + "\"");            // overlong
    EXPECT_EQ(written("\xed\xa0\x80"), "\"field\":\"" + bad + bad + bad + "\"");  // surrogate
    EXPECT_EQ(written("\xf4\x90\x80\x80"), "\"field\":\"" + bad + bad + bad + bad + "\"");
    EXPECT_EQ(written("\xe2\x82"), "\"field\":\"" + bad + bad + "\"");  // cut off
}

TEST(Log, CutsLongValuesAndSaysHowLongTheyWere) {
    const std::string edge(limits::max_log_value_bytes, 'x');
    EXPECT_EQ(written(edge), "\"field\":\"" + edge + "\"");
    EXPECT_EQ(written(edge + "y"),
              "\"field\":\"" + edge + "\xE2\x80\xA6 (" + std::to_string(edge.size() + 1) + " bytes)\"");
}

TEST(Log, WritesNumbersThatJsonHasNot) {
    std::string out;
    log::Field("a", std::numeric_limits<double>::quiet_NaN()).write(out);
    log::Field("b", -std::numeric_limits<double>::infinity()).write(out);
    log::Field("c", std::numeric_limits<std::uint64_t>::max()).write(out);
    log::Field("d", 0.5).write(out);
    EXPECT_EQ(out, R"("a":"NaN""b":"-Infinity""c":18446744073709551615"d":0.5)");
}

TEST(Log, AddsTheTraceOfTheCurrentContext) {
    Context context;
    context.trace.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const ContextScope scope(context);
    const std::string line = standard_error_of([] { log::info("x"); });
    EXPECT_NE(line.find(R"(,"trace_id":"0af7651916cd43dd8448eb211c80319c",)"), std::string::npos) << line;
}

TEST(Log, ShowsOnlyTheLevelsThatAreOn) {
    EXPECT_EQ(standard_error_of([] { log::debug("hidden"); }), "");
    log::set_level(log::Level::off);
    EXPECT_EQ(standard_error_of([] { log::error("hidden"); }), "");
    log::set_level(log::parse_level("info"));
    EXPECT_NE(standard_error_of([] { log::error("seen"); }), "");
    EXPECT_THROW(log::parse_level("loud"), Error);
}

TEST(Log, WarnsOnceAMinutePerKeyAndForgetsOldKeys) {
    const Clock::time_point start = Clock::now();
    EXPECT_TRUE(log::once_a_minute("first", start));
    EXPECT_FALSE(log::once_a_minute("first", start + std::chrono::seconds(59)));
    EXPECT_TRUE(log::once_a_minute("first", start + std::chrono::minutes(1)));
    for (std::size_t i = 1; i < limits::max_warning_keys; ++i)
        EXPECT_TRUE(log::once_a_minute(std::to_string(i), start + std::chrono::minutes(1)));
    EXPECT_FALSE(log::once_a_minute("one too many", start + std::chrono::minutes(1)));
    EXPECT_TRUE(log::once_a_minute("one too many", start + std::chrono::minutes(2)));
}

TEST(Log, WritesItsCommonMembersInEachLine) {
    log::set_common("service", "or\"ders");
    const std::string line = standard_error_of([] { log::info("x"); });
    EXPECT_NE(line.find(R"(,"service":"or\"ders","message":"x"})"), std::string::npos) << line;
}
