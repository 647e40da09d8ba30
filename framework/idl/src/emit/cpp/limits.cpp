// Constraints as calls of json::check, patterns as tables.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "../../compile/numbers.h"
#include "../../pattern.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

std::string number(const std::string& text) {
    if (text == "-9223372036854775808") return "std::numeric_limits<std::int64_t>::min()";
    return text;
}

/// A limit as a value of that type is rounded: 0.1F is more than 0.1.
std::string real(std::string text, Builtin type) {
    if (text.find_first_of(".eE") == std::string::npos) text += ".0";
    const bool fits = std::abs(std::strtod(text.c_str(), nullptr)) <= std::numeric_limits<float>::max();
    return type == Builtin::float32 && fits ? text + 'F' : text;
}

/// Numbers in lines of a readable length.
template <class Items, class Text>
void table(Writer& out, const std::string& head, const Items& items, Text text) {
    std::string line;
    out.open(head, "[] = {");
    for (const auto& item : items) {
        line += text(item) + ',';
        if (line.size() > 100) {
            out.line(line);
            line.clear();
        } else {
            line += ' ';
        }
    }
    if (line.ends_with(' ')) line.pop_back();
    if (!line.empty()) out.line(line);
    out.close("};");
}

}  // namespace

namespace {

enum class Depth { own, inside };

/// Checks of one member, as a block of its own where the member may be missing.
void check_member(Writer& out, const Names& names, const TypeDef& holder, const Field& field, const std::string& place,
                  Depth depth) {
    const std::string member = "value." + names.member(holder, field);
    const bool optional = field.type.is_optional();
    std::string held = member;
    if (has_three_states(field))
        held = '*' + member + ".value()";
    else if (field.nullable || optional)
        held = '*' + member;
    if (held != member) out.open("if (", held.substr(1), ") {");
    const Type& type = field.type.present();
    const std::string path = "json::Path(path, " + place + ')' + (field.secret ? ".secret()" : "");
    if (depth == Depth::own) {
        check_limits(out, type, field.constraints, Names::plain(type, held), path,
                     names.name(holder) + '_' + names.member(holder, field));
    } else {
        const bool boxed = optional && names.order().boxed(holder, type);
        const std::string limits = names.limits(type);
        out.line(boxed ? "json::check::Boxed<" + limits + '>' : limits, "::check(", path, ", ", held, ");");
    }
    if (held != member) out.close("}");
}

void check_members(Writer& out, const Names& names, const TypeDef& holder, const std::vector<Field>& fields,
                   Depth depth) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = fields[i];
        if (depth == Depth::own ? !field.constraints.any() : !names.limited().contains(field.type)) continue;
        const std::string place = field.name.empty() ? "std::size_t{" + std::to_string(i) + '}' : view_of(field.name);
        check_member(out, names, holder, field, place, depth);
    }
}

bool any_inside(const Names& names, const std::vector<Field>& fields) {
    return std::any_of(fields.begin(), fields.end(),
                       [&](const Field& field) { return names.limited().contains(field.type); });
}

std::string head(std::string_view function, const std::string& path, const std::string& type) {
    return "void " + std::string(function) + "(const " + path + "::Path& path, const " + type + "& value)";
}

}  // namespace

void declare_limits(Writer& out, const Names& names, const TypeDef& type) {
    if (!names.limited().contains(type)) return;
    out.line("/// Throws antiphon::InvalidData when a limit of the IDL is broken.");
    out.line(head("check_limits", "antiphon::json", names.name(type)), ";");
}

std::string own_limits(const Names& names, const TypeDef& holder, const std::vector<Field>& fields) {
    if (!has_own_limits(holder)) return "";
    return std::string("if (path.strict()) ") + (any_inside(names, fields) ? "check_own_limits" : "check_limits") +
           "(path, out);";
}

