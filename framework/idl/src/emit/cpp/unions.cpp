// Reading and writing of unions.

#include "../../compile/numbers.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// Whether the JSON in `value` is of the type's kind, as an expression.
std::string shape_test(const Type& type) {
    const Type& base = resolved(type);
    if (base.kind == Type::Kind::array) return "value.is_array()";
    if (base.kind == Type::Kind::map) return "value.is_object()";
    if (base.kind == Type::Kind::named) {
        if (const Enum* body = base.named->as<Enum>())
            return body->integer ? "json::is_number(value)" : "value.is_string()";
        return base.named->as<Tuple>() != nullptr ? "value.is_array()" : "value.is_object()";
    }
    if (base.is(Builtin::boolean)) return "value.kind() == json::Kind::boolean";
    const bool as_text = base.is(Builtin::int64) || base.is(Builtin::uint64);
    return !as_text && (range_of(base.builtin) || is_real(base.builtin)) ? "json::is_number(value)"
                                                                         : "value.is_string()";
}

std::string known_tags(const Union& body) {
    std::vector<std::string> tags;
    for (const Variant& variant : body.variants) tags.push_back(variant.tag);
    return view_of(join(tags, ", "));
}

/// `if (test) return call`, in two lines when it is long.
void choice(Writer& out, const std::string& test, const std::string& call) {
    if (test.size() + call.size() + 16 <= 120) {
        out.line("if (", test, ") return ", call);
        return;
    }
    out.open("if (", test, ")");
    out.line("return ", call);
    out.close();
}
std::string holds(std::size_t variant) {
    return "const auto* held = std::get_if<" + std::to_string(variant) + ">(&value)";
}

void define_tagged(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    out.open(reader(name), " {");
    out.line("const std::string_view tag = json::read_tag(value, path, ", view_of(body.tag), ");");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        const Variant& variant = body.variants[i];
        const std::string held = Names::plain(variant.type, "out.emplace<" + std::to_string(i) + ">()");
        out.line("if (tag == ", view_of(variant.tag), ") return read_json(value, path, ", held, ");");
    }
    if (body.open)
        out.line("out.emplace<", body.variants.size(), ">(json::keep_unknown_variant(value, path, ", view_of(body.tag),
                 ", tag, ", known_tags(body), "));");
    else
        out.line("json::refuse_unknown_variant(path, ", view_of(body.tag), ", tag, ", known_tags(body), ");");
    out.close("}");
    out.line();
    out.open(writer(name), " {");
    for (std::size_t i = 0; i < body.variants.size(); ++i)
        choice(out, holds(i),
               "json::write_tagged(out, " + view_of(body.tag) + ", " + view_of(body.variants[i].tag) + ", " +
                   Names::plain(body.variants[i].type, "*held") + ");");
    if (body.open) out.line("out += std::get<", body.variants.size(), ">(value).value.text;");
    out.close("}");
    out.line();
}

void define_untagged(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    std::vector<std::string> shapes;
    out.open(reader(name), " {");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        const Variant& variant = body.variants[i];
        shapes.push_back(text(variant.type, names.file()));
        const std::string test = variant.member.empty()
                                     ? shape_test(variant.type)
                                     : "value.is_object() && value.find(" + view_of(variant.member) + ')';
        choice(out, test, names.form(variant.type) + "::read(value, path, out.emplace<" + std::to_string(i) + ">());");
    }
    const std::string expected = literal("one of " + join(shapes, ", "));
    if (body.open)
        out.line("out.emplace<", body.variants.size(), ">(json::keep_unknown_shape(value, path, ", expected, "));");
    else
        out.line("json::refuse_shape(value, path, ", expected, ");");
    out.close("}");
    out.line();
    out.open(writer(name), " {");
    for (std::size_t i = 0; i < body.variants.size(); ++i)
        choice(out, holds(i), names.form(body.variants[i].type) + "::write(out, *held);");
    if (body.open) out.line("out += std::get<", body.variants.size(), ">(value).value.text;");
    out.close("}");
    out.line();
}

}  // namespace

void define_union(Writer& out, const Names& names, const TypeDef& type) {
    const Union& body = *type.as<Union>();
    body.tagged ? define_tagged(out, names, type, body) : define_untagged(out, names, type, body);
    define_limits(out, names, type, body);
}

}  // namespace antiphon::idl::emit::cpp_language
