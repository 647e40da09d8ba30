// Each limit at its edge and one above, and documents that are made to hurt.

#include <chrono>
#include <filesystem>

#include "antiphon/idl/syntax.h"
#include "antiphon/testing/slowdown.h"
#include "imported.h"

namespace antiphon::idl::importer {
namespace {

std::string document(const std::string& schemas, const std::string& result = R"({"type":"boolean"})") {
    return R"({"openrpc":"1.3.2","info":{"title":"x","version":"1.0.0"},"methods":[{"name":"m","params":[],"result":{"name":"r","schema":)" +
           result + R"(}}],"components":{"schemas":{)" + schemas + "}}}";
}

std::string many(std::size_t count, const std::string& before, const std::string& after) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + before + std::to_string(i) + after;
    return out;
}

TEST(ImportLimits, TakesMaxTypesAndNotOneMore) {
    const auto imported = [](std::size_t types) {
        return from_openrpc("a.json", of_text(document(many(types, "\"T", R"(":{"type":"boolean"})"))));
    };
    const Imported fits = imported(max_types);
    EXPECT_TRUE(fits.ok()) << report(fits).substr(0, 500);
    EXPECT_EQ(fits.counts.types, max_types);
    const Imported more = imported(max_types + 1);
    EXPECT_FALSE(more.ok());
    EXPECT_TRUE(tells(more, "import/too-many"));
}

TEST(ImportLimits, FollowsMaxRefDepthReferencesAndNotOneMore) {
    const auto imported = [](std::size_t references) {
        // a0 → a1 → … → the schema; the first reference stands in the method.
        std::string chain;
        for (std::size_t i = 1; i < references; ++i)
            chain += "\"a" + std::to_string(i) + R"(":{"$ref":"#/x/a)" + std::to_string(i + 1) + "\"},";
        const std::string text = document("", R"({"$ref":"#/x/a1"})");
        return from_openrpc("a.json", of_text(text.substr(0, text.size() - 1) + ",\"x\":{" + chain + "\"a" +
                                              std::to_string(references) + "\":{\"type\":\"boolean\"}}}"));
    };
    const Imported fits = imported(max_ref_depth + 1);
    EXPECT_TRUE(fits.ok()) << report(fits);
    const Imported more = imported(max_ref_depth + 2);
    EXPECT_FALSE(more.ok());
    EXPECT_TRUE(tells(more, "import/ref-cycle")) << report(more);
}

TEST(ImportLimits, ReadsMaxDocumentsAndNotOneMore) {
    const auto imported = [](std::size_t documents) {
        const std::string first =
            document(many(documents - 1, "\"T", R"(":{"type":"array","items":{"$ref":"f.json#/X"}})"));
        std::string text;
        std::size_t number = 0;
        for (std::size_t at = 0; at < first.size();) {
            const std::size_t next = std::min(first.find("f.json", at), first.size());
            text += first.substr(at, next - at);
            if (next < first.size()) text += "f" + std::to_string(number++) + ".json";
            at = next + 6;
        }
        return from_openrpc("a.json", [text](const std::string& path) {
            return std::optional<std::string>(path == "a.json" ? text : R"({"X":{"type":"boolean"}})");
        });
    };
    const Imported fits = imported(max_documents);
    EXPECT_TRUE(fits.ok()) << report(fits);
    EXPECT_EQ(fits.sources.size(), max_documents);
    const Imported more = imported(max_documents + 1);
    EXPECT_FALSE(more.ok());
    EXPECT_TRUE(tells(more, "import/too-many"));
}

TEST(ImportLimits, KeepsMaxFindingsAndCountsTheOthers) {
    const auto imported = [](std::size_t findings) {
        return from_openrpc("a.json", of_text(document(R"("S":{"type":"array","items":[)" +
                                                       many(findings, R"({"title":"x)", "\"}") + "]}")));
    };
    const Imported fits = imported(max_findings);
    EXPECT_EQ(fits.findings.size(), max_findings);
    EXPECT_EQ(fits.more, 0u);
    const Imported more = imported(max_findings + 1);
    EXPECT_EQ(more.findings.size(), max_findings);
    EXPECT_EQ(more.more, 1u);
    EXPECT_NE(report(more).find("and 1 finding more\n"), std::string::npos);
}

TEST(ImportLimits, AFileHasTheSizeAndDepthOfAnIdlFile) {
    std::string text = document("");
    text.insert(text.size() - 1, std::string(syntax::max_bytes - text.size(), ' '));
    EXPECT_TRUE(from_openrpc("a.json", of_text(text)).ok());
    EXPECT_FALSE(from_openrpc("a.json", of_text(text + ' ')).ok());

    const auto nested = [](std::size_t levels) {
        std::string open, close;
        for (std::size_t i = 0; i < levels; ++i) {
            open += '[';
            close += ']';
        }
        return from_openrpc("a.json", of_text(R"({"openrpc":"1.3.2","methods":[],"x-deep":)" + open + close + "}"));
    };
    EXPECT_TRUE(nested(syntax::max_depth - 1).ok());
    EXPECT_FALSE(nested(syntax::max_depth).ok());
    EXPECT_FALSE(from_jsonrpcstub("a.json", of_text(std::string(100'000, '['))).ok());
}

TEST(ImportLimits, AnExampleThatIsTooDeepForTheResultIsDropped) {
    // In the source it stands at the depth that fits, in the result one level deeper.
    std::string open, close;
    for (std::size_t i = 0; i < 55; ++i) {
        open += '[';
        close += ']';
    }
    for (int more = 0; more < 6; ++more) {
        const Imported made = from_openrpc(
            "a.json",
            of_text(
                R"({"openrpc":"1.3.2","methods":[{"name":"m","params":[],"result":{"name":"r","schema":{}},"examples":[{"name":"e","params":[],"result":{"name":"r","value":)" +
                open + close + "}}]}]}"));
        if (made.ok()) {
            EXPECT_EQ(refusal(made), "");
        }
        open += '[';
        close += ']';
    }
}

TEST(ImportLimits, SchemasThatUnfoldIntoMillionsEndSoon) {
    std::string schemas;
    for (int i = 0; i < 30; ++i) {
        const std::string next = R"({"$ref":"#/components/schemas/T)" + std::to_string(i + 1) + "\"}";
        schemas += "\"T" + std::to_string(i) + R"(":{"allOf":[)" + next + "," + next + "]},";
    }
    const auto begin = std::chrono::steady_clock::now();
    const Imported made = from_openrpc(
        "a.json", of_text(document(schemas + R"("T30":{"type":"object","properties":{"a":{"type":"boolean"}}})")));
    EXPECT_FALSE(made.ok());
    EXPECT_TRUE(tells(made, "import/too-many")) << report(made);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20) * testing::slowdown);
}

TEST(ImportLimits, HostileNamesComeOutAsValidIdl) {
    for (std::string name : {"", "class", "*/", "\\\"\\\"\\\"", "${x}", "a b", "1", "_", "ü", "\\u202e", "\\u0000",
                             "rpc", "#", "/", "{x}"}) {
        SCOPED_TRACE(name);
        const std::string quoted = '"' + name + '"';
        std::string text =
            R"({"openrpc":"1.3.2","info":{"title":N,"version":N,"description":N},"methods":[{"name":N,"summary":N,"params":[{"name":N,"schema":{"$ref":"#/components/schemas/Same"}},{"name":N,"schema":{"enum":[N,"b"],"default":N}}],"result":{"name":N,"schema":{"title":N,"type":"object","properties":{N:{"type":"string","format":N,"pattern":N},"b":{"type":"object","properties":{N:{"type":"boolean"}}}}}},"errors":[{"code":1,"message":N},{"code":2,"message":N,"data":N}]}],"components":{"schemas":{N:{"type":"object","properties":{"a":{"oneOf":[{"const":N},{"const":"b"}]}}},"Same":{"type":"boolean"}}}})";
        for (std::size_t at = text.find('N'); at != std::string::npos; at = text.find('N', at + quoted.size()))
            text.replace(at, 1, quoted);
        const Imported made = from_openrpc("a.json", of_text(text));
        if (made.ok()) {
            EXPECT_EQ(refusal(made), "");
        }
        EXPECT_FALSE(tells(made, "import/result")) << report(made);
    }
}

TEST(ImportLimits, WhatContradictsItselfIsTakenOutAndTold) {
    const std::string schemas[] = {R"({"type":"string","minLength":5,"maxLength":3})",
                                   R"({"type":"number","minimum":5,"maximum":3})",
                                   R"({"type":"array","items":{"type":"string"},"minItems":9,"maxItems":1})",
                                   R"({"type":"string","format":"decimal","x-precision":5})",
                                   R"({"type":"string","format":"decimal","x-min":"abc","x-scale":99})",
                                   R"({"type":"number","minimum":1e999})"};
    for (const std::string& schema : schemas) {
        const Imported made = from_openrpc(
            "a.json",
            of_text(
                document("\"A\":{\"type\":\"object\",\"properties\":{\"a\":" + schema + "}},\"B\":" + schema, schema)));
        EXPECT_TRUE(made.ok()) << schema << report(made);
        EXPECT_EQ(refusal(made), "");
        EXPECT_TRUE(tells(made, "import/keyword")) << schema;
    }
    const std::string twice =
        R"({"name":"m","params":[],"x-deadline-ms":99999999,"result":{"name":"r","schema":{"type":"boolean"}}})";
    const Imported made =
        from_openrpc("a.json", of_text(R"({"openrpc":"1.3.2","methods":[)" + twice + ',' + twice + "]}"));
    EXPECT_TRUE(made.ok()) << report(made);
    EXPECT_EQ(made.counts.methods, 1u);
    EXPECT_TRUE(tells(made, "import/name-clash"));
}

TEST(ImportLimits, WhatTheCompilerLimitsIsToldAsALimit) {
    const auto fields = [](std::size_t count) {
        return from_openrpc("a.json", of_text(document(R"("A":{"type":"object","properties":{)" +
                                                       many(count, "\"f", R"(":{"type":"boolean"})") + "}}")));
    };
    EXPECT_TRUE(fields(2000).ok());
    EXPECT_TRUE(tells(fields(2001), "import/too-many"));
    EXPECT_FALSE(fields(2001).ok());
}

TEST(ImportLimits, DamagedDocumentsEndInAReportOrInValidIdl) {
    const std::string folder = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/import/openrpc";
    std::size_t valid = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        const std::string whole = *read_file(entry.path().string());
        // A letter of a word changed at a time: keywords become unknown, names differ, references lead nowhere.
        for (std::size_t at = 0; at < whole.size(); at += 17) {
            if (std::isalpha(static_cast<unsigned char>(whole[at])) == 0) continue;
            std::string damaged = whole;
            damaged[at] = damaged[at] == 'q' ? 'z' : 'q';
            const Imported made = from_openrpc("a.json", of_text(damaged));
            if (made.ok()) {
                ++valid;
                EXPECT_EQ(refusal(made), "") << entry.path() << " at " << at;
            }
            EXPECT_FALSE(tells(made, "import/result")) << entry.path() << " at " << at << '\n' << report(made);
        }
    }
    EXPECT_GT(valid, 100u);
}

TEST(ImportLimits, AnythingThatIsJsonEndsInAReport) {
    const std::string values[] = {"null",         "true",  "1", "\"a\"", "[]", "{}", "[[]]", "{\"$ref\":\"#\"}",
                                  "{\"$ref\":1}", "[null]"};
    for (const std::string& value : values) {
        const std::string texts[] = {
            value,
            "{\"openrpc\":\"1.3.2\",\"methods\":" + value + "}",
            "{\"openrpc\":" + value + ",\"info\":" + value + ",\"methods\":[" + value + "]}",
            "{\"openrpc\":\"1.3.2\",\"components\":" + value + ",\"methods\":[{\"name\":" + value + ",\"params\":" +
                value + ",\"result\":" + value + ",\"errors\":" + value + ",\"examples\":" + value + "}]}",
            "{\"openrpc\":\"1.3.2\",\"methods\":[{\"name\":\"m\",\"params\":[" + value + "],\"result\":" + value +
                ",\"errors\":[" + value + "],\"examples\":[" + value + "],\"tags\":[" + value + "]}]}",
            document("\"A\":" + value + ",\"B\":{\"type\":" + value + "},\"C\":{\"properties\":" + value +
                         "},\"D\":{\"properties\":{\"a\":" + value + "}},\"E\":{\"items\":" + value +
                         "},\"F\":{\"enum\":" + value + "},\"G\":{\"oneOf\":[" + value + "," + value +
                         "]},\"H\":{\"allOf\":[" + value + "]},\"I\":{\"additionalProperties\":" + value +
                         "},\"J\":{\"required\":" + value + ",\"minimum\":" + value + "},\"K\":{\"const\":" + value +
                         "}",
                     value),
            "[{\"name\":" + value + ",\"params\":" + value + ",\"returns\":" + value + "}]"};
        for (const std::string& text : texts) {
            const Imported made = from_openrpc("a.json", of_text(text));
            if (made.ok()) {
                EXPECT_EQ(refusal(made), "") << text;
            }
            EXPECT_FALSE(tells(made, "import/result")) << text << report(made);
            const Imported stub = from_jsonrpcstub("a.json", of_text(text), {.infer_shapes = true});
            if (stub.ok()) {
                EXPECT_EQ(refusal(stub), "") << text;
            }
            EXPECT_FALSE(tells(stub, "import/result")) << text << report(stub);
        }
    }
}

}  // namespace
}  // namespace antiphon::idl::importer
