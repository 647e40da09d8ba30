// What the types of a file are: enums, unions, aliases and tuples here, structs in structs.cpp.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

constexpr std::string_view kinds[] = {"struct", "enum", "union", "alias", "tuple"};
constexpr std::int64_t max_safe_integer = 9007199254740991;

/// Which of the five a type is; null when it is none or several, which is reported.
const syntax::Member* kind_of(Diagnostics& diagnostics, const Node& node, Span name) {
    std::vector<const syntax::Member*> found;
    for (const syntax::Member& member : node.members)
        if (std::find(std::begin(kinds), std::end(kinds), member.key) != std::end(kinds)) found.push_back(&member);
    if (found.size() == 1) return found[0];
    if (found.size() > 1)
        diagnostics
            .error("type-kind", found[1]->key_span,
                   "a type is one of struct, enum, union, alias and tuple, not several")
            .with_help("make two types of it")
            .with_note(found[0]->key_span, "it is already this");
    else if (node.whole)
        diagnostics.error("type-kind", name, "the type says not what it is")
            .with_help("give it one of \"struct\", \"enum\", \"union\", \"alias\" and \"tuple\"");
    return nullptr;
}

}  // namespace

void FileCompiler::define_types() {
    for (const auto& [type, member] : declared_) define(*type, member->value);
    for (const auto& [error, member] : declared_errors_) define_error(*error, member->value);
}

void FileCompiler::define(TypeDef& type, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "a type")) return;
    const syntax::Member* kind = kind_of(run_.diagnostics, node, type.span);
    const auto keys = [&](Words known) { return Keys(run_.diagnostics, node, "a type", known); };
    if (kind == nullptr) {
        keys({"doc",    "since",     "deprecated", "struct",    "include",  "unknown",  "reserved",
              "enum",   "open",      "union",      "tag",       "alias",    "strong",   "secret",
              "min",    "max",       "minLength",  "maxLength", "minItems", "maxItems", "pattern",
              "format", "precision", "scale",      "tuple"})
            .describe(type);
    } else if (kind->key == "struct") {
        const Keys known = keys({"doc", "since", "deprecated", "struct", "include", "unknown", "reserved"});
        known.describe(type);
        define_struct(type, known, kind->value);
    } else if (kind->key == "enum") {
        const Keys known = keys({"doc", "since", "deprecated", "enum", "open", "reserved"});
        known.describe(type);
        define_enum(type, known, kind->value);
    } else if (kind->key == "union") {
        const Keys known = keys({"doc", "since", "deprecated", "union", "tag", "open"});
        known.describe(type);
        define_union(type, known, kind->value);
    } else if (kind->key == "alias") {
        const Keys known = keys({"doc", "since", "deprecated", "alias", "strong", "secret", "min", "max", "minLength",
                                 "maxLength", "minItems", "maxItems", "pattern", "format", "precision", "scale"});
        known.describe(type);
        define_alias(type, known);
    } else {
        keys({"doc", "since", "deprecated", "tuple"}).describe(type);
        define_tuple(type, kind->value);
    }
}

EnumValue FileCompiler::enum_value(const Node& node, bool& integer) {
    EnumValue out;
    out.span = node.span;
    const Node* value = &node;
    const Node* name = nullptr;
    if (node.is(Kind::object)) {
        const Keys keys(run_.diagnostics, node, "a value", {"value", "name", "doc", "since", "deprecated"});
        keys.describe(out);
        value = keys.need("value");
        name = keys.find("name", Kind::string);
        if (value == nullptr) return out;
        out.span = value->span;
    }
    integer = value->is(Kind::number);
    if (!integer && !expect(run_.diagnostics, *value, Kind::string, "the value of an enum")) return out;
    out.text = value->text;
    out.identifier = name != nullptr ? name->text : value->text;
    const std::optional<std::int64_t> number = integer ? integer_of(*value) : 0;
    if (!number || *number > max_safe_integer || *number < -max_safe_integer) {
        run_.diagnostics.error("bad-value", value->span, quote(value->text) + " is no integer within ±(2^53 - 1)");
        out.text.clear();
    } else if (!is_identifier(out.identifier)) {
        run_.diagnostics
            .error(name != nullptr ? "bad-name" : "enum-value-name", name != nullptr ? name->span : value->span,
                   quote(out.identifier) + " cannot be an identifier in generated code")
            .with_help("write { \"value\": " + (integer ? value->text : double_quote(value->text)) +
                       ", \"name\": \"…\" }");
        out.identifier.clear();
    }
    return out;
}

