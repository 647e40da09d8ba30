// Files that import others.

#include "compiling.h"

namespace antiphon::idl {
namespace {

const std::string common = R"({ "idl": "1.0", "namespace": "acme.common",
    "types": { "Money": { "struct": { "cents": "int53" } } },
    "errors": { "NotFound": { "code": 1404, "message": "not found" } } })";

const std::string orders = R"({ "idl": "1.0", "namespace": "acme.orders", "imports": { "common": "common.json" },
    "types": { "Order": { "struct": { "total": "common.Money", "by": "map<common.Money[]>?" } } },
    "services": { "orders": { "errors": ["common.NotFound"], "methods": { "get": { "result": "Order" } } } } })";

TEST(Imports, AreFoundBesideTheFileThenInTheImportPaths) {
    const auto compile_with = [](std::map<std::string, std::string> texts, std::vector<std::string> paths = {}) {
        return compile({"idl/orders.json"}, files(std::move(texts)), {std::move(paths)});
    };
    const Compilation beside = compile_with({{"idl/orders.json", orders}, {"idl/common.json", common}});
    ASSERT_TRUE(beside.ok()) << render(beside.diagnostics, beside.sources);
    const File& file = *beside.program.entries[0];
    EXPECT_EQ(text(file.find_type("Order")->as<Struct>()->fields[0].type, file), "common.Money");
    EXPECT_EQ(file.services[0]->methods[0]->errors[0]->name, "NotFound");
    EXPECT_EQ(beside.program.files.size(), 2u);
    EXPECT_EQ(beside.program.files[0]->name_space, "acme.common");  // before those that import it

    EXPECT_FALSE(compile_with({{"idl/orders.json", orders}, {"shared/common.json", common}}).ok());
    EXPECT_TRUE(compile_with({{"idl/orders.json", orders}, {"shared/common.json", common}}, {"other", "shared"}).ok());
}

TEST(Imports, OneFileUnderTwoNamesIsReadOnce) {
    const Compilation done = compile({"idl/orders.json", "./idl/../idl/common.json"},
                                     files({{"idl/orders.json", orders}, {"idl/common.json", common}}));
    EXPECT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    EXPECT_EQ(done.sources.size(), 2u);
    EXPECT_EQ(done.program.entries.size(), 2u);
}

TEST(Imports, SuggestTheImportedNameThatWasMeant) {
    const auto help = [](const std::string& type) {
        const Compilation done =
            compile({"a.json"}, files({{"common.json", common},
                                       {"a.json", whole_file(R"("imports": { "common": "common.json" },
                                           "types": { "A": { "struct": { "m": "common.Money", "x": ")" +
                                                             type + R"(" } } })")}}));
        return done.diagnostics.all().empty()
                   ? ""
                   : done.diagnostics.all()[0].message + "; " + done.diagnostics.all()[0].help;
    };
    EXPECT_EQ(help("common.Monye"), "'common.json' has no type 'Monye'; did you mean 'Money'?");
    EXPECT_EQ(help("comon.Money"), "there is no import 'comon'; did you mean 'common'?");
    EXPECT_EQ(help("Money"), "there is no type 'Money'; did you mean 'common.Money'?");
    EXPECT_EQ(help("common.NotFound"), "'NotFound' is an error, not a type; ");
}

TEST(Imports, CodesAreUniqueOverAllFiles) {
    const Compilation done = compile(
        {"a.json"}, files({{"common.json", common}, {"a.json", whole_file(R"("imports": { "common": "common.json" },
                               "errors": { "Gone": { "code": 1404, "message": "gone" } },
                               "services": { "s": { "errors": ["common.NotFound", "Gone"], "methods": { "m": {} } } })")}}));
    EXPECT_EQ(codes(done), std::set<std::string>{"duplicate-code"});
    ASSERT_EQ(done.diagnostics.all()[0].notes.size(), 1u);
    EXPECT_EQ(done.sources.name(done.diagnostics.all()[0].notes[0].span.file), "common.json");
}

TEST(Imports, ABrokenImportIsToldOnceAndNotAtEveryUse) {
    const Compilation done =
        compile({"orders.json"}, files({{"orders.json", orders}, {"common.json", "{ \"idl\": \"1.0\" "}}));
    EXPECT_TRUE(codes(done).contains("syntax")) << render(done.diagnostics, done.sources);
    const Compilation absent = compile({"orders.json"}, files({{"orders.json", orders}}));
    EXPECT_EQ(codes(absent), std::set<std::string>{"import-not-found"}) << render(absent.diagnostics, absent.sources);
}

TEST(Imports, AThousandFilesAreReadAndOneMoreIsNot) {
    const auto chain = [](int count) {
        std::map<std::string, std::string> texts;
        for (int i = 0; i < count; ++i) {
            const std::string n = std::to_string(i), next = std::to_string(i + 1);
            texts["f" + n + ".json"] = R"({ "idl": "1.0", "namespace": "a.f)" + n + "\"" +
                                       (i + 1 < count ? R"(, "imports": { "n": "f)" + next +
                                                            R"(.json" }, "types": { "T": { "alias": "n.L" }, )"
                                                      : std::string(R"(, "types": { )")) +
                                       R"("L": { "struct": {} } } })";
        }
        return compile({"f0.json"}, files(std::move(texts)));
    };
    EXPECT_EQ(findings(chain(1000)), std::vector<std::string>{});
    EXPECT_TRUE(codes(chain(1001)).contains("import-not-found"));
}

TEST(Imports, JsoncFilesMayHaveComments) {
    const std::string text = "// shared\n" + common;
    EXPECT_TRUE(compile({"common.jsonc"}, files({{"common.jsonc", text}})).ok());
    EXPECT_EQ(codes(compile({"common.json"}, files({{"common.json", text}}))), std::set<std::string>{"comment"});
}

}  // namespace
}  // namespace antiphon::idl
