// What the compiler tells the author: tests/golden/diagnostics has a file per rule and what is said of it.
// ANTIPHON_UPDATE_GOLDEN=1 writes the texts anew.

#include <regex>

#include "antiphon/idl/syntax.h"
#include "antiphon/testing/golden.h"
#include "compiling.h"
#include "rules.h"

namespace antiphon::idl {
namespace {

namespace fs = std::filesystem;

const fs::path goldens = source_folder / "tests/golden/diagnostics";

/// The input of a rule: its file, but for the two that no file in a repository can break.
Compilation input_of(const std::string& code) {
    const std::string name = code + ".json";
    if (code == "too-large") {
        const std::string text = "{\n  \"idl\": \"1.0\",\n  \"namespace\": \"golden.bad\"\n}\n";
        return compile({name}, files({{name, text + std::string(syntax::max_bytes, ' ')}}));
    }
    return compile({name}, folder(goldens));
}

TEST(Diagnostics, EveryRuleHasAFileThatItIsToldFor) {
    for (const Rule& rule : rules()) {
        const std::string code(rule.code);
        const Compilation done = input_of(code);
        EXPECT_TRUE(codes(done).contains(code)) << code << ".json:\n" << render(done.diagnostics, done.sources);
        EXPECT_EQ(testing::golden_difference(goldens / (code + ".txt"), render(done.diagnostics, done.sources)), "");
        const bool has_input = code != "too-large" && code != "file-not-found";
        EXPECT_EQ(fs::exists(goldens / (code + ".json")), has_input) << code;
    }
}

TEST(Diagnostics, AFileIsToldOnlyWhatItIsAbout) {
    for (const Rule& rule : rules())
        for (const std::string& code : codes(input_of(std::string(rule.code)))) EXPECT_EQ(code, rule.code);
}

TEST(Diagnostics, NoGoldenFileIsWithoutARule) {
    for (const auto& entry : fs::directory_iterator(goldens))
        EXPECT_TRUE(entry.is_directory() || find_rule(entry.path().stem().string()) != nullptr)
            << entry.path().filename();
}

TEST(Diagnostics, EveryCodeInTheSourcesIsARule) {
    const std::regex call(R"re((?:error|warning|fault|lint_finding)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)")re");
    const std::regex passed(R"re("((?:bad|notification|pattern|enum|user|tenant)-[a-z-]+)"[,)])re");
    std::size_t found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(source_folder / "framework/idl/src")) {
        const fs::path path = entry.path();
        const bool compiler = path.parent_path().filename() == "compile" || path.parent_path().filename() == "src";
        if (path.extension() != ".cpp" || !compiler) continue;
        const std::string text = testing::read_file(path);
        for (const std::regex& pattern : {call, passed})
            for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern); at != std::sregex_iterator();
                 ++at) {
                EXPECT_NE(find_rule((*at)[1].str()), nullptr) << path << ": " << (*at)[1];
                ++found;
            }
    }
    EXPECT_GT(found, rules().size());
}

TEST(Diagnostics, TheSampleOfTheSpecification) {
    const Compilation done = compile({"bad.json"}, folder(goldens / "samples"));
    EXPECT_EQ(testing::golden_difference(goldens / "samples/bad.txt", render(done.diagnostics, done.sources)), "");
}

TEST(Diagnostics, EachFormatSaysTheSame) {
    const Compilation done = compile({"formats.json"}, folder(goldens / "samples"));
    EXPECT_GE(done.diagnostics.errors(), 6u);
    const auto as = [&](Format format) { return render(done.diagnostics, done.sources, {.format = format}); };
    EXPECT_EQ(testing::golden_difference(goldens / "samples/formats.gcc.txt", as(Format::gcc)), "");
    EXPECT_EQ(testing::golden_difference(goldens / "samples/formats.findings.json", as(Format::json)), "");
    EXPECT_EQ(testing::golden_difference(goldens / "samples/formats.sarif", as(Format::sarif)), "");
}

TEST(Diagnostics, ShowsTwentyAndCountsTheOthers) {
    const auto with = [](int errors) {
        std::string fields;
        for (int i = 0; i < errors; ++i) fields += (i > 0 ? ", \"f" : "\"f") + std::to_string(i) + "\": \"Nothing\"";
        const Compilation done = compile_members(R"("types": { "A": { "struct": { )" + fields + " } } }");
        return render(done.diagnostics, done.sources);
    };
    const auto shown = [](const std::string& text) {
        std::size_t count = 0;
        for (std::size_t at = text.find("[unknown-type]"); at != std::string::npos;
             at = text.find("[unknown-type]", at + 1))
            ++count;
        return count;
    };
    EXPECT_EQ(shown(with(20)), 20u);
    EXPECT_EQ(with(20).find("more"), std::string::npos);
    EXPECT_EQ(shown(with(21)), 20u);
    EXPECT_NE(with(21).find("and 1 more\n\n21 errors\n"), std::string::npos) << with(21);
}

TEST(Diagnostics, KeepsFiveHundredAndCountsTheOthers) {
    Diagnostics found;
    for (std::size_t i = 0; i < Diagnostics::kept; ++i) found.error("syntax", {}, "x");
    EXPECT_EQ(found.all().size(), Diagnostics::kept);
    found.error("syntax", {}, "one above").with_help("goes nowhere");
    EXPECT_EQ(found.all().size(), Diagnostics::kept);
    EXPECT_EQ(found.errors(), Diagnostics::kept + 1);
}

TEST(Diagnostics, ShowsThePartOfALongLineThatIsMeant) {
    const Compilation done = compile_members(R"("doc": ")" + std::string(5000, 'x') +
                                             R"(", "types": { "A": { "struct": { "a": "Nothing" } } }, "x-more": ")" +
                                             std::string(5000, 'y') + '"');
    const std::string text = render(done.diagnostics, done.sources);
    EXPECT_LT(text.size(), 600u) << text;
    EXPECT_NE(text.find("\"Nothing\""), std::string::npos) << text;
    EXPECT_NE(text.find("^~~~~~~\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace antiphon::idl
