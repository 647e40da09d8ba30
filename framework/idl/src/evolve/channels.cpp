// Channels, events, queues.

#include <algorithm>

#include "../text.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

namespace {

Use use_of(const Channel& channel) { return channel.delivery == Delivery::stream ? Use::stored : Use::out; }

/// How many are let in. The caller's own and what a method decides cannot be compared.
int reach(Audience audience) {
    static constexpr int order[] = {0, 3, 2, 1, 1};  // internal, public, tenant, user, authorized
    return order[static_cast<std::size_t>(audience)];
}

std::string field_name(const Field* field) { return field != nullptr ? quote(field->name) : "none"; }

std::vector<std::pair<std::string, std::string>> routes(const Event& event) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Route& route : event.routes)
        out.emplace_back(route.param->name, route.field != nullptr ? route.field->name : "");
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

void Contracts::channel(const Channel& before, const Channel& now) {
    const std::string name = "channel " + quote(before.wire);
    deprecation(now, &before, name);
    const Use use = use_of(before);
    channel_params(before, now);
    std::vector<std::string> old_names, names;
    for (const Field& field : before.params) old_names.push_back(field.name);
    for (const Field& field : now.params) names.push_back(field.name);
    std::sort(old_names.begin(), old_names.end());
    std::sort(names.begin(), names.end());
    if (before.address != now.address && (old_names == names || before.wire != now.wire))
        found("CHANNEL_ADDRESS_CHANGED", use, at(before, now, {"address"}),
              {"the address of " + name + " was " + quote(before.address) + " and is " + quote(now.address),
               "add \"address\": " + double_quote(before.address)});
    if (before.delivery != now.delivery)
        found(
            "CHANNEL_DELIVERY_CHANGED", use, at(before, now, {"delivery"}),
            {name + (now.delivery == Delivery::stream ? " was pubsub and is a stream" : " was a stream and is pubsub"),
             "declare a second channel, publish on both, and deprecate this one"});
    const Envelope &was = before.envelope, &is = now.envelope;
    if (was.kind != is.kind || was.type != is.type || was.data != is.data)
        found("CHANNEL_ENVELOPE_CHANGED", use, at(before, now, {"envelope"}), {name + " has another envelope"});
    if (before.replay && !now.replay)
        found("CHANNEL_REPLAY_REMOVED", Use::out, at(before, now, {"replay"}), {name + " gives no replay any more"});
    const auto reduced = [](std::uint64_t old_limit, std::uint64_t limit) {
        return limit != 0 && (old_limit == 0 || limit < old_limit);
    };
    const auto retention = [&](const char* key, std::uint64_t old_limit, std::uint64_t limit) {
        if (reduced(old_limit, limit))
            found("CHANNEL_RETENTION_REDUCED", Use::stored, at(before, now, {"retention", key}),
                  {double_quote(key) + " of " + name +
                   (old_limit == 0 ? " had no limit" : " was " + std::to_string(old_limit)) + " and is " +
                   std::to_string(limit)});
    };
    retention("maxLen", before.max_len, now.max_len);
    retention("maxAgeMs", before.max_age_ms, now.max_age_ms);
    audience(before, now);
}

void Contracts::channel_params(const Channel& before, const Channel& now) {
    const std::string name = "channel " + quote(before.wire);
    const Use use = use_of(before);
    for (const Field& field : before.params) {
        const std::string param = "param " + quote(field.name) + " of " + name;
        const Field* same = now.param(field.name);
        if (same == nullptr)
            found("CHANNEL_PARAMS_CHANGED", use, {findings_.now().find(now.span, {"params"}), field.span},
                  {param + " was removed"});
        else if (const Value was = value_of(field.type, field.constraints, {field.span, param}),
                 is = value_of(same->type, same->constraints, {same->span, param});
                 was.base->kind != is.base->kind || was.base->builtin != is.base->builtin)
            found("CHANNEL_PARAMS_CHANGED", use, {same->span, field.span},
                  {param + " was " + quote(shown(*was.base)) + " and is " + quote(shown(*is.base))});
        else  // clients write them, and the gateway reads
            walk_.type(field.type, same->type, Use::in,
                       {param, {same->span, field.span}, field.constraints, same->constraints});
    }
    for (const Field& field : now.params)
        if (before.param(field.name) == nullptr)
            found("CHANNEL_PARAMS_CHANGED", use, {field.span, findings_.before().find(before.span, {"params"})},
                  {"param " + quote(field.name) + " of " + name + " is new", "", "the params were these"});
}

