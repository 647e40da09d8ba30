// Fields, their constraints, and the checks that both fit.

#include <algorithm>
#include <map>
#include <memory>

#include "../pattern.h"
#include "../text.h"
#include "antiphon/base/decimal.h"
#include "file_compiler.h"
#include "numbers.h"
#include "values.h"

namespace antiphon::idl {

namespace {

constexpr std::string_view formats[] = {"email", "uri",   "hostname", "ipv4",   "ipv6",
                                        "color", "bcp47", "iso4217",  "semver", "hex"};

/// What a constraint is about: an alias stands for its type, `?` for what may be absent.
const Type& base_of(const Type& type) { return resolved(resolved(type).present()); }

/// An open enum or union, or elements of one.
bool may_be_unknown(const Type& type) {
    const Type& base = base_of(type);
    if (base.kind == Type::Kind::invalid) return true;  // reported
    if (base.kind != Type::Kind::named) return std::any_of(base.parts.begin(), base.parts.end(), may_be_unknown);
    const Enum* values = base.named->as<Enum>();
    const Union* variants = base.named->as<Union>();
    return (values != nullptr && values->open) || (variants != nullptr && variants->open);
}

bool is_collection(const Type& base) { return base.kind == Type::Kind::array || base.kind == Type::Kind::map; }

}  // namespace

Field FileCompiler::field(std::string_view name, const Node& node, Span name_span, std::string_view what) {
    Field out;
    out.name = name;
    out.span = name_span;
    out.identifier = name;
    if (node.is(Kind::broken)) return out;
    if (!node.is(Kind::object)) {
        if (expect(run_.diagnostics, node, Kind::string, "a field's type")) out.type = type_of(node);
    } else {
        const Keys keys(run_.diagnostics, node, what,
                        {"type",     "doc",        "default",  "nullable", "wire",      "name",      "secret",
                         "since",    "deprecated", "examples", "min",      "max",       "minLength", "maxLength",
                         "minItems", "maxItems",   "pattern",  "format",   "precision", "scale"});
        keys.describe(out);
        if (const Node* type = keys.need("type")) out.type = type_of(*type);
        out.nullable = keys.boolean("nullable", false);
        out.secret = keys.boolean("secret", false);
        if (const Node* accept = keys.find("x-accept-unknown", Kind::boolean)) {
            out.accept_unknown = accept->boolean;
            run_.later.push_back([this, type = out.type, where = keys.key_span("x-accept-unknown")] {
                if (!may_be_unknown(type))
                    run_.diagnostics
                        .error("constraint-mismatch", where,
                               "\"x-accept-unknown\" is for open enums and unions, not for " + quote(text(type, file_)))
                        .with_help("remove it: nothing here can be unknown");
            });
        }
        if (const Node* identifier = keys.find("name", Kind::string)) {
            out.identifier = identifier->text;
            if (!is_identifier(identifier->text))
                run_.diagnostics.error("bad-name", identifier->span, quote(identifier->text) + " is no identifier");
        }
        constraints(keys, out.type, out.constraints);
        out.wire = keys.choice("wire", WireForm::standard);
        const Type& base = base_of(out.type);
        if (keys.find("wire") != nullptr && base.kind != Type::Kind::invalid && !base.is(Builtin::int64) &&
            !base.is(Builtin::uint64) && !base.is(Builtin::decimal))
            run_.diagnostics.error(
                "constraint-mismatch", keys.key_span("wire"),
                "\"wire\" is for int64, uint64 and decimal, not for " + quote(text(out.type, file_)));
        values_of(keys, out);
    }
    if (!is_identifier(out.identifier) && out.identifier == out.name && name_span.valid())
        run_.diagnostics.error("field-name", name_span, quote(out.name) + " cannot be an identifier in generated code")
            .with_help("add \"name\": \"…\" with one; the wire keeps " + double_quote(out.name));
    // Aliases that are secret make their fields secret.
    const Type* at = &out.type.present();
    for (int links = 0; at->kind == Type::Kind::named && links < 128; ++links) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) break;
        out.secret = out.secret || alias->secret;
        at = &alias->type.present();
    }
    return out;
}

