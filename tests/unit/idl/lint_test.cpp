// Advice: each rule has a golden file; here is what they share.

#include "compiling.h"
#include "rules.h"

namespace antiphon::idl {
namespace {

std::string price(const std::string& level) {
    return (level.empty() ? "" : R"("options": { "lint": { "float-for-money": ")" + level + "\" } }, ") +
           R"("types": { "Item": { "struct": { "price": "float64" } } })";
}

TEST(Lint, EveryRuleCanBeSetToEachLevel) {
    EXPECT_EQ(compile_members(price("")).diagnostics.warnings(), 1u);
    EXPECT_EQ(compile_members(price("warning")).diagnostics.warnings(), 1u);
    EXPECT_EQ(compile_members(price("error")).diagnostics.errors(), 1u);
    EXPECT_EQ(findings(compile_members(price("off"))), std::vector<std::string>{});
    for (const Rule& rule : rules()) {
        if (!rule.lint) continue;
        const std::string off = R"("options": { "lint": { ")" + std::string(rule.code) + "\": \"off\" } }";
        EXPECT_EQ(findings(compile_members(off)), std::vector<std::string>{}) << rule.code;
        // Whatever its golden file holds is not told once it is off.
        std::string text =
            testing::read_file(source_folder / "tests/golden/diagnostics" / (std::string(rule.code) + ".json"));
        if (const auto given = text.find("\"options\""); given != std::string::npos)
            text.erase(given, text.find('\n', given) - given);
        text.insert(text.find('{') + 1, "\n  " + off + ",");
        const Compilation done = compile(
            {"test.json", "parts/library.json"},
            files({{"test.json", text}, {"parts/library.json", R"({ "idl": "1.0", "namespace": "golden.library" })"}}));
        EXPECT_FALSE(codes(done).contains(std::string(rule.code))) << rule.code;
        EXPECT_FALSE(codes(done).contains("syntax")) << render(done.diagnostics, done.sources);
    }
}

TEST(Lint, NamesOfRulesAreSuggestedAndLevelsAreThree) {
    const auto told = [](const std::string& lint) {
        const Compilation done = compile_members(R"("options": { "lint": { )" + lint + " } }");
        return done.diagnostics.all().empty()
                   ? ""
                   : done.diagnostics.all()[0].message + "; " + done.diagnostics.all()[0].help;
    };
    EXPECT_EQ(told(R"("mising-doc": "off")"), "there is no lint rule 'mising-doc'; did you mean \"missing-doc\"?");
    EXPECT_EQ(told(R"("missing-doc": "of")"), "a level is off, warning or error; ");
    EXPECT_EQ(told(R"("unknown-type": "off")").substr(0, 37), "there is no lint rule 'unknown-type';");
}

TEST(Lint, IsSilentWhileThereAreErrors) {
    const Compilation done =
        compile_members(R"("types": { "Item": { "struct": { "price": "float64", "color": "Colour" } } })");
    EXPECT_EQ(codes(done), std::set<std::string>{"unknown-type"});
}

TEST(Lint, AnIncludedFieldIsToldOnceWhereItStands) {
    const Compilation done = compile_members(R"("types": { "A": { "struct": { "price": "float64" } },
        "B": { "include": ["A"], "struct": {} }, "C": { "include": ["B"], "struct": {} } })");
    EXPECT_EQ(done.diagnostics.warnings(), 1u) << render(done.diagnostics, done.sources);
}

TEST(Lint, WhatAnImportedFileShowsToClientsIsToldAtTheMethod) {
    const Compilation done =
        compile({"a.json"},
                files({{"common.json",
                        R"({ "idl": "1.0", "namespace": "acme.common", "types": { "Note": { "alias": "string" } } })"},
                       {"a.json", whole_file(R"("imports": { "common": "common.json" },
                   "options": { "lint": { "unbounded-string-in": "warning" } },
                   "types": { "Line": { "struct": { "note": "common.Note" } } },
                   "services": { "s": { "methods": { "m": { "params": { "line": "Line" }, "expose": "client" } } } })")}}));
    ASSERT_EQ(done.diagnostics.warnings(), 1u) << render(done.diagnostics, done.sources);
    EXPECT_EQ(done.sources.name(done.diagnostics.all()[0].span.file), "a.json");
    EXPECT_EQ(done.sources.text(done.diagnostics.all()[0].span), "common.Note");
}

}  // namespace
}  // namespace antiphon::idl
