#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace antiphon::auth {

/// RFC 4648 section 5 without padding, canonical: the unused bits of the last character are zero. So no two texts
/// decode to the same bytes, and a token cannot be written in a second way.
std::optional<std::string> decode_base64url(std::string_view text);
std::string encode_base64url(std::string_view bytes);

}  // namespace antiphon::auth
