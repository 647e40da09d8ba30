#include "antiphon/json/parser.h"

#include <gtest/gtest.h>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;

namespace {
std::string nested(std::size_t levels, const std::string& inside) {
    return std::string(levels, '[') + inside + std::string(levels, ']');
}
}  // namespace

TEST(Parser, ShowsEveryKindOfValue) {
    const Value value = thread_parser().parse(
        R"({"null":null,"yes":true,"no":false,"int":-3,"big":18446744073709551615,"real":2.5,"text":"a\u00fcb","list":[1,[2],{}],"empty":{}})");
    ASSERT_TRUE(value.is_object());
    EXPECT_EQ(value.size(), 9u);
    EXPECT_TRUE(value.find("null")->is_null());
    EXPECT_TRUE(value.find("yes")->boolean());
    EXPECT_FALSE(value.find("no")->boolean());
    EXPECT_EQ(value.find("int")->int64(), -3);
    EXPECT_EQ(value.find("big")->kind(), Kind::uint64);
    EXPECT_EQ(value.find("big")->uint64(), 18446744073709551615u);
    EXPECT_EQ(value.find("real")->number(), 2.5);
    EXPECT_EQ(value.find("text")->string(),
              "a\xc3\xbc"
              "b");
    EXPECT_EQ(value.find("list")->size(), 3u);
    EXPECT_EQ(value.find("nothing"), std::nullopt);
    std::string kinds;
    for (const Value element : value.find("list")->elements()) kinds += std::string(name(element.kind())) + ';';
    EXPECT_EQ(kinds, "an integer;an array;an object;");
    std::string keys;
    for (const Member member : value.members()) keys += std::string(member.key) + ';';
    EXPECT_EQ(keys, "null;yes;no;int;big;real;text;list;empty;");
}

TEST(Parser, AValueOfNoDocumentIsNull) {
    EXPECT_TRUE(Value().is_null());
    EXPECT_EQ(Value().text(), "null");
}

TEST(Parser, CopiesTheTextUnlessAskedToParseInPlace) {
    Parser parser;
    std::string text = R"({"a":[1, 2.50 ]})";
    const Value value = parser.parse(text);
    text.assign(text.size(), 'x');
    EXPECT_EQ(value.text(), R"({"a":[1, 2.50 ]})");
    std::string own = R"(["in place"])";
    EXPECT_EQ(parser.parse_in_place(own).elements().begin().operator*().string(), "in place");
}

TEST(Parser, AcceptsTheDepthLimitAndNothingDeeper) {
    EXPECT_EQ(refusal(nested(64, "1")), "accepted");
    EXPECT_EQ(refusal(nested(64, "")), "accepted");
    EXPECT_EQ(refusal(nested(65, "1")), "invalid JSON at byte 64: more than 64 levels of arrays and objects");
    EXPECT_EQ(refusal(nested(65, "")), "invalid JSON at byte 64: more than 64 levels of arrays and objects");
    EXPECT_EQ(refusal(nested(64, "{}")), "invalid JSON at byte 64: more than 64 levels of arrays and objects");
    EXPECT_EQ(refusal(nested(1, ""), {.max_depth = 1}), "accepted");
    EXPECT_EQ(refusal(nested(2, ""), {.max_depth = 1}),
              "invalid JSON at byte 1: more than 1 levels of arrays and objects");
    EXPECT_EQ(refusal(nested(200, ""), {.max_depth = 200}), "accepted");
    EXPECT_NE(refusal(std::string(1024 * 1024, '[')), "accepted");
}

TEST(Parser, AcceptsTheSizeLimitAndNothingLonger) {
    const ParseLimits limits{.max_bytes = 8};
    EXPECT_EQ(refusal("\"123456\"", limits), "accepted");
    EXPECT_EQ(refusal("\"1234567\"", limits), "a document of 9 bytes; at most 8 are allowed");
    try {
        thread_parser().parse("\"1234567\"", limits);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), static_cast<int>(Code::request_too_large));
    }
}

TEST(Parser, RefusesDuplicateMembersWhereverTheyAre) {
    EXPECT_EQ(refusal(R"({"a":1,"b":{"c":1,"c":2}})"),
              R"(invalid JSON at byte 18: the member "c" stands twice in one object)");
    EXPECT_EQ(refusal(R"({"a":1,"\u0061":2})"), R"(invalid JSON at byte 7: the member "a" stands twice in one object)");
    EXPECT_EQ(refusal(R"({"":1,"":2})"), R"(invalid JSON at byte 6: the member "" stands twice in one object)");
    EXPECT_EQ(refusal(R"([{"a":1},{"a":1}])"), "accepted");
    EXPECT_EQ(refusal(R"({"a":1,"A":2,"aa":3})"), "accepted");
}

