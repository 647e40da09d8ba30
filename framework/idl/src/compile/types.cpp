// Types and errors: first their names, then what they are.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

constexpr std::string_view kinds[] = {"struct", "enum", "union", "alias", "tuple"};
constexpr std::int64_t max_safe_integer = 9007199254740991;
constexpr std::int64_t reserved_least = -32768, reserved_most = -32000;

/// Which of the five a type is: the first of its keys that names one. Reports none or several.
const syntax::Member* kind_of(Diagnostics& diagnostics, const Node& node, Span name) {
    const syntax::Member* found = nullptr;
    for (const std::string_view kind : kinds) {
        const syntax::Member* member = node.find(kind);
        if (member == nullptr) continue;
        if (found != nullptr) {
            diagnostics
                .error("type-kind", member->key_span,
                       "a type is one of struct, enum, union, alias and tuple, not several")
                .with_note(found->key_span, "it is already this");
            continue;
        }
        found = member;
    }
    if (found == nullptr && node.whole)
        diagnostics.error("type-kind", name, "the type says not what it is")
            .with_help("give it one of \"struct\", \"enum\", \"union\", \"alias\" and \"tuple\"");
    return found;
}

}  // namespace

bool FileCompiler::check_name(const syntax::Member& member, bool (*fits)(std::string_view), std::string_view grammar) {
    if (fits(member.key)) return true;
    run_.diagnostics.error("bad-name", member.key_span, quote(member.key) + " is no name for this")
        .with_help(std::string(grammar));
    return false;
}

void FileCompiler::declare_type(const syntax::Member& member) {
    static constexpr auto fits = [](std::string_view name) { return is_type_name(name); };
    if (!check_name(member, fits, "names of types are PascalCase: letters, digits and '_', beginning with A to Z"))
        return;
    if (file_.types.size() >= max_types) {
        if (file_.types.size() == max_types && declared_.back().member != nullptr)
            run_.diagnostics.error("too-many", member.key_span, "more than " + std::to_string(max_types) + " types");
        return;
    }
    auto type = std::make_unique<TypeDef>();
    type->name = member.key;
    type->span = member.key_span;
    type->file = &file_;
    types_.emplace(type->name, type.get());
    declared_.push_back({type.get(), &member});
    file_.types.push_back(std::move(type));
}

void FileCompiler::declare_error(const syntax::Member& member) {
    static constexpr auto fits = [](std::string_view name) { return is_type_name(name); };
    if (!check_name(member, fits, "names of errors are PascalCase: letters, digits and '_', beginning with A to Z"))
        return;
    if (const auto type = types_.find(member.key); type != types_.end()) {
        run_.diagnostics.error("duplicate-name", member.key_span, quote(member.key) + " is a type already")
            .with_note(type->second->span, "declared here");
        return;
    }
    auto error = std::make_unique<ErrorDef>();
    error->name = member.key;
    error->span = member.key_span;
    error->file = &file_;
    errors_.emplace(error->name, error.get());
    declared_errors_.emplace_back(error.get(), &member);
    file_.errors.push_back(std::move(error));
}

void FileCompiler::resolve_aliases() {
    for (const auto& [type, member] : declared_) {
        const Node& node = member->value;
        const syntax::Member* alias = node.is(Kind::object) ? node.find("alias") : nullptr;
        if (alias == nullptr) continue;
        Alias body;
        if (!alias->value.is(Kind::broken)) body.type = type_of(alias->value);
        body.strong = false;
        if (const auto* secret = node.find("secret"))
            body.secret = secret->value.is(Kind::boolean) && secret->value.boolean;
        type->body = std::move(body);
    }
}

void FileCompiler::define_types() {
    for (const auto& [type, member] : declared_) define(*type, member->value);
    for (const auto& [error, member] : declared_errors_) define_error(*error, member->value);
}

