#pragma once
// Texts through the compiler.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "antiphon/testing/files.h"

namespace antiphon::idl {

inline const std::filesystem::path source_folder = ANTIPHON_SOURCE_DIR;

/// Files by name; nothing else exists.
inline Loader files(std::map<std::string, std::string> texts) {
    return [texts = std::move(texts)](const std::string& path) -> std::optional<std::string> {
        const auto found = texts.find(path);
        if (found == texts.end()) return std::nullopt;
        return found->second;
    };
}

/// The files of a folder, named relative to it.
inline Loader folder(std::filesystem::path root) {
    return [root = std::move(root)](const std::string& path) -> std::optional<std::string> {
        if (!std::filesystem::is_regular_file(root / path)) return std::nullopt;
        return testing::read_file(root / path);
    };
}

inline Compilation compile_text(const std::string& text) {
    return compile({"test.json"}, files({{"test.json", text}}));
}

/// The members of a file, or of its only service when they begin with "methods" and the like; or a whole file in
/// braces.
inline std::string whole_file(const std::string& members) {
    if (members.starts_with('{')) return members;
    std::string out = R"({ "idl": "1.0", "namespace": "acme.test", )";
    for (const char* part : {"\"methods\"", "\"channels\"", "\"events\"", "\"queues\""})
        if (members.starts_with(part)) return out + R"("services": { "shop": { )" + members + " } } }";
    return out + members + " }";
}

inline Compilation compile_members(const std::string& members) { return compile_text(whole_file(members)); }

inline std::set<std::string> codes(const Compilation& done) {
    std::set<std::string> out;
    for (const Diagnostic& found : done.diagnostics.all()) out.emplace(found.code);
    return out;
}

/// "line:column code: message" of every finding: what most tests compare.
inline std::vector<std::string> findings(const Compilation& done) {
    std::vector<std::string> out;
    for (const Diagnostic& found : done.diagnostics.all()) {
        const Place place = done.sources.place(found.span.file, found.span.begin);
        out.push_back(std::to_string(place.line) + ':' + std::to_string(place.column) + ' ' + std::string(found.code) +
                      ": " + found.message);
    }
    return out;
}

}  // namespace antiphon::idl
