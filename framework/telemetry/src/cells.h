#pragma once
// Where the numbers are. A counter that all threads hit is spread over cache lines, so that they do not fight for one.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace antiphon::telemetry::detail {

inline constexpr std::size_t shard_count = 8;

/// The shard of this thread: threads take them in turn.
std::size_t this_shard() noexcept;

struct alignas(64) CounterShard {
    std::atomic<std::uint64_t> count{0};
};

struct CounterCell {
    std::array<CounterShard, shard_count> shards;
    std::uint64_t total() const noexcept;
};

struct GaugeCell {
    std::atomic<double> value{0};
};

struct alignas(64) HistogramShard {
    std::vector<std::atomic<std::uint64_t>> buckets;  // one more than there are bounds: +Inf
    std::atomic<double> sum{0};
};

struct HistogramCell {
    explicit HistogramCell(const std::vector<double>& upper_bounds);
    std::vector<std::uint64_t> counts() const;  // per bucket, not cumulated
    double sum() const noexcept;

    const std::vector<double> bounds;  // ascending
    std::array<HistogramShard, shard_count> shards;
};

}  // namespace antiphon::telemetry::detail
