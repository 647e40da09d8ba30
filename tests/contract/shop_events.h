#pragma once
// Events as the generator would make them, by hand: what the bus may rely on and no more.

#include <cstdint>
#include <string>

#include "antiphon/events/event.h"
#include "antiphon/events/names.h"
#include "antiphon/json/object.h"

namespace shop {

struct Order {
    std::string id;
    std::int32_t number = 0;
    friend bool operator==(const Order&, const Order&) = default;
};

inline void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Order& out) {
    antiphon::json::ObjectReader object(value, path);
    object.required<antiphon::json::wire::String>("id", out.id);
    object.required<antiphon::json::wire::Integer<std::int32_t>>("number", out.number);
}

inline void write_json(std::string& out, const Order& order) {
    antiphon::json::ObjectWriter object(out);
    object.required<antiphon::json::wire::String>("id", order.id);
    object.required<antiphon::json::wire::Integer<std::int32_t>>("number", order.number);
}

namespace channels {

struct NoParams {};

struct flow {
    using Params = NoParams;
    inline static const antiphon::events::ChannelType type{.name = "shop.flow",
                                                           .kind = antiphon::events::ChannelKind::durable};
    static std::string address(const Params&) { return "shop.flow"; }
};

struct brief {
    using Params = NoParams;
    inline static const antiphon::events::ChannelType type{
        .name = "shop.brief", .kind = antiphon::events::ChannelKind::durable, .max_len = 5};
    static std::string address(const Params&) { return "shop.brief"; }
};

struct mine {
    struct Params {
        std::string user;
    };
    inline static const antiphon::events::ChannelType type{.name = "shop.mine",
                                                           .kind = antiphon::events::ChannelKind::durable};
    static std::string address(const Params& params) {
        return antiphon::events::make_address("shop.mine", {params.user});
    }
};

struct ticker {
    using Params = NoParams;
    inline static const antiphon::events::ChannelType type{.name = "shop.ticker"};
    static std::string address(const Params&) { return "shop.ticker"; }
};

struct plain {
    using Params = NoParams;
    inline static const antiphon::events::ChannelType type{.name = "shop.plain",
                                                           .envelope = antiphon::events::Envelope::none};
    static std::string address(const Params&) { return "my_channel"; }
};

struct foreign {
    using Params = NoParams;
    inline static const antiphon::events::ChannelType type{.name = "shop.foreign",
                                                           .envelope = antiphon::events::Envelope::members,
                                                           .envelope_type = "event",
                                                           .envelope_data = "data"};
    static std::string address(const Params&) { return "events:order"; }
};

}  // namespace channels

namespace events {

/// What all events below have in common.
template <class ChannelOf>
struct OnChannel {
    using Payload = Order;
    using Channel = ChannelOf;
    using ChannelParams = typename ChannelOf::Params;
};

struct placed : OnChannel<channels::flow> {
    placed(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.placed", &Channel::type};
};
struct cancelled : OnChannel<channels::flow> {
    cancelled(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.cancelled", &Channel::type};
};
struct noted : OnChannel<channels::brief> {
    noted(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.noted", &Channel::type};
};
struct paid : OnChannel<channels::mine> {
    paid(Order order, ChannelParams params) : payload(std::move(order)), to(std::move(params)) {}
    Order payload;
    ChannelParams to;
    inline static const antiphon::events::EventType type{"shop.paid", &Channel::type};
};
struct ticked : OnChannel<channels::ticker> {
    ticked(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.ticked", &Channel::type};
};
struct tocked : OnChannel<channels::ticker> {
    tocked(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.tocked", &Channel::type};
};
struct pinged : OnChannel<channels::plain> {
    pinged(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"shop.pinged", &Channel::type};
};
struct created : OnChannel<channels::foreign> {
    created(Order order) : payload(std::move(order)) {}
    Order payload;
    inline static const antiphon::events::EventType type{"order.created", &Channel::type};
};

inline std::string address_of(const paid& event) { return channels::mine::address(event.to); }
template <class E>
std::string address_of(const E&) {
    return E::Channel::address({});
}

}  // namespace events
}  // namespace shop
