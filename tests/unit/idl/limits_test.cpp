// Every limit of a file, at its edge and one above.

#include "compile/file_compiler.h"
#include "compiling.h"

namespace antiphon::idl {
namespace {

/// `one(i)` for i below `count`, with commas between.
template <class One>
std::string list(std::size_t count, One one) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? "," : "") + one(std::to_string(i));
    return out;
}

/// What is told of `count` things: nothing, or that there are too many.
void expect_limit(std::size_t most, std::string (*members)(std::size_t count)) {
    const Compilation edge = compile_members(members(most));
    EXPECT_TRUE(edge.ok()) << render(edge.diagnostics, edge.sources, {.most = 3});
    const Compilation above = compile_members(members(most + 1));
    EXPECT_EQ(codes(above), std::set<std::string>{"too-many"}) << most;
    EXPECT_EQ(above.diagnostics.errors(), 1u) << most;
}

TEST(Limits, TypesOfAFile) {
    expect_limit(max_types, [](std::size_t count) {
        return "\"types\": {" + list(count, [](const std::string& n) { return "\"T" + n + "\":{\"struct\":{}}"; }) +
               "}";
    });
}

TEST(Limits, FieldsOfAStruct) {
    expect_limit(max_fields, [](std::size_t count) {
        return R"("types": { "A": { "struct": {)" +
               list(count, [](const std::string& n) { return "\"f" + n + "\":\"int32\""; }) + "} } }";
    });
}

TEST(Limits, ValuesOfAnEnum) {
    expect_limit(max_enum_values, [](std::size_t count) {
        return R"("types": { "A": { "enum": [)" + list(count, [](const std::string& n) { return "\"v" + n + "\""; }) +
               "] } }";
    });
}

TEST(Limits, VariantsOfAUnion) {
    expect_limit(max_variants, [](std::size_t count) {
        const std::string structs = list(count, [](const std::string& n) { return "\"T" + n + "\":{\"struct\":{}}"; });
        return "\"types\": {" + structs + R"(, "U": { "union": {)" +
               list(count, [](const std::string& n) { return "\"t" + n + "\":\"T" + n + "\""; }) + "} } }";
    });
}

TEST(Limits, MethodsOfAService) {
    expect_limit(max_methods, [](std::size_t count) {
        return "\"methods\": {" + list(count, [](const std::string& n) { return "\"m" + n + "\":{}"; }) + "}";
    });
}

TEST(Limits, ErrorsOfAMethod) {
    expect_limit(max_service_errors, [](std::size_t count) {
        const std::string declared =
            list(count, [](const std::string& n) { return "\"E" + n + "\":{\"code\":" + n + ",\"message\":\"m\"}"; });
        return "\"errors\": {" + declared + R"(}, "services": { "s": { "methods": { "m": { "errors": [)" +
               list(count, [](const std::string& n) { return "\"E" + n + "\""; }) + "] } } } }";
    });
}

TEST(Limits, FieldsThatIncludesBring) {
    // Each struct includes one of 1000 fields; a hundred of them bring 100 000.
    const auto including = [](std::size_t count) {
        return R"("types": { "Base": { "struct": {)" +
               list(1000, [](const std::string& n) { return "\"f" + n + "\":\"int32\""; }) + "} }, " +
               list(count,
                    [](const std::string& n) { return "\"T" + n + R"(": { "include": ["Base"], "struct": {} })"; }) +
               " }";
    };
    EXPECT_TRUE(compile_members(including(100)).ok());
    EXPECT_EQ(codes(compile_members(including(101))), std::set<std::string>{"too-many"});
}

TEST(Limits, DeadlinesAndOtherNumbersHaveTheirRange) {
    const auto deadline = [](const char* ms) {
        return findings(compile_members(R"("methods": { "m": { "deadlineMs": )" + std::string(ms) + " } }")).size();
    };
    EXPECT_EQ(deadline("1"), 0u);
    EXPECT_EQ(deadline("300000"), 0u);
    EXPECT_EQ(deadline("0"), 1u);
    EXPECT_EQ(deadline("300001"), 1u);
    EXPECT_EQ(deadline("1.5"), 1u);
    const auto visibility = [](const char* ms) {
        return findings(compile_members(R"("queues": { "q": { "payload": {}, "visibilityTimeoutMs": )" +
                                        std::string(ms) + " } }"))
            .size();
    };
    EXPECT_EQ(visibility("100"), 0u);
    EXPECT_EQ(visibility("99"), 1u);
}

}  // namespace
}  // namespace antiphon::idl
