#pragma once
// Between text and jsoncpp's Json::Value, the dynamic value that users of libjson-rpc-cpp know.
// Include <json/value.h> yourself to work with what these return.

#include <string>
#include <string_view>

#include "antiphon/base/values.h"
#include "antiphon/json/value.h"

namespace Json {
class Value;
}

namespace antiphon::json {

/// Only ever sees what the strict parser accepted.
Json::Value to_dynamic(Value value);
/// Parses strictly first, with the default ParseLimits; throws Error(invalid, parse_error). Leaves thread_parser()
/// alone.
Json::Value to_dynamic(std::string_view text);
Json::Value to_dynamic(const JsonText& text);

/// Compact, members sorted as jsoncpp keeps them. Throws Error(invalid) for text that is no UTF-8, NaN, infinities and
/// more than limits::max_depth levels; `out` is then as it was.
void append_dynamic(std::string& out, const Json::Value& value);

}  // namespace antiphon::json