void FileCompiler::define_enum(TypeDef& type, const Keys& keys, const Node& node) {
    Enum body;
    body.open = keys.boolean("open", true);
    std::map<std::string, Span> reserved, texts, identifiers;
    if (const Node* list = keys.find("reserved", Kind::array))
        for (const Node& one : list->items) {
            if (!one.is(Kind::number) && !expect(run_.diagnostics, one, Kind::string, "a reserved value")) continue;
            body.reserved.push_back(one.text);
            reserved.emplace(one.text, one.span);
        }
    if (!expect(run_.diagnostics, node, Kind::array, "\"enum\"")) {
        type.body = std::move(body);
        return;
    }
    if (node.items.empty() && node.whole) run_.diagnostics.error("bad-value", node.span, "an enum needs a value");
    if (node.items.size() > max_enum_values)
        run_.diagnostics.error("too-many", type.span, "more than " + std::to_string(max_enum_values) + " values");
    std::optional<bool> kind;
    const auto once = [&](std::map<std::string, Span>& seen, const std::string& word, Span where, const char* what) {
        const auto [first, added] = seen.try_emplace(word, where);
        if (!added && !word.empty())
            run_.diagnostics.error("enum-duplicate", where, what + quote(word) + " stands twice")
                .with_note(first->second, "first here");
        return added;
    };
    for (const Node& item : node.items) {
        if (item.is(Kind::broken)) continue;
        bool integer = false;
        EnumValue value = enum_value(item, integer);
        if (value.text.empty() && value.identifier.empty()) continue;
        if (kind && *kind != integer)
            run_.diagnostics.error("enum-mixed", value.span, "an enum has strings or integers, not both");
        kind = kind.value_or(integer);
        if (const auto was = reserved.find(value.text); was != reserved.end())
            run_.diagnostics.error("reserved-name", value.span, "the value " + quote(value.text) + " is reserved")
                .with_help("it belonged to a value that was removed; choose another")
                .with_note(was->second, "reserved here");
        if (once(texts, value.text, value.span, "the value ") &&
            once(identifiers, value.identifier, value.span, "the name "))
            body.values.push_back(std::move(value));
    }
    body.integer = kind.value_or(false);
    type.body = std::move(body);
}

void FileCompiler::define_union(TypeDef& type, const Keys& keys, const Node& node) {
    Union body;
    body.open = keys.boolean("open", true);
    body.tagged = node.is(Kind::object);
    if (body.tagged) {
        body.tag = keys.find("tag") != nullptr ? keys.string("tag") : "type";
        if (const Node* tag = keys.find("tag", Kind::string); tag != nullptr && tag->text.empty())
            run_.diagnostics.error("bad-value", tag->span, "the tag needs a name");
        if (node.members.empty() && node.whole)
            run_.diagnostics.error("bad-value", node.span, "a union needs a variant");
        for (const syntax::Member& member : node.members) {
            if (member.value.is(Kind::broken)) continue;
            body.variants.push_back({member.key, type_of(member.value), "", member.value.span});
        }
    } else if (expect(run_.diagnostics, node, Kind::array, "\"union\"")) {
        if (keys.find("tag") != nullptr)
            run_.diagnostics.error("bad-value", keys.key_span("tag"), "only a tagged union has a tag")
                .with_help("write the variants as an object: { tagValue: Struct }");
        if (node.items.size() < 2 && node.whole)
            run_.diagnostics.error("bad-value", node.span, "a union of this form needs two variants");
        for (const Node& item : node.items)
            if (!item.is(Kind::broken)) body.variants.push_back({"", type_of(item), "", item.span});
    }
    type.body = std::move(body);
}

void FileCompiler::define_alias(TypeDef& type, const Keys& keys) {
    Alias* body = std::get_if<Alias>(&type.body);
    if (body == nullptr) return;
    body->strong = keys.boolean("strong", false);
    body->secret = keys.boolean("secret", false);
    constraints(keys, body->type, body->constraints);
    std::size_t links = 0;
    for (const Type* at = &body->type; at->kind == Type::Kind::named && links <= max_alias_links; ++links) {
        const Alias* next = at->named->as<Alias>();
        if (next == nullptr) break;
        at = &next->type.present();
    }
    if (links == max_alias_links)
        run_.diagnostics.error("too-many", type.span,
                               "more than " + std::to_string(max_alias_links) + " aliases stand for one another");
    if (body->type.is_optional())
        run_.diagnostics.error("optional-alias", body->type.span, "an alias cannot be optional")
            .with_help("put the '?' where the alias is used");
}

void FileCompiler::define_tuple(TypeDef& type, const Node& node) {
    Tuple body;
    if (expect(run_.diagnostics, node, Kind::array, "\"tuple\"")) {
        if (node.items.empty() && node.whole)
            run_.diagnostics.error("bad-value", node.span, "a tuple needs an element");
        for (const Node& item : node.items) {
            Field made = field("", item, {}, "a field");
            made.span = item.span;
            if (made.identifier.empty()) made.identifier = "item" + std::to_string(body.items.size());
            if (made.default_value)
                run_.diagnostics.error("bad-value", item.span,
                                       "elements of a tuple are never absent and have no default");
            body.items.push_back(std::move(made));
        }
        check_identifiers(body.items);
    }
    type.body = std::move(body);
}

}  // namespace antiphon::idl
