#pragma once
// What the IDL of all services says a client may do: which methods, which channels, who. Read from the IR that services
// register.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/context.h"
#include "antiphon/events/event.h"

namespace antiphon::gateway {

struct AccessRule {
    bool required = true;             ///< somebody must be signed in
    std::vector<std::string> scopes;  ///< all of them
    std::vector<std::string> roles;   ///< any of them

    /// Throws Error(denied): unauthenticated when nobody is signed in, else permission_denied naming what is missing.
    void check(const Caller& caller) const;
};

struct MethodPolicy {
    std::string service;
    AccessRule access;
    std::chrono::milliseconds deadline{0};  ///< 0: the default
    bool repeatable = false;                ///< a lost call may be made again by itself
    bool keyed = false;                     ///< it may be when it carries an idempotency key
    bool cancellable = true;
};

enum class Audience : std::uint8_t { internal, everybody, tenant, user, authorized };
enum class SlowPolicy : std::uint8_t { disconnect, drop_oldest, latest, coalesce };

/// What a client that cannot keep up gets of a live event.
struct SlowRule {
    SlowPolicy policy = SlowPolicy::disconnect;
    std::string field;  ///< coalesce: the newest for each value of this member of the payload stays
    friend bool operator==(const SlowRule&, const SlowRule&) = default;
};

struct EventPolicy {
    SlowRule slow;
    bool client_publish = false;
};

struct ChannelParam {
    std::string name;
    bool integer = false;
    bool uuid = false;
    std::size_t min_length = 1;
    std::size_t max_length = 255;
    std::vector<std::string> values;  ///< an enum's; empty: any
};

struct ChannelPolicy {
    std::string name;     ///< wire name
    std::string service;  ///< who declared it
    std::string address;  ///< "orders.mine:{user}"
    std::vector<ChannelParam> params;
    events::ChannelKind kind = events::ChannelKind::live;
    Audience audience = Audience::internal;
    std::string bound_user;              ///< the param that must be the caller's user; empty: none
    std::string bound_tenant;            ///< the param that must be the caller's tenant
    std::string address_without_tenant;  ///< for callers whose token names none; empty: they are refused
    AccessRule access;
    std::string authorize;  ///< wire name of the method that decides, for `authorized`
    bool replay = false;
    bool presence = false;
    bool client_publish = false;
    events::Envelope envelope = events::Envelope::cloudevents;
    std::string envelope_type;
    std::string envelope_data;
    events::Durability durability = events::Durability::disk;
    std::size_t max_len = 0;                                 ///< as in ChannelType
    std::chrono::milliseconds max_age{0};                    ///< as in ChannelType
    std::map<std::string, EventPolicy, std::less<>> events;  ///< by wire name

    /// How clients publish on it. Points to the texts of this.
    events::ChannelType type() const;
    /// The rule of all its events when they share one, so that nobody need look which event it is.
    std::optional<SlowRule> common_slow() const;
};

/// Immutable once shared. Lookups are logarithmic in the number of names.
class Contract {
  public:
    /// Knows the channels that every signed-in client has: rpc.user, rpc.tenant, rpc.all.
    Contract();

    /// Adds what `service` declares in its IR. Names that another service declared before stay with that one. Throws
    /// Error(invalid) saying what the IR lacks; the contract is then as before.
    void add(std::string_view service, std::string_view ir);

    const MethodPolicy* method(std::string_view wire_name) const noexcept;    ///< null: not for clients
    const ChannelPolicy* channel(std::string_view wire_name) const noexcept;  ///< null: not for clients
    std::size_t methods() const noexcept { return methods_.size(); }

    /// Also methods that are not for clients: `authorize` may name one.
    const MethodPolicy* any_method(std::string_view wire_name) const noexcept;

  private:
    std::map<std::string, MethodPolicy, std::less<>> methods_;
    std::map<std::string, MethodPolicy, std::less<>> internal_;
    std::map<std::string, ChannelPolicy, std::less<>> channels_;
};

}  // namespace antiphon::gateway
