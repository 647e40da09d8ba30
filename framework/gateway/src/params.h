#pragma once
// What the gateway's own methods read from a request. All throw Error(invalid) or InvalidData with the path.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scan.h"

namespace antiphon::gateway {

struct Common;

json::Value params_object(const Request& request);  ///< throws unless the params are an object
std::string required_text(json::Value params, std::string_view key);
std::string optional_text(json::Value params, std::string_view key);
std::string cancelled_id(const Request& request);  ///< of rpc.cancel: the id's text, as it came

std::string meta_text(const Request& request, std::string_view key);  ///< empty: none
/// At most 128 printable ASCII characters.
std::string checked_idempotency_key(std::string key);
/// `timeout_ms` of the meta; the greatest deadline when it has none.
std::chrono::milliseconds checked_timeout(const Request& request);

std::string info_result(const Common& common);

/// Which subprotocol the upgrade gets: nothing when it offers only unknown ones, an empty text when it offers none.
std::optional<std::string> choose_subprotocol(const std::vector<std::string_view>& offered);
/// The token in an upgrade's list of subprotocols; empty: none. As it is (`base64url.bearer.<token>`), or encoded once
/// more, since it is not a subprotocol's business which characters a token has.
std::string bearer_of_subprotocol(std::string_view subprotocol);
/// The token of a header `Authorization: Bearer …`; empty: none.
std::string_view bearer_of_header(std::string_view authorization) noexcept;

}  // namespace antiphon::gateway