void FileCompiler::values_of(const Keys& keys, Field& field) {
    const auto check = [this, as_is = std::make_shared<const Field>(field)](const Node& node, const char* code) {
        run_.later.push_back(
            [this, &node, code, as_is] { check_field_value(run_.diagnostics, run_.values, node, *as_is, code); });
    };
    if (const Node* value = keys.find("default")) {
        if (field.type.is_optional() && !field.nullable)
            run_.diagnostics
                .error("default-of-optional", keys.key_span("default"), "a field with a default is never absent")
                .with_help("remove the '?' or the default");
        field.default_value = to_json(*value);
        check(*value, "bad-default");
    }
    if (const Node* examples = keys.find("examples", Kind::array))
        for (const Node& example : examples->items) {
            field.examples.push_back(to_json(example));
            check(example, "bad-example");
        }
}

std::vector<Field> FileCompiler::fields(const Node& object, std::string_view what) {
    std::vector<Field> out;
    for (const syntax::Member& member : object.members) {
        if (member.key.empty()) {
            run_.diagnostics.error("field-name", member.key_span, "the name of a field is empty");
            continue;
        }
        if (out.size() >= max_fields) {
            run_.diagnostics.error("too-many", member.key_span, "more than " + std::to_string(max_fields) + " fields");
            break;
        }
        out.push_back(field(member.key, member.value, member.key_span, what));
    }
    check_identifiers(out);
    return out;
}

void FileCompiler::check_identifiers(const std::vector<Field>& fields) {
    std::map<std::string_view, const Field*> seen;
    for (const Field& field : fields) {
        const auto [first, added] = seen.try_emplace(field.identifier, &field);
        if (!added)
            run_.diagnostics
                .error("duplicate-identifier", field.span,
                       "two fields are called " + quote(field.identifier) + " in generated code")
                .with_help("give one of them another \"name\"")
                .with_note(first->second->span, "the other is here");
    }
}

void FileCompiler::constraints(const Keys& keys, const Type& type, Constraints& out) {
    const Type& base = base_of(type);
    const bool known = base.kind != Type::Kind::invalid;
    const bool integral = base.kind == Type::Kind::builtin && range_of(base.builtin);
    const bool numeric =
        integral || base.is(Builtin::decimal) || (base.kind == Type::Kind::builtin && is_real(base.builtin));
    const bool string = base.is(Builtin::string);
    const bool sized = string || base.is(Builtin::bytes);
    const auto applies = [&](std::string_view key, bool fits, std::string_view to) {
        if (keys.find(key) == nullptr) return false;
        if (fits || !known) return fits;
        auto& told = run_.diagnostics.error(
            "constraint-mismatch", keys.key_span(key),
            quoted(key) + " is for " + std::string(to) + ", not for " + quote(text(type, file_)));
        if (is_collection(base)) told.with_help("to limit what is in it, declare an alias for that and use it here");
        if (sized && (key == "min" || key == "max")) told.with_help("did you mean \"" + std::string(key) + "Length\"?");
        if (is_collection(base) && (key == "minLength" || key == "maxLength"))
            told.with_help("did you mean \"" + std::string(key.substr(0, 3)) + "Items\"?");
        return false;
    };
    const bool has_min = applies("min", numeric, "numbers"), has_max = applies("max", numeric, "numbers");
    if (has_min || has_max) numeric_limits(keys, base, out);
    if (applies("minLength", sized, "string and bytes")) out.min_length = keys.count("minLength");
    if (applies("maxLength", sized, "string and bytes")) out.max_length = keys.count("maxLength");
    if (applies("minItems", is_collection(base), "arrays and maps")) out.min_items = keys.count("minItems");
    if (applies("maxItems", is_collection(base), "arrays and maps")) out.max_items = keys.count("maxItems");
    const auto order = [&](const auto& least, const auto& most, std::string_view low, std::string_view high) {
        if (least && most && *least > *most)
            run_.diagnostics.error("constraint-range", keys.find(low)->span, quoted(low) + " is above " + quoted(high))
                .with_note(keys.find(high)->span, "the other is here");
    };
    order(out.min_length, out.max_length, "minLength", "maxLength");
    order(out.min_items, out.max_items, "minItems", "maxItems");
    if (applies("precision", base.is(Builtin::decimal), "decimal"))
        if (const auto digits = keys.count("precision", 1, 38)) out.precision = static_cast<int>(*digits);
    if (applies("scale", base.is(Builtin::decimal), "decimal"))
        if (const auto digits = keys.count("scale", 0, 38)) out.scale = static_cast<int>(*digits);
    if (out.precision && !out.scale && keys.find("scale") == nullptr)
        run_.diagnostics
            .error("precision-without-scale", keys.key_span("precision"),
                   "\"precision\" counts all digits and needs \"scale\" beside it: how many stand behind the point")
            .with_help("add \"scale\": 2");
    if (out.precision && out.scale && *out.scale > *out.precision)
        run_.diagnostics.error("constraint-range", keys.find("scale")->span, "\"scale\" is above \"precision\"");
    if (applies("format", string, "string")) {
        const Node* format = keys.find("format", Kind::string);
        if (format != nullptr && std::find(std::begin(formats), std::end(formats), format->text) == std::end(formats)) {
            const std::string near = nearest(format->text, formats);
            run_.diagnostics.error("bad-value", format->span, "there is no format " + quote(format->text))
                .with_help(near.empty() ? "there are " + either({std::begin(formats), std::end(formats)})
                                        : "did you mean " + quoted(near) + "?");
        } else if (format != nullptr) {
            out.format = format->text;
        }
    }
    if (applies("pattern", string, "string")) pattern(keys, out);
}

