// The files of tests/golden/clients and what each language makes of them: the best documentation of an emitter.
// ANTIPHON_UPDATE_GOLDEN=1 writes them anew.

#include <set>

#include "antiphon/testing/golden.h"
#include "compiled.h"

namespace antiphon::idl {
namespace {

const std::string folder = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/clients/";

std::map<std::string, std::string> emitted(const Program& program, const std::vector<std::string>& languages) {
    std::map<std::string, std::string> out;
    for (const std::string& name : languages) {
        const emit::Language* language = emit::find(name);
        if (language == nullptr) {
            ADD_FAILURE() << "there is no language " << name;
            continue;
        }
        for (const File* file : program.entries)
            for (const emit::OutputFile& made : language->emit(program, *file)) out[made.path] = made.text;
    }
    return out;
}

const std::vector<std::string> documents = {"typescript", "python", "asyncapi", "jsonschema", "markdown", "html"};

TEST(Golden, EveryFormOfTheLanguage) {
    const Compilation done = compiled({folder + "everything/everything.json"});
    EXPECT_EQ(testing::golden_folder_difference(folder + "everything/expected", emitted(done.program, documents)), "");
}

TEST(Golden, AServiceThatImportsTypes) {
    const Compilation done = compiled({folder + "imports/orders.json", folder + "imports/common.json"});
    EXPECT_EQ(testing::golden_folder_difference(
                  folder + "imports/expected", emitted(done.program, {"typescript", "python", "asyncapi", "markdown"})),
              "");
}

TEST(Golden, LongIntegersThatTypeScriptHasAsBigint) {
    const Compilation done = compiled({folder + "bigint/bigint.json", folder + "bigint/money.json"});
    EXPECT_EQ(testing::golden_folder_difference(folder + "bigint/expected", emitted(done.program, {"typescript"})), "");
}

TEST(Golden, AsyncApiTellsOfMethodsWhenAsked) {
    const Compilation done = compiled({folder + "everything/everything.json"});
    const auto made = emit::find("asyncapi")->emit(done.program, *done.program.entries[0], {.with_rpc = true});
    EXPECT_EQ(testing::golden_difference(folder + "with_rpc/everything.asyncapi.json", made.at(0).text), "");
}

TEST(Golden, NamesAndDocsThatTryToBreakTheOutput) {
    const Compilation done = compiled(
        {folder + "hostile/hostile.json", folder + "everything/everything.json", folder + "hostile/common.json"});
    EXPECT_EQ(testing::golden_folder_difference(folder + "hostile/expected", emitted(done.program, documents)), "");
}

TEST(Golden, TheSameInputGivesTheSameOutput) {
    const std::vector<std::string> files = {folder + "hostile/hostile.json", folder + "everything/everything.json"};
    EXPECT_EQ(emitted(compiled(files).program, documents), emitted(compiled(files).program, documents));
}

TEST(Golden, NoLineEndsInSpaceAndNoTabStandsInCode) {
    const Compilation done = compiled({folder + "everything/everything.json"});
    for (const auto& [path, text] : emitted(done.program, {"typescript", "python"})) {
        EXPECT_EQ(text.find(" \n"), std::string::npos) << path << ": " << text.substr(0, text.find(" \n")).size();
        EXPECT_EQ(text.find('\t'), std::string::npos) << path;
        EXPECT_TRUE(text.ends_with('\n') && !text.ends_with("\n\n")) << path;
    }
}

}  // namespace
}  // namespace antiphon::idl
