#include "contract.h"

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"

namespace antiphon::gateway {
namespace {

[[noreturn]] void broken(const std::string& what) {
    throw Error(ErrorKind::invalid, Code::invalid_params, "IR: " + what);
}

std::string text(json::Value object, std::string_view key, std::string_view otherwise = {}) {
    const auto member = object.find(key);
    return std::string(member && member->is_string() ? member->string() : otherwise);
}

bool flag(json::Value object, std::string_view key, bool otherwise) {
    const auto member = object.find(key);
    return member && member->kind() == json::Kind::boolean ? member->boolean() : otherwise;
}

std::int64_t number(json::Value object, std::string_view key, std::int64_t otherwise) {
    const auto member = object.find(key);
    return member && member->kind() == json::Kind::int64 ? member->int64() : otherwise;
}

std::vector<std::string> texts(json::Value object, std::string_view key) {
    std::vector<std::string> found;
    const auto member = object.find(key);
    if (!member || !member->is_array()) return found;
    for (const json::Value one : member->elements())
        if (one.is_string()) found.emplace_back(one.string());
    return found;
}

/// What is not said stays closed.
AccessRule access(json::Value owner) {
    AccessRule rule;
    const auto auth = owner.find("auth");
    if (!auth) return rule;
    if (auth->is_string()) rule.required = auth->string() != "none";
    if (!auth->is_object()) return rule;
    rule.required = flag(*auth, "required", true);
    rule.scopes = texts(*auth, "scopes");
    rule.roles = texts(*auth, "roles");
    return rule;
}

MethodPolicy read_method(std::string_view service, json::Value from) {
    MethodPolicy policy;
    policy.service = service;
    policy.access = access(from);
    policy.deadline = std::chrono::milliseconds(number(from, "deadlineMs", 0));
    const std::string idempotency = text(from, "idempotency");
    policy.repeatable = idempotency == "readonly" || idempotency == "idempotent";
    policy.keyed = idempotency == "keyed";
    policy.cancellable = flag(from, "cancellable", true);
    return policy;
}

Audience audience(const std::string& name) {
    if (name == "public") return Audience::everybody;
    if (name == "tenant") return Audience::tenant;
    if (name == "user") return Audience::user;
    return name == "authorized" ? Audience::authorized : Audience::internal;
}

ChannelParam param(std::string_view name, json::Value from) {
    ChannelParam made;
    made.name = name;
    const std::string type = from.is_string() ? std::string(from.string()) : text(from, "type", "string");
    made.integer = type.find("int") != std::string::npos;
    made.uuid = type == "uuid";
    if (!from.is_object()) return made;
    made.min_length = static_cast<std::size_t>(std::max<std::int64_t>(1, number(from, "minLength", 1)));
    made.max_length = static_cast<std::size_t>(std::max<std::int64_t>(1, number(from, "maxLength", 255)));
    made.values = texts(from, "enum");
    return made;
}

void read_envelope(json::Value from, ChannelPolicy& policy) {
    const auto envelope = from.find("envelope");
    if (!envelope) return;
    if (envelope->is_string() && envelope->string() == "none") policy.envelope = events::Envelope::none;
    if (!envelope->is_object()) return;
    policy.envelope = events::Envelope::members;
    policy.envelope_type = text(*envelope, "type");
    policy.envelope_data = text(*envelope, "data");
}

/// How events of a durable channel are kept: the same whoever publishes.
void read_keeping(json::Value from, ChannelPolicy& policy) {
    const std::string durability = text(from, "durability");
    if (durability == "memory") policy.durability = events::Durability::memory;
    if (durability == "replicated") policy.durability = events::Durability::replicated;
    const auto retention = from.find("retention");
    if (!retention || !retention->is_object()) return;
    policy.max_len = static_cast<std::size_t>(std::max<std::int64_t>(0, number(*retention, "maxLen", 0)));
    policy.max_age = std::chrono::milliseconds(std::max<std::int64_t>(0, number(*retention, "maxAgeMs", 0)));
}

ChannelPolicy read_channel(std::string_view service, json::Value from) {
    ChannelPolicy policy;
    policy.name = text(from, "wire");
    policy.service = service;
    policy.address = text(from, "address", policy.name);
    if (policy.name.empty()) broken("a channel has no member \"wire\"");
    if (const auto params = from.find("params"); params && params->is_object())
        for (const json::Member one : params->members()) policy.params.push_back(param(one.key, one.value));
    policy.kind = text(from, "delivery") == "stream" ? events::ChannelKind::durable : events::ChannelKind::live;
    policy.audience = audience(text(from, "audience"));
    if (const auto bind = from.find("bind"); bind && bind->is_object()) {
        policy.bound_user = text(*bind, "user");
        policy.bound_tenant = text(*bind, "tenant");
    }
    policy.access = access(from);
    policy.authorize = text(from, "authorize");
    policy.replay = flag(from, "replay", false);
    policy.presence = flag(from, "presence", false);
    policy.client_publish = flag(from, "clientPublish", false);
    read_envelope(from, policy);
    read_keeping(from, policy);
    // A channel whose bound or deciding part is missing would be open to all: closed instead.
    const bool closed = (policy.audience == Audience::user && policy.bound_user.empty()) ||
                        (policy.audience == Audience::tenant && policy.bound_tenant.empty()) ||
                        (policy.audience == Audience::authorized && policy.authorize.empty());
    if (closed) policy.audience = Audience::internal;
    return policy;
}

SlowRule slow_rule(json::Value event) {
    const auto rule = event.find("onSlow");
    if (!rule) return {};
    if (rule->is_object()) return {SlowPolicy::coalesce, text(*rule, "coalesce")};
    if (!rule->is_string()) return {};
    if (rule->string() == "drop_oldest") return {SlowPolicy::drop_oldest, {}};
    if (rule->string() == "latest") return {SlowPolicy::latest, {}};
    return {};
}

json::Value section(json::Value service, std::string_view name) {
    const auto found = service.find(name);
    return found && found->is_object() ? *found : json::Value();
}

template <class Each>
void for_members(json::Value section_, Each each) {
    if (!section_.is_object()) return;
    for (const json::Member member : section_.members())
        if (member.value.is_object()) each(member.key, member.value);
}

ChannelPolicy built_in(const char* name, const char* address, Audience audience, const char* param_name) {
    ChannelPolicy policy;
    policy.name = name;
    policy.service = "rpc";
    policy.address = address;
    policy.audience = audience;
    if (*param_name != '\0') policy.params.push_back({.name = param_name, .values = {}});
    if (audience == Audience::user) policy.bound_user = param_name;
    if (audience == Audience::tenant) policy.bound_tenant = param_name;
    return policy;
}

/// The same name in two tenants is two people.
ChannelPolicy users_own() {
    ChannelPolicy policy = built_in("rpc.user", "rpc.user:{tenant}:{user}", Audience::user, "user");
    policy.params.push_back({.name = "tenant", .values = {}});
    policy.bound_tenant = "tenant";
    policy.address_without_tenant = "rpc.user:{user}";
    return policy;
}

}  // namespace

void AccessRule::check(const Caller& caller) const {
    const bool needs = required || !scopes.empty() || !roles.empty();
    if (needs && !caller.signed_in())
        throw Error(ErrorKind::denied, Code::unauthenticated, "this needs a signed-in user");
    for (const std::string& scope : scopes)
        if (!caller.has_scope(scope))
            throw Error(ErrorKind::denied, Code::permission_denied, "this needs the scope " + scope);
    bool any = roles.empty();
    for (const std::string& role : roles) any = any || caller.has_role(role);
    if (!any)
        throw Error(ErrorKind::denied, Code::permission_denied, "this needs a role that the caller does not have");
}

events::ChannelType ChannelPolicy::type() const {
    return {.name = name,
            .kind = kind,
            .envelope = envelope,
            .envelope_type = envelope_type,
            .envelope_data = envelope_data,
            .durability = durability,
            .max_len = max_len,
            .max_age = max_age};
}

std::optional<SlowRule> ChannelPolicy::common_slow() const {
    if (events.empty()) return SlowRule{};
    const SlowRule& first = events.begin()->second.slow;
    for (const auto& [wire, event] : events)
        if (event.slow != first) return std::nullopt;
    return first;
}

Contract::Contract() {
    for (ChannelPolicy policy : {users_own(), built_in("rpc.tenant", "rpc.tenant:{tenant}", Audience::tenant, "tenant"),
                                 built_in("rpc.all", "rpc.all", Audience::everybody, "")})
        channels_.emplace(policy.name, policy);
}

void Contract::add(std::string_view service, std::string_view ir) {
    json::Parser parser;
    const json::Value document = parser.parse(ir, {.max_bytes = 16 * 1024 * 1024});
    const auto services = document.is_object() ? document.find("services") : std::nullopt;
    const auto found = services && services->is_object() ? services->find(service) : std::nullopt;
    if (!found || !found->is_object()) broken("it does not describe the service " + std::string(service));

    std::map<std::string, std::string> wire_names;  // of channels, by their name in the file
    std::map<std::string, ChannelPolicy, std::less<>> channels;
    for_members(section(*found, "channels"), [&](std::string_view name, json::Value from) {
        ChannelPolicy policy = read_channel(service, from);
        wire_names.emplace(name, policy.name);
        channels.emplace(policy.name, std::move(policy));
    });
    for_members(section(*found, "events"), [&](std::string_view name, json::Value from) {
        const auto wire = wire_names.find(text(from, "channel"));
        if (wire == wire_names.end()) return;
        channels.at(wire->second)
            .events.emplace(text(from, "wire", std::string(service) + "." + std::string(name)),
                            EventPolicy{slow_rule(from), flag(from, "clientPublish", false)});
    });
    for_members(section(*found, "methods"), [&](std::string_view name, json::Value from) {
        std::string wire = text(from, "wire", std::string(service) + "." + std::string(name));
        if (wire.starts_with("rpc.")) return;
        auto& table = text(from, "expose") == "client" ? methods_ : internal_;
        if (!methods_.contains(wire) && !internal_.contains(wire))
            table.emplace(std::move(wire), read_method(service, from));
    });
    for (auto& [wire, policy] : channels)
        if (!wire.starts_with("rpc.")) channels_.emplace(wire, std::move(policy));
}

const MethodPolicy* Contract::method(std::string_view wire_name) const noexcept {
    const auto found = methods_.find(wire_name);
    return found == methods_.end() ? nullptr : &found->second;
}

const MethodPolicy* Contract::any_method(std::string_view wire_name) const noexcept {
    const auto found = internal_.find(wire_name);
    return found == internal_.end() ? method(wire_name) : &found->second;
}

const ChannelPolicy* Contract::channel(std::string_view wire_name) const noexcept {
    const auto found = channels_.find(wire_name);
    if (found == channels_.end() || found->second.audience == Audience::internal) return nullptr;
    return &found->second;
}

}  // namespace antiphon::gateway
