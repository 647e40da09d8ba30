// Services of the intermediate representation.

#include <algorithm>

#include "../compile/numbers.h"
#include "../deadline.h"
#include "../text.h"
#include "reader.h"

namespace antiphon::idl::ir {

namespace {

/// The pieces of "orders.mine:{user}".
std::vector<AddressPart> parts_of(const Channel& channel) {
    std::vector<AddressPart> out;
    std::string_view rest = channel.address;
    while (!rest.empty()) {
        const std::size_t open = std::min(rest.find('{'), rest.size());
        if (open > 0) out.push_back({std::string(rest.substr(0, open)), nullptr});
        rest.remove_prefix(open);
        const std::size_t close = std::min(rest.find('}'), rest.size());
        if (rest.empty()) break;
        if (const Field* param = channel.param(rest.substr(1, close - 1))) out.push_back({"", param});
        rest.remove_prefix(std::min(close + 1, rest.size()));
    }
    return out;
}

}  // namespace

Access Reader::access(const Keys& keys) {
    Access out;
    const Node* auth = keys.need("auth", Kind::object);
    if (auth == nullptr) return out;
    const Keys rules(diagnostics_, *auth, "\"auth\"", {"required", "scopes", "roles"});
    out.required = rules.boolean("required", true);
    for (const Node* scope : rules.strings("scopes")) out.scopes.push_back(scope->text);
    for (const Node* role : rules.strings("roles")) out.roles.push_back(role->text);
    return out;
}

const TypeDef* Reader::payload(const Keys& keys, std::string_view key) {
    const Node* name = keys.find(key);
    if (name == nullptr || name->is(Kind::null)) return nullptr;
    return expect(diagnostics_, *name, Kind::string, quoted(key)) ? named(*name) : nullptr;
}

const Field* Reader::payload_field(const TypeDef* payload, const Node& name) {
    const Struct* fields = payload != nullptr ? payload->as<Struct>() : nullptr;
    const Field* found = fields != nullptr ? fields->find(name.text) : nullptr;
    if (found == nullptr) wrong(name, "the payload has no field " + quote(name.text));
    return found;
}

void Reader::service(Service& service, const Node& node) {
    const Keys keys(diagnostics_, node, "a service",
                    {"doc", "auth", "methods", "channels", "events", "queues", "since", "deprecated"});
    keys.describe(service);
    service.access = access(keys);
    const auto declare = [&]<class T>(std::string_view key, std::vector<std::unique_ptr<T>>& into) {
        std::vector<std::pair<T*, const Node*>> made;
        const Node* list = keys.need(key, Kind::object);
        if (list == nullptr) return made;
        for (const syntax::Member& one : list->members) {
            if (!expect(diagnostics_, one.value, Kind::object, quoted(one.key))) continue;
            auto item = std::make_unique<T>();
            item->name = one.key;
            item->span = one.key_span;
            item->service = &service;
            made.emplace_back(item.get(), &one.value);
            into.push_back(std::move(item));
        }
        return made;
    };
    // As in the IDL: methods name events, channels name methods, events name channels.
    const auto methods = declare("methods", service.methods);
    const auto channels = declare("channels", service.channels);
    const auto events = declare("events", service.events);
    const auto queues = declare("queues", service.queues);
    for (const auto& [one, at] : methods) method(service, *one, *at);
    for (const auto& [one, at] : channels) {
        channel(*one, *at);
        authorize(service, *one, *at);
    }
    for (const auto& [one, at] : events) event(service, *one, *at);
    for (const auto& [one, at] : queues) queue(*one, *at);
}

void Reader::method(Service& service, Method& method, const Node& node) {
    const Keys keys(
        diagnostics_, node, "a method",
        {"wire", "expose", "auth", "idempotency", "deadlineMs", "execution", "notification", "cancellable", "params",
         "paramStructure", "positional", "result", "errors", "emits", "examples", "doc", "since", "deprecated"});
    keys.describe(method);
    method.wire = keys.string("wire");
    method.expose = keys.choice("expose", Expose::internal);
    method.access = access(keys);
    method.idempotency = keys.choice("idempotency", Idempotency::none);
    method.deadline_ms = keys.count("deadlineMs", 0, longest_deadline_ms).value_or(0);
    method.execution = keys.choice("execution", Execution::pool);
    method.notification = keys.boolean("notification", false);
    method.cancellable = keys.boolean("cancellable", true);
    method.params = payload(keys, "params");
    method.param_structure = keys.choice("paramStructure", ParamStructure::by_name);
    for (const Node* name : keys.strings("positional")) method.positional.push_back(name->text);
    if (const Node* result = keys.need("result"); result != nullptr && !result->is(Kind::null)) {
        method.result = field("result", *result, result->span);
    }
    for (const Node* name : keys.strings("errors")) {
        const auto found = errors_.find(name->text);
        if (found == errors_.end())
            wrong(*name, "there is no error " + quote(name->text));
        else
            method.errors.push_back(found->second);
    }
    for (const Node* name : keys.strings("emits")) {
        const auto found = std::find_if(service.events.begin(), service.events.end(),
                                        [&](const auto& one) { return one->name == name->text; });
        if (found == service.events.end())
            wrong(*name, "there is no event " + quote(name->text));
        else
            method.emits.push_back(found->get());
    }
    const Node* examples = keys.find("examples", Kind::array);
    if (examples == nullptr) return;
    for (const Node& one : examples->items) {
        if (!expect(diagnostics_, one, Kind::object, "an example")) continue;
        const Keys known(diagnostics_, one, "an example", {"name", "doc", "params", "result", "error"});
        Example made{known.string("name"), known.string("doc"), {}, {}, {}};
        if (const Node* params = known.find("params")) made.params = to_json(*params);
        if (const Node* result = known.find("result")) made.result = to_json(*result);
        if (const Node* error = known.find("error")) made.error = to_json(*error);
        method.examples.push_back(std::move(made));
    }
}

void Reader::channel(Channel& channel, const Node& node) {
    const Keys keys(
        diagnostics_, node, "a channel",
        {"wire", "address", "explicitAddress", "params", "delivery", "audience", "bind", "auth", "authorize", "replay",
         "presence", "clientPublish", "envelope", "durability", "retention", "doc", "since", "deprecated"});
    keys.describe(channel);
    channel.wire = keys.string("wire");
    channel.address = keys.string("address");
    channel.explicit_address = keys.boolean("explicitAddress", false);
    if (const Node* params = keys.need("params", Kind::object))
        for (const syntax::Member& one : params->members) {
            if (!expect(diagnostics_, one.value, Kind::object, "a param")) continue;
            const Keys known(diagnostics_, one.value, "a param",
                             {"type", "enum", "open", "of", "name", "min", "max", "minLength", "maxLength", "pattern",
                              "format", "secret", "doc", "since", "deprecated"});
            Field made;
            known.describe(made);
            made.name = one.key;
            made.span = one.key_span;
            made.identifier = known.find("name") != nullptr ? known.string("name") : one.key;
            const Node* expression = known.find("of", Kind::string);
            if (expression == nullptr) expression = known.need("type", Kind::string);
            if (expression != nullptr) made.type = type(*expression);
            constraints(known, made.constraints);
            made.secret = known.boolean("secret", false);
            channel.params.push_back(std::move(made));
        }
    channel.parts = parts_of(channel);
    channel.delivery = keys.choice("delivery", Delivery::pubsub);
    channel.audience = keys.choice("audience", Audience::internal);
    channel.access = access(keys);
    if (const Node* bind = keys.need("bind", Kind::object)) {
        const Keys known(diagnostics_, *bind, "\"bind\"", {"user", "tenant"});
        channel.bind_user = known.string("user");
        channel.bind_tenant = known.string("tenant");
    }
    channel.replay = keys.boolean("replay", false);
    channel.presence = keys.boolean("presence", false);
    channel.client_publish = keys.boolean("clientPublish", false);
    if (const Node* envelope = keys.need("envelope"); envelope != nullptr && envelope->is(Kind::object)) {
        const Keys known(diagnostics_, *envelope, "an envelope", {"type", "data"});
        channel.envelope = {Envelope::Kind::members, known.string("type"), known.string("data")};
    } else if (envelope != nullptr) {
        channel.envelope.kind = keys.choice("envelope", Envelope::Kind::cloudevents);
    }
    channel.durability = keys.choice("durability", Durability::disk);
    if (const Node* retention = keys.need("retention", Kind::object)) {
        const Keys known(diagnostics_, *retention, "\"retention\"", {"maxLen", "maxAgeMs"});
        channel.max_len = known.count("maxLen").value_or(0);
        channel.max_age_ms = known.count("maxAgeMs").value_or(0);
    }
}

void Reader::authorize(Service& service, Channel& channel, const Node& node) {
    const syntax::Member* given = node.find("authorize");
    if (given == nullptr || !given->value.is(Kind::string)) return;
    for (const auto& method : service.methods)
        if (method->wire == given->value.text) channel.authorize = method.get();
    if (channel.authorize == nullptr) wrong(given->value, "there is no method " + quote(given->value.text));
}

void Reader::event(Service& service, Event& event, const Node& node) {
    const Keys keys(
        diagnostics_, node, "an event",
        {"wire", "channel", "payload", "onSlow", "route", "clientPublish", "examples", "doc", "since", "deprecated"});
    keys.describe(event);
    event.wire = keys.string("wire");
    event.payload = payload(keys, "payload");
    event.client_publish = keys.boolean("clientPublish", false);
    if (const Node* examples = keys.find("examples", Kind::array))
        for (const Node& one : examples->items) event.examples.push_back(to_json(one));
    if (const Node* slow = keys.need("onSlow"); slow != nullptr && slow->is(Kind::object))
        event.on_slow = {OnSlow::Kind::coalesce,
                         Keys(diagnostics_, *slow, "\"onSlow\"", {"coalesce"}).string("coalesce")};
    else if (slow != nullptr)
        event.on_slow.kind = keys.choice("onSlow", OnSlow::Kind::disconnect);
    const Node* name = keys.need("channel", Kind::string);
    if (name == nullptr) return;
    for (const auto& channel : service.channels)
        if (channel->name == name->text) event.channel = channel.get();
    if (event.channel == nullptr) {
        wrong(*name, "there is no channel " + quote(name->text));
        return;
    }
    const Node* route = keys.need("route", Kind::object);
    if (route == nullptr) return;
    for (const syntax::Member& one : route->members) {
        const Field* param = event.channel->param(one.key);
        if (param == nullptr) {
            wrong(one.value, "the channel has no param " + quote(one.key));
            continue;
        }
        event.routes.push_back({param, one.value.is(Kind::null) ? nullptr : payload_field(event.payload, one.value)});
    }
}

void Reader::queue(Queue& queue, const Node& node) {
    const Keys keys(diagnostics_, node, "a queue",
                    {"wire", "payload", "visibilityTimeoutMs", "retry", "deadLetter", "dedupe", "orderBy", "maxLen",
                     "delay", "doc", "since", "deprecated"});
    keys.describe(queue);
    queue.wire = keys.string("wire");
    queue.payload = payload(keys, "payload");
    queue.visibility_timeout_ms = keys.count("visibilityTimeoutMs").value_or(queue.visibility_timeout_ms);
    if (const Node* retry = keys.need("retry", Kind::object)) {
        const Keys rules(diagnostics_, *retry, "\"retry\"", {"maxAttempts", "backoff"});
        queue.max_attempts = rules.count("maxAttempts", 1, most_attempts).value_or(queue.max_attempts);
        if (const Node* backoff = rules.need("backoff", Kind::object)) {
            const Keys wait(diagnostics_, *backoff, "\"backoff\"", {"initialMs", "maxMs", "factor", "jitter"});
            queue.initial_ms = wait.count("initialMs").value_or(queue.initial_ms);
            queue.max_ms = wait.count("maxMs").value_or(queue.max_ms);
            queue.factor = wait.number("factor", least_factor, most_factor).value_or(queue.factor);
            queue.jitter = wait.number("jitter", 0, most_jitter).value_or(queue.jitter);
        }
    }
    queue.dead_letter = keys.boolean("deadLetter", true);
    if (const Node* dedupe = keys.find("dedupe", Kind::object)) {
        const Keys rules(diagnostics_, *dedupe, "\"dedupe\"", {"key", "windowMs"});
        if (const Node* key = rules.need("key", Kind::string)) queue.dedupe_key = payload_field(queue.payload, *key);
        queue.dedupe_window_ms = rules.count("windowMs").value_or(0);
    }
    if (const Node* field = keys.find("orderBy", Kind::string)) queue.order_by = payload_field(queue.payload, *field);
    queue.max_len = keys.count("maxLen").value_or(0);
    queue.delay = keys.boolean("delay", false);
}

}  // namespace antiphon::idl::ir