void define_limits(Writer& out, const Names& names, const TypeDef& holder, const std::vector<Field>& fields) {
    if (!names.limited().contains(holder)) return;
    const std::string name = names.name(holder);
    const bool own = has_own_limits(holder), inside = any_inside(names, fields);
    const bool patterns = std::any_of(fields.begin(), fields.end(),
                                      [](const Field& field) { return field.constraints.pattern.has_value(); });
    if (patterns || (own && inside)) {
        out.line("namespace {");
        out.line();
        for (const Field& field : fields)
            define_pattern(out, field.constraints, name + '_' + names.member(holder, field));
        if (inside) {
            out.open(head("check_own_limits", "json", name), " {");
            check_members(out, names, holder, fields, Depth::own);
            out.close("}");
            out.line();
        }
        out.line("}  // namespace");
        out.line();
    }
    out.open(head("check_limits", "json", name), " {");
    if (own && inside)
        out.line("check_own_limits(path, value);");
    else if (own)
        check_members(out, names, holder, fields, Depth::own);
    check_members(out, names, holder, fields, Depth::inside);
    out.close("}");
    out.line();
}

void define_limits(Writer& out, const Names& names, const TypeDef& holder, const Union& body) {
    if (!names.limited().contains(holder)) return;
    out.open(head("check_limits", "json", names.name(holder)), " {");
    for (std::size_t i = 0; i < body.variants.size(); ++i)
        if (const std::string limits = names.limits(body.variants[i].type); !limits.empty())
            out.line("if (const auto* held = std::get_if<", i, ">(&value)) ", limits, "::check(path, *held);");
    out.close("}");
    out.line();
}

void check_limits(Writer& out, const Type& type, const Constraints& limits, const std::string& value,
                  const std::string& path, const std::string& what) {
    const Type& base = resolved(type);
    const auto check = [&](std::string_view rule, const std::string& checked, const std::string& limit) {
        out.line("json::check::", rule, "(", path, ", ", checked, ", ", limit, ");");
    };
    const std::string size = (value.starts_with('*') ? '(' + value + ')' : value) + ".size()";
    const bool bytes = base.is(Builtin::bytes);
    if (limits.min_length)
        check(bytes ? "min_bytes" : "min_length", bytes ? size : value, std::to_string(*limits.min_length));
    if (limits.max_length)
        check(bytes ? "max_bytes" : "max_length", bytes ? size : value, std::to_string(*limits.max_length));
    if (limits.min_items) check("min_items", size, std::to_string(*limits.min_items));
    if (limits.max_items) check("max_items", size, std::to_string(*limits.max_items));
    std::string kind, open, close, checked = value;
    if (base.is(Builtin::decimal)) kind = "_decimal", open = "antiphon::Decimal::parse(\"", close = "\").value()";
    if (base.is(Builtin::uint64)) kind = "_unsigned", close = "U";
    const bool is_float = base.kind == Type::Kind::builtin && is_real(base.builtin);
    if (is_float) kind = "_real";
    if (base.is(Builtin::duration)) checked = (value.starts_with('*') ? '(' + value + ')' : value) + ".count()";
    const auto limit = [&](const std::string& text) {
        return is_float ? real(text, base.builtin) : open + number(text) + close;
    };
    if (limits.min) check("min" + kind, checked, limit(*limits.min));
    if (limits.max) check("max" + kind, checked, limit(*limits.max));
    if (limits.precision || limits.scale)
        check("precision", value,
              std::to_string(limits.precision.value_or(38)) + ", " + std::to_string(limits.scale.value_or(0)));
    if (limits.format) check("format", value, literal(*limits.format));
    if (limits.pattern) check("pattern", value, "pattern_of_" + what);
}

void define_pattern(Writer& out, const Constraints& limits, const std::string& what) {
    if (!limits.pattern) return;
    const PatternResult compiled = compile_pattern(*limits.pattern);
    const PatternTable& made = *compiled.table;
    const std::string name = "pattern_of_" + what;
    out.line("// ", literal(*limits.pattern));
    if (!made.bounds.empty())
        table(out, "constexpr char32_t " + name + "_bounds", made.bounds,
              [](char32_t bound) { return std::to_string(static_cast<std::uint32_t>(bound)); });
    table(out, "constexpr std::uint16_t " + name + "_next", made.next,
          [](std::uint16_t state) { return std::to_string(state); });
    table(out, "constexpr bool " + name + "_accepting", made.accepting,
          [](bool accepts) { return std::string(accepts ? "true" : "false"); });
    out.line("constexpr json::check::Pattern ", name, "{", view_of(*limits.pattern), ", ",
             made.bounds.empty() ? "{}" : name + "_bounds", ", ", name, "_next, ", name, "_accepting};");
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
