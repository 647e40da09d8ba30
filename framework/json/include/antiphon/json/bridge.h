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
/// Parses strictly first; throws Error(invalid, parse_error).
Json::Value to_dynamic(std::string_view text);
Json::Value to_dynamic(const JsonText& text);

/// Compact, members sorted as jsoncpp keeps them, valid UTF-8 or Error(invalid).
void append_dynamic(std::string& out, const Json::Value& value);

}  // namespace antiphon::json
