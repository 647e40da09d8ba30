#include "antiphon/net/http_client.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "antiphon/base/error.h"
#include "scripted_server.h"

namespace antiphon::net::testing {
namespace {
using namespace std::chrono_literals;

struct Outcome {
    HttpClient::Response response;
    std::optional<Error> error;
    bool not_connected = false;
};

class HttpClientTest : public ::testing::Test {
  protected:
    HttpClientTest() { loop.start(); }
    ~HttpClientTest() override {
        run([this] { client.reset(); });
        loop.stop();
    }

    void run(const std::function<void()>& work) {
        std::promise<void> done;
        loop.post([&] {
            work();
            done.set_value();
        });
        done.get_future().get();
    }
    void make(HttpClientOptions options = {}) {
        run([&] { client.emplace(loop, options); });
    }
    std::future<Outcome> send(std::uint16_t port, HttpClient::Request request = {}, std::chrono::milliseconds time = 5s,
                              const std::string& host = "127.0.0.1") {
        auto promise = std::make_shared<std::promise<Outcome>>();
        auto future = promise->get_future();
        run([&] {
            if (!client) client.emplace(loop);
            last = client->send(Url{"http", host, port, "/rpc"}, std::move(request), Deadline::in(time),
                                [promise](HttpClient::Response response, std::exception_ptr failure) {
                                    Outcome outcome;
                                    outcome.response = std::move(response);
                                    try {
                                        if (failure) std::rethrow_exception(failure);
                                    } catch (const Error& error) {
                                        outcome.error = error;
                                        outcome.not_connected = dynamic_cast<const NotConnected*>(&error) != nullptr;
                                    }
                                    promise->set_value(std::move(outcome));
                                });
        });
        return future;
    }
    static void expect_error(Outcome outcome, ErrorKind kind, Code code) {
        ASSERT_TRUE(outcome.error) << "status " << outcome.response.status;
        EXPECT_EQ(outcome.error->kind(), kind) << outcome.error->what();
        EXPECT_EQ(outcome.error->code(), static_cast<int>(code)) << outcome.error->what();
    }
    std::size_t connections() {
        std::size_t count = 0;
        run([&] { count = client->open_connections(); });
        return count;
    }