void Contracts::audience(const Channel& before, const Channel& now) {
    static constexpr const char* words[] = {"internal", "public", "tenant", "user", "authorized"};
    const std::string name = "channel " + quote(before.wire);
    const auto was = before.audience, is = now.audience;
    const std::string change = name + " was for " + quote(words[static_cast<std::size_t>(was)]) + " and is for " +
                               quote(words[static_cast<std::size_t>(is)]);
    const Spot spot = at(before, now, {"audience"}), auth = at(before, now, {"auth"});
    if (was != is && reach(is) <= reach(was)) found("CHANNEL_AUDIENCE_NARROWED", Use::out, spot, {change});
    if (was != is && reach(is) >= reach(was)) found("CHANNEL_AUDIENCE_WIDENED", Use::out, spot, {change});
    const auto contains = [](const auto& list, const auto& one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    const auto all_in = [&](const auto& list, const auto& other) {
        return std::all_of(list.begin(), list.end(), [&](const auto& one) { return contains(other, one); });
    };
    const Access &old_rule = before.access, &rule = now.access;
    const auto at_most = [&](const Access& a, const Access& b) {  // whoever passes a passes b
        const bool roles = b.roles.empty() || (!a.roles.empty() && all_in(a.roles, b.roles));
        return (a.required || !b.required) && all_in(b.scopes, a.scopes) && roles;
    };
    if (was != Audience::internal && is != Audience::internal) {
        if (!at_most(old_rule, rule))
            found("CHANNEL_AUDIENCE_NARROWED", Use::out, auth, {name + " asks more of those who listen"});
        if (!at_most(rule, old_rule))
            found("CHANNEL_AUDIENCE_WIDENED", Use::out, auth, {name + " asks less of those who listen"});
    }
    const std::string old_method = before.authorize != nullptr ? before.authorize->wire : "";
    const std::string method = now.authorize != nullptr ? now.authorize->wire : "";
    if (old_method != method && !old_method.empty() && !method.empty())
        found("CHANNEL_AUTHORIZE_CHANGED", Use::out, at(before, now, {"authorize"}),
              {quote(old_method) + " decided who may listen to " + name + ", and " + quote(method) + " does now"});
    if (before.bind_user != now.bind_user || before.bind_tenant != now.bind_tenant)
        found("CHANNEL_BIND_CHANGED", Use::out, at(before, now, {"bind"}),
              {name + " is bound to another param", "look who can listen to whom"});
    if (!before.client_publish && now.client_publish)
        found("CLIENT_PUBLISH_ENABLED", Use::in, at(before, now, {"clientPublish"}),
              {"clients may publish on " + name});
}

void Contracts::event(const Event& before, const Event& now) {
    const std::string name = "event " + quote(before.wire);
    deprecation(now, &before, name);
    const Use use = use_of(*before.channel);
    if (before.wire != now.wire)
        found("EVENT_REMOVED", use, at(before, now, {"wireName"}),
              {name + " is called " + quote(now.wire) + " on the wire",
               "add \"wireName\": " + double_quote(before.wire)});
    if (before.channel->name != now.channel->name)
        found("EVENT_CHANNEL_CHANGED", use, at(before, now, {"channel"}),
              {name + " was on channel " + quote(before.channel->name) + " and is on " + quote(now.channel->name),
               "declare a second event there, publish both, and deprecate this one"});
    else if (routes(before) != routes(now))
        found("EVENT_KEY_CHANGED", Use::out, at(before, now, {"route"}),
              {"other fields decide on whose channel " + name + " goes"});
    if (before.on_slow.kind == OnSlow::Kind::coalesce && now.on_slow.kind == OnSlow::Kind::coalesce &&
        before.on_slow.field != now.on_slow.field)
        found("EVENT_KEY_CHANGED", Use::out, at(before, now, {"onSlow", "coalesce"}),
              {name + " was coalesced by " + quote(before.on_slow.field) + " and is by " + quote(now.on_slow.field)});
    if (!before.client_publish && now.client_publish)
        found("CLIENT_PUBLISH_ENABLED", Use::in, at(before, now, {"clientPublish"}), {"clients may publish " + name});
    const std::string payload = "the payload of " + name;
    walk_.body(before.payload, now.payload, use, payload, at(before, now, {"payload"}));
    if (before.client_publish) walk_.body(before.payload, now.payload, Use::in, payload, at(before, now, {"payload"}));
}

void Contracts::queue(const Queue& before, const Queue& now) {
    const std::string name = "queue " + quote(before.wire);
    deprecation(now, &before, name);
    if (before.wire != now.wire)
        found("QUEUE_REMOVED", Use::stored, {now.span, before.span}, {name + " is called " + quote(now.wire) + " now"});
    walk_.body(before.payload, now.payload, Use::stored, "the payload of " + name, at(before, now, {"payload"}));
    if (field_name(before.order_by) != field_name(now.order_by))
        found("QUEUE_ORDER_BY_CHANGED", Use::stored, at(before, now, {"orderBy"}),
              {name + " was ordered by " + field_name(before.order_by) + " and is by " + field_name(now.order_by)});
    if (field_name(before.dedupe_key) != field_name(now.dedupe_key) || before.dedupe_window_ms != now.dedupe_window_ms)
        found("QUEUE_DEDUPE_CHANGED", Use::stored, at(before, now, {"dedupe"}),
              {"other jobs of " + name + " count as the same"});
    if (now.max_attempts < before.max_attempts)
        found("QUEUE_RETRY_REDUCED", Use::stored, at(before, now, {"retry", "maxAttempts"}),
              {"jobs of " + name + " were tried " + std::to_string(before.max_attempts) + " times and are " +
               std::to_string(now.max_attempts)});
    if (before.dead_letter && !now.dead_letter)
        found("QUEUE_DEAD_LETTER_OFF", Use::stored, at(before, now, {"deadLetter"}),
              {"jobs of " + name + " that fail are kept no longer"});
    if (now.visibility_timeout_ms < before.visibility_timeout_ms)
        found("QUEUE_VISIBILITY_REDUCED", Use::stored, at(before, now, {"visibilityTimeoutMs"}),
              {"a worker of " + name + " had " + std::to_string(before.visibility_timeout_ms) +
               " ms for a job and has " + std::to_string(now.visibility_timeout_ms)});
}

}  // namespace antiphon::idl::evolve
