// Advice about types and fields.

#include <algorithm>

#include "../text.h"
#include "antiphon/idl/emit.h"
#include "file_compiler.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

bool about_money(std::string_view name) {
    for (const std::string_view word : {"price", "amount", "total", "cost", "balance", "fee", "salary", "revenue"})
        if (name.find(word) != std::string_view::npos) return true;
    return false;
}

bool is_float(const Type& base) { return base.kind == Type::Kind::builtin && is_real(base.builtin); }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

void FileCompiler::lint_types() {
    for (const auto& type : file_.types) {
        if (const Struct* body = type->as<Struct>())
            for (const Field& field : body->fields) lint_field(field);
        if (const Tuple* body = type->as<Tuple>())
            for (const Field& field : body->items) lint_deprecated(field.type, field);
        if (const Union* body = type->as<Union>())
            for (const Variant& variant : body->variants) lint_deprecated(variant.type, *type);
        if (type->origin != Origin::declared) continue;
        if (const Alias* body = type->as<Alias>()) {
            lint_deprecated(body->type, *type);
            if (is_float(resolved(body->type)) && about_money(lower(type->name)))
                lint_finding("float-for-money", body->type.span,
                             text(body->type, file_) + " for " + quote(type->name) + " loses cents",
                             "\"alias\": \"decimal\", \"precision\": 19, \"scale\": 4");
        }
        // A file without services is a library: what it declares is for others.
        if (!file_.services.empty() && !run_.used.contains(type.get()))
            lint_finding("unused-type", type->span, quote(type->name) + " is not used",
                         "remove it, or move it to a file that others import");
        if (type->doc.empty()) lint_finding("missing-doc", type->span, quote(type->name) + " has no \"doc\"");
        if (type->name.find('_') != std::string::npos)
            lint_finding("name-style", type->span, quote(type->name) + " is not PascalCase");
    }
}

void FileCompiler::lint_field(const Field& field) {
    if (field.span.file != file_.source) return;                     // included from another file, which has been told
    if (!lint_fields_seen_.insert(field.span.begin).second) return;  // included from this one
    const Type& base = resolved(field.type.present());
    if (is_float(base) && about_money(lower(field.name)))
        lint_finding("float-for-money", field.type.span,
                     std::string(name(base.builtin)) + " for " + quote(field.name) + " loses cents",
                     "\"type\": \"decimal\", \"precision\": 19, \"scale\": 4");
    if (base.is(Builtin::int64) && field.wire != WireForm::number)
        lint_finding("int64-without-need", field.type.span, quote(field.name) + " travels as a string",
                     "int53 is a JSON number and holds up to 9,007,199,254,740,991");
    if (base.is(Builtin::boolean) && field.required())
        lint_finding("required-bool", field.type.span, quote(field.name) + " can never have a third value",
                     "an open enum can");
    lint_deprecated(field.type, field);
    if (!is_snake_case(field.name) && is_identifier(field.name))
        lint_finding("name-style", field.span, quote(field.name) + " is not snake_case",
                     "other programs fix the name? set \"name-style\" to \"off\" in options.lint");
}

/// What is deprecated itself may use what is deprecated.
void FileCompiler::lint_deprecated(const Type& type, const Described& user) {
    if (user.deprecated) return;
    if (type.kind == Type::Kind::named && type.named->deprecated)
        lint_finding("deprecated-use", type.span, quote(type.named->name) + " is deprecated",
                     type.named->deprecated->message);
    for (const Type& part : type.parts) lint_deprecated(part, user);
}

/// Two structs with the same fields, in whatever order.
void FileCompiler::lint_shapes() {
    std::map<std::string, const TypeDef*> shapes;
    for (const auto& type : file_.types) {
        const Struct* body = type->as<Struct>();
        if (body == nullptr || type->origin != Origin::declared || body->fields.empty()) continue;
        std::vector<std::string> fields;
        for (const Field& field : body->fields) fields.push_back(field.name + ' ' + text(field.type, file_));
        std::sort(fields.begin(), fields.end());
        const auto [first, added] = shapes.try_emplace(emit::join(fields, "\n"), type.get());
        if (added) continue;
        if (auto* told = lint_finding("duplicate-shape", type->span,
                                      quote(type->name) + " has the same fields as " + quote(first->second->name)))
            told->with_help("perhaps they are one type; or one is the other's \"include\"")
                .with_note(first->second->span, "declared here");
    }
}

}  // namespace antiphon::idl
