#include "cpp_codecs.h"

#include "../pattern.h"
#include "antiphon/idl/json.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

std::string reader_signature(const Names& names, const std::string& type) {
    return "void read_json(" + names.root() + "::json::Value value, const " + names.root() + "::json::Path& path, " +
           type + "& out)";
}
std::string writer_signature(const std::string& type) {
    return "void write_json(std::string& out, const " + type + "& value)";
}

void declare_codec(Writer& out, const Names& names, const std::string& type) {
    out.line(reader_signature(names, type), ";");
    out.line(writer_signature(type), ";");
}

/// The name of the ObjectReader and ObjectWriter function for a field.
std::string_view reading(const Field& field) {
    if (field.nullable && field.default_value) return "defaulted";
    if (field.nullable) return field.type.is_optional() ? "patch" : "nullable";
    if (field.type.is_optional()) return "optional";
    return field.default_value ? "defaulted" : "required";
}
std::string_view writing(const Field& field) {
    if (field.nullable) return field.type.is_optional() ? "patch" : "nullable";
    return field.type.is_optional() ? "optional" : "required";
}

bool is_strong(const Type& type) {
    const Alias* alias = type.kind == Type::Kind::named ? type.named->as<Alias>() : nullptr;
    return alias != nullptr && alias->strong;
}

std::string pattern_name(const TypeDef& holder, const std::string& member) {
    return "pattern_" + identifier(holder.name) + "_" + member;
}

void read_field(Writer& out, const Names& names, const TypeDef& holder, const Field& field, std::string_view reader) {
    const std::string member = "out." + identifier(field.identifier);
    std::string form = names.member_form(field, &holder);
    if (field.nullable && field.default_value) form = "wire::Optional<" + form + ">";
    out.line(reader, ".", reading(field), "<", form, ">(", literal(field.name), ", ", member, ");");
    if (!field.constraints.any()) return;
    std::string value = member;
    if (field.nullable && field.type.is_optional()) {
        value = "(*" + member + ".value())";
        out.open("if (", member, ".value()) {");
    } else if (field.nullable || field.type.is_optional()) {
        value = "(*" + member + ")";
        out.open("if (", member, ") {");
    } else {
        out.open("{");
    }
    if (is_strong(field.type.present())) value += ".value";
    out.line("const json::Path place(path, ", literal(field.name), ");");
    check_constraints(out, names, field.type.present(), field.constraints, value, "place",
                      pattern_name(holder, field.identifier));
    out.close("}");
}

/// Tags under which the struct is a variant: members that are no strangers.
std::vector<std::string> tags_of(const Program& program, const TypeDef& type) {
    std::vector<std::string> tags;
    for (const auto& file : program.files) {
        for (const auto& candidate : file->types) {
            const Union* body = candidate->as<Union>();
            if (body == nullptr || !body->tagged) continue;
            for (const Variant& variant : body->variants) {
                if (as_struct(variant.type) == type.as<Struct>()) tags.push_back(body->tag);
            }
        }
    }
    return tags;
}

std::string known_members(const Program& program, const TypeDef& type) {
    std::vector<std::string> known;
    for (const Field& field : type.as<Struct>()->fields) known.push_back(literal(field.name));
    for (const std::string& tag : tags_of(program, type)) known.push_back(literal(tag));
    return join(known, ", ");
}

void define_struct(Writer& out, const Names& names, const Program& program, const TypeDef& type, const Struct& body) {
    for (const Field& field : body.fields) {
        if (names.has_read_default(field)) {
            const std::string member = names.member_type(field, &type);
            out.open(member, " ", names.default_function(type, field), "() {");
            out.line("return json::read_default<", names.member_form(field, &type), ", ", member, ">(",
                     raw_literal(field.default_value->compact()), ");");
            out.close("}");
        }
        define_pattern(out, field.constraints, pattern_name(type, field.identifier));
    }
    const std::string name = names.name(type);
    const bool empty = body.fields.empty() && body.unknown == Struct::Unknown::ignore;
    out.open(reader_signature(names, name), " {");
    out.line(empty ? "const json::ObjectReader object(value, path);" : "json::ObjectReader object(value, path);");
    for (const Field& field : body.fields) read_field(out, names, type, field, "object");
    if (body.unknown == Struct::Unknown::reject)
        out.line("object.reject_unknown({", known_members(program, type), "});");
    if (body.unknown == Struct::Unknown::keep)
        out.line("object.keep_unknown({", known_members(program, type), "}, out.extra);");
    if (empty) out.line("static_cast<void>(out);");
    out.close("}");
    out.line();
    out.open(writer_signature(name), " {");
    out.line("json::ObjectWriter object(out);");
    for (const Field& field : body.fields) {
        out.line("object.", writing(field), "<", names.member_form(field, &type), ">(", literal(field.name), ", value.",
                 identifier(field.identifier), ");");
    }
    if (body.unknown == Struct::Unknown::keep) out.line("object.extra(value.extra);");
    if (empty) out.line("static_cast<void>(value);");
    out.close("}");
    out.line();
}

