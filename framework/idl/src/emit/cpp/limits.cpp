// Constraints as calls of json::check, patterns as tables.

#include "../../compile/numbers.h"
#include "../../pattern.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

std::string number(const std::string& text) {
    if (text == "-9223372036854775808") return "std::numeric_limits<std::int64_t>::min()";
    return text;
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

bool has_field_limits(const std::vector<Field>& fields) {
    for (const Field& field : fields)
        if (field.constraints.any()) return true;
    return false;
}

void define_limits(Writer& out, const Names& names, const TypeDef& holder, const std::vector<Field>& fields) {
    if (!has_field_limits(fields)) return;
    const std::string name = names.name(holder);
    out.line("namespace {");
    out.line();
    for (const Field& field : fields) define_pattern(out, field.constraints, name + '_' + names.member(holder, field));
    out.open("void check_limits(const json::Path& path, const ", name, "& value) {");
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::string place =
            field.name.empty() ? "std::size_t{" + std::to_string(index) + '}' : literal(field.name);
        ++index;
        if (!field.constraints.any()) continue;
        const std::string member = "value." + names.member(holder, field);
        const bool optional = field.type.is_optional();
        std::string held = member;
        if (field.nullable && optional)
            held = '*' + member + ".value()";
        else if (field.nullable || optional)
            held = '*' + member;
        if (held != member) out.open("if (", held.substr(1), ") {");
        check_limits(out, field.type.present(), field.constraints, Names::plain(field.type.present(), held),
                     "json::Path(path, " + place + ')', name + '_' + names.member(holder, field));
        if (held != member) out.close("}");
    }
    out.close("}");
    out.line();
    out.line("}  // namespace");
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
    if (base.kind == Type::Kind::builtin && is_real(base.builtin)) kind = "_real";
    if (base.is(Builtin::duration)) checked = (value.starts_with('*') ? '(' + value + ')' : value) + ".count()";
    if (limits.min) check("min" + kind, checked, open + number(*limits.min) + close);
    if (limits.max) check("max" + kind, checked, open + number(*limits.max) + close);
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
    out.line("constexpr json::check::Pattern ", name, "{", literal(*limits.pattern), ", ",
             made.bounds.empty() ? "{}" : name + "_bounds", ", ", name, "_next, ", name, "_accepting};");
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
