// Types and errors of a Python module, and how they look on the wire.

#include <algorithm>

#include "emit/python.h"
#include "text.h"

namespace antiphon::idl::emit {

void Python::enumeration(const TypeDef& def) {
    const auto& body = *def.as<Enum>();
    out_.line().open("class ", named(def), "(antiphon.", body.open ? "OpenEnum" : "ClosedEnum", "):");
    docstring(def);
    // What the class enum.Enum keeps for itself.
    Names names({"mro", "name", "value", "is_known"});
    for (const EnumValue& value : body.values) {
        comment(value);
        std::string name = py::is_keyword(value.identifier) ? value.identifier + '_' : value.identifier;
        if (name.starts_with('_')) name = 'v' + name;
        out_.line(names.take(name), " = ", body.integer ? value.text : quoted(value.text));
    }
    out_.close().line();
}

void Python::structure(const TypeDef& def) {
    const auto& body = *def.as<Struct>();
    dataclass(named(def), body.fields, def, body.unknown == Struct::Unknown::keep, nullptr);
}

void Python::dataclass(const std::string& name, const std::vector<Field>& fields, const Described& described,
                       bool extra, const Channel* channel) {
    out_.line().line("@dataclasses.dataclass(slots=True, kw_only=True)");
    out_.open("class ", name, "(antiphon.Struct):");
    docstring(described);
    const std::vector<std::string> attributes = py::attributes(fields);
    for (std::size_t i = 0; i < fields.size(); ++i)
        member(name, fields[i], attributes[i], channel != nullptr && py::is_bound(*channel, fields[i]));
    if (extra) {
        out_.line("#: Members that this version does not know.");
        out_.line("extra: dict[str, antiphon.Any] = dataclasses.field(default_factory=dict)");
    }
    if (fields.empty() && !extra && described.doc.empty() && !described.deprecated) out_.line("pass");
    out_.close().line();
}

void Python::member(const std::string& owner, const Field& field, const std::string& attribute, bool bound) {
    comment(field);
    std::string type = text(field.type.present()), value;
    if (field.nullable) type += " | None";
    if (field.default_value) {
        value = default_value(owner, field);
        if (field.type.is_optional() && !field.nullable) type += " | None";
    } else if (field.type.is_optional() || bound) {
        if (field.nullable)
            type += " | antiphon.Unset";
        else
            type += " | None";
        value = field.nullable ? "antiphon.UNSET" : "None";
    }
    if (field.secret)
        value = value.starts_with("dataclasses.field(") ? value.substr(0, value.size() - 1) + ", repr=False)"
                : value.empty()                         ? "dataclasses.field(repr=False)"
                                                        : "dataclasses.field(default=" + value + ", repr=False)";
    out_.line(attribute, ": ", type, value.empty() ? "" : " = ", value);
}

std::string Python::default_value(const std::string& owner, const Field& field) {
    const Json& value = *field.default_value;
    const Type& type = resolved(field.type.present());
    if (value.is(Json::Kind::null)) return "None";
    if (value.is(Json::Kind::array) && value.items().empty() && type.kind == Type::Kind::array)
        return "dataclasses.field(default_factory=list)";
    if (value.is(Json::Kind::object) && value.members().empty() && type.kind == Type::Kind::map)
        return "dataclasses.field(default_factory=dict)";
    if (type.is(Builtin::boolean) || type.is(Builtin::string)) return py::literal(value);
    if (type.kind == Type::Kind::builtin && type.builtin >= Builtin::int8 && type.builtin <= Builtin::uint64 &&
        value.text().find_first_of(".eE") == std::string::npos)
        return value.text();  // digits, whether they stood in quotes or not
    if (type.kind == Type::Kind::named)
        if (const auto* body = type.named->as<Enum>())
            return named(*type.named) + '(' + (body->integer ? value.text() : py::literal(value)) + ')';
    return "dataclasses.field(default_factory=antiphon.default_of(lambda: " + owner + ", " + quoted(field.name) + ", " +
           py::literal(value) + "))";
}

void Python::other(const TypeDef& def) {
    comment(def);
    if (const auto* body = def.as<Alias>()) {
        const std::string target = text(body->type);
        if (body->strong)
            out_.line(named(def), " = antiphon.NewType(", quoted(named(def)), ", ",
                      target.starts_with("antiphon.") ? target : quoted(target), ")");
        else
            out_.line(named(def), ": antiphon.TypeAlias = ", quoted(target));
    } else if (const auto* tuple = def.as<Tuple>()) {
        std::vector<std::string> items;
        for (const Field& item : tuple->items) items.push_back(text(item.type) + (item.nullable ? " | None" : ""));
        out_.line(named(def), ": antiphon.TypeAlias = ", quoted("tuple[" + join(items, ", ") + ']'));
    } else if (const auto* choice = def.as<Union>()) {
        std::vector<std::string> variants;
        for (const Variant& variant : choice->variants) variants.push_back(text(variant.type));
        if (choice->open) variants.push_back("antiphon.Unknown");
        out_.line(named(def), ": antiphon.TypeAlias = ", quoted(join(variants, " | ")));
    }
    out_.line();
}

void Python::error(const ErrorDef& error) {
    out_.line().open("class ", error_name(error), "(antiphon.DeclaredError):");
    Described about = error;
    if (about.doc.empty()) about.doc = error.message;
    docstring(about);
    out_.line("declared_code = ", error.code);
    out_.line("wire_type = ", quoted(error.wire));
    if (error.data) {
        const std::string detail = text(*error.data);
        out_.line("detail: ", detail).line();
        out_.open("def __init__(self, detail: ", detail,
                  ", message: str = \"\", data: dict[str, antiphon.Any] | None = None) -> None:");
        out_.line("super().__init__(detail, message or ", quoted(error.message), ", data)").close();
    }
    out_.close().line();
}

namespace {

std::string number(const std::string& text, bool quote) { return quote ? quoted(text) : text; }

/// "min=1, max=9999" of what this built-in knows.
std::string arguments(const Constraints& limits, const Type& type, WireForm wire) {
    std::vector<std::string> given;
    const auto add = [&](std::string_view name, const std::string& value) {
        given.push_back(std::string(name) + '=' + value);
    };
    const auto counts = [&](std::string_view least, std::string_view most, const auto& from, const auto& to) {
        if (from) add(least, std::to_string(*from));
        if (to) add(most, std::to_string(*to));
    };
    const bool decimal = type.is(Builtin::decimal);
    if (limits.min) add("min", number(*limits.min, decimal));
    if (limits.max) add("max", number(*limits.max, decimal));
    counts("min_length", "max_length", limits.min_length, limits.max_length);
    counts("min_items", "max_items", limits.min_items, limits.max_items);
    if (limits.pattern) add("pattern", quoted(*limits.pattern));
    if (limits.format) add("format", quoted(*limits.format));
    if (limits.precision) add("precision", std::to_string(*limits.precision));
    if (limits.scale) add("scale", std::to_string(*limits.scale));
    if (wire == WireForm::number && (decimal || type.is(Builtin::int64) || type.is(Builtin::uint64)))
        add("wire", "\"number\"");
    return join(given, ", ");
}

std::string builtin_codec(Builtin builtin) {
    static constexpr std::string_view names[] = {
        "boolean", "int8",    "uint8",   "int16",  "uint16", "int32", "uint32",    "int53", "int64",    "uint64",
        "float32", "float64", "decimal", "string", "bytes_", "uuid",  "timestamp", "date_", "duration", "json_"};
    return "antiphon." + std::string(names[static_cast<std::size_t>(builtin)]);
}

}  // namespace

std::string Python::named_codec(const TypeDef& def) {
    return (def.file == &file_ ? "" : module_of(*def.file) + '.') + "_wire[" + quoted(def.name) + ']';
}

std::string Python::element_codec(const Type& type, WireForm wire) {
    return type.is_optional() ? "antiphon.nullable(" + codec(type.present(), {}, wire) + ')' : codec(type, {}, wire);
}

std::string Python::codec(const Type& type, const Constraints& limits, WireForm wire) {
    const std::string given = arguments(limits, type, wire);
    const std::string more = given.empty() ? "" : ", " + given;
    switch (type.kind) {
        case Type::Kind::builtin:
            return builtin_codec(type.builtin) + '(' + given + ')';
        case Type::Kind::named: {
            const Alias* alias = type.named->as<Alias>();
            const bool has_own_form = alias == nullptr || wire != WireForm::number;
            const std::string own =
                has_own_form ? named_codec(*type.named) : codec(alias->type, alias->constraints, wire);
            const Type& target = resolved(type).present();
            if (!limits.any() || target.kind == Type::Kind::named) return own;
            return "antiphon.checked(" + own + ", " + codec(target, limits, wire) + ')';
        }
        case Type::Kind::array:
            return "antiphon.array(" + element_codec(type.item(), wire) + more + ')';
        case Type::Kind::map:
            return "antiphon.map_(" + codec(type.key(), {}, WireForm::standard) + ", " +
                   element_codec(type.item(), wire) + more + ')';
        case Type::Kind::optional:
            return element_codec(type, wire);
        case Type::Kind::invalid:
            break;
    }
    return "antiphon.json_()";
}

void Python::wire_struct(const std::string& name, const std::vector<Field>& fields, Struct::Unknown unknown,
                         const Channel* channel) {
    const std::vector<std::string> attributes = py::attributes(fields);
    out_.line(name, ",");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Field& field = fields[i];
        const bool bound = channel != nullptr && py::is_bound(*channel, field);
        out_.line("antiphon.member(", quoted(field.name), ", ", codec(field),
                  attributes[i] == field.name ? "" : ", " + quoted(attributes[i]),
                  field.type.is_optional() || bound ? ", optional=True" : "", field.nullable ? ", nullable=True" : "",
                  field.default_value ? ", default=True" : "", "),");
    }
    if (unknown != Struct::Unknown::ignore)
        out_.line("unknown=", unknown == Struct::Unknown::keep ? "\"keep\"" : "\"reject\"", ",");
}

