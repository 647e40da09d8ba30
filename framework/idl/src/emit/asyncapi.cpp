// AsyncAPI 3.0: channels with their messages, what the service sends and what clients may send, queues.

#include "emit/asyncapi.h"

#include "../words.h"
#include "emit/describe.h"
#include "emit/schema.h"

namespace antiphon::idl::emit {

namespace {

Json string_of(std::string_view format = {}) {
    return Json::object({{"type", "string"}}).set_unless_empty("format", format);
}

Json reference(const std::string& target) { return Json::object({{"$ref", target}}); }

/// One step of a JSON pointer in a URI fragment: names may hold `/`, `~`, `%` or anything else.
std::string step(std::string_view name) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                           c == '-' || c == '.';
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            out += c;
        else if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return out;
}

Json access(const Access& access) {
    if (access.scopes.empty() && access.roles.empty()) return access.required ? "required" : "none";
    Json scopes = Json::array(), roles = Json::array();
    for (const std::string& one : access.scopes) scopes.push(one);
    for (const std::string& one : access.roles) roles.push(one);
    return Json::object().set_unless_empty("scopes", std::move(scopes)).set_unless_empty("roles", std::move(roles));
}

void describe(Json& out, const Described& what) {
    const std::string summary = what.doc.substr(0, what.doc.find('\n'));
    out.set_unless_empty("summary", summary);
    if (summary != what.doc) out.set("description", what.doc);
    out.set_unless_empty("x-since", what.since);
    if (what.deprecated) out.set("x-deprecated", what.deprecated->message);
}

class Document {
  public:
    Document(const Program& program, const File& file, const Service* only, const Options& options)
        : file_(file), only_(only), options_(options), schemas_("#/components/schemas/", program) {}

    Json whole() {
        for (const auto& service : file_.services) {
            if (only_ != nullptr && service.get() != only_) continue;
            for (const auto& one : service->channels) add(*one);
            for (const auto& one : service->queues) add(*one);
            if (!options_.with_rpc) continue;
            for (const auto& one : service->methods) add(*one);
        }
        Json info =
            Json::object({{"title", only_ != nullptr ? only_->name : file_.name_space}, {"version", file_.version}});
        info.set_unless_empty("description", only_ != nullptr && !only_->doc.empty() ? only_->doc : file_.doc);
        Json components = Json::object();
        components.set_unless_empty("schemas", schemas_.definitions())
            .set_unless_empty("messages", std::move(messages_));
        if (secured_)
            components.set(
                "securitySchemes",
                Json::object(
                    {{"token", Json::object({{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}})}}));
        Json out = Json::object({{"asyncapi", "3.0.0"}, {"info", std::move(info)}});
        out.set("defaultContentType", "application/json").set("channels", std::move(channels_));
        return out.set("operations", std::move(operations_)).set_unless_empty("components", std::move(components));
    }

  private:
    /// Names are unique in a service; with several services in the document they carry it.
    std::string key(const Service& service, const std::string& name) const {
        return only_ == nullptr && file_.services.size() > 1 ? service.name + '_' + name : name;
    }

    Json cloud_event(const std::string& type, Json data) const {
        Json properties = Json::object({{"specversion", Json::object({{"const", "1.0"}})},
                                        {"id", string_of()},
                                        {"source", string_of()},
                                        {"type", Json::object({{"const", type}})},
                                        {"time", string_of("date-time")},
                                        {"tenant", string_of()},
                                        {"traceparent", string_of()},
                                        {"data", std::move(data)}});
        return Json::object({{"type", "object"},
                             {"required", Json::array({"specversion", "id", "source", "type", "time", "data"})},
                             {"properties", std::move(properties)}});
    }

    Json payload(const Event& event) {
        Json data = event.payload != nullptr ? schemas_.reference(*event.payload) : Json::object();
        const Envelope& envelope = event.channel->envelope;
        if (envelope.kind == Envelope::Kind::none) return data;
        if (envelope.kind == Envelope::Kind::cloudevents) return cloud_event(event.wire, std::move(data));
        Json properties =
            Json::object({{envelope.type, Json::object({{"const", event.wire}})}, {envelope.data, std::move(data)}});
        return Json::object({{"type", "object"},
                             {"required", Json::array({envelope.type, envelope.data})},
                             {"properties", std::move(properties)}});
    }

