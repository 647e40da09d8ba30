// The files of tests/golden/idl and what the generator makes of them in C++: the best documentation of it. The same
// files are compiled, with all warnings as errors, into what the other tests of this folder use.
// ANTIPHON_UPDATE_GOLDEN=1 writes them anew.

#include <algorithm>
#include <regex>

#include "antiphon/testing/golden.h"
#include "golden_idl.h"

namespace antiphon::idl {
namespace {

/// Without the documents that a service carries (OpenRPC, AsyncAPI, IR): those have expectations of their own.
std::string without_documents(std::string text) {
    for (const std::string_view document : {".openrpc = R\"json", ".asyncapi = R\"json", ".ir = R\"json"})
        for (std::size_t at = text.find(document); at != std::string::npos; at = text.find(document, at + 1)) {
            const std::size_t begin = text.find('(', at) + 1;
            const std::string close =
                ')' + text.substr(at + document.size() - 4, begin - 1 - (at + document.size() - 4)) + '"';
            text.replace(begin, text.find(close, begin) - begin, "…");
        }
    return text;
}

std::map<std::string, std::string> generated(const Program& program) {
    std::map<std::string, std::string> out;
    for (const File* file : program.entries)
        for (const emit::OutputFile& made : emit::find("cpp")->emit(program, *file)) out[made.path] = made.text;
    return out;
}

class Cpp : public ::testing::TestWithParam<std::string> {};

TEST_P(Cpp, IsAsItWasFoundRight) {
    auto files = generated(golden_idl(GetParam()).program);
    for (auto& [path, text] : files) text = without_documents(text);
    EXPECT_EQ(testing::golden_folder_difference(golden_folder + "/cpp/" + GetParam(), files), "");
}

TEST_P(Cpp, HasNoMacro) {
    for (const auto& [path, text] : generated(golden_idl(GetParam()).program)) {
        std::istringstream lines(text);
        const std::regex allowed("#(pragma once|pragma GCC diagnostic .*|include [<\"][a-z0-9_/.]+[>\"])");
        for (std::string line; std::getline(lines, line);) {
            const std::size_t first = line.find_first_not_of(" \t");
            if (first == std::string::npos || line[first] != '#') continue;
            EXPECT_TRUE(std::regex_match(line, allowed)) << path << ": " << line;
        }
    }
}

TEST_P(Cpp, HasNoLineThatIsTooLongEmptyAtItsEndOrContinued) {
    for (const auto& [path, text] : generated(golden_idl(GetParam()).program)) {
        std::istringstream lines(without_documents(text));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(line.size(), line.find("///") == std::string::npos ? 130u : 1000u) << path << ": " << line;
            EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\\') || line.find('\t') != std::string::npos)
                << path << ": " << line;
        }
        EXPECT_TRUE(text.ends_with('\n') && text.find("\n\n\n") == std::string::npos) << path;
    }
}

INSTANTIATE_TEST_SUITE_P(Golden, Cpp, ::testing::ValuesIn(golden_cases), [](const auto& given) { return given.param; });

}  // namespace
}  // namespace antiphon::idl
