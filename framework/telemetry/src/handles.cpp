#include <algorithm>

#include "antiphon/telemetry/metrics.h"
#include "cells.h"

namespace antiphon::telemetry {
namespace detail {

std::size_t this_shard() noexcept {
    static std::atomic<std::size_t> next{0};
    thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed) % shard_count;
    return mine;
}

std::uint64_t CounterCell::total() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& shard : shards) sum += shard.count.load(std::memory_order_relaxed);
    return sum;
}

HistogramCell::HistogramCell(const std::vector<double>& upper_bounds) : bounds(upper_bounds) {
    for (auto& shard : shards) shard.buckets = std::vector<std::atomic<std::uint64_t>>(bounds.size() + 1);
}

std::vector<std::uint64_t> HistogramCell::counts() const {
    std::vector<std::uint64_t> all(bounds.size() + 1);
    for (const auto& shard : shards)
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += shard.buckets[i].load(std::memory_order_relaxed);
    return all;
}

double HistogramCell::sum() const noexcept {
    double all = 0;
    for (const auto& shard : shards) all += shard.sum.load(std::memory_order_relaxed);
    return all;
}

}  // namespace detail

void Counter::add(std::uint64_t amount) const noexcept {
    if (cell_ != nullptr) cell_->shards[detail::this_shard()].count.fetch_add(amount, std::memory_order_relaxed);
}

std::uint64_t Counter::value() const noexcept { return cell_ == nullptr ? 0 : cell_->total(); }

void Gauge::set(double value) const noexcept {
    if (cell_ != nullptr) cell_->value.store(value, std::memory_order_relaxed);
}

void Gauge::add(double amount) const noexcept {
    if (cell_ != nullptr) cell_->value.fetch_add(amount, std::memory_order_relaxed);
}

double Gauge::value() const noexcept { return cell_ == nullptr ? 0 : cell_->value.load(std::memory_order_relaxed); }

void Histogram::observe(double value) const noexcept {
    if (cell_ == nullptr) return;
    const auto at = std::lower_bound(cell_->bounds.begin(), cell_->bounds.end(), value) - cell_->bounds.begin();
    auto& shard = cell_->shards[detail::this_shard()];
    shard.buckets[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
    shard.sum.fetch_add(value, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const noexcept {
    if (cell_ == nullptr) return 0;
    std::uint64_t all = 0;
    for (const auto bucket : cell_->counts()) all += bucket;
    return all;
}

}  // namespace antiphon::telemetry
