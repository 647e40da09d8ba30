#include "antiphon/idl/emit.h"
#include "compiled.h"

namespace antiphon::idl::emit {
namespace {

const std::string with_example = R"({"idl": "1.0", "namespace": "a.b", "types": {
  "Card": {"struct": {"number": {"type": "string", "secret": true, "maxLength": 20}}},
  "Cash": {"struct": {"coins": "int32"}},
  "Means": {"union": {"card": "Card", "cash": "Cash"}},
  "Key": {"alias": "string", "maxLength": 8, "secret": true}},
 "errors": {"Refused": {"code": 4001, "message": "no", "data": {"pin": {"type": "string", "secret": true, "maxLength": 8}}}},
 "services": {"shop": {"methods": {"buy": {
  "params": {"pin": {"type": "string", "secret": true, "maxLength": 8}, "means": "Means[]", "by_name": "map<Card>", "keys": "Key[]"},
  "result": "Card", "errors": ["Refused"],
  "examples": [{"name": "x", "params": {"pin": "7391", "means": [{"type": "card", "number": "4999"}, {"type": "cash", "coins": 3}],
                                        "by_name": {"me": {"number": "4888"}}, "keys": ["4777"]}, "result": {"number": "4666"}},
               {"name": "y", "params": {"pin": "7392", "means": [], "by_name": {}, "keys": []},
                "error": {"code": 4001, "message": "no", "data": {"type": "shop.Refused", "detail": {"pin": "7393"}}}}]}}}}})";

class Secrets : public ::testing::TestWithParam<const char*> {};

TEST_P(Secrets, DoNotStandInExamples) {
    const Compilation done = compiled_text(with_example);
    const std::string text = find(GetParam())->emit(done.program, *done.program.entries[0])[0].text;
    for (const char* secret : {"7391", "7392", "7393", "4999", "4888", "4777", "4666"})
        EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    EXPECT_NE(text.find("coins"), std::string::npos);
    EXPECT_NE(text.find("\xE2\x80\xA6"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Reference, Secrets, ::testing::Values("markdown", "html", "openrpc"));

}  // namespace
}  // namespace antiphon::idl::emit
