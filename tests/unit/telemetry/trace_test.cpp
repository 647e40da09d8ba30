#include <gtest/gtest.h>

#include "antiphon/telemetry/trace.h"

namespace antiphon::telemetry {
namespace {

constexpr std::string_view valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceParent, ReadsWhatItWrites) {
    const auto parent = TraceParent::parse(valid);
    ASSERT_TRUE(parent);
    EXPECT_TRUE(parent->sampled());
    EXPECT_EQ(parent->text(), valid);
    EXPECT_EQ(parent->trace_text(), "4bf92f3577b34da6a3ce929d0e0e4736");
}

TEST(TraceParent, RefusesWhatTheSpecificationRefuses) {
    for (const std::string_view text : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                                        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                                        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                                        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x"})
        EXPECT_FALSE(TraceParent::parse(text)) << text;
}

TEST(TraceParent, TakesTheKnownPartOfALaterVersion) {
    EXPECT_TRUE(TraceParent::parse("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-is-new"));
}

TEST(TraceParent, ChildStaysInTheTraceUnderANewSpan) {
    const auto parent = *TraceParent::parse(valid);
    const auto child = parent.child();
    EXPECT_EQ(child.trace_id, parent.trace_id);
    EXPECT_NE(child.span_id, parent.span_id);
    EXPECT_EQ(child.flags, parent.flags);
    EXPECT_NE(TraceParent::root().trace_id, TraceParent::root().trace_id);
}

TEST(ContinueTrace, KeepsStateOnlyOfATraceItContinues) {
    const Trace below = continue_trace({std::string(valid), "vendor=1", "k=v"});
    EXPECT_EQ(below.traceparent.substr(0, 36), valid.substr(0, 36));
    EXPECT_EQ(below.tracestate, "vendor=1");
    EXPECT_EQ(below.baggage, "k=v");

    const Trace fresh = continue_trace({"nonsense", "vendor=1", "k=v"});
    EXPECT_TRUE(TraceParent::parse(fresh.traceparent));
    EXPECT_EQ(fresh.tracestate, "");
    EXPECT_EQ(fresh.baggage, "k=v");
}

TEST(ContinueTrace, DropsWhatIsTooLong) {
    const Trace below = continue_trace({std::string(valid), std::string(513, 'a'), std::string(8193, 'b')});
    EXPECT_EQ(below.tracestate, "");
    EXPECT_EQ(below.baggage, "");
}

}  // namespace
}  // namespace antiphon::telemetry
