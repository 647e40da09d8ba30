// docs/evolution.md has the table of the checks for people.

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "antiphon/idl/evolve.h"
#include "files.h"

namespace antiphon::idl::evolve {
namespace {

std::string sign(Rating rating) {
    return rating == Rating::error ? "B" : rating == Rating::warning ? "w" : "\xE2\x80\x93";
}

std::string row(const Check& check) {
    const std::string code = "| `" + std::string(check.code) + "` | ";
    const std::string ratings = sign(check.in) + " | " + sign(check.out) + " | " + sign(check.stored) + " | ";
    return code + (check.category == Category::wire ? std::string(check.when) + " | " + ratings : "") +
           std::string(check.what) + " |";
}

TEST(EvolutionPage, HasTheTableOfTheCode) {
    std::multiset<std::string> in_code, on_page;
    for (const Check& check : checks()) in_code.insert(row(check));
    std::istringstream page(read_file(std::string(ANTIPHON_SOURCE_DIR) + "/docs/evolution.md").value());
    for (std::string line; std::getline(page, line);)
        if (line.starts_with("| `")) on_page.insert(line);
    EXPECT_EQ(on_page, in_code);
}

TEST(EvolutionPages, ExplainEveryCheck) {
    for (const Check& check : checks()) {
        const Explanation* page = explain(check.code);
        ASSERT_NE(page, nullptr) << check.code;
        EXPECT_FALSE(page->title.empty() || page->text.empty()) << check.code;
    }
    EXPECT_NE(explain("ir"), nullptr);
}

TEST(EvolutionPages, TellHowBadItIsWhatToDoAndShowAPair) {
    const Explanation* page = explain("FIELD_REMOVED");
    EXPECT_EQ(text(*page),
              "    required: error in results and events, in stored messages; warning in params\n"
              "    optional or with default: warning\n"
              "    required, of `unknown: reject`: error\n"
              "    optional, of `unknown: reject`: error in params, in stored messages; warning in results and events\n"
              "\n"
              "Deprecate it, keep writing it until nobody reads it, then remove it and add its name to \"reserved\".\n"
              "\n"
              "before:\n"
              "\n"
              "    \"types\": { \"Item\": { \"struct\": { \"id\": \"uuid\", \"price\": \"int53\" } } },\n"
              "    \"services\": { \"shop\": { \"methods\": { \"get\": { \"result\": \"Item\" } } } }\n"
              "\n"
              "after:\n"
              "\n"
              "    \"types\": { \"Item\": { \"struct\": { \"id\": \"uuid\" }, \"reserved\": [\"price\"] } },\n"
              "    \"services\": { \"shop\": { \"methods\": { \"get\": { \"result\": \"Item\" } } } }\n");
}

}  // namespace
}  // namespace antiphon::idl::evolve