    Json message(const Event& event) {
        Json out = Json::object({{"name", event.wire}});
        describe(out, event);
        const bool cloudevents = event.channel->envelope.kind == Envelope::Kind::cloudevents;
        out.set("contentType", cloudevents ? "application/cloudevents+json" : "application/json");
        out.set("payload", payload(event));
        if (event.channel->delivery == Delivery::pubsub)
            out.set("x-on-slow", event.on_slow.kind == OnSlow::Kind::coalesce
                                     ? Json::object({{"coalesce", event.on_slow.field}})
                                     : Json(word(event.on_slow.kind)));
        return out;
    }

    Json parameters(const Channel& channel) const {
        Json out = Json::object();
        for (const Field& param : channel.params) {
            const std::string type = text(param.type, file_);
            Json one = Json::object();
            const std::string said = limits(param);
            std::string about = param.doc.empty() ? type : param.doc + " (" + type + ')';
            if (!said.empty()) about += ", " + said;
            one.set("description", about).set("x-type", type);
            if (const Type& base = resolved(param.type); base.kind == Type::Kind::named)
                if (const auto* body = base.named->as<Enum>(); body != nullptr && !body->open) {
                    Json values = Json::array();
                    for (const EnumValue& value : body->values) values.push(value.text);
                    one.set("enum", std::move(values));
                }
            out.set(param.name, std::move(one));
        }
        return out;
    }

    void add(const Channel& channel) {
        const std::string name = channel_names_.take(key(*channel.service, channel.name));
        const bool stream = channel.delivery == Delivery::stream;
        Json out = Json::object({{"address", channel.address}, {"title", channel.wire}});
        describe(out, channel);
        Json messages = Json::object();
        for (const Event* event : events_of(channel)) {
            const std::string message = message_names_.take(channel.service->name + '_' + event->name);
            messages_.set(message, this->message(*event));
            messages.set(event->name, reference("#/components/messages/" + step(message)));
        }
        out.set_unless_empty("messages", std::move(messages)).set_unless_empty("parameters", parameters(channel));
        out.set("bindings", Json::object({{"redis", Json::object()}}));
        out.set("x-delivery", stream ? "stream" : "pubsub");
        out.set("x-audience", word(channel.audience)).set("x-auth", access(channel.access));
        out.set_unless_empty(
            "x-bind",
            Json::object().set_unless_empty("user", channel.bind_user).set_unless_empty("tenant", channel.bind_tenant));
        if (channel.authorize != nullptr) out.set("x-authorize", channel.authorize->wire);
        if (stream) {
            Json retention = Json::object();
            if (channel.max_len != 0) retention.set("maxLen", channel.max_len);
            if (channel.max_age_ms != 0) retention.set("maxAgeMs", channel.max_age_ms);
            out.set_unless_empty("x-retention", std::move(retention)).set("x-replay", channel.replay);
            out.set("x-durability", word(channel.durability));
        }
        if (channel.presence) out.set("x-presence", true);
        channels_.set(name, std::move(out));
        for (const Event* event : events_of(channel)) operations(name, *event);
    }

    void operations(const std::string& channel, const Event& event) {
        const std::string name = key(*event.service, event.name);
        const bool secured = event.channel->access.required && visible(event);
        operations_.set(operation_names_.take("publish_" + name),
                        operation("send", channel, event.name, event, secured));
        if (event.client_publish && event.channel->client_publish)
            operations_.set(operation_names_.take("receive_" + name),
                            operation("receive", channel, event.name, event, secured));
    }

