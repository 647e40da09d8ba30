// What stands at the top of a file, and the names of all that it declares.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

/// `::` where the namespace has dots.
std::string cpp_namespace_of(std::string_view name) {
    std::string out;
    for (const char c : name) c == '.' ? out += "::" : out += c;
    return out;
}

bool are_identifiers(std::string_view text, std::string_view between) {
    while (true) {
        const std::size_t end = std::min(text.find(between), text.size());
        if (!is_identifier(text.substr(0, end))) return false;
        if (end == text.size()) return true;
        text.remove_prefix(end + between.size());
    }
}
bool is_cpp_namespace(std::string_view text) { return are_identifiers(text, "::"); }
bool is_dotted(std::string_view text) { return are_identifiers(text, "."); }

bool is_semver(std::string_view text) {
    for (int part = 0; part < 3; ++part) {
        std::size_t digits = 0;
        while (digits < text.size() && is_digit(text[digits])) ++digits;
        if (digits == 0 || digits > 9 || (digits > 1 && text[0] == '0')) return false;
        text.remove_prefix(digits);
        if (part < 2) {
            if (!text.starts_with('.')) return false;
            text.remove_prefix(1);
        }
    }
    if (text.empty()) return true;
    return text.size() > 1 && text[0] == '-' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

}  // namespace

const Node* FileCompiler::member(std::string_view key, Kind kind) const {
    const syntax::Member* found = root_.is(Kind::object) ? root_.find(key) : nullptr;
    return found != nullptr && found->value.is(kind) ? &found->value : nullptr;
}

std::vector<FileCompiler::Wanted> FileCompiler::read_header() {
    std::vector<Wanted> imports;
    if (!expect(run_.diagnostics, root_, Kind::object, "an IDL file")) return imports;
    const Keys keys(
        run_.diagnostics, root_, "a file",
        {"$schema", "idl", "namespace", "version", "doc", "imports", "options", "types", "errors", "services"});
    keys.describe(file_);
    if (const Node* idl = keys.need("idl", Kind::string); idl != nullptr && idl->text != "1.0")
        run_.diagnostics
            .error("idl-version", idl->span, "this compiler knows version 1.0 of the IDL, not " + quote(idl->text))
            .with_help("write \"idl\": \"1.0\"");
    if (const Node* name = keys.need("namespace", Kind::string)) {
        file_.name_space = name->text;
        file_.span = name->span;
        if (!is_namespace(name->text))
            run_.diagnostics.error("bad-name", name->span, quote(name->text) + " is no namespace")
                .with_help("a namespace is dotted and lower case: acme.orders");
    }
    file_.version = "0.0.0";
    if (const Node* version = keys.find("version", Kind::string)) {
        file_.version = version->text;
        if (!is_semver(version->text))
            run_.diagnostics.error("bad-version", version->span, quote(version->text) + " is no semantic version")
                .with_help("such as 1.4.0");
    }
    file_.cpp_namespace = cpp_namespace_of(file_.name_space);
    if (const Node* options = keys.find("options", Kind::object)) {
        const Keys each(run_.diagnostics, *options, "\"options\"", {"cpp", "typescript", "python", "lint"});
        if (const Node* cpp = each.find("cpp", Kind::object)) {
            const Keys known(run_.diagnostics, *cpp, "\"cpp\"", {"namespace", "include"});
            if (const Node* name = known.find("namespace", Kind::string)) {
                file_.cpp_namespace = name->text;
                if (!is_cpp_namespace(name->text))
                    run_.diagnostics.error("bad-name", name->span, quote(name->text) + " is no C++ namespace")
                        .with_help("such as acme::orders");
            }
            for (const Node* include : known.strings("include")) {
                if (include->text.find_first_of("\"<>\n\\") != std::string::npos || include->text.empty())
                    run_.diagnostics.error("bad-value", include->span, "this cannot be the name of a header")
                        .with_help("without quotes or angle brackets: acme/ids.h");
                else
                    file_.cpp_includes.push_back(include->text);
            }
        }
        if (const Node* typescript = each.find("typescript", Kind::object)) {
            const Keys known(run_.diagnostics, *typescript, "\"typescript\"", {"int64", "module"});
            file_.typescript_int64 =
                known.choice<std::string>("int64", {{"string", "string"}, {"bigint", "bigint"}}, "string");
            file_.typescript_module = known.string("module");
            if (file_.typescript_module.find_first_of("\"'`\\\n\r") != std::string::npos)
                run_.diagnostics.error("bad-value", known.find("module")->span, "this cannot be the name of a module")
                    .with_help("as in an import: @acme/orders");
        }
        if (const Node* python = each.find("python", Kind::object)) {
            const Keys known(run_.diagnostics, *python, "\"python\"", {"module"});
            file_.python_module = known.string("module");
            if (!file_.python_module.empty() && !is_dotted(file_.python_module))
                run_.diagnostics.error("bad-value", known.find("module")->span, "this cannot be the name of a module")
                    .with_help("words with dots between them: acme.orders");
        }
        if (const Node* lint = each.find("lint", Kind::object)) read_lint_options(*lint);
    }
    if (const Node* list = keys.find("imports", Kind::object))
        for (const syntax::Member& one : list->members) {
            if (!is_identifier(one.key))
                run_.diagnostics.error("bad-name", one.key_span, quote(one.key) + " is no name for an import");
            else if (expect(run_.diagnostics, one.value, Kind::string, "an import"))
                imports.push_back({one.key, one.value.text, one.key_span, one.value.span});
        }
    return imports;
}

void FileCompiler::add_import(const Wanted& wanted, FileCompiler& other) {
    imports_.emplace(wanted.alias, &other);
    file_.imports.push_back({wanted.alias, &other.file_, wanted.alias_span});
}

void FileCompiler::declare() {
    if (!root_.is(Kind::object)) return;
    const auto each = [&](std::string_view key, auto&& declare) {
        const syntax::Member* list = root_.find(key);
        if (list == nullptr || !expect(run_.diagnostics, list->value, Kind::object, quoted(key))) return;
        for (const syntax::Member& one : list->value.members) declare(one);
    };
    each("types", [&](const syntax::Member& one) {
        written_types_.emplace(one.key, &one.value);
        declare_type(one);
    });
    each("errors", [&](const syntax::Member& one) {
        written_errors_.emplace(one.key, &one.value);
        declare_error(one);
    });
    each("services", [&](const syntax::Member& one) {
        static constexpr auto fits = [](std::string_view name) { return is_identifier(name); };
        if (!check_name(one, fits, "names are snake_case: letters, digits and '_', not beginning with a digit")) return;
        if (one.key == "rpc")
            run_.diagnostics.error("reserved-wire-name", one.key_span, "the name rpc is kept by JSON-RPC")
                .with_help("choose another name for the service");
        auto service = std::make_unique<Service>();
        service->name = one.key;
        service->span = one.key_span;
        service->file = &file_;
        file_.services.push_back(std::move(service));
    });
}

}  // namespace antiphon::idl
