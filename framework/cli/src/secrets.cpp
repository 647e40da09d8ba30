#include "secrets.h"

#include <algorithm>
#include <utility>

#include "antiphon/json/append.h"

namespace antiphon::cli {
namespace {

constexpr std::string_view hidden = R"("***")";
constexpr int max_depth = 64;  // of names that stand for names: an interface that compiles has no circle of them

json::Value find(json::Value object, std::string_view key) {
    return object.is_object() ? object.find(key).value_or(json::Value()) : json::Value();
}

std::string_view text(json::Value value) { return value.is_string() ? value.string() : std::string_view(); }

bool is_true(json::Value value) { return value.kind() == json::Kind::boolean && value.boolean(); }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Every name of a type in the expression made absolute: "map<Sku, Item[]>" to "map<n.Sku, n.Item[]>".
std::string absolute_expression(std::string_view name_space, std::string_view expression) {
    std::string out;
    for (std::size_t at = 0; at < expression.size();) {
        if (!is_word(expression[at])) {
            out += expression[at++];
            continue;
        }
        std::size_t end = at;
        while (end < expression.size() && (is_word(expression[end]) || expression[end] == '.')) ++end;
        out += Secrets::absolute(name_space, expression.substr(at, end - at));
        at = end;
    }
    return out;
}

/// The item's type of "map<K, V>" or "map<V>"; `inside` is what stands between the brackets.
std::string map_item(std::string_view inside) {
    int open = 0;
    for (std::size_t at = 0; at < inside.size(); ++at) {
        if (inside[at] == '<') ++open;
        if (inside[at] == '>') --open;
        if (inside[at] == ',' && open == 0) return std::string(inside.substr(inside.find_first_not_of(' ', at + 1)));
    }
    return std::string(inside);
}

}  // namespace

struct Secrets::Views {
    bool secret = false;
    std::vector<const Type*> types;
    std::vector<std::string> items;      // of arrays
    std::vector<std::string> map_items;  // of maps
};

std::string Secrets::absolute(std::string_view name_space, std::string_view name) {
    // The built-in types begin with a small letter; imported types come with their namespace.
    const bool own = !name.empty() && name[0] >= 'A' && name[0] <= 'Z' && name.find('.') == std::string_view::npos;
    return own ? std::string(name_space).append(".").append(name) : std::string(name);
}

void Secrets::add(json::Value ir) {
    const std::string_view name_space = text(find(ir, "namespace"));
    const json::Value types = find(ir, "types");
    if (!types.is_object()) return;
    for (const auto& [name, value] : types.members()) {
        Type type = read(name_space, value);
        const auto secret = [](const Member& one) { return one.secret; };
        any_ =
            any_ || type.secret || std::any_of(type.items.begin(), type.items.end(), secret) ||
            std::any_of(type.members.begin(), type.members.end(), [&](const auto& one) { return secret(one.second); });
        types_[absolute(name_space, name)] = std::move(type);
    }
}

Secrets::Member Secrets::read_member(std::string_view name_space, json::Value from) {
    return {absolute_expression(name_space, text(find(from, "type"))), is_true(find(from, "secret"))};
}

Secrets::Type Secrets::read(std::string_view name_space, json::Value from) const {
    Type type;
    type.secret = is_true(find(from, "secret"));
    if (const json::Value fields = find(from, "struct"); fields.is_object())
        for (const auto& [name, field] : fields.members())
            type.members[std::string(name)] = read_member(name_space, field);
    if (const json::Value items = find(from, "tuple"); items.is_array())
        for (const json::Value item : items.elements()) type.items.push_back(read_member(name_space, item));
    if (const std::string_view alias = text(find(from, "alias")); !alias.empty())
        type.same_as.push_back(absolute_expression(name_space, alias));
    const json::Value variants = find(from, "union");
    if (variants.is_object())
        for (const auto& [tag, variant] : variants.members())
            type.same_as.push_back(absolute_expression(name_space, text(variant)));
    if (variants.is_array())
        for (const json::Value variant : variants.elements())
            type.same_as.push_back(absolute_expression(name_space, text(find(variant, "type"))));
    return type;
}

/// Adds to `views` what a value of this type may be.
void Secrets::look(const std::string& expression, Views& views, int depth) const {
    if (depth > max_depth) return;
    if (expression.ends_with('?')) return look(expression.substr(0, expression.size() - 1), views, depth + 1);
    if (expression.ends_with("[]")) return views.items.push_back(expression.substr(0, expression.size() - 2));
    if (expression.starts_with("map<") && expression.ends_with('>'))
        return views.map_items.push_back(map_item(std::string_view(expression).substr(4, expression.size() - 5)));
    const auto found = types_.find(expression);
    if (found == types_.end()) return;
    const Type& type = found->second;
    views.secret = views.secret || type.secret;
    views.types.push_back(&type);
    for (const std::string& other : type.same_as) look(other, views, depth + 1);
}

void Secrets::hide(std::string& out, json::Value value, const std::vector<std::string>& types) const {
    Views views;
    for (const std::string& type : types) look(type, views, 0);
    if (value.is_null())
        out += "null";
    else if (views.secret)
        out += hidden;
    else if (value.is_object())
        hide_members(out, value, views);
    else if (value.is_array())
        hide_items(out, value, views);
    else
        out += value.text();
}

/// A part that may be any of `declared`, or of a type of `more`.
void Secrets::hide_part(std::string& out, json::Value part, const std::vector<Member>& declared,
                        std::vector<std::string> more) const {
    bool secret = false;
    for (const Member& one : declared) {
        secret = secret || one.secret;
        more.push_back(one.type);
    }
    if (secret && !part.is_null())
        out += hidden;
    else
        hide(out, part, more);
}

void Secrets::hide_members(std::string& out, json::Value object, const Views& views) const {
    char before = '{';
    for (const auto& [name, member] : object.members()) {
        out += std::exchange(before, ',');
        json::append_string(out, name);
        out += ':';
        std::vector<Member> declared;
        for (const Type* type : views.types)
            if (const auto found = type->members.find(name); found != type->members.end())
                declared.push_back(found->second);
        hide_part(out, member, declared, views.map_items);
    }
    out += before == '{' ? "{}" : "}";
}

void Secrets::hide_items(std::string& out, json::Value array, const Views& views) const {
    char before = '[';
    std::size_t index = 0;
    for (const json::Value item : array.elements()) {
        out += std::exchange(before, ',');
        std::vector<Member> declared;
        for (const Type* type : views.types)
            if (index < type->items.size()) declared.push_back(type->items[index]);
        ++index;
        hide_part(out, item, declared, views.items);
    }
    out += before == '[' ? "[]" : "]";
}

}  // namespace antiphon::cli
