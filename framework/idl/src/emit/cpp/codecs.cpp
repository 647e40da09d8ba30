// Reading and writing of structs, enums, aliases and tuples.

#include <algorithm>

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// The function of ObjectReader and PositionalReader for a field.
std::string_view reading(const Field& field) {
    if (field.default_value) return "defaulted";
    if (field.nullable) return has_three_states(field) ? "patch" : "nullable";
    return field.type.is_optional() ? "optional" : "required";
}
std::string_view writing(const Field& field) {
    if (field.nullable) return has_three_states(field) ? "patch" : "nullable";
    return field.type.is_optional() ? "optional" : "required";
}

void read_field(Writer& out, const Names& names, const TypeDef& holder, const Field& field, std::string_view reader) {
    std::string form = names.member_form(field, holder);
    if (field.nullable && field.default_value) form = "wire::Optional<" + form + '>';
    out.line(reader, ".", reading(field), "<", form, ">(", view_of(field.name), ", out.", names.member(holder, field),
             ");");
}

/// Members that are no strangers to the struct: its fields, and the tags under which it is a variant.
std::string known_members(const Program& program, const TypeDef& type, const Struct& body) {
    std::vector<std::string> known;
    const auto add = [&](const std::string& name) {
        if (const std::string text = view_of(name); std::find(known.begin(), known.end(), text) == known.end())
            known.push_back(text);
    };
    for (const Field& field : body.fields) add(field.name);
    for (const auto& file : program.files)
        for (const auto& other : file->types)
            if (const Union* choice = other->as<Union>(); choice != nullptr && choice->tagged)
                for (const Variant& variant : choice->variants)
                    if (as_struct(variant.type) == &body) add(choice->tag);
    static_cast<void>(type);
    return '{' + join(known, ", ") + '}';
}

void define_enum(Writer& out, const Names& names, const TypeDef& type, const Enum& body) {
    const std::string name = names.name(type), held = body.open ? "antiphon::OpenEnum<" + name + '>' : name;
    const std::string table = "names_of_" + name, span = "std::span<const json::EnumName<" + name + ">>(" + table + ')';
    out.line("namespace {");
    out.line();
    out.open("constexpr json::EnumName<", name, "> ", table, "[] = {");
    for (const EnumValue& value : body.values)
        out.line("{", name, "::", names.enumerator(value, type), ", ", view_of(value.text), "},");
    out.close("};");
    out.line();
    out.line("}  // namespace");
    out.line();
    short_block(out, "std::string_view to_string(" + name + " value) noexcept",
                "return json::enum_name(" + span + ", value);");
    out.line();
    short_block(out, reader(held),
                "json::read_enum(value, path, " + span + ", " + (body.integer ? "true" : "false") + ", out);");
    out.line();
    short_block(
        out, writer(held),
        std::string("json::") + (body.integer ? "append_enum_number" : "append_string") + "(out, key_text(value));");
    out.line();
    short_block(out, "void read_key(std::string_view text, const json::Path& path, " + held + "& out)",
                "json::read_enum_text(text, path, " + span + ", out);");
    out.line();
    short_block(out, "std::string_view key_text(const " + held + "& value)",
                body.open ? "return json::open_enum_text(value, to_string(value));"
                          : "return json::closed_enum_text(" + span + ", value);");
    out.line();
}

void define_alias(Writer& out, const Names& names, const TypeDef& type, const Alias& body) {
    if (!has_limits(type)) return;
    const std::string name = names.name(type);
    if (body.constraints.pattern) {
        out.line("namespace {");
        out.line();
        define_pattern(out, body.constraints, name);
        out.line("}  // namespace");
        out.line();
    }
    out.open("void ", names.form_name(type), "::check(const json::Path& path, const ", name, "& value) {");
    check_limits(out, body.type, body.constraints, Names::plain(body.type, body.strong ? "value.value" : "value"),
                 "path", name);
    out.close("}");
    out.line();
}

