#pragma once
// IDL files as a program, for tests of emitters.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"

namespace antiphon::idl {

inline std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline Compilation compiled(const std::vector<std::string>& files, const Loader& load = read_file) {
    Compilation done = compile(files, load);
    EXPECT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    return done;
}

/// From the text of one file.
inline Compilation compiled_text(const std::string& text) {
    return compiled({"test.json"},
                    [&](const std::string& path) { return path == "test.json" ? std::optional(text) : std::nullopt; });
}

}  // namespace antiphon::idl
