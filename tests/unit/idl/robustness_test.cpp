// No input, however broken, crashes the compiler or takes more than a second per MiB.

#include <ctime>
#include <random>

#include "antiphon/idl/syntax.h"
#include "antiphon/testing/slowdown.h"
#include "compiling.h"
#include "rules.h"

namespace antiphon::idl {
namespace {

namespace fs = std::filesystem;

/// Every IDL file of the repository that others are tested with.
std::map<std::string, std::string> corpus() {
    std::map<std::string, std::string> found;
    for (const char* root : {"tests/golden/idl", "tests/golden/clients", "tests/golden/diagnostics", "examples", "idl"})
        if (fs::is_directory(source_folder / root))
            for (const auto& entry : fs::recursive_directory_iterator(source_folder / root)) {
                if (entry.path().extension() != ".json" || fs::file_size(entry.path()) > 64 * 1024) continue;
                const std::string text = testing::read_file(entry.path());
                if (text.find("\"idl\"") != std::string::npos) found[entry.path()] = text;
            }
    return found;
}

/// Compiles, renders in all formats, and holds each finding to what every finding must be. Imports are not there.
void survive(const std::string& text) {
    const Compilation done = compile_text(text);
    for (const Diagnostic& found : done.diagnostics.all()) {
        ASSERT_NE(find_rule(found.code), nullptr) << found.code;
        ASSERT_FALSE(found.message.empty());
        ASSERT_TRUE(found.span.valid() && found.span.begin <= found.span.end && found.span.end <= text.size() + 1)
            << found.code << " at " << found.span.begin << " to " << found.span.end << " of " << text.size();
    }
    for (const Format format : {Format::gcc, Format::json, Format::sarif})
        render(done.diagnostics, done.sources, {.format = format});
}

/// A second of this processor per MiB, and one for what is small; whatever else the machine does.
void within_time(const std::string& name, const std::string& text) {
    const std::clock_t begin = std::clock();
    survive(text);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    const double mebibytes = static_cast<double>(text.size()) / (1024 * 1024);
    EXPECT_LT(took, testing::slowdown * std::max(1.0, mebibytes)) << name << ": " << text.size() << " bytes";
}

TEST(Robustness, EveryPrefixOfAFileIsSurvived) {
    const auto files = corpus();
    ASSERT_GE(files.size(), 10u);
    std::mt19937 random(20260101);  // the same on every run
    for (const auto& [path, text] : files) {
        SCOPED_TRACE(path);
        // About sixty of each.
        const std::size_t step = 1 + text.size() / 60;
        for (std::size_t end = random() % step; end <= text.size(); end += step) survive(text.substr(0, end));
        if (HasFatalFailure()) return;
    }
}

TEST(Robustness, EverySingleByteMayBeWrong) {
    std::mt19937 random(20260101);  // the same on every run
    constexpr char bytes[] = "\0\"\\{}[],:.-?<>x9\n\t\x80\xFF'/*";
    const std::string hostile(bytes, sizeof bytes - 1);  // the zero in front is one of them
    for (const auto& [path, text] : corpus()) {
        SCOPED_TRACE(path);
        const std::size_t step = 1 + text.size() / 40;
        for (std::size_t at = random() % step; at < text.size(); at += step) {
            std::string changed = text, longer = text, shorter = text;
            changed[at] = hostile[random() % hostile.size()];
            longer.insert(at, 1, hostile[random() % hostile.size()]);
            shorter.erase(at, 1);
            for (const std::string& one : {changed, longer, shorter}) survive(one);
        }
        if (HasFatalFailure()) return;
    }
}

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
}

constexpr std::size_t mebibyte = 1024 * 1024;

TEST(Robustness, BracketsWithoutEndAreReadInLinearTime) {
    within_time("arrays", std::string(mebibyte, '['));
    within_time("objects", repeated("{\"a\":", mebibyte));
    within_time("closing", std::string(mebibyte, ']'));
    within_time("mixed", repeated("[{", mebibyte));
    within_time("wrong", repeated("[}", mebibyte));
    within_time("quotes", std::string(mebibyte, '"'));
    within_time("single quotes", std::string(mebibyte, '\''));
    within_time("commas", "[" + std::string(mebibyte, ','));
    within_time("comments", repeated("/**/", mebibyte));
    within_time("comments without end", repeated("/*", mebibyte));
    within_time("escapes", "[\"" + repeated("\\u00e9", mebibyte) + "\"]");
    within_time("broken escapes", "[\"" + repeated("\\x", mebibyte) + "\"]");
    within_time("bytes", std::string(mebibyte, '\xFF'));
    within_time("bytes in a string", "[\"" + std::string(mebibyte, '\x80') + "\"]");
}

TEST(Robustness, DeepTypesAreRefusedInLinearTime) {
    const auto field = [](const std::string& type) {
        return whole_file(R"("types": { "A": { "struct": { "a": ")" + type + R"(" } } })");
    };
    within_time("arrays", field("int32" + repeated("[]", mebibyte)));
    within_time("maps", field(repeated("map<", mebibyte)));
    within_time("optionals", field("int32" + std::string(mebibyte, '?')));
    within_time("a long name", field(std::string(mebibyte, 'x')));
    within_time("dots", field(repeated("a.", mebibyte)));
}

TEST(Robustness, ManyMembersAreReadInLinearTime) {
    std::string fields, types, errors, values, methods, chain;
    for (int i = 0; i < 100'000; ++i) {
        const std::string n = std::to_string(i);
        if (i < 20'000) errors += (i > 0 ? ",\"E" : "\"E") + n + "\":{\"code\":" + n + ",\"message\":\"{a}\"}";
        if (i < 20'000)
            methods += (i > 0 ? ",\"m" : "\"m") + n + "\":{\"params\":{\"a\":\"int32\"},\"errors\":[\"Nothing\"]}";
        fields += (i > 0 ? ",\"f" : "\"f") + n + "\":\"Nothing" + n + '"';
        types += (i > 0 ? ",\"T" : "\"T") + n + "\":{\"struct\":{}}";
        values += (i > 0 ? ",\"v" : "\"v") + n + '"';
        if (i < 20'000)
            chain += (i > 0 ? ",\"C" : "\"C") + n + "\":{\"struct\":{\"next\":\"C" + std::to_string(i + 1) + "\"}}";
    }
    within_time("fields of unknown types", whole_file(R"("types": { "A": { "struct": {)" + fields + "} } }"));
    within_time("types", whole_file("\"types\": {" + types + "}"));
    within_time("errors", whole_file("\"errors\": {" + errors + "}"));
    within_time("values", whole_file(R"("types": { "A": { "enum": [)" + values + "] } }"));
    within_time("variants", whole_file(R"("types": { "A": { "union": [)" + values + "] } }"));
    within_time("methods", whole_file("\"methods\": {" + methods + "}"));
    within_time("a chain of structs", whole_file("\"types\": {" + chain + "}"));
    within_time("unknown keys", "{" + fields + "}");
}

/// What is looked up, or suggested, for each of many names.
TEST(Robustness, ManyNamesThatDoNotExistAreToldInLinearTime) {
    const auto list = [](int count, const std::string& before, const std::string& behind) {
        std::string out;
        for (int i = 0; i < count; ++i) out += (i > 0 ? "," : "") + before + std::to_string(i) + behind;
        return out;
    };
    const std::string channel = R"("channels": { "c": { "delivery": "pubsub", "audience": "public" } }, )";
    within_time("emits",
                whole_file("\"methods\": { \"m\": { \"emits\": [" + list(100'000, "\"e", "\"") + "] } }, " + channel +
                           "\"events\": {" + list(5'000, "\"e", "x\": { \"channel\": \"c\" }") + "}"));
    within_time("positional", whole_file("\"methods\": { \"m\": { \"params\": {" + list(2'000, "\"p", "\": \"bool\"") +
                                         "}, \"paramStructure\": \"either\", \"positional\": [" +
                                         list(100'000, "\"q", "\"") + "] } }"));
    within_time("authorize", whole_file("\"methods\": {" + list(5'000, "\"m", "\": {}") + "}, \"channels\": {" +
                                        list(5'000, "\"c", R"(": { "delivery": "pubsub", "audience": "authorized",
                                                              "authorize": "nobody" })") +
                                        "}"));
    within_time("errors",
                whole_file("\"errors\": {" + list(20'000, "\"E", R"(": { "code": 1, "message": "m" })") +
                           "}, \"services\": { \"s\": { \"methods\": {" +
                           list(900, "\"m", "\": { \"errors\": [" + list(90, "\"X", "\"") + "] }") + "} } }"));
    within_time("includes",
                whole_file("\"types\": {" + list(19'000, "\"T", R"(": { "include": ["Z"], "struct": {} })") +
                           ", \"Z\": { \"struct\": { \"z\": \"bool\" } } }"));
    within_time("routes", whole_file("\"types\": { \"P\": { \"struct\": {" + list(2'000, "\"p", "\": \"uuid\"") +
                                     "} } }, \"services\": { \"s\": { \"channels\": { \"c\": { \"params\": {" +
                                     list(100, "\"q", "\": \"uuid\"") +
                                     R"(}, "delivery": "pubsub", "audience": "public" } }, "events": {)" +
                                     list(5'000, "\"e", R"(": { "channel": "c", "payload": "P" })") + "} } }"));
    within_time("members", whole_file("\"types\": { \"S\": { \"struct\": {" + list(2'000, "\"p", "\": \"uuid\"") +
                                      "} }, \"A\": { \"struct\": { \"a\": { \"type\": \"S\", \"default\": {" +
                                      list(100'000, "\"r", "\": 1") + "} } } } }"));
    within_time("enum values", whole_file("\"types\": { \"E\": { \"enum\": [" + list(5'000, "\"v", "\"") +
                                          "] }, \"A\": { \"struct\": { \"a\": { \"type\": \"E\", \"examples\": [" +
                                          list(100'000, "\"w", "\"") + "] } } } }"));
}

TEST(Robustness, PatternsCostWhatAllFilesMaySpend) {
    std::string types, examples;
    for (int i = 0; i < 2000; ++i)
        types += (i > 0 ? ",\"T" : "\"T") + std::to_string(i) +
                 R"(": { "alias": "string", "maxLength": 9, "pattern": "(a?){)" + std::to_string(900 + i % 99) +
                 "}\" }";
    const std::string many = whole_file("\"types\": {" + types + "}");
    within_time("patterns", many);
    EXPECT_TRUE(codes(compile_text(many)).contains("pattern-too-large"));
    for (int i = 0; i < 100'000; ++i) examples += i > 0 ? ",\"abc\"" : "\"abc\"";
    within_time("examples", whole_file(R"("types": { "A": { "struct": { "a": { "type": "string", "maxLength": 9,
        "pattern": "[a-z]{1,900}", "examples": [)" +
                                       examples + "] } } } }"));
}

/// Types that refer to one another in long chains: nothing may recurse along them.
TEST(Robustness, LongChainsDoNotRecurse) {
    std::string aliases, includes, structs;
    for (int i = 0; i < 15'000; ++i) {
        const std::string n = std::to_string(i), next = std::to_string(i + 1);
        aliases += "\"T" + n + "\":{\"alias\":\"T" + next + "\"},";
        includes += "\"T" + n + "\":{\"include\":[\"T" + next + "\"],\"struct\":{}},";
        structs += "\"T" + n + "\":{\"struct\":{\"a\":\"T" + next + "\"}},";
    }
    const std::string lint = R"("options": { "lint": { "unbounded-string-in": "warning" } }, )";
    const std::string end = "\"T15000\":{\"struct\":{\"s\":\"string\"}} }";
    const std::string use =
        R"(, "services": { "s": { "methods": { "m": { "expose": "client", "params": { "t": "T0" } } } } })";
    within_time("aliases", whole_file(lint + "\"types\": {" + aliases + end + use));
    within_time("includes", whole_file("\"types\": {" + includes + end));
    within_time("structs", whole_file(lint + "\"types\": {" + structs + end + use));
}

TEST(Robustness, LongStringsAndNumbersAreShownShort) {
    const std::string text = whole_file("\"version\": \"" + std::string(mebibyte, 'v') + "\", \"x-n\": 1" +
                                        std::string(mebibyte, '0') + ", \"" + std::string(mebibyte, 'k') + "\": 1");
    within_time("long", text);
    const Compilation done = compile_text(text);
    EXPECT_LT(render(done.diagnostics, done.sources).size(), 5000u);
}

TEST(Robustness, FilesThatImportEachOtherEndInAFinding) {
    std::map<std::string, std::string> texts;
    const int count = 200;
    for (int i = 0; i < count; ++i)
        texts["f" + std::to_string(i) + ".json"] = R"({ "idl": "1.0", "namespace": "a.f)" + std::to_string(i) +
                                                   R"(", "imports": { "next": "f)" + std::to_string((i + 1) % count) +
                                                   ".json\" } }";
    const Compilation done = compile({"f0.json"}, files(texts));
    EXPECT_TRUE(codes(done).contains("import-cycle"));
}

}  // namespace
}  // namespace antiphon::idl
