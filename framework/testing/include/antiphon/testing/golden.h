#pragma once
// What a program makes, compared with what was once found right. With ANTIPHON_UPDATE_GOLDEN=1 in the environment the
// expectation is rewritten instead, and nothing differs; the change is then reviewed like code.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace antiphon::testing {

/// Empty when `actual` is the file's content; else the first line that differs, as expected and as found.
/// `EXPECT_EQ(golden_difference(file, made), "")`
std::string golden_difference(const std::filesystem::path& expected_file, std::string_view actual);

/// The same for a folder: `actual` maps relative paths to contents. Missing and surplus files differ, too.
std::string golden_folder_difference(const std::filesystem::path& expected_folder,
                                     const std::map<std::string, std::string>& actual);

}  // namespace antiphon::testing
