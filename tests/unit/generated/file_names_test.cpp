// What files of C++ are called: CMake says so before they are made.

#include <gmock/gmock.h>

#include <regex>

#include "compiled.h"
#include "emit/cpp/text.h"

namespace antiphon::idl {
namespace {

/// The words of set(c_headers …) in AntiphonGenerate.cmake.
std::vector<std::string> c_headers_of_cmake() {
    const auto text = read_file(ANTIPHON_SOURCE_DIR "/framework/cmake/AntiphonGenerate.cmake").value_or("");
    std::smatch list;
    EXPECT_TRUE(std::regex_search(text, list, std::regex(R"(set\(c_headers([^)]*)\))")));
    std::istringstream words(list[1]);
    return {std::istream_iterator<std::string>(words), {}};
}

/// The files made from an interface that is called so.
std::vector<std::string> made_from(const std::string& path) {
    const Compilation done =
        compiled({path}, [](const std::string&) { return std::optional(R"({ "idl": "1.0", "namespace": "a" })"); });
    std::vector<std::string> out;
    for (const auto& file : emit::find("cpp")->emit(done.program, *done.program.entries[0], {.cpp_sources = 2}))
        out.push_back(file.path);
    return out;
}

TEST(CppFileNames, HideNoHeaderOfC) {
    EXPECT_THAT(made_from("idl/time.json"), testing::ElementsAre("time_idl.h", "time_idl.cpp", "time_idl.2.cpp"));
    EXPECT_THAT(made_from("timely.json"), testing::ElementsAre("timely.h", "timely.cpp", "timely.2.cpp"));
}

TEST(CppFileNames, AreThoseThatCMakeExpects) {
    EXPECT_THAT(c_headers_of_cmake(), testing::ElementsAreArray(emit::cpp_language::c_header_names()));
    EXPECT_THAT(made_from("two words.v2.json"), testing::Contains("two_words.h"));
}

}  // namespace
}  // namespace antiphon::idl
