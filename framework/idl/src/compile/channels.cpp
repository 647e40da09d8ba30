// Channels.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"
#include "values.h"

namespace antiphon::idl {

namespace {

bool is_address_word(char c) { return is_lower(c) || is_digit(c) || c == '_'; }

}  // namespace

void FileCompiler::define_channel(Service& service, Channel& channel, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "a channel")) return;
    const Keys keys(run_.diagnostics, node, "a channel",
                    {"doc", "address", "params", "delivery", "audience", "bind", "authorize", "auth", "retention",
                     "replay", "presence", "clientPublish", "since", "deprecated", "envelope", "durability"});
    keys.describe(channel);
    if (const Node* params = keys.find("params", Kind::object)) channel_params(channel, *params);
    keys.need("delivery", Kind::string);
    channel.delivery = keys.choice("delivery", Delivery::pubsub);
    channel.access = access(keys, service.access);
    channel.presence = keys.boolean("presence", false);
    channel.client_publish = keys.boolean("clientPublish", false);
    channel_address(channel, keys);
    channel_audience(service, channel, keys);
    channel_stream(channel, keys);
    channel_envelope(channel, keys);
}

void FileCompiler::channel_params(Channel& channel, const Node& node) {
    channel.params = fields(node, "a param");
    for (const Field& field : channel.params) {
        if (!is_identifier(field.name)) {
            run_.diagnostics.error("bad-name", field.span, quote(field.name) + " is no name for a channel's param");
            continue;
        }
        const Type& base = resolved(field.type);
        if (base.kind == Type::Kind::invalid) continue;
        Constraints limits = field.constraints;
        for (const Type* at = &field.type; at->kind == Type::Kind::named && !limits.max_length && !limits.format;) {
            const Alias* alias = at->named->as<Alias>();
            if (alias == nullptr) break;
            limits = alias->constraints;
            at = &alias->type;
        }
        const bool integral =
            base.kind == Type::Kind::builtin && base.builtin >= Builtin::int8 && base.builtin <= Builtin::uint64;
        const bool fits = base.is(Builtin::string) || base.is(Builtin::uuid) || integral ||
                          (base.kind == Type::Kind::named && base.named->as<Enum>() != nullptr);
        if (!fits)
            run_.diagnostics
                .error("channel-param", field.type.span,
                       quote(text(field.type, file_)) + " cannot be the param of a channel")
                .with_help("params are string with maxLength, uuid, integers and enums");
        else if (base.is(Builtin::string) && !limits.max_length)
            run_.diagnostics.error("channel-param", field.type.span, "a string in an address needs a limit")
                .with_help("write { \"type\": \"" + text(field.type, file_) + "\", \"maxLength\": 255 }");
        if (field.default_value || field.nullable)
            run_.diagnostics.error("channel-param", field.span,
                                   "a channel's param is always given: no default, no null");
    }
}