    Json operation(std::string_view action, const std::string& channel, const std::string& message,
                   const Described& about, bool secured) {
        const std::string target = "#/channels/" + step(channel);
        Json out = Json::object({{"action", action}, {"channel", reference(target)}});
        out.set_unless_empty("summary", about.doc.substr(0, about.doc.find('\n')));
        if (secured) out.set("security", Json::array({reference("#/components/securitySchemes/token")}));
        secured_ = secured_ || secured;
        return out.set("messages", Json::array({reference(target + "/messages/" + step(message))}));
    }

    void add(const Queue& queue) {
        const std::string name = channel_names_.take(key(*queue.service, queue.name) + "_queue");
        const std::string message = message_names_.take(queue.service->name + '_' + name);
        Json about = Json::object({{"name", queue.wire}});
        describe(about, queue);
        about.set("payload", queue.payload != nullptr ? schemas_.reference(*queue.payload) : Json::object());
        messages_.set(message, std::move(about));
        Json out = Json::object({{"address", queue.wire}, {"title", queue.wire}});
        describe(out, queue);
        out.set("messages", Json::object({{"job", reference("#/components/messages/" + step(message))}}));
        out.set("bindings", Json::object({{"redis", Json::object()}})).set("x-delivery", "queue");
        Json backoff = Json::object({{"initialMs", queue.initial_ms}, {"maxMs", queue.max_ms}});
        out.set("x-visibility-timeout-ms", queue.visibility_timeout_ms);
        out.set("x-retry", Json::object({{"maxAttempts", queue.max_attempts}, {"backoff", std::move(backoff)}}));
        out.set("x-deadLetter", queue.dead_letter);
        if (queue.dedupe_key != nullptr)
            out.set("x-dedupe", Json::object({{"key", queue.dedupe_key->name}, {"windowMs", queue.dedupe_window_ms}}));
        if (queue.order_by != nullptr) out.set("x-orderBy", queue.order_by->name);
        if (queue.max_len != 0) out.set("x-maxLen", queue.max_len);
        channels_.set(name, std::move(out));
        operations_.set(operation_names_.take("enqueue_" + key(*queue.service, queue.name)),
                        operation("send", name, "job", queue, false));
        operations_.set(operation_names_.take("work_" + key(*queue.service, queue.name)),
                        operation("receive", name, "job", queue, false));
    }

    /// Params as the method takes them: by name, in a row, or either.
    Json params(const Method& method) {
        Json named = schemas_.reference(*method.params);
        if (method.param_structure == ParamStructure::by_name) return named;
        const auto& fields = *method.params->as<Struct>();
        Json items = Json::array();
        std::uint64_t required = 0;
        for (std::size_t i = 0; i < method.positional.size(); ++i) {
            const Field* field = fields.find(method.positional[i]);
            items.push(schemas_.of(*field));
            if (field->required()) required = i + 1;
        }
        Json row = Json::object({{"type", "array"}, {"items", std::move(items)}, {"minItems", required}});
        row.set("maxItems", static_cast<std::uint64_t>(method.positional.size()));
        if (method.param_structure == ParamStructure::by_position) return row;
        return Json::object({{"anyOf", Json::array({std::move(named), std::move(row)})}});
    }

    static Json id() { return Json::object({{"type", Json::array({"string", "integer"})}}); }

    Json request(const Method& method) {
        Json properties = Json::object({{"jsonrpc", Json::object({{"const", "2.0"}})}});
        Json required = Json::array({"jsonrpc", "method"});
        if (!method.notification) {
            properties.set("id", id());
            required.push("id");
        }
        properties.set("method", Json::object({{"const", method.wire}}));
        if (method.params != nullptr) {
            properties.set("params", params(method));
            if (!may_omit(*method.params)) required.push("params");
        }
        return Json::object(
            {{"type", "object"}, {"required", std::move(required)}, {"properties", std::move(properties)}});
    }

    Json error(const ErrorDef& error) {
        Json data = Json::object({{"type", Json::object({{"const", error.wire}})}});
        if (error.data) data.set("detail", schemas_.of(*error.data));
        Json properties = Json::object({{"code", Json::object({{"const", error.code}})}, {"message", string_of()}});
        properties.set("data", Json::object({{"type", "object"}, {"properties", std::move(data)}}));
        return Json::object({{"title", error.name}, {"type", "object"}, {"properties", std::move(properties)}});
    }

