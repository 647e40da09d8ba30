// The intermediate representation: the file in its long form, with every name resolved and every default written down.
// docs/ir.md describes it.

#include "ir.h"

#include <set>

#include "../words.h"
#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

namespace {

Json list(const std::vector<std::string>& words) {
    Json out = Json::array();
    for (const std::string& one : words) out.push(one);
    return out;
}

/// A limit as the IDL has it: a number, or a string where a number would lose digits.
Json limit(const std::string& text, const Type& type) {
    const Type& base = resolved(resolved(type).present());
    const bool as_text = base.is(Builtin::int64) || base.is(Builtin::uint64) || base.is(Builtin::decimal);
    return as_text ? Json(text) : Json::number(text);
}

void describe(Json& out, const Described& what) {
    out.set_unless_empty("doc", what.doc);
    out.set_unless_empty("since", what.since);
    if (what.deprecated) {
        Json deprecated = Json::object({{"message", what.deprecated->message}});
        deprecated.set_unless_empty("since", what.deprecated->since);
        deprecated.set_unless_empty("removeIn", what.deprecated->remove_in);
        out.set("deprecated", std::move(deprecated));
    }
    for (const auto& [key, value] : what.extensions) out.set(key, value);
}

void constrain(Json& out, const Constraints& limits, const Type& type) {
    if (limits.min) out.set("min", limit(*limits.min, type));
    if (limits.max) out.set("max", limit(*limits.max, type));
    const auto number = [&](const char* key, const auto& value) {
        if (value) out.set(key, Json::number(std::to_string(*value)));
    };
    number("minLength", limits.min_length);
    number("maxLength", limits.max_length);
    number("minItems", limits.min_items);
    number("maxItems", limits.max_items);
    if (limits.pattern) out.set("pattern", *limits.pattern);
    if (limits.format) out.set("format", *limits.format);
    number("precision", limits.precision);
    number("scale", limits.scale);
}

class Representation {
  public:
    explicit Representation(const File& file) : file_(file) {}

    Json whole() {
        Json out = Json::object({{"ir", "1.0"}, {"namespace", file_.name_space}, {"version", file_.version}});
        describe(out, file_);
        Json options = Json::object();
        options.set(
            "cpp",
            Json::object({{"namespace", file_.cpp_namespace}}).set_unless_empty("include", list(file_.cpp_includes)));
        Json typescript = Json::object({{"int64", file_.typescript_int64}});
        options.set("typescript", typescript.set_unless_empty("module", file_.typescript_module));
        options.set_unless_empty("python", Json::object().set_unless_empty("module", file_.python_module));

        Json errors = Json::object(), services = Json::object();
        for (const auto& error : file_.errors) add_error(errors, *error);
        for (const auto& service : file_.services) services.set(service->name, this->service(*service, errors));
        Json types = Json::object();
        for (const auto& type : file_.types) add_type(types, *type);
        // What the file uses from others, and what that uses: the document stands alone.
        for (std::size_t i = 0; i < foreign_.size(); ++i) add_type(types, *foreign_[i]);
        out.set("options", std::move(options));
        out.set("types", std::move(types)).set("errors", std::move(errors)).set("services", std::move(services));
        return out;
    }

  private:
    std::string name(const TypeDef& type) {
        if (type.file == &file_) return type.name;
        if (known_.insert(&type).second) foreign_.push_back(&type);
        return absolute_name(type);
    }
    std::string name(const ErrorDef& error) const {
        return error.file == &file_ ? error.name : error.file->name_space + '.' + error.name;
    }
    Json reference(const TypeDef* type) { return type != nullptr ? Json(name(*type)) : Json(); }

    std::string expression(const Type& type) {
        switch (type.kind) {
            case Type::Kind::named:
                return name(*type.named);
            case Type::Kind::array:
                return expression(type.item()) + "[]";
            case Type::Kind::optional:
                return expression(type.parts[0]) + '?';
            case Type::Kind::map:
                return "map<" + (type.key().is(Builtin::string) ? "" : expression(type.key()) + ", ") +
                       expression(type.item()) + '>';
            default:
                return std::string(idl::name(type.builtin));
        }
    }

    Json field(const Field& field) {
        Json out = Json::object({{"type", expression(field.type)}});
        if (field.identifier != field.name && !field.name.empty()) out.set("name", field.identifier);
        if (field.name.empty()) out.set("name", field.identifier);
        constrain(out, field.constraints, field.type);
        if (field.default_value) out.set("default", *field.default_value);
        if (field.nullable) out.set("nullable", true);
        out.set_unless_empty("wire", word(field.wire));
        if (field.secret) out.set("secret", true);
        out.set_unless_empty("examples", Json::array(field.examples));
        describe(out, field);
        return out;
    }

    Json fields(const std::vector<Field>& list) {
        Json out = Json::object();
        for (const Field& one : list) out.set(one.name, field(one));
        return out;
    }

