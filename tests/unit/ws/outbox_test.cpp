#include "antiphon/ws/outbox.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace antiphon::ws {
namespace {
using namespace std::chrono_literals;

/// A pair of connected sockets with small buffers; what comes out at the other end is read by all().
struct Pipe {
    std::array<int, 2> ends{};
    Pipe() {
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        const int small = 4096;
        ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    }
    ~Pipe() {
        for (const int end : ends) ::close(end);
    }
    std::string all() {
        std::string text;
        std::array<char, 65536> part;
        for (;;) {
            const auto got = ::read(ends[1], part.data(), part.size());
            if (got <= 0) return text;
            text.append(part.data(), static_cast<std::size_t>(got));
        }
    }
};

constexpr OutboxLimits limits{.max_bytes = 100000, .max_messages = 10, .stall_timeout = 10s};

TEST(Outbox, GathersWhatWaitsInOrder) {
    Pipe pipe;
    Outbox outbox;
    std::string expected;
    for (int i = 0; i < 9; ++i) {
        const std::string text = "message " + std::to_string(i) + ";";
        expected += text;
        EXPECT_TRUE(outbox.push(ws::Run(text, 1), Keep::if_room, limits));
    }
    EXPECT_EQ(outbox.waiting_messages(), 9U);
    EXPECT_EQ(outbox.waiting_bytes(), expected.size());
    EXPECT_EQ(outbox.flush(pipe.ends[0]), Outbox::State::empty);
    EXPECT_TRUE(outbox.empty());
    EXPECT_EQ(outbox.waiting_bytes(), 0U);
    EXPECT_EQ(pipe.all(), expected);
}

TEST(Outbox, SendsMoreRunsThanOneCallCanGather) {
    Pipe pipe;
    Outbox outbox;
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string text(1, static_cast<char>('a' + i % 26));
        expected += text;
        outbox.push(ws::Run(text, 0), Keep::always, limits);
    }
    std::string got;
    while (outbox.flush(pipe.ends[0]) == Outbox::State::blocked) got += pipe.all();
    EXPECT_EQ(got + pipe.all(), expected);
}

TEST(Outbox, RefusesMessagesAboveTheBoundAndTakesThemAtIt) {
    Outbox outbox;
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(outbox.push(ws::Run("x", 1), Keep::if_room, limits));
    EXPECT_FALSE(outbox.push(ws::Run("x", 1), Keep::if_room, limits));
    EXPECT_EQ(outbox.waiting_messages(), 10U);
    EXPECT_TRUE(outbox.push(ws::Run("answer", 1), Keep::always, limits));
}

TEST(Outbox, RefusesBytesAboveTheBoundAndTakesThemAtIt) {
    Outbox outbox;
    EXPECT_TRUE(outbox.push(ws::Run(std::string(60000, 'x'), 1), Keep::if_room, limits));
    EXPECT_FALSE(outbox.push(ws::Run(std::string(40001, 'x'), 1), Keep::if_room, limits));
    EXPECT_TRUE(outbox.push(ws::Run(std::string(40000, 'x'), 1), Keep::if_room, limits));
}

TEST(Outbox, TakesOneLargeRunWhenNothingWaits) {
    Outbox outbox;
    EXPECT_TRUE(outbox.push(ws::Run(std::string(200000, 'x'), 5000), Keep::if_room, limits));
    EXPECT_FALSE(outbox.push(ws::Run("x", 1), Keep::if_room, limits));
}

TEST(Outbox, GoesOnWhereTheKernelStopped) {
    Pipe pipe;
    Outbox outbox;
    std::string expected;
    for (int i = 0; i < 9; ++i) {
        const std::string text(10000, static_cast<char>('a' + i));
        expected += text;
        outbox.push(ws::Run(text, 1), Keep::if_room, limits);
    }
    ASSERT_EQ(outbox.flush(pipe.ends[0]), Outbox::State::blocked);
    std::string got = pipe.all();
    EXPECT_EQ(got.size() + outbox.waiting_bytes(), expected.size());
    while (outbox.flush(pipe.ends[0]) == Outbox::State::blocked) got += pipe.all();
    EXPECT_EQ(got + pipe.all(), expected);
    EXPECT_EQ(outbox.waiting_messages(), 0U);
}

TEST(Outbox, SaysThatTheConnectionIsGone) {
    Pipe pipe;
    Outbox outbox;
    ::shutdown(pipe.ends[1], SHUT_RDWR);
    outbox.push(ws::Run("x", 1), Keep::if_room, limits);
    EXPECT_EQ(outbox.flush(pipe.ends[0]), Outbox::State::broken);
}

TEST(Outbox, DropsOnlyRunsOfWhichNothingLeft) {
    Pipe pipe;
    Outbox outbox;
    const std::string large(90000, 'x');
    outbox.push(ws::Run(large, 1), Keep::if_room, limits);
    outbox.push(ws::Run("dropped", 2), Keep::if_room, limits);
    ASSERT_EQ(outbox.flush(pipe.ends[0]), Outbox::State::blocked);
    EXPECT_EQ(outbox.drop_unsent(), 2U);
    outbox.push(ws::Run("bye", 0), Keep::always, limits);
    std::string got = pipe.all();
    while (outbox.flush(pipe.ends[0]) == Outbox::State::blocked) got += pipe.all();
    got += pipe.all();
    EXPECT_EQ(got, large + "bye");
}

TEST(Outbox, IsStalledOnlyWhenNothingLeavesForTheWholeTime) {
    Pipe pipe;
    Outbox outbox;
    const auto start = Clock::now();
    EXPECT_FALSE(outbox.stalled(start + 1h, limits));
    outbox.push(ws::Run(std::string(90000, 'x'), 1), Keep::if_room, limits);
    ASSERT_EQ(outbox.flush(pipe.ends[0]), Outbox::State::blocked);
    EXPECT_FALSE(outbox.stalled(start + 10s, limits));
    EXPECT_TRUE(outbox.stalled(Clock::now() + 10s + 1ms, limits));
}

}  // namespace
}  // namespace antiphon::ws
