// The corpora of the fuzzers, with every input that once showed a defect, in the gate.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "targets.h"

namespace antiphon::fuzz {
namespace {

class Corpus : public ::testing::TestWithParam<Target> {};

TEST_P(Corpus, BringsNoFuzzTargetToItsKnees) {
    std::size_t inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::string(ANTIPHON_SOURCE_DIR) + "/tests/fuzz/corpus/" + std::string(GetParam().name))) {
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        SCOPED_TRACE(entry.path().string());
        GetParam().run(text.str());
        ++inputs;
    }
    EXPECT_GT(inputs, 3u);
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, ::testing::ValuesIn(targets),
                         [](const auto& given) { return std::string(given.param.name); });

}  // namespace
}  // namespace antiphon::fuzz
