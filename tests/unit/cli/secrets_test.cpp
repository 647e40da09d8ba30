#include "secrets.h"

#include <gtest/gtest.h>

namespace antiphon::cli {
namespace {

class HiddenSecrets : public ::testing::Test {
  protected:
    std::string hidden(const std::string& types, const std::string& payload,
                       const std::vector<std::string>& as = {"n.P"}) {
        json::Parser of_ir, of_payload;
        Secrets secrets;
        secrets.add(of_ir.parse(R"({"ir":"1.0","namespace":"n","types":)" + types + "}"));
        std::string out;
        secrets.hide(out, of_payload.parse(payload), as);
        return out;
    }
};

TEST_F(HiddenSecrets, LeaveEverythingElseAsItCame) {
    EXPECT_EQ(hidden(R"({"P":{"struct":{"a":{"type":"string","secret":true},"b":{"type":"decimal"}}}})",
                     R"({"z": 1.500, "a": "x", "b": [ ], "c": {}, "d": "\u0041", "e": null})"),
              R"({"z":1.500,"a":"***","b":[],"c":{},"d":"\u0041","e":null})");
}

TEST_F(HiddenSecrets, AreFoundThroughListsMapsTuplesAndAliases) {
    const std::string types = R"({"P":{"struct":{"a":{"type":"map<Id, Row[]?>"},"t":{"type":"Pair"}}},
        "Id":{"alias":"string"},"Rows":{"alias":"Row[]"},
        "Row":{"struct":{"pin":{"type":"Pin[]"},"more":{"type":"Rows?"}}},"Pin":{"alias":"string","secret":true},
        "Pair":{"tuple":[{"type":"string"},{"type":"Pin"}]}})";
    EXPECT_EQ(hidden(types, R"({"a":{"k":[{"pin":["1","2"],"more":[{"pin":["3"]}]}]},"t":["open","4"]})"),
              R"({"a":{"k":[{"pin":["***","***"],"more":[{"pin":["***"]}]}]},"t":["open","***"]})");
}

TEST_F(HiddenSecrets, AreHiddenWhereOneVariantCallsThemSecret) {
    const std::string types = R"({"P":{"union":{"a":"A","b":"B"},"tag":"type"},"A":{"struct":{"x":{"type":"string"}}},
        "B":{"struct":{"x":{"type":"string","secret":true}}},"Q":{"union":[{"type":"A"},{"type":"B"}]}})";
    EXPECT_EQ(hidden(types, R"({"type":"a","x":"1"})"), R"({"type":"a","x":"***"})");
    EXPECT_EQ(hidden(types, R"({"x":"1"})", {"n.Q"}), R"({"x":"***"})");
    EXPECT_EQ(hidden(types, R"({"x":"1"})", {"n.A"}), R"({"x":"1"})");
    EXPECT_EQ(hidden(types, R"({"x":"1"})", {"n.A", "n.B"}), R"({"x":"***"})");
}

TEST_F(HiddenSecrets, OfImportedTypesAreKnownByTheirWholeName) {
    EXPECT_EQ(hidden(R"({"P":{"struct":{"c":{"type":"other.Card"}}},
        "other.Card":{"struct":{"number":{"type":"string","secret":true}}}})",
                     R"({"c":{"number":"4111"}})"),
              R"({"c":{"number":"***"}})");
}

TEST_F(HiddenSecrets, EndWhereNamesGoRoundInACircle) {
    EXPECT_EQ(hidden(R"({"P":{"alias":"Q"},"Q":{"alias":"P"}})", R"({"a":1})"), R"({"a":1})");
}

}  // namespace
}  // namespace antiphon::cli
