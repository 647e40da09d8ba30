// JSONTestSuite (github.com/nst/JSONTestSuite), test_parsing: y_ must be accepted, n_ refused, i_ as written here.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> suite() {
    const char* shared = std::getenv("ANTIPHON_SHARED");
    const fs::path root = shared != nullptr ? fs::path(shared) : fs::path(ANTIPHON_SOURCE_DIR) / ".." / "shared";
    const fs::path folder = root / "conformance" / "jsontestsuite" / "test_parsing";
    if (fs::is_directory(folder)) return folder;
    return std::nullopt;
}

std::map<std::string, std::string> files(const fs::path& folder, char kind) {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem();
        if (name[0] != kind || entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        found[name] = content.str();
    }
    return found;
}

bool accepted(const std::string& text) { return refusal(text) == "accepted"; }

/// The specification leaves these open; all others of kind i_ are refused.
const std::vector<std::string> open_and_accepted = {
    "i_number_double_huge_neg_exp",                                                                // 123.456e-789 is 0
    "i_number_real_underflow",                                                                     // 123e-10000000 is 0
    "i_number_too_big_neg_int",     "i_number_too_big_pos_int", "i_number_very_big_negative_int",  // doubles
};

/// A policy of ours: a member twice is an attack or a mistake.
const std::vector<std::string> refused_by_policy = {"y_object_duplicated_key", "y_object_duplicated_key_and_value"};

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr const char* absent =
    "JSONTestSuite is not here: set ANTIPHON_SHARED to the folder that holds conformance/jsontestsuite";

}  // namespace

TEST(JsonTestSuite, AcceptsWhatMustBeAcceptedButDuplicateMembers) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto documents = files(*folder, 'y');
    EXPECT_EQ(documents.size(), 95u);
    for (const auto& [name, text] : documents)
        EXPECT_NE(accepted(text), contains(refused_by_policy, name)) << name << ": " << refusal(text);
}

TEST(JsonTestSuite, RefusesAllThatMustBeRefused) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto documents = files(*folder, 'n');
    EXPECT_EQ(documents.size(), 188u);
    for (const auto& [name, text] : documents) EXPECT_FALSE(accepted(text)) << name;
}

TEST(JsonTestSuite, RefusalsSayWhere) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    for (const auto& [name, text] : files(*folder, 'n'))
        EXPECT_TRUE(refusal(text).starts_with("invalid JSON at byte ")) << name << ": " << refusal(text);
}

TEST(JsonTestSuite, DecidesOpenCasesAsWritten) {
    const auto folder = suite();
    if (!folder) GTEST_SKIP() << absent;
    const auto documents = files(*folder, 'i');
    EXPECT_EQ(documents.size(), 35u);
    for (const auto& [name, text] : documents) EXPECT_EQ(accepted(text), contains(open_and_accepted, name)) << name;
}
