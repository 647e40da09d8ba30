#include "shape.h"

#include <algorithm>

namespace antiphon::idl::importer {

namespace {

const Node* list(const Node& schema, std::string_view key) {
    const Node* found = get(schema, key, Kind::array);
    return found != nullptr && !found->items.empty() ? found : nullptr;
}

/// Members with names, or a list of them that is empty on purpose: an object without "properties" may be any.
bool has_members(const Node& schema) {
    const Node* properties = get(schema, "properties", Kind::object);
    const Node* extra = get(schema, "additionalProperties", Kind::object);
    return properties != nullptr &&
           (!properties->members.empty() || (extra == nullptr && get(schema, "patternProperties") == nullptr));
}

/// A schema that says nothing but limits of a string, number, array or map.
bool only_limits(const Node& schema) {
    return schema.is(Kind::object) && get(schema, "$ref") == nullptr && get(schema, "type", Kind::string) != nullptr &&
           get(schema, "oneOf") == nullptr && get(schema, "anyOf") == nullptr && get(schema, "allOf") == nullptr &&
           get(schema, "enum") == nullptr && !has_members(schema);
}

}  // namespace

std::string_view name(JsonKind kind) noexcept {
    static constexpr std::string_view names[] = {"anything", "null",     "a boolean", "a number",
                                                 "a string", "an array", "an object", "an object"};
    return names[static_cast<std::size_t>(kind)];
}

const syntax::Member* Members::find(std::string_view name) const {
    const auto found = index.find(name);
    return found != index.end() ? all[found->second].member : nullptr;
}

const Node* Shapes::target(const Node& schema, std::size_t depth) {
    const Node* ref = get(schema, "$ref", Kind::string);
    if (ref == nullptr) return &schema;
    const Target* found = depth < max_ref_depth ? documents_.resolve(*ref) : nullptr;
    return found != nullptr ? target(*found->node, depth + 1) : nullptr;
}

const Node* Shapes::constant(const Node& schema) {
    if (const Node* value = get(schema, "const", Kind::string)) return value;
    const Node* values = list(schema, "enum");
    return values != nullptr && values->items.size() == 1 && values->items[0].is(Kind::string) ? &values->items[0]
                                                                                               : nullptr;
}

bool Shapes::only_null(const Choice& schema, std::size_t depth) {
    if (schema.type == "null") return true;
    const Node* node = target(*schema.node, depth);
    if (node == nullptr || !schema.type.empty()) return false;
    if (const Node* value = get(*node, "const")) return value->is(Kind::null);
    if (const Node* values = list(*node, "enum"))
        return std::all_of(values->items.begin(), values->items.end(),
                           [](const Node& one) { return one.is(Kind::null); });
    if (const Node* types = get(*node, "type", Kind::array))
        return types->items.size() == 1 && types->items[0].text == "null";
    return get_text(*node, "type") == "null";
}

bool Shapes::admits_null(const Choice& schema, std::size_t depth) {
    if (depth > max_ref_depth) return false;
    const Shape shape = of(schema, depth);
    if (shape.nullable || shape.form == Form::null) return true;
    if (shape.form == Form::reference) {
        const Node* node = target(*shape.is.node, depth);
        return node != nullptr && admits_null({node, {}}, depth + 1);
    }
    return std::any_of(shape.alternatives.begin(), shape.alternatives.end(),
                       [&](const Choice& one) { return admits_null(one, depth + 1); });
}

bool Shapes::object_like(const Node& schema, std::size_t depth) {
    if (depth > max_ref_depth || ++steps_ > max_steps) return false;
    const Node* node = target(schema, depth);
    if (node == nullptr || !node->is(Kind::object)) return false;
    if (const Node* all = list(*node, "allOf"))
        return std::all_of(all->items.begin(), all->items.end(),
                           [&](const Node& one) { return object_like(one, depth + 1); });
    if (get(*node, "oneOf") != nullptr || get(*node, "anyOf") != nullptr || get(*node, "enum") != nullptr) return false;
    const std::string type = get_text(*node, "type");
    return has_members(*node) || (type.empty() && get(*node, "required", Kind::array) != nullptr);
}

Shape Shapes::typed(const Choice& schema, std::string_view type) {
    const Node& node = *schema.node;
    Shape out;
    out.is = schema;
    const auto has = [&](std::string_view key) { return get(node, key) != nullptr; };
    if (type == "object" ||
        (type.empty() && (has("properties") || has("additionalProperties") || has("patternProperties"))))
        out.form = has_members(node) ? Form::structure : Form::map;
    else if (type == "array" || (type.empty() && has("items")))
        out.form = Form::array;
    else if (type == "string" || (type.empty() && (has("pattern") || has("minLength") || has("maxLength"))))
        out.form = Form::string;
    else if (type == "integer")
        out.form = Form::integer;
    else if (type == "number" || (type.empty() && (has("minimum") || has("maximum"))))
        out.form = Form::number;
    else if (type == "boolean")
        out.form = Form::boolean;
    else if (type == "null")
        out.form = Form::null;
    if (out.form == Form::array)
        if (const Node* items = get(node, "items", Kind::array); items != nullptr && !items->items.empty()) {
            const auto is_one = [&](std::string_view key) {
                return get(node, key, Kind::number) != nullptr && get(node, key)->text == "1";
            };
            // items: [X] without a length is how some write X[].
            out.form =
                items->items.size() > 1 || (is_one("minItems") && is_one("maxItems")) ? Form::tuple : Form::array;
        }
    return out;
}

Shape Shapes::of(const Choice& schema, std::size_t depth) {
    const Node& node = *schema.node;
    Shape out;
    out.is = schema;
    if (node.is(Kind::boolean) && !node.boolean) out.form = Form::null;
    if (!node.is(Kind::object) || depth > max_ref_depth || ++steps_ > max_steps) return out;
    if (!schema.type.empty()) return typed(schema, schema.type);
    if (get(node, "$ref", Kind::string) != nullptr) {
        out.form = Form::reference;
        return out;
    }
    const auto unwrapped = [&](const Choice& inner, bool nullable) {
        Shape made = of(inner, depth + 1);
        made.nullable = made.nullable || nullable;
        return made;
    };
    if (const Node* values = list(node, "enum"); values != nullptr || get(node, "const") != nullptr) {
        out.form = only_null(schema, depth) ? Form::null : Form::enumeration;
        if (values != nullptr)
            out.nullable = std::any_of(values->items.begin(), values->items.end(),
                                       [](const Node& one) { return one.is(Kind::null); });
        return out;
    }
    const Node* choices = list(node, "oneOf") != nullptr ? list(node, "oneOf") : list(node, "anyOf");
    if (choices != nullptr && !has_members(node)) {
        if (get_flag(node, "x-enum-open") && list(choices->items[0], "enum") != nullptr) {
            out.form = Form::enumeration;
            out.is = {&choices->items[0], {}};
            out.open = true;
            return out;
        }
        for (const Node& one : choices->items)
            if (only_null({&one, {}}, depth))
                out.nullable = true;
            else
                out.alternatives.push_back({&one, {}});
        out.form = out.alternatives.empty() ? Form::null : Form::alternatives;
        out.open = get_flag(node, "x-union-open");
        const bool wrapper = out.alternatives.size() == 1 && get(node, "x-discriminator") == nullptr;
        return wrapper ? unwrapped(out.alternatives[0], out.nullable) : out;
    }
    if (const Node* all = list(node, "allOf")) {
        if (all->items.size() == 1 && !has_members(node)) return unwrapped({&all->items[0], {}}, false);
        const bool objects = std::all_of(all->items.begin(), all->items.end(),
                                         [&](const Node& one) { return object_like(one, depth + 1); });
        out.form = objects ? Form::structure : Form::all_of;
        if (!objects && all->items.size() == 2 && get(all->items[0], "$ref") != nullptr && only_limits(all->items[1])) {
            out.form = Form::reference;
            out.is = {&all->items[0], {}};
            out.limits = &all->items[1];
        }
        return out;
    }
    if (const Node* types = get(node, "type", Kind::array)) {
        for (const Node& one : types->items)
            if (one.text == "null")
                out.nullable = true;
            else
                out.alternatives.push_back({&node, one.text});
        out.form = out.alternatives.empty() ? Form::null : Form::alternatives;
        return out.alternatives.size() == 1 ? unwrapped(out.alternatives[0], out.nullable) : out;
    }
    const Node* type = get(node, "type", Kind::string);
    return typed(schema, type != nullptr ? std::string_view(type->text) : "");
}

JsonKind Shapes::json_kind(const Choice& schema, std::size_t depth) {
    if (depth > max_ref_depth) return JsonKind::any;
    const Shape shape = of(schema, depth);
    switch (shape.form) {
        case Form::null:
            return JsonKind::null;
        case Form::boolean:
            return JsonKind::boolean;
        case Form::integer:
        case Form::number:
            return JsonKind::number;
        case Form::string:
            return JsonKind::string;
        case Form::array:
        case Form::tuple:
            return JsonKind::array;
        case Form::map:
            return JsonKind::map;
        case Form::structure:
            return JsonKind::structure;
        case Form::enumeration: {
            const Node* one = get(*shape.is.node, "const");
            const Node* values = get(*shape.is.node, "enum", Kind::array);
            for (std::size_t i = 0; values != nullptr && one == nullptr && i < values->items.size(); ++i)
                if (!values->items[i].is(Kind::null)) one = &values->items[i];
            if (one == nullptr || (!one->is(Kind::string) && !one->is(Kind::number))) return JsonKind::any;
            return one->is(Kind::string) ? JsonKind::string : JsonKind::number;
        }
        case Form::reference: {
            const Node* node = target(*shape.is.node, depth);
            return node != nullptr ? json_kind({node, {}}, depth + 1) : JsonKind::any;
        }
        case Form::alternatives: {
            // Unions of one kind become that kind, unless they are objects: those a tag may tell apart.
            JsonKind kind = JsonKind::any;
            for (const Choice& one : shape.alternatives) {
                const JsonKind next = json_kind(one, depth + 1);
                if (kind != JsonKind::any && next != kind) return JsonKind::any;
                kind = next;
            }
            return kind == JsonKind::string || kind == JsonKind::number ? kind : JsonKind::any;
        }
        case Form::all_of:
            return json_kind({&get(*shape.is.node, "allOf")->items[0], {}}, depth + 1);
        default:
            return JsonKind::any;
    }
}

void Shapes::collect(const Node& schema, Members& out, std::size_t depth) {
    if (depth > max_ref_depth || ++steps_ > max_steps) return;
    const Node* node = target(schema, depth);
    if (node == nullptr) return;
    if (const Node* all = list(*node, "allOf"))
        for (const Node& one : all->items) collect(one, out, depth + 1);
    if (const Node* properties = get(*node, "properties", Kind::object))
        for (const syntax::Member& member : properties->members) {
            if (get_flag(member.value, "x-tag")) continue;  // of a union, as our own export writes it
            const auto [at, added] = out.index.try_emplace(member.key, out.all.size());
            out.repeated = out.repeated || !added;
            if (added)
                out.all.push_back({&member, node});
            else
                out.all[at->second] = {&member, node};
        }
    if (const Node* required = get(*node, "required", Kind::array))
        for (const Node& one : required->items)
            if (one.is(Kind::string)) out.required.insert(one.text);
    if (const Node* extra = get(*node, "additionalProperties")) {
        out.closed = out.closed || (extra->is(Kind::boolean) && !extra->boolean);
        if (extra->is(Kind::object) && !extra->members.empty()) out.extra = extra;
    }
}

Members Shapes::members(const Node& schema) {
    Members out;
    collect(schema, out, 0);
    return out;
}

}  // namespace antiphon::idl::importer
