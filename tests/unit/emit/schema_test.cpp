// Schemas of documents: what they say must be true of what is written.

#include <gmock/gmock.h>

#include <algorithm>

#include "antiphon/idl/emit.h"
#include "compiled.h"

namespace antiphon::idl::emit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A document without spaces and line ends.
std::string document(const char* language, const std::string& members) {
    const Compilation done = compiled_text(R"({"idl": "1.0", "namespace": "a.b", )" + members + "}");
    std::string text = find(language)->emit(done.program, *done.program.entries[0]).at(0).text;
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}
std::string schema(const std::string& types) { return document("jsonschema", "\"types\": {" + types + "}"); }

TEST(Schema, SaysOfKeysThatAreNumbersWhatTheirTextsAre) {
    const std::string made = schema(R"(
        "Closed": {"enum": [{"value": 1, "name": "one"}, {"value": -2, "name": "two"}], "open": false},
        "Open": {"enum": [{"value": 3, "name": "three"}]}, "Seat": {"alias": "int32", "min": 1, "max": 9},
        "A": {"struct": {"a": "map<int32, bool>", "b": "map<Closed, bool>", "c": "map<Open, bool>", "d": "map<Seat, bool>",
                         "e": "map<int64, bool>"}})");
    const std::string text = R"(,"pattern":"^-?(0|[1-9][0-9]*)$")";
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"type":"string","format":"int32")" + text + "}"));
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"type":"string","enum":["1","-2"]})"));
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"type":"string","format":"int64")" + text + "}"));
    EXPECT_THAT(made,
                HasSubstr(R"("propertyNames":{"type":"string","format":"int32")" + text + R"(,"x-min":1,"x-max":9})"));
    EXPECT_THAT(made, Not(HasSubstr(R"("propertyNames":{"type":"integer")")));
    EXPECT_THAT(made, Not(HasSubstr(R"("propertyNames":{"$ref")")));
}

TEST(Schema, SaysOfKeysThatAreTextsWhatTheirTypeSays) {
    const std::string made = schema(R"(
        "Color": {"enum": ["red"]}, "Sku": {"alias": "string", "maxLength": 9},
        "A": {"struct": {"a": "map<Color, bool>", "b": "map<Sku, bool>", "c": "map<uuid, bool>", "d": "map<bool>"}})");
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"$ref":"#/definitions/b_Color"})"));
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"$ref":"#/definitions/b_Sku"})"));
    EXPECT_THAT(made, HasSubstr(R"("propertyNames":{"type":"string","format":"uuid"})"));
    EXPECT_THAT(made, HasSubstr(R"("d":{"type":"object","additionalProperties":{"type":"boolean"}}})"));
}

TEST(Schema, AStructThatRefusesUnknownMembersKnowsTheTagsUnderWhichItIsAVariant) {
    const std::string made = schema(R"(
        "Card": {"struct": {"number": "string"}, "unknown": "reject"}, "Cash": {"struct": {"till": "int32"}},
        "Alone": {"struct": {"a": "string"}, "unknown": "reject"},
        "Pay": {"union": {"card": "Card", "cash": "Cash"}, "open": false},
        "Refund": {"union": {"to_card": "Card", "old_card": "Card"}, "tag": "how"})");
    EXPECT_THAT(
        made, HasSubstr(R"("b_Card":{"type":"object","properties":{"number":{"type":"string"},)"
                        R"("how":{"enum":["old_card","to_card"],"x-tag":true},"type":{"enum":["card"],"x-tag":true}},)"
                        R"("required":["number"],"additionalProperties":false})"));
    EXPECT_THAT(made, HasSubstr(R"("b_Cash":{"type":"object","properties":{"till":{"type":"integer",)"
                                R"("minimum":-2147483648,"maximum":2147483647}},"required":["till"]})"));
    EXPECT_THAT(made, HasSubstr(R"("b_Alone":{"type":"object","properties":{"a":{"type":"string"}},)"
                                R"("required":["a"],"additionalProperties":false})"));
}

TEST(Schema, DefaultsAndExamplesAreInTheFormThatIsWritten) {
    const std::string made = schema(R"(
        "Row": {"tuple": ["int64", "int32"]}, "Line": {"struct": {"count": {"type": "uint64", "default": 1}, "price": "decimal"}},
        "Known": {"union": {"line": "Line"}}, "Id": {"union": ["int64", "Line", "string[]"]}, "Key": {"alias": "int64"},
        "A": {"struct": {
            "a": {"type": "int64", "default": 5, "examples": [6, "7", 2e3]},
            "b": {"type": "decimal", "default": 8},
            "c": {"type": "int64[]", "default": [9, "10"]},
            "d": {"type": "map<uint64>", "default": {"x": 11}},
            "e": {"type": "Line[]", "default": [{"count": 12, "price": 13}]},
            "f": {"type": "Known?", "examples": [{"type": "line", "count": 14, "price": 15}]},
            "g": {"type": "Row", "default": [16, 17]},
            "h": {"type": "Id", "default": 18, "examples": [{"count": 19, "price": "1.50"}]},
            "i": {"type": "Key", "default": 20},
            "j": {"type": "int64", "wire": "number", "default": "21"},
            "k": {"type": "decimal", "wire": "number", "default": "2.50"},
            "l": {"type": "int32", "default": 22.0},
            "m": {"type": "json", "default": 23.0},
            "n": {"type": "int64?[]", "default": [null]}}})");
    for (const char* wanted :
         {R"("default":"5","examples":["6","7","2000"])", R"("default":"8")", R"("default":["9","10"])",
          R"("default":{"x":"11"})", R"("default":[{"count":"12","price":"13"}])",
          R"("examples":[{"type":"line","count":"14","price":"15"}])", R"("default":["16",17])",
          R"("default":"18","examples":[{"count":"19","price":"1.50"}])", R"("default":"20")", R"("default":21)",
          R"("default":2.50)", R"("default":22}})", R"("default":23.0)", R"("default":[null])", R"("default":"1")"})
        EXPECT_THAT(made, HasSubstr(wanted));
}

TEST(Schema, ExamplesOfMethodsAreInTheFormThatIsWritten) {
    const std::string members = R"("services": {"s": {"methods": {
        "add": {"params": {"count": "int64", "pin": {"type": "int64", "wire": "number", "secret": true}},
                "result": {"sum": "int64"},
                "examples": [{"name": "x", "params": {"count": 5, "pin": 7391}, "result": {"sum": 6}}]},
        "row": {"params": {"count": "int64"}, "paramStructure": "by-position", "positional": ["count"], "result": "decimal",
                "examples": [{"name": "y", "params": [7], "result": 8}]}}}})";
    const std::string openrpc = document("openrpc", members), reference = document("markdown", members);
    EXPECT_THAT(openrpc, HasSubstr(R"({"name":"count","value":"5"})"));
    EXPECT_THAT(openrpc, HasSubstr(R"("value":{"sum":"6"})"));
    EXPECT_THAT(openrpc, HasSubstr(R"({"name":"count","value":"7"})"));
    EXPECT_THAT(openrpc, HasSubstr(R"("value":"8")"));
    EXPECT_THAT(openrpc, Not(HasSubstr("7391")));
    EXPECT_THAT(reference, HasSubstr(R"("params":{"count":"5")"));
    EXPECT_THAT(reference, HasSubstr(R"("result":{"sum":"6"})"));
}

}  // namespace
}  // namespace antiphon::idl::emit
