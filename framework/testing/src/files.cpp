#include "antiphon/testing/files.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"

namespace antiphon::testing {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() : path_(fs::temp_directory_path() / ("antiphon-" + random_text(16))) {
    fs::create_directory(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;  // what cannot be removed is the system's to clean
    fs::remove_all(path_, ignored);
}

std::string read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (in && in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    if (in.bad() || !in.is_open())
        throw Error(ErrorKind::invalid, Code::not_found, "cannot read the file " + file.string());
    return text.str();
}

void write_file(const fs::path& file, std::string_view text) {
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!out.flush()) throw Error(ErrorKind::invalid, Code::internal_error, "cannot write the file " + file.string());
}

std::optional<fs::path> shared_folder() {
    if (const char* named = std::getenv("ANTIPHON_SHARED"); named != nullptr && *named != '\0') {
        if (fs::is_directory(named)) return fs::path(named);
        return std::nullopt;
    }
    for (fs::path folder = fs::current_path();; folder = folder.parent_path()) {
        const fs::path candidate = folder / "shared";
        if (fs::is_directory(candidate / "conformance")) return candidate;
        if (folder == folder.root_path()) return std::nullopt;
    }
}

}  // namespace antiphon::testing
