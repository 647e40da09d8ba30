#pragma once
// What a channel and an event are, and what the types that the generator makes of them look like.

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "antiphon/json/wire.h"

namespace antiphon::events {

enum class ChannelKind : std::uint8_t {
    live,     ///< reaches who listens now: at most once
    durable,  ///< kept in a stream, with positions, history and groups: at least once for groups
};

/// What stands around a payload.
enum class Envelope : std::uint8_t {
    cloudevents,  ///< CloudEvents 1.0 JSON
    none,         ///< nothing: the payload is the message. Live channels only
    members,      ///< an object with one member for the name and one for the payload. Live channels only
};

/// What must have happened when publish() returns, for durable channels. `disk` and `memory` are what the Redis that is
/// used makes of them (appendonly, appendfsync); `replicated` waits for a replica to have it.
enum class Durability : std::uint8_t { memory, disk, replicated };

/// A channel of the IDL. Generated code holds one in static storage; who makes one by hand keeps it alive while it is
/// used. The texts point into static storage.
struct ChannelType {
    std::string_view name;  ///< wire name, "orders.flow"
    ChannelKind kind = ChannelKind::live;
    Envelope envelope = Envelope::cloudevents;
    std::string_view envelope_type = {};  ///< Envelope::members: the member that holds the event's name
    std::string_view envelope_data = {};  ///< Envelope::members: the member that holds the payload
    Durability durability = Durability::disk;
    std::size_t max_len = 0;               ///< about how many events a stream keeps; 0: default_max_len
    std::chrono::milliseconds max_age{0};  ///< older events go when new ones come; 0: they stay
};

/// How many events a stream keeps when its channel does not say. There is always a bound.
inline constexpr std::size_t default_max_len = 100'000;

/// An event of the IDL: the wire name, and the channel it travels on.
struct EventType {
    std::string_view name;  ///< "orders.placed"
    const ChannelType* channel = nullptr;
};

// For the channel and the event
//
//     "channels": { "mine": { "params": { "user": "string" }, … } },
//     "events":   { "paid": { "channel": "mine", "payload": "Order" } }
//
// the generator makes
//
//     namespace channels {
//     struct mine {
//         struct Params { std::string user; };                 // empty for a channel without params
//         static const antiphon::events::ChannelType type;
//         static std::string address(const Params& params);    // "orders.mine:u-7"
//     };
//     }
//     namespace events {
//     struct paid {
//         using Payload = Order;
//         using Form = antiphon::json::wire::Object<Order>;    // may be left out when it is wire::Object<Payload>
//         using Channel = channels::mine;
//         using ChannelParams = Channel::Params;
//         static const antiphon::events::EventType type;
//         Order payload;
//         ChannelParams to;                                    // only when the payload does not hold the params
//     };
//     std::string address_of(const paid& event);               // found by argument-dependent lookup
//     void check_limits(const paid& event);                    // only when the payload has limits: throws InvalidData
//     }

namespace detail {

template <class E>
struct FormOf {
    using type = json::wire::Object<typename E::Payload>;
};
template <class E>
requires requires { typename E::Form; }
struct FormOf<E> {
    using type = typename E::Form;
};

}  // namespace detail

/// How the payload of E is read and written.
template <class E>
using FormOf = typename detail::FormOf<E>::type;

/// A generated event type.
template <class E>
concept Event = requires(const E& event) {
    typename E::Payload;
    { event.payload } -> std::convertible_to<const typename E::Payload&>;
    { E::type } -> std::convertible_to<const EventType&>;
};

/// The address of E's channel for these params.
template <Event E>
std::string address_for(const typename E::ChannelParams& params) {
    if constexpr (requires { E::Channel::address(params); })
        return E::Channel::address(params);
    else
        return E::address(params);
}

/// The address of E's channel when it has no params.
template <Event E>
std::string address_for() {
    if constexpr (requires { typename E::ChannelParams; })
        return address_for<E>(typename E::ChannelParams{});
    else
        return std::string(E::type.channel->name);
}

}  // namespace antiphon::events
