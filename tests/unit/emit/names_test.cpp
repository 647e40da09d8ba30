// Names that meet in one document, though they are apart in the IDL.

#include "antiphon/idl/syntax.h"
#include "compiled.h"

namespace antiphon::idl {
namespace {

const std::map<std::string, std::string> files = {
    {"a/common.json", R"({"idl": "1.0", "namespace": "a.common", "types": {"Money": {"struct": {"cents": "int53"}}},
        "errors": {"Gone": {"code": 4001, "message": "a"}}})"},
    {"b/common.json", R"({"idl": "1.0", "namespace": "b.common", "types": {"Money": {"struct": {"text": "string"}}},
        "errors": {"Gone": {"code": 4002, "message": "b"}}})"},
    {"all.json",
     R"({"idl": "1.0", "namespace": "c.all", "imports": {"a": "a/common.json", "b": "b/common.json"}, "services": {
        "a_b": {"methods": {"c": {"params": {"one": "a.Money", "other": "b.Money"}, "errors": ["a.Gone", "b.Gone"]}},
                "channels": {"c": {"delivery": "stream", "audience": "public"}},
                "events": {"d": {"channel": "c", "payload": {"x": "int32"}}}},
        "a": {"methods": {"b_c": {}},
              "channels": {"b_c": {"delivery": "stream", "audience": "public"}, "jobs_queue": {"delivery": "stream", "audience": "public"}},
              "events": {"b_d": {"channel": "b_c", "payload": {"x": "int32"}}, "jobs_queue": {"channel": "jobs_queue"}},
              "queues": {"jobs": {"payload": {"x": "int32"}}}}}})"}};

Compilation program() {
    return compiled({"all.json"}, [](const std::string& path) {
        const auto at = files.find(path);
        return at == files.end() ? std::nullopt : std::optional(at->second);
    });
}

class Names : public ::testing::TestWithParam<const char*> {};

TEST_P(Names, ThatMeetInADocumentAreToldApart) {
    const Compilation done = program();
    const std::string text =
        emit::find(GetParam())->emit(done.program, *done.program.entries[0], {.with_rpc = true}).at(0).text;
    Sources sources;
    Diagnostics diagnostics;
    syntax::read(sources, sources.add("document", text), syntax::Comments::refused, diagnostics);
    EXPECT_TRUE(diagnostics.all().empty()) << render(diagnostics, sources) << text;
    EXPECT_NE(text.find("\"cents\""), std::string::npos);
    EXPECT_NE(text.find("\"text\""), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Documents, Names, ::testing::Values("openrpc", "asyncapi"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace antiphon::idl
