// Codes, their pages and their table in the documentation are the same; and each can really happen.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "imported.h"

namespace antiphon::idl::importer {
namespace {

const std::string root = ANTIPHON_SOURCE_DIR;

TEST(ImportCodes, StandInTheDocumentationAsTheyAre) {
    const std::string page = *read_file(root + "/docs/import.md");
    const std::regex row(R"re(\n\| `(import/[a-z-]+)` \| (\w+) \| ([^|]+) \|)re");
    std::vector<std::string> in_document, in_code;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), row); at != std::sregex_iterator(); ++at)
        in_document.push_back((*at)[1].str() + ' ' + (*at)[2].str() + ' ' + (*at)[3].str());
    for (const Code& one : codes())
        in_code.push_back(std::string(one.code) + ' ' + std::string(name(one.severity)) + ' ' + std::string(one.what));
    EXPECT_EQ(in_document, in_code);
}

TEST(ImportCodes, HaveAPageEachAndNoPageIsOfNone) {
    for (const Code& one : codes()) {
        const Explanation* page = explain(one.code);
        ASSERT_NE(page, nullptr) << one.code;
        EXPECT_FALSE(page->title.empty() || page->text.empty()) << one.code;
    }
    const auto pages = explanations();
    const auto count = std::count_if(pages.begin(), pages.end(),
                                     [](const Explanation& one) { return one.code.starts_with("import/"); });
    EXPECT_EQ(static_cast<std::size_t>(count), codes().size());
}

TEST(ImportCodes, AreSortedForTheSearch) {
    EXPECT_TRUE(
        std::is_sorted(codes().begin(), codes().end(), [](const Code& a, const Code& b) { return a.code < b.code; }));
}

TEST(ImportCodes, EachStandsInAGoldenReportOrATest) {
    std::string all = *read_file(root + "/tests/unit/import/limits_test.cpp") +
                      *read_file(root + "/tests/unit/import/golden_test.cpp");
    for (const char* format : {"openrpc", "jsonrpcstub"})
        for (const auto& entry :
             std::filesystem::directory_iterator(root + "/tests/golden/import/" + format + "/expected"))
            if (entry.path().extension() == ".txt") all += *read_file(entry.path().string());
    for (const Code& one : codes()) {
        if (one.code == "import/result") continue;  // a mistake of the importer: tests say that it does not happen
        EXPECT_NE(all.find(one.code), std::string::npos) << one.code;
    }
}

TEST(ImportLimitsInDocs, AreThoseOfTheHeader) {
    const std::string page = *read_file(root + "/docs/import.md");
    EXPECT_NE(page.find("| `max_documents` | " + std::to_string(max_documents) + " "), std::string::npos);
    EXPECT_NE(page.find("| `max_ref_depth` | " + std::to_string(max_ref_depth) + " "), std::string::npos);
    EXPECT_NE(page.find("| `max_types` | " + std::to_string(max_types) + " "), std::string::npos);
    EXPECT_NE(page.find("| `max_steps` | " + std::to_string(max_steps) + " "), std::string::npos);
    EXPECT_NE(page.find("| `max_findings` | " + std::to_string(max_findings) + " "), std::string::npos);
}

}  // namespace
}  // namespace antiphon::idl::importer
