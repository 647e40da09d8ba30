// C++ in several sources. That they compile and link is shown by what is compiled of tests/golden/idl/services.

#include <algorithm>
#include <sstream>

#include "../../bench/large_idl.h"
#include "compiled.h"

namespace antiphon::idl {
namespace {

std::vector<emit::OutputFile> sources(const Compilation& done, std::size_t count) {
    auto files = emit::find("cpp")->emit(done.program, *done.program.entries[0], {.cpp_sources = count});
    files.erase(files.begin());
    return files;
}

/// Lines of what stands in each source anew, and of documents.
bool repeated(const std::string& line) {
    for (const char* begin : {" ", "}", "]", "{", "\"", "#", "//", "namespace ", "template <class Params>",
                              "std::string encoded(", "void raise_", "antiphon::rpc::Invoke "})
        if (line.starts_with(begin)) return true;
    return line.empty();
}

/// The first lines of all that is defined.
std::vector<std::string> definitions(const std::vector<emit::OutputFile>& files) {
    std::vector<std::string> out;
    for (const auto& file : files) {
        std::istringstream lines(file.text);
        for (std::string line; std::getline(lines, line);)
            if (!repeated(line)) out.push_back(line);
    }
    return out;
}

TEST(CppSources, AreAsManyAsAskedForAndDefineEverythingOnce) {
    const Compilation done = compiled_text(bench::large_idl());
    const auto whole = sources(done, 1);
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_EQ(whole[0].path, "test.cpp");
    for (const std::size_t count : {2u, 5u, unsigned(emit::max_cpp_sources)}) {
        const auto parts = sources(done, count);
        ASSERT_EQ(parts.size(), count);
        EXPECT_EQ(parts.back().path, "test." + std::to_string(count) + ".cpp");
        EXPECT_EQ(definitions(parts), definitions(whole));
    }
}

TEST(CppSources, ShareTheWork) {
    const auto parts = sources(compiled_text(bench::large_idl()), 8);
    for (const auto& part : parts) EXPECT_LT(definitions({part}).size(), definitions(parts).size() / 2) << part.path;
    for (const auto& part : parts) EXPECT_FALSE(definitions({part}).empty()) << part.path;
}

TEST(CppSources, AreOneUnlessTheInterfaceIsLarge) {
    EXPECT_EQ(sources(compiled_text(R"({ "idl": "1.0", "namespace": "a" })"), 0).size(), 1u);
    EXPECT_GT(sources(compiled_text(bench::large_idl()), 0).size(), 2u);
}

}  // namespace
}  // namespace antiphon::idl
