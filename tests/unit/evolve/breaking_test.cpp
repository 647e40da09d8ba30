#include <gmock/gmock.h>

#include <map>
#include <set>

#include "antiphon/idl/emit.h"
#include "antiphon/idl/evolve.h"
#include "antiphon/idl/ir.h"
#include "antiphon/testing/golden.h"
#include "files.h"

namespace antiphon::idl::evolve {
namespace {

using ::testing::HasSubstr;

const std::filesystem::path golden = std::filesystem::path(ANTIPHON_SOURCE_DIR) / "tests/golden/breaking";

Compilation compiled(const std::string& name, const std::filesystem::path& folder) {
    Compilation done = compile({name}, [&](const std::string& path) { return read_file((folder / path).string()); });
    EXPECT_TRUE(done.ok()) << folder << "\n" << render(done.diagnostics, done.sources);
    return done;
}

Compilation compiled_text(const std::string& name, const std::string& text) {
    Compilation done = compile({name}, [&](const std::string&) { return std::optional(text); });
    EXPECT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    return done;
}

std::string told(const Comparison& done) {
    const std::string text = render(done.diagnostics, done.sources, {.most = 100});
    return text.empty() ? "nothing breaks\n" : text;
}

std::set<std::string> folders() {
    std::set<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(golden)) out.insert(entry.path().filename().string());
    return out;
}

std::multiset<std::string> messages(const Comparison& done) {
    std::multiset<std::string> out;
    for (const Diagnostic& one : done.diagnostics.all()) out.insert(one.message);
    return out;
}

const std::string head = R"({"idl": "1.0", "namespace": "a.b", "version": ")";

