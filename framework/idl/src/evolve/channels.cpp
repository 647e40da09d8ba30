// Channels and events.

#include <algorithm>

#include "../text.h"
#include "../words.h"
#include "antiphon/base/retention.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

namespace {

Use use_of(const Channel& channel) { return channel.delivery == Delivery::stream ? Use::stored : Use::out; }

/// How many are let in. The caller's own and what a method decides cannot be compared.
int reach(Audience audience) {
    static constexpr int order[] = {0, 3, 2, 1, 1};  // internal, public, tenant, user, authorized
    return order[static_cast<std::size_t>(audience)];
}

std::vector<std::pair<std::string, std::string>> routes(const Event& event) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Route& route : event.routes)
        out.emplace_back(route.param->name, route.field != nullptr ? route.field->name : "");
    std::sort(out.begin(), out.end());
    return out;
}

/// `otherwise`: what holds when the file does not say; 0 is no limit.
std::string limit_text(std::uint64_t limit, std::uint64_t otherwise) {
    if (limit != 0) return std::to_string(limit);
    return otherwise != 0 ? std::to_string(otherwise) + " (the default)" : "without limit";
}

std::string_view policy(const OnSlow& slow) {
    return slow.kind == OnSlow::Kind::coalesce ? "coalesce" : word(slow.kind);
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
    kept(before, now);
    audience(before, now);
}

/// What the channel keeps for those who come later, and of those who are there.
void Contracts::kept(const Channel& before, const Channel& now) {
    const std::string name = "channel " + quote(before.wire);
    if (before.replay && !now.replay)
        found("CHANNEL_REPLAY_REMOVED", Use::out, at(before, now, {"replay"}), {name + " gives no replay any more"});
    const auto retention = [&](const char* key, std::uint64_t was, std::uint64_t is, std::uint64_t otherwise) {
        const std::uint64_t kept = was != 0 ? was : otherwise, keeps = is != 0 ? is : otherwise;  // 0: no limit
        if (keeps != 0 && (kept == 0 || keeps < kept))
            found("CHANNEL_RETENTION_REDUCED", Use::stored, at(before, now, {"retention", key}),
                  {double_quote(key) + " of " + name + " was " + limit_text(was, otherwise) + " and is " +
                   limit_text(is, otherwise)});
    };
    retention("maxLen", before.max_len, now.max_len, default_stream_length);
    retention("maxAgeMs", before.max_age_ms, now.max_age_ms, 0);
    if (before.delivery == Delivery::stream && now.delivery == Delivery::stream && now.durability < before.durability)
        found("CHANNEL_DURABILITY_REDUCED", Use::stored, at(before, now, {"durability"}),
              {"\"durability\" of " + name + " was " + quote(word(before.durability)) + " and is " +
                   quote(word(now.durability)),
               "old programs take an acknowledged publish for safer than it is"});
    if (before.presence && !now.presence)
        found("CHANNEL_PRESENCE_REMOVED", Use::out, at(before, now, {"presence"}),
              {name + " tells nobody any more who is there"});
    if (!before.presence && now.presence)
        found("CHANNEL_PRESENCE_ENABLED", Use::out, at(before, now, {"presence"}),
              {name + " tells those who listen who else is there"});
}

void Contracts::channel_params(const Channel& before, const Channel& now) {
    const std::string name = "channel " + quote(before.wire);
    const Use use = use_of(before);
    for (const Field& field : before.params) {
        const std::string param = "param " + quote(field.name) + " of " + name;
        const Field* same = now.param(field.name);
        if (same != nullptr && field.secret && !same->secret)
            found("SECRET_FLAG_REMOVED", Use::in, at(field, *same, {"secret"}),
                  {param + " was secret and may appear in logs", "", "it was secret here"});
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
    const std::string name = "channel " + quote(before.wire);
    const auto was = before.audience, is = now.audience;
    const std::string change = name + " was for " + quote(word(was)) + " and is for " + quote(word(is));
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
    identifier("EVENT_IDENTIFIER_CHANGED", before, now, "event ");
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
    if (before.on_slow.kind != now.on_slow.kind && before.channel->delivery == now.channel->delivery)
        found("EVENT_ON_SLOW_CHANGED", Use::out, at(before, now, {"onSlow"}),
              {"\"onSlow\" of " + name + " was " + quote(policy(before.on_slow)) + " and is " +
               quote(policy(now.on_slow))});
    client_publish(before, now);
    const std::string payload = "the payload of " + name;
    walk_.body(before.payload, now.payload, use, payload, at(before, now, {"payload"}));
    if (before.client_publish) walk_.body(before.payload, now.payload, Use::in, payload, at(before, now, {"payload"}));
}

void Contracts::client_publish(const Event& before, const Event& now) {
    const std::string name = "event " + quote(before.wire);
    const Spot spot = at(before, now, {"clientPublish"});
    if (!before.client_publish && now.client_publish)
        found("CLIENT_PUBLISH_ENABLED", Use::in, spot, {"clients may publish " + name});
    if (before.client_publish && !now.client_publish)
        found("CLIENT_PUBLISH_REMOVED", Use::in, spot,
              {"clients may not publish " + name + " any more", "the gateway refuses those that still do"});
}

}  // namespace antiphon::idl::evolve
