#include "antiphon/idl/ir.h"

#include <gmock/gmock.h>

#include "antiphon/idl/emit.h"
#include "antiphon/idl/evolve.h"
#include "files.h"

namespace antiphon::idl {
namespace {

using testing::HasSubstr;

std::string ir_of(const std::string& path) {
    const Compilation done = compile({path}, read_file);
    if (!done.ok()) return "";
    return emit::intermediate_representation(done.program, *done.program.entries[0]).pretty();
}

std::string told_of(const std::string& text) {
    const Compilation done = read_ir("old.ir.json", text);
    EXPECT_FALSE(done.ok()) << text;
    return render(done.diagnostics, done.sources);
}

const std::string small =
    R"({"ir": "1.0", "namespace": "a.b", "version": "1.0.0", "options": {"cpp": {}, "typescript": {}}, "types": {TYPES}, "errors": {}, "services": {SERVICES}})";

std::string with(const std::string& types, const std::string& services = "") {
    std::string text = small;
    text.replace(text.find("TYPES"), 5, types);
    return text.replace(text.find("SERVICES"), 8, services);
}

TEST(RepresentationReader, ReadsBackWhatTheEmitterWroteOfEveryFile) {
    std::size_t compared = 0;
    for (const std::string& path : all_idl_files()) {
        const std::string written = ir_of(path);
        if (written.empty()) continue;  // a file that is wrong on purpose
        const Compilation again = read_ir("again.ir.json", written);
        ASSERT_TRUE(again.ok()) << path << "\n" << render(again.diagnostics, again.sources);
        ASSERT_EQ(again.program.entries.size(), 1u);
        EXPECT_EQ(emit::intermediate_representation(again.program, *again.program.entries[0]).pretty(), written)
            << path;
        ++compared;
    }
    EXPECT_GE(compared, 15u);
}

TEST(RepresentationReader, TakesTheAddressOfAChannelApart) {
    const Compilation again = read_ir("orders.ir.json", ir_of(std::string(ANTIPHON_SOURCE_DIR) + "/idl/orders.json"));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.program.entries[0]->stem, "orders");
    const Channel& mine = *again.program.entries[0]->services[0]->channels[1];
    ASSERT_EQ(mine.parts.size(), 2u);
    EXPECT_EQ(mine.parts[0].text, "orders.mine:");
    EXPECT_EQ(mine.parts[1].param, &mine.params[0]);
}

TEST(RepresentationReader, TellsRepresentationsFromInterfaces) {
    EXPECT_TRUE(looks_like_ir(with("")));
    EXPECT_FALSE(looks_like_ir(R"({"idl": "1.0", "namespace": "a.b"})"));
    EXPECT_FALSE(looks_like_ir("nonsense"));
}

TEST(RepresentationReader, SaysWhereADocumentDoesNotFitTogether) {
    EXPECT_TRUE(read_ir("old.ir.json", with("")).ok());
    EXPECT_EQ(told_of(with(R"("A": {"alias": "Oder[]"})")),
              "old.ir.json:1:122: error: 'Oder[]' is no type [ir]\n"
              "  1 | …n\": \"1.0.0\", \"options\": {\"cpp\": {}, \"typescript\": {}}, \"types\": {\"A\": {\"alias\": "
              "\"Oder[]\"}}, "
              "\"errors\": {}, \"services\": {}}\n"
              "    |                                                                                  ^~~~~~~~\n"
              "\n1 error\n");
    EXPECT_THAT(told_of(with(R"("A": {"struct": {"a": {"type": "string", "max": "much"}}})")),
                HasSubstr("\"max\" is no number [ir]"));
    EXPECT_THAT(told_of(with(R"("A": {"struct": {"a": {"typ": "string"}}})")), HasSubstr("did you mean \"type\"?"));
    EXPECT_THAT(told_of(with("", R"("s": {"methods": 1})")), HasSubstr("\"methods\" must be an object"));
    EXPECT_THAT(told_of("[]"), HasSubstr("an intermediate representation must be an object, not an array"));
    EXPECT_THAT(told_of("{"), HasSubstr("[syntax]"));
    EXPECT_THAT(told_of(R"({"ir": "2.0"})"), HasSubstr("version 1.0 of the representation, not '2.0'"));
}

TEST(RepresentationReader, BoundsTheDepthOfATypeExpression) {
    const auto nested = [](std::size_t depth) {
        std::string type;
        for (std::size_t i = 0; i < depth; ++i) type += "map<";
        type += "int32" + std::string(depth, '>');
        return with(R"("A": {"alias": ")" + type + "\"}");
    };
    EXPECT_TRUE(read_ir("old.ir.json", nested(65)).ok());
    EXPECT_THAT(told_of(nested(66)), HasSubstr("is no type"));
    EXPECT_THAT(told_of(nested(100000)), HasSubstr("is no type"));
}

