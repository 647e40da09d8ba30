#include "antiphon/idl/format.h"

#include <gmock/gmock.h>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"
#include "files.h"

namespace antiphon::idl {
namespace {

std::string formatted(const std::string& text, syntax::Comments comments = syntax::Comments::allowed) {
    Sources sources;
    Diagnostics diagnostics;
    const auto file = sources.add("a.json", text);
    const auto out = format(sources, file, comments, diagnostics);
    return out ? *out : render(diagnostics, sources);
}

std::string ir_of(const std::string& path, const std::string& text) {
    const auto done =
        compile({path}, [&](const std::string& name) { return name == path ? std::optional(text) : read_file(name); });
    return done.ok() ? emit::intermediate_representation(done.program, *done.program.entries[0]).pretty() : "";
}

/// The objects that the documents show.
void add_examples(const std::filesystem::path& page, std::vector<std::pair<std::string, std::string>>& out) {
    const std::string text = *read_file(page.string()), fence = "```json\n";
    for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
        const std::size_t begin = at + fence.size();
        const std::string block = text.substr(begin, text.find("```", begin) - begin);
        Sources sources;
        Diagnostics diagnostics;
        if (format(sources, sources.add("a.json", block), syntax::Comments::refused, diagnostics))  // else a part
            out.emplace_back(page.string() + ".json", block);
    }
}

/// The files of the project, and what its documents show.
std::vector<std::pair<std::string, std::string>> everything() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string& path : all_idl_files()) out.emplace_back(path, *read_file(path));
    const std::filesystem::path shared = std::filesystem::path(ANTIPHON_SOURCE_DIR) / "../shared/idl/examples";
    if (std::filesystem::exists(shared))  // beside the repository; without it there is less to test
        for (const auto& entry : std::filesystem::directory_iterator(shared))
            out.emplace_back(entry.path().string(), *read_file(entry.path().string()));
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(ANTIPHON_SOURCE_DIR) / "docs"))
        if (entry.path().extension() == ".md") add_examples(entry.path(), out);
    return out;
}

TEST(Format, SpacesAndIndents) {
    EXPECT_EQ(formatted("{\"a\":1,\n\n\n   \"b\" : [ 1,2 ],\"c\":{}, \"d\": {\n\"e\":[\n] }}"),
              "{\n"
              "  \"a\": 1,\n"
              "\n"
              "  \"b\": [1, 2], \"c\": {},\n"
              "  \"d\": {\n"
              "    \"e\": []\n"
              "  }\n"
              "}\n");
}

TEST(Format, KeepsTheLinesThatTheAuthorGaveAnObject) {
    const std::string lines =
        "{\n"
        "  \"short\": { \"a\": 1, \"b\": { \"c\": [] } },\n"
        "  \"long\": {\n"
        "    \"a\": 1\n"
        "  },\n"
        "  \"shared\": {\n"
        "    \"doc\": \"text\",\n"
        "    \"a\": 1, \"b\": 2,\n"
        "\n"
        "    \"c\": 3\n"
        "  }\n"
        "}\n";
    EXPECT_EQ(formatted(lines), lines);
}

TEST(Format, BreaksWhatDoesNotFitIntoALine) {
    const std::string at_edge = "  \"a\": { \"b\": \"" + std::string(format_width - 20, 'x') + "\", \"c\": 1 }";
    const std::string wide = "  \"a\": { \"b\": \"" + std::string(format_width - 27, 'x') + "\", \"c\": 1 }";
    ASSERT_EQ(wide.size() + 1, format_width);  // a comma could follow
    EXPECT_EQ(formatted("{\n" + wide + "\n}\n"), "{\n" + wide + "\n}\n");
    std::string one_more = wide;
    one_more.insert(one_more.find('x'), "x");
    EXPECT_EQ(formatted("{\n" + one_more + "\n}\n"),
              "{\n  \"a\": {\n    \"b\": \"" + std::string(format_width - 26, 'x') + "\",\n    \"c\": 1\n  }\n}\n");
    EXPECT_NE(formatted("{\n" + at_edge + "\n}\n"), "{\n" + at_edge + "\n}\n");
}

TEST(Format, CountsCodePoints) {
    std::string umlauts;
    for (std::size_t i = 0; i < format_width - 27; ++i) umlauts += "ü";
    const std::string wide = "{\n  \"a\": { \"b\": \"" + umlauts + "\", \"c\": 1 }\n}\n";
    EXPECT_EQ(formatted(wide), wide);
}

TEST(Format, LeavesNumbersEscapesAndOrderAlone) {
    const std::string text = "{\n  \"b\": [1.0, 1e3, -0, 12345678901234567890],\n  \"a\": \"\\u00fc\\/\\n\"\n}\n";
    EXPECT_EQ(formatted(text), text);
}

TEST(Format, KeepsCommentsWhereTheyBelong) {
    EXPECT_EQ(formatted("// head\n\n/* two\n   lines */ {\"a\" /* key */ : 1, // behind a\n"
                        "// above b\n\"b\": [ // first\n 1, 2 /* two */ ]\n\n  // last\n} // tail"),
              "// head\n"
              "\n"
              "/* two\n   lines */\n"
              "{\n"
              "  /* key */\n"
              "  \"a\": 1, // behind a\n"
              "  // above b\n"
              "  \"b\": [\n"
              "    // first\n"
              "    1, 2\n"
              "    /* two */\n"
              "  ]\n"
              "\n"
              "  // last\n"
              "}\n"
              "// tail\n");
}

TEST(Format, RefusesWhatIsNoJson) {
    EXPECT_EQ(formatted("{\"a\": 1,}"),
              "a.json:1:8: error: comma before '}' [syntax]\n"
              "  1 | {\"a\": 1,}\n"
              "    |        ^\n"
              "  help: remove it\n"
              "\n1 error\n");
    EXPECT_THAT(formatted("{} // no", syntax::Comments::refused), ::testing::HasSubstr("JSON has no comments"));
}

TEST(Format, IsDoneAfterOneRunAndNeverChangesTheMeaning) {
    std::size_t compared = 0;
    for (const auto& [path, text] : everything()) {
        const std::string once = formatted(text);
        EXPECT_EQ(formatted(once), once) << path;
        const std::string before = ir_of(path, text);
        EXPECT_EQ(ir_of(path, once), before) << path;
        compared += !before.empty();
    }
    EXPECT_GE(compared, 100u);
}

TEST(Format, IsDoneAfterOneRunHoweverTheLinesAreBroken) {
    // Every blank of a file becomes a line break, a comment, or nothing, by a rule that has no pattern.
    const std::string text = *read_file(std::string(ANTIPHON_SOURCE_DIR) + "/idl/orders.json");
    for (unsigned seed = 1; seed <= 40; ++seed) {
        unsigned state = seed;
        std::string mangled;
        bool string = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '"' && text[i - 1] != '\\') string = !string;
            if (string || (text[i] != ' ' && text[i] != '\n')) {
                mangled += text[i];
                continue;
            }
            state = state * 1664525 + 1013904223;
            static const char* const others[] = {"", " ", "\n", "\n\n\n", " /* a */ ", " // b\n", "\n// c\n", "\r\n"};
            mangled += others[(state >> 16) % 8];
        }
        const std::string once = formatted(mangled);
        EXPECT_EQ(formatted(once), once) << seed;
        EXPECT_EQ(ir_of("a.jsonc", once), ir_of("a.jsonc", text)) << seed;
    }
}

}  // namespace
}  // namespace antiphon::idl
