#include "antiphon/idl/compiler.h"

#include <algorithm>
#include <map>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

constexpr std::size_t max_files = 1000;

/// "a/b/../c.json" → "a/c.json"; so that one file has one name.
std::string normal(std::string_view path) {
    std::vector<std::string_view> parts;
    const bool absolute = path.starts_with('/');
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (part.empty() || part == ".") continue;
        if (part == ".." && !parts.empty() && parts.back() != "..")
            parts.pop_back();
        else
            parts.push_back(part);
    }
    std::string out = absolute ? "/" : "";
    for (const std::string_view part : parts) {
        if (part.data() != parts.front().data()) out += '/';
        out += part;
    }
    return out;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

/// "orders" of "idl/orders.json" and "idl/orders.idl.json".
std::string stem_of(const std::string& path) {
    const std::string name = path.substr(folder_of(path).size());
    const std::string stem = name.substr(0, name.find('.', 1));
    std::string out;
    for (const char c : stem) out += is_word(c) || c == '-' ? c : '_';
    return out.empty() ? "file" : out;
}

class Loading {
  public:
    Loading(Compilation& out, Run& run, const Loader& load, const CompileOptions& options)
        : out_(out), run_(run), load_(load), options_(options) {}

    void entry(const std::string& name) {
        const std::string path = normal(name);
        if (const auto known = known_.find(path); known != known_.end()) {
            if (known->second != nullptr) add_entry(*known->second);
            return;
        }
        std::optional<std::string> text = load_(path);
        if (!text) {
            out_.diagnostics.error("file-not-found", {}, "cannot read " + quote(name));
            return;
        }
        FileCompiler* made = open(path, std::move(*text));
        follow();
        add_entry(*made);
    }

    /// Imported ones before those that import them.
    std::vector<std::unique_ptr<FileCompiler>> take() { return std::move(done_); }

  private:
    struct Open {
        std::unique_ptr<FileCompiler> compiler;
        std::unique_ptr<File> file;
        std::vector<FileCompiler::Wanted> wanted;
        std::size_t next = 0;
    };

    void add_entry(const FileCompiler& compiler) {
        auto& entries = out_.program.entries;
        if (std::find(entries.begin(), entries.end(), &compiler.file()) == entries.end())
            entries.push_back(&compiler.file());
    }

    FileCompiler* open(const std::string& path, std::string text) {
        const std::uint32_t source = out_.sources.add(path, std::move(text));
        const auto comments = path.ends_with(".jsonc") ? syntax::Comments::allowed : syntax::Comments::refused;
        Node root = syntax::read(out_.sources, source, comments, out_.diagnostics);
        auto file = std::make_unique<File>();
        file->source = source;
        file->path = path;
        file->stem = stem_of(path);
        auto compiler = std::make_unique<FileCompiler>(run_, *file, std::move(root));
        FileCompiler* made = compiler.get();
        known_[path] = made;
        std::vector<FileCompiler::Wanted> wanted = made->read_header();
        open_.push_back({std::move(compiler), std::move(file), std::move(wanted)});
        return made;
    }

    /// Until nothing is open. A file is done when all its imports are.
    void follow() {
        while (!open_.empty()) {
            Open& top = open_.back();
            if (top.next == top.wanted.size()) {
                done_.push_back(std::move(top.compiler));
                out_.program.files.push_back(std::move(top.file));
                open_.pop_back();
                continue;
            }
            const FileCompiler::Wanted wanted = top.wanted[top.next];
            FileCompiler* other = import(top, wanted);
            if (other == nullptr) continue;  // reported, or opened: then it is asked for again
            top.compiler->add_import(wanted, *other);
            ++top.next;
        }
    }

    FileCompiler* import(Open& from, const FileCompiler::Wanted& wanted) {
        std::vector<std::string> places = {normal(folder_of(from.file->path) + wanted.name)};
        for (const std::string& path : options_.import_paths) places.push_back(normal(path + '/' + wanted.name));
        for (const std::string& path : places) {
            auto known = known_.find(path);
            if (known == known_.end() && known_.size() < max_files) {
                std::optional<std::string> text = load_(path);
                if (!text) continue;
                open(path, std::move(*text));
                return nullptr;
            }
            if (known == known_.end()) break;
            const auto same = [&](const Open& one) { return one.compiler.get() == known->second; };
            const auto cycle = std::find_if(open_.begin(), open_.end(), same);
            if (cycle == open_.end()) return known->second;
            std::string way;
            for (auto at = cycle; at != open_.end(); ++at) way += at->file->path + " -> ";
            out_.diagnostics.error("import-cycle", wanted.name_span, "files import each other: " + way + path)
                .with_help("move what both need into a file of its own");
            ++from.next;
            return nullptr;
        }
        auto& told =
            out_.diagnostics.error("import-not-found", wanted.name_span, "there is no file " + quote(wanted.name));
        std::string tried;
        for (const std::string& path : places) tried += (tried.empty() ? "" : ", ") + path;
        told.with_help("looked for " + tried + (options_.import_paths.empty() ? "; -I adds a folder" : ""));
        ++from.next;
        return nullptr;
    }

    Compilation& out_;
    Run& run_;
    const Loader& load_;
    const CompileOptions& options_;
    std::map<std::string, FileCompiler*> known_;
    std::vector<Open> open_;
    std::vector<std::unique_ptr<FileCompiler>> done_;
};

void check_namespaces(const Program& program, Diagnostics& diagnostics) {
    std::map<std::string_view, const File*> names;
    for (const auto& file : program.files) {
        if (file->name_space.empty()) continue;
        const auto [first, added] = names.try_emplace(file->name_space, file.get());
        if (!added)
            diagnostics
                .error("duplicate-namespace", file->span, "two files have the namespace " + quote(file->name_space))
                .with_help("a namespace is one file; split it as " + file->name_space + ".common")
                .with_note(first->second->span, "the other is here");
    }
}

}  // namespace

Compilation compile(const std::vector<std::string>& files, const Loader& load, const CompileOptions& options) {
    Compilation out;
    Run run{.sources = out.sources, .diagnostics = out.diagnostics, .program = out.program};
    Loading loading(out, run, load, options);
    for (const std::string& file : files) loading.entry(file);
    const std::vector<std::unique_ptr<FileCompiler>> all = loading.take();
    check_namespaces(out.program, out.diagnostics);
    for (const auto& file : all) file->declare();
    for (const auto& file : all) file->resolve_aliases();
    for (const auto& file : all) file->check_cycles();  // of aliases, before anything follows them
    for (const auto& file : all) file->define_types();
    for (const auto& file : all) file->copy_includes();
    for (const auto& file : all) file->define_services();
    for (const auto& file : all) file->check_unions();
    if (out.ok()) {
        for (const auto& file : all) file->check_cycles();
    }
    for (const auto& check : run.later) check();
    if (out.ok())
        for (const auto& file : all) file->lint();
    out.diagnostics.sort();
    return out;
}

}  // namespace antiphon::idl
