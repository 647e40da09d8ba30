#pragma once
// The IDL files that these tests are about, compiled by the library; their generated code is linked in.

#include <filesystem>

#include "compiled.h"

namespace antiphon::idl {

inline const std::string golden_folder = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden";
inline const std::vector<std::string> golden_cases = {"types", "unions",  "recursive", "services",
                                                      "calls", "imports", "hostile"};

inline Compilation golden_idl(const std::string& name) {
    const std::string folder = golden_folder + "/idl/" + name + '/';
    std::vector<std::string> files = {folder + name + ".json"};
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path() != files[0]) files.push_back(entry.path().string());
    return compiled(files);
}

}  // namespace antiphon::idl
