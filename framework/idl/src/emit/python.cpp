// Python 3.10 and later: dataclasses, and clients for asyncio and without it over framework/clients/python.

#include "emit/python.h"

#include <algorithm>

#include "text.h"

namespace antiphon::idl::emit {

namespace py {

bool is_keyword(std::string_view name) {
    static const std::set<std::string_view> words = {
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return words.count(name) > 0;
}

std::string attribute(std::string_view name) {
    // What annotations and defaults in the same class refer to, and what the base class has.
    static const std::set<std::string_view> used = {"bool",    "bytes",     "dict",     "float",       "int",  "list",
                                                    "str",     "tuple",     "antiphon", "dataclasses", "self", "object",
                                                    "to_json", "from_json", "extra",    "cls"};
    std::string out(name);
    if (is_keyword(name) || used.count(name) > 0) out += '_';
    if (out.starts_with("__")) out += "__";  // not mangled when two underscores stand at the end, too
    return out;
}

std::string method_name(std::string_view name) {
    return name == "list" || name == "dict" ? std::string(name) : attribute(name);
}

namespace {

void add_classes(std::set<std::string>& out, const Type& type) {
    if (type.kind == Type::Kind::named) out.insert(type.named->name);
    for (const Type& part : type.parts) add_classes(out, part);
}

}  // namespace

std::vector<std::string> attributes(const std::vector<Field>& fields) {
    // An attribute hides the class of the same name from those that follow it.
    std::set<std::string> classes;
    for (const Field& field : fields) add_classes(classes, field.type);
    const auto free = [&](const Field& field) {
        return classes.contains(field.identifier) ? field.identifier + '_' : attribute(field.identifier);
    };
    std::vector<std::string> found;
    Names names;
    // Those that keep their name have it first.
    for (const Field& field : fields)
        if (free(field) == field.identifier) names.take(field.identifier);
    for (const Field& field : fields) {
        const std::string name = free(field);
        found.push_back(name == field.identifier ? name : names.take(name));
    }
    return found;
}

std::string literal(const Json& value) {
    std::vector<std::string> parts;
    switch (value.kind()) {
        case Json::Kind::null:
            return "None";
        case Json::Kind::boolean:
            return value.boolean() ? "True" : "False";
        case Json::Kind::number:
            return value.text();
        case Json::Kind::string:
            return quoted(value.text());
        case Json::Kind::array:
            for (const Json& item : value.items()) parts.push_back(literal(item));
            return '[' + join(parts, ", ") + ']';
        case Json::Kind::object:
            for (const auto& [key, item] : value.members()) parts.push_back(quoted(key) + ": " + literal(item));
            return '{' + join(parts, ", ") + '}';
    }
    return {};
}

bool is_bound(const Channel& channel, const Field& param) {
    return param.name == channel.bind_user || param.name == channel.bind_tenant;
}

}  // namespace py

namespace {

std::string module_name(const File& file) {
    if (!file.python_module.empty()) return file.python_module;
    std::string name;
    for (const char c : file.stem) name += is_word(c) ? c : '_';
    if (name.empty() || is_digit(name[0])) name.insert(0, 1, '_');
    return py::is_keyword(name) ? name + '_' : name;
}

/// The text between `"""` and `"""`.
std::string docstring_text(std::string_view text) {
    const std::string out = replaced(text, "\\", "\\\\");
    const bool quotes = out.ends_with('"') || out.find("\"\"\"") != std::string::npos;
    return quotes ? replaced(out, "\"", "\\\"") : out;
}

/// Two empty lines before what stands at the left edge, as Python's style guide asks for.
std::string spaced(const std::string& text) {
    std::string out;
    bool blank = false, decorated = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        const bool block = line.starts_with("class ") || line.starts_with('@') || line.starts_with("# How");
        if (block && !decorated) out += blank ? "\n" : "\n\n";
        decorated = line.starts_with('@');
        blank = line == "\n";
        out += line;
        at = end;
    }
    return out;
}

}  // namespace

Python::Python(const Program& program, const File& file)
    : program_(program), file_(file), names_({"antiphon", "dataclasses", "_wire", "_None"}) {
    for (const auto& one : program.files) name_types(*one);
    for (const Import& import : file.imports)
        aliases_[import.file] = names_.take(py::is_keyword(import.alias) ? import.alias + '_' : import.alias);
}

void Python::name_types(const File& file) {
    Names names({"None", "True", "False"});
    for (const auto& type : file.types) type_names_[type.get()] = names.take(type->name);
    for (const auto& error : file.errors) error_names_[error.get()] = names.take(error->name);
    if (&file != &file_) return;
    for (const auto& [_, name] : type_names_)
        if (_->file == &file_) names_.take(name);
    for (const auto& [_, name] : error_names_)
        if (_->file == &file_) names_.take(name);
}

std::string Python::module_of(const File& file) {
    std::string& alias = aliases_[&file];
    if (alias.empty()) alias = names_.take("_" + module_name(file).substr(module_name(file).rfind('.') + 1));
    used_.insert(&file);
    return alias;
}

std::string Python::named(const TypeDef& def) {
    return def.file == &file_ ? type_names_[&def] : module_of(*def.file) + '.' + type_names_[&def];
}

std::string Python::error_name(const ErrorDef& error) {
    return error.file == &file_ ? error_names_[&error] : module_of(*error.file) + '.' + error_names_[&error];
}

std::string Python::text(const Type& type) {
    static constexpr std::string_view names[] = {"bool",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "int",
                                                 "float",
                                                 "float",
                                                 "antiphon.Decimal",
                                                 "str",
                                                 "bytes",
                                                 "antiphon.UUID",
                                                 "antiphon.datetime",
                                                 "antiphon.date",
                                                 "antiphon.timedelta",
                                                 "antiphon.Any"};
    switch (type.kind) {
        case Type::Kind::builtin:
            return std::string(names[static_cast<std::size_t>(type.builtin)]);
        case Type::Kind::named:
            return named(*type.named);
        case Type::Kind::array:
            return "list[" + text(type.item()) + ']';
        case Type::Kind::map:
            return "dict[" + text(type.key()) + ", " + text(type.item()) + ']';
        case Type::Kind::optional:
            return text(type.present()) + " | None";
        case Type::Kind::invalid:
            break;
    }
    return "antiphon.Any";
}

void Python::docstring(const Described& described) {
    std::string text = described.doc;
    if (described.deprecated)
        text += std::string(text.empty() ? "" : "\n\n") + "Deprecated: " + described.deprecated->message;
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    text = docstring_text(printable(text));
    if (text.empty()) return;
    if (text.find('\n') == std::string::npos)
        out_.line("\"\"\"", text, "\"\"\"");
    else
        out_.lines("", "\"\"\"" + text).line("\"\"\"");
}

void Python::comment(const Described& described) {
    std::string text = printable(described.doc);
    if (described.deprecated)
        text += std::string(text.empty() ? "" : "\n") + "Deprecated: " + printable(described.deprecated->message);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    if (!text.empty()) out_.lines("#: ", text);
}

std::string Python::module() {
    for (const auto& service : file_.services)
        for (const auto& channel : service->channels) {
            const std::string stem = file_.services.size() > 1 ? service->name + '_' + channel->name : channel->name;
            if (!visible(*channel)) continue;
            if (!channel->params.empty()) channel_types_[channel.get()] = names_.take(pascal(stem) + "Channel");
            constants_of_channels_[channel.get()] = names_.take('_' + stem + "_channel");
        }
    const auto types = types_for(
        file_, [](const Method&) { return true; }, visible);
    for (const TypeDef* def : types)
        if (def->as<Enum>() != nullptr) enumeration(*def);
    for (const TypeDef* def : types)
        if (def->as<Struct>() != nullptr) structure(*def);
    for (const auto& service : file_.services)
        for (const auto& channel : service->channels)
            if (const auto at = channel_types_.find(channel.get()); at != channel_types_.end()) {
                Described described;
                described.doc = "Which `" + channel->name + "`.";
                dataclass(at->second, channel->params, described, false, channel.get());
            }
    for (const TypeDef* def : types)
        if (def->as<Enum>() == nullptr && def->as<Struct>() == nullptr) other(*def);
    for (const auto& error : file_.errors) this->error(*error);
    wire_forms();
    for (const auto& service : file_.services) this->service(*service);

    const std::string body = out_.take();
    Writer head;
    Described about = file_;
    about.doc = (file_.doc.empty() ? "" : file_.doc + "\n\n") + "Generated from " + origin(file_) +
                ". Changes are lost when it is generated again.";
    docstring(about);
    imports(head);
    std::string all = out_.take() + '\n' + head.take() + '\n' + spaced(body);
    while (all.ends_with("\n\n")) all.pop_back();
    return all;
}

void Python::imports(Writer& head) {
    head.line("from __future__ import annotations").line();
    head.line("import dataclasses").line();
    head.line("import antiphon").line();
    for (const auto& one : program_.files) {
        if (used_.count(one.get()) == 0 || one.get() == &file_) continue;
        const std::string name = module_name(*one), &alias = aliases_[one.get()];
        const std::size_t dot = name.rfind('.');
        const std::string last = name.substr(dot + 1);
        head.line("from ", dot == std::string::npos ? "." : name.substr(0, dot), " import ", last,
                  last == alias ? "" : " as " + alias);
    }
}

std::vector<OutputFile> python(const Program& program, const File& file) {
    const std::string name = module_name(file);
    return {{name.substr(name.rfind('.') + 1) + ".py", Python(program, file).module()}};
}

}  // namespace antiphon::idl::emit
