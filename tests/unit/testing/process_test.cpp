#include "antiphon/testing/process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "antiphon/base/error.h"

using namespace std::chrono_literals;
using namespace antiphon::testing;
using antiphon::Deadline;
using antiphon::Error;
using antiphon::ErrorKind;

namespace {
const auto soon = [] { return Deadline::in(20s); };
constexpr auto limit = 20s;
}  // namespace

TEST(Process, KeepsWhatItPrintsAndItsExitCode) {
    Process process({"sh", "-c", "echo one; echo two >&2; exit 3"});
    EXPECT_EQ(process.wait(limit), 3);
    EXPECT_EQ(process.output(), "one\ntwo\n");
}

TEST(Process, TellsWhichSignalEndedIt) {
    Process process({"sleep", "1000"});
    EXPECT_EQ(process.wait(0ms), std::nullopt);
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(limit), 128 + SIGTERM);
    process.signal(SIGTERM);  // nobody is there any more
}

TEST(Process, FindsTheFirstWholeLine) {
    Process process({"sh", "-c", "echo noise; echo is ready 1; echo is ready 2; exec sleep 1000"});
    EXPECT_EQ(process.wait_for_line("ready", limit), "is ready 1");
    EXPECT_EQ(process.wait_for_line("ready", limit), "is ready 1");
    EXPECT_EQ(process.wait_for_line("ready 2", limit), "is ready 2");
    EXPECT_EQ(process.wait_for_line("noise", limit), "noise");
    EXPECT_EQ(process.wait_for_line("never", 20ms), std::nullopt);
}

TEST(Process, WaitsForNoLineOfAProgramThatEnded) {
    Process process({"sh", "-c", "printf 'no newline'; exit 2"});
    EXPECT_EQ(process.wait_for_line("ready", limit), std::nullopt);
    EXPECT_EQ(process.wait_for_line("no", limit), "no newline");
    EXPECT_EQ(process.wait(limit), 2);
}

TEST(Process, RefusesAProgramThatIsNotThere) {
    try {
        Process process({"antiphon-no-such-program"});
        FAIL() << "did not throw";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_STREQ(error.what(), "antiphon-no-such-program not started: No such file or directory");
    }
}

TEST(Process, GivesInputEnvironmentAndFolder) {
    Process process({"sh", "-c", "read line; echo $line $NAME; pwd"},
                    {.environment = {{"NAME", "x"}}, .folder = "/usr"});
    process.write("hello\n");
    EXPECT_EQ(process.wait(limit), 0);
    EXPECT_EQ(process.output(), "hello x\n/usr\n");
}

TEST(Process, DoesNotWaitForChildrenThatKeepTheOutputOpen) {
    Process process({"sh", "-c", "sleep 30 & echo $!"});
    EXPECT_EQ(process.wait(10s), 0);
    ::kill(std::stoi(process.output()), SIGKILL);
}

TEST(Process, EndsWithItsOwner) {
    auto process = std::make_unique<Process>(std::vector<std::string>{"sleep", "1000"});
    const int pid = process->pid();
    ASSERT_EQ(::kill(pid, 0), 0);
    process.reset();
    EXPECT_EQ(::kill(pid, 0), -1);
}

TEST(Process, OutlivesTheThreadThatStartedIt) {
    std::unique_ptr<Process> process;
    std::thread([&] { process = std::make_unique<Process>(std::vector<std::string>{"cat"}); }).join();
    process->write("still here\n");
    EXPECT_EQ(process->wait_for_line("still here", limit), "still here");
}

TEST(Process, AsksTheSystemToEndItWhenTheTestDies) {
    const Outcome outcome = run({"python3", "-c",
                                 "import ctypes; n = ctypes.c_int(); "
                                 "ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"},
                                soon());
    EXPECT_EQ(outcome.output, std::to_string(SIGKILL) + "\n");
}

TEST(Run, ReturnsOutputAndCode) {
    const Outcome outcome = run({"cat"}, soon(), "text");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.output, "text");
}

TEST(Run, ThrowsWhenTheDeadlinePasses) { EXPECT_THROW(run({"sleep", "1000"}, Deadline::in(20ms)), Error); }