void FileCompiler::channel_address(Channel& channel, const Keys& keys) {
    const Node* given = keys.find("address", Kind::string);
    if (given == nullptr) {
        std::vector<const Field*> sorted;
        for (const Field& field : channel.params) sorted.push_back(&field);
        std::sort(sorted.begin(), sorted.end(), [](const Field* a, const Field* b) { return a->name < b->name; });
        channel.address = channel.wire;
        channel.parts.push_back({channel.wire, nullptr});
        for (const Field* field : sorted) {
            channel.address += ":{" + field->name + '}';
            channel.parts.back().text += ':';
            channel.parts.push_back({"", field});
            channel.parts.push_back({"", nullptr});
        }
        if (channel.parts.back().text.empty()) channel.parts.pop_back();
        return;
    }
    channel.explicit_address = true;
    channel.address = given->text;
    const std::string_view address = given->text;
    const auto bad = [&](std::size_t begin, std::size_t end, std::string message, std::string help) {
        run_.diagnostics.error("bad-address", given->part(begin, end), std::move(message)).with_help(std::move(help));
    };
    std::vector<const Field*> seen;
    std::string fixed;
    std::size_t at = 0;
    bool word = false;  // behind something that is no separator
    while (at < address.size()) {
        if (is_address_word(address[at])) {
            fixed += address[at++];
            word = true;
        } else if ((address[at] == '.' || address[at] == ':' || address[at] == '-') && word &&
                   at + 1 < address.size()) {
            fixed += address[at++];
            word = false;
        } else if (address[at] == '{' && !word && at > 0 && address[at - 1] != '-') {
            const std::size_t end = std::min(address.find('}', at), address.size());
            const std::string_view name = address.substr(at + 1, end - at - 1);
            const Field* field = channel.param(name);
            if (end == address.size()) return bad(at, at + 1, "'{' is not closed", "");
            if (field == nullptr)
                return bad(at + 1, end, "channel " + quote(channel.name) + " has no param " + quote(name),
                           did_you_mean(run_.diagnostics, name, channel.params, field_name));
            if (std::find(seen.begin(), seen.end(), field) != seen.end())
                return bad(at + 1, end, quote(name) + " stands twice in the address", "");
            seen.push_back(field);
            if (!fixed.empty()) channel.parts.push_back({fixed, nullptr});
            channel.parts.push_back({"", field});
            fixed.clear();
            at = end + 1;
            word = true;
            if (at < address.size() && is_address_word(address[at])) break;
        } else {
            break;
        }
    }
    if (at < address.size() || address.empty())
        return bad(at, std::min(at + 1, address.size()), "the address cannot go on like this",
                   "it is made of a-z 0-9 _ with '.', ':' or '-' between, and {param} behind '.' or ':'");
    if (!fixed.empty()) channel.parts.push_back({fixed, nullptr});
    for (const Field& field : channel.params)
        if (std::find(seen.begin(), seen.end(), &field) == seen.end())
            run_.diagnostics.error("bad-address", given->span, "param " + quote(field.name) + " is not in the address")
                .with_help("add \":{" + field.name + "}\"");
}

void FileCompiler::channel_audience(Service& service, Channel& channel, const Keys& keys) {
    const Node* audience = keys.need("audience", Kind::string);
    channel.audience = keys.choice("audience", Audience::internal);
    if (const Node* bind = keys.find("bind", Kind::object)) {
        const Keys bound(run_.diagnostics, *bind, "\"bind\"", {"user", "tenant"});
        const auto param = [&](std::string_view key, std::string& out) {
            const Node* name = bound.find(key, Kind::string);
            if (name == nullptr) return;
            const Field* field = channel.param(name->text);
            if (field == nullptr) {
                run_.diagnostics
                    .error("bind-param", name->span,
                           "channel " + quote(channel.name) + " has no param " + quote(name->text))
                    .with_help(did_you_mean(run_.diagnostics, name->text, channel.params, field_name));
                return;
            }
            const Type& base = resolved(field->type);
            if (base.kind != Type::Kind::invalid && !base.is(Builtin::string) && !base.is(Builtin::uuid))
                run_.diagnostics
                    .error("bind-param", name->span,
                           "a " + std::string(key) + " is a string or uuid, and " + quote(field->name) + " is " +
                               quote(text(field->type, file_)))
                    .with_help("tokens name users and tenants by text: make it a string with maxLength, or uuid")
                    .with_note(field->span, "declared here");
            out = name->text;
        };
        param("user", channel.bind_user);
        param("tenant", channel.bind_tenant);
    }
    const auto unbound = [&](std::string_view who, const std::string& bound) {
        const Node* bind = keys.find("bind");
        const bool told = bind != nullptr && (!bind->is(Kind::object) || !bind->whole || bind->find(who) != nullptr);
        if (!bound.empty() || told) return;
        const std::string likely = channel.params.size() == 1      ? channel.params[0].name
                                   : channel.param(who) != nullptr ? std::string(who)
                                                                   : "…";
        const std::string message = "channel " + quote(channel.name) + " is for one " + std::string(who) +
                                    ", but nothing says which param is the " + std::string(who);
        const std::string help = "add \"bind\": { " + quoted(who) + ": " + quoted(likely) + " }";
        if (who == "user")
            lint_finding("user-channel-without-bind", audience->span, message, help);
        else
            run_.diagnostics.error("tenant-channel-without-bind", audience->span, message).with_help(help);
    };
    if (audience != nullptr && keys.object().whole) {
        if (channel.audience == Audience::user) unbound("user", channel.bind_user);
        if (channel.audience == Audience::tenant) unbound("tenant", channel.bind_tenant);
    }
    const Node* authorize = keys.find("authorize", Kind::string);
    if (channel.audience == Audience::authorized && authorize == nullptr && keys.object().whole && audience != nullptr)
        run_.diagnostics.error("authorize-missing", audience->span, "nothing says which method decides who may listen")
            .with_help("add \"authorize\": \"…\" with a method of this service: (params of the channel) -> bool");
    if (authorize == nullptr) return;
    if (channel.audience != Audience::authorized && audience != nullptr)
        run_.diagnostics
            .error("authorize-unused", keys.key_span("authorize"), "\"authorize\" is for the audience \"authorized\"")
            .with_note(audience->span, "the audience is given here");
    for (const auto& method : service.methods)
        if (method->name == authorize->text) channel.authorize = method.get();
    if (channel.authorize == nullptr) {
        run_.diagnostics
            .error("authorize-unknown", authorize->span,
                   "service " + quote(service.name) + " has no method " + quote(authorize->text))
            .with_help(did_you_mean(run_.diagnostics, authorize->text, service.methods, pointee_name));
        return;
    }
    const Method& method = *channel.authorize;
    const auto wrong = [&](const std::string& why) {
        run_.diagnostics.error("authorize-signature", authorize->span, quote(method.wire) + " cannot decide: " + why)
            .with_help("it takes the params of the channel and gives bool")
            .with_note(method.span, "declared here");
    };
    if (!method.result || !resolved(method.result->type).is(Builtin::boolean)) return wrong("its result is not bool");
    const Struct* params = method.params != nullptr ? method.params->as<Struct>() : nullptr;
    for (const Field& field : channel.params) {
        const Field* same = params != nullptr ? params->find(field.name) : nullptr;
        if (same == nullptr) return wrong("it has no param " + quote(field.name));
        if (text(resolved(same->type), file_) != text(resolved(field.type), file_))
            return wrong("its param " + quote(field.name) + " has another type");
    }
    for (std::size_t i = 0; params != nullptr && i < params->fields.size(); ++i)
        if (params->fields[i].required() && channel.param(params->fields[i].name) == nullptr)
            return wrong("it needs " + quote(params->fields[i].name) + ", which the channel does not have");
}

