#include "emit/written.h"

#include <algorithm>

#include "../compile/numbers.h"

namespace antiphon::idl::emit {

namespace {

bool is_text(Builtin type) { return type == Builtin::int64 || type == Builtin::uint64 || type == Builtin::decimal; }

Json scalar(const Json& value, Builtin type, WireForm wire) {
    const bool number = value.is(Json::Kind::number);
    if (!number && !value.is(Json::Kind::string)) return value;
    if (is_text(type) && wire != WireForm::number) {
        const auto exact = number ? integral(value.text()) : std::nullopt;
        return exact ? Json(text(*exact)) : Json(value.text());
    }
    if (is_text(type) && !number) return real(value.text()) ? Json::number(value.text()) : value;
    const auto exact = number && range_of(type) ? integral(value.text()) : std::nullopt;
    return exact ? Json::number(text(*exact)) : value;
}

Json object(const Json& value, const Struct& type) {
    Json out = Json::object();
    for (const auto& [name, member] : value.members()) {
        const Field* field = type.find(name);
        out.set(name, field != nullptr ? written(member, *field) : member);
    }
    return out;
}

bool holds(const Variant& variant, const Json& value) {
    const Type& type = resolved(variant.type);
    const TypeDef* named = type.kind == Type::Kind::named ? type.named : nullptr;
    switch (value.kind()) {
        case Json::Kind::array:
            return type.kind == Type::Kind::array || (named != nullptr && named->as<Tuple>() != nullptr);
        case Json::Kind::object:
            return type.kind == Type::Kind::map ||
                   (as_struct(type) != nullptr && (variant.member.empty() || value.find(variant.member) != nullptr));
        default:
            return type.kind == Type::Kind::builtin && is_text(type.builtin);
    }
}

Json variant_of(const Json& value, const Union& type) {
    if (type.tagged) {
        const Json* tag = value.find(type.tag);
        for (const Variant& variant : type.variants)
            if (const Struct* body = as_struct(variant.type);
                tag != nullptr && variant.tag == tag->text() && body != nullptr && value.is(Json::Kind::object))
                return object(value, *body);
        return value;
    }
    // A number is one as long as a variant has numbers; the default variant stands last.
    if (value.is(Json::Kind::number) && std::any_of(type.variants.begin(), type.variants.end(), [](const Variant& one) {
            const Type& base = resolved(one.type);
            const Enum* body = base.kind == Type::Kind::named ? base.named->as<Enum>() : nullptr;
            return body != nullptr ? body->integer
                                   : base.kind == Type::Kind::builtin && !is_text(base.builtin) &&
                                         (range_of(base.builtin) || is_real(base.builtin));
        }))
        return value;
    const auto at =
        std::find_if(type.variants.begin(), type.variants.end(), [&](const Variant& one) { return holds(one, value); });
    return at != type.variants.end() ? written(value, at->type) : value;
}

}  // namespace

Json written(const Json& value, const Type& type, WireForm wire) {
    const Type& target = resolved(resolved(type).present());
    const bool members = value.is(Json::Kind::object), array = value.is(Json::Kind::array);
    if (value.is(Json::Kind::null)) return value;
    if (target.kind == Type::Kind::builtin) return scalar(value, target.builtin, wire);
    if (target.kind == Type::Kind::array && array) {
        Json out = Json::array();
        for (const Json& item : value.items()) out.push(written(item, target.item()));
        return out;
    }
    if (target.kind == Type::Kind::map && members) {
        Json out = Json::object();
        for (const auto& [key, item] : value.members()) out.set(key, written(item, target.item()));
        return out;
    }
    if (target.kind != Type::Kind::named) return value;
    if (const auto* body = target.named->as<Struct>(); body != nullptr && members) return object(value, *body);
    if (const auto* body = target.named->as<Union>()) return variant_of(value, *body);
    const auto* row = target.named->as<Tuple>();
    if (row == nullptr || !array) return value;
    Json out = Json::array();
    for (std::size_t i = 0; i < value.items().size(); ++i)
        out.push(i < row->items.size() ? written(value.items()[i], row->items[i]) : value.items()[i]);
    return out;
}

Json written(const Json& value, const Field& field) { return written(value, field.type, field.wire); }

Json written_params(const Method& method, const Json& params) {
    const auto* body = method.params != nullptr ? method.params->as<Struct>() : nullptr;
    if (body == nullptr) return params;
    if (params.is(Json::Kind::object)) return object(params, *body);
    Json row = Json::array();
    for (std::size_t i = 0; i < params.items().size() && i < method.positional.size(); ++i)
        row.push(written(params.items()[i], *body->find(method.positional[i])));
    return row;
}

Json written_result(const Method& method, const Json& result) {
    return method.result ? written(result, *method.result) : result;
}

}  // namespace antiphon::idl::emit
