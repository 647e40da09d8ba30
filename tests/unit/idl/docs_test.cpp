// docs/idl.md: every example compiles, every key and every lint rule stands there.

#include <regex>

#include "compiling.h"
#include "rules.h"

namespace antiphon::idl {
namespace {

std::string page() { return testing::read_file(source_folder / "docs/idl.md"); }

/// The blocks that are marked as JSON.
std::vector<std::string> examples() {
    std::vector<std::string> found;
    const std::string text = page();
    static constexpr std::string_view open = "```json\n", close = "\n```";
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
        const std::size_t begin = at + open.size();
        found.push_back(text.substr(begin, text.find(close, begin) - begin));
    }
    return found;
}

TEST(Reference, EveryExampleCompiles) {
    const std::vector<std::string> all = examples();
    EXPECT_GE(all.size(), 12u);
    for (const std::string& one : all) {
        const Compilation done = compile(
            {"test.json"},
            files({{"test.json", whole_file(one)}, {"common.json", R"({ "idl": "1.0", "namespace": "acme.common",
                                                       "types": { "Money": { "struct": { "cents": "int53" } } } })"}}));
        EXPECT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
        EXPECT_EQ(done.program.entries.size(), 1u);
    }
}

/// What the compiler asks for by name: the lists of known keys in its sources.
std::set<std::string> known_keys() {
    std::set<std::string> found;
    const std::regex list(R"re((?:Keys\s*\w*\(|keys\()[^{};]*\{((?:\s*"[$A-Za-z]+",?)+)\s*\})re");
    const std::regex word("\"([$A-Za-z]+)\"");
    for (const auto& entry : std::filesystem::directory_iterator(source_folder / "framework/idl/src/compile")) {
        const std::string text = testing::read_file(entry.path());
        for (auto at = std::sregex_iterator(text.begin(), text.end(), list); at != std::sregex_iterator(); ++at) {
            const std::string words = (*at)[1];
            for (auto key = std::sregex_iterator(words.begin(), words.end(), word); key != std::sregex_iterator();
                 ++key)
                found.insert((*key)[1]);
        }
    }
    return found;
}

TEST(Reference, EveryKeyHasAnExample) {
    const std::set<std::string> keys = known_keys();
    EXPECT_GE(keys.size(), 85u);
    std::string all;
    for (const std::string& one : examples()) all += one;
    for (const std::string& key : keys) EXPECT_NE(all.find('"' + key + "\":"), std::string::npos) << key;
}

TEST(Reference, EveryLintRuleStandsThereWithItsLevel) {
    static constexpr std::string_view levels[] = {"off", "warning", "error"};
    const std::string text = page();
    for (const Rule& rule : rules()) {
        if (!rule.lint) continue;
        const std::string level(levels[static_cast<std::size_t>(rule.level)]);
        const std::regex row("\\| [^|\n]*`" + std::string(rule.code) + "`[^|\n]* \\| " + level + " \\|");
        EXPECT_TRUE(std::regex_search(text, row)) << rule.code << " is " << level;
    }
}

}  // namespace
}  // namespace antiphon::idl