/// One struct that is a param; `field` is what stands behind its field's name.
std::string with_param(const std::string& version, const std::string& field) {
    return head + version + R"(", "types": {"P": {"struct": {"a": )" + field +
           R"(}}}, "services": {"s": {"methods": {"m": {"params": "P"}}}}})";
}

std::string changed(const std::string& before, const std::string& now, const Options& options = {}) {
    return told(compare(compiled_text("new.json", now), compiled_text("old.json", before), options));
}

TEST(Breaking, SaysOfEveryCheckWhatItsExampleExpects) {
    for (const std::string& name : folders()) {
        const auto folder = golden / name;
        const auto done = compare(compiled("new.json", folder), compiled("old.json", folder));
        const std::string text = told(done);
        EXPECT_EQ(testing::golden_difference(folder / "expected.txt", text), "") << name;
    }
}

TEST(Breaking, HasAnExampleForEveryCheckThatFindsIt) {
    std::set<std::string> codes, silent;
    for (const Check& one : checks()) {
        codes.emplace(one.code);
        if (one.in == Rating::fine && one.out == Rating::fine && one.stored == Rating::fine) silent.emplace(one.code);
    }
    EXPECT_EQ(folders(), codes);
    for (const std::string& code : codes) {
        const std::string expected = read_file((golden / code / "expected.txt").string()).value_or("");
        EXPECT_EQ(expected.find('[' + code + ']') != std::string::npos, !silent.contains(code)) << code;
    }
}

TEST(Breaking, FindsTheSameInARepresentationAsInTheFileItWasMadeFrom) {
    for (const std::string& name : folders()) {
        const auto now = compiled("new.json", golden / name), before = compiled("old.json", golden / name);
        const auto ir = read_ir("old.ir.json",
                                emit::intermediate_representation(before.program, *before.program.entries[0]).pretty());
        ASSERT_TRUE(ir.ok()) << name;
        EXPECT_EQ(messages(compare(now, ir)), messages(compare(now, before))) << name;
    }
}

TEST(Breaking, FindsNothingBetweenAFileAndItself) {
    for (const std::string& path : all_idl_files()) {
        const auto done = compile({path}, read_file);
        if (!done.ok()) continue;  // wrong on purpose
        EXPECT_EQ(told(compare(done, done)), "nothing breaks\n") << path;
    }
}

/// What is told of an error whose data was `before`.
std::string data_changed(const std::string& before, const std::string& now) {
    const auto with = [](const std::string& data) {
        return head + R"(1.0.0", "types": {"E": {"enum": ["x"]}}, "errors": {"Gone": {"code": 1, "message": "m")" +
               data + R"(}}, "services": {"s": {"methods": {"m": {"errors": ["Gone"]}}}}})";
    };
    return changed(with(before), with(now));
}

TEST(Breaking, ComparesTheDataOfErrorsWhateverItIs) {
    const std::string text = R"(, "data": "string")", list = R"(, "data": "string[]")",
                      fields = R"(, "data": {"a": "E"})";
    EXPECT_THAT(data_changed("", text), HasSubstr("1:47: warning: additions need 1.1.0"));
    EXPECT_THAT(data_changed("", text), HasSubstr("\n1 warning\n"));
    EXPECT_THAT(data_changed(text, ""), HasSubstr("the data of error 's.Gone' is gone; it was 'string'"));
    EXPECT_THAT(data_changed(text, list), HasSubstr("the data of error 's.Gone' has another type: 'string' became "
                                                    "'string[]'"));
    EXPECT_THAT(data_changed(text, list), HasSubstr("add an error with a code of its own and the new data"));
    EXPECT_THAT(data_changed(list, fields), HasSubstr("[FIELD_TYPE_CHANGED]"));
    EXPECT_THAT(data_changed(fields, list), HasSubstr("[FIELD_TYPE_CHANGED]"));
    EXPECT_THAT(data_changed(R"(, "data": "int8")", R"(, "data": "int32")"), HasSubstr("[FIELD_TYPE_WIDENED]"));
    EXPECT_THAT(data_changed(R"(, "data": "int32[]")", R"(, "data": "int32?[]")"), HasSubstr("[FIELD_NULLABLE_ADDED]"));
}

TEST(Breaking, TellsOfTheCategoryThatWasAskedFor) {
    const std::string before = with_param("1.0.0", R"({"type": "string", "secret": true, "name": "x"})");
    const std::string now = with_param("1.0.0", R"({"type": "string", "name": "y", "maxLength": 9})");
    EXPECT_THAT(changed(before, now, {.only = Category::wire}), HasSubstr("[CONSTRAINT_TIGHTENED]"));
    EXPECT_THAT(changed(before, now, {.only = Category::wire}), HasSubstr("\n2 errors\n"));
    EXPECT_THAT(changed(before, now, {.only = Category::source}), HasSubstr("[FIELD_IDENTIFIER_CHANGED]"));
    EXPECT_THAT(changed(before, now, {.only = Category::source}), HasSubstr("\n1 error\n"));
    EXPECT_THAT(changed(before, now, {.only = Category::security}), HasSubstr("[SECRET_FLAG_REMOVED]"));
    EXPECT_THAT(changed(before, now), HasSubstr("\n2 errors, 2 warnings\n"));
}

struct Pair {
    const char *before, *now, *expected;
};

TEST(Breaking, KnowsWhichTypesHoldWhichValues) {
    const Pair pairs[] = {
        {"int8", "int16", ""},
        {"uint8", "int16", ""},
        {"uint32", "int53", ""},
        {"int53", "float64", ""},
        {"int16", "float32", ""},
        {"float32", "float64", ""},
        {"int64", "decimal", ""},
        {"int64", "string", ""},
        {"uuid", "string", ""},
        {"int32[]", "json", ""},
        {"int16", "int8", "FIELD_TYPE_NARROWED"},
        {"int8", "uint8", "FIELD_TYPE_CHANGED"},
        {"uint32", "int32", "FIELD_TYPE_CHANGED"},
        {"int32", "float32", "FIELD_TYPE_CHANGED"},
        {"int32", "int64", "FIELD_TYPE_CHANGED"},
        {"int64", "uint64", "FIELD_TYPE_CHANGED"},
        {"string", "date", "FIELD_TYPE_NARROWED"},
        {"json", "bool", "FIELD_TYPE_NARROWED"},
        {"duration", "int53", "FIELD_TYPE_CHANGED"},
        {"bool", "string", "FIELD_TYPE_CHANGED"},
        {"string", "string[]", "FIELD_TYPE_CHANGED"},
        {"string[]", "map<string>", "FIELD_TYPE_CHANGED"},
        {"map<int32>", "map<int64>", "FIELD_TYPE_CHANGED"},
        {"map<uuid, bool>", "map<bool>", ""},
        {"string[]", "string?[]", ""},
        {"string?[]", "string[]", "FIELD_NULLABLE_REMOVED"},
        {"int32[]?", "int64[]?", "FIELD_TYPE_CHANGED"},
    };
    for (const auto& [before, now, expected] : pairs) {
        const std::string text = changed(with_param("1.0.0", '"' + std::string(before) + '"'),
                                         with_param("2.0.0", '"' + std::string(now) + '"'));
        const std::string found = *expected == 0 ? "nothing breaks\n" : '[' + std::string(expected) + ']';
        EXPECT_THAT(text, HasSubstr(found)) << before << " -> " << now;
    }
}

TEST(Breaking, LooksThroughAliasesAtWhatLimitsAValue) {
    const std::string before = with_param("1.0.0", R"({"type": "string", "maxLength": 9})");
    const std::string now =
        head + R"(2.0.0", "types": {"Short": {"alias": "string", "maxLength": 9}, "P": {"struct": {"a":
        "Short"}}}, "services": {"s": {"methods": {"m": {"params": "P"}}}}})";
    EXPECT_EQ(changed(before, now), "nothing breaks\n");
}

TEST(Breaking, FollowsATypeThatContainsItself) {
    const auto tree = [](const std::string& type) {
        return head + R"(1.0.0", "types": {"Tree": {"struct": {"value": ")" + type +
               R"(", "children": "Tree[]"}}}, "services": {"s": {"methods": {"get": {"result": "Tree"}}}}})";
    };
    EXPECT_THAT(changed(tree("int32"), tree("string")), HasSubstr("field 'value' of 'Tree' has another type"));
}

