// Defaults: JSON values as C++ expressions.

#include "../../compile/numbers.h"
#include "../../wire_text.h"
#include "antiphon/base/decimal.h"
#include "antiphon/base/uuid.h"
#include "names.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// Whether a JSON value is of the kind that the type has on the wire. Enough to choose among variants that the compiler
/// found to be distinct.
bool has_shape(const Json& json, const Type& type) {
    const Type& base = resolved(type);
    switch (json.kind()) {
        case Json::Kind::array:
            return base.kind == Type::Kind::array ||
                   (base.kind == Type::Kind::named && base.named->as<Tuple>() != nullptr);
        case Json::Kind::object:
            return base.kind == Type::Kind::map ||
                   (base.kind == Type::Kind::named &&
                    (base.named->as<Struct>() != nullptr || base.named->as<Union>() != nullptr));
        case Json::Kind::boolean:
            return base.is(Builtin::boolean);
        case Json::Kind::number:
        case Json::Kind::string:
            break;
        case Json::Kind::null:
            return false;
    }
    const bool number = json.is(Json::Kind::number);
    if (base.kind == Type::Kind::named) {
        const Enum* body = base.named->as<Enum>();
        return body != nullptr && body->integer == number;
    }
    if (base.kind != Type::Kind::builtin || base.is(Builtin::boolean)) return false;
    const bool large = base.is(Builtin::int64) || base.is(Builtin::uint64);
    const bool numeric = (range_of(base.builtin) && !large) || is_real(base.builtin);
    return numeric == number;
}

}  // namespace

std::string Names::initializer(const Field& field) const {
    if (!field.default_value || field.default_value->is(Json::Kind::null)) return "{}";
    const bool empty = field.default_value->items().empty() && field.default_value->members().empty();
    const Type::Kind kind = resolved(field.type.present()).kind;
    if (empty && (kind == Type::Kind::array || kind == Type::Kind::map)) return "{}";
    const std::string whole = value(field.type.present(), *field.default_value);
    // `std::vector<int> list = {1, 2}`: the type stands in front of it already.
    const std::string type = spelled(field.type.present());
    const bool repeated = !field.nullable && whole.starts_with(type + '{') && field.type.kind != Type::Kind::builtin;
    return " = " + (repeated ? whole.substr(type.size()) : whole);
}

std::string Names::value(const Type& type, const Json& json) const {
    switch (type.kind) {
        case Type::Kind::optional:
            return json.is(Json::Kind::null) ? "std::nullopt" : value(type.item(), json);
        case Type::Kind::array:
        case Type::Kind::map: {
            std::vector<std::string> items;
            for (const Json& item : json.items()) items.push_back(value(type.item(), item));
            for (const auto& [key, item] : json.members())
                items.push_back('{' + value(type.key(), Json(key)) + ", " + value(type.item(), item) + '}');
            return spelled(type) + '{' + join(items, ", ") + '}';
        }
        case Type::Kind::builtin:
            return builtin_value(type.builtin, json);
        case Type::Kind::named:
            break;
        case Type::Kind::invalid:
            return "{}";
    }
    const TypeDef& def = *type.named;
    if (const Alias* alias = def.as<Alias>()) {
        std::string inner = value(alias->type, json);
        return alias->strong ? name(def) + '(' + inner + ')' : inner;
    }
    if (const Enum* body = def.as<Enum>()) {
        for (const EnumValue& one : body->values)
            if (one.text == json.text()) return name(def) + "::" + enumerator(one, def);
        return "{}";
    }
    if (const Tuple* body = def.as<Tuple>()) {
        std::vector<std::string> items;
        for (std::size_t i = 0; i < body->items.size() && i < json.items().size(); ++i)
            items.push_back(value(body->items[i].type, json.items()[i]));
        return name(def) + '{' + join(items, ", ") + '}';
    }
    if (const Union* body = def.as<Union>()) return union_value(def, *body, json);
    return struct_value(def, json);
}

std::string Names::struct_value(const TypeDef& type, const Json& json) const {
    std::vector<std::string> members;
    for (const Field& field : type.as<Struct>()->fields) {
        const Json* given = json.find(field.name);
        if (given == nullptr || (given->is(Json::Kind::null) && field.type.is_optional() && !field.nullable)) continue;
        std::string text = given->is(Json::Kind::null) ? "std::nullopt" : value(field.type.present(), *given);
        members.push_back('.' + member(type, field) + " = " + text);
    }
    return name(type) + '{' + join(members, ", ") + '}';
}

std::string Names::union_value(const TypeDef& type, const Union& body, const Json& json) const {
    const Variant* chosen = nullptr;
    const Json* tag = json.find(body.tag);
    for (const Variant& variant : body.variants) {
        const bool fits = body.tagged               ? tag != nullptr && tag->text() == variant.tag
                          : !variant.member.empty() ? json.find(variant.member) != nullptr
                                                    : has_shape(json, variant.type);
        if (fits && chosen == nullptr) chosen = &variant;
    }
    return chosen == nullptr ? name(type) + "{}" : name(type) + '(' + value(chosen->type, json) + ')';
}

std::string Names::builtin_value(Builtin type, const Json& json) const {
    const std::string& text = json.text();
    if (type == Builtin::json) return "antiphon::JsonText{" + raw_literal(json.compact()) + '}';
    if (type == Builtin::boolean) return text;
    if (type == Builtin::string) return string_value(text);
    if (const auto range = range_of(type)) {
        const std::string digits = idl::text(integral(text).value_or(0));
        if (type == Builtin::duration) return "std::chrono::milliseconds(" + digits + ')';
        if (digits == "-9223372036854775808") return "std::numeric_limits<std::int64_t>::min()";
        return digits + (type == Builtin::uint64 || type == Builtin::uint32 ? "U" : "");
    }
    if (is_real(type)) {
        const std::string digits = text.find_first_of(".eE") == std::string::npos ? text + ".0" : text;
        return digits + (type == Builtin::float32 ? "F" : "");
    }
    switch (type) {
        case Builtin::decimal: {
            const auto whole = integral(text);
            const std::string digits = json.is(Json::Kind::number) && whole ? idl::text(*whole) : text;
            return "antiphon::Decimal::parse(" + literal(digits) + ").value()";
        }
        case Builtin::bytes: {
            std::vector<std::string> bytes;
            for (const std::uint8_t byte : parse_base64(text).value_or(std::vector<std::uint8_t>{}))
                bytes.push_back(std::to_string(byte));
            return "antiphon::Bytes{" + join(bytes, ", ") + '}';
        }
        case Builtin::uuid: {
            std::vector<std::string> bytes;
            for (const std::uint8_t byte : Uuid::parse(text).value_or(Uuid{}).bytes)
                bytes.push_back(std::to_string(byte));
            return "antiphon::Uuid{{" + join(bytes, ", ") + "}}";
        }
        case Builtin::timestamp:
            return "antiphon::Timestamp(std::chrono::microseconds(" +
                   std::to_string(parse_timestamp(text).value_or(0)) + "))";
        case Builtin::date: {
            const CalendarDate date = parse_date(text).value_or(CalendarDate{1970, 1, 1});
            return "std::chrono::year(" + std::to_string(date.year) + ") / " + std::to_string(date.month) + " / " +
                   std::to_string(date.day);
        }
        default:
            return "{}";
    }
}

}  // namespace antiphon::idl::emit::cpp_language
