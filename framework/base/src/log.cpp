#include "antiphon/base/log.h"

#include <pthread.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "log_text.h"

namespace antiphon::log {

namespace {

constexpr std::array<std::string_view, 6> level_names = {"trace", "debug", "info", "warning", "error", "off"};

std::atomic<Level> least_level{Level::info};

/// Never destroyed: threads may still log while the process ends.
spdlog::logger& logger() {
    static spdlog::logger* const made = [] {
        auto* created = new spdlog::logger("antiphon", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        created->set_pattern("%v");
        created->set_level(spdlog::level::trace);
        return created;
    }();
    return *made;
}

struct Common {
    std::mutex mutex;
    std::string members;  // guarded by mutex; `,"key":value` each
};
Common& common() {
    static auto* const made = new Common;
    return *made;
}

void append_thread_name(std::string& out) {
    std::array<char, 16> name{};
    if (::pthread_getname_np(::pthread_self(), name.data(), name.size()) != 0) name[0] = '\0';
    append_quoted(out, name.data());
}

void append_trace_id(std::string& out) {
    const Context* context = Context::current();
    if (context == nullptr) return;
    const std::string_view parent = context->trace.traceparent;  // 00-<32 hex>-<16 hex>-<2 hex>
    if (parent.size() < 55 || parent[2] != '-' || parent[35] != '-') return;
    out += ",\"trace_id\":";
    append_quoted(out, parent.substr(3, 32));
}

template <class N>
void append_number(std::string& out, N number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end.ptr);
}

}  // namespace

void Field::write(std::string& out) const {
    append_quoted(out, key_);
    out += ':';
    switch (kind_) {
        case Kind::text:
            return append_quoted(out, text_);
        case Kind::boolean:
            out += integer_ != 0 ? "true" : "false";
            return;
        case Kind::integer:
            if (unsigned_) return append_number(out, static_cast<std::uint64_t>(integer_));
            return append_number(out, integer_);
        case Kind::real:
            if (std::isfinite(real_)) return append_number(out, real_);
            return append_quoted(out, std::isnan(real_) ? "NaN" : real_ > 0 ? "Infinity" : "-Infinity");
    }
}

void write(Level level, std::string_view message, Fields fields) {
    if (level == Level::off || !enabled(level)) return;
    std::string line = "{\"time\":\"";
    append_time(line, now());
    line += "\",\"level\":\"";
    line += level_names[static_cast<std::size_t>(level)];
    line += "\",\"thread\":";
    append_thread_name(line);
    {
        const std::lock_guard lock(common().mutex);
        line += common().members;
    }
    append_trace_id(line);
    line += ",\"message\":";
    append_quoted(line, message);
    for (const Field& field : fields) {
        line += ',';
        field.write(line);
    }
    line += '}';
    logger().log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

bool enabled(Level level) noexcept { return level >= least_level.load(std::memory_order_relaxed); }
void set_level(Level level) noexcept { least_level.store(level, std::memory_order_relaxed); }

Level parse_level(std::string_view text) {
    for (std::size_t i = 0; i < level_names.size(); ++i)
        if (text == level_names[i]) return static_cast<Level>(i);
    throw Error(ErrorKind::invalid, Code::invalid_params,
                "log level: expected trace, debug, info, warning, error or off, found '" + std::string(text) + "'");
}

void set_common(std::string_view key, std::string_view value) {
    std::string member = ",";
    Field(key, value).write(member);
    const std::lock_guard lock(common().mutex);
    common().members += member;
}

bool once_a_minute(std::string_view key, Clock::time_point now) {
    static std::mutex mutex;
    static auto* const seen = new std::map<std::string, Clock::time_point, std::less<>>;  // guarded by mutex
    const std::lock_guard lock(mutex);
    if (const auto found = seen->find(key); found != seen->end()) {
        if (now - found->second < std::chrono::minutes(1)) return false;
        found->second = now;
        return true;
    }
    if (seen->size() >= limits::max_warning_keys)
        std::erase_if(*seen, [now](const auto& entry) { return now - entry.second >= std::chrono::minutes(1); });
    if (seen->size() >= limits::max_warning_keys) return false;
    seen->emplace(key, now);
    return true;
}

}  // namespace antiphon::log
