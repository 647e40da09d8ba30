// The second height: what the types of a file mean.

#include "compiling.h"

namespace antiphon::idl {
namespace {

using Lines = std::vector<std::string>;

/// The type of a field, written out again in the file that has it; what is wrong with it otherwise.
std::string read_back(const std::string& expression) {
    const Compilation done = compile_members(R"("types": { "Color": { "enum": ["red"] }, "Id": { "alias": "string" },
        "A": { "struct": { "a": ")" + expression +
                                             R"(" } } })");
    if (!done.ok()) return std::string(done.diagnostics.all()[0].code) + ": " + done.diagnostics.all()[0].message;
    const File& file = *done.program.entries[0];
    return text(file.find_type("A")->as<Struct>()->fields[0].type, file);
}

TEST(TypeExpression, KnowsEveryBuiltIn) {
    for (const char* name :
         {"bool",    "int8",    "uint8",   "int16",  "uint16", "int32", "uint32",    "int53", "int64",    "uint64",
          "float32", "float64", "decimal", "string", "bytes",  "uuid",  "timestamp", "date",  "duration", "json"})
        EXPECT_EQ(read_back(name), name);
    EXPECT_EQ(find_builtin("int128"), std::nullopt);
}

TEST(TypeExpression, OperatorsBindFromTheLeft) {
    EXPECT_EQ(read_back("string?[]"), "string?[]");
    EXPECT_EQ(read_back("string[]?"), "string[]?");
    EXPECT_EQ(read_back("map<Color[]?>[][]"), "map<Color[]?>[][]");
    EXPECT_EQ(read_back(" map < Id , map<string, int64> > ? "), "map<Id, map<int64>>?");
    EXPECT_EQ(read_back("map<int32, bool>"), "map<int32, bool>");
    EXPECT_EQ(read_back("map<uuid, bool>"), "map<uuid, bool>");
    EXPECT_EQ(read_back("map<int64, bool>"), "map<int64, bool>");
    EXPECT_EQ(read_back("map<Color, bool>"), "map<Color, bool>");
}

TEST(TypeExpression, TellsWhatCannotBeRead) {
    EXPECT_EQ(read_back(""), "type-syntax: a type is missing");
    EXPECT_EQ(read_back("string??"), "double-optional: the type is already optional");
    EXPECT_EQ(read_back("string[]??"), "double-optional: the type is already optional");
    EXPECT_EQ(read_back("string["), "type-syntax: expected ']', found the end");
    EXPECT_EQ(read_back("string]"), "type-syntax: expected the end of the type, found ']'");
    EXPECT_EQ(read_back("string[3]"), "type-syntax: arrays have no fixed length");
    EXPECT_EQ(read_back("list<string>"), "type-syntax: only map takes types in angle brackets");
    EXPECT_EQ(read_back("map<>"), "type-syntax: expected a type, found '>'");
    EXPECT_EQ(read_back("map<string, bool, bool>"), "type-syntax: expected '>', found ','");
    EXPECT_EQ(read_back("map"), "unknown-type: there is no type 'map'");
    EXPECT_EQ(read_back("string int"), "type-syntax: expected the end of the type, found 'i'");
    EXPECT_EQ(read_back("\xC3\xBC"), "type-syntax: expected a type, found '\xC3\xBC'");
    EXPECT_EQ(read_back("map<float64, bool>"), "map-key: 'float64' cannot be the key of a map");
    EXPECT_EQ(read_back("map<string?, bool>"), "map-key: 'string?' cannot be the key of a map");
}

TEST(TypeExpression, ThirtyTwoOperatorsAreReadAndOneMoreIsTold) {
    const auto arrays = [](int count) {
        std::string out = "bool";
        for (int i = 0; i < count; ++i) out += "[]";
        return out;
    };
    const auto maps = [](int count) {
        std::string out = "bool";
        for (int i = 0; i < count; ++i) out = "map<" + out + ">";
        return out;
    };
    EXPECT_EQ(read_back(arrays(32)), arrays(32));
    EXPECT_EQ(read_back(arrays(33)), "type-syntax: the type is nested too deep");
    EXPECT_EQ(read_back(maps(32)), maps(32));
    EXPECT_EQ(read_back(maps(33)), "type-syntax: the type is nested too deep");
}

TEST(TypeExpression, UnderlinesTheSmallestPartEvenBehindEscapes) {
    const Compilation done = compile_members(R"("types": { "A": { "struct": { "a": "map<\u0041[], Oder[]?>" } } })");
    for (const Diagnostic& found : done.diagnostics.all())
        EXPECT_TRUE(found.code != "unknown-type" || done.sources.text(found.span) == "Oder");
    EXPECT_TRUE(codes(done).contains("unknown-type"));
}

/// The help of the only finding.
std::string help_for(const std::string& expression) {
    const Compilation done = compile_members(
        R"("types": { "Order": { "struct": {} }, "OrderLine": { "struct": {} }, "A": { "struct": { "a": ")" +
        expression + R"(" } } })");
    return done.diagnostics.all().empty() ? "" : done.diagnostics.all()[0].help;
}

TEST(Suggestions, ComeFromTheNamesOfTheRightKindFirst) {
    EXPECT_EQ(help_for("Oder"), "did you mean 'Order'?");
    EXPECT_EQ(help_for("Odrer"), "did you mean 'Order'?");  // two neighbours swapped: one edit
    EXPECT_EQ(help_for("OderLine[]"), "did you mean 'OrderLine'?");
    EXPECT_EQ(help_for("strnig"), "did you mean 'string'?");
    EXPECT_EQ(help_for("Customer"), "");  // nothing is near
}

