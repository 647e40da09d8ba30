// Events and queues.

#include <algorithm>
#include <cstdlib>

#include "../text.h"
#include "antiphon/idl/emit.h"
#include "file_compiler.h"
#include "numbers.h"
#include "values.h"

namespace antiphon::idl {

namespace {

std::string did_you_mean(const Diagnostics& diagnostics, std::string_view word, const Struct* fields) {
    return fields != nullptr ? did_you_mean(diagnostics, word, fields->fields, field_name) : "";
}

/// Both are the same text in an address.
bool same_in_address(const Type& a, const Type& b) {
    const Type &x = resolved(a), &y = resolved(b);
    return x.kind == y.kind && x.kind != Type::Kind::array && x.kind != Type::Kind::map && x.builtin == y.builtin &&
           x.named == y.named;
}

/// A single value whose text is always the same: no float, nothing with parts.
bool is_key(const Type& type) {
    const Type& base = resolved(type);
    if (base.kind == Type::Kind::invalid) return true;  // reported
    if (base.kind == Type::Kind::named) return base.named->as<Enum>() != nullptr;
    return base.kind == Type::Kind::builtin && !is_real(base.builtin) && base.builtin != Builtin::json;
}

}  // namespace

void FileCompiler::define_event(Service& service, Event& event, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "an event")) return;
    const Keys keys(run_.diagnostics, node, "an event",
                    {"doc", "channel", "payload", "route", "clientPublish", "since", "deprecated", "examples", "onSlow",
                     "wireName"});
    keys.describe(event);
    wire_name(keys, service.name + '.' + event.name, event.wire);
    const std::string base = emit::pascal(event.name);
    if (const Node* payload_node = keys.find("payload"))
        event.payload =
            payload(*payload_node, {base, base + "Payload", emit::pascal(service.name) + base}, Origin::payload, true);
    const Node* channel = keys.need("channel", Kind::string);
    if (channel == nullptr) return;
    for (const auto& one : service.channels)
        if (one->name == channel->text) event.channel = one.get();
    if (event.channel == nullptr) {
        const std::string help = did_you_mean(run_.diagnostics, channel->text, service.channels, pointee_name);
        run_.diagnostics
            .error("unknown-channel", channel->span,
                   "service " + quote(service.name) + " has no channel " + quote(channel->text))
            .with_help(help.empty() ? "declare it in \"channels\"" : help);
        return;
    }
    event_route(event, keys);
    event_on_slow(event, keys);
    event.client_publish = keys.boolean("clientPublish", false);
    if (event.client_publish && !event.channel->client_publish)
        run_.diagnostics
            .error("client-publish", keys.key_span("clientPublish"),
                   "channel " + quote(event.channel->name) + " lets no client publish")
            .with_help("add \"clientPublish\": true to the channel, too")
            .with_note(event.channel->span, "declared here");
    if (const Node* examples = keys.find("examples", Kind::array))
        for (const Node& example : examples->items) {
            event.examples.push_back(to_json(example));
            if (event.payload == nullptr) continue;
            Type type;
            type.kind = Type::Kind::named;
            type.named = event.payload;
            run_.later.push_back(
                [this, &example, type] { check_value(run_.diagnostics, run_.values, example, type, "bad-example"); });
        }
}