void FileCompiler::channel_stream(Channel& channel, const Keys& keys) {
    channel.replay = keys.boolean("replay", false);
    if (const Node* retention = keys.find("retention", Kind::object)) {
        const Keys limits(run_.diagnostics, *retention, "\"retention\"", {"maxLen", "maxAgeMs"});
        channel.max_len = limits.count("maxLen", 1).value_or(0);
        channel.max_age_ms = limits.count("maxAgeMs", 1).value_or(0);
    }
    channel.durability = keys.choice("durability", Durability::disk);
    const Node* delivery = keys.find("delivery");
    if (channel.delivery == Delivery::stream || delivery == nullptr) return;
    for (const std::string_view key : {"retention", "replay", "durability"}) {
        const Node* found = keys.find(key);
        if (found == nullptr || (found->is(Kind::boolean) && !found->boolean)) continue;
        run_.diagnostics
            .error("stream-only", keys.key_span(key), quoted(key) + " is for streams; a pubsub channel keeps nothing")
            .with_help("remove it, or make it \"delivery\": \"stream\"")
            .with_note(delivery->span, "the delivery is given here");
    }
}

void FileCompiler::channel_envelope(Channel& channel, const Keys& keys) {
    const Node* node = keys.find("envelope");
    if (node == nullptr) return;
    if (node->is(Kind::string)) {
        channel.envelope.kind = keys.choice("envelope", Envelope::Kind::cloudevents);
    } else if (expect(run_.diagnostics, *node, Kind::object, "\"envelope\"")) {
        const Keys names(run_.diagnostics, *node, "an envelope", {"type", "data"});
        channel.envelope.kind = Envelope::Kind::members;
        if (const Node* type = names.need("type", Kind::string)) channel.envelope.type = type->text;
        if (const Node* data = names.need("data", Kind::string)) channel.envelope.data = data->text;
        if (!channel.envelope.type.empty() && channel.envelope.type == channel.envelope.data)
            run_.diagnostics.error("bad-value", node->span, "name and payload cannot be the same member");
    }
    if (channel.delivery == Delivery::stream && channel.envelope.kind != Envelope::Kind::cloudevents)
        run_.diagnostics
            .error("foreign-envelope-on-stream", node->span,
                   "a stream carries CloudEvents; an envelope of another kind is for pubsub")
            .with_help("remove \"envelope\": positions and repeats need the event's id and offset")
            .with_note(keys.find("delivery")->span, "made a stream here");
}

}  // namespace antiphon::idl