void FileCompiler::define(TypeDef& type, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "a type")) return;
    const syntax::Member* kind = kind_of(run_.diagnostics, node, type.span);
    const auto keys = [&](Words known) { return Keys(run_.diagnostics, node, "a type", known); };
    if (kind == nullptr) {
        keys({"doc", "since", "deprecated", "struct", "enum", "union", "alias", "tuple"}).describe(type);
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

void FileCompiler::define_struct(TypeDef& type, const Keys& keys, const Node& node) {
    Struct body;
    body.unknown = keys.choice<Struct::Unknown>(
        "unknown",
        {{"ignore", Struct::Unknown::ignore}, {"keep", Struct::Unknown::keep}, {"reject", Struct::Unknown::reject}},
        Struct::Unknown::ignore);
    if (expect(run_.diagnostics, node, Kind::object, "\"struct\"")) body.fields = fields(node, "a field");
    for (const Node* name : keys.strings("reserved")) {
        body.reserved.push_back(name->text);
        if (const Field* field = body.find(name->text))
            run_.diagnostics.error("reserved-name", field->span, "the name " + quote(field->name) + " is reserved")
                .with_help("it belonged to a field that was removed; choose another name")
                .with_note(name->span, "reserved here");
    }
    for (const Node* name : keys.strings("include")) {
        const TypeDef* included = type_named(*name);
        if (included == nullptr) continue;
        const bool declared_struct = included->as<Struct>() != nullptr;
        // Structs that stand further below are not filled in yet; their kind shows in their syntax only.
        const auto* kind = included->file == &file_ ? root_.find("types")->value.find(included->name) : nullptr;
        if (!declared_struct ||
            (kind != nullptr && kind->value.is(Kind::object) && kind->value.find("struct") == nullptr)) {
            run_.diagnostics.error("include-not-struct", name->span, quote(name->text) + " is no struct")
                .with_note(included->span, "declared here");
            continue;
        }
        body.includes.push_back(included);
    }
    type.body = std::move(body);
}

void FileCompiler::copy_includes() {
    for (const auto& [type, member] : declared_) include_into(*type);
}

/// Copies the fields of included structs to the front, those of their own includes first. Imported files are done.
void FileCompiler::include_into(TypeDef& first) {
    // Depth first without recursion: a type is copied once all it includes is.
    std::vector<TypeDef*> open = {&first};
    while (!open.empty()) {
        TypeDef& type = *open.back();
        Struct* body = std::get_if<Struct>(&type.body);
        int& state = include_state_[&type];
        if (body == nullptr || state == 2) {
            state = 2;
            open.pop_back();
            continue;
        }
        TypeDef* waiting = nullptr;
        if (state == 0)
            for (auto at = body->includes.begin(); at != body->includes.end();) {
                const TypeDef* included = *at;
                const int other = included->file == &file_ ? include_state_[included] : 2;
                if (other == 2) {
                    ++at;
                } else if (std::find(open.begin(), open.end(), included) != open.end()) {
                    run_.diagnostics.error("include-cycle", type.span,
                                           quote(type.name) + " and " + quote(included->name) + " include each other");
                    at = body->includes.erase(at);
                } else {
                    waiting = types_.at(included->name);
                    break;
                }
            }
        if (waiting != nullptr) {
            open.push_back(waiting);
            continue;
        }
        std::vector<Field> all;
        for (const TypeDef* included : body->includes)
            for (const Field& field : std::get<Struct>(included->body).fields) {
                if (++run_.included_fields > 100'000 || all.size() > max_fields) {
                    run_.diagnostics.error("too-many", type.span, "includes bring too many fields");
                    break;
                }
                const auto clash = [&](const Field& other) {
                    run_.diagnostics
                        .error("duplicate-field", type.span,
                               quote(type.name) + " has the field " + quote(field.name) + " twice")
                        .with_note(field.span, "one comes from " + quote(included->name))
                        .with_note(other.span, "the other is here");
                };
                const auto same = [&](const Field& other) { return other.name == field.name; };
                if (const Field* own = body->find(field.name))
                    clash(*own);
                else if (const auto twice = std::find_if(all.begin(), all.end(), same); twice != all.end())
                    clash(*twice);
                else
                    all.push_back(field);
            }
        all.insert(all.end(), std::make_move_iterator(body->fields.begin()),
                   std::make_move_iterator(body->fields.end()));
        body->fields = std::move(all);
        if (!body->includes.empty()) check_identifiers(body->fields);
        include_state_[&type] = 2;
        open.pop_back();
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
    if (const Node* reserved = keys.find("reserved", Kind::array))
        for (const Node& one : reserved->items)
            if (one.is(Kind::string) || one.is(Kind::number)) body.reserved.push_back(one.text);
    if (expect(run_.diagnostics, node, Kind::array, "\"enum\"")) {
        if (node.items.empty() && node.whole) run_.diagnostics.error("bad-value", node.span, "an enum needs a value");
        std::map<std::string, Span> texts, identifiers;
        std::optional<bool> kind;
        for (const Node& item : node.items) {
            if (item.is(Kind::broken)) continue;
            bool integer = false;
            EnumValue value = enum_value(item, integer);
            if (value.text.empty() && value.identifier.empty()) continue;
            if (kind && *kind != integer)
                run_.diagnostics.error("enum-mixed", value.span, "an enum has strings or integers, not both");
            kind = kind.value_or(integer);
            const auto once = [&](std::map<std::string, Span>& seen, const std::string& word, const char* what) {
                const auto [first, added] = seen.try_emplace(word, value.span);
                if (!added && !word.empty())
                    run_.diagnostics
                        .error("enum-duplicate", value.span, std::string(what) + quote(word) + " stands twice")
                        .with_note(first->second, "first here");
                return added;
            };
            if (std::find(body.reserved.begin(), body.reserved.end(), value.text) != body.reserved.end())
                run_.diagnostics.error("reserved-name", value.span, "the value " + quote(value.text) + " is reserved")
                    .with_help("it was removed once; choose another");
            if (once(texts, value.text, "the value ") && once(identifiers, value.identifier, "the name "))
                body.values.push_back(std::move(value));
        }
        body.integer = kind.value_or(false);
    }
    type.body = std::move(body);
}

void FileCompiler::define_union(TypeDef& type, const Keys& keys, const Node& node) {
    Union body;
    body.open = keys.boolean("open", true);
    body.tagged = node.is(Kind::object);
    if (body.tagged) {
        body.tag = keys.find("tag") != nullptr ? keys.string("tag") : "type";
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

void FileCompiler::define_error(ErrorDef& error, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "an error")) return;
    const Keys keys(run_.diagnostics, node, "an error",
                    {"code", "message", "data", "retry", "http", "doc", "since", "deprecated"});
    keys.describe(error);
    if (const Node* code = keys.need("code", Kind::number)) {
        const auto number = integer_of(*code);
        if (!number || *number < -2147483648LL || *number > 2147483647LL) {
            run_.diagnostics.error("bad-value", code->span, "an error code is an integer of 32 bits");
        } else if (*number >= reserved_least && *number <= reserved_most) {
            run_.diagnostics
                .error("reserved-code", code->span,
                       "error code " + code->text + " is in the range that JSON-RPC keeps (-32768 to -32000)")
                .with_help("application codes: any other number, for example 4101");
        } else {
            error.code = static_cast<int>(*number);
            const auto [first, added] = run_.error_codes.try_emplace(*number, code->span);
            if (!added)
                run_.diagnostics.error("duplicate-code", code->span, "error code " + code->text + " is used twice")
                    .with_note(first->second, "first used here");
        }
    }
    error.retry = keys.choice<Retry>(
        "retry", {{"never", Retry::never}, {"later", Retry::later}, {"afterDelay", Retry::after_delay}}, Retry::never);
    if (const auto http = keys.count("http", 400, 599)) error.http = static_cast<int>(*http);
    if (const Node* data = keys.find("data"))
        error.data = payload(*data, {error.name + "Data"}, Origin::error_data, false);
    if (const Node* message = keys.need("message", Kind::string)) {
        error.message = message->text;
        run_.later.push_back([this, &error, message] { check_message(error, *message); });
    }
    const bool single = file_.services.size() == 1;
    const std::size_t dot = file_.name_space.rfind('.');
    const std::string scope =
        single ? file_.services[0]->name : file_.name_space.substr(dot == std::string::npos ? 0 : dot + 1);
    error.wire = scope + '.' + error.name;
}

/// Every {field} of the message must be in the data, and none may be secret.
void FileCompiler::check_message(const ErrorDef& error, const Node& message) {
    const Struct* data = error.data != nullptr ? error.data->as<Struct>() : nullptr;
    const std::string& text = message.text;
    if (text.empty()) run_.diagnostics.error("bad-value", message.span, "the message is empty");
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string::npos || !is_identifier(std::string_view(text).substr(at + 1, end - at - 1))) continue;
        const std::string name = text.substr(at + 1, end - at - 1);
        const Field* field = data != nullptr ? data->find(name) : nullptr;
        const Span where = message.part(at + 1, end);
        if (field == nullptr) {
            std::vector<std::string_view> known;
            if (data != nullptr)
                for (const Field& one : data->fields) known.push_back(one.name);
            const std::string near = nearest(name, known);
            run_.diagnostics
                .error("message-field", where, "the data of " + quote(error.name) + " has no field " + quote(name))
                .with_help(near.empty() ? "declare it in \"data\"" : "did you mean {" + near + "}?");
        } else if (field->secret) {
            run_.diagnostics.error("secret-in-message", where,
                                   quote(name) + " is secret and must not stand in a message");
        }
    }
}

}  // namespace antiphon::idl
