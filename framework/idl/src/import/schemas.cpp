#include "schemas.h"

#include <algorithm>

#include "../compile/keys.h"
#include "../text.h"

namespace antiphon::idl::importer {

namespace {

/// Title and description; the title is left out where it only says the name again.
std::string text_of(const Node& schema, std::string_view name) {
    const std::string title = get_text(schema, "title"), description = get_text(schema, "description");
    const auto plain = [](std::string_view text) {
        std::string out;
        for (const char c : text)
            if (is_letter(c) || is_digit(c)) out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
        return out;
    };
    if (title.empty() || (!name.empty() && plain(title) == plain(name)) || description.starts_with(title))
        return description;
    return description.empty() ? title : title + '\n' + description;
}

bool says_something(const Node& schema) {
    static constexpr std::string_view notes[] = {"$ref",    "title",    "description", "$comment",
                                                 "default", "examples", "deprecated"};
    return std::any_of(schema.members.begin(), schema.members.end(), [](const syntax::Member& member) {
        return std::find(std::begin(notes), std::end(notes), member.key) == std::end(notes) &&
               !member.key.starts_with("x-");
    });
}

std::string last_word(const std::string& where) {
    return where.substr(where.find_last_of(" .") == std::string::npos ? 0 : where.find_last_of(" .") + 1);
}

}  // namespace

Use Schemas::as_json(std::string_view code, const Node& schema, const At& at, const std::string& why,
                     std::string type) {
    report_.tell_json(code, start_of(schema), at.where + ": " + why + ", so it became " + type);
    Use out;
    out.type = std::move(type);
    return out;
}

Use Schemas::use(const Choice& schema, const At& at) {
    report_.position();
    const Shape shape = settled(schema, at);
    Use out = used(shape, at);
    out.nullable = out.nullable || shape.nullable;
    annotate(out, *schema.node, at);
    return out;
}

Shape Schemas::settled(const Choice& schema, const At& at) {
    Shape shape = shapes_.of(schema);
    bool nullable = shape.nullable;
    for (std::size_t depth = 0; shape.form == Form::all_of && depth < syntax::max_depth; ++depth) {
        report_.tell("import/all-of", start_of(*shape.is.node),
                     at.where + ": allOf of something else than objects: the first is taken");
        shape = shapes_.of({&get(*shape.is.node, "allOf")->items[0], {}});
        nullable = nullable || shape.nullable;
    }
    shape.nullable = nullable;
    return shape;
}

Use Schemas::used(const Shape& shape, const At& at) {
    const Node& schema = *shape.is.node;
    if (needs_name(shape)) {
        Use out;
        out.type = named(shape.is, at.name, at);
        return out;
    }
    switch (shape.form) {
        case Form::reference:
            return reference(shape, at);
        case Form::boolean: {
            Use out;
            out.type = "bool";
            return out;
        }
        case Form::integer:
            return integer(schema, at);
        case Form::number:
            return number(schema, at);
        case Form::string:
            return string(schema, at);
        case Form::array:
            return array(shape, at);
        case Form::map:
            return map(shape, at);
        case Form::enumeration:
            return as_json("import/enum", schema, at, "its values are neither strings nor integers");
        case Form::alternatives:
            return alternatives(shape, at);
        case Form::null:
            return as_json("import/null-only", schema, at, "it has only null, or no value at all");
        default:
            return as_json("import/no-type", schema, at, "nothing says what it is");
    }
}

bool Schemas::needs_name(const Shape& shape) {
    switch (shape.form) {
        case Form::structure:
        case Form::tuple:
            return true;
        case Form::enumeration:
            return enumeration(values_of(shape), shape.open).has_value();
        case Form::alternatives: {
            const Plan::Kind kind = plan(shape).kind;
            return kind == Plan::Kind::values || kind == Plan::Kind::tagged || kind == Plan::Kind::untagged;
        }
        default:
            return false;
    }
}

Use Schemas::reference(const Shape& shape, const At& at) {
    const Node& schema = *shape.is.node;
    const Node& ref = *get(schema, "$ref");
    Use out;
    const Target* target = documents_.resolve(ref);
    if (target == nullptr) return out;  // told
    if (says_something(schema))
        report_.tell("import/ref-siblings", start_of(schema), at.where + ": keywords beside $ref are ignored");
    const Choice choice{target->node, {}};
    if (shapes_.of(choice).form == Form::null) return as_json("import/null-only", schema, at, "it has only null");
    out.nullable = shapes_.admits_null(choice);
    if (target->component || needs_name(shapes_.of(choice))) {
        out.type = named(choice, std::string(without_scope(target->name)), at);
    } else if (inline_depth_ < max_ref_depth) {
        // A pointer into the middle of something: the same again, in this place.
        ++inline_depth_;
        out = used(settled(choice, at), at);
        --inline_depth_;
        out.nullable = out.nullable || shapes_.admits_null(choice);
    } else {
        report_.tell("import/ref-cycle", ref.span, at.where + ": $ref leads back to itself");
    }
    if (shape.limits != nullptr) {
        Use more = used(shapes_.of({shape.limits, {}}), at);
        // The bounds of the type itself are no limits of the field.
        static constexpr std::string_view bounds[] = {"-128",        "255",        "-32768",    "65535",
                                                      "-2147483648", "2147483647", "4294967295"};
        for (const auto& [key, limit] : more.limits.members())
            if (std::find(std::begin(bounds), std::end(bounds), limit.text()) == std::end(bounds))
                out.limits.set(key, limit);
        out.wire_number = more.wire_number;
    }
    return out;
}

std::size_t Schemas::slot(const std::string& name, Span where) {
    if (draft_.types.size() >= max_types) {
        if (!full_) report_.tell("import/too-many", where, "more than " + std::to_string(max_types) + " types");
        full_ = true;
        return draft_.types.size() - 1;
    }
    draft_.places.emplace("types/" + name, where);
    draft_.types.emplace_back(name, Json::object({{"alias", "json"}}));
    return draft_.types.size() - 1;
}

/// An alias for limits. The same under the same name is the same: elements of params that several methods have.
std::string Schemas::declare(const std::string& wanted, Span where, Json body) {
    const std::string plain = type_name(wanted);
    const auto known = aliases_.find(plain);
    if (known != aliases_.end() && draft_.types[known->second].second == body) return draft_.types[known->second].first;
    const std::string name = draft_.names.take(plain);
    const std::size_t at = slot(name, where);
    if (full_) return "json";
    draft_.types[at].second = std::move(body);
    aliases_.emplace(plain, at);
    return name;
}

std::string Schemas::named(const Choice& schema, const std::string& wanted, const At& at) {
    const auto known = names_.find(schema);
    if (known != names_.end()) return known->second;
    if (full_) return "json";
    const std::string plain = type_name(wanted);
    const std::string name = draft_.names.take(plain);
    names_.emplace(schema, name);
    if (name != plain)
        report_.tell("import/name-clash", start_of(*schema.node),
                     at.where + ": there is a " + plain + " already, so this type is called " + name);
    waiting_.push_back({schema, slot(name, start_of(*schema.node)), {at.where, name}});
    return name;
}

void Schemas::component(const Node& schema, const std::string& name) {
    if (shapes_.of({&schema, {}}).form == Form::null || tagless_.contains(&schema)) return;
    named({&schema, {}}, std::string(without_scope(name)), {name, name});
}

void Schemas::finish() {
    // The list grows while it is worked on: what a type names is defined behind it.
    for (std::size_t i = 0; i < waiting_.size() && !full_; ++i) {
        const Waiting next = waiting_[i];
        define(next);
    }
    waiting_.clear();
    if (shapes_.exhausted() && !full_)
        report_.tell("import/too-many", {},
                     "the schemas unfold into more than " + std::to_string(max_steps) + " steps");
}

void Schemas::define(const Waiting& waiting) {
    const Node& schema = *waiting.schema.node;
    At at = waiting.at;
    at.where = at.name;
    const Shape shape = settled(waiting.schema, at);
    Json made;
    if (needs_name(shape)) {
        made = body(shape, at);
    } else {
        report_.position();
        Use out = used(shape, at);
        made = Json::object({{"alias", out.type}});
        for (const auto& [key, value] : out.limits.members()) made.set(key, value);
        if (out.wire_number && made.find("min") == nullptr)
            report_.tell("import/integer", start_of(schema),
                         at.where + ": " + out.type + " as a number needs a field; here it travels as a string");
    }
    draft_.types[waiting.slot].second = described(schema, std::move(made));
}

/// doc first, then what there is.
Json Schemas::described(const Node& schema, Json body) {
    Json out = Json::object();
    out.set_unless_empty("doc", doc_of(text_of(schema, "")));
    for (const auto& [key, value] : body.members()) out.set(key, value);
    out.set_unless_empty("since", get_text(schema, "x-since"));
    if (get_flag(schema, "deprecated") || get(schema, "x-deprecated") != nullptr) {
        const std::string message = get_text(schema, "x-deprecated");
        out.set("deprecated", message.empty() ? "The source does not say what to use instead." : message);
    }
    if (body.find("alias") != nullptr && get_flag(schema, "x-secret")) out.set("secret", true);
    return out;
}

Json Schemas::body(const Shape& shape, const At& at) {
    switch (shape.form) {
        case Form::structure:
            return structure(*shape.is.node, at, "");
        case Form::tuple:
            return tuple(*shape.is.node, at);
        case Form::enumeration:
            return *enumeration(values_of(shape), shape.open);
        default:
            return union_body(plan(shape), shape, at);
    }
}

void Schemas::annotate(Use& out, const Node& schema, const At& at) {
    if (!schema.is(Kind::object)) return;
    Json about = Json::object();
    about.set_unless_empty("doc", text_of(schema, last_word(at.where)));
    if (const Node* value = get(schema, "default")) about.set("default", to_json(*value));
    if (const Node* values = get(schema, "examples", Kind::array)) about.set_unless_empty("examples", to_json(*values));
    if (get_flag(schema, "x-secret")) about.set("secret", true);
    about.set_unless_empty("since", get_text(schema, "x-since"));
    if (get_flag(schema, "deprecated") || get(schema, "x-deprecated") != nullptr) {
        const std::string message = get_text(schema, "x-deprecated");
        about.set("deprecated", message.empty() ? "The source does not say what to use instead." : message);
    }
    out.about = std::move(about);
}

std::string Schemas::expression(const Choice& schema, const At& at) {
    Use made = use(schema, at);
    if (made.wire_number) {
        report_.tell("import/integer", start_of(*schema.node),
                     at.where + ": " + made.type + " as a number needs a field, so this became int53");
        made.type = "int53";
        made.limits = Json::object();
    }
    if (!made.limits.members().empty()) {
        Json alias = Json::object({{"alias", made.type}});
        for (const auto& [key, value] : made.limits.members()) alias.set(key, value);
        made.type = declare(at.name, start_of(*schema.node), described(*schema.node, std::move(alias)));
    }
    return made.type + (made.nullable ? "?" : "");
}

Json Schemas::field(const Node& schema, bool required, const At& at, const std::string& doc) {
    return field(use(schema, at), required, start_of(schema), at, doc);
}

Json Schemas::field(Use made, bool required, Span where, const At& at, const std::string& doc) {
    const Json* value = made.about.find("default");
    if (value != nullptr && required)
        report_.tell("import/default", Severity::info, where,
                     at.where + ": it is required, so its default was dropped");
    const bool has_default = value != nullptr && !required;
    const bool optional = !required && !has_default;
    const Json* own = made.about.find("doc");
    std::string text = doc;
    if (own != nullptr && text.find(own->text()) == std::string::npos) text += (text.empty() ? "" : "\n") + own->text();
    Json out = Json::object({{"type", made.type + (optional ? "?" : "")}});
    out.set_unless_empty("doc", doc_of(text));
    if (has_default) out.set("default", *value);
    if (made.nullable && !optional) out.set("nullable", true);
    if (made.wire_number) out.set("wire", "number");
    for (const auto& [key, limit] : made.limits.members()) out.set(key, limit);
    for (const auto& [key, one] : made.about.members())
        if (key != "doc" && key != "default") out.set(key, one);
    return out.members().size() == 1 ? Json(made.type + (optional ? "?" : "")) : out;
}

std::optional<std::string> Schemas::struct_named(const Node& schema, const At& at) {
    const Node* node = shapes_.target(schema);
    if (node == nullptr || shapes_.of({node, {}}).form != Form::structure) return std::nullopt;
    report_.position();
    const Shape shape = shapes_.of({&schema, {}});
    return shape.form == Form::reference ? reference(shape, at).type : named({node, {}}, at.name, at);
}

}  // namespace antiphon::idl::importer
