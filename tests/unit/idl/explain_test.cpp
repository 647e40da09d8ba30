// The pages of `antiphon explain`: one per rule, and what they show is true.

#include <algorithm>

#include "compiling.h"
#include "rules.h"

namespace antiphon::idl {
namespace {

/// With a file to import; the text is acme's orders.json.
Compilation compile_example(std::string_view members) {
    return compile({"orders.json"}, files({{"orders.json", whole_file(std::string(members))},
                                           {"common.json", R"({ "idl": "1.0", "namespace": "acme.common",
                                               "types": { "Money": { "struct": { "cents": "int53" } } } })"}}));
}

/// No small text breaks these.
const std::set<std::string_view> without_example = {"encoding", "file-not-found", "too-deep", "too-large", "too-many"};

TEST(Explain, EveryRuleHasAPage) {
    for (const Rule& rule : rules()) {
        const Explanation* page = explain(rule.code);
        ASSERT_NE(page, nullptr) << rule.code;
        EXPECT_FALSE(page->title.empty() || page->text.empty()) << rule.code;
        EXPECT_EQ(page->wrong.empty(), without_example.contains(rule.code)) << rule.code;
        EXPECT_EQ(page->right.empty(), without_example.contains(rule.code)) << rule.code;
        EXPECT_TRUE(!rule.lint || page->text.find("default") != page->text.find("says otherwise")) << rule.code;
    }
}

TEST(Explain, PagesAreSortedAndNoneStandsTwice) {
    const auto all = explanations();
    EXPECT_GE(all.size(), rules().size());
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.code < b.code; }));
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.code == b.code; }),
              all.end());
}

TEST(Explain, WrongExamplesAreToldWithTheirCode) {
    for (const Rule& rule : rules()) {
        const Explanation* page = explain(rule.code);
        if (page == nullptr || page->wrong.empty()) continue;
        const Compilation done = compile_example(page->wrong);
        EXPECT_TRUE(codes(done).contains(std::string(rule.code))) << rule.code << ":\n"
                                                                  << render(done.diagnostics, done.sources);
    }
}

TEST(Explain, RightExamplesAreClean) {
    for (const Rule& rule : rules()) {
        const Explanation* page = explain(rule.code);
        if (page == nullptr || page->right.empty()) continue;
        const Compilation done = compile_example(page->right);
        EXPECT_EQ(render(done.diagnostics, done.sources), "") << rule.code;
    }
}

TEST(Explain, APageShowsBothExamplesIndented) {
    const std::string page = text(*explain("import-cycle"));
    EXPECT_EQ(page, R"(Move what both need into a file of its own.

wrong:

    "imports": { "me": "orders.json" }

right:

    "imports": { "common": "common.json" },
    "types": { "Price": { "alias": "common.Money" } }
)");
}

TEST(Explain, KnowsNothingOfOtherWords) {
    EXPECT_EQ(explain("unknown-typ"), nullptr);
    EXPECT_EQ(explain(""), nullptr);
}

}  // namespace
}  // namespace antiphon::idl