    void add_type(Json& types, const TypeDef& type) {
        Json out = Json::object();
        if (const Struct* body = type.as<Struct>()) add_struct(out, *body);
        if (const Enum* body = type.as<Enum>()) add_enum(out, *body);
        if (const Union* body = type.as<Union>()) add_union(out, *body);
        if (const Alias* body = type.as<Alias>()) {
            out.set("alias", expression(body->type));
            constrain(out, body->constraints, body->type);
            if (body->strong) out.set("strong", true);
            if (body->secret) out.set("secret", true);
        }
        if (const Tuple* body = type.as<Tuple>()) {
            Json items = Json::array();
            for (const Field& one : body->items) items.push(field(one));
            out.set("tuple", std::move(items));
        }
        out.set_unless_empty("origin", word(type.origin));
        describe(out, type);
        types.set(name(type), std::move(out));
    }

    void add_struct(Json& out, const Struct& body) {
        out.set("struct", fields(body.fields)).set("unknown", word(body.unknown));
        Json includes = Json::array();
        for (const TypeDef* one : body.includes) includes.push(name(*one));
        out.set_unless_empty("include", std::move(includes));
        out.set_unless_empty("reserved", list(body.reserved));
    }

    void add_enum(Json& out, const Enum& body) {
        Json values = Json::array();
        for (const EnumValue& value : body.values) {
            Json one = Json::object({{"value", body.integer ? Json::number(value.text) : Json(value.text)}});
            if (value.identifier != value.text) one.set("name", value.identifier);
            describe(one, value);
            values.push(std::move(one));
        }
        out.set("enum", std::move(values)).set("open", body.open);
        out.set_unless_empty("reserved", list(body.reserved));
    }

    void add_union(Json& out, const Union& body) {
        Json variants = body.tagged ? Json::object() : Json::array();
        for (const Variant& variant : body.variants) {
            if (body.tagged) {
                variants.set(variant.tag, expression(variant.type));
                continue;
            }
            Json one = Json::object({{"type", expression(variant.type)}});
            variants.push(one.set_unless_empty("member", variant.member));
        }
        out.set("union", std::move(variants)).set("open", body.open);
        out.set_unless_empty("tag", body.tag);
    }

    void add_error(Json& errors, const ErrorDef& error) {
        if (errors.find(name(error)) != nullptr) return;
        Json out = Json::object({{"code", error.code}, {"wire", error.wire}, {"message", error.message}});
        out.set("data", error.data ? Json(expression(*error.data)) : Json()).set("retry", word(error.retry));
        if (error.http != 0) out.set("http", error.http);
        describe(out, error);
        errors.set(name(error), std::move(out));
    }

    static Json access(const Access& access) {
        return Json::object(
            {{"required", access.required}, {"scopes", list(access.scopes)}, {"roles", list(access.roles)}});
    }

    Json service(const Service& service, Json& errors) {
        Json out = Json::object();
        describe(out, service);
        Json methods = Json::object(), channels = Json::object(), events = Json::object(), queues = Json::object();
        for (const auto& one : service.methods) methods.set(one->name, method(*one, errors));
        for (const auto& one : service.channels) channels.set(one->name, channel(*one));
        for (const auto& one : service.events) events.set(one->name, event(*one));
        for (const auto& one : service.queues) queues.set(one->name, queue(*one));
        out.set("auth", access(service.access)).set("methods", std::move(methods)).set("channels", std::move(channels));
        return out.set("events", std::move(events)).set("queues", std::move(queues));
    }

    Json method(const Method& method, Json& errors) {
        Json out =
            Json::object({{"wire", method.wire}, {"expose", word(method.expose)}, {"auth", access(method.access)}});
        out.set("idempotency", word(method.idempotency)).set("deadlineMs", method.deadline_ms);
        out.set("execution", word(method.execution)).set("notification", method.notification);
        out.set("cancellable", method.cancellable).set("params", reference(method.params));
        out.set("paramStructure", word(method.param_structure));
        out.set_unless_empty("positional", list(method.positional));
        out.set("result", method.result ? field(*method.result) : Json());
        Json names = Json::array(), emits = Json::array(), examples = Json::array();
        for (const ErrorDef* error : method.errors) {
            add_error(errors, *error);
            names.push(name(*error));
        }
        for (const Event* event : method.emits) emits.push(event->name);
        for (const Example& example : method.examples) {
            Json one = Json::object({{"name", example.name}});
            one.set_unless_empty("doc", example.doc).set("params", example.params);
            if (example.result) one.set("result", *example.result);
            if (example.error) one.set("error", *example.error);
            examples.push(std::move(one));
        }
        out.set("errors", std::move(names)).set_unless_empty("emits", std::move(emits));
        out.set_unless_empty("examples", std::move(examples));
        describe(out, method);
        return out;
    }

