#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <sstream>

#include "antiphon/base/error.h"
#include "antiphon/telemetry/metrics.h"
#include "cells.h"

namespace antiphon::telemetry {
namespace {

constexpr std::size_t max_label_value_bytes = 128;

bool is_name(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'); };
    return !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), fits);
}

void expect_name(std::string_view name) {
    if (!is_name(name))
        throw Error(ErrorKind::internal, Code::internal_error,
                    "metric or label '" + std::string(name) + "': expected [a-z_][a-z0-9_]*");
}

Labels tidied(const Labels& labels) {
    Labels tidy = labels;
    for (auto& [name, value] : tidy) {
        expect_name(name);
        if (value.size() > max_label_value_bytes) value.resize(max_label_value_bytes);
        std::replace_if(
            value.begin(), value.end(), [](char c) { return c < ' ' || c > '~'; }, '_');
    }
    return tidy;
}

struct Reader {
    std::mutex in_use;  // held while `read` runs, so that ~Watched can wait for it
    std::function<double()> read;
};

struct Family {
    prometheus::MetricType type;
    std::string help;
    std::map<Labels, std::unique_ptr<detail::CounterCell>> counters;
    std::map<Labels, std::unique_ptr<detail::GaugeCell>> gauges;
    std::map<Labels, std::unique_ptr<detail::HistogramCell>> histograms;
    std::map<Labels, std::shared_ptr<Reader>> readers;
};

/// The cell of these labels; the one of "other" once there are too many.
template <class Cell, class... Made>
Cell* cell_of(std::map<Labels, std::unique_ptr<Cell>>& cells, Labels labels, std::size_t most, const Made&... made) {
    if (cells.size() >= most && cells.find(labels) == cells.end())
        for (auto& label : labels) label.second = "other";
    auto& cell = cells[std::move(labels)];
    if (!cell) cell = std::make_unique<Cell>(made...);
    return cell.get();
}

prometheus::ClientMetric labelled(const Labels& labels) {
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : labels) metric.label.push_back({name, value});
    return metric;
}

prometheus::ClientMetric snapshot(const Labels& labels, const detail::HistogramCell& cell) {
    auto metric = labelled(labels);
    std::uint64_t below = 0;
    const auto counts = cell.counts();
    for (std::size_t i = 0; i < cell.bounds.size(); ++i) {
        below += counts[i];
        metric.histogram.bucket.push_back({below, cell.bounds[i]});
    }
    metric.histogram.sample_count = below + counts.back();
    metric.histogram.sample_sum = cell.sum();
    return metric;
}

void collect_stored(const Family& family, std::vector<prometheus::ClientMetric>& out) {
    for (const auto& [labels, cell] : family.counters) {
        out.push_back(labelled(labels));
        out.back().counter.value = static_cast<double>(cell->total());
    }
    for (const auto& [labels, cell] : family.gauges) {
        out.push_back(labelled(labels));
        out.back().gauge.value = cell->value.load(std::memory_order_relaxed);
    }
    for (const auto& [labels, cell] : family.histograms) out.push_back(snapshot(labels, *cell));
}

}  // namespace

struct Registry::State {
    // set at construction, never changes
    std::size_t max_label_sets;
    mutable std::mutex mutex;
    // guarded by mutex
    std::map<std::string, Family, std::less<>> families;

    Family& family(std::string_view name, std::string_view help, prometheus::MetricType type) {
        expect_name(name);
        const auto [at, added] = families.try_emplace(std::string(name));
        if (added) {
            at->second.type = type;
            at->second.help = help;
        } else if (at->second.type != type) {
            throw Error(ErrorKind::internal, Code::internal_error,
                        "metric '" + std::string(name) + "' exists already with another type");
        }
        return at->second;
    }
};

Registry::Registry(std::size_t max_label_sets) : state_(std::make_unique<State>()) {
    state_->max_label_sets = std::max<std::size_t>(max_label_sets, 1);
}
Registry::~Registry() = default;

Counter Registry::counter(std::string_view name, std::string_view help, const Labels& labels) {
    std::lock_guard lock(state_->mutex);
    auto& family = state_->family(name, help, prometheus::MetricType::Counter);
    return Counter(cell_of(family.counters, tidied(labels), state_->max_label_sets));
}

Gauge Registry::gauge(std::string_view name, std::string_view help, const Labels& labels) {
    std::lock_guard lock(state_->mutex);
    auto& family = state_->family(name, help, prometheus::MetricType::Gauge);
    return Gauge(cell_of(family.gauges, tidied(labels), state_->max_label_sets));
}

Histogram Registry::histogram(std::string_view name, std::string_view help, const Labels& labels,
                              const std::vector<double>& upper_bounds) {
    std::lock_guard lock(state_->mutex);
    auto& family = state_->family(name, help, prometheus::MetricType::Histogram);
    return Histogram(cell_of(family.histograms, tidied(labels), state_->max_label_sets, upper_bounds));
}

Watched Registry::watch(std::string_view name, std::string_view help, const Labels& labels,
                        std::function<double()> read) {
    auto reader = std::make_shared<Reader>();
    reader->read = std::move(read);
    Labels tidy = tidied(labels);
    std::lock_guard lock(state_->mutex);
    state_->family(name, help, prometheus::MetricType::Gauge).readers[tidy] = reader;
    return Watched([state = state_.get(), name = std::string(name), tidy = std::move(tidy), reader] {
        {
            std::lock_guard forgetting(state->mutex);
            auto& readers = state->families.find(name)->second.readers;
            const auto at = readers.find(tidy);
            if (at != readers.end() && at->second == reader) readers.erase(at);
        }
        std::lock_guard finished(reader->in_use);
        reader->read = nullptr;
    });
}

std::string Registry::text() const {
    std::vector<prometheus::MetricFamily> families;
    std::vector<std::pair<std::size_t, std::pair<Labels, std::shared_ptr<Reader>>>> readers;
    {
        std::lock_guard lock(state_->mutex);
        for (const auto& [name, family] : state_->families) {
            families.push_back({name, family.help, family.type, {}});
            collect_stored(family, families.back().metric);
            for (const auto& reader : family.readers) readers.emplace_back(families.size() - 1, reader);
        }
    }
    for (const auto& [index, labelled_reader] : readers) {  // outside of the lock: foreign code
        std::lock_guard reading(labelled_reader.second->in_use);
        if (!labelled_reader.second->read) continue;
        auto metric = labelled(labelled_reader.first);
        metric.gauge.value = labelled_reader.second->read();
        families[index].metric.push_back(std::move(metric));
    }
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families);
    return std::move(out).str();
}

const std::vector<double>& latency_buckets() {
    static const std::vector<double> bounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                            0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30};
    return bounds;
}

Registry& metrics() {
    static Registry& registry = *new Registry();  // threads may count until the very end
    return registry;
}

}  // namespace antiphon::telemetry
