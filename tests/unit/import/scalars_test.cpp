// Numbers, patterns and names that documents have and schemas say little about.

#include <gmock/gmock.h>

#include "imported.h"

namespace antiphon::idl::importer {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Imported imported(const std::string& schema) {
    return from_openrpc(
        "a.json",
        of_text(R"({"openrpc":"1.3.2","info":{"title":"x","version":"1.0.0"},"methods":[{"name":"m","params":[],)"
                R"("result":{"name":"r","schema":{"$ref":"#/components/schemas/A"}}}],"components":{"schemas":)"
                R"({"A":{"type":"object","required":["a"],"properties":{"a":)" +
                schema + "}}}}}"));
}

TEST(ImportedIntegers, HaveTheIntegersBetweenLimitsThatAreFractions) {
    const std::pair<const char*, const char*> cases[] = {
        {R"("minimum":-5.5,"maximum":10.5)", R"("min": -5, "max": 10)"},
        {R"("minimum":0.5,"maximum":99.99)", R"("min": 1, "max": 99)"},
        {R"("minimum":-0.5,"maximum":-0.5e-3)", R"("min": 0, "max": -1)"},
        {R"("minimum":-9.0,"maximum":-1.5)", R"("min": -9, "max": -2)"},
        {R"("exclusiveMinimum":1.5,"exclusiveMaximum":8.5)", R"("min": 2, "max": 8)"},
        {R"("exclusiveMinimum":1,"exclusiveMaximum":8)", R"("min": 2, "max": 7)"},
        {R"("minimum":4,"exclusiveMinimum":1,"maximum":1.25e1)", R"("min": 4, "max": 12)"},
    };
    for (const auto& [theirs, ours] : cases) {
        const Imported made = imported(R"({"type":"integer",)" + std::string(theirs) + "}");
        ASSERT_TRUE(made.ok()) << report(made);
        const bool contradiction = std::string_view(ours).ends_with("-1");
        if (contradiction) {
            EXPECT_TRUE(tells(made, "import/keyword")) << theirs;
            continue;
        }
        EXPECT_THAT(made.text(), HasSubstr(ours)) << theirs;
        EXPECT_FALSE(tells(made, "import/integer")) << report(made);
    }
}

TEST(ImportedStructs, TellOfARequiredMemberThatNothingDescribes) {
    const Imported fine = imported(R"({"type":"boolean"})");
    EXPECT_FALSE(tells(fine, "import/keyword")) << report(fine);
    const Imported told = from_openrpc(
        "a.json", of_text(R"({"openrpc":"1.3.2","methods":[{"name":"m","params":[],"result":{"name":"r","schema":)"
                          R"({"type":"object","required":["a","ghost"],"properties":{"a":{"type":"boolean"}}}}}]})"));
    ASSERT_TRUE(told.ok()) << report(told);
    EXPECT_THAT(report(told),
                HasSubstr("\"required\" names 'ghost', which is no property, and was dropped [import/keyword]"));
    EXPECT_THAT(report(told), Not(HasSubstr("names 'a'")));
}

TEST(ImportedPatterns, MayHaveGroupsThatCaptureNothing) {
    const Imported made = imported(R"({"type":"string","maxLength":9,"pattern":"^(?:a|b)c(?:d)?$"})");
    EXPECT_THAT(made.text(), HasSubstr(R"("pattern": "(?:a|b)c(?:d)?")"));
    EXPECT_EQ(refusal(made), "");
    EXPECT_FALSE(tells(made, "import/pattern")) << report(made);
}

}  // namespace
}  // namespace antiphon::idl::importer
