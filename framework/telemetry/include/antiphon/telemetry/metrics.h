#pragma once
// Numbers that a program keeps about itself, read at `/metrics` in Prometheus' text format.
//
//     const auto calls = telemetry::metrics().counter("antiphon_calls_total", "Calls handled.", {{"method",
//     "orders.place"}}); calls.add();                      // hot path: one atomic addition on a cache line of this
//     thread's
//
// Make handles once, at start or when a method is registered; then copy them freely.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antiphon::telemetry {

/// Name and value. Values come from the IDL or from code, never from what a client sent; a Registry caps them anyway.
using Labels = std::vector<std::pair<std::string, std::string>>;

namespace detail {
struct CounterCell;
struct GaugeCell;
struct HistogramCell;
}  // namespace detail

/// Only grows. Handles are pointers: cheap to copy, any thread, valid while their Registry lives (that of metrics()
/// always does). A default-made one counts nothing.
class Counter {
  public:
    Counter() noexcept = default;
    explicit Counter(detail::CounterCell* cell) noexcept : cell_(cell) {}
    void add(std::uint64_t amount = 1) const noexcept;
    std::uint64_t value() const noexcept;

  private:
    detail::CounterCell* cell_ = nullptr;
};

/// Goes up and down.
class Gauge {
  public:
    Gauge() noexcept = default;
    explicit Gauge(detail::GaugeCell* cell) noexcept : cell_(cell) {}
    void set(double value) const noexcept;
    void add(double amount) const noexcept;
    double value() const noexcept;

  private:
    detail::GaugeCell* cell_ = nullptr;
};

/// How often a value fell into each bucket, and the sum of all.
class Histogram {
  public:
    Histogram() noexcept = default;
    explicit Histogram(detail::HistogramCell* cell) noexcept : cell_(cell) {}
    void observe(double value) const noexcept;
    /// In seconds, as the name of such a metric should end.
    void observe(std::chrono::nanoseconds took) const noexcept { observe(std::chrono::duration<double>(took).count()); }
    std::uint64_t count() const noexcept;

  private:
    detail::HistogramCell* cell_ = nullptr;
};

/// Upper bounds in seconds, 100 µs to 30 s.
const std::vector<double>& latency_buckets();

/// Keeps a gauge whose value is asked for when it is read. Once the destructor returned, the function is not called
/// again.
class [[nodiscard]] Watched {
  public:
    Watched() noexcept = default;
    explicit Watched(std::function<void()> forget) : forget_(std::move(forget)) {}
    ~Watched() { stop(); }
    Watched(Watched&& other) noexcept : forget_(std::exchange(other.forget_, nullptr)) {}
    Watched& operator=(Watched&& other) noexcept {
        stop();
        forget_ = std::exchange(other.forget_, nullptr);
        return *this;
    }

  private:
    void stop() {
        if (forget_) forget_();
        forget_ = nullptr;
    }
    std::function<void()> forget_;
};

/// All members may be called from any thread. Making a handle takes a lock and a search; using one does not.
///
/// A metric keeps at most `max_label_sets` sets of labels. Whoever asks for one more gets the handle of a set whose
/// values are all "other", so memory stays bounded whatever values arrive. Label values are cut at 128 bytes and bytes
/// outside of printable ASCII become '_'.
class Registry {
  public:
    static constexpr std::size_t default_max_label_sets = 256;

    explicit Registry(std::size_t max_label_sets = default_max_label_sets);
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// The same name and labels give the same number. Throw Error(internal) when the name is not
    /// `[a-z_][a-z0-9_]*` or was used for another kind: both are defects of the program.
    Counter counter(std::string_view name, std::string_view help, const Labels& labels = {});
    Gauge gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    Histogram histogram(std::string_view name, std::string_view help, const Labels& labels = {},
                        const std::vector<double>& upper_bounds = latency_buckets());

    /// `read` is called by text(), on its thread, and must be quick and not call this Registry.
    Watched watch(std::string_view name, std::string_view help, const Labels& labels, std::function<double()> read);

    /// Everything, in Prometheus' text exposition format 0.0.4.
    std::string text() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The registry of this process, as the log is the log of this process. Never destroyed.
Registry& metrics();

/// What `/metrics` answers: metrics() and what the kernel knows about this process (`process_*`).
std::string metrics_text();

}  // namespace antiphon::telemetry