void define_enum(Writer& out, const Names& names, const TypeDef& type, const Enum& body) {
    const std::string name = names.name(type);
    const std::string held = body.open ? names.root() + "::OpenEnum<" + name + ">" : name;
    const std::string table = "names_of_" + name;
    out.open("constexpr json::EnumName<", name, "> ", table, "[] = {");
    for (const EnumValue& value : body.values)
        out.line("{", name, "::", identifier(value.identifier), ", ", literal(value.text), "},");
    out.close("};");
    out.line();
    out.open("std::string_view to_string(", name, " value) noexcept {");
    out.line("return json::enum_name(std::span<const json::EnumName<", name, ">>(", table, "), value);");
    out.close("}");
    out.open(reader_signature(names, held), " {");
    out.line("json::read_enum(value, path, std::span<const json::EnumName<", name, ">>(", table, "), ",
             body.integer ? "true" : "false", ", out);");
    out.close("}");
    out.open(writer_signature(held), " {");
    out.line(body.integer ? "out += key_text(value);" : "json::append_string(out, key_text(value));");
    out.close("}");
    out.open("void read_key(std::string_view text, const ", names.root(), "::json::Path& path, ", held, "& out) {");
    out.line("json::read_enum_text(text, path, std::span<const json::EnumName<", name, ">>(", table, "), out);");
    out.close("}");
    out.open("std::string_view key_text(const ", held, "& value) {");
    out.line(body.open ? "return value.is_known() ? to_string(value) : std::string_view(value.unknown_text());"
                       : "return to_string(value);");
    out.close("}");
    out.line();
}

void define_tagged(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    std::vector<std::string> tags;
    for (const Variant& variant : body.variants) tags.push_back(variant.tag);
    const std::string known = literal(join(tags, ", "));
    out.open(reader_signature(names, name), " {");
    out.line("const std::string_view tag = json::read_tag(value, path, ", literal(body.tag), ");");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        out.line("if (tag == ", literal(body.variants[i].tag), ") return ", names.form(body.variants[i].type),
                 "::read(value, path, out.emplace<", i, ">());");
    }
    if (body.open)
        out.line("out.emplace<", body.variants.size(), ">(json::keep_unknown_variant(value, path, ", literal(body.tag),
                 ", tag, ", known, "));");
    else
        out.line("json::refuse_unknown_variant(path, ", literal(body.tag), ", tag, ", known, ");");
    out.close("}");
    out.line();
    out.open(writer_signature(name), " {");
    out.open("switch (value.index()) {");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        out.line("case ", i, ": return json::write_tagged(out, ", literal(body.tag), ", ",
                 literal(body.variants[i].tag), ", std::get<", i, ">(value));");
    }
    if (body.open) out.line("default: out += std::get<", body.variants.size(), ">(value).value.text;");
    out.close("}");
    out.close("}");
    out.line();
}

/// An expression that says whether the JSON in `value` is of the type's kind.
std::string shape_test(const Type& type) {
    const Type& real = resolved(type);
    if (real.kind == Type::Kind::array) return "value.is_array()";
    if (real.kind == Type::Kind::map) return "value.is_object()";
    if (real.kind == Type::Kind::named) {
        if (const Enum* body = real.named->as<Enum>())
            return body->integer ? "json::is_number(value)" : "value.is_string()";
        return real.named->as<Tuple>() != nullptr ? "value.is_array()" : "value.is_object()";
    }
    if (real.is(Builtin::boolean)) return "value.kind() == json::Kind::boolean";
    if (real.builtin >= Builtin::int8 && real.builtin <= Builtin::float64 && !real.is(Builtin::int64) &&
        !real.is(Builtin::uint64))
        return "json::is_number(value)";
    if (real.is(Builtin::duration)) return "json::is_number(value)";
    return real.is(Builtin::json) ? "true" : "value.is_string()";
}