void FileCompiler::event_route(Event& event, const Keys& keys) {
    const Channel& channel = *event.channel;
    const Struct* fields = event.payload != nullptr ? event.payload->as<Struct>() : nullptr;
    const Node* route = keys.find("route", Kind::object);
    for (const Field& param : channel.params) {
        const syntax::Member* given = route != nullptr ? route->find(param.name) : nullptr;
        Route made{&param, nullptr};
        if (given != nullptr && given->value.is(Kind::string)) {
            const std::string& wanted = given->value.text;
            const Field* field = fields != nullptr ? run_.values.field(*fields, wanted) : nullptr;
            if (wanted.empty()) {
                // The publisher gives it.
            } else if (field == nullptr) {
                run_.diagnostics
                    .error("route-unknown", given->value.span,
                           "the payload of " + quote(event.name) + " has no field " + quote(wanted))
                    .with_help(did_you_mean(run_.diagnostics, wanted, fields));
            } else if (!same_in_address(field->type, param.type)) {
                run_.diagnostics
                    .error("route-type", given->value.span,
                           quote(wanted) + " is " + quote(text(field->type, file_)) + ", and " + quote(param.name) +
                               " is " + quote(text(param.type, file_)))
                    .with_help("both must be the same text in an address: give them one type")
                    .with_note(param.span, "the param is here");
            } else {
                made.field = field;
            }
        } else if (given == nullptr && fields != nullptr) {
            const Field* equal = run_.values.field(*fields, param.name);
            if (equal != nullptr && same_in_address(equal->type, param.type) && !equal->nullable) {
                made.field = equal;
            } else if (equal == nullptr && param.type.kind == Type::Kind::named) {
                // One field of the very same named type is more likely forgotten than left to the publisher.
                const Field* likely = nullptr;
                int candidates = 0;
                for (const Field& field : fields->fields)
                    if (field.type.kind == Type::Kind::named && field.type.named == param.type.named &&
                        channel.param(field.name) == nullptr)
                        likely = &field, ++candidates;
                if (candidates == 1)
                    run_.diagnostics
                        .error("route-missing", event.span,
                               "event " + quote(event.name) + ": channel " + quote(channel.name) + " needs " +
                                   quote(param.name) + ", and the payload " + quote(event.payload->name) +
                                   " has no such field")
                        .with_help(event.payload->name + " has " + quote(likely->name) + " of type " +
                                   text(likely->type, file_) + ": add \"route\": { \"" + param.name + "\": \"" +
                                   likely->name + "\" }, or \"\" when the publisher gives it");
            }
        }
        event.routes.push_back(made);
    }
    if (route == nullptr) return;
    for (const syntax::Member& member : route->members) {
        expect(run_.diagnostics, member.value, Kind::string, "a route");
        if (channel.param(member.key) != nullptr) continue;
        run_.diagnostics
            .error("route-unknown", member.key_span,
                   "channel " + quote(channel.name) + " has no param " + quote(member.key))
            .with_help(did_you_mean(run_.diagnostics, member.key, channel.params, field_name));
    }
}

void FileCompiler::event_on_slow(Event& event, const Keys& keys) {
    const Node* node = keys.find("onSlow");
    if (node == nullptr) return;
    if (node->is(Kind::string)) {
        event.on_slow.kind = keys.choice("onSlow", OnSlow::Kind::disconnect);
    } else if (expect(run_.diagnostics, *node, Kind::object, "\"onSlow\"")) {
        const Keys policy(run_.diagnostics, *node, "\"onSlow\"", {"coalesce"});
        const Node* field = policy.need("coalesce", Kind::string);
        const Struct* fields = event.payload != nullptr ? event.payload->as<Struct>() : nullptr;
        event.on_slow.kind = OnSlow::Kind::coalesce;
        if (field != nullptr) event.on_slow.field = field->text;
        if (field != nullptr && fields != nullptr && fields->find(field->text) == nullptr)
            run_.diagnostics
                .error("coalesce-field", field->span,
                       "the payload of " + quote(event.name) + " has no field " + quote(field->text))
                .with_help(did_you_mean(run_.diagnostics, field->text, fields));
    }
    if (event.channel->delivery == Delivery::stream && event.on_slow.kind != OnSlow::Kind::disconnect)
        run_.diagnostics
            .error("pubsub-only", keys.key_span("onSlow"),
                   "\"onSlow\" is for pubsub: nothing on a stream may be left out")
            .with_help("remove it: a slow client is disconnected and resumes")
            .with_note(event.channel->span, "the stream is here");
}

