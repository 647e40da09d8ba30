#include "antiphon/base/secret.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/uuid.h"

using namespace antiphon;

namespace {

class SecretFile : public testing::Test {
  protected:
    std::string write(const std::string& content, mode_t mode = 0600) {
        std::ofstream(path_) << content;
        ::chmod(path_.c_str(), mode);
        return path_;
    }
    void TearDown() override { std::filesystem::remove(path_); }

  private:
    std::string path_ = testing::TempDir() + "secret-" + random_text(12);
};

}  // namespace

TEST(Secret, PrintsAsStars) {
    std::ostringstream out;
    out << Secret("hunter2");
    EXPECT_EQ(out.str(), "***");
}

TEST(Secret, MovesWithoutLeavingACopy) {
    Secret from("short");
    const Secret to(std::move(from));
    EXPECT_EQ(to.reveal(), "short");
    EXPECT_TRUE(from.empty());
    Secret assigned("old");
    assigned = to;
    EXPECT_EQ(assigned.reveal(), "short");
}

TEST_F(SecretFile, GivesItsContentWithoutTheLastNewline) {
    EXPECT_EQ(Secret::from_file(write("key\n")).reveal(), "key");
    EXPECT_EQ(Secret::from_file(write("key\r\n")).reveal(), "key");
    EXPECT_EQ(Secret::from_file(write("a\nb\n\n")).reveal(), "a\nb\n");
}

TEST_F(SecretFile, MustExistHaveContentAndAnEnd) {
    EXPECT_THROW(Secret::from_file("/nowhere/key"), Error);
    EXPECT_THROW(Secret::from_file(write("\n")), Error);
    const std::string edge(limits::max_secret_bytes, 'x');
    EXPECT_EQ(Secret::from_file(write(edge + "\n")).reveal(), edge);
    EXPECT_THROW(Secret::from_file(write(edge + "x")), Error);
    try {
        Secret::from_file("/nowhere/key");
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "secret file '/nowhere/key': No such file or directory");
    }
}

TEST_F(SecretFile, WarnsWhenOthersCanReadIt) {
    testing::internal::CaptureStderr();
    Secret::from_file(write("key", 0600));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    testing::internal::CaptureStderr();
    Secret::from_file(write("key", 0640));
    EXPECT_NE(testing::internal::GetCapturedStderr(), "");
}
