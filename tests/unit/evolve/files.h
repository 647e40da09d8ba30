#pragma once
// The IDL files of the project, for tests that hold for all of them.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace antiphon::idl {

inline std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path)) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

/// Every interface in idl/, examples/ and tests/golden/.
inline std::vector<std::string> all_idl_files() {
    std::vector<std::string> found;
    for (const char* folder : {"idl", "examples", "tests/golden"})
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(ANTIPHON_SOURCE_DIR) / folder)) {
            const std::string path = entry.path().string();
            if (!path.ends_with(".json") || path.find("/expected/") != std::string::npos ||
                path.find("/diagnostics/") != std::string::npos)
                continue;
            if (read_file(path).value_or("").find("\"idl\"") != std::string::npos) found.push_back(path);
        }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace antiphon::idl