void FileCompiler::check_channel_events(const Service& service) {
    std::map<std::pair<const Channel*, std::string_view>, const Event*> names;
    std::map<const Channel*, const Event*> bare;
    std::map<std::string_view, const Channel*> addresses;
    for (const auto& event : service.events) {
        if (event->channel == nullptr) continue;
        const auto [same, added] = names.try_emplace({event->channel, event->wire}, event.get());
        if (!added)
            run_.diagnostics
                .error("duplicate-event", event->span,
                       "two events of channel " + quote(event->channel->name) + " are called " + quote(event->wire) +
                           " on the wire")
                .with_note(same->second->span, "the other is here");
        if (event->channel->envelope.kind != Envelope::Kind::none) continue;
        const auto [first, only] = bare.try_emplace(event->channel, event.get());
        if (!only)
            run_.diagnostics
                .error("envelope-one-event", event->span,
                       "without an envelope nothing tells this event from " + quote(first->second->name))
                .with_help("put it on a channel of its own, or choose an envelope")
                .with_note(first->second->span, "the other event of the channel");
    }
    for (const auto& channel : service.channels) {
        const auto [first, added] = addresses.try_emplace(channel->address, channel.get());
        if (!added && !channel->address.empty())
            run_.diagnostics
                .error("duplicate-address", channel->span, "two channels have the address " + quote(channel->address))
                .with_note(first->second->span, "the other is here");
    }
}

void FileCompiler::define_queue(Service& service, Queue& queue, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "a queue")) return;
    const Keys keys(run_.diagnostics, node, "a queue",
                    {"doc", "payload", "visibilityTimeoutMs", "retry", "deadLetter", "dedupe", "orderBy", "maxLen",
                     "delay", "since", "deprecated"});
    keys.describe(queue);
    const std::string base = emit::pascal(queue.name);
    if (const Node* found = keys.need("payload"))
        queue.payload =
            payload(*found, {base + "Job", emit::pascal(service.name) + base + "Job"}, Origin::payload, true);
    queue.visibility_timeout_ms = keys.count("visibilityTimeoutMs", 100).value_or(queue.visibility_timeout_ms);
    queue.dead_letter = keys.boolean("deadLetter", true);
    queue.max_len = keys.count("maxLen", 1).value_or(0);
    queue.delay = keys.boolean("delay", false);
    if (const Node* retry = keys.find("retry", Kind::object)) {
        const Keys rules(run_.diagnostics, *retry, "\"retry\"", {"maxAttempts", "backoff"});
        queue.max_attempts = rules.count("maxAttempts", 1, most_attempts).value_or(queue.max_attempts);
        if (const Node* backoff = rules.find("backoff", Kind::object)) {
            const Keys wait(run_.diagnostics, *backoff, "\"backoff\"", {"initialMs", "maxMs", "factor", "jitter"});
            queue.initial_ms = wait.count("initialMs").value_or(queue.initial_ms);
            queue.max_ms = wait.count("maxMs").value_or(queue.max_ms);
            queue.factor = wait.number("factor", least_factor, most_factor).value_or(queue.factor);
            queue.jitter = wait.number("jitter", 0, most_jitter).value_or(queue.jitter);
        }
    }
    const Struct* fields = queue.payload != nullptr ? queue.payload->as<Struct>() : nullptr;
    const auto payload_field = [&](const Node* name) -> const Field* {
        if (name == nullptr || fields == nullptr) return nullptr;
        const Field* field = fields->find(name->text);
        if (field == nullptr)
            run_.diagnostics
                .error("queue-field", name->span,
                       "the payload of " + quote(queue.name) + " has no field " + quote(name->text))
                .with_help(did_you_mean(run_.diagnostics, name->text, fields));
        else if (!field->required() || field->nullable || !is_key(field->type))
            run_.diagnostics
                .error("queue-field", name->span,
                       quote(name->text) + " cannot be a key: it must be a single value that is always there")
                .with_note(field->span, "declared here");
        return field;
    };
    if (const Node* dedupe = keys.find("dedupe", Kind::object)) {
        const Keys rules(run_.diagnostics, *dedupe, "\"dedupe\"", {"key", "windowMs"});
        queue.dedupe_key = payload_field(rules.need("key", Kind::string));
        rules.need("windowMs", Kind::number);
        queue.dedupe_window_ms = rules.count("windowMs", 1).value_or(0);
    }
    queue.order_by = payload_field(keys.find("orderBy", Kind::string));
}

}  // namespace antiphon::idl
