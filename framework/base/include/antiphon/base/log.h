#pragma once
// Logs: one JSON object per line on standard error. Field values are encoded, so no input can forge a line.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "antiphon/base/clock.h"

namespace antiphon::log {

enum class Level : std::uint8_t { trace, debug, info, warning, error, off };

/// One field of a line. Borrows its text until the call returns.
class Field {
  public:
    Field(std::string_view key, std::string_view text) : key_(key), text_(text) {}
    Field(std::string_view key, const char* text) : key_(key), text_(text) {}
    Field(std::string_view key, const std::string& text) : key_(key), text_(text) {}
    template <class N>
    requires std::is_arithmetic_v<N> Field(std::string_view key, N number)
        : key_(key),
          kind_(std::is_same_v<N, bool> ? Kind::boolean
                : std::is_integral_v<N> ? Kind::integer
                                        : Kind::real) {
        if constexpr (std::is_integral_v<N>)
            integer_ = static_cast<std::int64_t>(number), unsigned_ = std::is_unsigned_v<N>;
        else
            real_ = static_cast<double>(number);
    }
    void write(std::string& out) const;  ///< appends `"key":value`

  private:
    enum class Kind : std::uint8_t { text, integer, real, boolean };
    std::string_view key_;
    std::string_view text_;
    std::int64_t integer_ = 0;
    double real_ = 0;
    Kind kind_ = Kind::text;
    bool unsigned_ = false;
};

using Fields = std::initializer_list<Field>;

/// `{"time":"…Z","level":"info","thread":"ap-main","message":"…","order":"o-1"}`; adds `trace_id` from the current
/// Context. Text that is no UTF-8 is repaired with U+FFFD, text over max_log_value_bytes is cut. Any thread; blocks
/// only as long as writing to standard error does.
void write(Level level, std::string_view message, Fields fields = {});
bool enabled(Level level) noexcept;
void set_level(Level level) noexcept;
Level parse_level(std::string_view text);  ///< throws Error(invalid) that lists the levels

/// A fixed member in every later line, such as `service`. Set once at start, before threads are made.
void set_common(std::string_view key, std::string_view value);

inline void debug(std::string_view message, Fields fields = {}) {
    if (enabled(Level::debug)) write(Level::debug, message, fields);
}
inline void info(std::string_view message, Fields fields = {}) {
    if (enabled(Level::info)) write(Level::info, message, fields);
}
inline void warning(std::string_view message, Fields fields = {}) {
    if (enabled(Level::warning)) write(Level::warning, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
    if (enabled(Level::error)) write(Level::error, message, fields);
}

/// True at most once per `key` and minute, for warnings that a flood of bad input would repeat. Remembers at most
/// max_warning_keys keys: while so many were seen within a minute, a new one gets false. Any thread.
bool once_a_minute(std::string_view key, Clock::time_point now = Clock::now());

}  // namespace antiphon::log
