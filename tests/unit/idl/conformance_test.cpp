// JSONTestSuite (github.com/nst/JSONTestSuite), test_parsing: y_ must be accepted, n_ refused.

#include <cstdlib>

#include "antiphon/idl/syntax.h"
#include "compiling.h"

namespace antiphon::idl {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> suite() {
    const char* shared = std::getenv("ANTIPHON_SHARED");
    const fs::path root = shared != nullptr ? fs::path(shared) : source_folder / ".." / "shared";
    const fs::path folder = root / "conformance" / "jsontestsuite" / "test_parsing";
    if (fs::is_directory(folder)) return folder;
    return std::nullopt;
}

constexpr const char* absent =
    "JSONTestSuite is not here: set ANTIPHON_SHARED to the folder that holds conformance/jsontestsuite";

std::map<std::string, std::string> documents(const fs::path& folder, char kind) {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json" && entry.path().stem().string()[0] == kind)
            found[entry.path().stem()] = testing::read_file(entry.path());
    return found;
}

std::string told(const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    syntax::read(sources, sources.add("test.json", text), syntax::Comments::refused, diagnostics);
    return render(diagnostics, sources);
}

/// A policy of ours: a member twice is a mistake.
const std::set<std::string> refused_by_policy = {"y_object_duplicated_key", "y_object_duplicated_key_and_value"};

TEST(JsonTestSuite, ReaderAcceptsWhatMustBeAcceptedButDuplicateMembers) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto all = documents(*folder, 'y');
    EXPECT_EQ(all.size(), 95u);
    for (const auto& [name, text] : all)
        EXPECT_EQ(told(text).empty(), !refused_by_policy.contains(name)) << name << "\n" << told(text);
}

TEST(JsonTestSuite, ReaderRefusesAllThatMustBeRefused) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto all = documents(*folder, 'n');
    EXPECT_EQ(all.size(), 188u);
    for (const auto& [name, text] : all) EXPECT_NE(told(text), "") << name;
}

TEST(JsonTestSuite, ReaderSurvivesWhatIsLeftOpen) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto all = documents(*folder, 'i');
    EXPECT_EQ(all.size(), 35u);
    for (const auto& [name, text] : all) told(text);
}

}  // namespace
}  // namespace antiphon::idl