void FileCompiler::numeric_limits(const Keys& keys, const Type& base, Constraints& out) {
    const auto read = [&](std::string_view key) -> std::optional<std::string> {
        const Node* node = keys.find(key);
        if (node == nullptr) return std::nullopt;
        const bool as_text = node->is(Kind::string);
        if (!as_text && !expect(run_.diagnostics, *node, Kind::number, quoted(key))) return std::nullopt;
        const auto bad = [&](std::string why) {
            run_.diagnostics.error("bad-value", node->span, quoted(key) + ' ' + std::move(why));
            return std::nullopt;
        };
        if (base.is(Builtin::decimal)) {
            if (!antiphon::Decimal::parse(node->text)) return bad("is no decimal number");
            return node->text;
        }
        if (const auto range = range_of(base.builtin)) {
            const auto number = integral(node->text);
            if (!number) return bad("must be an integer");
            if (*number < range->least || *number > range->most)
                return bad("is outside of what " + std::string(name(base.builtin)) + " can hold");
            return text(*number);
        }
        if (!real(node->text) || as_text) return bad("must be a number");
        return node->text;
    };
    out.min = read("min");
    out.max = read("max");
    if (!out.min || !out.max) return;
    const bool crossed = base.is(Builtin::decimal) ? *Decimal::parse(*out.min) > *Decimal::parse(*out.max)
                         : range_of(base.builtin)  ? *integral(*out.min) > *integral(*out.max)
                                                   : *real(*out.min) > *real(*out.max);
    if (crossed)
        run_.diagnostics.error("constraint-range", keys.find("min")->span, "\"min\" is above \"max\"")
            .with_note(keys.find("max")->span, "the other is here");
}

void FileCompiler::pattern(const Keys& keys, Constraints& out) {
    const Node* node = keys.find("pattern", Kind::string);
    if (node == nullptr) return;
    if (!out.max_length && keys.object().whole && keys.find("maxLength") == nullptr)
        lint_finding("pattern-without-max-length", keys.key_span("pattern"), "a pattern needs \"maxLength\" beside it",
                     "say how many characters are tried at most: \"maxLength\": 64");
    if (run_.pattern_work > max_pattern_work) {
        run_.diagnostics.error("pattern-too-large", node->span, "all patterns together need too large tables")
            .with_help("shorten the repetitions of those before it");
        return;
    }
    const PatternResult compiled = compile_pattern(node->text);
    run_.pattern_work += compiled.work;
    if (compiled.table) {
        out.pattern = node->text;
        return;
    }
    run_.diagnostics
        .error(compiled.too_large ? "pattern-too-large" : "bad-pattern", node->part(compiled.begin, compiled.end),
               compiled.message)
        .with_help(compiled.help);
}

}  // namespace antiphon::idl