/// An interface, read as a representation in which the first `key` has this value.
Compilation with_number(const std::string& key, const std::string& value) {
    std::string text = ir_of(std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/idl/services/services.json");
    const std::string quoted = '"' + key + "\": ";
    const std::size_t at = text.find(quoted);
    EXPECT_NE(at, std::string::npos) << key;
    const std::size_t begin = at + quoted.size();
    text.replace(begin, text.find_first_of(",\n }", begin) - begin, value);
    return read_ir("old.ir.json", text);
}

TEST(RepresentationReader, BoundsNumbersAsTheCompilerDoes) {
    struct {
        const char *key, *value, *told;
    } const cases[] = {{"deadlineMs", "0", ""},
                       {"deadlineMs", "300000", ""},
                       {"deadlineMs", "300001", "\"deadlineMs\" must be an integer from 0 to 300000"},
                       {"maxAttempts", "1", ""},
                       {"maxAttempts", "0", "\"maxAttempts\" must be an integer from 1 to 1000"},
                       {"maxAttempts", "1000", ""},
                       {"maxAttempts", "1001", "\"maxAttempts\" must be an integer from 1 to 1000"},
                       {"maxAttempts", "9007199254740991", "\"maxAttempts\" must be an integer from 1 to 1000"},
                       {"factor", "1", ""},
                       {"factor", "0.99", "\"factor\" is from 1 to 1000"},
                       {"factor", "-2", "\"factor\" is from 1 to 1000"},
                       {"factor", "1000", ""},
                       {"factor", "1000.01", "\"factor\" is from 1 to 1000"},
                       {"jitter", "0", ""},
                       {"jitter", "-0.01", "\"jitter\" is from 0 to 1"},
                       {"jitter", "1", ""},
                       {"jitter", "1.01", "\"jitter\" is from 0 to 1"}};
    for (const auto& [key, value, told] : cases) {
        const Compilation done = with_number(key, value);
        EXPECT_EQ(done.ok(), *told == 0) << key << ' ' << value;
        EXPECT_THAT(render(done.diagnostics, done.sources), HasSubstr(told)) << key << ' ' << value;
    }
}

TEST(RepresentationReader, LeavesPausesThatFitWhenAllAreAsLongAsTheyMayBe) {
    std::string text = ir_of(std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/idl/services/services.json");
    const auto set = [&](const std::string& key, const std::string& value) {
        const std::size_t begin = text.find('"' + key + "\": ") + key.size() + 4;
        text.replace(begin, text.find_first_of(",\n }", begin) - begin, value);
    };
    set("maxAttempts", "1000");
    set("initialMs", "9007199254740991");
    set("maxMs", "9007199254740991");
    set("factor", "1000");
    const Compilation longest = read_ir("old.ir.json", text);
    set("initialMs", "1");
    set("maxMs", "1");
    const Compilation now = read_ir("new.ir.json", text);
    ASSERT_TRUE(longest.ok() && now.ok());
    const auto done = evolve::compare(now, longest);
    EXPECT_THAT(render(done.diagnostics, done.sources, {.most = 100}),
                HasSubstr("were tried for 8998192055486249984 ms"));
    EXPECT_THAT(render(done.diagnostics, done.sources, {.most = 100}), HasSubstr(" ms and are for 999 [QUEUE_RETRY"));
}

TEST(RepresentationReader, SurvivesEveryPrefixOfADocument) {
    const std::string whole = ir_of(std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/idl/services/services.json");
    for (std::size_t length = 0; length < whole.size() - 2; length += 61)
        EXPECT_FALSE(read_ir("old.ir.json", whole.substr(0, length)).ok()) << length;
}

TEST(RepresentationReader, SurvivesDocumentsInWhichAWordWasExchanged) {
    const std::string whole = ir_of(std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/idl/services/services.json");
    std::size_t refused = 0;
    for (std::size_t at = whole.find('"'); at != std::string::npos; at = whole.find('"', at + 40))
        for (const char* other : {"7", "null", "{}", "[]", "\"?\""}) {
            std::string broken = whole;
            const std::size_t end = whole.find('"', at + 1);
            if (end == std::string::npos) break;
            broken.replace(at, end + 1 - at, other);
            refused += !read_ir("old.ir.json", broken).ok();
        }
    EXPECT_GT(refused, 50u);
}

}  // namespace
}  // namespace antiphon::idl
