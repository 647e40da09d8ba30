#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "antiphon/base/error.h"
#include "antiphon/idl/emit.h"
#include "antiphon/json/append.h"
#include "command.h"
#include "compile.h"
#include "session.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> language_names() {
    std::vector<std::string> names;
    for (const auto& language : idl::emit::languages()) names.emplace_back(language.name);
    return names;
}

/// A file that would not change is left alone, so that what depends on it is not built again.
void write_file(const fs::path& path, const std::string& text) {
    {
        std::ifstream before(path, std::ios::binary);
        if (before && std::string{std::istreambuf_iterator<char>(before), {}} == text) return;
    }
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file) throw Error(ErrorKind::unavailable, Code::unavailable, "file '" + path.string() + "' cannot be written");
}

int run_gen(const Arguments& arguments, Session& session) {
    auto names = arguments.all("lang");
    if (names.empty()) names.emplace_back("cpp");
    const auto done = compile_files(arguments.all("FILE"), arguments.all("import"));
    if (!done.diagnostics.all().empty()) session.err() << idl::render(done.diagnostics, done.sources);
    if (!done.ok()) return 1;
    const idl::emit::Options options{.with_rpc = arguments.has("with-rpc")};
    std::vector<std::string> written;
    for (const idl::File* file : done.program.entries)
        for (const auto& name : names)
            for (const auto& output : idl::emit::find(name)->emit(done.program, *file, options)) {
                const fs::path path = fs::path(arguments.get("out").value_or(".")) / output.path;
                write_file(path, output.text);
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
             {"with-rpc", "", "asyncapi: methods too, as channels with a reply"},
             {"json", "", "print the names of the written files as JSON"}},
            {"antiphon gen idl/orders.json --lang cpp --out build/generated"},
            run_gen};
}

}  // namespace antiphon::cli
