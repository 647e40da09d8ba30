// The second height: what services mean, and which values fit which types.

#include "antiphon/idl/emit.h"
#include "compiling.h"

namespace antiphon::idl {
namespace {

using Codes = std::set<std::string>;

/// What is told of a default of this type, without the place; empty when it fits.
std::string of_default(const std::string& field) {
    const Compilation done = compile_members(R"("types": {
        "Color": { "enum": ["red", "green"] }, "Level": { "enum": [{ "value": 1, "name": "low" }] },
        "Line": { "struct": { "sku": "string", "count": { "type": "int64", "wire": "number", "default": 1 } } },
        "Ref": { "union": { "line": "Line" } }, "Any": { "union": ["string", "Line"] }, "Point": { "tuple": ["int32", "bool"] },
        "A": { "struct": { "a": { )" + field +
                                             " } } } }");
    return done.diagnostics.all().empty() ? "" : done.diagnostics.all()[0].message;
}

TEST(Values, FitTheBuiltInTheyAreFor) {
    for (const char* good : {R"("type": "bool", "default": true)",
                             R"("type": "int8", "default": -128)",
                             R"("type": "uint32", "default": 4294967295)",
                             R"("type": "int32", "default": 1e3)",
                             R"("type": "int64", "default": "-9223372036854775808")",
                             R"("type": "uint64", "default": "18446744073709551615")",
                             R"("type": "int64", "default": 9007199254740991)",
                             R"("type": "int64", "wire": "number", "default": 9007199254740993)",
                             R"("type": "float64", "default": 1.5)",
                             R"("type": "decimal", "default": "1.50")",
                             R"("type": "decimal", "wire": "number", "default": 0.5)",
                             R"("type": "decimal", "default": 9007199254740991)",
                             R"("type": "decimal", "precision": 3, "scale": 0, "default": 1e2)",
                             R"("type": "float32", "default": 3.4028234e38)",
                             R"("type": "string", "format": "email", "maxLength": 20, "default": "a@b.example")",
                             R"("type": "timestamp", "default": "9999-12-31T23:59:59Z")",
                             R"("type": "bytes", "default": "-_-_")",
                             R"("type": "bytes", "default": "AAE=")",
                             R"("type": "uuid", "default": "0b9f8ac6-3f0d-4f0e-8d0c-0d4a5b6c7d8e")",
                             R"("type": "timestamp", "default": "2026-03-01T12:00:00+01:00")",
                             R"("type": "date", "default": "2024-02-29")",
                             R"("type": "duration", "default": 1500)",
                             R"("type": "json", "default": [1, null])",
                             R"("type": "Color", "default": "red")",
                             R"("type": "Level", "default": 1)",
                             R"("type": "map<int32, bool>", "default": { "-5": true })",
                             R"("type": "map<Level, bool>", "default": { "1": true })",
                             R"("type": "map<Color, bool>", "default": { "red": true })",
                             R"("type": "string?[]", "default": ["a", null])",
                             R"("type": "Line[]", "default": [{ "sku": "A-1" }])",
                             R"("type": "Point", "default": [1, true])",
                             R"("type": "Ref", "default": { "type": "line", "sku": "A" })",
                             R"("type": "Any", "default": { "sku": "A" })",
                             R"("type": "int32", "nullable": true, "default": null)"})
        EXPECT_EQ(of_default(good), "") << good;
}

TEST(Values, AreToldWhereTheyDoNotFit) {
    const std::pair<const char*, const char*> bad[] = {
        {R"("type": "bool", "default": 1)", "default does not fit: expected a boolean, found a number"},
        {R"("type": "int8", "default": 128)", "default '128' does not fit into int8"},
        {R"("type": "int32", "default": 1.5)", "default '1.5' does not fit: it is no integer"},
        {R"("type": "int32", "default": "5")", "default does not fit: expected an integer, found a string"},
        {R"("type": "int64", "default": 9007199254740993)",
         "default 9007199254740993 does not fit: a number of this size may have been rounded"},
        {R"("type": "uint64", "default": "-1")", "default '-1' does not fit into uint64"},
        {R"("type": "int64", "default": "007")", "default '007' does not fit: it is no integer"},
        {R"("type": "decimal", "default": 1.5)", "default '1.5' does not fit: it is no decimal: write it as a string"},
        {R"("type": "date", "default": "2023-02-29")",
         "default '2023-02-29' does not fit: it is no date such as 2026-03-01"},
        {R"("type": "map<int32, bool>", "default": { "five": true })",
         "default does not fit: expected an integer, found a string"},
        {R"("type": "map<int32, bool>", "default": { "05": true })",
         "default does not fit: expected an integer, found a string"},
        {R"("type": "decimal", "default": 9007199254740992)",
         "default '9007199254740992' does not fit: it is no decimal: write it as a string"},
        {R"("type": "decimal", "precision": 3, "scale": 0, "default": 1e5)",
         "default 1e5 does not fit: precision is 3"},
        {R"("type": "float32", "default": 1e39)", "default '1e39' does not fit: it is no number in range"},
        {R"("type": "string", "format": "email", "maxLength": 20, "default": "no email")",
         "default 'no email' does not fit: it is no email"},
        {R"("type": "timestamp", "default": "9999-12-31T23:59:59-01:00")",
         "default '9999-12-31T23:59:59-01:00' does not fit: it is no timestamp such as 2026-03-01T12:00:00Z"},
        {R"("type": "timestamp", "default": "0001-01-01T00:00:00+00:01")",
         "default '0001-01-01T00:00:00+00:01' does not fit: it is no timestamp such as 2026-03-01T12:00:00Z"},
        {R"("type": "bytes", "default": "AAE=====")", "default 'AAE=====' does not fit: it is no base64"},
        {R"("type": "bytes", "default": "+-+-")", "default '+-+-' does not fit: it is no base64"},
        {R"("type": "map<uuid, bool>", "default": { "0B9f8ac6-3f0d-4f0e-8d0c-0d4a5b6c7d8e": true,
                                                    "0b9f8ac6-3f0d-4f0e-8d0c-0d4a5b6c7d8e": true })",
         "default '0b9f8ac6-3f0d-4f0e-8d0c-0d4a5b6c7d8e' does not fit: the same key stands twice"},
        {R"("type": "Color", "default": "rde")", "default 'rde' does not fit: 'Color' has no such value"},
        {R"("type": "Point", "default": [1])", "default does not fit: expected 2 elements, found 1"},
        {R"("type": "Line", "default": {})", "default required member 'sku' is missing"},
        {R"("type": "Line", "default": { "sku": "A", "skv": 1 })", "default has a member 'skv' that its type has not"},
        {R"("type": "Ref", "default": { "sku": "A" })", "default does not fit: it needs the tag 'type'"},
        {R"("type": "string[]", "default": ["a", null])", "default does not fit: expected a string, found null"},
        {R"("type": "string", "maxLength": 2, "default": "äöü")", "default 'äöü' does not fit: maxLength is 2"},
        {R"("type": "decimal", "precision": 3, "scale": 1, "default": "1.25")",
         "default 1.25 does not fit: scale is 1"},
        {R"("type": "int32[]", "maxItems": 1, "default": [1, 2])", "default does not fit: maxItems is 1"},
    };
    for (const auto& [field, message] : bad) EXPECT_EQ(of_default(field), message) << field;
}

/// What is told of an example of a method with errors.
Codes of_example(const std::string& method, const std::string& example) {
    return codes(compile_members(R"("errors": { "Full": { "code": 4101, "message": "full", "data": { "room": "uuid" } },
                                       "Gone": { "code": 4103, "message": "gone", "data": "int8[]" } },
        "services": { "s": { "errors": ["Full", "Gone"], "methods": { "m": { )" +
                                 method + R"(, "examples": [{ "name": "e", )" + example + " }] } } } }"));
}

TEST(Examples, AreCheckedLikeCalls) {
    const std::string named = R"("params": { "a": "int32", "b": "int32?" }, "result": "bool")";
    EXPECT_EQ(of_example(named, R"("params": { "a": 1 }, "result": true)"), Codes{});
    EXPECT_EQ(of_example(named, R"("params": { "b": 1 }, "result": true)"), Codes{"bad-example"});
    EXPECT_EQ(of_example(named, R"("params": { "a": 1 }, "result": 5)"), Codes{"bad-example"});
    EXPECT_EQ(of_example(named, R"("params": [1])"), Codes{"wrong-kind"});
    const std::string either = named + R"(, "paramStructure": "either", "positional": ["a", "b"])";
    EXPECT_EQ(of_example(either, R"("params": [1])"), Codes{});
    EXPECT_EQ(of_example(either, R"("params": { "a": 1 })"), Codes{});
    EXPECT_EQ(of_example(either, R"("params": [])"), Codes{"bad-example"});
    EXPECT_EQ(of_example(either, R"("params": [1, 2, 3])"), Codes{"bad-example"});
    const std::string array = named + R"(, "paramStructure": "by-position", "positional": ["a", "b"])";
    EXPECT_EQ(of_example(array, R"("params": { "a": 1 })"), Codes{"wrong-kind"});
}

TEST(Examples, EndInAResultOrInAnErrorThatTheMethodGives) {
    const std::string method = R"("params": {})";
    const auto error = [&](const std::string& text) { return of_example(method, R"("params": {}, "error": )" + text); };
    EXPECT_EQ(error(R"({ "code": 4101, "message": "full", "data": { "type": "s.Full", "detail": {
                        "room": "0b9f8ac6-3f0d-4f0e-8d0c-0d4a5b6c7d8e" } } })"),
              Codes{});
    EXPECT_EQ(error(R"({ "code": -32602, "message": "Invalid params" })"), Codes{});
    EXPECT_EQ(error(R"({ "code": 4101, "message": "full", "data": { "detail": { "room": 5 } } })"),
              Codes{"bad-example"});
    EXPECT_EQ(error(R"({ "code": 4102, "message": "who?" })"), Codes{"bad-example"});
    EXPECT_EQ(error(R"({ "code": 4103, "message": "gone", "data": { "detail": [1, 2] } })"), Codes{});
    EXPECT_EQ(error(R"({ "code": 4103, "message": "gone", "data": { "detail": [1, 128] } })"), Codes{"bad-example"});
    EXPECT_EQ(error(R"({ "message": "no code" })"), Codes{"missing-key"});
    EXPECT_EQ(of_example(method, R"("params": {}, "result": null, "error": { "code": -32602, "message": "x" })"),
              Codes{"bad-example"});
}

TEST(Extensions, AreKeptInTheIntermediateRepresentation) {
    const Compilation done = compile_members(R"("x-file": 1.50, "types": {
            "A": { "struct": { "a": { "type": "bool", "x-field": [null] } }, "x-type": { "k": "v" } },
            "E": { "enum": [{ "value": "red", "x-value": true }] } },
        "errors": { "Full": { "code": 1, "message": "m", "x-error": "e" } },
        "services": { "s": { "x-service": 1, "errors": ["Full"],
            "methods": { "m": { "x-method": 2, "params": "A", "result": "E" } },
            "channels": { "c": { "delivery": "pubsub", "audience": "public", "x-channel": 3 } },
            "events": { "e": { "channel": "c", "x-event": 4 } },
            "queues": { "q": { "payload": {}, "x-queue": 5 } } } })");
    ASSERT_TRUE(done.ok()) << render(done.diagnostics, done.sources);
    const std::string ir = emit::intermediate_representation(done.program, *done.program.entries[0]).compact();
    for (const char* kept :
         {R"("x-file":1.50)", R"("x-field":[null])", R"("x-type":{"k":"v"})", R"("x-value":true)", R"("x-error":"e")",
          R"("x-service":1)", R"("x-method":2)", R"("x-channel":3)", R"("x-event":4)", R"("x-queue":5)"})
        EXPECT_NE(ir.find(kept), std::string::npos) << kept << "\n" << ir;
}