    /// A param as those see it who know no types: what its text may be.
    Json param(const Field& param) {
        const Type& base = resolved(param.type);
        Json out = Json::object();
        Constraints limits = param.constraints;
        for (const Type* at = &param.type; at->kind == Type::Kind::named;) {
            const Alias* alias = at->named->as<Alias>();
            if (alias == nullptr) break;
            const Constraints& more = alias->constraints;
            if (!limits.min_length) limits.min_length = more.min_length;
            if (!limits.max_length) limits.max_length = more.max_length;
            if (!limits.min) limits.min = more.min;
            if (!limits.max) limits.max = more.max;
            if (!limits.pattern) limits.pattern = more.pattern;
            if (!limits.format) limits.format = more.format;
            at = &alias->type;
        }
        const Enum* values = base.kind == Type::Kind::named ? base.named->as<Enum>() : nullptr;
        out.set("type", values == nullptr ? Json(idl::name(base.builtin)) : Json(values->integer ? "int64" : "string"));
        if (values != nullptr) {
            Json texts = Json::array();
            for (const EnumValue& value : values->values) texts.push(value.text);
            out.set("enum", std::move(texts)).set("open", values->open);
        }
        if (param.type.kind == Type::Kind::named) out.set("of", expression(param.type));
        if (param.identifier != param.name) out.set("name", param.identifier);
        constrain(out, limits, param.type);
        if (param.secret) out.set("secret", true);
        describe(out, param);
        return out;
    }

    Json channel(const Channel& channel) {
        Json params = Json::object();
        for (const Field& one : channel.params) params.set(one.name, param(one));
        Json out = Json::object({{"wire", channel.wire}, {"address", channel.address}});
        out.set("explicitAddress", channel.explicit_address).set("params", std::move(params));
        out.set("delivery", word(channel.delivery)).set("audience", word(channel.audience));
        Json bind = Json::object();
        bind.set_unless_empty("user", channel.bind_user).set_unless_empty("tenant", channel.bind_tenant);
        out.set("bind", std::move(bind)).set("auth", access(channel.access));
        out.set("authorize", channel.authorize != nullptr ? Json(channel.authorize->wire) : Json());
        out.set("replay", channel.replay)
            .set("presence", channel.presence)
            .set("clientPublish", channel.client_publish);
        Json envelope = "cloudevents";
        if (channel.envelope.kind == Envelope::Kind::none) envelope = "none";
        if (channel.envelope.kind == Envelope::Kind::members)
            envelope = Json::object({{"type", channel.envelope.type}, {"data", channel.envelope.data}});
        out.set("envelope", std::move(envelope)).set("durability", word(channel.durability));
        out.set("retention", Json::object({{"maxLen", channel.max_len}, {"maxAgeMs", channel.max_age_ms}}));
        describe(out, channel);
        return out;
    }

    Json event(const Event& event) {
        Json out = Json::object(
            {{"wire", event.wire}, {"channel", event.channel->name}, {"payload", reference(event.payload)}});
        out.set("onSlow", event.on_slow.kind == OnSlow::Kind::coalesce
                              ? Json::object({{"coalesce", event.on_slow.field}})
                              : word(event.on_slow.kind));
        Json route = Json::object();
        for (const Route& one : event.routes)
            route.set(one.param->name, one.field != nullptr ? Json(one.field->name) : Json());
        out.set("route", std::move(route)).set("clientPublish", event.client_publish);
        out.set_unless_empty("examples", Json::array(event.examples));
        describe(out, event);
        return out;
    }

    Json queue(const Queue& queue) {
        const auto real = [](double number) {
            std::string text = std::to_string(number);
            while (text.ends_with('0')) text.pop_back();
            if (text.ends_with('.')) text.pop_back();
            return Json::number(text);
        };
        Json backoff = Json::object({{"initialMs", queue.initial_ms}, {"maxMs", queue.max_ms}});
        backoff.set("factor", real(queue.factor)).set("jitter", real(queue.jitter));
        Json out = Json::object({{"wire", queue.wire}, {"payload", reference(queue.payload)}});
        out.set("visibilityTimeoutMs", queue.visibility_timeout_ms);
        out.set("retry", Json::object({{"maxAttempts", queue.max_attempts}, {"backoff", std::move(backoff)}}));
        out.set("deadLetter", queue.dead_letter);
        if (queue.dedupe_key != nullptr)
            out.set("dedupe", Json::object({{"key", queue.dedupe_key->name}, {"windowMs", queue.dedupe_window_ms}}));
        if (queue.order_by != nullptr) out.set("orderBy", queue.order_by->name);
        if (queue.max_len != 0) out.set("maxLen", queue.max_len);
        out.set("delay", queue.delay);
        describe(out, queue);
        return out;
    }

    const File& file_;
    std::set<const TypeDef*> known_;
    std::vector<const TypeDef*> foreign_;
};

}  // namespace

Json intermediate_representation(const Program&, const File& file) { return Representation(file).whole(); }

std::vector<OutputFile> ir(const Program& program, const File& file) {
    return {{file.stem + ".ir.json", intermediate_representation(program, file).pretty()}};
}

}  // namespace antiphon::idl::emit