    Loop loop{"ap-test"};
    std::optional<HttpClient> client;
    HttpClient::Ticket last = 0;
    ScriptedServer server;
};

TEST_F(HttpClientTest, SendsARequestAndReadsItsAnswer) {
    auto outcome = send(server.port(), {.body = "{}", .headers = {{"Content-Type", "application/json"}}});
    const auto guest = server.accept();
    EXPECT_EQ(guest.hear(), "POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                                "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    guest.answer("hello", "X-One: 1\r\n");
    const auto got = outcome.get();
    ASSERT_FALSE(got.error);
    EXPECT_EQ(got.response.status, 200);
    EXPECT_EQ(got.response.header("x-one"), "1");
    EXPECT_EQ(got.response.body, "hello");
}

TEST_F(HttpClientTest, UsesAConnectionAgain) {
    auto first = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    guest.answer("1");
    first.get();
    auto second = send(server.port());
    EXPECT_TRUE(guest.hear().starts_with("POST "));
    guest.answer("2");
    EXPECT_EQ(second.get().response.body, "2");
    EXPECT_EQ(connections(), 1U);
}

TEST_F(HttpClientTest, ResolvesNames) {
    auto outcome = send(server.port(), {.method = "GET"}, 5s, "localhost");
    const auto guest = server.accept();
    EXPECT_TRUE(guest.hear().starts_with("GET /rpc HTTP/1.1\r\nHost: localhost:"));
    guest.answer("hello");
    EXPECT_EQ(outcome.get().response.body, "hello");
}

TEST_F(HttpClientTest, SaysWhenANameIsUnknown) {
    expect_error(send(1, {}, 5s, "no-such-name.invalid").get(), ErrorKind::unavailable, Code::unavailable);
}

TEST_F(HttpClientTest, SendsAndReadsLargeBodies) {
    const std::string large(5'000'000, 'x');
    auto outcome = send(server.port(), {.body = large});
    const auto guest = server.accept();
    EXPECT_TRUE(guest.hear().ends_with(large));
    std::thread speaker([&] {
        std::string_view rest = large;
        guest.say("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
        for (; !rest.empty(); rest.remove_prefix(std::min<std::size_t>(rest.size(), 10'000)))
            guest.say(rest.substr(0, 10'000));
    });
    const auto got = outcome.get();
    speaker.join();
    EXPECT_EQ(got.response.body, large);
}

TEST_F(HttpClientTest, SaysThatNobodyListens) {
    server.close();
    const auto got = send(server.port()).get();
    EXPECT_TRUE(got.not_connected);
    expect_error(got, ErrorKind::unavailable, Code::unavailable);
}

TEST_F(HttpClientTest, SaysThatTheConnectionWasLost) {
    for (const auto* begun : {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"}) {
        auto outcome = send(server.port());
        auto guest = server.accept();
        guest.hear();
        guest.say(begun);
        guest.close();
        const auto got = outcome.get();
        EXPECT_FALSE(got.not_connected);
        expect_error(got, ErrorKind::unavailable, Code::unavailable);
    }
    EXPECT_EQ(connections(), 0U);
}

TEST_F(HttpClientTest, GivesUpAtTheDeadlineAndNeverReusesTheConnection) {
    auto late = send(server.port(), {}, 50ms);
    const auto guest = server.accept();
    guest.hear();
    expect_error(late.get(), ErrorKind::timed_out, Code::deadline_exceeded);
    guest.answer("late");
    auto next = send(server.port());
    EXPECT_EQ(guest.hear(), "closed");
    const auto fresh = server.accept();
    fresh.hear();
    fresh.answer("fresh");
    EXPECT_EQ(next.get().response.body, "fresh");
}

TEST_F(HttpClientTest, KeepsDeadlinesOfRequestsThatWaitAndOfThoseThatPassedAlready) {
    make({.max_connections_per_host = 1});
    auto busy = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    expect_error(send(server.port(), {}, 30ms).get(), ErrorKind::timed_out, Code::deadline_exceeded);
    expect_error(send(server.port(), {}, 0ms).get(), ErrorKind::timed_out, Code::deadline_exceeded);
    guest.answer("in time");
    EXPECT_EQ(busy.get().response.body, "in time");
}

TEST_F(HttpClientTest, HangsUpSoThatTheServerSeesItAndStillReadsTheAnswer) {
    auto outcome = send(server.port());
    const auto guest = server.accept();
    EXPECT_TRUE(guest.hear().starts_with("POST "));
    run([this] { client->hang_up(last); });
    EXPECT_EQ(guest.hear(), "closed");
    guest.answer("too late");
    EXPECT_EQ(outcome.get().response.body, "too late");
    EXPECT_EQ(connections(), 0U);
    run([this] { client->hang_up(last); });  // it has ended
}

TEST_F(HttpClientTest, NeverSendsARequestThatWasGivenUpWhileItWaited) {
    make({.max_connections_per_host = 1});
    auto first = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    auto second = send(server.port());
    run([this] { client->hang_up(last); });
    expect_error(second.get(), ErrorKind::unavailable, Code::cancelled);
    auto third = send(server.port(), {.body = "third"});
    guest.answer("1");
    EXPECT_EQ(first.get().response.body, "1");
    EXPECT_TRUE(guest.hear().ends_with("third"));
    guest.answer("3");
    EXPECT_EQ(third.get().response.body, "3");
}

TEST_F(HttpClientTest, OpensNoMoreConnectionsThanAllowedAndQueuesTheRest) {
    make({.max_connections_per_host = 2, .max_waiting_per_host = 2});
    std::vector<std::future<Outcome>> outcomes;
    for (int i = 0; i < 4; ++i) outcomes.push_back(send(server.port(), {.body = std::to_string(i)}));
    const auto first = server.accept();
    const auto second = server.accept();
    first.hear();
    second.hear();
    outcomes.push_back(send(server.port()));
    outcomes.push_back(send(server.port()));
    expect_error(send(server.port()).get(), ErrorKind::overloaded, Code::overloaded);
    EXPECT_FALSE(server.someone_waits());
    EXPECT_EQ(connections(), 2U);
    first.answer("a");
    EXPECT_TRUE(first.hear().ends_with("2"));  // in the order of sending
    second.answer("b");
    EXPECT_TRUE(second.hear().ends_with("3"));
}

TEST_F(HttpClientTest, ClosesAConnectionAfterBytesNobodyAskedFor) {
    auto first = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    guest.say("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
    EXPECT_EQ(first.get().response.body, "a");
    EXPECT_EQ(guest.hear(), "closed");

    auto second = send(server.port());
    const auto other = server.accept();
    other.hear();
    other.answer("b");
    EXPECT_EQ(second.get().response.body, "b");
    other.say("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");  // while it is idle
    EXPECT_EQ(other.hear(), "closed");
}

TEST_F(HttpClientTest, RefusesAnswersThatAreTooLargeOrNoHttp) {
    make({.max_response_bytes = 100});
    for (const auto& [answer, code] : std::vector<std::pair<std::string, Code>>{
             {"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", Code::response_too_large},
             {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", Code::internal_error},
             {"SSH-2.0-OpenSSH_9.2\r\n\r\n", Code::internal_error}}) {
        auto outcome = send(server.port());
        const auto guest = server.accept();
        guest.hear();
        guest.say(answer);
        expect_error(outcome.get(), ErrorKind::internal, code);
        EXPECT_EQ(guest.hear(), "closed");
    }
}

TEST_F(HttpClientTest, ClosesWhenTheServerSaysSo) {
    auto outcome = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    guest.answer("x", "Connection: close\r\n");
    outcome.get();
    EXPECT_EQ(guest.hear(), "closed");
}

TEST_F(HttpClientTest, ClosesWhatIsIdleForTooLong) {
    make({.idle_timeout = 30ms});
    auto outcome = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    guest.answer("x");
    outcome.get();
    EXPECT_EQ(guest.hear(), "closed");
    EXPECT_EQ(connections(), 0U);
}

TEST_F(HttpClientTest, WritesNothingThatCouldBeReadAsMoreThanOneRequest) {
    for (HttpClient::Request request :
         {HttpClient::Request{.method = "GET /x"}, HttpClient::Request{.target = "/a b"},
          HttpClient::Request{.target = "/\r\nX: y"}, HttpClient::Request{.headers = {{"X", "y\r\nZ: z"}}},
          HttpClient::Request{.headers = {{"X: y", "z"}}}})
        expect_error(send(server.port(), std::move(request)).get(), ErrorKind::invalid, Code::invalid_request);
}

TEST_F(HttpClientTest, EndsWhatIsInFlightWhenItIsDestroyed) {
    make({.max_connections_per_host = 1});
    auto busy = send(server.port());
    auto waiting = send(server.port());
    const auto guest = server.accept();
    guest.hear();
    run([&] { client.reset(); });
    expect_error(busy.get(), ErrorKind::unavailable, Code::cancelled);
    expect_error(waiting.get(), ErrorKind::unavailable, Code::cancelled);
    EXPECT_EQ(guest.hear(), "closed");
}

TEST_F(HttpClientTest, MayBeDestroyedOrUsedFromInsideACallback) {
    std::promise<void> done;
    run([&] {
        client.emplace(loop);
        const Url url{"http", "127.0.0.1", server.port(), "/"};
        client->send(url, {.body = "1"}, Deadline::in(5s), [&, url](const auto&, const auto&) {
            client->send(url, {.body = "2"}, Deadline::in(5s), [&](const auto&, const auto&) {
                client.reset();
                done.set_value();
            });
        });
    });
    const auto guest = server.accept();
    EXPECT_TRUE(guest.hear().ends_with("1"));
    guest.answer("");
    EXPECT_TRUE(guest.hear().ends_with("2"));
    guest.answer("");
    done.get_future().get();
    EXPECT_EQ(guest.hear(), "closed");
}

TEST_F(HttpClientTest, NeverCallsBackBeforeSendReturned) {
    std::promise<bool> done;
    server.close();
    run([&] {
        client.emplace(loop);
        auto returned = std::make_shared<bool>(false);
        client->send(Url{"http", "127.0.0.1", server.port(), "/"}, {.method = "no method"}, Deadline::in(5s),
                     [&, returned](const auto&, const auto&) { done.set_value(*returned); });
        *returned = true;
    });
    EXPECT_TRUE(done.get_future().get());
}

}  // namespace
}  // namespace antiphon::net::testing
