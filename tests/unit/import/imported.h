#pragma once
// Importing files of a folder, and asking the compiler about the result, for tests.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"
#include "antiphon/idl/import.h"

namespace antiphon::idl::importer {

inline std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Paths are those of the folder, so that reports are the same on every machine.
inline Loader in_folder(const std::string& folder) {
    return [folder](const std::string& path) { return read_file(folder + '/' + path); };
}

inline Loader of_text(const std::string& text) {
    return [text](const std::string& path) { return path == "a.json" ? std::optional(text) : std::nullopt; };
}

inline Compilation compiled(const std::string& text) { return compile({"a.json"}, of_text(text)); }

/// Empty when the compiler takes it without errors.
inline std::string refusal(const Imported& made) {
    const Compilation done = compiled(made.text());
    return done.ok() ? "" : render(done.diagnostics, done.sources) + made.text();
}

inline bool tells(const Imported& made, std::string_view code) {
    for (const Finding& one : made.findings)
        if (one.code == code) return true;
    return false;
}

}  // namespace antiphon::idl::importer
