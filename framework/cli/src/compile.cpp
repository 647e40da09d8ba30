#include "compile.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "antiphon/base/error.h"
#include "antiphon/idl/emit.h"

namespace antiphon::cli {

std::optional<std::string> read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path)) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return std::nullopt;
    return text;
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    if (read_text(path.string()) == text) return;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file) throw Error(ErrorKind::unavailable, Code::unavailable, "file '" + path.string() + "' cannot be written");
}

idl::Compilation compile_files(const std::vector<std::string>& files, const std::vector<std::string>& import_paths) {
    return idl::compile(files, read_text, {.import_paths = import_paths});
}

std::string compile_to_ir(const std::string& file) {
    const auto done = compile_files({file}, {});
    if (!done.ok())
        throw Error(ErrorKind::invalid, Code::invalid_request,
                    "the interface has errors:\n" + idl::render(done.diagnostics, done.sources));
    return idl::emit::intermediate_representation(done.program, *done.program.entries.front()).compact();
}

}  // namespace antiphon::cli
