// TypeScript: types that are the wire, and one client class per service over framework/clients/typescript.

#include "emit/typescript.h"

#include <algorithm>

#include "text.h"

namespace antiphon::idl::emit {

namespace ts {

bool is_keyword(std::string_view name) {
    static const std::set<std::string_view> words = {
        "arguments", "as",        "async",   "await",  "break",     "case",       "catch",   "class",  "const",
        "continue",  "debugger",  "default", "delete", "do",        "else",       "enum",    "eval",   "export",
        "extends",   "false",     "finally", "for",    "from",      "function",   "if",      "import", "implements",
        "in",        "interface", "let",     "new",    "null",      "instanceof", "package", "of",     "private",
        "protected", "public",    "return",  "static", "super",     "switch",     "this",    "throw",  "true",
        "try",       "type",      "typeof",  "var",    "undefined", "void",       "while",   "with",   "yield"};
    return words.count(name) > 0;
}

std::string property(std::string_view name) { return is_identifier(name) ? std::string(name) : quoted(name); }

bool is_bound(const Channel& channel, const Field& param) {
    return param.name == channel.bind_user || param.name == channel.bind_tenant;
}

}  // namespace ts

TypeScript::TypeScript(const Program& program, const File& file)
    : program_(program), file_(file), with_defaults_(with_defaults(program)), big_(with_big_integers(program)) {
    for (const auto& one : program.files) name_types(*one);
    for (const Import& import : file.imports)
        aliases_[import.file] =
            names_.take(ts::is_keyword(import.alias) || import.alias == "antiphon" ? import.alias + '_' : import.alias);
}

void TypeScript::name_types(const File& file) {
    // What generated modules use without `antiphon.` in front.
    Names names({"Promise", "Record"});
    std::map<const TypeDef*, Given> given;
    for (const auto& type : file.types) given_[type.get()].name = names.take(type->name);
    for (const auto& error : file.errors) error_names_[error.get()] = names.take(error->name);
    for (const auto& type : file.types)
        if (type->origin != Origin::params && type->origin != Origin::result && type->origin != Origin::error_data &&
            with_defaults_.count(type.get()) > 0)
            given_[type.get()].input = names.take(type->name + "Input");
    wire_names_[&file] = names.take("wire");
    if (&file == &file_) names_ = names;
}

std::string TypeScript::runtime(std::string_view name) {
    runtime_types_ = true;
    return "antiphon." + std::string(name);
}

std::string TypeScript::module() {
    for (const auto& service : file_.services)
        for (const auto& channel : service->channels) {
            if (!visible(*channel)) continue;
            const std::string stem = file_.services.size() > 1 ? service->name + '_' + channel->name : channel->name;
            if (!channel->params.empty()) channel_types_[channel.get()] = names_.take(pascal(stem) + "Channel");
            channel_constants_[channel.get()] = names_.take(camel(stem) + "Channel");
        }
    types();
    wire();
    errors();
    for (const auto& service : file_.services) this->service(*service);

    Writer head("  ");
    head.line("// Generated from ", origin(file_), ". Changes are lost when it is generated again.");
    head.line();
    const std::string written = out_.take();
    if (runtime_types_)
        head.line("import ", runtime_values_ ? "" : "type ", "* as antiphon from \"@antiphon/client\";");
    for (const auto& one : program_.files) {
        const File* other = one.get();
        if (used_.count(other) == 0) continue;
        const std::string from =
            other->typescript_module.empty() ? "./" + other->stem + ".js" : other->typescript_module;
        head.line("import ", used_values_.count(other) == 0 ? "type " : "", "* as ", aliases_[other], " from ",
                  quoted(from), ";");
    }
    if (runtime_types_ || !used_.empty()) head.line();
    if (written.empty()) head.line("export {};");
    std::string all = head.take() + written;
    while (all.ends_with("\n\n")) all.pop_back();
    return all;
}

std::string TypeScript::named(const TypeDef& def, Use use) {
    const Given& given = given_[&def];
    const std::string& name = use == Use::giving && !given.input.empty() ? given.input : given.name;
    if (def.file == &file_) return name;
    return module_of(*def.file) + '.' + name;
}

std::string TypeScript::module_of(const File& file) {
    std::string& alias = aliases_[&file];
    if (alias.empty()) alias = names_.take(camel(file.stem) + "_types");
    used_.insert(&file);
    return alias;
}

std::string TypeScript::builtin(Builtin builtin, WireForm wire) {
    const bool number = wire == WireForm::number, string = wire == WireForm::string;
    switch (builtin) {
        case Builtin::boolean:
            return "boolean";
        case Builtin::int64:
        case Builtin::uint64:
            if (!number && file_.typescript_int64 == "bigint") return "bigint";
            return number ? "number" : runtime("Int64");
        case Builtin::decimal:
            return number ? "number" : runtime("Decimal");
        case Builtin::string:
            return "string";
        case Builtin::bytes:
            return runtime("Base64");
        case Builtin::uuid:
            return runtime("Uuid");
        case Builtin::timestamp:
            return runtime("Timestamp");
        case Builtin::date:
            return runtime("PlainDate");
        case Builtin::duration:
            return runtime("Milliseconds");
        case Builtin::json:
            return runtime("JsonValue");
        default:
            return string ? "string" : "number";
    }
}

std::string TypeScript::text(const Type& type, Use use, WireForm wire, bool deep) {
    switch (type.kind) {
        case Type::Kind::builtin:
            return builtin(type.builtin, wire);
        case Type::Kind::named:  // an alias has its own form, unless the field says otherwise
            if (const Alias* alias = type.named->as<Alias>(); alias != nullptr && wire == WireForm::number)
                return text(alias->type, use, wire, deep);
            return named(*type.named, use);
        case Type::Kind::array: {
            const std::string item = text(type.item(), use, wire, deep);
            return type.item().is_optional() ? '(' + item + ")[]" : item + "[]";
        }
        case Type::Kind::map: {
            const std::string item = text(type.item(), use, wire, deep);
            return deep ? "{ [key: string]: " + item + " }" : "Record<string, " + item + '>';
        }
        case Type::Kind::optional:
            return text(type.present(), use, wire, deep) + " | null";
        case Type::Kind::invalid:
            break;
    }
    return "never";
}

std::string TypeScript::field_type(const Field& field, Use use, bool deep) {
    return text(field.type.present(), use, field.wire, deep) + (field.nullable ? " | null" : "");
}

void TypeScript::doc(const Described& described, std::string text, const std::vector<std::string>& tags) {
    const auto add = [&](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
    if (!tags.empty() && text.find('\n') != std::string::npos) add("");
    for (const std::string& tag : tags) add(tag);
    if (described.deprecated) add("@deprecated " + described.deprecated->message);
    text = replaced(printable(text), "*/", "*\\/");
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    if (text.empty()) return;
    if (text.find('\n') == std::string::npos) {
        out_.line("/** ", text, " */");
        return;
    }
    out_.line("/**").lines(" * ", text).line(" */");
}

std::vector<OutputFile> typescript(const Program& program, const File& file) {
    return {{file.stem + ".ts", TypeScript(program, file).module()}};
}

}  // namespace antiphon::idl::emit
