#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "antiphon/idl/emit.h"
#include "antiphon/json/append.h"
#include "command.h"
#include "compile.h"
#include "plugin.h"
#include "session.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> language_names() {
    std::vector<std::string> names;
    for (const auto& language : idl::emit::languages()) names.emplace_back(language.name);
    return names;
}

/// One --lang or --plugin.
using Generator = std::function<std::vector<idl::emit::OutputFile>(const idl::Program&, const idl::File&)>;

std::size_t cpp_sources(const Arguments& arguments) {
    const auto text = arguments.get("cpp-sources");
    if (!text) return idl::emit::Options().cpp_sources;
    return count_argument(*text, "--cpp-sources", idl::emit::max_cpp_sources);
}

std::vector<Generator> generators(const Arguments& arguments, Session& session) {
    std::vector<Generator> out;
    auto languages = arguments.all("lang");
    if (languages.empty() && !arguments.has("plugin")) languages.emplace_back("cpp");
    const idl::emit::Options options{.with_rpc = arguments.has("with-rpc"),
                                     .openrpc = arguments.get("openrpc") == "1.4" ? "1.4.0" : "1.3.2",
                                     .cpp_sources = cpp_sources(arguments)};
    for (const auto& name : languages) {
        const idl::emit::Language& language = *idl::emit::find(name);
        out.emplace_back([&language, options](const idl::Program& whole, const idl::File& file) {
            return language.emit(whole, file, options);
        });
    }
    const auto timeout = arguments.has("plugin-timeout")
                             ? duration_argument(*arguments.get("plugin-timeout"), "--plugin-timeout")
                             : std::chrono::milliseconds(plugin_timeout);
    for (const auto& program : arguments.all("plugin"))
        out.emplace_back([program, timeout, &session](const idl::Program& whole, const idl::File& file) {
            const std::string ir = idl::emit::intermediate_representation(whole, file).pretty();
            return plugin_files(program, run_plugin(program, ir, timeout, session.err()));
        });
    return out;
}

/// Sources that are left of C++ that was spread over more of them: whoever compiles all in a folder would define things
/// twice.
void remove_left_over(const fs::path& folder, const std::vector<idl::emit::OutputFile>& made) {
    std::set<std::string> names;
    for (const auto& output : made) names.insert(output.path);
    for (const auto& output : made) {
        const fs::path header(output.path);
        if (header.extension() != ".h") continue;
        for (std::size_t number = 2; number <= idl::emit::max_cpp_sources; ++number) {
            const std::string name = header.stem().string() + '.' + std::to_string(number) + ".cpp";
            std::ifstream file(folder / name);
            std::string line;
            if (!names.contains(name) && std::getline(file, line) && line.starts_with(idl::emit::cpp_first_words))
                fs::remove(folder / name);
        }
    }
}

int run_gen(const Arguments& arguments, Session& session) {
    const auto done = compile_files(arguments.all("FILE"), arguments.all("import"));
    if (!done.diagnostics.all().empty()) session.err() << idl::render(done.diagnostics, done.sources);
    if (!done.ok()) return 1;
    // Everything is made before anything is written: a plug-in that fails leaves no half of it behind.
    std::vector<idl::emit::OutputFile> made;
    for (const idl::File* file : done.program.entries)
        for (const auto& generator : generators(arguments, session))
            for (auto& output : generator(done.program, *file)) made.push_back(std::move(output));
    const fs::path folder = arguments.get("out").value_or(".");
    remove_left_over(folder, made);
    std::vector<std::string> written;
    for (const auto& output : made) {
        const fs::path path = folder / output.path;
        write_text(path, output.text);
        written.push_back(path.lexically_normal().string());
    }
    if (!session.json()) {
        for (const auto& path : written) session.out() << path << "\n";
        return 0;
    }
    std::string text = "[";
    for (const auto& path : written) {
        if (text.size() > 1) text += ',';
        json::append_string(text, path);
    }
    session.out() << text << "]\n";
    return 0;
}

}  // namespace

Command gen_command() {
    std::string what = "Languages:";
    for (const auto& language : idl::emit::languages())
        what += "\n  " + std::string(language.name) +
                std::string(std::max<std::size_t>(language.name.size(), 12) - language.name.size() + 1, ' ') +
                std::string(language.what);
    return {"gen",
            "generates code or documents from IDL files",
            what,
            {{"FILE", "an IDL file, .json or .jsonc", true, true}},
            {{"lang", "LANGUAGE", "what to generate [default cpp]; may be repeated", true, language_names()},
             {"out", "DIR", "write into this folder [default .]"},
             {"import", "DIR", "look for imported files here too; may be repeated", true, {}, 'I'},
             {"cpp-sources", "N", "cpp: spread the code over 1 to 64 sources [default as its size asks for]"},
             {"with-rpc", "", "asyncapi: methods too, as channels with a reply"},
             {"openrpc", "VERSION", "openrpc: what the document says it is [default 1.3]", false, {"1.3", "1.4"}},
             {"plugin", "PROGRAM", "run this generator, too: it reads the IR and writes files; may be repeated", true},
             {"plugin-timeout", "DURATION", "that a plug-in may take for one file [default 60s]"},
             {"json", "", "print the names of the written files as JSON"}},
            {"antiphon gen idl/orders.json --lang cpp --out build/generated",
             "antiphon gen idl/orders.json --plugin ./my-gen --out build/generated"},
            run_gen};
}

}  // namespace antiphon::cli
