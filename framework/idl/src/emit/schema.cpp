#include "schema.h"

#include "written.h"

namespace antiphon::idl::emit {

namespace {

Json or_null(Json schema) {
    return Json::object({{"anyOf", Json::array({std::move(schema), Json::object({{"type", "null"}})})}});
}

/// A schema that may get members beside it: draft-07 ignores what stands beside a $ref.
Json extendable(Json schema) {
    if (schema.find("$ref") == nullptr) return schema;
    return Json::object({{"allOf", Json::array({std::move(schema)})}});
}

Json count(std::uint64_t number) { return Json(number); }

void lengths(Json& out, const Constraints& limits) {
    if (limits.min_length) out.set("minLength", count(*limits.min_length));
    if (limits.max_length) out.set("maxLength", count(*limits.max_length));
    if (limits.pattern) out.set("pattern", "^(?:" + *limits.pattern + ")$");
    if (limits.format) out.set("format", *limits.format);
}

Json text_of(std::string_view format, std::string_view pattern) {
    Json out = Json::object({{"type", "string"}, {"format", format}});
    return out.set_unless_empty("pattern", pattern);
}

struct Bounds {
    Builtin type;
    std::string_view least, most;
};
constexpr Bounds bounds[] = {{Builtin::int8, "-128", "127"},
                             {Builtin::uint8, "0", "255"},
                             {Builtin::int16, "-32768", "32767"},
                             {Builtin::uint16, "0", "65535"},
                             {Builtin::int32, "-2147483648", "2147483647"},
                             {Builtin::uint32, "0", "4294967295"},
                             {Builtin::int53, "-9007199254740991", "9007199254740991"},
                             {Builtin::duration, "-9007199254740991", "9007199254740991"},
                             {Builtin::int64, "-9223372036854775808", "9223372036854775807"},
                             {Builtin::uint64, "0", "18446744073709551615"}};

Json number(Builtin type, const Constraints& limits) {
    Json out = Json::object({{"type", "integer"}});
    std::string least, most;
    for (const Bounds& one : bounds)
        if (one.type == type) least = one.least, most = one.most;
    if (least.empty()) out = Json::object({{"type", "number"}});
    if (limits.min) least = *limits.min;
    if (limits.max) most = *limits.max;
    if (!least.empty()) out.set("minimum", Json::number(least));
    if (!most.empty()) out.set("maximum", Json::number(most));
    return out;
}

Json array_of(Json items, const Constraints& limits) {
    Json out = Json::object({{"type", "array"}, {"items", std::move(items)}});
    if (limits.min_items) out.set("minItems", count(*limits.min_items));
    if (limits.max_items) out.set("maxItems", count(*limits.max_items));
    return out;
}

constexpr std::string_view digits = "^-?(0|[1-9][0-9]*)$", natural = "^(0|[1-9][0-9]*)$";

Json enumeration(const Enum& body) {
    Json values = Json::array();
    for (const EnumValue& value : body.values) values.push(body.integer ? Json::number(value.text) : Json(value.text));
    const char* type = body.integer ? "integer" : "string";
    if (!body.open) return Json::object({{"type", type}, {"enum", std::move(values)}});
    Json known = Json::object({{"enum", std::move(values)}});
    Json out = Json::object({{"type", type}, {"anyOf", Json::array({std::move(known), Json::object()})}});
    return out.set("x-enum-open", true);
}

}  // namespace

Schemas::Schemas(std::string prefix, const Program& program) : prefix_(std::move(prefix)) {
    for (const auto& file : program.files)
        for (const auto& type : file->types)
            if (const Union* body = type->as<Union>(); body != nullptr && body->tagged)
                for (const Variant& variant : body->variants)
                    if (const Struct* fields = as_struct(variant.type);
                        fields != nullptr && fields->unknown == Struct::Unknown::reject)
                        tags_[fields][body->tag].insert(variant.tag);
}

std::string scope_of(const File& file) {
    if (file.services.size() == 1) return file.services[0]->name;
    return file.name_space.substr(file.name_space.rfind('.') + 1);
}

void describe_schema(Json& out, const Described& what) {
    out.set_unless_empty("description", what.doc);
    out.set_unless_empty("x-since", what.since);
    if (what.deprecated) out.set("x-deprecated", what.deprecated->message);
}

const std::string& Schemas::name(const TypeDef& type) {
    const auto [at, added] = names_.try_emplace(&type);
    if (added) at->second = taken_.take(scope_of(*type.file) + '_' + type.name);
    return at->second;
}

Json Schemas::reference(const TypeDef& type) {
    if (known_.insert(&type).second) wanted_.push_back(&type);
    return Json::object({{"$ref", prefix_ + name(type)}});
}

Json Schemas::builtin(Builtin type, const Constraints& limits, WireForm wire) const {
    switch (type) {
        case Builtin::boolean:
            return Json::object({{"type", "boolean"}});
        case Builtin::int64:
        case Builtin::uint64: {
            if (wire == WireForm::number) return number(type, limits);
            Json out = text_of(idl::name(type), type == Builtin::int64 ? digits : natural);
            if (limits.min) out.set("x-min", *limits.min);
            if (limits.max) out.set("x-max", *limits.max);
            return out;
        }
        case Builtin::decimal: {
            Json out = wire == WireForm::number ? Json::object({{"type", "number"}, {"format", "decimal"}})
                                                : text_of("decimal", "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$");
            if (limits.min) out.set("x-min", *limits.min);
            if (limits.max) out.set("x-max", *limits.max);
            if (limits.precision) out.set("x-precision", *limits.precision);
            if (limits.scale) out.set("x-scale", *limits.scale);
            return out;
        }
        case Builtin::string: {
            Json out = Json::object({{"type", "string"}});
            lengths(out, limits);
            return out;
        }
        case Builtin::bytes: {
            Json out = Json::object({{"type", "string"}, {"contentEncoding", "base64"}});
            if (limits.min_length) out.set("x-min-bytes", count(*limits.min_length));
            if (limits.max_length) out.set("x-max-bytes", count(*limits.max_length));
            return out;
        }
        case Builtin::uuid:
            return text_of("uuid", "");
        case Builtin::timestamp:
            return text_of("date-time", "");
        case Builtin::date:
            return text_of("date", "");
        case Builtin::json:
            return Json::object();
        case Builtin::duration:
            return number(type, limits).set("x-unit", "milliseconds");
        default:
            return number(type, limits);
    }
}

Json Schemas::of(const Type& type, const Constraints& limits, WireForm wire) {
    switch (type.kind) {
        case Type::Kind::builtin:
            return builtin(type.builtin, limits, wire);
        case Type::Kind::array:
            return array_of(of(type.item()), limits);
        case Type::Kind::optional:
            return or_null(of(type.parts[0], limits, wire));
        case Type::Kind::map: {
            Json out = Json::object({{"type", "object"}, {"additionalProperties", of(type.item())}});
            if (!type.key().is(Builtin::string)) out.set("propertyNames", key(type.key()));
            if (limits.min_items) out.set("minProperties", count(*limits.min_items));
            if (limits.max_items) out.set("maxProperties", count(*limits.max_items));
            return out;
        }
        case Type::Kind::named: {
            const Alias* alias = type.named->as<Alias>();  // it has its own form, unless the field says otherwise
            const bool has_own_form = alias == nullptr || wire != WireForm::number;
            Json target = has_own_form ? reference(*type.named) : of(alias->type, alias->constraints, wire);
            if (!limits.any()) return target;
            const Type& base = resolved(type);
            return Json::object({{"allOf", Json::array({std::move(target), of(base, limits, wire)})}});
        }
        default:
            return Json::object();
    }
}

Json Schemas::key(const Type& type) {
    const Type& base = resolved(type);
    const Enum* body = base.kind == Type::Kind::named ? base.named->as<Enum>() : nullptr;
    if (body != nullptr && body->integer) {
        if (body->open) return text_of("int64", digits);
        Json values = Json::array();
        for (const EnumValue& value : body->values) values.push(value.text);
        return Json::object({{"type", "string"}, {"enum", std::move(values)}});
    }
    if (!base.is(Builtin::int32)) return of(type);  // a string, also by itself
    Json out = text_of("int32", digits);
    for (const Type* at = &type; at->kind == Type::Kind::named; at = &at->named->as<Alias>()->type) {
        const Constraints& limits = at->named->as<Alias>()->constraints;
        if (limits.min && out.find("x-min") == nullptr) out.set("x-min", *limits.min);
        if (limits.max && out.find("x-max") == nullptr) out.set("x-max", *limits.max);
    }
    return out;
}

Json Schemas::of(const Field& field) {
    Json out = of(field.type.present(), field.constraints, field.wire);
    if (field.nullable) out = or_null(std::move(out));
    const bool more = !field.doc.empty() || field.default_value || !field.examples.empty() || field.secret ||
                      field.deprecated || !field.since.empty();
    if (!more) return out;
    out = extendable(std::move(out));
    describe_schema(out, field);
    if (field.default_value) out.set("default", written(*field.default_value, field));
    if (field.secret) out.set("x-secret", true);
    Json examples = Json::array();
    for (const Json& one : field.examples) examples.push(written(one, field));
    out.set_unless_empty("examples", field.secret ? Json() : std::move(examples));
    return out;
}

Json Schemas::structure(const Struct& body) {
    Json properties = Json::object(), required = Json::array();
    for (const Field& field : body.fields) {
        properties.set(field.name, of(field));
        if (field.required()) required.push(field.name);
    }
    // additionalProperties sees the properties beside it only: the tag that a union adds must be among them.
    if (const auto tags = tags_.find(&body); tags != tags_.end())
        for (const auto& [tag, texts] : tags->second) {
            Json values = Json::array();
            for (const std::string& text : texts) values.push(text);
            if (properties.find(tag) == nullptr)
                properties.set(tag, Json::object({{"enum", std::move(values)}, {"x-tag", true}}));
        }
    Json out = Json::object({{"type", "object"}, {"properties", std::move(properties)}});
    out.set_unless_empty("required", std::move(required));
    if (body.unknown == Struct::Unknown::reject) out.set("additionalProperties", false);
    return out;
}

Json Schemas::definition(const TypeDef& type) {
    Json out = Json::object();
    if (const Struct* body = type.as<Struct>()) out = structure(*body);
    if (const Enum* body = type.as<Enum>()) out = enumeration(*body);
    if (const Alias* body = type.as<Alias>()) {
        out = extendable(of(body->type, body->constraints));
        if (body->secret) out.set("x-secret", true);
    }
    if (const Tuple* body = type.as<Tuple>()) {
        Json items = Json::array();
        const std::uint64_t size = body->items.size();
        for (const Field& item : body->items) items.push(item.type.is_optional() ? or_null(of(item)) : of(item));
        out.set("type", "array").set("items", std::move(items)).set("additionalItems", false);
        out.set("minItems", size).set("maxItems", size);
    }
    if (const Union* body = type.as<Union>()) {
        Json variants = Json::array();
        for (const Variant& variant : body->variants) {
            Json one = of(variant.type);
            if (body->tagged) {
                Json tag =
                    Json::object({{"properties", Json::object({{body->tag, Json::object({{"const", variant.tag}})}})}});
                tag.set("required", Json::array({body->tag}));
                one = Json::object({{"allOf", Json::array({std::move(one), std::move(tag)})}});
            }
            variants.push(std::move(one));
        }
        out.set(body->tagged ? "oneOf" : "anyOf", std::move(variants));
        if (body->tagged) out.set("x-discriminator", body->tag);
        if (body->open) out.set("x-union-open", true);
    }
    describe_schema(out, type);
    return out;
}

Json Schemas::definitions() {
    Json out = Json::object();
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        const TypeDef& type = *wanted_[i];  // what it refers to is added behind it
        out.set(name(type), definition(type));
    }
    return out;
}

}  // namespace antiphon::idl::emit
