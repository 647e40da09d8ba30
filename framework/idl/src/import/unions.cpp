// oneOf and anyOf: a union where something tells the variants apart, else the nearest that there is.

#include <algorithm>

#include "../text.h"
#include "schemas.h"

namespace antiphon::idl::importer {

namespace {

/// The schema of our own export's tag: { properties: { tag: { const } }, required: [tag] } beside a $ref.
const Node* tag_part(const Node& variant) {
    const Node* all = get(variant, "allOf", Kind::array);
    return all != nullptr && all->items.size() == 2 && get(all->items[0], "$ref") != nullptr ? &all->items[1] : nullptr;
}

}  // namespace

std::string Schemas::label_of(const Choice& choice) {
    if (const Node* ref = get(*choice.node, "$ref", Kind::string))
        if (const Target* target = documents_.resolve(*ref)) return type_name(without_scope(target->name));
    const std::string title = get_text(*choice.node, "title");
    return title.empty() ? std::string(name(shapes_.json_kind(choice))) : quote(title);
}

/// All variants are enums of strings, or constants: one enum.
bool Schemas::plan_values(const Shape& shape, Plan& plan) {
    for (const Choice& one : plan.variants) {
        const Shape inner = shapes_.of(one);
        // Only what stands in place: named enums stay what they are.
        if (inner.form != Form::enumeration || inner.open) return false;
        for (const Node* value : values_of(inner)) plan.values.push_back(value);
    }
    plan.kind = Plan::Kind::values;
    return enumeration(plan.values, shape.open).has_value();
}

std::string Schemas::tag_of(const Choice& variant, const std::string& tag) {
    const Members members = shapes_.members(*variant.node);
    const syntax::Member* member = members.find(tag);
    const Node* value = member != nullptr && members.required.contains(tag) ? shapes_.constant(member->value) : nullptr;
    return value != nullptr ? value->text : "";
}

/// A required member that is a constant in every variant, another in each.
bool Schemas::plan_tagged(Plan& plan) {
    for (const Choice& one : plan.variants)
        if (shapes_.json_kind(one) != JsonKind::structure) return false;
    const Members first = shapes_.members(*plan.variants[0].node);
    for (const Members::One& candidate : first.all) {
        const std::string& tag = candidate.member->key;
        std::vector<std::string> values;
        for (const Choice& one : plan.variants) values.push_back(tag_of(one, tag));
        std::set<std::string> distinct(values.begin(), values.end());
        if (distinct.contains("") || distinct.size() != values.size()) continue;
        plan.kind = Plan::Kind::tagged;
        plan.tag = tag;
        plan.tags = std::move(values);
        return true;
    }
    return false;
}

/// The JSON kinds differ, or each object has a required member of its own; one may lack it, and stands last.
void Schemas::plan_untagged(Plan& plan) {
    std::map<JsonKind, Choice> seen;
    std::vector<Choice> others, structs;
    const auto overlap = [&](const Choice& a, const Choice& b) {
        plan.kind = Plan::Kind::json;
        plan.why = "nothing tells " + label_of(a) + " from " + label_of(b);
    };
    for (const Choice& one : plan.variants) {
        const JsonKind kind = shapes_.json_kind(one);
        if (kind == JsonKind::any || kind == JsonKind::null) {
            plan.kind = Plan::Kind::json;
            plan.why = label_of(one) + " may be of any kind";
            return;
        }
        if (kind == JsonKind::structure) {
            structs.push_back(one);
            continue;
        }
        const auto [first, added] = seen.try_emplace(kind, one);
        if (added)
            others.push_back(one);
        else if (kind == JsonKind::string)
            plan.merged = true;
        else
            return overlap(one, first->second);
    }
    if (const auto map = seen.find(JsonKind::map); map != seen.end() && !structs.empty())
        return overlap(map->second, structs[0]);
    std::map<std::string_view, std::size_t> owners;
    std::vector<Members> members;
    for (const Choice& one : structs) {
        members.push_back(shapes_.members(*one.node));
        for (const Members::One& member : members.back().all) ++owners[member.member->key];
    }
    std::vector<Choice> told, otherwise;
    for (std::size_t i = 0; i < structs.size(); ++i) {
        const bool own = std::any_of(members[i].all.begin(), members[i].all.end(), [&](const Members::One& member) {
            return owners[member.member->key] == 1 && members[i].required.contains(member.member->key);
        });
        (own || structs.size() == 1 ? told : otherwise).push_back(structs[i]);
    }
    if (otherwise.size() > 1) return overlap(otherwise[0], otherwise[1]);
    if (otherwise.size() == 1 && told.empty() && structs.size() > 1) return overlap(structs[0], structs[1]);
    plan.kind = Plan::Kind::untagged;
    plan.variants = std::move(others);
    plan.variants.insert(plan.variants.end(), told.begin(), told.end());
    plan.variants.insert(plan.variants.end(), otherwise.begin(), otherwise.end());
}

Schemas::Plan Schemas::plan(const Shape& shape) {
    Plan plan;
    std::set<const Node*> seen;
    for (const Choice& one : shape.alternatives) {
        plan.nullable = plan.nullable || shapes_.admits_null(one);
        const Node* node = one.type.empty() ? shapes_.target(*one.node) : nullptr;
        if (node == nullptr || seen.insert(node).second) plan.variants.push_back(one);
    }
    if (plan.variants.size() > 500 || shapes_.exhausted()) {
        plan.why = "it has too many variants";
        return plan;
    }
    const auto all_are = [&](JsonKind kind) {
        return std::all_of(plan.variants.begin(), plan.variants.end(),
                           [&](const Choice& one) { return shapes_.json_kind(one) == kind; });
    };
    if (all_are(JsonKind::string)) {
        if (!plan_values(shape, plan)) plan.kind = Plan::Kind::string;
    } else if (all_are(JsonKind::number)) {
        plan.kind = Plan::Kind::number;
    } else if ((plan.variants.size() < 2 && get(*shape.is.node, "x-discriminator") == nullptr) || !plan_tagged(plan)) {
        plan_untagged(plan);
    }
    if (plan.kind == Plan::Kind::untagged && plan.variants.size() < 2) {
        plan.kind = Plan::Kind::json;
        plan.why = "its variants are the same";
    }
    return plan;
}

Use Schemas::alternatives(const Shape& shape, const At& at) {
    const Plan made = plan(shape);
    const Node& schema = *shape.is.node;
    Use out;
    out.nullable = made.nullable;
    if (made.kind == Plan::Kind::json) {
        out.type = as_json("import/untagged-union", schema, at, made.why).type;
        return out;
    }
    const bool real = std::any_of(made.variants.begin(), made.variants.end(), [&](const Choice& one) {
        const Node* node = shapes_.target(*one.node);
        return one.type == "number" || (node != nullptr && get_text(*node, "type") == "number");
    });
    out.type = made.kind == Plan::Kind::string ? "string" : real ? "float64" : "int53";
    report_.tell(
        "import/string-union", start_of(schema),
        at.where + ": a union of " + (made.kind == Plan::Kind::string ? "strings" : "numbers") + " became " + out.type);
    return out;
}

void Schemas::find_variants(const Node& node) {
    for (const Node& item : node.items) find_variants(item);
    for (const syntax::Member& member : node.members)
        if (member.key != "examples" && member.key != "default") find_variants(member.value);
    if (get(node, "oneOf", Kind::array) == nullptr && get(node, "anyOf", Kind::array) == nullptr) return;
    const Shape shape = shapes_.of({&node, {}});
    if (shape.form != Form::alternatives) return;
    const Plan made = plan(shape);
    if (made.kind != Plan::Kind::tagged) return;
    for (const Choice& one : made.variants) {
        const Node* ref = get(*one.node, "$ref", Kind::string);
        const Target* target = ref != nullptr && documents_.uses(ref->text) == 1 ? documents_.resolve(*ref) : nullptr;
        if (target != nullptr && target->component) tagless_.insert(target->node);
    }
}

/// The type of a variant of a tagged union: without the tag, which the union has.
std::string Schemas::variant_struct(const Choice& choice, const std::string& tag, const At& at) {
    if (const Node* part = tag_part(*choice.node); part != nullptr)
        if (const Node& base = get(*choice.node, "allOf")->items[0]; shapes_.members(base).find(tag) == nullptr)
            return reference(shapes_.of({&base, {}}), at).type;
    const Node* ref = get(*choice.node, "$ref", Kind::string);
    const Target* target = ref != nullptr ? documents_.resolve(*ref) : nullptr;
    const Node& schema = target != nullptr ? *target->node : *choice.node;
    const std::string title = get_text(schema, "title");
    std::string name = target != nullptr ? type_name(without_scope(target->name)) : at.name;
    // Whoever else uses the schema needs the tag in it: then the variant gets a name of its own.
    const bool alone = target == nullptr || tagless_.contains(target->node);
    if (!alone) name = at.name;
    name = draft_.names.take(name);
    if (alone && target != nullptr) names_.emplace(Choice{target->node, {}}, name);
    const std::size_t where = slot(name, start_of(schema));
    Json body = described(schema, structure(schema, {name, name}, tag));
    if (!full_) draft_.types[where].second = std::move(body);
    return name;
}

Json Schemas::union_body(const Plan& plan, const Shape& shape, const At& at) {
    if (plan.kind == Plan::Kind::values) return *enumeration(plan.values, shape.open);
    Json out = Json::object();
    if (plan.kind == Plan::Kind::tagged) {
        Json variants = Json::object();
        for (std::size_t i = 0; i < plan.variants.size(); ++i)
            variants.set(plan.tags[i],
                         variant_struct(plan.variants[i], plan.tag,
                                        {at.where + ": " + plan.tags[i], at.name + type_name(plan.tags[i])}));
        out.set("union", std::move(variants));
        if (plan.tag != "type") out.set("tag", plan.tag);
    } else {
        Json variants = Json::array();
        std::size_t number = 0;
        for (const Choice& one : plan.variants) {
            ++number;
            const JsonKind kind = shapes_.json_kind(one);
            const std::string title = get_text(*one.node, "title");
            const std::string name =
                title.empty() || !one.type.empty() ? at.name + "Variant" + std::to_string(number) : type_name(title);
            std::string type = expression(one, {at.where + ": variant " + std::to_string(number), name});
            if (kind == JsonKind::string && plan.merged) {
                report_.tell("import/string-union", start_of(*shape.is.node),
                             at.where + ": several variants are strings and became one");
                type = "string";
            }
            if (type.ends_with('?')) type.pop_back();
            variants.push(type);
        }
        out.set("union", std::move(variants));
    }
    return shape.open ? out : out.set("open", false);
}

}  // namespace antiphon::idl::importer
