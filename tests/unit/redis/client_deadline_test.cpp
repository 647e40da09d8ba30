// What happens to commands when Redis is late, away or comes back.

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "antiphon/redis/client.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/process.h"
#include "fake_redis.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::redis;
using antiphon::testing::eventually;

namespace {

constexpr auto soon = 10s;
using Words = FakeRedis::Words;

std::shared_ptr<redis::Loop> loop() { return std::make_shared<redis::Loop>(); }

std::optional<std::string> echo_but_not_slow(const Words& words) {
    if (words.front() == "PING") return "+PONG\r\n";
    return words.front() == "SLOW" ? "" : bulk(words.back());
}

template <class Work>
Error failure_of(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "did not throw";
    return Error(ErrorKind::internal, Code::internal_error, "");
}

Error error_in(const std::exception_ptr& failure) {
    return failure_of([&] {
        if (failure) std::rethrow_exception(failure);
    });
}

Options nobody_listens() {
    Options options;
    options.port = antiphon::testing::free_port();
    return options;
}

}  // namespace

TEST(Client, FailsACommandThatWaitsForAConnectionAtItsDeadline) {
    Client client(loop(), nobody_listens());
    const Error error = failure_of([&] { client.call({"GET", "key"}, Deadline::in(50ms)); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.code(), static_cast<int>(Code::dependency_down));
    EXPECT_NE(std::string(error.what()).find("GET was not sent"), std::string::npos) << error.what();
}

TEST(Client, SendsWhatWaitedOnceItIsConnected) {
    FakeRedis fake([](const Words&) { return ""; });
    Client client(loop(), fake.options());
    std::promise<std::string> first, second;
    client.send({"ECHO", "1"}, std::nullopt, [&](Reply reply, std::exception_ptr) { first.set_value(reply.text); });
    client.send({"ECHO", "2"}, std::nullopt, [&](Reply reply, std::exception_ptr) { second.set_value(reply.text); });
    ASSERT_TRUE(eventually(soon, [&] { return fake.heard().size() == 1; }));
    fake.answer_with(echo_but_not_slow);
    fake.push("+PONG\r\n");
    EXPECT_EQ(first.get_future().get(), "1");
    EXPECT_EQ(second.get_future().get(), "2");
}

TEST(Client, ClosesTheConnectionOnWhichACommandTimedOut) {
    FakeRedis fake(echo_but_not_slow);
    Client client(loop(), fake.options());
    const Error error = failure_of([&] { client.call({"SLOW"}, Deadline::in(50ms)); });
    EXPECT_EQ(error.kind(), ErrorKind::timed_out);
    EXPECT_EQ(error.code(), static_cast<int>(Code::deadline_exceeded));
    EXPECT_EQ(client.call({"ECHO", "x"}, Deadline::in(soon)).text, "x");
    EXPECT_EQ(fake.accepted(), 2);
    EXPECT_EQ(fake.open(), 1);
}

TEST(Client, FailsWhatElseWasUnderWayOnTheConnectionThatTimedOut) {
    FakeRedis fake(echo_but_not_slow);
    Client client(loop(), fake.options());
    std::promise<Error> slow, other;
    client.send({"SLOW"}, Deadline::in(100ms),
                [&](const Reply&, std::exception_ptr e) { slow.set_value(error_in(e)); });
    client.send({"SLOW"}, Deadline::in(1h), [&](const Reply&, std::exception_ptr e) { other.set_value(error_in(e)); });
    EXPECT_EQ(slow.get_future().get().kind(), ErrorKind::timed_out);
    EXPECT_EQ(other.get_future().get().kind(), ErrorKind::unavailable);
}

TEST(Client, KeepsAConnectionWhoseCommandsHaveLongDeadlines) {
    FakeRedis fake(echo_but_not_slow);
    Options options = fake.options();
    options.command_timeout = 50ms;
    Client client(loop(), options);
    std::promise<Reply> blocked;
    client.send({"SLOW"}, Deadline::in(soon),
                [&](Reply reply, std::exception_ptr) { blocked.set_value(std::move(reply)); });
    auto answer = blocked.get_future();
    EXPECT_EQ(answer.wait_for(200ms), std::future_status::timeout) << "four times the default timeout";
    fake.push("$4\r\nlate\r\n");
    EXPECT_EQ(answer.get().text, "late");
    EXPECT_EQ(fake.accepted(), 1);
}

TEST(Client, FailsWhatIsUnderWayWhenTheConnectionIsLost) {
    FakeRedis fake(echo_but_not_slow);
    Client client(loop(), fake.options());
    std::promise<Error> failed;
    client.send({"SLOW"}, Deadline::in(1h), [&](const Reply&, std::exception_ptr e) { failed.set_value(error_in(e)); });
    ASSERT_TRUE(eventually(soon, [&] { return fake.heard().size() == 2; }));
    fake.hang_up();
    const Error error = failed.get_future().get();
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    EXPECT_EQ(error.code(), static_cast<int>(Code::dependency_down));
    EXPECT_EQ(client.call({"ECHO", "x"}, Deadline::in(soon)).text, "x") << "and it came back by itself";
}

TEST(Client, HasNeverTwoConnections) {
    FakeRedis fake([](const Words&) { return ""; });  // no PING is ever answered
    Options options = fake.options();
    options.connect_timeout = 20ms;
    Client client(loop(), options);
    int most = 0;
    ASSERT_TRUE(eventually(soon, [&] {
        most = std::max(most, fake.open());
        return fake.accepted() >= 4;
    }));
    EXPECT_EQ(most, 1);
}

TEST(Client, TellsEveryTimeThatItConnected) {
    FakeRedis fake;
    Client client(loop(), fake.options());
    std::atomic<int> told{0};
    client.on_connected([&] { ++told; });
    ASSERT_TRUE(eventually(soon, [&] { return told == 1; }));
    fake.hang_up();
    EXPECT_TRUE(eventually(soon, [&] { return told == 2; }));
}

TEST(Client, RefusesMoreCommandsThanMayWait) {
    Options options = nobody_listens();
    options.max_waiting_commands = 3;
    Client client(loop(), options);
    std::atomic<int> failed{0};
    for (int i = 0; i < 3; ++i)
        client.send({"GET", "key"}, Deadline::in(200ms), [&](const Reply&, std::exception_ptr) { ++failed; });
    EXPECT_EQ(failure_of([&] { client.call({"GET", "key"}); }).kind(), ErrorKind::overloaded);
    ASSERT_TRUE(eventually(soon, [&] { return failed == 3; }));
    EXPECT_EQ(failure_of([&] {
                  client.call({"GET", "key"}, Deadline::in(10ms));
              }).kind(),
              ErrorKind::unavailable)
        << "there is room again";
}

TEST(Client, RefusesMoreBytesThanMayWait) {
    Options options = nobody_listens();
    options.max_waiting_command_bytes = 1000;
    Client client(loop(), options);
    EXPECT_EQ(failure_of([&] { client.call({"SET", "key", std::string(1000, 'x')}); }).kind(), ErrorKind::overloaded);
    EXPECT_EQ(failure_of([&] {
                  client.call({"SET", "key", std::string(900, 'x')}, Deadline::in(10ms));
              }).kind(),
              ErrorKind::unavailable);
}

TEST(Client, TellsOfARefusalOnTheLoopAndNeverInsideSend) {
    Options options = nobody_listens();
    options.max_waiting_commands = 0;
    const auto shared = loop();
    Client client(shared, options);
    std::promise<bool> here;
    client.send({"GET", "key"}, std::nullopt, [&](const Reply&, std::exception_ptr e) {
        EXPECT_EQ(error_in(e).kind(), ErrorKind::overloaded);
        here.set_value(shared->here());
    });
    EXPECT_TRUE(here.get_future().get()) << "sent from another thread";
    std::promise<bool> told_inside;
    bool inside = false;  // only on the loop
    shared->post([&] {
        inside = true;
        client.send({"GET", "key"}, std::nullopt,
                    [&](const Reply&, std::exception_ptr) { told_inside.set_value(inside); });
        inside = false;
    });
    EXPECT_FALSE(told_inside.get_future().get()) << "sent on the loop";
}

TEST(Client, TellsOfEveryRefusalBeforeItIsClosed) {
    Options options = nobody_listens();
    options.max_waiting_commands = 0;
    const auto shared = loop();
    std::promise<void> sent;
    shared->post([&] { sent.get_future().wait(); });  // what is refused waits to be told
    auto client = std::make_unique<Client>(shared, options);
    std::atomic<int> told{0};
    for (int i = 0; i < 100; ++i)
        client->send({"GET", "key"}, std::nullopt, [&](const Reply&, std::exception_ptr) { ++told; });
    EXPECT_EQ(told, 0);
    sent.set_value();
    client.reset();
    EXPECT_EQ(told, 100);
}

TEST(Client, MaySendAgainFromTheCallbackOfATimeout) {
    Client client(loop(), nobody_listens());
    std::atomic<int> failed{0};
    for (int i = 0; i < 500; ++i) {
        client.send({"GET", "key"}, Deadline::in(20ms), [&](const Reply&, std::exception_ptr) {
            for (int j = 0; j < 3; ++j)
                client.send({"GET", "key"}, Deadline::in(20ms), [&](const Reply&, std::exception_ptr) { ++failed; });
        });
    }
    EXPECT_TRUE(eventually(soon, [&] { return failed == 1500; }));
}

TEST(Client, SendsFromACallbackOnTheNextConnection) {
    FakeRedis fake(echo_but_not_slow);
    Client client(loop(), fake.options());
    std::promise<std::string> answered;
    client.send({"SLOW"}, Deadline::in(30ms), [&](const Reply&, std::exception_ptr) {
        client.send({"ECHO", "again"}, Deadline::in(soon),
                    [&](Reply reply, std::exception_ptr) { answered.set_value(reply.text); });
    });
    EXPECT_EQ(answered.get_future().get(), "again");
    EXPECT_EQ(fake.accepted(), 2);
}

TEST(Client, CallsEveryCallbackOnceWhenItIsClosed) {
    FakeRedis fake(echo_but_not_slow);
    std::atomic<int> called{0};
    {
        Client client(loop(), fake.options());
        for (int i = 0; i < 100; ++i)
            client.send({"SLOW"}, Deadline::never(), [&](const Reply&, std::exception_ptr e) {
                EXPECT_EQ(error_in(e).kind(), ErrorKind::unavailable);
                ++called;
            });
    }
    EXPECT_EQ(called, 100);
}

TEST(Client, MayBeClosedInsideItsOwnCallback) {
    FakeRedis fake(echo_but_not_slow);
    const auto shared = loop();
    auto client = std::make_unique<Client>(shared, fake.options());
    std::promise<void> closed;
    client->send({"ECHO", "x"}, std::nullopt, [&](const Reply&, std::exception_ptr) {
        client.reset();
        closed.set_value();
    });
    ASSERT_EQ(closed.get_future().wait_for(soon), std::future_status::ready);
    std::promise<void> turned;
    shared->post([&] { turned.set_value(); });
    ASSERT_EQ(turned.get_future().wait_for(soon), std::future_status::ready);
    EXPECT_TRUE(eventually(soon, [&] { return fake.open() == 0; }));
}

TEST(Client, RefusesToWaitOnTheLoopThatWouldAnswer) {
    FakeRedis fake(echo_but_not_slow);
    const auto shared = loop();
    Client client(shared, fake.options());
    std::promise<Error> refused;
    shared->post([&] { refused.set_value(failure_of([&] { client.call({"ECHO", "x"}); })); });
    EXPECT_EQ(refused.get_future().get().kind(), ErrorKind::internal);
}

TEST(Client, GivesNoLateAnswerToAnotherCommand) {
    // Every third command is answered too late, on a connection that is closed by then.
    FakeRedis fake([count = 0](const Words& words) mutable -> std::optional<std::string> {
        if (words.front() == "PING") return "+PONG\r\n";
        return ++count % 3 == 0 ? "" : bulk(words.back());
    });
    Client client(loop(), fake.options());
    int late = 0;
    for (int i = 0; i < 12; ++i) {
        const std::string text = std::to_string(i);
        try {
            EXPECT_EQ(client.call({"ECHO", text}, Deadline::in(i % 3 == 2 ? 20ms : 10s)).text, text);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::timed_out);
            ++late;
        }
    }
    EXPECT_EQ(late, 4);
    EXPECT_GE(fake.accepted(), 4) << "each of them cost its connection";
}

TEST(Loop, RunsPostedTasksInOrderAndTimersNotTooEarly) {
    redis::Loop ours;
    std::vector<int> order;
    for (int i = 0; i < 100; ++i) ours.post([&order, i] { order.push_back(i); });
    std::promise<Clock::time_point> fired;
    const auto before = Clock::now();
    ours.after(50ms, [&] { fired.set_value(Clock::now()); });
    EXPECT_GE(fired.get_future().get() - before, 50ms);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(Loop, KnowsItsOwnThread) {
    redis::Loop ours;
    EXPECT_FALSE(ours.here());
    std::promise<bool> here;
    ours.post([&] { here.set_value(ours.here()); });
    EXPECT_TRUE(here.get_future().get());
}
