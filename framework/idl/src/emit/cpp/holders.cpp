#include "holders.h"

#include <map>
#include <vector>

namespace antiphon::idl::emit::cpp_language {

namespace {

const std::vector<Field>* fields_of(const TypeDef& type) {
    if (const Struct* body = type.as<Struct>()) return &body->fields;
    if (const Tuple* body = type.as<Tuple>()) return &body->items;
    return nullptr;
}

void add_named(const Type& type, std::vector<const TypeDef*>& found) {
    if (type.kind == Type::Kind::named) found.push_back(type.named);
    for (const Type& part : type.parts) add_named(part, found);
}

std::vector<const TypeDef*> held_by(const TypeDef& type) {
    std::vector<const TypeDef*> found;
    if (const auto* fields = fields_of(type))
        for (const Field& field : *fields) add_named(field.type, found);
    if (const Union* body = type.as<Union>())
        for (const Variant& variant : body->variants) add_named(variant.type, found);
    if (const Alias* body = type.as<Alias>()) add_named(body->type, found);
    return found;
}

template <class Predicate>
bool any_field(const TypeDef& type, Predicate has) {
    if (const auto* fields = fields_of(type))
        for (const Field& field : *fields)
            if (has(field)) return true;
    return false;
}

}  // namespace

Holders::Holders(const Program& program, const std::function<bool(const TypeDef&)>& has) {
    std::map<const TypeDef*, std::vector<const TypeDef*>> holders;
    std::vector<const TypeDef*> open;
    const auto add = [&](const TypeDef* type) {
        if (types_.insert(type).second) open.push_back(type);
    };
    for (const auto& file : program.files)
        for (const auto& type : file->types) {
            for (const TypeDef* held : held_by(*type)) holders[held].push_back(type.get());
            if (has(*type)) add(type.get());
        }
    while (!open.empty()) {
        const TypeDef* type = open.back();
        open.pop_back();
        for (const TypeDef* holder : holders[type]) add(holder);
    }
}

bool Holders::contains(const Type& type) const {
    if (type.kind == Type::Kind::named) return contains(*type.named);
    for (const Type& part : type.parts)
        if (contains(part)) return true;
    return false;
}

bool has_own_limits(const TypeDef& type) {
    const Alias* alias = type.as<Alias>();
    if (alias != nullptr) return alias->constraints.any();
    return any_field(type, [](const Field& field) { return field.constraints.any(); });
}

bool has_own_secrets(const TypeDef& type) {
    const Alias* alias = type.as<Alias>();
    if (alias != nullptr) return alias->secret;
    return any_field(type, [](const Field& field) { return field.secret; });
}

}  // namespace antiphon::idl::emit::cpp_language
