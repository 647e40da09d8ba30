// Programs that the command runs: git, and plug-ins.

#include "program.h"

#include <gtest/gtest.h>

#include <sstream>

#include "antiphon/base/error.h"

namespace antiphon::cli {
namespace {

Program program(std::vector<std::string> words) {
    return {.words = std::move(words),
            .name = "it",
            .max_output_bytes = 100,
            .max_message_bytes = 100,
            .deadline = std::chrono::seconds(10)};
}

std::string error_of(const Program& one) {
    try {
        run_program(one);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(Programs, RunWithoutAShell) {
    EXPECT_EQ(run_program(program({"echo", "$HOME", ";", "ls"})), (Finished{0, 0, "$HOME ; ls\n", ""}));
}

TEST(Programs, AreFedAndReadAtTheSameTime) {
    const std::string input(1'000'000, 'x');
    Program cat = program({"cat"});
    cat.input = input;
    cat.max_output_bytes = input.size();
    EXPECT_EQ(run_program(cat)->out, input);
}

TEST(Programs, NeedNotReadWhatTheyAreGiven) {
    const std::string input(1'000'000, 'x');
    Program unread = program({"true"});
    unread.input = input;
    EXPECT_EQ(run_program(unread)->exit_code, 0);
}

TEST(Programs, MayBeMissing) { EXPECT_EQ(run_program(program({"no-such-program-here"})), std::nullopt); }

TEST(Programs, TellHowTheyEnded) {
    EXPECT_EQ(run_program(program({"sh", "-c", "echo why >&2; exit 3"})), (Finished{3, 0, "", "why\n"}));
    EXPECT_EQ(run_program(program({"sh", "-c", "kill -9 $$"})), (Finished{-1, 9, "", ""}));
}

TEST(Programs, PassMessagesOnAsTheyCome) {
    std::ostringstream messages;
    Program one = program({"sh", "-c", "echo so far >&2"});
    one.messages = &messages;
    run_program(one);
    EXPECT_EQ(messages.str(), "so far\n");
}

TEST(Programs, MayWriteUpToTheirLimits) {
    EXPECT_EQ(run_program(program({"head", "-c", "100", "/dev/zero"}))->out.size(), 100u);
    EXPECT_EQ(error_of(program({"head", "-c", "101", "/dev/zero"})),
              "it wrote too much to standard output and was ended");
    EXPECT_EQ(run_program(program({"sh", "-c", "head -c 100 /dev/zero >&2"}))->err.size(), 100u);
    EXPECT_EQ(error_of(program({"sh", "-c", "head -c 101 /dev/zero >&2"})),
              "it wrote too much to standard error and was ended");
}

TEST(Programs, AreEndedAtTheirDeadline) {
    Program endless = program({"tail", "-f", "/dev/null"});
    endless.deadline = std::chrono::milliseconds(50);
    EXPECT_EQ(error_of(endless), "it took too long and was ended");
    endless.longer = "patience helps";
    EXPECT_EQ(error_of(endless), "it took too long and was ended; patience helps");
}

TEST(Programs, AreEndedThoughTheyHaveClosedTheirOutput) {
    Program endless = program({"sh", "-c", "exec tail -f /dev/null >/dev/null 2>&1"});
    endless.deadline = std::chrono::milliseconds(50);
    EXPECT_EQ(error_of(endless), "it took too long and was ended");
}

}  // namespace
}  // namespace antiphon::cli
