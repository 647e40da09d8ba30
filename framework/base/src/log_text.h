#pragma once
// The little JSON that a log line needs: base stands below the json module.

#include <string>
#include <string_view>

#include "antiphon/base/clock.h"

namespace antiphon::log {

/// Appends `text` in quotes. Control characters (C0, DEL, C1) and the line separators U+2028 and U+2029 are escaped,
/// each byte that is no part of valid UTF-8 becomes U+FFFD, what is over max_log_value_bytes is cut.
void append_quoted(std::string& out, std::string_view text);

/// Appends `2026-03-01T12:00:00.123456Z`.
void append_time(std::string& out, Timestamp moment);

}  // namespace antiphon::log
