#pragma once
// Writing JSON by appending to a string. Each function appends one valid JSON value.

#include <cstdint>
#include <string>
#include <string_view>

namespace antiphon::json {

/// Quoted and escaped (RFC 8259 section 7: quote, backslash, control characters). The text must be valid UTF-8: throws
/// Error(invalid) when it is not, since one bad message would close every socket that gets it. `out` is then as it was.
void append_string(std::string& out, std::string_view text);
void append_int(std::string& out, std::int64_t number);
void append_uint(std::string& out, std::uint64_t number);
/// The shortest text that reads back as the same number. Throws Error(invalid) for NaN and infinities: JSON has none.
void append_double(std::string& out, double number);
void append_float(std::string& out, float number);
inline void append_bool(std::string& out, bool value) { out += value ? "true" : "false"; }
inline void append_null(std::string& out) { out += "null"; }

}  // namespace antiphon::json