void define_untagged(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    std::vector<std::string> shapes;
    out.open(reader_signature(names, name), " {");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        const Variant& variant = body.variants[i];
        shapes.push_back(text(variant.type, *type.file));
        const std::string test = variant.member.empty()
                                     ? shape_test(variant.type)
                                     : "value.is_object() && value.find(" + literal(variant.member) + ")";
        out.line("if (", test, ") return ", names.form(variant.type), "::read(value, path, out.emplace<", i, ">());");
    }
    out.line("json::refuse_shape(value, path, ", literal("one of " + join(shapes, ", ")), ");");
    out.close("}");
    out.line();
    out.open(writer_signature(name), " {");
    out.open("switch (value.index()) {");
    for (std::size_t i = 0; i < body.variants.size(); ++i) {
        out.line("case ", i, ": return ", names.form(body.variants[i].type), "::write(out, std::get<", i, ">(value));");
    }
    out.close("}");
    out.close("}");
    out.line();
}

void define_alias(Writer& out, const Names& names, const TypeDef& type, const Alias& alias) {
    if (!has_codec_form(type)) return;
    const std::string name = names.name(type), pattern = pattern_name(type, "value");
    const std::string inner =
        alias.strong ? "wire::StrongOver<" + names.form(alias.type) + ">" : names.form(alias.type);
    define_pattern(out, alias.constraints, pattern);
    out.open("void ", name, "Form::read(", names.root(), "::json::Value value, const ", names.root(),
             "::json::Path& path, ", name, "& out) {");
    out.line(inner, "::read(value, path, out);");
    check_constraints(out, names, alias.type, alias.constraints, alias.strong ? "out.value" : "out", "path", pattern);
    out.close("}");
    out.line("void ", name, "Form::write(std::string& out, const ", name, "& value) { ", inner,
             "::write(out, value); }");
    out.line();
}

void define_tuple(Writer& out, const Names& names, const TypeDef& type, const Tuple& tuple) {
    const std::string name = names.name(type);
    for (std::size_t i = 0; i < tuple.items.size(); ++i)
        define_pattern(out, tuple.items[i].constraints, pattern_name(type, std::to_string(i)));
    out.open(reader_signature(names, name), " {");
    out.line("if (!value.is_array() || value.size() != ", tuple.items.size(), ") json::refuse_shape(value, path, ",
             literal("an array of " + std::to_string(tuple.items.size()) + " elements"), ");");
    out.line("auto element = value.elements().begin();");
    for (std::size_t i = 0; i < tuple.items.size(); ++i) {
        const Field& item = tuple.items[i];
        const std::string form = item.type.is_optional() || item.nullable
                                     ? "wire::Optional<" + names.member_form(item, &type) + ">"
                                     : names.member_form(item, &type);
        out.line(form, "::read(*element, json::Path(path, std::size_t{", i, "}), std::get<", i, ">(out));");
        if (item.constraints.any() && !item.type.is_optional() && !item.nullable) {
            check_constraints(out, names, item.type, item.constraints,
                              "std::get<" + std::to_string(i) + ">(out)" + (is_strong(item.type) ? ".value" : ""),
                              "json::Path(path, std::size_t{" + std::to_string(i) + "})",
                              pattern_name(type, std::to_string(i)));
        }
        if (i + 1 < tuple.items.size()) out.line("++element;");
    }
    out.close("}");
    out.line();
    out.open(writer_signature(name), " {");
    for (std::size_t i = 0; i < tuple.items.size(); ++i) {
        const Field& item = tuple.items[i];
        const std::string form = item.type.is_optional() || item.nullable
                                     ? "wire::Optional<" + names.member_form(item, &type) + ">"
                                     : names.member_form(item, &type);
        out.line("out += '", i == 0 ? '[' : ',', "';");
        out.line(form, "::write(out, std::get<", i, ">(value));");
    }
    out.line("out += ']';");
    out.close("}");
    out.line();
}