TEST(Parser, RefusesDuplicatesInObjectsOfEverySize) {
    for (const int members : {2, 8, 23, 24, 25, 26, 100, 5000}) {
        std::string text = "{";
        for (int i = 0; i < members; ++i) text += "\"key-" + std::to_string(i) + "\":" + std::to_string(i) + ',';
        std::string unique = text + "\"last\":0}";
        EXPECT_EQ(refusal(unique), "accepted") << members;
        const std::string twice = text + "\"key-0\":0}";
        EXPECT_EQ(refusal(twice), "invalid JSON at byte " + std::to_string(text.size()) +
                                      ": the member \"key-0\" stands twice in one object");
    }
}

TEST(Parser, SaysWhereAndWhatIsWrong) {
    EXPECT_EQ(refusal(""), "invalid JSON at byte 0: the document is empty");
    EXPECT_EQ(refusal(" \n"), "invalid JSON at byte 2: the document is empty");
    EXPECT_EQ(refusal("\xEF\xBB\xBF{}"), "invalid JSON at byte 0: a byte order mark is not allowed");
    EXPECT_EQ(refusal("{} {}"), "invalid JSON at byte 3: expected the end of the document, found \"{\"");
    EXPECT_EQ(refusal(R"({"a":1 "b":2})"), R"(invalid JSON at byte 7: expected ',' or '}', found """)");
    EXPECT_EQ(refusal(R"([1 2])"), R"(invalid JSON at byte 3: expected ',' or ']', found "2")");
    EXPECT_EQ(refusal(R"([1,])"), R"(invalid JSON at byte 3: expected a value, found "]")");
    EXPECT_EQ(refusal(R"({"a":1,})"), R"(invalid JSON at byte 7: expected a member name in quotes, found "}")");
    EXPECT_EQ(refusal(R"({a:1})"), R"(invalid JSON at byte 1: expected a member name in quotes, found "a")");
    EXPECT_EQ(refusal(R"({"a" 1})"), R"(invalid JSON at byte 5: expected ':', found "1")");
    EXPECT_EQ(refusal(R"({"a":})"), R"(invalid JSON at byte 5: expected a value, found "}")");
    EXPECT_EQ(refusal(R"({"a":1)"), "invalid JSON at byte 6: expected ',' or '}', found the end of the text");
    EXPECT_EQ(refusal("[[],[{}]"), "invalid JSON at byte 8: expected ',' or ']', found the end of the text");
    EXPECT_EQ(refusal("nul"), R"(invalid JSON at byte 0: expected a value, found "n")");
    EXPECT_EQ(refusal("truely"), R"(invalid JSON at byte 4: expected the end of the document, found "l")");
    EXPECT_EQ(refusal(R"("abc)"), "invalid JSON at byte 0: the string that begins here has no end");
    EXPECT_EQ(refusal("\"a\nb\""), "invalid JSON at byte 2: a control character in a string must be escaped");
    EXPECT_EQ(refusal(R"("\x")"), "invalid JSON at byte 1: unknown escape in a string");
    EXPECT_EQ(refusal(R"("\u12g4")"), "invalid JSON at byte 1: \\u needs four hexadecimal digits");
    EXPECT_EQ(refusal("\"a\xff\""), "invalid JSON at byte 2: invalid UTF-8");
    EXPECT_EQ(refusal("-"), "invalid JSON at byte 1: expected a digit, found the end of the text");
    EXPECT_EQ(refusal("01"), "invalid JSON at byte 0: a number with a leading zero");
    EXPECT_EQ(refusal("1.e3"), R"(invalid JSON at byte 2: expected a digit, found "e")");
    EXPECT_EQ(refusal(std::string("[1]\0", 4)),
              R"(invalid JSON at byte 3: expected the end of the document, found "\x00")");
}

TEST(Parser, RefusesHalvesOfSurrogatePairs) {
    for (const char* text : {R"("\uD800")", R"("\uDC00")", R"("\uD800\uD800")", R"("\uDC00\uD800")", R"("\uD800x")",
                             R"("\uD800\n")", R"("\uD83D\u0041")"})
        EXPECT_EQ(refusal(text), "invalid JSON at byte 1: half of a surrogate pair") << text;
    EXPECT_EQ(refusal(R"({"\uDC00":1})"), "invalid JSON at byte 2: half of a surrogate pair");
    EXPECT_EQ(thread_parser().parse(R"("\uD834\uDD1E")").string(), "\xf0\x9d\x84\x9e");
}

