// IR → OpenRPC → IR: for what both can say, nothing changes. What OpenRPC cannot say is dropped before comparing; the
// functions below are that list, and docs/import.md has it in words.

#include <algorithm>
#include <filesystem>

#include "imported.h"

namespace antiphon::idl::importer {
namespace {

constexpr std::string_view numbers[][3] = {{"int8", "-128", "127"},
                                           {"uint8", "0", "255"},
                                           {"int16", "-32768", "32767"},
                                           {"uint16", "0", "65535"},
                                           {"int32", "-2147483648", "2147483647"},
                                           {"uint32", "0", "4294967295"},
                                           {"int53", "-9007199254740991", "9007199254740991"},
                                           {"int64", "-9223372036854775808", "9223372036854775807"},
                                           {"uint64", "0", "18446744073709551615"}};

std::string without(std::string text, std::string_view word, std::string_view instead) {
    const auto part_of_word = [&](std::size_t at) {
        return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
    };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        const bool whole = (at == 0 || !part_of_word(at - 1)) && !part_of_word(at + word.size());
        if (whole) text.replace(at, word.size(), instead);
        at += whole ? instead.size() : 1;
    }
    return text;
}

/// Names of imported types are those of their own files; float32 and float64 are numbers; where a type stands in
/// another (elements, values), the width of an integer is not said.
std::string said_type(std::string type) {
    for (std::size_t dot = type.find('.'); dot != std::string::npos; dot = type.find('.')) {
        std::size_t begin = dot;
        while (begin > 0 && (std::isalnum(static_cast<unsigned char>(type[begin - 1])) != 0 || type[begin - 1] == '_'))
            --begin;
        type.erase(begin, dot + 1 - begin);
    }
    return without(std::move(type), "float32", "float64");
}

bool kept(const std::string& key, std::initializer_list<std::string_view> dropped) {
    return !key.starts_with("x-") && std::find(dropped.begin(), dropped.end(), key) == dropped.end();
}

/// An integer is its limits: which type has them is not said.
void put_limits(Json& out, const Json& field, const std::string& base) {
    const Json *least = field.find("min"), *most = field.find("max");
    const bool number = field.find("wire") != nullptr && field.find("wire")->text() == "number";
    for (const auto& [name, low, high] : numbers) {
        if (base != name || ((name == "int64" || name == "uint64") && !number)) continue;
        out.set("least", least != nullptr ? least->text() : std::string(low));
        out.set("most", most != nullptr ? most->text() : std::string(high));
        return;
    }
    if (least != nullptr) out.set("min", least->text());
    if (most != nullptr) out.set("max", most->text());
}

bool is_integer(const std::string& base, const Json& field) {
    const bool number = field.find("wire") != nullptr && field.find("wire")->text() == "number";
    return std::any_of(std::begin(numbers), std::end(numbers), [&](const auto& one) {
        return base == one[0] && (number || (base != "int64" && base != "uint64"));
    });
}

/// Not said: the name in generated code; null beside absence, and absence beside a default; a second null for
/// results.
Json said_field(const Json& field, bool result = false) {
    Json out = Json::object();
    std::string type =
        said_type(field.find("type") != nullptr ? field.find("type")->text() : field.find("alias")->text());
    const bool nullable = field.find("nullable") != nullptr;
    if (nullable && result && !type.ends_with('?')) type += '?';
    const bool never_absent = nullable && !result && field.find("default") != nullptr;
    if (never_absent && type.ends_with('?')) type.pop_back();
    const bool optional = type.ends_with('?');
    const std::string base = optional ? type.substr(0, type.size() - 1) : type;
    if (is_integer(base, field)) type = optional ? "integer?" : "integer";
    out.set("type", type);
    if (nullable && !optional && !result) out.set("nullable", true);
    put_limits(out, field, base);
    for (const auto& [key, value] : field.members())
        if (kept(key, {"type", "alias", "name", "nullable", "min", "max", "wire", "strong", "origin", "deprecated"}))
            out.set(key, value);
    if (const Json* deprecated = field.find("deprecated")) out.set("deprecated", *deprecated->find("message"));
    return out;
}

Json sorted(std::vector<Json::Member> members) {
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return Json::object(std::move(members));
}

/// Not said: the order of members.
Json said_fields(const Json& fields) {
    std::vector<Json::Member> out;
    for (const auto& [name, field] : fields.members()) out.emplace_back(name, said_field(field));
    return sorted(std::move(out));
}

/// Not said: include (its fields are there), reserved, unknown: keep, strong; names and docs of enum values; whether a
/// struct was declared or stood in place.
Json said_definition(const Json& type) {
    Json out = Json::object();
    if (const Json* doc = type.find("doc")) out.set("doc", *doc);
    if (const Json* fields = type.find("struct")) {
        out.set("struct", said_fields(*fields)).set("closed", type.find("unknown")->text() == "reject");
    } else if (const Json* values = type.find("enum")) {
        Json texts = Json::array();
        for (const Json& one : values->items()) texts.push(*one.find("value"));
        out.set("enum", std::move(texts)).set("open", *type.find("open"));
    } else if (const Json* variants = type.find("union")) {
        Json names = Json::object();
        for (const auto& [tag, name] : variants->members()) names.set(tag, said_type(name.text()));
        for (const Json& one : variants->items()) names.set(said_field(one).find("type")->text(), true);
        out.set("union", sorted(names.members())).set("open", *type.find("open"));
        out.set_unless_empty("tag", type.find("tag") != nullptr ? *type.find("tag") : Json());
    } else if (const Json* items = type.find("tuple")) {
        Json all = Json::array();
        for (const Json& one : items->items()) all.push(said_field(one));
        out.set("tuple", std::move(all));
    } else {
        out.set("alias", said_field(type));
    }
    return out;
}

const Json* definition(const Json& ir, const std::string& name) {
    for (const auto& [key, type] : ir.find("types")->members())
        if (key == name || said_type(key) == said_type(name)) return &type;
    return nullptr;
}

/// Not said: execution, cancellable, emits; examples of errors, and whether those of either-methods are by position;
/// the name of the params struct; since and removeIn of what is deprecated.
Json said_method(const Json& ir, const Json& method) {
    Json out = Json::object();
    for (const std::string_view key :
         {"wire", "expose", "auth", "idempotency", "deadlineMs", "notification", "doc", "since"})
        if (const Json* value = method.find(key)) out.set(std::string(key), *value);
    const Json& params = *method.find("params");
    const Json* fields = params.is(Json::Kind::string) ? definition(ir, params.text()) : nullptr;
    const bool some = fields != nullptr && !fields->find("struct")->members().empty();
    if (some)
        out.set("params", said_fields(*fields->find("struct"))).set("paramStructure", *method.find("paramStructure"));
    if (const Json* order = some ? method.find("positional") : nullptr) out.set("positional", *order);
    if (method.find("result")->is(Json::Kind::object)) out.set("result", said_field(*method.find("result"), true));
    Json errors = Json::array();
    for (const Json& one : method.find("errors")->items()) errors.push(said_type(one.text()));
    out.set("errors", std::move(errors));
    if (const Json* deprecated = method.find("deprecated")) out.set("deprecated", *deprecated->find("message"));
    Json examples = Json::array();
    if (const Json* list = method.find("examples"))
        for (const Json& one : list->items()) {
            if (one.find("error") != nullptr) continue;
            Json example = one;
            Json named = Json::object();
            std::size_t at = 0;
            for (const Json& value : one.find("params")->items())
                named.set(method.find("positional")->items().at(at++).text(), value);
            for (const auto& [name, value] : one.find("params")->members()) named.set(name, value);
            Json made = Json::object({{"name", *one.find("name")}, {"params", sorted(named.members())}});
            if (const Json* result = one.find("result")) made.set("result", *result);
            examples.push(std::move(made));
        }
    out.set_unless_empty("examples", std::move(examples));
    return out;
}

/// Not said: options, imports, x-…; docs, auth and errors of services (methods have them); channels, events, queues; of
/// errors all but code, message and data; types that no method or event leads to.
Json said(const Json& ir, const Json& other) {
    Json out = Json::object({{"namespace", *ir.find("namespace")}, {"version", *ir.find("version")}});
    std::vector<Json::Member> methods, types, errors;
    for (const auto& [name, service] : ir.find("services")->members())
        for (const auto& [key, method] : service.find("methods")->members())
            methods.emplace_back(method.find("wire")->text(), said_method(ir, method));
    for (const auto& [name, type] : ir.find("types")->members())
        if (type.find("origin") == nullptr || type.find("origin")->text() != "params")
            if (const Json* twin = definition(other, name);
                twin != nullptr && !(twin->find("origin") != nullptr && twin->find("origin")->text() == "params"))
                types.emplace_back(said_type(name), said_definition(type));
    for (const auto& [name, error] : ir.find("errors")->members()) {
        const auto& others = other.find("errors")->members();
        if (std::none_of(others.begin(), others.end(),
                         [&](const auto& one) { return said_type(one.first) == said_type(name); }))
            continue;
        Json made = Json::object({{"code", *error.find("code")}, {"message", *error.find("message")}});
        const Json& data = *error.find("data");
        errors.emplace_back(said_type(name),
                            made.set("data", data.is(Json::Kind::string) ? Json(said_type(data.text())) : data));
    }
    out.set("methods", sorted(std::move(methods))).set("types", sorted(std::move(types)));
    return out.set("errors", sorted(std::move(errors)));
}

/// A file without services, with a method for each of its types: otherwise nothing leads to them.
std::string with_methods(const std::string& text) {
    const Compilation done = compiled(text);
    if (!done.ok() || !done.program.entries[0]->services.empty()) return text;
    std::string methods;
    for (const auto& type : done.program.entries[0]->types)
        methods += (methods.empty() ? "" : ",") + std::string("\"m") + std::to_string(methods.size()) +
                   "\":{\"result\":\"" + type->name + "\"}";
    return text.substr(0, text.rfind('}')) + ",\"services\":{\"all\":{\"methods\":{" + methods + "}}}}";
}

void expect_fixed_point(const std::filesystem::path& path) {
    SCOPED_TRACE(path.string());
    const std::string text = with_methods(*read_file(path.string()));
    const Loader load = [&](const std::string& name) {
        return name == path.string() ? std::optional(text) : read_file(name);
    };
    const Compilation first = compile({path.string()}, load);
    ASSERT_TRUE(first.ok()) << render(first.diagnostics, first.sources);
    const std::string exported = emit::openrpc(first.program, *first.program.entries[0]).pretty();
    const Imported made = from_openrpc("a.json", of_text(exported), {.events = true});
    ASSERT_TRUE(made.ok()) << report(made) << exported;
    EXPECT_FALSE(tells(made, "import/untagged-union")) << report(made);
    const Compilation second = compiled(made.text());
    ASSERT_TRUE(second.ok()) << render(second.diagnostics, second.sources);
    const Json before = emit::intermediate_representation(first.program, *first.program.entries[0]);
    const Json after = emit::intermediate_representation(second.program, *second.program.entries[0]);
    EXPECT_EQ(said(before, after).pretty(), said(after, before).pretty()) << made.text();
    // Nothing that methods need may have got lost.
    std::size_t methods = 0;
    for (const auto& service : first.program.entries[0]->services) methods += service->methods.size();
    EXPECT_EQ(made.counts.methods, methods);
}

std::vector<std::filesystem::path> idl_files() {
    const std::filesystem::path root = ANTIPHON_SOURCE_DIR;
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(root / "idl"))
        if (entry.path().extension() == ".json") out.push_back(entry.path());
    for (const auto& entry : std::filesystem::directory_iterator(root / "tests/golden/idl"))
        if (entry.path().filename() != "names")  // EOF comes back as Eof: type names are in PascalCase here
            out.push_back(entry.path() / (entry.path().filename().string() + ".json"));
    out.push_back(root / "tests/golden/clients/everything/everything.json");
    std::sort(out.begin(), out.end());
    return out;
}

TEST(FixedPoint, WhatBothCanSayComesBackFromOpenRpc) {
    const auto files = idl_files();
    EXPECT_GE(files.size(), 12u);
    for (const auto& path : files) expect_fixed_point(path);
}

}  // namespace
}  // namespace antiphon::idl::importer
