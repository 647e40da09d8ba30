// Types and errors of the intermediate representation.

#include "../compile/numbers.h"
#include "../text.h"
#include "reader.h"

namespace antiphon::idl::ir {

void Reader::declare_types(const Node& types) {
    std::vector<std::pair<TypeDef*, const Node*>> declared;
    for (const syntax::Member& one : types.members) {
        auto [file, name] = home(one.key);
        auto made = std::make_unique<TypeDef>();
        made->name = std::move(name);
        made->file = file;
        made->span = one.key_span;
        types_[one.key] = made.get();
        declared.emplace_back(made.get(), &one.value);
        file->types.push_back(std::move(made));
    }
    for (const auto& [type, node] : declared)
        if (expect(diagnostics_, *node, Kind::object, "a type")) define(*type, *node);
}

void Reader::declare_errors(const Node& errors) {
    for (const syntax::Member& one : errors.members) {
        auto [file, name] = home(one.key);
        auto made = std::make_unique<ErrorDef>();
        made->name = std::move(name);
        made->file = file;
        made->span = one.key_span;
        errors_[one.key] = made.get();
        if (expect(diagnostics_, one.value, Kind::object, "an error")) define_error(*made, one.value);
        file->errors.push_back(std::move(made));
    }
}

TypeDef* Reader::named(const Node& name) {
    const auto found = types_.find(name.text);
    if (found != types_.end()) return found->second;
    wrong(name, "there is no type " + quote(name.text));
    return nullptr;
}

Type Reader::type(const Node& node) {
    Expression expression(node, [&](std::string_view name) -> const TypeDef* {
        const auto found = types_.find(name);
        return found == types_.end() ? nullptr : found->second;
    });
    if (!expression.failed()) return expression.take();
    wrong(node, quote(node.text) + " is no type");
    return {};
}

void Reader::define(TypeDef& type, const Node& node) {
    const Keys keys(
        diagnostics_, node, "a type",
        {"struct", "enum",      "union", "alias",     "tuple",  "unknown",   "include",  "reserved",  "open",
         "tag",    "min",       "max",   "minLength", "strong", "maxLength", "minItems", "maxItems",  "pattern",
         "format", "precision", "scale", "secret",    "origin", "doc",       "since",    "deprecated"});
    keys.describe(type);
    type.origin = keys.choice("origin", Origin::declared);
    if (keys.find("struct") != nullptr) return define_struct(type, keys);
    if (keys.find("enum") != nullptr) return define_enum(type, keys);
    if (keys.find("union") != nullptr) return define_union(type, keys);
    if (keys.find("alias") != nullptr) return define_alias(type, keys);
    if (keys.find("tuple") != nullptr) return define_tuple(type, keys);
    wrong(node, "the type says not what it is");
}

void Reader::define_struct(TypeDef& type, const Keys& keys) {
    Struct body;
    body.unknown = keys.choice("unknown", Struct::Unknown::ignore);
    if (const Node* fields = keys.find("struct", Kind::object))
        for (const syntax::Member& one : fields->members)
            body.fields.push_back(field(one.key, one.value, one.key_span));
    for (const Node* name : keys.strings("include"))
        if (const TypeDef* included = named(*name)) body.includes.push_back(included);
    for (const Node* name : keys.strings("reserved")) body.reserved.push_back(name->text);
    type.body = std::move(body);
}

void Reader::define_enum(TypeDef& type, const Keys& keys) {
    Enum body;
    body.open = keys.boolean("open", true);
    for (const Node* name : keys.strings("reserved")) body.reserved.push_back(name->text);
    if (const Node* values = keys.find("enum", Kind::array))
        for (const Node& node : values->items) {
            if (!expect(diagnostics_, node, Kind::object, "a value")) continue;
            const Keys known(diagnostics_, node, "a value", {"value", "name", "doc", "since", "deprecated"});
            EnumValue made;
            known.describe(made);
            const Node* value = known.need("value");
            if (value == nullptr) continue;
            body.integer = value->is(Kind::number);
            if (!body.integer && !expect(diagnostics_, *value, Kind::string, "a value")) continue;
            made.span = value->span;
            made.text = value->text;
            made.identifier = known.find("name") != nullptr ? known.string("name") : made.text;
            body.values.push_back(std::move(made));
        }
    type.body = std::move(body);
}

void Reader::define_union(TypeDef& type, const Keys& keys) {
    Union body;
    body.open = keys.boolean("open", true);
    body.tag = keys.string("tag");
    const Node* variants = keys.find("union");
    body.tagged = variants->is(Kind::object);
    if (!body.tagged && !expect(diagnostics_, *variants, Kind::array, "\"union\"")) return;
    for (const syntax::Member& one : variants->members)
        if (expect(diagnostics_, one.value, Kind::string, "a variant"))
            body.variants.push_back({one.key, this->type(one.value), "", one.value.span});
    for (const Node& one : variants->items) {
        if (!expect(diagnostics_, one, Kind::object, "a variant")) continue;
        const Keys known(diagnostics_, one, "a variant", {"type", "member"});
        if (const Node* expression = known.need("type", Kind::string))
            body.variants.push_back({"", this->type(*expression), known.string("member"), expression->span});
    }
    type.body = std::move(body);
}

void Reader::define_alias(TypeDef& type, const Keys& keys) {
    Alias body;
    if (const Node* expression = keys.find("alias", Kind::string)) body.type = this->type(*expression);
    constraints(keys, body.constraints);
    body.strong = keys.boolean("strong", false);
    body.secret = keys.boolean("secret", false);
    type.body = std::move(body);
}

void Reader::define_tuple(TypeDef& type, const Keys& keys) {
    Tuple body;
    if (const Node* items = keys.find("tuple", Kind::array))
        for (const Node& one : items->items) body.items.push_back(field("", one, one.span));
    type.body = std::move(body);
}

Field Reader::field(std::string_view name, const Node& node, Span span) {
    Field out;
    out.name = out.identifier = name;
    out.span = span;
    if (!expect(diagnostics_, node, Kind::object, "a field")) return out;
    const Keys keys(diagnostics_, node, "a field",
                    {"type",     "name",    "min",      "max",   "minLength", "maxLength", "minItems",
                     "maxItems", "pattern", "format",   "scale", "precision", "default",   "nullable",
                     "wire",     "secret",  "examples", "doc",   "since",     "deprecated"});
    keys.describe(out);
    if (const Node* expression = keys.need("type", Kind::string)) out.type = type(*expression);
    if (keys.find("name") != nullptr) out.identifier = keys.string("name");
    constraints(keys, out.constraints);
    if (const Node* value = keys.find("default")) out.default_value = to_json(*value);
    out.nullable = keys.boolean("nullable", false);
    out.wire = keys.choice("wire", WireForm::standard);
    out.secret = keys.boolean("secret", false);
    out.accept_unknown = keys.boolean("x-accept-unknown", false);
    if (const Node* examples = keys.find("examples", Kind::array))
        for (const Node& one : examples->items) out.examples.push_back(to_json(one));
    return out;
}

void Reader::constraints(const Keys& keys, Constraints& out) {
    const auto number = [&](std::string_view key) -> std::optional<std::string> {
        const Node* node = keys.find(key);
        if (node == nullptr) return std::nullopt;
        if (real(node->text)) return node->text;
        wrong(*node, quoted(key) + " is no number");
        return std::nullopt;
    };
    out.min = number("min");
    out.max = number("max");
    out.min_length = keys.count("minLength");
    out.max_length = keys.count("maxLength");
    out.min_items = keys.count("minItems");
    out.max_items = keys.count("maxItems");
    if (keys.find("pattern") != nullptr) out.pattern = keys.string("pattern");
    if (keys.find("format") != nullptr) out.format = keys.string("format");
    if (const auto digits = keys.count("precision", 1, 38)) out.precision = static_cast<int>(*digits);
    if (const auto digits = keys.count("scale", 0, 38)) out.scale = static_cast<int>(*digits);
}

void Reader::define_error(ErrorDef& error, const Node& node) {
    const Keys keys(diagnostics_, node, "an error",
                    {"code", "wire", "message", "data", "retry", "http", "doc", "since", "deprecated"});
    keys.describe(error);
    if (const Node* code = keys.need("code", Kind::number)) {
        const auto number = integer_of(*code);
        if (number && *number >= -2147483648LL && *number <= 2147483647LL)
            error.code = static_cast<int>(*number);
        else
            wrong(*code, "an error code is an integer of 32 bits");
    }
    error.wire = keys.string("wire");
    error.message = keys.string("message");
    if (const Node* data = keys.find("data"); data != nullptr && !data->is(Kind::null))
        if (expect(diagnostics_, *data, Kind::string, "\"data\""))
            if (Type type = this->type(*data); type.kind != Type::Kind::invalid) error.data = std::move(type);
    error.retry = keys.choice("retry", Retry::never);
    error.http = static_cast<int>(keys.count("http", 400, 599).value_or(0));
}

}  // namespace antiphon::idl::ir
