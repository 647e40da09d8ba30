#include "fixture.h"

namespace antiphon::ws::testing {
namespace {
using namespace std::chrono_literals;

/// The response's body, after its head said so many bytes.
std::string body_of(RawClient& client, const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? "" : client.hear(std::stoul(head.substr(at + 16)));
}

class EdgeTest : public ServerTest, public ::testing::WithParamInterface<RawRequest> {};

TEST_P(EdgeTest, AnswersEachAmbiguousRequestOnceAndCloses) {
    start();
    const auto& request = GetParam();
    auto client = connect();
    client->say(request.text);
    if (request.status == 0) {
        EXPECT_TRUE(client->hear_head().starts_with("HTTP/1.1 200 "));
        EXPECT_EQ(application.requests, 1);
        return;
    }
    const auto said = client->hear_all();
    EXPECT_TRUE(said.starts_with("HTTP/1.1 " + std::to_string(request.status) + " ")) << said;
    EXPECT_EQ(said.find("\nHTTP/1.1 "), std::string::npos) << "a second answer";
    EXPECT_NE(said.find("Connection: close\r\n"), std::string::npos);
    EXPECT_FALSE(client->timed_out()) << "it hangs";
    EXPECT_EQ(application.requests, 0);
    EXPECT_EQ(server->stats().bad_requests, 1U);
}

INSTANTIATE_TEST_SUITE_P(Server, EdgeTest, ::testing::ValuesIn(raw_requests()),
                         [](const auto& test) { return test.param.name; });

using HttpTest = ServerTest;

TEST_F(HttpTest, AnswersOneRequestAfterAnotherOnOneConnection) {
    start();
    auto client = connect();
    for (const std::string body : {"one", "two", ""}) {
        client->say(post("Content-Length: " + std::to_string(body.size()) + "\r\n", body));
        const auto head = client->hear_head();
        EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\nDate: "));
        EXPECT_EQ(head.find("Connection"), std::string::npos);
        EXPECT_EQ(body_of(*client, head), "POST /rpc " + body);
    }
    EXPECT_EQ(server->stats().connections, 1U);
}

TEST_F(HttpTest, ReadsRequestsThatComeInPiecesOfOneByte) {
    start();
    auto client = connect();
    client->say_in_pieces(post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"));
    EXPECT_EQ(body_of(*client, client->hear_head()), "POST /rpc abc");
    client->say_in_pieces(post("Content-Length: 3\r\n", "abc"));
    EXPECT_EQ(body_of(*client, client->hear_head()), "POST /rpc abc");
}

TEST_F(HttpTest, AnswersPipelinedRequestsInOrderHoweverSlowTheApplication) {
    std::vector<std::function<void(HttpResponse)>> waiting;
    std::mutex mutex;
    std::condition_variable news;
    application.on_http = [&](HttpRequest, std::function<void(HttpResponse)> answer) {
        const std::lock_guard lock(mutex);
        waiting.push_back(std::move(answer));
        news.notify_all();
    };
    start();
    auto client = connect();
    std::string all;
    for (int i = 0; i < 3; ++i) all += post("Content-Length: 1\r\n", std::to_string(i));
    client->say(all);
    for (std::size_t i = 0; i < 3; ++i) {
        std::function<void(HttpResponse)> answer;
        {
            std::unique_lock lock(mutex);
            ASSERT_TRUE(news.wait_for(lock, 5s, [&] { return waiting.size() == i + 1; })) << "only one at a time";
            answer = std::move(waiting.back());
        }
        answer({200, {}, "answer " + std::to_string(i), {}});
        EXPECT_EQ(body_of(*client, client->hear_head()), "answer " + std::to_string(i));
    }
}

TEST_F(HttpTest, ClosesWhenTheClientAskedForIt) {
    start();
    auto client = connect();
    client->say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_NE(client->hear_all().find("Connection: close\r\n"), std::string::npos);
    EXPECT_TRUE(client->over());
    auto old = connect();
    old->say("GET / HTTP/1.0\r\n\r\n");
    EXPECT_NE(old->hear_all().find("Connection: close\r\n"), std::string::npos);
}

TEST_F(HttpTest, SendsLargeBodiesAndLeavesThemOutForHead) {
    const std::string large(3'000'000, 'x');
    application.on_http = [&](HttpRequest, std::function<void(HttpResponse)> answer) { answer({200, {}, large, {}}); };
    start();
    auto client = connect();
    client->say("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_NE(client->hear_head().find("Content-Length: 3000000\r\n"), std::string::npos);
    EXPECT_EQ(body_of(*client, client->hear_head()), large);
}

TEST_F(HttpTest, TakesABodyAtTheLimit) {
    application.on_http = [&](HttpRequest request, std::function<void(HttpResponse)> answer) {
        answer({200, {}, std::to_string(request.body.size()), {}});
    };
    start({.max_body_bytes = 100'000});
    auto client = connect();
    client->say(post("Content-Length: 100000\r\n", std::string(100'000, 'x')));
    EXPECT_EQ(body_of(*client, client->hear_head()), "100000");
    client->say(post("Transfer-Encoding: chunked\r\n", "186A1\r\n"));
    EXPECT_TRUE(client->hear_all().starts_with("HTTP/1.1 413 "));
}

TEST_F(HttpTest, AsksForABodyThatWaitsToBeAskedFor) {
    start();
    auto client = connect();
    client->say(post("Expect: 100-continue\r\nContent-Length: 3\r\n", ""));
    EXPECT_EQ(client->hear_head(), "HTTP/1.1 100 Continue\r\n\r\n");
    client->say("abc");
    EXPECT_EQ(body_of(*client, client->hear_head()), "POST /rpc abc");
}

TEST_F(HttpTest, CutsOffHeadersAndBodiesThatDoNotCome) {
    start({.header_timeout = 50ms, .body_timeout = 60ms});
    auto silent = connect();
    auto slow = connect();
    slow->say("GET / HT");
    auto bodiless = connect();
    bodiless->say(post("Content-Length: 3\r\n", "a"));
    for (auto* client : {silent.get(), slow.get(), bodiless.get()})
        EXPECT_TRUE(client->hear_all().starts_with("HTTP/1.1 408 "));
}

TEST_F(HttpTest, ClosesAConnectionThatIsKeptForNothing) {
    start({.keep_alive_timeout = 50ms});
    auto client = connect();
    client->say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto said = client->hear_all();
    EXPECT_TRUE(said.starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(client->over());
}

TEST_F(HttpTest, Answers500ForAnApplicationThatForgotOrThrew) {
    application.on_http = [](const HttpRequest& request, const std::function<void(HttpResponse)>&) {
        if (request.path() == "/throw") throw std::runtime_error("on purpose");
    };
    start();
    for (const char* path : {"/forget", "/throw"}) {
        auto client = connect();
        client->say("GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_TRUE(client->hear_head().starts_with("HTTP/1.1 500 ")) << path;
    }
}

TEST_F(HttpTest, TellsTheApplicationThatAClientLeft) {
    std::promise<std::shared_ptr<std::atomic<bool>>> gone;
    std::function<void(HttpResponse)> held;
    application.on_http = [&](const HttpRequest& request, std::function<void(HttpResponse)> answer) {
        held = std::move(answer);
        gone.set_value(request.gone);
    };
    start();
    auto client = connect();
    client->say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto flag = gone.get_future().get();
    EXPECT_FALSE(*flag);
    client->close();
    while (server->stats().connections > 0) settle();
    EXPECT_TRUE(*flag);
    held({200, {}, "too late", {}});
}

TEST_F(HttpTest, StreamsUntilTheEnd) {
    std::promise<std::shared_ptr<Stream>> opened;
    application.on_http = [&](const HttpRequest&, const std::function<void(HttpResponse)>& answer) {
        answer({200, {{"Content-Type", "text/event-stream"}}, ": hello\n\n", [&](std::shared_ptr<Stream> stream) {
                    opened.set_value(std::move(stream));
                }});
    };
    start();
    auto client = connect();
    client->say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto stream = opened.get_future().get();
    EXPECT_EQ(client->hear_head().find("Content-Length"), std::string::npos);
    EXPECT_EQ(client->hear(std::size_t{9}), ": hello\n\n");
    std::promise<void> ended;
    loops.front()->post([&] {
        stream->on_end([&] { ended.set_value(); });
        stream->send(ws::Run("data: 1\n\n", 1));
        stream->send(ws::Run("data: 2\n\n", 1));
        stream->end();
        EXPECT_FALSE(stream->open());
    });
    EXPECT_EQ(client->hear_all(), "data: 1\n\ndata: 2\n\n");
    client->close();
    ended.get_future().get();
}

TEST_F(HttpTest, TellsAStreamThatItsClientLeft) {
    std::promise<void> ended;
    application.on_http = [&](const HttpRequest&, const std::function<void(HttpResponse)>& answer) {
        answer(
            {200, {}, {}, [&](const std::shared_ptr<Stream>& stream) { stream->on_end([&] { ended.set_value(); }); }});
    };
    start();
    auto client = connect();
    client->say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    client->hear_head();
    client->close();
    ended.get_future().get();
}

TEST_F(HttpTest, RefusesConnectionsAboveTheLimitsAndTakesThemAgainLater) {
    start({.max_connections = 3, .max_connections_per_address = 2});
    auto first = connect();
    auto second = connect();
    auto third = connect();
    EXPECT_TRUE(third->hear_all().starts_with("HTTP/1.1 429 "));
    EXPECT_EQ(server->stats().refused, 1U);
    first->close();
    while (server->stats().connections > 1) settle();
    auto again = connect();
    again->say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(again->hear_head().starts_with("HTTP/1.1 200 "));
}

TEST_F(HttpTest, ClosesThePortButServesWhoIsConnectedWhenItStopsAccepting) {
    start();
    auto client = connect();
    client->say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    body_of(*client, client->hear_head());
    server->stop_accepting();
    EXPECT_FALSE(connect()->connected());
    client->say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_NE(client->hear_all().find("Connection: close\r\n"), std::string::npos);
}

TEST_F(HttpTest, SpreadsConnectionsEvenlyOverItsLoops) {
    std::mutex mutex;
    std::map<net::Loop*, int> per_loop;
    application.on_opened = [&](const std::shared_ptr<Socket>& socket) {
        EXPECT_TRUE(socket->loop().here());
        const std::lock_guard lock(mutex);
        ++per_loop[&socket->loop()];
    };
    start({}, 3);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 9; ++i) clients.push_back(open_socket());
    ASSERT_TRUE(application.wait([&] { return application.sockets.size() == 9; }));
    ASSERT_EQ(per_loop.size(), 3U);
    for (const auto& [loop, count] : per_loop) EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace antiphon::ws::testing
