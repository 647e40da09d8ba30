#pragma once
// Addresses of channels, and the names they have in Redis. Bus, gateway, generator and cli all take them from here.

#include <initializer_list>
#include <string>
#include <string_view>

#include "antiphon/events/event.h"

namespace antiphon::events {

inline constexpr std::size_t max_address_bytes = 2048;

/// Appends `value` with `% * ? [ ] { } : .`, space, control bytes and non-ASCII bytes as `%XX`, so that no value can be
/// mistaken for a pattern, a hash tag or another param.
void append_encoded(std::string& out, std::string_view value);

/// `base:a:b` with encoded values; `base` alone without any.
std::string make_address(std::string_view base, std::initializer_list<std::string_view> params);

/// Throws Error(invalid) when an address is empty, longer than max_address_bytes, or holds a brace, a space, a control
/// or a non-ASCII byte.
void check_address(std::string_view address);

// Channels that every authenticated client of a gateway has without asking. Any event may travel on them.
extern const ChannelType user_channel;    ///< "rpc.user"
extern const ChannelType tenant_channel;  ///< "rpc.tenant"
extern const ChannelType all_channel;     ///< "rpc.all"
/// "rpc.user:<tenant>:<user>", so that the same name in two tenants is two people; "rpc.user:<user>" for those whose
/// token names no tenant. Throw Error(invalid) when a name is empty (but for that tenant) or longer than
/// limits::max_name_bytes.
std::string user_address(std::string_view user, std::string_view tenant = {});
std::string tenant_address(std::string_view tenant);  ///< "rpc.tenant:<tenant>"
std::string all_address();                            ///< "rpc.all"

/// The Pub/Sub channel: `<prefix>:ch:{<address>}`; the address alone when the envelope is not CloudEvents, since the
/// programs at the other end are not Antiphon's and know no prefix.
std::string redis_channel(std::string_view prefix, Envelope envelope, std::string_view address);
inline std::string redis_channel(std::string_view prefix, const ChannelType& type, std::string_view address) {
    return redis_channel(prefix, type.envelope, address);
}

// Keys of a durable channel. All carry the address as their hash tag, so one script may touch them in a Cluster.
std::string stream_key(std::string_view prefix, std::string_view address);  ///< `<prefix>:st:{<address>}`
std::string meta_key(std::string_view prefix, std::string_view address);    ///< `<prefix>:mt:{<address>}`
std::string dedupe_key(std::string_view prefix, std::string_view address, std::string_view event_id);
std::string dead_key(std::string_view prefix, std::string_view address);  ///< `<prefix>:st:{<address>}:dead`
/// When the events of a group that failed were first seen to fail: hash of entry id → Unix milliseconds.
std::string tries_key(std::string_view prefix, std::string_view address, std::string_view group);

}  // namespace antiphon::events