TEST(Breaking, ComparesTypesByShapeAcrossAChangeOfName) {
    const auto named = [](const std::string& name, const std::string& version) {
        return head + version + R"(", "types": {")" + name +
               R"(": {"struct": {"a": "int32"}}}, "services": {"s": {"methods": {"get": {"result": ")" + name +
               R"("}}}}})";
    };
    const std::string text = changed(named("Order", "1.0.0"), named("Purchase", "1.1.0"));
    EXPECT_THAT(text, HasSubstr("type 'Order' is called 'Purchase' now [TYPE_RENAMED]"));
    EXPECT_THAT(text, HasSubstr("\n1 warning\n"));
}

TEST(Breaking, PairsTheFilesOfTwoFoldersAndTellsOfThoseThatAreGone) {
    const std::map<std::string, std::string> texts = {
        {"a.json",
         R"({"idl": "1.0", "namespace": "x.a", "version": "1.0.0", "services": {"a": {"methods": {"m": {}}}}})"},
        {"b.json",
         R"({"idl": "1.0", "namespace": "x.b", "version": "1.0.0", "services": {"b": {"methods": {"m": {}}}}})"}};
    const Loader load = [&](const std::string& path) { return std::optional(texts.at(path)); };
    const auto both = compile({"a.json", "b.json"}, load), one = compile({"b.json"}, load);
    EXPECT_EQ(told(compare(both, one)), "nothing breaks\n");
    EXPECT_EQ(
        told(compare(one, both, {.only = {}, .baseline = "git:v1:"})),
        "error: service 'a' was removed [SERVICE_REMOVED]\n"
        "git:v1:a.json:1:69: note: in the baseline\n"
        "  1 | {\"idl\": \"1.0\", \"namespace\": \"x.a\", \"version\": \"1.0.0\", \"services\": {\"a\": {\"methods\": "
        "{\"m\": {}}}}}\n"
        "    |                                                                     ^~~\n"
        "  help: deprecate it first, with \"removeIn\": the major version in which it may go\n"
        "\n1 error\n");
}

TEST(Breaking, LetsGoWhatWasAnnouncedLongEnough) {
    const auto with = [](const std::string& version, const std::string& method) {
        return head + version + R"(", "services": {"s": {"methods": {"keep": {})" + method + "}}}}";
    };
    const std::string announced = R"(, "old": {"deprecated": {"message": "use keep", "removeIn": "2.0.0"}})";
    EXPECT_EQ(changed(with("1.4.0", announced), with("2.0.0", "")), "nothing breaks\n");
    EXPECT_THAT(changed(with("1.4.0", announced), with("1.5.0", "")), HasSubstr("[DEPRECATION_TOO_SHORT]"));
    EXPECT_THAT(changed(with("1.4.0", R"(, "old": {})"), with("2.0.0", "")), HasSubstr("[METHOD_REMOVED]"));
}

}  // namespace
}  // namespace antiphon::idl::evolve
