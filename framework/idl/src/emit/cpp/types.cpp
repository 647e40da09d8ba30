// Types in the header.

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

void declare_codec(Writer& out, const std::string& type) {
    out.line(reader(type), ";");
    out.line(writer(type), ";");
}

/// A default that nobody can read, as it stands in the IDL.
std::string explanation(const Field& field) {
    const Type& base = resolved(field.type.present());
    const bool unreadable = base.is(Builtin::timestamp) || base.is(Builtin::uuid);
    return unreadable && field.default_value && field.default_value->is(Json::Kind::string)
               ? "  // " + field.default_value->text()
               : "";
}

void declare_members(Writer& out, const Names& names, const TypeDef& type, const std::vector<Field>& fields) {
    for (const Field& field : fields) {
        document(out, field);
        // Not every compiler makes an empty vector of a type that it has only seen declared.
        const bool bare = !field.default_value && !field.type.is_optional() && names.order().ahead(type, field.type);
        out.line(deprecated(field), names.member_type(field, type), " ", names.member(type, field),
                 bare ? "" : names.initializer(field), ";", explanation(field));
    }
}

void end_record(Writer& out, const Names& names, const TypeDef& type) {
    const std::string name = names.name(type);
    out.line();
    out.line("friend bool operator==(const ", name, "&, const ", name, "&) = default;");
    out.close("};");
    declare_codec(out, name);
    declare_limits(out, names, type);
    declare_secrets(out, names, type);
}

void declare_struct(Writer& out, const Names& names, const TypeDef& type, const Struct& body) {
    const std::string name = names.name(type);
    out.open("struct ", deprecated(type), name, " {");
    declare_members(out, names, type, body.fields);
    if (body.unknown == Struct::Unknown::keep) {
        out.line("/// Members that this program does not know, kept and written back.");
        out.line("std::map<std::string, antiphon::JsonText> extra{};");
    }
    end_record(out, names, type);
}

void declare_tuple(Writer& out, const Names& names, const TypeDef& type, const Tuple& body) {
    const std::string name = names.name(type);
    out.open("struct ", deprecated(type), name, " {");
    declare_members(out, names, type, body.items);
    end_record(out, names, type);
}

void declare_enum(Writer& out, const Names& names, const TypeDef& type, const Enum& body) {
    const std::string name = names.name(type);
    out.open("enum class ", deprecated(type), name, " {");
    if (body.open) out.line("unknown_,  ///< a value that this program does not know; OpenEnum keeps its text");
    for (const EnumValue& value : body.values) {
        document(out, value);
        const std::string attribute = deprecated(value);
        out.line(names.enumerator(value, type),
                 attribute.empty() ? "" : " " + attribute.substr(0, attribute.size() - 1), ",");
    }
    out.close("};");
    const std::string held = body.open ? "antiphon::OpenEnum<" + name + '>' : name;
    out.line("/// As on the wire.");
    out.line("std::string_view to_string(", name, " value) noexcept;");
    declare_codec(out, held);
    out.line("void read_key(std::string_view text, const antiphon::json::Path& path, ", held, "& out);");
    out.line("std::string_view key_text(const ", held, "& value);");
}

void declare_union(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    std::vector<std::string> variants;
    for (const Variant& variant : body.variants) variants.push_back(names.spelled(variant.type));
    if (body.open) variants.push_back("antiphon::UnknownVariant");
    out.open("struct ", deprecated(type), name, " : std::variant<", join(variants, ", "), "> {");
    out.line("using variant::variant;");
    out.line("using variant::operator=;");
    out.close("};");
    declare_codec(out, name);
    declare_limits(out, names, type);
    declare_secrets(out, names, type);
}

void declare_alias(Writer& out, const Names& names, const TypeDef& type, const Alias& body) {
    const std::string name = names.name(type), attribute = deprecated(type);
    const std::string target = names.spelled(body.type);
    out.line("using ", name, attribute.empty() ? "" : " " + attribute.substr(0, attribute.size() - 1), " = ",
             body.strong ? "antiphon::Strong<struct " + name + "Tag, " + target + '>' : target, ";");
    if (!has_limits(type)) return;
    const std::string form = names.form_name(type);
    std::string inner = names.form(body.type);
    if (body.strong) inner = "wire::StrongOver<" + inner + '>';
    // In a header `wire` is not known yet.
    std::string spelled;
    for (std::size_t at = 0; at < inner.size();) {
        const bool word =
            inner.compare(at, 6, "wire::") == 0 && (at == 0 || inner[at - 1] == '<' || inner[at - 1] == ' ');
        spelled += word ? "antiphon::json::wire::" : inner.substr(at, 1);
        at += word ? 6 : 1;
    }
    out.line("/// ", name, " on the wire, with its limits.");
    out.open("struct ", form, " : antiphon::json::wire::Checked<", form, ", ", spelled, "> {");
    out.line("static void check(const antiphon::json::Path& path, const ", name, "& value);");
    out.close("};");
}

}  // namespace

std::string reader(const std::string& type) {
    return "void read_json(antiphon::json::Value value, const antiphon::json::Path& path, " + type + "& out)";
}
std::string writer(const std::string& type) { return "void write_json(std::string& out, const " + type + "& value)"; }

void declare_type(Writer& out, const Names& names, const TypeDef& type) {
    document(out, type);
    if (const Struct* body = type.as<Struct>()) declare_struct(out, names, type, *body);
    if (const Enum* body = type.as<Enum>()) declare_enum(out, names, type, *body);
    if (const Union* body = type.as<Union>()) declare_union(out, names, type, *body);
    if (const Alias* body = type.as<Alias>()) declare_alias(out, names, type, *body);
    if (const Tuple* body = type.as<Tuple>()) declare_tuple(out, names, type, *body);
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
