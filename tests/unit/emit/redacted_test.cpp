#include "antiphon/idl/emit.h"
#include "compiled.h"

namespace antiphon::idl::emit {
namespace {

const std::string with_example = R"({"idl": "1.0", "namespace": "a.b", "types": {
  "Card": {"struct": {"number": {"type": "string", "secret": true, "maxLength": 20}}},
  "Cash": {"struct": {"coins": "int32"}},
  "Means": {"union": {"card": "Card", "cash": "Cash"}}},
 "services": {"shop": {"methods": {"buy": {
  "params": {"pin": {"type": "string", "secret": true, "maxLength": 8}, "means": "Means[]", "by_name": "map<Card>"},
  "examples": [{"name": "x", "params": {"pin": "7391", "means": [{"type": "card", "number": "4999"}, {"type": "cash", "coins": 3}],
                                        "by_name": {"me": {"number": "4888"}}}}]}}}}})";

class Secrets : public ::testing::TestWithParam<const char*> {};

TEST_P(Secrets, DoNotStandInExamples) {
    const Compilation done = compiled_text(with_example);
    const std::string text = find(GetParam())->emit(done.program, *done.program.entries[0])[0].text;
    for (const char* secret : {"7391", "4999", "4888"}) EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    EXPECT_NE(text.find("coins"), std::string::npos);
    EXPECT_NE(text.find("\xE2\x80\xA6"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Reference, Secrets, ::testing::Values("markdown", "html"));

}  // namespace
}  // namespace antiphon::idl::emit
