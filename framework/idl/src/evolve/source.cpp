// What only generated code sees.

#include <algorithm>
#include <map>

#include "../arguments.h"
#include "../text.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

namespace {

/// The names that both have, in the order of the first.
std::vector<std::string> common(const Struct& order, const Struct& other) {
    std::vector<std::string> out;
    for (const Field& field : order.fields)
        if (other.find(field.name) != nullptr) out.push_back(field.name);
    return out;
}

std::vector<std::string> names(const std::vector<const TypeDef*>& types) {
    std::vector<std::string> out;
    for (const TypeDef* one : types) out.push_back(one->name);
    return out;
}

/// What C++ calls give one by one.
std::vector<std::string> argument_names(const Method& method) {
    std::vector<std::string> out;
    for (const Field* field : required_params(method)) out.push_back(field->name);
    return out;
}

bool one_by_one(const std::vector<std::string>& names) { return !names.empty() && names.size() <= most_arguments; }

/// "('from', 'to')"
std::string in_parentheses(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "(" : ", ") + quote(name);
    return out + ')';
}

std::string form_of_call(const Method& method, const std::vector<std::string>& names) {
    if (one_by_one(names)) return in_parentheses(names);
    return method.params != nullptr ? "in a struct only" : "none";
}

}  // namespace

/// Generated C++ has a function of them as long as there are few; when they exchange places, calls may still compile.
void Contracts::arguments(const Method& before, const Method& now) {
    const std::vector<std::string> was = argument_names(before), is = argument_names(now);
    if (was == is || (!one_by_one(was) && !one_by_one(is))) return;
    const auto key = [](const Method& method) { return method.positional.empty() ? "params" : "positional"; };
    found("METHOD_ARGUMENTS_CHANGED", Use::in,
          {findings_.now().find(now.span, {key(now)}), findings_.before().find(before.span, {key(before)})},
          {"the arguments of " + quote(now.wire) + " in C++ were " + form_of_call(before, was) + " and are " +
               form_of_call(now, is),
           before.params != nullptr && now.params != nullptr ? "calls that give the struct of params go by its members"
                                                             : ""});
}

void Contracts::source(const File& before, const File& now) {
    options(before, now);
    for (const auto& was : before.types) {
        const TypeDef* is = now.find_type(was->name);
        if (is != nullptr)
            source_type(*was, *is);
        else if (was->origin == Origin::declared)
            type_gone(*was, before, now);
        else
            in_place_gone(*was);
    }
    for (const auto& is : now.types)
        if (is->origin == Origin::declared && before.find_type(is->name) == nullptr) findings_.changed();
}

void Contracts::options(const File& before, const File& now) {
    const auto spot = [&](std::string_view key) {
        return Spot{findings_.now().root(now.source, key, now.span),
                    findings_.before().root(before.source, key, before.span)};
    };
    if (before.name_space != now.name_space)
        return found("NAMESPACE_CHANGED", Use::in, spot("namespace"),
                     {"the namespace was " + quote(before.name_space) + " and is " + quote(now.name_space)});
    const auto option = [&](const char* what, const std::string& was, const std::string& is) {
        if (was != is)
            found("OPTIONS_CHANGED", Use::in, spot("options"),
                  {std::string(what) + " was " + (was.empty() ? "the default" : quote(was)) + " and is " +
                   (is.empty() ? "the default" : quote(is))});
    };
    option("the C++ namespace", before.cpp_namespace, now.cpp_namespace);
    option("int64 in TypeScript", before.typescript_int64, now.typescript_int64);
    option("the TypeScript module", before.typescript_module, now.typescript_module);
    option("the Python module", before.python_module, now.python_module);
}

