#include "antiphon/json/bridge.h"

#include <json/value.h>

#include <limits>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;

namespace {
std::string text_of(const Json::Value& value) {
    std::string out;
    append_dynamic(out, value);
    return out;
}
}  // namespace

TEST(Bridge, CarriesEveryKindThereAndBack) {
    const std::string text =
        R"({"a":[1,-2,18446744073709551615,2.5,1.0,true,false,null],"b":{"\u0000x":"gr\u00fc\u0000n"},"c":"","d":[],"e":{}})";
    const Json::Value value = to_dynamic(text);
    EXPECT_EQ(value["a"][2].asUInt64(), std::numeric_limits<std::uint64_t>::max());
    EXPECT_TRUE(value["a"][0].isInt());
    EXPECT_EQ(text_of(value),
              "{\"a\":[1,-2,18446744073709551615,2.5,1.0,true,false,null],\"b\":{\"\\u0000x\":\"gr\xc3\xbc\\u0000n\"},"
              "\"c\":\"\",\"d\":[],\"e\":{}}");
    EXPECT_EQ(text_of(to_dynamic(JsonText{"[1e300]"})), "[1e+300]");
}

TEST(Bridge, SeesOnlyWhatTheStrictParserAccepted) {
    for (const char* text : {R"({"a":1,"a":2})", "[1,]", "{} x", "// c\n1", "\"\xff\""})
        EXPECT_THROW(to_dynamic(text), Error);
}

TEST(Bridge, LeavesTheDocumentOfThisThreadAlone) {
    const Value params = thread_parser().parse(R"({"meta":{"a":1}})");
    EXPECT_EQ(to_dynamic(params.find("meta")->text())["a"].asInt(), 1);
    EXPECT_EQ(params.text(), R"({"meta":{"a":1}})");
}

TEST(Bridge, RefusesToWriteWhatOthersCouldNotRead) {
    std::string out = "before";
    EXPECT_THROW(append_dynamic(out, Json::Value("\xff")), Error);
    EXPECT_THROW(append_dynamic(out, Json::Value(std::numeric_limits<double>::quiet_NaN())), Error);
    EXPECT_EQ(out, "before");
}

TEST(Bridge, WritesTheDepthLimitAndNothingDeeper) {
    Json::Value deep(1);
    for (std::size_t i = 0; i < limits::max_depth; ++i) {
        Json::Value around(Json::arrayValue);
        around.append(deep);
        deep = around;
    }
    EXPECT_EQ(refusal(text_of(deep)), "accepted");
    Json::Value deeper(Json::arrayValue);
    deeper.append(deep);
    EXPECT_THROW(text_of(deeper), Error);
}
