#include <gmock/gmock.h>

#include <thread>

#include "antiphon/base/error.h"
#include "antiphon/telemetry/metrics.h"

namespace antiphon::telemetry {
namespace {

TEST(Counter, AddsUpWhatAllThreadsCounted) {
    Registry registry;
    const Counter calls = registry.counter("calls_total", "Calls.");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 10000; ++k) calls.add();
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(calls.value(), 40000u);
}

TEST(Counter, OfTheSameNameAndLabelsIsTheSameNumber) {
    Registry registry;
    registry.counter("calls_total", "Calls.", {{"method", "a.b"}}).add(2);
    registry.counter("calls_total", "Calls.", {{"method", "a.b"}}).add(3);
    EXPECT_EQ(registry.counter("calls_total", "Calls.", {{"method", "a.b"}}).value(), 5u);
}

TEST(Counter, MadeByDefaultCountsNothing) {
    const Counter none;
    none.add();
    EXPECT_EQ(none.value(), 0u);
    Histogram().observe(1.0);
    Gauge().set(1.0);
}

TEST(Registry, WritesPrometheusText) {
    Registry registry;
    registry.counter("calls_total", "Calls handled.", {{"method", "orders.place"}}).add(7);
    registry.gauge("queue_depth", "Waiting.").set(2.5);
    const auto took = registry.histogram("call_seconds", "Duration.", {}, {0.1, 1});
    took.observe(std::chrono::milliseconds(100));
    took.observe(std::chrono::milliseconds(500));
    took.observe(2.0);
    EXPECT_EQ(registry.text(),
              "# HELP call_seconds Duration.\n"
              "# TYPE call_seconds histogram\n"
              "call_seconds_count 3\n"
              "call_seconds_sum 2.6\n"
              "call_seconds_bucket{le=\"0.1\"} 1\n"
              "call_seconds_bucket{le=\"1\"} 2\n"
              "call_seconds_bucket{le=\"+Inf\"} 3\n"
              "# HELP calls_total Calls handled.\n"
              "# TYPE calls_total counter\n"
              "calls_total{method=\"orders.place\"} 7\n"
              "# HELP queue_depth Waiting.\n"
              "# TYPE queue_depth gauge\n"
              "queue_depth 2.5\n");
}

TEST(Registry, KeepsABoundedNumberOfLabelSets) {
    Registry registry(3);
    for (int i = 0; i < 1000; ++i) registry.counter("calls_total", "Calls.", {{"method", std::to_string(i)}}).add();
    EXPECT_EQ(registry.counter("calls_total", "Calls.", {{"method", "0"}}).value(), 1u);
    EXPECT_EQ(registry.counter("calls_total", "Calls.", {{"method", "other"}}).value(), 997u);
    EXPECT_LT(registry.text().size(), 300u);
}

TEST(Registry, LetsNoLabelValueForgeALine) {
    Registry registry;
    registry.counter("calls_total", "Calls.", {{"method", "a\"} 1\nforged 2\xff"}}).add();
    EXPECT_EQ(registry.text(),
              "# HELP calls_total Calls.\n"
              "# TYPE calls_total counter\n"
              "calls_total{method=\"a\\\"} 1_forged 2_\"} 1\n");
    registry.counter("calls_total", "Calls.", {{"method", std::string(100000, 'x')}}).add();
    EXPECT_LT(registry.text().size(), 400u);
}

TEST(Registry, RefusesBadNamesAndChangedTypes) {
    Registry registry;
    registry.counter("calls_total", "Calls.");
    EXPECT_THROW(registry.gauge("calls_total", "Calls."), Error);
    EXPECT_THROW(registry.counter("calls-total", "Calls."), Error);
    EXPECT_THROW(registry.counter("", "Calls."), Error);
    EXPECT_THROW(registry.counter("calls", "Calls.", {{"Method", "x"}}), Error);
}

TEST(Registry, AsksAWatchedGaugeWhenItIsReadAndNeverAfterwards) {
    Registry registry;
    int asked = 0;
    {
        const Watched watched = registry.watch("depth", "Waiting.", {}, [&] { return ++asked; });
        EXPECT_THAT(registry.text(), testing::HasSubstr("depth 1\n"));
    }
    registry.text();
    EXPECT_EQ(asked, 1);
}

TEST(MetricsText, KnowsTheProcess) {
    metrics().counter("unit_test_total", "Test.").add();
    EXPECT_THAT(metrics_text(), testing::ContainsRegex("unit_test_total 1\n"));
    EXPECT_THAT(metrics_text(), testing::ContainsRegex("process_resident_memory_bytes [1-9]"));
}

}  // namespace
}  // namespace antiphon::telemetry
