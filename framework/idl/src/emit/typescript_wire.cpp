// Where 64-bit integers stand in a TypeScript module's types, for files whose option `int64` is "bigint": nothing else
// needs a codec, since types are the wire.

#include <algorithm>

#include "emit/typescript.h"
#include "text.h"

namespace antiphon::idl::emit {

namespace {

bool is_big(const Type& type, WireForm wire, const File& file) {
    return file.typescript_int64 == "bigint" && wire != WireForm::number &&
           (type.is(Builtin::int64) || type.is(Builtin::uint64));
}

using Found = std::set<const TypeDef*>;

bool holds(const Type& type, WireForm wire, const File& file, const Found& found) {
    if (type.kind == Type::Kind::named && wire == WireForm::number)
        if (const Alias* alias = type.named->as<Alias>()) return holds(alias->type, wire, file, found);
    if (type.kind == Type::Kind::named) return found.count(type.named) > 0;
    if (type.kind == Type::Kind::map) return holds(type.item(), wire, file, found);  // keys are text anyway
    return is_big(type, wire, file) || std::any_of(type.parts.begin(), type.parts.end(),
                                                   [&](const Type& part) { return holds(part, wire, file, found); });
}

bool holds(const TypeDef& def, const Found& found) {
    const auto field = [&](const Field& one) { return holds(one.type, one.wire, *def.file, found); };
    const auto variant = [&](const Variant& one) { return holds(one.type, WireForm::standard, *def.file, found); };
    if (const auto* body = def.as<Struct>()) return std::any_of(body->fields.begin(), body->fields.end(), field);
    if (const auto* body = def.as<Tuple>()) return std::any_of(body->items.begin(), body->items.end(), field);
    if (const auto* body = def.as<Alias>()) return holds(body->type, WireForm::standard, *def.file, found);
    if (const auto* body = def.as<Union>()) return std::any_of(body->variants.begin(), body->variants.end(), variant);
    return false;
}

/// How JSON tells the variant from others.
std::string_view json_kind(const Type& type) {
    const Type& target = resolved(type).present();
    if (target.kind == Type::Kind::array) return "array";
    if (target.kind == Type::Kind::map) return "object";
    if (target.kind == Type::Kind::named) {
        if (target.named->as<Tuple>() != nullptr) return "array";
        const auto* body = target.named->as<Enum>();
        return body == nullptr ? "object" : body->integer ? "number" : "string";
    }
    if (target.is(Builtin::boolean)) return "boolean";
    const bool number = target.builtin < Builtin::int64 || target.is(Builtin::float32) || target.is(Builtin::float64) ||
                        target.is(Builtin::duration);
    return number ? "number" : "string";
}

/// As the key of an object that is written down: without brackets this one would set the prototype.
std::string key(const std::string& name) { return name == "__proto__" ? "[\"__proto__\"]" : ts::property(name); }

}  // namespace

std::set<const TypeDef*> with_big_integers(const Program& program) {
    Found found;
    for (std::size_t before = 1; before != found.size();) {
        before = found.size();
        for (const auto& file : program.files)
            for (const auto& type : file->types)
                if (holds(*type, found)) found.insert(type.get());
        if (found.empty()) break;
    }
    return found;
}

std::string TypeScript::codec(const TypeDef& def) {
    if (big_.count(&def) == 0) return {};
    const std::string& wire = wire_names_[def.file];
    const std::string member = is_identifier(def.name) ? '.' + def.name : '[' + quoted(def.name) + ']';
    if (def.file == &file_) return wire + member;
    used_values_.insert(def.file);
    return module_of(*def.file) + '.' + wire + member;
}

std::string TypeScript::codec(const Type& type, WireForm wire) {
    if (!holds(type, wire, file_, big_)) return {};
    runtime_values_ = true;
    switch (type.kind) {
        case Type::Kind::named:
            return codec(*type.named);
        case Type::Kind::array:
            return runtime("list(") + codec(type.item(), wire) + ')';
        case Type::Kind::map:
            return runtime("record(") + codec(type.item(), wire) + ')';
        case Type::Kind::optional:
            return codec(type.present(), wire);
        default:
            return runtime("int64");
    }
}

std::vector<std::string> TypeScript::member_codecs(const std::vector<Field>& fields) {
    std::vector<std::string> members;
    for (const Field& field : fields)
        if (const std::string one = codec(field.type, field.wire); !one.empty())
            members.push_back(key(field.name) + ": " + one);
    return members;
}

std::string TypeScript::members_codec(const std::vector<Field>& fields) {
    const auto members = member_codecs(fields);
    if (members.empty()) return {};
    return runtime("members(() => ({ ") + join(members, ", ") + " }))";
}

/// `open a, b close`, over several lines when it is long.
void TypeScript::enclosed(const std::string& open, const std::vector<std::string>& parts, const std::string& close) {
    const bool braces = open.ends_with('{');
    const std::string line = open + (braces ? " " : "") + join(parts, ", ") + (braces ? " " : "") + close;
    if (line.size() <= 118) {
        out_.line(line);
        return;
    }
    out_.open(open);
    for (const std::string& part : parts) out_.line(part, ",");
    out_.close(close);
}

void TypeScript::body_codec(const TypeDef& def) {
    const std::string begin = ts::property(def.name) + ": ";
    std::vector<std::string> parts;
    if (const auto* body = def.as<Struct>())
        return enclosed(begin + runtime("members(() => ({"), member_codecs(body->fields), "})),");
    if (const auto* body = def.as<Alias>()) {
        out_.line(begin, runtime("later(() => "), codec(body->type, WireForm::standard), "),");
        return;
    }
    if (const auto* body = def.as<Tuple>()) {
        for (const Field& item : body->items) {
            const std::string one = codec(item.type, item.wire);
            parts.push_back(one.empty() ? "undefined" : one);
        }
        return enclosed(begin + runtime("items(() => ["), parts, "]),");
    }
    const auto& choice = *def.as<Union>();
    for (const Variant& variant : choice.variants) {
        const std::string one = codec(variant.type, WireForm::standard);
        if (!choice.tagged)
            parts.push_back("{ kind: " + quoted(json_kind(variant.type)) + ", member: " + quoted(variant.member) +
                            ", codec: " + (one.empty() ? "undefined" : one) + " }");
        else if (!one.empty())
            parts.push_back(key(variant.tag) + ": " + one);
    }
    if (choice.tagged)
        enclosed(begin + runtime("tagged(") + quoted(choice.tag) + ", () => ({", parts, "})),");
    else
        enclosed(begin + runtime("untagged(() => ["), parts, "]),");
}

void TypeScript::wire() {
    std::vector<const TypeDef*> types;
    for (const TypeDef* def : types_for(file_, exposed, visible))
        if (big_.count(def) > 0) types.push_back(def);
    if (types.empty()) return;
    std::string names;
    std::size_t line = 0;
    for (const TypeDef* def : types) {
        const std::string name = quoted(def->name);
        if (!names.empty()) names += names.size() - line > 90 ? (line = names.size(), "\n  | ") : " | ";
        names += name;
    }
    runtime_values_ = true;
    out_.line("/** Where 64-bit integers stand: digits on the wire, `bigint` here. */");
    out_.open("export const ", wire_names_[&file_], ": Record<", names, ", ", runtime("Codec"), "> = {");
    for (const TypeDef* def : types) body_codec(*def);
    out_.close("};").line();
}

}  // namespace antiphon::idl::emit
