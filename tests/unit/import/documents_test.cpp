// Real interfaces, where they are present (../shared/specs beside the repository, or ANTIPHON_SHARED): every document
// imports, the result compiles, and every language takes it. How much ends as json is held to what it is today.

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "imported.h"

namespace antiphon::idl::importer {
namespace {

std::filesystem::path specs() {
    if (const char* shared = std::getenv("ANTIPHON_SHARED")) return std::filesystem::path(shared) / "specs";
    return std::filesystem::path(ANTIPHON_SOURCE_DIR) / "../shared/specs";
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

void expect_every_language(const Imported& made) {
    EXPECT_EQ(refusal(made), "");
    const Compilation done = compiled(made.text());
    ASSERT_TRUE(done.ok());
    for (const emit::Language& language : emit::languages())
        for (const emit::OutputFile& file : language.emit(done.program, *done.program.entries[0], {}))
            EXPECT_FALSE(file.text.empty()) << language.name << ' ' << file.path;
}

struct Share {
    std::size_t positions, json;
};

TEST(ImportDocuments, EveryOpenRpcDocumentBecomesValidIdl) {
    if (!std::filesystem::exists(specs())) GTEST_SKIP() << specs() << " is absent";
    const std::map<std::string, Share> shares = {
        {"api-with-examples-openrpc", {2, 1}},  {"ethereum-refs-openrpc", {862, 15}},
        {"link-example-openrpc", {29, 1}},      {"params-by-name-petstore-openrpc", {9, 0}},
        {"petstore-expanded-openrpc", {14, 1}}, {"petstore-openrpc", {13, 0}},
        {"simple-math-openrpc", {7, 0}}};
    for (const auto& path : files_in(specs() / "openrpc")) {
        SCOPED_TRACE(path.string());
        const Imported made = from_openrpc(path.string(), read_file);
        ASSERT_TRUE(made.ok()) << report(made);
        expect_every_language(made);
        const auto share = shares.find(path.stem().string());
        if (share == shares.end()) continue;
        EXPECT_EQ(made.counts.positions, share->second.positions);
        EXPECT_EQ(made.counts.json, share->second.json);
    }
}

TEST(ImportDocuments, EveryValidStubSpecificationBecomesValidIdl) {
    if (!std::filesystem::exists(specs())) GTEST_SKIP() << specs() << " is absent";
    std::size_t valid = 0, procedures = 0, positions = 0, json = 0;
    for (const auto& path : files_in(specs() / "jsonrpcstub")) {
        SCOPED_TRACE(path.string());
        const Imported made = from_jsonrpcstub(path.string(), read_file, {.name = path.stem().string()});
        // Those that jsonrpcstub's own tests expect to fail.
        const std::string name = path.stem().string();
        const bool broken = name.ends_with("testspec1") || name.ends_with("testspec2") || name.ends_with("testspec3") ||
                            name.ends_with("testspec4");
        ASSERT_EQ(made.ok(), !broken) << report(made);
        if (broken) continue;
        ++valid;
        expect_every_language(made);
        if (name == "src_test_spec" || name == "src_examples_xbmc_remote")
            continue;  // not counted where the share was first measured
        procedures += made.counts.methods;
        positions += made.counts.positions;
        json += made.counts.json;
    }
    EXPECT_EQ(valid, 5u);
    EXPECT_EQ(procedures, 20u);
    EXPECT_EQ(positions, 42u);
    EXPECT_EQ(json, 18u);
}

}  // namespace
}  // namespace antiphon::idl::importer
