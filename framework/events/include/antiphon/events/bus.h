#pragma once
// Publishing and receiving events.
//
//     bus.publish(orders::events::placed{order});                                   // durable: Redis has it
//     auto live = bus.listen<orders::events::placed>([](const Order& order, const Delivery&) { … });
//     auto work = bus.consume<orders::events::placed>({.group = "billing"},
//         [&](const Order& order, const Delivery& delivery) { ledger.charge_once(delivery.id, order); });

#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "antiphon/base/error.h"
#include "antiphon/events/delivery.h"
#include "antiphon/events/event.h"
#include "antiphon/events/names.h"
#include "antiphon/events/subscription.h"

namespace antiphon::events {

struct PublishOptions {
    std::string id =
        {};  ///< makes repeats harmless: the same id within two minutes is one event. Made (UUIDv7) when empty
};

struct ToUserOptions {
    std::optional<std::string> tenant = {};  ///< whose user it is; nothing: the current Context's, which may be none
};

struct ListenOptions {
    /// Called in order with the handler, never beside it, when something was or may have been missed.
    std::function<void(const Gap&)> on_gap = {};
    /// What may wait for a handler that is too slow. Over it the oldest goes, counted, and on_gap is told.
    std::size_t max_waiting_messages = 16 * 1024;
    std::size_t max_waiting_bytes = 16 * 1024 * 1024;
};

struct ConsumerOptions {
    std::string group = {};     ///< who shares the work: each event goes to one consumer of each group
    std::string consumer = {};  ///< this process's name in the group; made, and never used twice, when empty
    int max_attempts = 5;       ///< then the event is parked in the dead letters
    std::chrono::milliseconds lease{30'000};  ///< how long a silent consumer keeps what it holds; the same in a group
    int parallel = 1;                         ///< handlers at a time; with 1 they run in the order of the stream
    bool from_start = true;  ///< a new group begins with what the channel holds; false: with what comes
    /// Most events held at once. 0: as many as the handlers get done in about 20 ms, from `parallel` up to 256.
    std::size_t prefetch = 0;
    /// A throwing handler sees the event again after this, doubled each time, at most `lease`.
    std::chrono::milliseconds retry_after{1'000};
    /// An event whose type nobody in this process handles is skipped, but not in the first moments, so that another
    /// consume() of the same group finds it.
    std::chrono::milliseconds settle{1'000};
};

/// Handles an event whose payload has not been read. Throwing Undecodable parks the event at once.
using RawHandler = std::function<void(const Incoming&)>;

/// Handlers take the payload and the delivery.
template <class H, class E>
concept HandlerOf = std::invocable<H&, const typename E::Payload&, const Delivery&>;

/// One event type and what to do with it.
struct Handler {
    const EventType* type = nullptr;  ///< null: any type
    std::string address = {};
    RawHandler call = {};
};

/// The payload does not fit its type: no attempt will succeed. Thrown by the handlers that on() makes.
class Undecodable : public std::exception {
  public:
    Undecodable(std::string path, std::string reason) : path_(std::move(path)), reason_(std::move(reason)) {}
    const char* what() const noexcept override { return reason_.c_str(); }
    const std::string& path() const noexcept { return path_; }

  private:
    std::string path_;
    std::string reason_;
};

namespace detail {
[[noreturn]] void raise_undecodable(const std::exception& error);
}  // namespace detail

template <Event E, HandlerOf<E> H>
RawHandler raw_handler(H handler) {
    return [handler = std::move(handler)](const Incoming& incoming) mutable {
        typename E::Payload payload{};
        try {
            FormOf<E>::read(incoming.data, json::Path(json::Reading::tolerant), payload);
        } catch (const std::exception& error) {
            detail::raise_undecodable(error);
        }
        handler(std::as_const(payload), incoming.delivery);
    };
}

/// For consume() with several types: `bus.consume({.group = "orders"}, on<reserved>(…), on<rejected>(…))`.
template <Event E, HandlerOf<E> H>
Handler on(H handler) {
    return {&E::type, address_for<E>(), raw_handler<E>(std::move(handler))};
}
template <Event E, HandlerOf<E> H>
Handler on(const typename E::ChannelParams& params, H handler) {
    return {&E::type, address_for<E>(params), raw_handler<E>(std::move(handler))};
}

/// An event before it is text.
struct Outgoing {
    const ChannelType* channel = nullptr;
    std::string_view type = {};  ///< wire name
    std::string address = {};
    std::string data = {};  ///< one JSON value
    std::string id = {};    ///< made when empty
};

/// Exactly one of the two is set. Called once, on a thread of the bus or of the publisher; must be quick, not block.
using PublishDone = std::function<void(Published, std::exception_ptr)>;

/// The interface. Everything may be called from any thread. Handlers run on threads of the bus, with the event's trace
/// and tenant as the current Context; what a live handler throws is logged, what a consumer's handler throws brings the
/// event back. A handler may publish. It may cancel its own Subscription.
class Bus {
  public:
    virtual ~Bus() = default;

    /// Live: Redis was told. Durable: Redis has it; a lost connection is tried again with the same id until the
    /// deadline. Trace and tenant come from the current Context.
    /// Throws Error(unavailable, dependency_down), Error(timed_out): it may have happened; Error(invalid), which is
    /// InvalidData with the path when the payload breaks a limit of the IDL: readers of events are tolerant, so nobody
    /// behind the publisher would notice, and what stands in a stream stays there.
    /// Waits until the current Context's deadline at most.
    template <Event E>
    Published publish(const E& event, const PublishOptions& options = {}) {
        return publish_message(outgoing(event, address_of(event), *E::type.channel, options));
    }

    /// The same without waiting; only Error(invalid) is thrown at once. Those of one thread on one channel stay in
    /// order.
    template <Event E>
    std::future<Published> publish_async(const E& event, const PublishOptions& options = {}) {
        return publish_message_async(outgoing(event, address_of(event), *E::type.channel, options));
    }
    template <Event E>
    void publish_then(const E& event, PublishDone done, const PublishOptions& options = {}) {
        start_publish(outgoing(event, address_of(event), *E::type.channel, options), std::move(done));
    }

    /// Live and durable channels, at most once, in order, one call at a time. Returns when the subscription is in
    /// place; throws Error(unavailable, dependency_down) when it cannot be had.
    template <Event E, HandlerOf<E> H>
    Subscription listen(H handler, ListenOptions options = {}) {
        return listen_address(*E::type.channel, {&E::type, address_for<E>(), raw_handler<E>(std::move(handler))},
                              std::move(options));
    }
    template <Event E, HandlerOf<E> H>
    Subscription listen(const typename E::ChannelParams& params, H handler, ListenOptions options = {}) {
        return listen_address(*E::type.channel, {&E::type, address_for<E>(params), raw_handler<E>(std::move(handler))},
                              std::move(options));
    }

    /// Durable channels, at least once: returning acknowledges, throwing brings it back later, after `max_attempts` it
    /// is parked with the reason. Consumers of one group and channel in one process share one reader.
    template <Event E, HandlerOf<E> H>
    Subscription consume(ConsumerOptions options, H handler) {
        return consume(std::move(options), on<E>(std::move(handler)));
    }
    template <Event E, HandlerOf<E> H>
    Subscription consume(ConsumerOptions options, const typename E::ChannelParams& params, H handler) {
        return consume(std::move(options), on<E>(params, std::move(handler)));
    }
    /// Several types of one channel. Throws Error(invalid) when they do not share an address.
    template <std::same_as<Handler>... More>
    Subscription consume(ConsumerOptions options, Handler first, More... more) {
        std::vector<Handler> handlers;
        handlers.reserve(1 + sizeof...(more));
        const ChannelType& channel = *first.type->channel;
        handlers.push_back(std::move(first));
        (handlers.push_back(std::move(more)), ...);
        return consume_address(channel, std::move(handlers), std::move(options));
    }

    /// To the sockets of people, whatever gateway they are on. Live. A user is one of a tenant: that of the call or
    /// event being handled, unless the options name another. Users of other tenants are not reached, whatever they are
    /// called.
    template <Event E>
    Published to_user(std::string_view user, const E& event, const ToUserOptions& options = {}) {
        return publish_message(outgoing(event, address_of_user(user, options), user_channel, {}));
    }
    template <Event E>
    Published to_tenant(std::string_view tenant, const E& event) {
        return publish_message(outgoing(event, tenant_address(tenant), tenant_channel, {}));
    }
    template <Event E>
    Published to_all(const E& event) {
        return publish_message(outgoing(event, all_address(), all_channel, {}));
    }

    // Without types, for gateways, tools and tests.
    Published publish_message(Outgoing message);
    std::future<Published> publish_message_async(Outgoing message);
    virtual void start_publish(Outgoing message, PublishDone done) = 0;
    virtual Subscription listen_address(const ChannelType& channel, Handler handler, ListenOptions options) = 0;
    virtual Subscription consume_address(const ChannelType& channel, std::vector<Handler> handlers,
                                         ConsumerOptions options) = 0;

    /// What came after `since`: all of it, or nothing and complete = false. `limit` 0 asks for the newest position
    /// only.
    virtual History history(std::string_view address, const Position& since, std::size_t limit) = 0;
    /// Newest last; of all groups when `group` is empty.
    virtual std::vector<DeadLetter> dead_letters(std::string_view address, std::string_view group,
                                                 std::size_t limit) = 0;
    virtual Depth depth(std::string_view address, std::string_view group) = 0;

  protected:
    Bus() = default;
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;

  private:
    static std::string address_of_user(std::string_view user, const ToUserOptions& options);

    template <Event E>
    static Outgoing outgoing(const E& event, std::string address, const ChannelType& channel,
                             const PublishOptions& options) {
        if constexpr (requires { check_limits(event); }) check_limits(event);
        Outgoing message{&channel, E::type.name, std::move(address), {}, options.id};
        FormOf<E>::write(message.data, event.payload);
        return message;
    }
};

}  // namespace antiphon::events