TEST(Suggestions, KnowWhatOtherLanguagesCallIt) {
    EXPECT_EQ(help_for("number"), "in this IDL that is float64 (or decimal for money)");
    EXPECT_EQ(help_for("boolean"), "in this IDL that is bool");
    EXPECT_EQ(help_for("datetime"), "in this IDL that is timestamp");
    EXPECT_EQ(help_for("object"), "declare a struct under \"types\", or use map<…> or json");
    EXPECT_EQ(help_for("array<string>"), "an array of T is T[]");
}

TEST(Aliases, GiveTheirTypeLimitsAndSecrecyToFields) {
    const Compilation done = compile_members(R"("types": {
        "Pin": { "alias": "Code", "secret": true }, "Code": { "alias": "string", "maxLength": 8 },
        "A": { "struct": { "pin": "Pin?", "code": "Code" } } })");
    ASSERT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    const Struct& body = *done.program.entries[0]->find_type("A")->as<Struct>();
    EXPECT_TRUE(body.fields[0].secret);
    EXPECT_FALSE(body.fields[1].secret);
    EXPECT_TRUE(resolved(body.fields[0].type.present()).is(Builtin::string));
}

std::string alias_chain(int links) {
    std::string out = R"("types": { "T0": { "alias": "string" })";
    for (int i = 1; i <= links; ++i)
        out += ", \"T" + std::to_string(i) + "\": { \"alias\": \"T" + std::to_string(i - 1) + "\" }";
    return out + " }";
}

TEST(Aliases, AHundredMayStandForOneAnotherAndOneMoreIsTold) {
    EXPECT_EQ(findings(compile_members(alias_chain(99))), Lines{});
    EXPECT_EQ(codes(compile_members(alias_chain(100))), std::set<std::string>{"too-many"});
}

TEST(Structs, IncludedFieldsStandFirstThoseOfTheirOwnIncludesBeforeThem) {
    const Compilation done = compile_members(R"("types": {
        "C": { "include": ["B"], "struct": { "c": "bool" } },
        "B": { "include": ["A"], "struct": { "b": "bool" } },
        "A": { "struct": { "a": "bool" } } })");
    ASSERT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    Lines names;
    for (const Field& field : done.program.entries[0]->find_type("C")->as<Struct>()->fields)
        names.push_back(field.name);
    EXPECT_EQ(names, (Lines{"a", "b", "c"}));
}

TEST(Structs, AReservedNameMayNotComeBackThroughAnInclude) {
    const Compilation done = compile_members(R"("types": {
        "A": { "struct": { "weight": "float64" } }, "B": { "include": ["A"], "struct": {}, "reserved": ["weight"] } })");
    EXPECT_EQ(codes(done), std::set<std::string>{"reserved-name"});
}

TEST(Structs, AStructCannotIncludeItselfOrTheSameOneTwice) {
    EXPECT_EQ(codes(compile_members(R"("types": { "A": { "include": ["A"], "struct": {} } })")),
              std::set<std::string>{"include-cycle"});
    EXPECT_EQ(codes(compile_members(
                  R"("types": { "A": { "struct": { "a": "bool" } }, "B": { "include": ["A", "A"], "struct": {} } })")),
              std::set<std::string>{"duplicate-field"});
}

TEST(Unions, UntaggedVariantsAreToldByKindThenByAMemberOfTheirOwn) {
    const Compilation done = compile_members(R"("types": {
        "ById": { "struct": { "id": "uuid", "at": "date?" } }, "ByName": { "struct": { "name": "string" } },
        "Any": { "struct": { "at": "date?" } },
        "Ref": { "union": ["ById", "ByName", "string", "int32", "bool", "uuid[]", "Any"] } })");
    ASSERT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    const Union& body = *done.program.entries[0]->find_type("Ref")->as<Union>();
    EXPECT_FALSE(body.tagged);
    EXPECT_EQ(body.variants[0].member, "id");
    EXPECT_EQ(body.variants[1].member, "name");
    EXPECT_EQ(body.variants[2].member, "");
    EXPECT_EQ(body.variants[6].member, "");  // the default
}

TEST(Unions, TheDefaultMustStandLast) {
    const Compilation done = compile_members(R"("types": {
        "ById": { "struct": { "id": "uuid" } }, "Any": { "struct": { "at": "date?" } }, "Ref": { "union": ["Any", "ById"] } })");
    EXPECT_EQ(codes(done), std::set<std::string>{"union-overlap"});
}

TEST(Recursion, EndsInOptionalsArraysAndMapsButNotByValueOrInAUnion) {
    EXPECT_EQ(findings(compile_members(
                  R"("types": { "T": { "struct": { "a": "T?", "b": "T[]", "c": "map<T>", "d": "U?" } },
                                "U": { "union": { "t": "T", "e": "E" } }, "E": { "struct": {} } })")),
              Lines{});
    EXPECT_EQ(findings(compile_members(
                  R"("types": { "T": { "struct": { "u": "U" } }, "U": { "union": { "t": "T", "e": "E" } },
                                                     "E": { "struct": {} } })")),
              Lines{"1:111 recursive-type: 'T' contains itself by value: T -> U -> T"});
    const Compilation done = compile_members(R"("types": { "A": { "struct": { "b": "B" } }, "B": { "tuple": ["C"] },
                                                          "C": { "struct": { "a": "A" } } })");
    ASSERT_EQ(done.diagnostics.errors(), 1u);
    EXPECT_EQ(done.diagnostics.all()[0].message, "'A' contains itself by value: A -> B -> C -> A");
    EXPECT_EQ(done.sources.text(done.diagnostics.all()[0].span), "A");
}

}  // namespace
}  // namespace antiphon::idl