TEST(Parser, ReadsIntegersOfMoreThan64BitsAsDoublesAndKeepsTheirText) {
    const std::string text =
        R"({"a":[18446744073709551616, -9223372036854775809],"9999999999999999999999":"99999999999999999999",)"
        R"("b":100000000000000000000 ,"c":-9223372036854775808,"d":18446744073709551615})";
    for (const bool in_place : {false, true}) {
        Parser parser;
        std::string copy = text;
        const Value value = in_place ? parser.parse_in_place(copy) : parser.parse(text);
        auto element = value.find("a")->elements().begin();
        EXPECT_EQ((*element).kind(), Kind::number);
        EXPECT_EQ((*element).number(), 18446744073709551616.0);
        EXPECT_EQ((*element).text(), "18446744073709551616");
        ++element;
        EXPECT_EQ((*element).number(), -9223372036854775808.0);
        EXPECT_EQ((*element).text(), "-9223372036854775809");
        EXPECT_EQ(value.find("9999999999999999999999")->string(), "99999999999999999999");
        EXPECT_EQ(value.find("b")->number(), 1e20);
        EXPECT_EQ(value.find("b")->text(), "100000000000000000000");
        EXPECT_EQ(value.find("c")->int64(), std::numeric_limits<std::int64_t>::min());
        EXPECT_EQ(value.find("d")->uint64(), std::numeric_limits<std::uint64_t>::max());
        EXPECT_EQ(value.text(), text);
    }
    EXPECT_EQ(thread_parser().parse("123456789012345678901234567890").number(), 123456789012345678901234567890.0);
    EXPECT_NE(refusal("[18446744073709551616"), "accepted");
    EXPECT_NE(refusal("[018446744073709551616]"), "accepted");
    EXPECT_NE(refusal(R"({"a":18446744073709551616,"a":1})"), "accepted");
}

TEST(Parser, RefusesNumbersThatItCannotHold) {
    EXPECT_EQ(refusal(std::string(400, '9')), "invalid JSON at byte 0: the number is too large for a double");
    EXPECT_EQ(refusal("1e400"), "invalid JSON at byte 0: the number is too large for a double");
    EXPECT_EQ(refusal("-1.5e400"), "invalid JSON at byte 0: the number is too large for a double");
    EXPECT_EQ(refusal(std::string(400, '9') + ".5"), "invalid JSON at byte 0: the number is too large for a double");
    EXPECT_EQ(refusal("1e-400"), "accepted");
    EXPECT_EQ(refusal("18446744073709551615"), "accepted");
    EXPECT_EQ(refusal("-9223372036854775808"), "accepted");
    EXPECT_EQ(refusal("1.7976931348623157e308"), "accepted");
}

TEST(Parser, GoesOnAfterARefusal) {
    Parser parser;
    EXPECT_THROW(parser.parse("["), Error);
    EXPECT_THROW(parser.parse(R"({"a":1,"a":1})"), Error);
    EXPECT_EQ(parser.parse("[1]").size(), 1u);
}

TEST(Parser, GivesMemoryBackAfterALargeDocument) {
    Parser parser;
    const std::string large = '"' + std::string(8 * 1024 * 1024, 'x') + '"';
    EXPECT_EQ(parser.parse(large, {.max_bytes = large.size()}).string().size(), large.size() - 2);
    EXPECT_EQ(parser.parse("[1,2]").text(), "[1,2]");
}

TEST(Text, IsTheBytesOfTheValueAsTheyCame) {
    const Value value = thread_parser().parse(
        " { \"a\" : [ 1.50 , \"x\\u0041,]\" , { } ] , \"b\":1e2,\"c\" : null\t,\n\"d\":true , \"e\":{\"f\":[[ ]]} } ");
    EXPECT_EQ(value.find("a")->text(), R"([ 1.50 , "x\u0041,]" , { } ])");
    EXPECT_EQ(value.find("b")->text(), "1e2");
    EXPECT_EQ(value.find("c")->text(), "null");
    EXPECT_EQ(value.find("d")->text(), "true");
    EXPECT_EQ(value.find("e")->text(), R"({"f":[[ ]]})");
    std::string parts;
    for (const Value element : value.find("a")->elements()) parts += std::string(element.text()) + ';';
    EXPECT_EQ(parts, R"(1.50;"x\u0041,]";{ };)");
    EXPECT_EQ(value.text().front(), '{');
    EXPECT_EQ(value.text().back(), '}');
    EXPECT_EQ(thread_parser().parse(" 12.0 ").text(), "12.0");
    EXPECT_EQ(thread_parser().parse("\"x \"").text(), "\"x \"");
    EXPECT_EQ(thread_parser().parse("7").text(), "7");
}

TEST(IsUtf8, KnowsTheEdges) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("\xf4\x8f\xbf\xbf"));
    EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
    EXPECT_FALSE(is_utf8("\xc0\x80"));
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
}