void Contracts::type_gone(const TypeDef& before, const File& old_file, const File& now) {
    const Span where = findings_.now().root(now.source, "types", now.span);
    const auto became = walk_.became().find(&before);
    for (const auto& file : now_.program.files) {
        const TypeDef* moved = file.get() != &now ? file->find_type(before.name) : nullptr;
        const auto was_there = [&](const auto& other) {
            return other->name_space == file->name_space && other->find_type(before.name) != nullptr;
        };
        if (moved == nullptr || std::any_of(before_.program.files.begin(), before_.program.files.end(), was_there))
            continue;
        return found("TYPE_MOVED", Use::in, {moved->span, before.span},
                     {"type " + quote(before.name) + " stands in " + quote(file->name_space) + " now"});
    }
    if (became != walk_.became().end() && became->second->origin == Origin::declared &&
        old_file.find_type(became->second->name) == nullptr)
        return found("TYPE_RENAMED", Use::in, {became->second->span, before.span},
                     {"type " + quote(before.name) + " is called " + quote(became->second->name) + " now"});
    found("TYPE_REMOVED", Use::in, {where, before.span}, {"type " + quote(before.name) + " was removed"});
}

/// Generated code has a struct of what stood in place; if that is gone altogether, something else is told.
void Contracts::in_place_gone(const TypeDef& before) {
    const auto became = walk_.became().find(&before);
    if (became != walk_.became().end())
        found("TYPE_RENAMED", Use::in, {became->second->span, before.span},
              {"type " + quote(before.name) + " of generated code is called " + quote(became->second->name) + " now"});
}

void Contracts::source_type(const TypeDef& before, const TypeDef& now) {
    deprecation(now, &before, "type " + quote(now.name));
    if (const Alias* was = before.as<Alias>(), *is = now.as<Alias>(); was != nullptr && is != nullptr) {
        if (was->strong != is->strong)
            found("ALIAS_STRENGTH_CHANGED", Use::in, at(before, now, {"strong"}),
                  {quote(now.name) + (is->strong ? " is a type of its own now" : " is no type of its own any more")});
        if (was->secret && !is->secret)
            found("SECRET_FLAG_REMOVED", Use::in, at(before, now, {"secret"}),
                  {quote(now.name) + " was secret and may appear in logs", "", "it was secret here"});
    }
    if (const Enum* was = before.as<Enum>(), *is = now.as<Enum>(); was != nullptr && is != nullptr) {
        std::map<std::string_view, const EnumValue*> values;
        for (const EnumValue& value : was->values) values.emplace(value.text, &value);
        for (const EnumValue& value : is->values) {
            const auto old = values.find(value.text);
            if (old == values.end()) continue;
            deprecation(value, old->second, "the value " + quote(value.text) + " of " + quote(now.name));
            if (old->second->identifier != value.identifier)
                found("ENUM_VALUE_IDENTIFIER_CHANGED", Use::in, {value.span, old->second->span},
                      {"the value " + quote(value.text) + " of " + quote(now.name) + " was called " +
                       quote(old->second->identifier) + " in code and is called " + quote(value.identifier)});
        }
    }
    const Struct *was = before.as<Struct>(), *is = now.as<Struct>();
    if (was == nullptr || is == nullptr) return;
    if (common(*was, *is) != common(*is, *was))
        found("FIELD_ORDER_CHANGED", Use::in, at(before, now, {"struct"}),
              {"the fields of " + quote(now.name) + " have another order"});
    if (names(was->includes) != names(is->includes))
        found("INCLUDE_CHANGED", Use::in, at(before, now, {"include"}), {quote(now.name) + " includes other structs"});
    for (const Field& field : was->fields) {
        const Field* same = is->find(field.name);
        if (same == nullptr) continue;
        deprecation(*same, &field, "field " + quote(field.name) + " of " + quote(now.name));
        if (same->identifier != field.identifier)
            found("FIELD_IDENTIFIER_CHANGED", Use::in, at(field, *same, {"name"}),
                  {"field " + quote(field.name) + " of " + quote(now.name) + " was called " + quote(field.identifier) +
                   " in code and is called " + quote(same->identifier)});
    }
}

}  // namespace antiphon::idl::evolve
