#include "antiphon/testing/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "antiphon/testing/files.h"

using namespace antiphon::testing;

namespace {

/// Without the environment of whoever runs the tests.
class Golden : public testing::Test {
  protected:
    void SetUp() override {
        if (const char* value = std::getenv("ANTIPHON_UPDATE_GOLDEN")) kept_ = value;
        ::unsetenv("ANTIPHON_UPDATE_GOLDEN");
    }
    void TearDown() override { ::setenv("ANTIPHON_UPDATE_GOLDEN", kept_.c_str(), 1); }

    TemporaryFolder folder_;

  private:
    std::string kept_;
};

}  // namespace

TEST_F(Golden, DiffersInNothingFromTheSameText) {
    write_file(folder_.path() / "a", "one\ntwo\n");
    EXPECT_EQ(golden_difference(folder_.path() / "a", "one\ntwo\n"), "");
}

TEST_F(Golden, NamesTheFirstLineThatDiffers) {
    const auto file = folder_.path() / "a";
    write_file(file, "one\ntwo\nthree\n");
    EXPECT_EQ(golden_difference(file, "one\n2\nthree\n"), file.string() +
                                                              ": line 2\n  expected: two\n  found:    2\n"
                                                              "(ANTIPHON_UPDATE_GOLDEN=1 rewrites the expectation)\n");
}

TEST_F(Golden, SeesAMissingNewlineAtTheEnd) {
    write_file(folder_.path() / "a", "one\n");
    EXPECT_NE(golden_difference(folder_.path() / "a", "one"), "");
}

TEST_F(Golden, RewritesTheExpectationWhenAsked) {
    ::setenv("ANTIPHON_UPDATE_GOLDEN", "1", 1);
    EXPECT_EQ(golden_difference(folder_.path() / "new" / "a", "text\n"), "");
    EXPECT_EQ(read_file(folder_.path() / "new" / "a"), "text\n");
}

TEST_F(Golden, ComparesWholeFolders) {
    write_file(folder_.path() / "kept.h", "same\n");
    write_file(folder_.path() / "sub" / "gone.h", "x\n");
    EXPECT_EQ(golden_folder_difference(folder_.path(), {{"kept.h", "same\n"}, {"extra.h", "y\n"}}),
              (folder_.path() / "sub" / "gone.h").string() + ": was not made\n" +
                  (folder_.path() / "extra.h").string() +
                  ": the expectation does not exist\n(ANTIPHON_UPDATE_GOLDEN=1 rewrites the expectation)\n");
    ::setenv("ANTIPHON_UPDATE_GOLDEN", "1", 1);
    EXPECT_EQ(golden_folder_difference(folder_.path(), {{"kept.h", "same\n"}, {"extra.h", "y\n"}}), "");
    ::unsetenv("ANTIPHON_UPDATE_GOLDEN");
    EXPECT_EQ(golden_folder_difference(folder_.path(), {{"kept.h", "same\n"}, {"extra.h", "y\n"}}), "");
}
