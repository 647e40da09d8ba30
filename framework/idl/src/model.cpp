#include "antiphon/idl/model.h"

#include <algorithm>
#include <array>

namespace antiphon::idl {

namespace {

constexpr std::array<std::string_view, 20> builtin_names = {
    "bool",    "int8",    "uint8",   "int16",  "uint16", "int32", "uint32",    "int53", "int64",    "uint64",
    "float32", "float64", "decimal", "string", "bytes",  "uuid",  "timestamp", "date",  "duration", "json"};

template <class Items>
auto find_named(const Items& items, std::string_view name) noexcept {
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item->name == name; });
    return at == items.end() ? nullptr : at->get();
}

}  // namespace

std::string_view name(Builtin builtin) noexcept { return builtin_names[static_cast<std::size_t>(builtin)]; }

std::optional<Builtin> find_builtin(std::string_view name) noexcept {
    const auto at = std::find(builtin_names.begin(), builtin_names.end(), name);
    if (at == builtin_names.end()) return std::nullopt;
    return static_cast<Builtin>(at - builtin_names.begin());
}

std::string text(const Type& type, const File& here) {
    switch (type.kind) {
        case Type::Kind::invalid:
            return "?";
        case Type::Kind::builtin:
            return std::string(name(type.builtin));
        case Type::Kind::array:
            return text(type.item(), here) + "[]";
        case Type::Kind::optional:
            return text(type.parts[0], here) + '?';
        case Type::Kind::map:
            return type.key().is(Builtin::string)
                       ? "map<" + text(type.item(), here) + '>'
                       : "map<" + text(type.key(), here) + ", " + text(type.item(), here) + '>';
        case Type::Kind::named:
            break;
    }
    if (type.named->file == &here) return type.named->name;
    for (const Import& import : here.imports)
        if (import.file == type.named->file) return import.alias + '.' + type.named->name;
    return absolute_name(*type.named);
}

const Field* Struct::find(std::string_view wire_name) const noexcept {
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == wire_name; });
    return at == fields.end() ? nullptr : &*at;
}

std::string_view kind_name(const TypeDef& type) noexcept {
    static constexpr std::array<std::string_view, 5> names = {"a struct", "an enum", "a union", "an alias", "a tuple"};
    return names[type.body.index()];
}

const Type& resolved(const Type& type) noexcept {
    const Type* at = &type;
    // A longer chain of aliases has been reported.
    for (int links = 0; links < 128 && at->kind == Type::Kind::named; ++links) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) break;
        at = &alias->type;
    }
    return *at;
}

const Struct* as_struct(const Type& type) noexcept {
    const Type& target = resolved(type);
    return target.kind == Type::Kind::named ? target.named->as<Struct>() : nullptr;
}

const TypeDef* ErrorDef::data_struct() const noexcept {
    const Type* at = data ? &*data : nullptr;
    for (int links = 0; links < 128 && at != nullptr && at->kind == Type::Kind::named; ++links) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) return at->named->as<Struct>() != nullptr ? at->named : nullptr;
        at = alias->strong ? nullptr : &alias->type;
    }
    return nullptr;
}

std::string absolute_name(const TypeDef& type) { return type.file->name_space + '.' + type.name; }

const Field* Channel::param(std::string_view wanted) const noexcept {
    const auto at = std::find_if(params.begin(), params.end(), [&](const Field& f) { return f.name == wanted; });
    return at == params.end() ? nullptr : &*at;
}

bool Event::routed() const noexcept {
    return std::all_of(routes.begin(), routes.end(), [](const Route& route) { return route.field != nullptr; });
}

const TypeDef* File::find_type(std::string_view name) const noexcept { return find_named(types, name); }
const ErrorDef* File::find_error(std::string_view name) const noexcept { return find_named(errors, name); }

}  // namespace antiphon::idl
