#include "antiphon/testing/files.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "antiphon/base/error.h"

namespace fs = std::filesystem;
using namespace antiphon::testing;

TEST(TemporaryFolder, IsRemovedWithItsContent) {
    fs::path path;
    {
        TemporaryFolder folder;
        path = folder.path();
        write_file(path / "a" / "b.txt", "text");
        EXPECT_EQ(read_file(path / "a" / "b.txt"), "text");
    }
    EXPECT_FALSE(fs::exists(path));
}

TEST(ReadFile, ReadsAnEmptyFile) {
    TemporaryFolder folder;
    write_file(folder.path() / "empty", "");
    EXPECT_EQ(read_file(folder.path() / "empty"), "");
}

TEST(ReadFile, NamesTheFileThatIsNotThere) {
    try {
        read_file("/nowhere/at-all.txt");
        FAIL() << "did not throw";
    } catch (const antiphon::Error& error) {
        EXPECT_STREQ(error.what(), "cannot read the file /nowhere/at-all.txt");
    }
}

TEST(SharedFolder, IsTheOneThatTheEnvironmentNames) {
    TemporaryFolder folder;
    const char* before = std::getenv("ANTIPHON_SHARED");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("ANTIPHON_SHARED", folder.path().c_str(), 1);
    EXPECT_EQ(shared_folder(), folder.path());
    ::setenv("ANTIPHON_SHARED", "/nowhere/at-all", 1);
    EXPECT_EQ(shared_folder(), std::nullopt);
    if (before == nullptr)
        ::unsetenv("ANTIPHON_SHARED");
    else
        ::setenv("ANTIPHON_SHARED", kept.c_str(), 1);
}
