// What the pages of `antiphon explain` show of a change is true: the pair is compared, and its code is told.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "antiphon/idl/evolve.h"

namespace antiphon::idl::evolve {
namespace {

/// Members of a file or of its only service become a file.
std::string whole(std::string_view members, std::string_view version) {
    if (members.starts_with('{')) return std::string(members);
    std::string out = R"({ "idl": "1.0", "namespace": "acme.orders", )";
    if (!members.starts_with("\"version\"")) out += "\"version\": \"" + std::string(version) + "\", ";
    for (const char* part : {"\"methods\"", "\"channels\"", "\"queues\""})
        if (members.starts_with(part)) return out + R"("services": { "shop": { )" + std::string(members) + " } } }";
    return out + std::string(members) + " }";
}

Compilation compiled(std::string_view code, const std::string& text) {
    const Loader load = [&](const std::string& path) -> std::optional<std::string> {
        if (path == "orders.json") return text;
        return R"({ "idl": "1.0", "namespace": "acme.common", "types": { "Money": { "struct": { "cents": "int53" } } } })";
    };
    Compilation done = compile({"orders.json"}, load);
    EXPECT_EQ(render(done.diagnostics, done.sources), "") << code;
    return done;
}

/// What a change is besides: a removal that is not reserved is a removal, too, and another required param is another
/// argument of C++ calls.
const std::map<std::string_view, std::string_view> companions = {
    {"FIELD_REMOVED_NOT_RESERVED", "FIELD_REMOVED"},       {"ENUM_VALUE_REMOVED_NOT_RESERVED", "ENUM_VALUE_REMOVED"},
    {"FIELD_ADDED_REQUIRED", "METHOD_ARGUMENTS_CHANGED"},  {"FIELD_BECAME_REQUIRED", "METHOD_ARGUMENTS_CHANGED"},
    {"FIELD_DEFAULT_REMOVED", "METHOD_ARGUMENTS_CHANGED"}, {"METHOD_POSITIONAL_CHANGED", "METHOD_ARGUMENTS_CHANGED"}};

bool silent(std::string_view code) {
    bool out = true;
    for (const Check& one : checks())
        if (one.code == code)
            out = out && one.in == Rating::fine && one.out == Rating::fine && one.stored == Rating::fine;
    return out;
}

TEST(ChangePages, ShowPairsThatAreToldWithTheirCodeAndWithNoOther) {
    for (const Check& check : checks()) {
        const Explanation* page = explain(check.code);
        ASSERT_NE(page, nullptr) << check.code;
        ASSERT_FALSE(page->before.empty() || page->after.empty()) << check.code;
        const Compilation before = compiled(check.code, whole(page->before, "1.0.0"));
        const Compilation now = compiled(check.code, whole(page->after, "2.0.0"));
        if (!before.ok() || !now.ok()) continue;  // told above
        const Comparison done = compare(now, before);
        std::set<std::string_view> expected, found;
        if (!silent(check.code)) expected.insert(check.code);
        if (const auto also = companions.find(check.code); also != companions.end()) expected.insert(also->second);
        for (const Diagnostic& one : done.diagnostics.all()) found.insert(one.code);
        EXPECT_EQ(found, expected) << check.code << "\n" << render(done.diagnostics, done.sources);
    }
}

TEST(ChangePages, ShowNoPairUnderARuleOfTheCompiler) {
    for (const Explanation& page : explanations()) {
        EXPECT_EQ(page.before.empty(), page.after.empty()) << page.code;
        EXPECT_TRUE(page.before.empty() || page.wrong.empty()) << page.code;
    }
}

}  // namespace
}  // namespace antiphon::idl::evolve
