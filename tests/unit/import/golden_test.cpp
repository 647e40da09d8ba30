// One small input for each row of the tables of docs/import.md: the IDL and the report that come of it.
// ANTIPHON_UPDATE_GOLDEN=1 writes the expectations anew.

#include "antiphon/testing/golden.h"
#include "imported.h"

namespace antiphon::idl::importer {
namespace {

const std::string folder = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/import/";

struct Case {
    std::string name;
    Options options = {};
    std::string variant = "";  ///< in the names of the expectations
};

std::string formatted(const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const std::uint32_t file = sources.add("a.json", text);
    return format(sources, file, syntax::Comments::refused, diagnostics).value_or("");
}

void expect_golden(const std::string& format, const Case& one) {
    SCOPED_TRACE(format + '/' + one.name + one.variant);
    Options options = one.options;
    options.name = one.name;
    const Loader load = in_folder(folder + format);
    const Imported made = format == "openrpc" ? from_openrpc(one.name + ".json", load, options)
                                              : from_jsonrpcstub(one.name + ".json", load, options);
    const std::string expected = folder + format + "/expected/" + one.name + one.variant;
    EXPECT_EQ(testing::golden_difference(expected + ".txt", report(made)), "");
    if (!made.ok()) return;
    EXPECT_EQ(testing::golden_difference(expected + ".idl.json", made.text()), "");
    EXPECT_EQ(refusal(made), "");
    EXPECT_EQ(formatted(made.text()), made.text());
}

TEST(ImportGolden, EachRowOfOpenRpc) {
    const Case cases[] = {{"refs"},
                          {"other_document", {.ref_root = "shared"}},
                          {"other_document", {}, ".without_root"},
                          {"missing_document"},
                          {"objects"},
                          {"optional"},
                          {"integers"},
                          {"integers", {.integers = Integers::int64_string}, ".string"},
                          {"integers", {.integers = Integers::int64_number}, ".number"},
                          {"enums"},
                          {"unions"},
                          {"unions_overlap"},
                          {"unions_overlap", {.strict = true}, ".strict"},
                          {"all_of"},
                          {"arrays"},
                          {"nothing"},
                          {"strings"},
                          {"params"},
                          {"errors"},
                          {"error_groups"},
                          {"notifications"},
                          {"notifications", {.events = true}, ".events"},
                          {"heads"},
                          {"heads", {.events = true}, ".events"},
                          {"docs"},
                          {"examples"},
                          {"not_openrpc"},
                          {"syntax"}};
    for (const Case& one : cases) expect_golden("openrpc", one);
}

TEST(ImportGolden, EachRowOfJsonrpcstub) {
    const Case cases[] = {{"names"}, {"types"}, {"types", {.infer_shapes = true}, ".shapes"}, {"malformed"}};
    for (const Case& one : cases) expect_golden("jsonrpcstub", one);
}

TEST(Import, StrictMakesWarningsErrorsAndLeavesInfosAlone) {
    const Loader load = in_folder(folder + "openrpc");
    EXPECT_FALSE(from_openrpc("unions_overlap.json", load, {.strict = true}).ok());
    const Imported params = from_openrpc("integers.json", load, {.strict = true});
    EXPECT_TRUE(tells(params, "import/integer"));
    EXPECT_TRUE(params.ok()) << report(params);
}

TEST(Import, TheSameInputGivesTheSameOutput) {
    const Loader load = in_folder(folder + "openrpc");
    const Imported first = from_openrpc("unions.json", load), second = from_openrpc("unions.json", load);
    EXPECT_EQ(first.text(), second.text());
    EXPECT_EQ(report(first), report(second));
}

TEST(Import, PlacesAreThoseOfTheSource) {
    const Imported made =
        from_openrpc("a.json", of_text("{\"openrpc\":\"1.3.2\",\n \"methods\":[{\"name\":\"m\",\"params\":[],\n"
                                       "  \"result\":{\"name\":\"r\",\"schema\":{\"type\":\"integer\"}}}]}"));
    ASSERT_FALSE(made.findings.empty());
    EXPECT_NE(report(made).find("a.json:3:33: info: m: result: an integer without limits became int53"),
              std::string::npos)
        << report(made);
}

TEST(Import, SaysWhereAFileThatIsMissingMayBe) {
    const std::map<std::string, std::string> files = {
        {"docs/a.json",
         R"({"openrpc":"1.3.2","methods":[{"name":"m","params":[],"result":{"name":"r","schema":{"$ref":"./api/b.json#/X"}}}]})"},
        {"api/b.json", R"({"X":{"type":"boolean"}})"}};
    const Loader load = [&](const std::string& path) {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    };
    const Imported lost = from_openrpc("docs/a.json", load);
    EXPECT_FALSE(lost.ok());
    EXPECT_NE(report(lost).find("no such file next to this one; found from the parent folder: add --ref-root ."),
              std::string::npos)
        << report(lost);
    const Imported found = from_openrpc("docs/a.json", load, {.ref_root = "."});
    EXPECT_TRUE(found.ok()) << report(found);
}

TEST(Import, ReportsAsJson) {
    const Imported made = from_openrpc("syntax.json", in_folder(folder + "openrpc"));
    const std::string text = report_json(made);
    EXPECT_NE(text.find("\"ok\": false"), std::string::npos) << text;
    EXPECT_NE(text.find("\"line\": 1"), std::string::npos) << text;
}

TEST(Import, SaysThatAFileIsMissing) {
    for (const Imported& made : {from_openrpc("none.json", of_text("")), from_jsonrpcstub("none.json", of_text(""))}) {
        EXPECT_FALSE(made.ok());
        EXPECT_TRUE(tells(made, "import/wrong-document"));
    }
}

}  // namespace
}  // namespace antiphon::idl::importer