    Json answer(const Method& method) {
        const auto with = [](std::string_view member, Json schema) {
            Json properties = Json::object({{"jsonrpc", Json::object({{"const", "2.0"}})}, {"id", id()}});
            properties.set(std::string(member), std::move(schema));
            return Json::object({{"type", "object"},
                                 {"required", Json::array({"jsonrpc", "id", member})},
                                 {"properties", std::move(properties)}});
        };
        Json result = method.result ? schemas_.of(*method.result) : Json::object({{"type", "null"}});
        if (method.result && method.result->type.is_optional())
            result = Json::object({{"anyOf", Json::array({std::move(result), Json::object({{"type", "null"}})})}});
        Json other = Json::object({{"code", Json::object({{"type", "integer"}})}, {"message", string_of()}});
        Json errors = Json::array();
        for (const ErrorDef* one : method.errors) errors.push(error(*one));
        errors.push(Json::object(
            {{"type", "object"}, {"required", Json::array({"code", "message"})}, {"properties", std::move(other)}}));
        Json failed = with("error", Json::object({{"anyOf", std::move(errors)}}));
        return Json::object({{"oneOf", Json::array({with("result", std::move(result)), std::move(failed)})}});
    }

    /// A channel with the request and its answer; the operation is the service's, which receives and replies.
    void add(const Method& method) {
        const std::string name = channel_names_.take("rpc." + key(*method.service, method.name));
        const std::string target = "#/channels/" + step(name), stem = method.service->name + '.' + method.name;
        Json out = Json::object({{"address", method.wire}, {"title", method.wire}});
        describe(out, method);
        Json messages = Json::object();
        const auto message = [&](const std::string& kind, Json payload) {
            Json one = Json::object({{"name", method.wire + ' ' + kind}, {"contentType", "application/json"}});
            if (!method.notification) one.set("correlationId", Json::object({{"location", "$message.payload#/id"}}));
            messages_.set(stem + '.' + kind, one.set("payload", std::move(payload)));
            messages.set(kind, reference("#/components/messages/" + step(stem + '.' + kind)));
        };
        message("request", request(method));
        if (!method.notification) message("answer", answer(method));
        channels_.set(name, out.set("messages", std::move(messages)));
        const bool secured = method.access.required;
        Json called = operation("receive", name, "request", method, secured);
        if (!method.notification) {
            Json reply = Json::object({{"channel", reference(target)}});
            called.set("reply", reply.set("messages", Json::array({reference(target + "/messages/answer")})));
        }
        if (method.idempotency != Idempotency::none) called.set("x-idempotency", word(method.idempotency));
        called.set("x-auth", access(method.access));
        operations_.set(operation_names_.take("call_" + key(*method.service, method.name)),
                        called.set("x-expose", word(method.expose)));
    }

    const File& file_;
    const Service* only_;
    const Options options_;
    Schemas schemas_;
    bool secured_ = false;
    /// Names of services and of what they hold may meet when they are put together: a_b and c, a and b_c.
    Names channel_names_, message_names_, operation_names_;
    Json channels_ = Json::object(), operations_ = Json::object(), messages_ = Json::object();
};

}  // namespace

Json asyncapi(const Program& program, const File& file, const Service* only, const Options& options) {
    return Document(program, file, only, options).whole();
}

std::vector<OutputFile> asyncapi_file(const Program& program, const File& file, const Options& options) {
    return {{file.stem + ".asyncapi.json", asyncapi(program, file, nullptr, options).pretty()}};
}

std::vector<OutputFile> json_schema_file(const Program& program, const File& file) {
    Schemas schemas("#/definitions/", program);
    for (const auto& type : file.types) schemas.reference(*type);
    Json out = Json::object({{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", file.name_space}});
    out.set("x-version", file.version).set_unless_empty("description", file.doc);
    return {{file.stem + ".schema.json", out.set("definitions", schemas.definitions()).pretty()}};
}

}  // namespace antiphon::idl::emit
