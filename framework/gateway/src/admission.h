#pragma once
#include <optional>
#include <string>

#include "antiphon/json/value.h"
#include "contract.h"

namespace antiphon::gateway {

/// The address at which `caller` may listen to this channel, or publish to it. `params` is what the client sent: an
/// object, or nothing. A bound param may be left out and is then the caller's own; one that is somebody else's is
/// refused. Whether the method in `authorize` agrees is not asked here.
///
/// Throws Error(denied, unauthenticated or permission_denied), InvalidData with the path of the param.
std::string admit(const ChannelPolicy& channel, const Caller& caller, std::optional<json::Value> params);

/// The params of an admitted address as a JSON object, bound ones filled in: what `authorize` is asked with.
std::string complete_params(const ChannelPolicy& channel, const Caller& caller, std::optional<json::Value> params);

}  // namespace antiphon::gateway
