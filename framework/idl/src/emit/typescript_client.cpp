// The client of a service in TypeScript: its exposed methods, what can be listened to, what a client may publish.

#include <algorithm>

#include "../words.h"
#include "emit/typescript.h"
#include "text.h"

namespace antiphon::idl::emit {

namespace {

std::string idempotency(const Method& method) {
    return method.idempotency == Idempotency::none ? "" : std::string(word(method.idempotency));
}

bool any_visible(const Service& service) {
    return std::any_of(service.channels.begin(), service.channels.end(), [](const auto& c) { return visible(*c); });
}

bool may_publish(const Event& event) { return visible(event) && event.client_publish && event.channel->client_publish; }

/// What a handler of this event is called among those of a channel, as a key of an object.
std::string handler_key(const Event& event) {
    if (event.name == "__proto__") return "[\"__proto__\"]";  // without brackets it would set the prototype
    return event.name == "unknown" ? "unknown_" : event.name;
}

bool any_published(const Service& service) {
    return std::any_of(service.events.begin(), service.events.end(), [](const auto& e) { return may_publish(*e); });
}

}  // namespace

void TypeScript::service(const Service& service) {
    const bool listens = any_visible(service), publishes = any_published(service);
    if (!listens &&
        std::none_of(service.methods.begin(), service.methods.end(), [](const auto& one) { return exposed(*one); }))
        return;  // nothing of it reaches a client
    const std::string name = names_.take(client_name(service, "Client"));
    const std::string on = listens ? names_.take(client_name(service, "Events")) : "";
    const std::string channels_name = listens ? names_.take(client_name(service, "Channels")) : "";
    const std::string publish = publishes ? names_.take(client_name(service, "Publish")) : "";
    runtime_values_ = runtime_values_ || listens || publishes;

    doc(service);
    out_.open("export class ", name, " {");
    out_.line("readonly #caller: ", runtime("Caller"), ";");
    out_.line();
    out_.open("constructor(caller: antiphon.Caller) {").line("this.#caller = caller;").close("}").line();
    if (listens) {
        out_.line("/** Events, one by one: `on.name(params, handler)`. */");
        out_.open("get on(): ", on, " {")
            .line("return new ", on, "(antiphon.session(this.#caller));")
            .close("}")
            .line();
        out_.line("/** Channels: `channels.name(params, { event(payload) {} })`. */");
        out_.open("get channels(): ", channels_name, " {");
        out_.line("return new ", channels_name, "(antiphon.session(this.#caller));").close("}").line();
    }
    if (publishes) {
        out_.line("/** What clients may say to each other. */");
        out_.open("get publish(): ", publish, " {").line("return new ", publish, "(this.#caller);").close("}").line();
    }
    Names methods({"constructor", "on", "channels", "publish", "then", "toJSON", "toString", "valueOf"});
    for (const auto& one : service.methods)
        if (exposed(*one)) method(*one, methods.take(one->name));
    out_.close("}").line();

    if (!listens) return;
    for (const auto& channel : service.channels)
        if (visible(*channel)) channel_constant(*channel);
    events(service, on);
    channels(service, channels_name);
    if (publishes) publishers(service, publish);
}

void TypeScript::method(const Method& method, const std::string& name) {
    std::string params, given, before;
    if (method.params != nullptr) {
        const bool optional = may_omit(*method.params);
        params = "params: " + named(*method.params, Use::giving) + (optional ? " = {}, " : ", ");
        const std::string codec = this->codec(*method.params);
        given = codec.empty() ? "params" : codec + ".write(params)";
        if (method.param_structure == ParamStructure::by_position) {
            std::vector<std::string> members;
            const std::string row = codec.empty() ? "params" : "row";
            if (!codec.empty()) before = "const row = " + given + ';';
            for (const std::string& member : method.positional) members.push_back(row + '[' + quoted(member) + ']');
            given = "antiphon.positional([" + join(members, ", ") + "])";
            runtime_values_ = true;
        }
    } else {
        given = "undefined";
    }
    std::vector<std::string> tags;
    for (const ErrorDef* error : method.errors) tags.push_back("@throws " + error->wire);
    doc(method, method.doc, tags);
    const std::string wire = quoted(method.wire);
    if (method.notification) {
        out_.open(name, "(", params, "options?: antiphon.CallOptions): Promise<void> {");
        if (!before.empty()) out_.line(before);
        out_.line("return this.#caller.notify(", wire, ", ", given, ", options);");
    } else {
        const std::string result =
            method.result ? text(method.result->type, Use::reading, method.result->wire) +
                                (method.result->nullable && !method.result->type.is_optional() ? " | null" : "")
                          : "void";
        const std::string repeat = idempotency(method);
        out_.open(name, "(", params, "options?: antiphon.CallOptions): Promise<", result, "> {");
        if (!before.empty()) out_.line(before);
        const std::string codec = method.result ? this->codec(method.result->type, method.result->wire) : "";
        out_.line("return ", codec.empty() ? "" : "antiphon.read(" + codec + ", ", "this.#caller.call(", wire, ", ",
                  given, ", options", repeat.empty() ? "" : ", ", repeat.empty() ? "" : quoted(repeat),
                  codec.empty() ? ");" : "));");
    }
    out_.close("}").line();
}

void TypeScript::channel_constant(const Channel& channel) {
    if (const auto at = channel_types_.find(&channel); at != channel_types_.end()) {
        out_.line("/** Which `", channel.name, "`. */");
        out_.open("export interface ", at->second, " {");
        for (const Field& param : channel.params) {
            const bool bound = ts::is_bound(channel, param);
            std::vector<std::string> tags;
            if (bound) tags.push_back("@defaultValue the caller's own");
            doc(param, param.doc, tags);
            out_.line(ts::property(param.name), bound || !param.required() ? "?: " : ": ",
                      field_type(param, Use::giving), ";");
        }
        out_.close("}").line();
    }
    std::string envelope;
    if (channel.envelope.kind == Envelope::Kind::none)
        envelope = ", envelope: \"none\"";
    else if (channel.envelope.kind == Envelope::Kind::members)
        envelope =
            ", envelope: { type: " + quoted(channel.envelope.type) + ", data: " + quoted(channel.envelope.data) + " }";
    std::vector<std::string> events;
    for (const Event* event : events_of(channel)) events.push_back(handler_key(*event) + ": " + quoted(event->wire));
    out_.open("const ", channel_constants_[&channel], ": antiphon.Channel = {");
    out_.line("name: ", quoted(channel.wire), envelope, ",");
    out_.line(events.empty() ? "events: {" : "events: { ", join(events, ", "), events.empty() ? "}," : " },");
    if (const std::string codec = members_codec(channel.params); !codec.empty()) out_.line("params: ", codec, ",");
    std::vector<std::string> payloads;
    for (const Event* event : events_of(channel))
        if (const std::string codec = event->payload ? this->codec(*event->payload) : ""; !codec.empty())
            payloads.push_back('[' + quoted(event->wire) + "]: " + codec);
    if (!payloads.empty()) out_.line("payloads: { ", join(payloads, ", "), " },");
    out_.close("};").line();
}

std::string TypeScript::payload(const Event& event, Use use) {
    return event.payload ? named(*event.payload, use) : "undefined";
}

namespace {

void listening_constructor(Writer& out) {
    out.line("readonly #session: antiphon.Session;");
    out.line();
    out.open("constructor(session: antiphon.Session) {").line("this.#session = session;").close("}").line();
}

}  // namespace

void TypeScript::events(const Service& service, const std::string& name) {
    out_.open("export class ", name, " {");
    listening_constructor(out_);
    Names methods({"constructor", "then", "toJSON", "toString", "valueOf"});
    for (const auto& event : service.events) {
        if (!visible(*event)) continue;
        const auto type = channel_types_.find(event->channel);
        const bool params = type != channel_types_.end();
        doc(*event);
        out_.open(methods.take(event->name), "(", params ? "params: " + type->second + ", " : "",
                  "handler: antiphon.Handler<", payload(*event, Use::reading),
                  ">, options?: antiphon.ListenOptions): antiphon.Subscription {");
        out_.line("return antiphon.listen(this.#session, ", channel_constants_[event->channel], ", ",
                  params ? "params" : "undefined", ", { ", handler_key(*event), ": handler }, options);");
        out_.close("}").line();
    }
    out_.close("}").line();
}

void TypeScript::channels(const Service& service, const std::string& name) {
    out_.open("export class ", name, " {");
    listening_constructor(out_);
    Names methods({"constructor", "then", "toJSON", "toString", "valueOf"});
    for (const auto& channel : service.channels) {
        if (!visible(*channel)) continue;
        const auto type = channel_types_.find(channel.get());
        const bool params = type != channel_types_.end();
        doc(*channel);
        out_.open(methods.take(channel->name), "(");
        if (params) out_.line("params: ", type->second, ",");
        out_.open("handlers: {");
        for (const Event* event : events_of(*channel))
            out_.line(handler_key(*event), "?: antiphon.Handler<", payload(*event, Use::reading), ">;");
        out_.close("} & antiphon.UnknownHandler,");
        out_.line("options?: antiphon.ListenOptions,").close();
        out_.open("): antiphon.Subscription {");
        out_.line("return antiphon.listen(this.#session, ", channel_constants_[channel.get()], ", ",
                  params ? "params" : "undefined", ", handlers, options);");
        out_.close("}").line();
    }
    out_.close("}").line();
}

void TypeScript::publishers(const Service& service, const std::string& name) {
    out_.open("export class ", name, " {");
    out_.line("readonly #caller: antiphon.Caller;").line();
    out_.open("constructor(caller: antiphon.Caller) {").line("this.#caller = caller;").close("}").line();
    Names methods({"constructor", "then", "toJSON", "toString", "valueOf"});
    for (const auto& event : service.events) {
        if (!may_publish(*event)) continue;
        const auto type = channel_types_.find(event->channel);
        const bool params = type != channel_types_.end();
        doc(*event);
        out_.open(methods.take(event->name), "(", params ? "params: " + type->second + ", " : "",
                  event->payload ? "data: " + payload(*event, Use::giving) + ", " : "",
                  "options?: antiphon.CallOptions): Promise<void> {");
        out_.line("return antiphon.publish(this.#caller, ", channel_constants_[event->channel], ", ",
                  params ? "params" : "undefined", ", ", quoted(event->wire), ", ",
                  event->payload ? "data" : "undefined", ", options);");
        out_.close("}").line();
    }
    out_.close("}").line();
}

}  // namespace antiphon::idl::emit
