#include "reader.h"

#include "../text.h"
#include "antiphon/idl/ir.h"

namespace antiphon::idl {

namespace ir {

namespace {

std::string stem_of(const std::string& path) {
    const std::string name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
    return name.substr(0, name.find('.', 1));
}

}  // namespace

Diagnostic& Reader::wrong(const Node& node, std::string message) {
    return diagnostics_.error("ir", node.span, std::move(message));
}

void Reader::read(const Node& root, const std::string& path, std::uint32_t source) {
    if (!expect(diagnostics_, root, Kind::object, "an intermediate representation")) return;
    auto file = std::make_unique<File>();
    file_ = file.get();
    file_->source = source;
    file_->path = path;
    file_->stem = stem_of(path);
    const Keys keys(diagnostics_, root, "a representation",
                    {"ir", "namespace", "version", "doc", "options", "types", "errors", "services"});
    header(keys);
    if (const Node* types = keys.need("types", Kind::object)) declare_types(*types);
    if (const Node* errors = keys.need("errors", Kind::object)) declare_errors(*errors);
    if (const Node* services = keys.need("services", Kind::object)) {
        for (const syntax::Member& one : services->members) {
            auto made = std::make_unique<Service>();
            made->name = one.key;
            made->span = one.key_span;
            made->file = file_;
            if (expect(diagnostics_, one.value, Kind::object, "a service")) service(*made, one.value);
            file_->services.push_back(std::move(made));
        }
    }
    program_.files.push_back(std::move(file));
    program_.entries.push_back(file_);
}

void Reader::header(const Keys& keys) {
    keys.describe(*file_);
    if (const Node* version = keys.need("ir", Kind::string); version != nullptr && version->text != "1.0")
        wrong(*version, "this compiler knows version 1.0 of the representation, not " + quote(version->text));
    if (const Node* name = keys.need("namespace", Kind::string)) {
        file_->name_space = name->text;
        file_->span = name->span;
    }
    if (const Node* version = keys.need("version", Kind::string)) file_->version = version->text;
    const Node* options = keys.need("options", Kind::object);
    if (options == nullptr) return;
    const Keys each(diagnostics_, *options, "\"options\"", {"cpp", "typescript", "python"});
    if (const Node* cpp = each.need("cpp", Kind::object)) {
        const Keys known(diagnostics_, *cpp, "\"cpp\"", {"namespace", "include"});
        file_->cpp_namespace = known.string("namespace");
        for (const Node* include : known.strings("include")) file_->cpp_includes.push_back(include->text);
    }
    if (const Node* typescript = each.need("typescript", Kind::object)) {
        const Keys known(diagnostics_, *typescript, "\"typescript\"", {"int64", "module"});
        file_->typescript_int64 = known.string("int64");
        file_->typescript_module = known.string("module");
    }
    if (const Node* python = each.find("python", Kind::object))
        file_->python_module = Keys(diagnostics_, *python, "\"python\"", {"module"}).string("module");
}

std::pair<File*, std::string> Reader::home(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos) return {file_, name};
    const std::string name_space = name.substr(0, dot);
    File*& found = files_[name_space];
    if (found == nullptr) {
        program_.files.push_back(std::make_unique<File>());
        found = program_.files.back().get();
        found->name_space = name_space;
        found->version = "0.0.0";
        found->path = found->stem = name_space;
    }
    return {found, name.substr(dot + 1)};
}

}  // namespace ir

bool looks_like_ir(const std::string& text) {
    Sources sources;
    Diagnostics ignored;
    const Node root = syntax::read(sources, sources.add("", text), syntax::Comments::allowed, ignored);
    return root.is(Kind::object) && root.find("ir") != nullptr;
}

Compilation read_ir(std::string name, std::string text, Compilation out) {
    const std::uint32_t source = out.sources.add(name, std::move(text));
    const Node root = syntax::read(out.sources, source, syntax::Comments::refused, out.diagnostics);
    if (out.ok()) ir::Reader(out.diagnostics, out.program).read(root, name, source);
    out.diagnostics.sort();
    return out;
}

}  // namespace antiphon::idl
