// Objects and arrays.

#include <algorithm>

#include "../text.h"
#include "schemas.h"

namespace antiphon::idl::importer {

namespace {

/// "lines of Order" in a message and "OrderLines" as a name.
At inner(const At& at, std::string_view member) {
    return {at.where + '.' + std::string(member), at.name + type_name(member)};
}

bool true_or_empty(const Node* schema) {
    return schema == nullptr || (schema->is(Kind::boolean) && schema->boolean) ||
           (schema->is(Kind::object) && schema->members.empty());
}

}  // namespace

Use Schemas::array(const Shape& shape, const At& at) {
    const Node& schema = *shape.is.node;
    dropped(schema, at);
    const Node* items = get(schema, "items");
    if (items != nullptr && items->is(Kind::array)) items = items->items.empty() ? nullptr : &items->items[0];
    Use out;
    if (true_or_empty(items)) {
        report_.json();
        out.type = "json[]";
    } else {
        out.type = expression({items, {}}, {at.where + "[]", at.name + "Item"}) + "[]";
    }
    limit(out, schema, "minItems", "minItems");
    limit(out, schema, "maxItems", "maxItems");
    return out;
}

/// The type of a map's keys and ", ", or nothing when it is string.
std::string Schemas::key_of(const Node& schema, const At& at) {
    const Node* names = get(schema, "propertyNames", Kind::object);
    if (names == nullptr) return "";
    const Shape shape = shapes_.of({names, {}});
    if (shape.form == Form::integer) return "int32, ";
    if (shape.form == Form::string) {
        const std::string format = get_text(*names, "format");
        if (format == "uuid" || format == "int32" || format == "int64") return format + ", ";
        if (names->members.size() > 1)
            report_.tell("import/key-pattern", start_of(*names),
                         at.where + ": what limits the keys of the map was dropped");
        return "";
    }
    if (shapes_.json_kind({names, {}}) != JsonKind::string) return "";
    const Use key = used(shape, {at.where + ": key", at.name + "Key"});
    return key.type == "string" ? "" : key.type + ", ";
}

Use Schemas::map(const Shape& shape, const At& at) {
    const Node& schema = *shape.is.node;
    dropped(schema, at);
    const Node* extra = get(schema, "additionalProperties");
    const Node* patterns = get(schema, "patternProperties", Kind::object);
    Use out;
    const At value{at.where + " value", at.name + "Value"};
    if (patterns != nullptr && patterns->members.size() == 1 && (extra == nullptr || extra->is(Kind::boolean))) {
        const syntax::Member& one = patterns->members[0];
        report_.tell("import/key-pattern", one.key_span, at.where + ": the pattern of the map's keys was dropped");
        out.type = "map<" + expression({&one.value, {}}, value) + ">";
    } else if (patterns != nullptr && !patterns->members.empty()) {
        return as_json("import/pattern-properties", *patterns, at, "its members have several patterns", "map<json>");
    } else if (extra == nullptr || !extra->is(Kind::object) || extra->members.empty()) {
        report_.json();
        out.type = "map<" + key_of(schema, at) + "json>";
    } else {
        const std::string key = key_of(schema, at);
        out.type = "map<" + key + expression({extra, {}}, value) + ">";
    }
    limit(out, schema, "minProperties", "minItems");
    limit(out, schema, "maxProperties", "maxItems");
    return out;
}

/// Can the parts of allOf that are references be included as they are? Their names go into `names`, the other parts
/// into `own`.
bool Schemas::includes(const Node& schema, Json& names, std::vector<const Node*>& own, const At& at) {
    const Members whole = shapes_.members(schema);
    std::set<std::string, std::less<>> required;
    bool fits = !whole.repeated;
    std::vector<const Node*> bases;
    if (const Node* all = get(schema, "allOf", Kind::array))
        for (const Node& part : all->items) {
            const Node* base = get(part, "$ref") != nullptr ? shapes_.target(part) : nullptr;
            if (base == nullptr) {
                own.push_back(&part);
                fits = fits && get(part, "allOf") == nullptr;
                continue;
            }
            // A struct whose own members are all there is to it; what it requires, it requires everywhere.
            fits = fits && shapes_.of({base, {}}).form == Form::structure;
            const Members its = shapes_.members(*base);
            for (const Members::One& one : its.all)
                fits = fits && whole.required.contains(one.member->key) == its.required.contains(one.member->key);
            bases.push_back(&part);
        }
    own.push_back(&schema);
    if (!fits) return false;
    for (const Node* part : bases) names.push(reference(shapes_.of({part, {}}), at).type);
    return true;
}

Json Schemas::structure(const Node& schema, const At& at, const std::string& tag) {
    dropped(schema, at);
    if (get(schema, "properties") != nullptr)
        for (const std::string_view key : {"oneOf", "anyOf"})
            if (get(schema, key) != nullptr)
                report_.tell("import/keyword", schema.find(key)->key_span,
                             at.where + ": " + double_quote(key) + " beside properties was dropped");
    const Members whole = shapes_.members(schema);
    Json include = Json::array(), fields = Json::object();
    std::vector<const Node*> own;
    const bool can_include = get(schema, "allOf") != nullptr && includes(schema, include, own, at);
    for (const std::string& name : whole.required)
        if (whole.find(name) == nullptr && name != tag) {
            const Node* list = get(schema, "required", Kind::array);
            report_.tell("import/keyword", start_of(list != nullptr ? *list : schema),
                         at.where + ": \"required\" names " + quote(name) + ", which is no property, and was dropped");
        }
    Names identifiers;
    for (const Members::One& one : whole.all) {
        const std::string& name = one.member->key;
        if (name == tag || name.empty()) continue;
        const std::string wanted = identifier(name), code_name = identifiers.take(wanted);
        if (can_include &&
            std::find_if(own.begin(), own.end(), [&](const Node* part) { return part == one.owner; }) == own.end())
            continue;
        draft_.places.emplace("types/" + at.name + "/struct/" + name, start_of(one.member->value));
        Json made = field(one.member->value, whole.required.contains(name), inner(at, name));
        if (code_name != name) {
            if (made.is(Json::Kind::string)) made = Json::object({{"type", made}});
            made.set("name", code_name);
        }
        fields.set(name, std::move(made));
    }
    Json out = Json::object();
    out.set_unless_empty("include", include);
    out.set("struct", std::move(fields));
    if (whole.extra != nullptr) {
        report_.tell("import/extra-members", start_of(*whole.extra),
                     at.where + ": members beside those that have names are kept, as json");
        return out.set("unknown", "keep");
    }
    return whole.closed ? out.set("unknown", "reject") : out;
}

Json Schemas::tuple(const Node& schema, const At& at) {
    dropped(schema, at);
    Json items = Json::array();
    std::size_t number = 0;
    for (const Node& item : get(schema, "items")->items) {
        const std::string place = std::to_string(++number);
        Use made = use(item, {at.where + '[' + place + ']', at.name + "Item" + place});
        // Elements are never absent: null is what `?` says there.
        if (made.nullable) made.type += '?';
        made.nullable = false;
        items.push(field(std::move(made), true, start_of(item), at));
    }
    return Json::object({{"tuple", std::move(items)}});
}

}  // namespace antiphon::idl::importer