void declare_struct(Writer& out, const Names& names, const TypeDef& type, const Struct& body) {
    const std::string name = names.name(type);
    for (const Field& field : body.fields) {
        if (names.has_read_default(field))
            out.line(names.member_type(field, &type), " ", names.default_function(type, field), "();");
    }
    document(out, type);
    out.open("struct ", name, " {");
    for (const Field& field : body.fields) {
        document(out, field);
        out.line(names.member_type(field, &type), " ", identifier(field.identifier), names.initializer(field, &type),
                 ";");
    }
    if (body.unknown == Struct::Unknown::keep) {
        out.line("/// Members that this program does not know, kept and written back.");
        out.line("std::map<std::string, ", names.root(), "::JsonText> extra{};");
    }
    out.line("friend bool operator==(const ", name, "&, const ", name, "&) = default;");
    out.close("};");
    declare_codec(out, names, name);
}

void declare_enum(Writer& out, const Names& names, const TypeDef& type, const Enum& body) {
    const std::string name = names.name(type);
    document(out, type);
    out.open("enum class ", name, " {");
    if (body.open) out.line("unknown_,  ///< a value that this program does not know; OpenEnum keeps its text");
    for (const EnumValue& value : body.values) {
        document(out, value);
        out.line(identifier(value.identifier), ",");
    }
    out.close("};");
    out.line("std::string_view to_string(", name, " value) noexcept;  ///< as on the wire");
    const std::string held = body.open ? names.root() + "::OpenEnum<" + name + ">" : name;
    declare_codec(out, names, held);
    out.line("void read_key(std::string_view text, const ", names.root(), "::json::Path& path, ", held, "& out);");
    out.line("std::string_view key_text(const ", held, "& value);");
}

void declare_union(Writer& out, const Names& names, const TypeDef& type, const Union& body) {
    const std::string name = names.name(type);
    std::vector<std::string> variants;
    for (const Variant& variant : body.variants) variants.push_back(names.type(variant.type, &type));
    if (body.tagged && body.open) variants.push_back(names.root() + "::UnknownVariant");
    document(out, type);
    out.open("struct ", name, " : std::variant<", join(variants, ", "), "> {");
    out.line("using variant::variant;");
    out.line("using variant::operator=;");
    out.close("};");
    declare_codec(out, names, name);
}

void declare_alias(Writer& out, const Names& names, const TypeDef& type, const Alias& body) {
    const std::string name = names.name(type);
    document(out, type);
    const std::string target = names.type(body.type, &type);
    if (body.strong)
        out.line("using ", name, " = ", names.root(), "::Strong<struct ", name, "Tag, ", target, ">;");
    else
        out.line("using ", name, " = ", target, ";");
    if (has_codec_form(type)) {
        out.line("/// ", name, " on the wire, with its limits.");
        out.open("struct ", name, "Form {");
        out.line("static void read(", names.root(), "::json::Value value, const ", names.root(), "::json::Path& path, ",
                 name, "& out);");
        out.line("static void write(std::string& out, const ", name, "& value);");
        out.close("};");
    }
}

void declare_tuple(Writer& out, const Names& names, const TypeDef& type, const Tuple& body) {
    const std::string name = names.name(type);
    std::vector<std::string> items;
    for (const Field& item : body.items) items.push_back(names.member_type(item, &type));
    document(out, type);
    out.open("struct ", name, " : std::tuple<", join(items, ", "), "> {");
    out.line("using tuple::tuple;");
    out.close("};");
    declare_codec(out, names, name);
}

}  // namespace

void declare_type(Writer& out, const Names& names, const TypeDef& type) {
    if (const auto* as_struct = type.as<Struct>()) declare_struct(out, names, type, *as_struct);
    if (const auto* as_enum = type.as<Enum>()) declare_enum(out, names, type, *as_enum);
    if (const auto* as_union = type.as<Union>()) declare_union(out, names, type, *as_union);
    if (const auto* as_alias = type.as<Alias>()) declare_alias(out, names, type, *as_alias);
    if (const auto* as_tuple = type.as<Tuple>()) declare_tuple(out, names, type, *as_tuple);
    out.line();
}

