#pragma once
// Compact JWS (RFC 7515): the one place where signatures are made and checked.

#include <optional>
#include <string>
#include <string_view>

#include "antiphon/auth/keys.h"

namespace antiphon::auth {

/// `type` becomes the header's `typ`. Throws Error(internal) when signing fails.
std::string sign_jws(const Key& key, std::string_view type, const std::string& payload);

/// The payload, when the text is in order and its signature is that of the key it must be signed with; nothing
/// otherwise. `is_type` says whether the header's `typ` (empty: none) is what is expected.
std::optional<std::string> open_jws(const Keys& keys, std::string_view text, bool (*is_type)(std::string_view type));

}  // namespace antiphon::auth
