// Types and errors of a TypeScript module.

#include <algorithm>

#include "emit/typescript.h"
#include "text.h"

namespace antiphon::idl::emit {

void TypeScript::types() {
    for (const TypeDef* def : types_for(file_, exposed, visible)) {
        type(*def);
        out_.line();
    }
}

void TypeScript::type(const TypeDef& def) {
    const Given& given = given_[&def];
    // What stands in place as params is only ever given; all else that is given too has a form of its own for it.
    const bool only_given = def.origin == Origin::params;
    form(def, given.name, only_given ? Use::giving : Use::reading);
    if (given.input.empty()) return;
    out_.line();
    form(def, given.input, Use::giving);
}

void TypeScript::form(const TypeDef& def, const std::string& name, Use use) {
    if (name == given_[&def].name)
        doc(def);
    else
        out_.line("/** ", given_[&def].name, " as a caller gives it: what has a default may be left out. */");
    std::visit([&](const auto& one) { body(def, name, one, use); }, def.body);
}

void TypeScript::members(const std::vector<Field>& fields, Use use) {
    for (const Field& field : fields) {
        std::vector<std::string> tags;
        if (field.default_value) tags.push_back("@defaultValue `" + field.default_value->compact() + '`');
        doc(field, field.doc, tags);
        const bool optional = field.type.is_optional() || (use == Use::giving && field.default_value);
        out_.line(ts::property(field.name), optional ? "?: " : ": ", field_type(field, use), ";");
    }
}

void TypeScript::body(const TypeDef&, const std::string& name, const Struct& body, Use use) {
    if (body.fields.empty() && body.unknown != Struct::Unknown::keep) {
        out_.line("export interface ", name, " {}");
        return;
    }
    out_.open("export interface ", name, " {");
    members(body.fields, use);
    if (body.unknown == Struct::Unknown::keep) {
        out_.line("/** Members that this version does not know. */");
        out_.line("[extra: string]: unknown;");
    }
    out_.close("}");
}

/// `type Name = a | b;`, over several lines when it is long.
void TypeScript::alternatives(const std::string& name, const std::vector<std::string>& parts) {
    std::string line = "export type " + name + " = " + join(parts, " | ") + ';';
    if (line.size() <= 110) {
        out_.line(line);
        return;
    }
    out_.open("export type ", name, " =");
    for (const std::string& part : parts) out_.line("| ", part, &part == &parts.back() ? ";" : "");
    out_.close();
}

void TypeScript::body(const TypeDef&, const std::string& name, const Enum& body, Use) {
    const auto literal = [&](const EnumValue& value) { return body.integer ? value.text : quoted(value.text); };
    std::vector<std::string> parts;
    for (const EnumValue& value : body.values) parts.push_back(literal(value));
    if (body.open) parts.push_back(body.integer ? "(number & {})" : "(string & {})");
    alternatives(name, parts);
    out_.open("export const ", name, " = {");
    for (const EnumValue& value : body.values) {
        doc(value);
        // Without brackets it would set the prototype.
        const std::string key = value.identifier == "__proto__" ? "[\"__proto__\"]" : ts::property(value.identifier);
        out_.line(key, ": ", literal(value), ",");
    }
    out_.close("} as const;");
}

void TypeScript::body(const TypeDef&, const std::string& name, const Union& body, Use use) {
    std::vector<std::string> parts;
    for (const Variant& variant : body.variants) {
        const std::string type = text(variant.type, use, WireForm::standard, true);
        parts.push_back(body.tagged ? "({ " + ts::property(body.tag) + ": " + quoted(variant.tag) + " } & " + type + ')'
                                    : type);
    }
    if (body.tagged && body.open) parts.push_back("{ " + ts::property(body.tag) + ": " + runtime("UnknownTag") + " }");
    alternatives(name, parts);
}

void TypeScript::body(const TypeDef& def, const std::string& name, const Alias& body, Use use) {
    const std::string target = text(body.type, use, WireForm::standard, true);
    if (!body.strong) {
        out_.line("export type ", name, " = ", target, ";");
        return;
    }
    out_.line("export type ", name, " = ", runtime("Branded"), "<", target, ", ", quoted(absolute_name(def)), ">;");
    out_.line("export const ", name, " = (value: ", target, "): ", name, " => value as ", name, ";");
}

void TypeScript::body(const TypeDef&, const std::string& name, const Tuple& body, Use use) {
    std::vector<std::string> items;
    for (const Field& item : body.items)
        items.push_back(text(item.type, use, item.wire, true) + (item.nullable ? " | null" : ""));
    out_.line("export type ", name, " = [", join(items, ", "), "];");
}

void TypeScript::errors() {
    for (const auto& error : file_.errors) {
        const std::string& name = error_names_[error.get()];
        const std::string detail = error->data ? text(*error->data, Use::reading) : "undefined";
        runtime_values_ = true;
        doc(*error, error->doc.empty() ? error->message : error->doc);
        out_.line("export type ", name, " = ", runtime("DeclaredError"), "<", quoted(error->wire), ", ", detail, ">;");
        out_.open("export function ", names_.take("is" + name), "(error: unknown): error is ", name, " {");
        const std::string codec = error->data ? this->codec(*error->data, WireForm::standard) : "";
        out_.line("return antiphon.isDeclared(error, ", quoted(error->wire), codec.empty() ? "" : ", ", codec, ");");
        out_.close("}").line();
    }
}

}  // namespace antiphon::idl::emit