void Python::wire_form(const TypeDef& def) {
    const std::string target = "_wire[" + quoted(def.name) + "] = ";
    if (const auto* body = def.as<Struct>()) {
        out_.open(target, "antiphon.struct(");
        wire_struct(named(def), body->fields, body->unknown, nullptr);
        out_.close(")");
    } else if (def.as<Enum>() != nullptr) {
        out_.line(target, "antiphon.enum_(", named(def), ")");
    } else if (const auto* alias = def.as<Alias>()) {
        const bool optional = alias->type.is_optional();
        const std::string inner = codec(alias->type.present(), alias->constraints, WireForm::standard);
        out_.line(target, optional ? "antiphon.nullable(" : "", inner, optional ? ")" : "");
    } else if (const auto* tuple = def.as<Tuple>()) {
        out_.open(target, "antiphon.tuple_(");
        for (const Field& item : tuple->items) {
            const bool null = item.nullable || item.type.is_optional();
            out_.line(null ? "antiphon.nullable(" : "", codec(item), null ? ")," : ",");
        }
        out_.close(")");
    } else if (const auto* choice = def.as<Union>()) {
        if (choice->tagged)
            out_.open(target, "antiphon.tagged(", quoted(choice->tag), ", {");
        else
            out_.open(target, "antiphon.untagged(");
        for (const Variant& variant : choice->variants) {
            const std::string inner = codec(variant.type, {}, WireForm::standard);
            if (choice->tagged)
                out_.line(quoted(variant.tag), ": ", inner, ",");
            else
                out_.line("(", quoted(variant.member), ", ", inner, "),");
        }
        const std::string open = std::string("open=") + (choice->open ? "True" : "False");
        if (choice->tagged) {
            out_.close("}, ", open, ")");
        } else {
            out_.line(open, ",");
            out_.close(")");
        }
    }
}

void Python::wire_forms() {
    out_.line().line("# How values look on the wire.").line("_wire = antiphon.Wire()");
    const auto types = types_for(
        file_, [](const Method&) { return true; }, visible);
    for (const TypeDef* def : types) wire_form(*def);
    for (const auto& error : file_.errors)
        if (error->data) out_.line(error_name(*error), ".codec = ", codec(*error->data, {}, WireForm::standard));
    out_.line();
}

}  // namespace antiphon::idl::emit