void define_codec(Writer& out, const Names& names, const Program& program, const TypeDef& type) {
    if (const auto* as_struct = type.as<Struct>()) define_struct(out, names, program, type, *as_struct);
    if (const auto* as_enum = type.as<Enum>()) define_enum(out, names, type, *as_enum);
    if (const auto* as_union = type.as<Union>())
        as_union->tagged ? define_tagged(out, names, type, *as_union) : define_untagged(out, names, type, *as_union);
    if (const auto* as_alias = type.as<Alias>()) define_alias(out, names, type, *as_alias);
    if (const auto* as_tuple = type.as<Tuple>()) define_tuple(out, names, type, *as_tuple);
}

void define_positional(Writer& out, const Names& names, const TypeDef& params,
                       const std::vector<std::string>& positional) {
    out.open("void read_positional(json::Value value, const json::Path& path, ", names.name(params), "& out) {");
    out.line("json::PositionalReader array(value, path, ", positional.size(), ");");
    for (const std::string& name : positional)
        read_field(out, names, params, *params.as<Struct>()->find(name), "array");
    out.close("}");
    out.line();
}

void check_constraints(Writer& out, const Names& names, const Type& type, const Constraints& c,
                       const std::string& value, const std::string& path, const std::string& pattern) {
    const Type& real = resolved(type);
    const auto check = [&](std::string_view what, const auto& limit) {
        out.line("json::check::", what, "(", path, ", ", value, ", ", limit, ");");
    };
    const auto sized = [&](std::string_view what, std::uint64_t limit) {
        out.line("json::check::", what, "(", path, ", ", value, ".size(), ", std::to_string(limit), ");");
    };
    // Limits of a text count code points, those of bytes count bytes.
    const bool bytes = real.is(Builtin::bytes);
    if (c.min_length) bytes ? sized("min_items", *c.min_length) : check("min_length", std::to_string(*c.min_length));
    if (c.max_length) bytes ? sized("max_items", *c.max_length) : check("max_length", std::to_string(*c.max_length));
    if (c.min_items) sized("min_items", *c.min_items);
    if (c.max_items) sized("max_items", *c.max_items);
    if (c.min || c.max) {
        std::string suffix, open, close;
        if (real.is(Builtin::decimal))
            suffix = "_decimal", open = names.root() + "::Decimal::parse(\"", close = "\").value()";
        else if (real.is(Builtin::uint64))
            suffix = "_unsigned", close = "U";
        else if (real.is(Builtin::float32) || real.is(Builtin::float64))
            suffix = "_real";
        const std::string held = value;
        const std::string counted = real.is(Builtin::duration) ? value + ".count()" : value;
        if (c.min) out.line("json::check::min", suffix, "(", path, ", ", counted, ", ", open, *c.min, close, ");");
        if (c.max) out.line("json::check::max", suffix, "(", path, ", ", counted, ", ", open, *c.max, close, ");");
    }
    if (c.precision || c.scale) {
        const int scale = c.scale.value_or(38), precision = c.precision.value_or(38);
        out.line("json::check::precision(", path, ", ", value, ", ", precision, ", ", scale, ");");
    }
    if (c.format) check("format", literal(*c.format));
    if (c.pattern) check("pattern", pattern);
}

void define_pattern(Writer& out, const Constraints& constraints, const std::string& name) {
    if (!constraints.pattern) return;
    const PatternResult compiled = compile_pattern(*constraints.pattern);
    std::vector<std::string> bounds, next, accepting;
    for (const char32_t bound : compiled.table->bounds)
        bounds.push_back(std::to_string(static_cast<std::uint32_t>(bound)));
    for (const std::uint16_t state : compiled.table->next) next.push_back(std::to_string(state));
    for (const bool accepts : compiled.table->accepting) accepting.push_back(accepts ? "true" : "false");
    out.line("constexpr char32_t ", name, "_bounds[] = {", bounds.empty() ? "0x110000" : join(bounds, ", "), "};");
    out.line("constexpr std::uint16_t ", name, "_next[] = {", join(next, ", "), "};");
    out.line("constexpr bool ", name, "_accepting[] = {", join(accepting, ", "), "};");
    out.line("constexpr json::check::Pattern ", name, "{", literal(*constraints.pattern), ", ",
             bounds.empty() ? "{}" : name + "_bounds", ", ", name, "_next, ", name, "_accepting};");
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