void define_tuple(Writer& out, const Names& names, const TypeDef& type, const Tuple& body) {
    const std::string name = names.name(type);
    define_limits(out, names, type, body.items);
    const auto form = [&](const Field& item) {
        const std::string inner = names.member_form(item, type);
        return item.type.is_optional() || item.nullable ? "wire::Optional<" + inner + '>' : inner;
    };
    out.open(reader(name), " {");
    out.line("if (!value.is_array() || value.size() != ", body.items.size(), ") json::refuse_shape(value, path, ",
             literal("an array of " + std::to_string(body.items.size())), ");");
    out.line("auto item = value.elements().begin();");
    for (std::size_t i = 0; i < body.items.size(); ++i) {
        out.line(form(body.items[i]), "::read(*item, json::Path(path, std::size_t{", i, "}), out.",
                 names.member(type, body.items[i]), ");");
        if (i + 1 < body.items.size()) out.line("++item;");
    }
    if (const std::string own = own_limits(names, type, body.items); !own.empty()) out.line(own);
    out.close("}");
    out.line();
    out.open(writer(name), " {");
    for (std::size_t i = 0; i < body.items.size(); ++i) {
        out.line("out += '", i == 0 ? '[' : ',', "';");
        out.line(form(body.items[i]), "::write(out, value.", names.member(type, body.items[i]), ");");
    }
    out.line("out += ']';");
    out.close("}");
    out.line();
}

}  // namespace

void define_struct(Writer& out, const Names& names, const Program& program, const TypeDef& type) {
    const Struct& body = *type.as<Struct>();
    const std::string name = names.name(type);
    define_limits(out, names, type, body.fields);
    const bool empty = body.fields.empty() && body.unknown != Struct::Unknown::keep;
    std::string signature = reader(name), written = writer(name);
    if (empty) {  // parameters without names
        signature.resize(signature.size() - 5);
        signature += ')';
        written.resize(written.size() - 7);
        written += ')';
    }
    out.open(signature, " {");
    out.line(empty ? "const " : "", "json::ObjectReader object(value, path);");
    for (const Field& field : body.fields) read_field(out, names, type, field, "object");
    if (body.unknown == Struct::Unknown::reject)
        out.line("object.reject_unknown(", known_members(program, type, body), ");");
    if (body.unknown == Struct::Unknown::keep)
        out.line("object.keep_unknown(", known_members(program, type, body), ", out.extra);");
    if (const std::string own = own_limits(names, type, body.fields); !own.empty()) out.line(own);
    out.close("}");
    out.line();
    out.open(written, " {");
    out.line(empty ? "const " : "", "json::ObjectWriter object(out);");
    for (const Field& field : body.fields) {
        // The writer puts the key between quotes as it is.
        std::string key = quoted(field.name);
        key = key.substr(1, key.size() - 2);
        out.line("object.", writing(field), "<", names.member_form(field, type), ">(", literal(key), ", value.",
                 names.member(type, field), ");");
    }
    if (body.unknown == Struct::Unknown::keep) out.line("object.extra(value.extra);");
    out.close("}");
    out.line();
}

void define_positional(Writer& out, const Names& names, const Method& method) {
    const TypeDef& params = *method.params;
    const Struct& body = *params.as<Struct>();
    out.open("void read_", unique_name(method), "_by_position(json::Value value, const json::Path& path, ",
             names.name(params), "& out) {");
    out.line("json::PositionalReader params(value, path, ", method.positional.size(), ");");
    for (const std::string& name : method.positional) read_field(out, names, params, *body.find(name), "params");
    if (names.limited().contains(params)) out.line("if (path.strict()) check_limits(path, out);");
    out.close("}");
    out.line();
}

void define_codec(Writer& out, const Names& names, const Program& program, const TypeDef& type) {
    if (type.as<Struct>() != nullptr) define_struct(out, names, program, type);
    if (type.as<Union>() != nullptr) define_union(out, names, type);
    if (const Enum* body = type.as<Enum>()) define_enum(out, names, type, *body);
    if (const Alias* body = type.as<Alias>()) define_alias(out, names, type, *body);
    if (const Tuple* body = type.as<Tuple>()) define_tuple(out, names, type, *body);
    if (type.as<Alias>() == nullptr && type.as<Enum>() == nullptr) define_secrets(out, names, type);
}

}  // namespace antiphon::idl::emit::cpp_language
