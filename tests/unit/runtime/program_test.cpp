#include "antiphon/runtime/program.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "antiphon/base/error.h"
#include "antiphon/rpc/admin_server.h"

namespace antiphon::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

Config quiet(std::vector<Flag> flags = {}) {
    Config config;
    config.name = "relay";
    config.admin_port = 0;
    config.log_level = "off";
    config.flags = std::move(flags);
    return config;
}

template <class Work>
std::string sentence(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "no error";
}

TEST(Program, ReadsItsFlagsAsWhatTheyMustBe) {
    const Program program(quiet({{"loops", "N", "", "8"},
                                 {"anonymous", "yes|no", "", "yes"},
                                 {"notice", "TIME", "", "5s"},
                                 {"origin", "LIST", "", "a,,b"},
                                 {"none", "LIST", "", ""}}));
    EXPECT_EQ(program.number("loops"), 8u);
    EXPECT_TRUE(program.yes_or_no("anonymous"));
    EXPECT_EQ(program.duration("notice"), 5000ms);
    EXPECT_THAT(program.list("origin"), ElementsAre("a", "b"));
    EXPECT_THAT(program.list("none"), ElementsAre());
}

TEST(Program, NamesTheFlagWhoseValueDoesNotFit) {
    const Program program(quiet({{"loops", "N", "", "12345678"}, {"anonymous", "yes|no", "", "maybe"}}));
    EXPECT_EQ(sentence([&] { program.number("loops"); }), "--loops is a number, not '12345678'");
    EXPECT_EQ(sentence([&] { program.number("anonymous"); }), "--anonymous is a number, not 'maybe'");
    EXPECT_EQ(sentence([&] { program.yes_or_no("anonymous"); }), "--anonymous is yes or no, not 'maybe'");
    EXPECT_THAT(sentence([&] { program.duration("anonymous"); }), HasSubstr("--anonymous is a time"));
}

TEST(Program, AnswersWithTheExitCodeThatSaysWhoCanHelp) {
    const Program program(quiet());
    const auto fails = [](ErrorKind kind) { return [kind] { throw Error(kind, Code::internal_error, "because"); }; };
    EXPECT_EQ(program.run([] {}), 0);
    EXPECT_EQ(program.run(fails(ErrorKind::unavailable)), 1);
    testing::internal::CaptureStderr();
    EXPECT_EQ(program.run(fails(ErrorKind::invalid)), 2);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "relay: because\n");
}

TEST(Program, WaitsUntilItIsStopped) {
    Program program(quiet());
    program.stop();
    program.wait();
}

TEST(Program, OpensTheAdminPortBeyondLoopbackOnlyWithAToken) {
    Config config = quiet();
    config.admin_bind = "0.0.0.0";
    EXPECT_THAT(sentence([&] { Program(config).open_admin([](auto&) {}); }), HasSubstr("--admin-token-file"));
    const auto path = std::filesystem::temp_directory_path() / "antiphon_admin.token";
    std::ofstream(path) << std::string(32, 't') << '\n';
    std::filesystem::permissions(path, std::filesystem::perms(0600));
    config.admin_token_file = path;
    EXPECT_NE(Program(config).open_admin([](auto&) {})->port(), 0);
    std::ofstream(path) << std::string(31, 't') << '\n';
    EXPECT_THAT(sentence([&] { Program(config).open_admin([](auto&) {}); }), HasSubstr("at least 32 bytes, found 31"));
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace antiphon::runtime
