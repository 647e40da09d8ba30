// What is not for logs, as tables for json::redacted().

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// `acme::common::secrets_of_Card`
std::string table_of(const Names& names, const TypeDef& type) {
    std::string name = names.name(type);
    const std::size_t colons = name.rfind("::");
    return name.insert(colons == std::string::npos ? 0 : colons + 2, "secrets_of_");
}

class Table {
  public:
    Table(Writer& out, const Names& names) : out_(out), names_(names) {}

    void add(const Field& field, const std::string& name) {
        if (field.secret)
            line(name, "", "nullptr");
        else
            add(field.type, name, "");
    }

    /// The secrets of a type that stands behind these containers.
    void add(const Type& type, const std::string& name, const std::string& inside) {
        if (!names_.secretive().contains(type)) return;
        if (type.kind == Type::Kind::optional) return add(type.item(), name, inside);
        if (type.kind == Type::Kind::array) return add(type.item(), name, inside + '[');
        if (type.kind == Type::Kind::map) return add(type.item(), name, inside + '{');
        const Alias* alias = type.named->as<Alias>();
        if (alias == nullptr) return line(name, inside, '&' + table_of(names_, *type.named));
        alias->secret ? line(name, inside, "nullptr") : add(alias->type, name, inside);
    }

  private:
    void line(const std::string& name, const std::string& inside, const std::string& what) {
        out_.line("{", view_of(name), ", ", literal(inside), ", ", what, "},");
    }

    Writer& out_;
    const Names& names_;
};

}  // namespace

void declare_secrets(Writer& out, const Names& names, const TypeDef& type) {
    if (!names.secretive().contains(type)) return;
    const std::string table = table_of(names, type);
    out.line("/// What antiphon::json::redacted() leaves out.");
    out.line("extern const antiphon::json::Secrets ", table, ";");
    out.line("inline const antiphon::json::Secrets& secrets_of(const ", names.name(type), "*) noexcept { return ",
             table, "; }");
}

void define_secrets(Writer& out, const Names& names, const TypeDef& type) {
    if (!names.secretive().contains(type)) return;
    const std::string rows = "rows_of_" + table_of(names, type);
    out.line("namespace {");
    out.line();
    out.open("constexpr json::SecretMember ", rows, "[] = {");
    Table table(out, names);
    if (const Struct* body = type.as<Struct>())
        for (const Field& field : body->fields) table.add(field, field.name);
    if (const Union* body = type.as<Union>())
        for (const Variant& variant : body->variants) table.add(variant.type, "", "");
    if (const Tuple* body = type.as<Tuple>())
        for (std::size_t i = 0; i < body->items.size(); ++i) table.add(body->items[i], std::to_string(i));
    out.close("};");
    out.line();
    out.line("}  // namespace");
    out.line();
    out.line("constinit const json::Secrets ", table_of(names, type), "{", rows, "};");
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
