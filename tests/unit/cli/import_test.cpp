#include <gmock/gmock.h>

#include "run.h"

namespace antiphon::cli {
namespace {

using testing::HasSubstr;

const std::string inputs = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/import/";

TEST(ImportCommand, WritesIdlThatTheCompilerTakesAndTellsWhatWasNotExact) {
    const TestFolder folder;
    const Ran made = ran({"import", inputs + "jsonrpcstub/types.json", "--from", "jsonrpcstub", "--out",
                          folder / "made/calculator.json"});
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.out, "");
    EXPECT_THAT(made.err, HasSubstr("types.json:3:37: warning: positional: positional params have no names"));
    EXPECT_THAT(folder.read("made/calculator.json"), HasSubstr("\"namespace\": \"calculator\""));
    EXPECT_EQ(ran({"check", folder / "made/calculator.json"}).exit_code, 0);
}

TEST(ImportCommand, WritesNothingWhenThereAreErrors) {
    const TestFolder folder;
    for (const std::vector<std::string>& options : {std::vector<std::string>{inputs + "openrpc/missing_document.json"},
                                                    {inputs + "openrpc/unions_overlap.json", "--strict"},
                                                    {"/nowhere.json"}}) {
        std::vector<std::string> arguments{"import", "--from", "openrpc", "--out", folder / "made.json"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Ran made = ran(arguments);
        EXPECT_EQ(made.exit_code, 1);
        EXPECT_THAT(made.err, HasSubstr("not imported: "));
        EXPECT_TRUE(folder.empty());
    }
}

TEST(ImportCommand, PrintsTheReportAsJsonForPrograms) {
    const TestFolder folder;
    const Ran made = ran({"import", inputs + "openrpc/integers.json", "--from", "openrpc", "--out",
                          folder / "made.json", "--int64", "string", "--json"});
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.err, "");
    EXPECT_THAT(made.out, HasSubstr("\"ok\": true"));
    EXPECT_THAT(folder.read("made.json"), HasSubstr("\"any\": \"int64\""));
}

TEST(ImportCommand, FindsTheFilesThatReferencesName) {
    const TestFolder folder;
    EXPECT_EQ(ran({"import", inputs + "openrpc/other_document.json", "--from", "openrpc", "--out", folder / "made.json",
                   "--ref-root", inputs + "openrpc/shared"})
                  .exit_code,
              0);
    EXPECT_THAT(folder.read("made.json"), HasSubstr("\"Pet\""));
}

TEST(ImportCommand, TakesFlagsBeforeAndBehindTheFile) {
    const TestFolder folder;
    const std::string file = inputs + "openrpc/heads.json", out = folder / "made.json";
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"import", "--from", "openrpc", "--out", out, file, "--events"},
                                               {"import", "--events", "--from", "openrpc", "--out", out, file},
                                               {"import", file, "--out", out, "--events", "--from", "openrpc"}}) {
        std::filesystem::remove(out);
        const Ran made = ran(arguments);
        EXPECT_EQ(made.exit_code, 0) << made.err;
        EXPECT_THAT(folder.read("made.json"), HasSubstr("\"events\""));
    }
}

TEST(ImportCommand, RefusesWhatItWasNotAskedRightly) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
        {{"import", "a.json", "--out", "b.json"}, "--from is missing: jsonrpcstub or openrpc"},
        {{"import", "a.json", "--from", "openrpc"}, "--out is missing"},
        {{"import", "a.json", "--from", "openrcp", "--out", "b.json"}, "did you mean 'openrpc'?"},
        {{"import", "a.json", "--from", "jsonrpcstub", "--out", "b.json", "--events"},
         "--events is for --from openrpc"},
        {{"import", "a.json", "--from", "openrpc", "--out", "b.json", "--infer-shapes"},
         "--infer-shapes is for --from jsonrpcstub"},
        {{"import", "--from", "openrpc", "--out", "b.json"}, "FILE is required"}};
    for (const auto& [arguments, message] : cases) {
        const Ran made = ran(arguments);
        EXPECT_EQ(made.exit_code, 2) << message;
        EXPECT_THAT(made.err, HasSubstr(message));
    }
}

}  // namespace
}  // namespace antiphon::cli
