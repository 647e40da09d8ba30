#pragma once
#include <string>
#include <string_view>

#include "antiphon/base/values.h"

namespace antiphon::json {

/// RFC 4648 section 4, with padding.
void append_base64(std::string& out, const Bytes& bytes);

/// Section 4 or 5 (url-safe), not mixed; padding whole or absent; the unused bits of the last character zero, so that
/// each value has one text per alphabet. False, and `out` unspecified, for anything else.
bool decode_base64(std::string_view text, Bytes& out);

}  // namespace antiphon::json