TEST(AcceptUnknown, IsForWhatMayGrow) {
    const auto told = [](const std::string& type) {
        return codes(
            compile_members(R"("types": { "Open": { "enum": ["a"] }, "Closed": { "enum": ["a"], "open": false },
            "S": { "struct": {} }, "U": { "union": { "s": "S" } },
            "A": { "struct": { "a": { "type": ")" +
                            type + R"(", "x-accept-unknown": true } } } })"));
    };
    EXPECT_EQ(told("Open"), Codes{});
    EXPECT_EQ(told("map<U[]>?"), Codes{});
    EXPECT_EQ(told("Closed"), Codes{"constraint-mismatch"});
    EXPECT_EQ(told("string"), Codes{"constraint-mismatch"});
}

TEST(Queues, KeysAreSingleValuesThatAreAlwaysThere) {
    const auto told = [](const std::string& type) {
        return codes(compile_members(R"("types": { "Color": { "enum": ["red"] }, "S": { "struct": {} } },
            "services": { "s": { "queues": { "q": { "payload": { "c": "Color?", "s": "S?", "k": )" +
                                     type + R"( }, "orderBy": "k" } } } })"));
    };
    for (const char* good :
         {"\"string\"", "\"uuid\"", "\"int64\"", "\"Color\"", "\"date\"", R"({ "type": "int32", "nullable": false })"})
        EXPECT_EQ(told(good), Codes{}) << good;
    for (const char* bad : {"\"string?\"", "\"string[]\"", "\"map<bool>\"", "\"S\"", "\"json\"", "\"float64\"",
                            R"({ "type": "int32", "nullable": true })"})
        EXPECT_EQ(told(bad), Codes{"queue-field"}) << bad;
}

TEST(Auth, NamesScopesOrRolesOrNothingAtAll) {
    const auto told = [](const std::string& auth) {
        return codes(compile_members(R"("methods": { "m": { "auth": )" + auth + " } }"));
    };
    EXPECT_EQ(told("\"none\""), Codes{});
    EXPECT_EQ(told(R"({ "scopes": ["a"], "roles": ["b", "c"] })"), Codes{});
    EXPECT_EQ(told("{}"), Codes{"bad-value"});
    EXPECT_EQ(told(R"({ "scopes": [], "roles": ["b"] })"), Codes{"bad-value"});
    EXPECT_EQ(told("\"all\""), Codes{"bad-value"});
    EXPECT_EQ(told(R"({ "scope": ["a"] })"), Codes{"unknown-key"});
}

TEST(Channels, AUserChannelIsBoundToAUserNotOnlyToATenant) {
    const auto told = [](const std::string& bind, const std::string& lint = "") {
        return codes(compile_members(lint + R"("services": { "s": { "channels": { "c": { "delivery": "pubsub",
            "audience": "user", "params": { "u": "uuid", "t": "uuid" })" +
                                     bind + " } } } }"));
    };
    EXPECT_EQ(told(R"(, "bind": { "user": "u" })"), Codes{});
    EXPECT_EQ(told(R"(, "bind": { "user": "u", "tenant": "t" })"), Codes{});
    EXPECT_EQ(told(R"(, "bind": { "tenant": "t" })"), Codes{"user-channel-without-bind"});
    EXPECT_EQ(told(R"(, "bind": { "user": "x" })"), Codes{"bind-param"});
    EXPECT_EQ(told("", R"("options": { "lint": { "user-channel-without-bind": "off" } }, )"), Codes{});
}

TEST(Options, ThatCouldBreakGeneratedCodeAreRefused) {
    const auto told = [](const std::string& options) {
        return codes(compile_members("\"options\": { " + options + " }"));
    };
    EXPECT_EQ(told(R"("cpp": { "namespace": "a::b", "include": ["a/b.h"] }, "python": { "module": "a.b_c" })"),
              Codes{});
    EXPECT_EQ(told(R"("cpp": { "namespace": "a; int x" })"), Codes{"bad-name"});
    EXPECT_EQ(told(R"("cpp": { "include": ["a>\n#error"] })"), Codes{"bad-value"});
    EXPECT_EQ(told(R"("python": { "module": "a\nimport os" })"), Codes{"bad-value"});
    EXPECT_EQ(told(R"("typescript": { "module": "a\"; evil" })"), Codes{"bad-value"});
}

}  // namespace
}  // namespace antiphon::idl
