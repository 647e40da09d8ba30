#include "antiphon/testing/golden.h"

#include <cstdlib>

#include "antiphon/testing/files.h"

namespace antiphon::testing {
namespace {

namespace fs = std::filesystem;

bool updating() {
    const char* value = std::getenv("ANTIPHON_UPDATE_GOLDEN");
    return value != nullptr && std::string_view(value) == "1";
}

/// Cuts the first line off; nullopt-like marker text when there is none left.
std::string next_line(std::string_view& text) {
    if (text.empty()) return "(end of text)";
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return end == std::string_view::npos ? line + " (no newline)" : line;
}

std::string first_difference(std::string_view expected, std::string_view actual) {
    for (int number = 1; !expected.empty() || !actual.empty(); ++number) {
        const std::string wanted = next_line(expected);
        const std::string found = next_line(actual);
        if (wanted != found)
            return "line " + std::to_string(number) + "\n  expected: " + wanted + "\n  found:    " + found + "\n";
    }
    return "";
}

constexpr const char* advice = "(ANTIPHON_UPDATE_GOLDEN=1 rewrites the expectation)\n";

std::string compare(const fs::path& file, std::string_view actual) {
    if (!fs::exists(file)) return file.string() + ": the expectation does not exist\n";
    const std::string expected = read_file(file);
    return expected == actual ? "" : file.string() + ": " + first_difference(expected, actual);
}

std::string with_advice(const std::string& difference) { return difference.empty() ? "" : difference + advice; }

std::map<std::string, fs::path> files_under(const fs::path& folder) {
    std::map<std::string, fs::path> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) found.emplace(fs::relative(entry.path(), folder).generic_string(), entry.path());
    return found;
}

}  // namespace

std::string golden_difference(const fs::path& expected_file, std::string_view actual) {
    if (!updating()) return with_advice(compare(expected_file, actual));
    if (!fs::exists(expected_file) || read_file(expected_file) != actual) write_file(expected_file, actual);
    return "";
}

std::string golden_folder_difference(const fs::path& expected_folder,
                                     const std::map<std::string, std::string>& actual) {
    const auto expected = files_under(expected_folder);
    if (updating()) {
        for (const auto& [name, file] : expected)
            if (!actual.contains(name)) fs::remove(file);
        for (const auto& [name, text] : actual) golden_difference(expected_folder / name, text);
        return "";
    }
    std::string differences;
    for (const auto& [name, file] : expected)
        if (!actual.contains(name)) differences += file.string() + ": was not made\n";
    for (const auto& [name, text] : actual) differences += compare(expected_folder / name, text);
    return with_advice(differences);
}

}  // namespace antiphon::testing
