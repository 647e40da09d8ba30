// What is wider or tighter than what: types, limits, keys of maps, variants of unions.

#include <gmock/gmock.h>

#include <set>

#include "antiphon/idl/evolve.h"

namespace antiphon::idl::evolve {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* const in = R"("methods": {"m": {"params": "P"}})";
const char* const out = R"("methods": {"m": {"result": "P"}})";
const char* const stored = R"("queues": {"q": {"payload": "P"}})";

Compilation compiled(const std::string& version, const std::string& types, const char* use) {
    const std::string text = R"({"idl": "1.0", "namespace": "a.b", "version": ")" + version + R"(", "types": {)" +
                             types + R"(}, "services": {"s": {)" + use + "}}}";
    Compilation done = compile({"a.json"}, [&](const std::string&) { return std::optional(text); });
    EXPECT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    return done;
}

Comparison compared(const char* use, const std::string& before, const std::string& now) {
    return compare(compiled("2.0.0", now, use), compiled("1.0.0", before, use), {.only = Category::wire});
}

/// The codes of what breaks; warnings with a '~' before them.
std::set<std::string> told(const char* use, const std::string& before, const std::string& now) {
    std::set<std::string> codes;
    for (const Diagnostic& one : compared(use, before, now).diagnostics.all())
        codes.insert((one.severity == Severity::error ? "" : "~") + std::string(one.code));
    return codes;
}

std::string text(const char* use, const std::string& before, const std::string& now) {
    const Comparison done = compared(use, before, now);
    return render(done.diagnostics, done.sources);
}

/// The struct that is used, with one field; `others` are types beside it.
std::string field(const std::string& type, const std::string& others = "") {
    return others + R"("P": {"struct": {"a": )" + type + "}}";
}

TEST(Limits, OfDecimalsAreTheDigitsBeforeThePointAndThoseBehindIt) {
    const auto decimal = [](int precision, int scale) {
        return field(R"({"type": "decimal", "precision": )" + std::to_string(precision) + R"(, "scale": )" +
                     std::to_string(scale) + "}");
    };
    EXPECT_THAT(told(in, decimal(5, 2), decimal(5, 3)), ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(text(in, decimal(5, 2), decimal(5, 3)),
                HasSubstr("\"precision\" less \"scale\" of field 'a' of 'P' was 3 and is 2"));
    EXPECT_THAT(told(in, decimal(5, 2), decimal(6, 3)), IsEmpty());
    EXPECT_THAT(told(in, decimal(6, 3), decimal(5, 2)), ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(told(out, decimal(5, 3), decimal(5, 2)), ElementsAre("~CONSTRAINT_LOOSENED"));
    EXPECT_THAT(text(in, decimal(7, 2), decimal(5, 2)), HasSubstr("\"precision\" of field 'a' of 'P' was 7 and is 5"));
    EXPECT_THAT(text(in, field("\"decimal\""), decimal(5, 2)),
                HasSubstr("\"precision\" of field 'a' of 'P' is new: 5"));
}

TEST(Limits, OfAFieldAndOfItsAliasBothCount) {
    const auto both = [](const std::string& alias, const std::string& own) {
        return field(R"({"type": "S", )" + own + "}", R"("S": {"alias": "int32", )" + alias + "}, ");
    };
    EXPECT_THAT(told(in, both("\"max\": 10", "\"max\": 5"), both("\"max\": 3", "\"max\": 5")),
                ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(text(in, both("\"max\": 10", "\"max\": 5"), both("\"max\": 3", "\"max\": 5")),
                HasSubstr("\"max\" of 'S' was 5 and is 3"));
    EXPECT_THAT(told(in, both("\"max\": 10", "\"max\": 5"), both("\"max\": 7", "\"max\": 5")), IsEmpty());
    EXPECT_THAT(told(in, both("\"min\": 1", "\"min\": 5"), both("\"min\": 6", "\"min\": 5")),
                ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(told(in, both("\"min\": 1", "\"min\": 5"), both("\"min\": 4", "\"min\": 5")), IsEmpty());
}

TEST(Limits, OfTextsBothCountToo) {
    const auto both = [](const std::string& alias, const std::string& own) {
        return field(R"({"type": "S", "maxLength": 9, )" + own + "}",
                     R"("S": {"alias": "string", "maxLength": 20, )" + alias + "}, ");
    };
    const std::string own = R"("pattern": "a+", "minLength": 2)";
    const auto with = [&](const std::string& alias) { return both(alias, own); };
    EXPECT_THAT(told(in, with(R"("pattern": "[a-z]+")"), with(R"("pattern": "[a-c]+")")),
                ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(told(in, with(R"("minLength": 0)"), with(R"("pattern": "[a-c]+")")),
                ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(told(out, with(R"("pattern": "[a-c]+")"), with(R"("minLength": 0)")),
                ElementsAre("~CONSTRAINT_LOOSENED"));
    EXPECT_THAT(told(in, with(R"("minLength": 0)"), with(R"("pattern": "a+")")), IsEmpty());
    EXPECT_THAT(told(in, with(R"("minLength": 1)"), with(R"("minLength": 3)")), ElementsAre("CONSTRAINT_TIGHTENED"));
    EXPECT_THAT(told(in, with(R"("minLength": 0)"), with(R"("minLength": 1)")), IsEmpty());
}

TEST(Limits, ThatTheOldTypeHadByWhatItWasAreNoTighter) {
    const std::string enums =
        R"("E": {"enum": ["x", "yy"]}, "N": {"enum": [{"value": 1, "name": "a"}, {"value": 7, "name": "b"}]}, )";
    const std::pair<const char*, const char*> pairs[] = {
        {R"("uint8")", R"({"type": "int32", "min": 0, "max": 255})"},
        {R"({"type": "uint8", "max": 9})", R"({"type": "int32", "min": 0, "max": 9})"},
        {R"("int8")", R"({"type": "float64", "min": -128, "max": 1000})"},
        {R"("int64")", R"({"type": "string", "minLength": 1, "maxLength": 20})"},
        {R"("uuid")", R"({"type": "string", "minLength": 36, "maxLength": 36})"},
        {R"("date")", R"({"type": "string", "maxLength": 10})"},
        {R"("timestamp")", R"({"type": "string", "maxLength": 27})"},
        {R"({"type": "bytes", "maxLength": 10})", R"({"type": "string", "maxLength": 16})"},
        {R"("E")", R"({"type": "string", "minLength": 1, "maxLength": 36})"},
        {R"("N")", R"({"type": "int32", "min": 1, "max": 7})"},
        {R"("map<int32, bool>")", R"("map<K, bool>")"},
    };
    const std::string key = R"("K": {"alias": "string", "maxLength": 11}, )";
    for (const auto& [before, now] : pairs)
        EXPECT_THAT(told(in, field(before, enums), field(now, enums + key)), IsEmpty()) << before << " -> " << now;
}

TEST(Limits, ThatAreTighterThanWhatTheOldTypeWasAreTold) {
    const std::string enums =
        R"("E": {"enum": ["x", "yy"]}, "N": {"enum": [{"value": 1, "name": "a"}, {"value": 7, "name": "b"}]}, )";
    const std::pair<const char*, const char*> pairs[] = {
        {R"("uint8")", R"({"type": "int32", "max": 254})"},
        {R"("uint8")", R"({"type": "int32", "min": 1})"},
        {R"("uuid")", R"({"type": "string", "maxLength": 35})"},
        {R"("uuid")", R"({"type": "string", "minLength": 37})"},
        {R"({"type": "bytes", "maxLength": 10})", R"({"type": "string", "maxLength": 15})"},
        {R"("E")", R"({"type": "string", "maxLength": 1})"},
        {R"("N")", R"({"type": "int32", "max": 6})"},
    };
    for (const auto& [before, now] : pairs)
        EXPECT_THAT(told(in, field(before, enums), field(now, enums)), ElementsAre("CONSTRAINT_TIGHTENED"))
            << before << " -> " << now;
    EXPECT_THAT(told(out, field(R"({"type": "int32", "min": 0, "max": 255})"), field(R"("uint8")")), IsEmpty());
    EXPECT_THAT(told(out, field(R"({"type": "int32", "min": 0, "max": 9})"), field(R"("uint8")")),
                ElementsAre("~CONSTRAINT_LOOSENED"));
}

TEST(TypesOfKeys, AreJudgedByTheirTexts) {
    const std::string enums = R"("E": {"enum": ["x"]}, "N": {"enum": [{"value": 1, "name": "a"}]}, )";
    const std::tuple<const char*, const char*, const char*> pairs[] = {
        {"map<int32, bool>", "map<bool>", "FIELD_TYPE_WIDENED"},
        {"map<int32, bool>", "map<int64, bool>", "FIELD_TYPE_WIDENED"},
        {"map<int64, bool>", "map<bool>", "FIELD_TYPE_WIDENED"},
        {"map<uuid, bool>", "map<bool>", "FIELD_TYPE_WIDENED"},
        {"map<N, bool>", "map<int64, bool>", "FIELD_TYPE_WIDENED"},
        {"map<N, bool>", "map<bool>", "FIELD_TYPE_WIDENED"},
        {"map<E, bool>", "map<bool>", "FIELD_TYPE_WIDENED"},
        {"map<bool>", "map<int32, bool>", ""},
        {"map<int64, bool>", "map<int32, bool>", ""},
        {"map<int64, bool>", "map<N, bool>", ""},
        {"map<uuid, bool>", "map<int64, bool>", "FIELD_TYPE_CHANGED"},
        {"map<E, bool>", "map<int64, bool>", "FIELD_TYPE_CHANGED"},
        {"map<int32, bool>", "map<int32, bool>", ""},
    };
    for (const auto& [before, now, code] : pairs) {
        const auto found =
            told(out, field('"' + std::string(before) + '"', enums), field('"' + std::string(now) + '"', enums));
        EXPECT_EQ(found, *code == 0 ? std::set<std::string>{} : std::set<std::string>{code}) << before << " -> " << now;
    }
    EXPECT_THAT(told(in, field(R"("map<int32, bool>")"), field(R"("map<bool>")")), IsEmpty());
    EXPECT_THAT(told(in, field(R"("map<bool>")"), field(R"("map<int32, bool>")")), ElementsAre("FIELD_TYPE_NARROWED"));
}

TEST(TypesOfEnums, HoldTheirValuesAndNoMore) {
    const std::string small = R"("E": {"enum": [{"value": 1, "name": "a"}, {"value": 300, "name": "b"}]}, )";
    EXPECT_THAT(told(in, field("\"E\"", small), field("\"int32\"", small)), IsEmpty());
    EXPECT_THAT(told(in, field("\"int32\"", small), field("\"E\"", small)), ElementsAre("FIELD_TYPE_NARROWED"));
    EXPECT_THAT(told(in, field("\"E\"", small), field("\"int8\"", small)), ElementsAre("FIELD_TYPE_CHANGED"));
    EXPECT_THAT(told(out, field("\"E\"", small), field("\"int32\"", small)), ElementsAre("FIELD_TYPE_WIDENED"));
    const std::string word = R"("E": {"enum": ["a"]}, )";
    EXPECT_THAT(told(out, field("\"uuid\"", word), field("\"E\"", word)), ElementsAre("FIELD_TYPE_CHANGED"));
    EXPECT_THAT(told(in, field("\"E\"", word), field("\"json\"", word)), IsEmpty());
}

TEST(RemovedFields, BreakOldWritersWhereUnknownMembersAreRefused) {
    const auto with = [](const std::string& fields, const std::string& rest) {
        return R"("P": {"struct": {"a": "int32")" + fields + "}" + rest + "}";
    };
    const std::string gone = R"(, "unknown": "reject", "reserved": ["b"])", reject = R"(, "unknown": "reject")";
    const std::string optional = R"(, "b": "string?")", required = R"(, "b": "string")";
    EXPECT_THAT(told(in, with(optional, reject), with("", gone)), ElementsAre("FIELD_REMOVED"));
    EXPECT_THAT(told(in, with(required, reject), with("", gone)), ElementsAre("FIELD_REMOVED"));
    EXPECT_THAT(told(stored, with(optional, reject), with("", gone)), ElementsAre("FIELD_REMOVED"));
    EXPECT_THAT(told(out, with(optional, reject), with("", gone)), ElementsAre("~FIELD_REMOVED"));
    EXPECT_THAT(told(out, with(required, reject), with("", gone)), ElementsAre("FIELD_REMOVED"));
    EXPECT_THAT(told(in, with(optional, ""), with("", R"(, "reserved": ["b"])")), ElementsAre("~FIELD_REMOVED"));
}

/// Without a tag: X is known by x, and after x is gone by q.
std::string choice(const std::string& x, const std::string& y, const std::string& more = "") {
    return R"("X": {"struct": {)" + x + R"(}, "reserved": ["z"]}, "Y": {"struct": {)" + y +
           R"(}}, "Z": {"struct": {"x": "int32", "own": "int32"}},
              "U": {"union": ["X", "Y")" +
           more + R"(]}, "P": {"struct": {"a": "U"}})";
}

TEST(Variants, AreTakenForOthersWhenTheyGetTheMemberThatOldReadersKnowThoseBy) {
    const std::string x = R"("x": "int32", "q": "int32")", y = R"("y": "int32")";
    const std::string before = choice(x, y), now = choice(x, y + R"(, "x": "int32?")");
    EXPECT_THAT(told(out, before, now), ElementsAre("UNION_VARIANT_MISTAKEN"));
    EXPECT_THAT(told(stored, before, now), ElementsAre("UNION_VARIANT_MISTAKEN"));
    EXPECT_THAT(told(in, before, now), IsEmpty());
    EXPECT_THAT(text(out, before, now),
                HasSubstr("old readers take the variant 'Y' of 'U' for 'X', which they know by the member 'x'"));
    EXPECT_THAT(told(out, choice(y, x), choice(y + R"(, "x": "int32?")", x)), IsEmpty()) << "who is asked first";
    EXPECT_THAT(told(out, before, choice(x, y + R"(, "q": "int32?")")), IsEmpty()) << "nobody is known by q";
}

TEST(Variants, ThatAreNewMustNotHaveTheMemberThatOldReadersKnowAnotherBy) {
    const std::string x = R"("x": "int32", "q": "int32")", y = R"("y": "int32")";
    EXPECT_THAT(told(out, choice(x, y), choice(x, y, R"(, "Z")")),
                ElementsAre("UNION_VARIANT_MISTAKEN", "~UNION_VARIANT_ADDED"));
}

TEST(Variants, OfOldWritersAreTakenForOthersThatNewReadersKnowByAnotherMember) {
    const std::string before = choice(R"("z": "int32", "q": "int32")", R"("y": "int32", "q": "int32?")");
    const std::string now = choice(R"("q": "int32")", R"("y": "int32")");
    EXPECT_TRUE(told(in, before, now).contains("UNION_VARIANT_MISTAKEN"));
    EXPECT_TRUE(told(stored, before, now).contains("UNION_VARIANT_MISTAKEN"));
    EXPECT_FALSE(told(out, before, now).contains("UNION_VARIANT_MISTAKEN"));
}

}  // namespace
}  // namespace antiphon::idl::evolve
