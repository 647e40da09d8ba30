#include "antiphon/rpc/http_server.h"

#include <gmock/gmock.h>

#include <barrier>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "antiphon/base/error.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/testing/eventually.h"
#include "calculator.h"
#include "raw_http.h"

namespace {

using namespace antiphon;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using tests::HttpAnswer;
using tests::RawHttp;

const std::string add = R"({"jsonrpc":"2.0","method":"calculator.add","params":[1,2],"id":1})";
const std::string sum = R"({"jsonrpc":"2.0","id":1,"result":3})";
const std::string add_slowly = R"({"jsonrpc":"2.0","method":"calculator.add_slowly","params":[1,2],"id":1})";

bool eventually(const std::function<bool()>& holds) { return antiphon::testing::eventually(10s, holds); }

/// Holds handlers until the test lets them go.
class Gate {
  public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++inside_;
        changed_.notify_all();
        changed_.wait_for(lock, 10s, [this] { return open_; });
    }
    bool until_inside(int count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return inside_ >= count; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0;
    bool open_ = false;
};

class HttpServerTest : public ::testing::Test {
  protected:
    HttpServerTest() { dispatcher.add(desk); }
    void listen(rpc::HttpServerOptions options = {}) {
        if (options.pool_threads == 32) options.pool_threads = 8;
        server.emplace(std::move(options), dispatcher);
    }
    calculator::Desk desk;
    rpc::Dispatcher dispatcher;
    std::optional<rpc::HttpServer> server;
};

TEST_F(HttpServerTest, AnswersWithTheHeadersOfTheProtocolAndNoOthers) {
    listen();
    RawHttp client(server->port());
    const HttpAnswer answer = client.post(add);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, sum);
    EXPECT_EQ(answer.headers.at("content-type"), "application/json");
    EXPECT_EQ(answer.headers.at("content-length"), std::to_string(sum.size()));
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
    for (const auto& [name, value] : answer.headers) EXPECT_THAT(name, ::testing::Not(HasSubstr("access-control")));
}

TEST_F(HttpServerTest, KeepsStatusAndCodeOfEachCase) {
    listen({.origins = {"https://shop.example"}});
    const auto status = [&](const std::string& text) {
        RawHttp client(server->port());
        client.send(text);
        return client.read().status;
    };
    const auto with = [](const std::string& body, const std::string& more) { return tests::post_text(body, more); };
    EXPECT_EQ(status(with(add, "")), 200);
    EXPECT_EQ(status(with(R"({"jsonrpc":"2.0","method":"calculator.nothing"})", "")), 204);
    EXPECT_EQ(status(with("{", "")), 400);
    EXPECT_EQ(status(with("{}", "")), 400);
    EXPECT_EQ(status(with(R"({"jsonrpc":"2.0","method":"calculator.whoami","id":1})", "")), 401);
    EXPECT_EQ(status(with(add, "Origin: https://evil.example\r\n")), 403);
    EXPECT_EQ(status(with(add, "Origin: https://shop.example\r\n")), 200);
    EXPECT_EQ(status("GET /rpc HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    EXPECT_EQ(status("OPTIONS /rpc HTTP/1.1\r\nHost: x\r\n\r\n"), 204);
    EXPECT_EQ(status("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n"), 404);
    EXPECT_EQ(status("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"), 415);
    EXPECT_EQ(status("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"), 415);
}

TEST_F(HttpServerTest, SaysWhatElseAClientNeedsToKnow) {
    desk.on_nothing = [](Context&) {
        throw Error(ErrorKind::overloaded, Code::rate_limited, "slower").retry_in(2500ms);
    };
    listen();
    RawHttp client(server->port());
    client.send("PUT /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(client.read().headers.at("allow"), "POST, OPTIONS");
    const HttpAnswer denied = client.post(R"({"jsonrpc":"2.0","method":"calculator.whoami","id":1})");
    EXPECT_EQ(denied.headers.at("www-authenticate"), "Bearer");
    EXPECT_THAT(denied.body, HasSubstr(R"("code":-32060)"));
    const HttpAnswer limited = client.post(R"({"jsonrpc":"2.0","method":"calculator.nothing","id":1})");
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(limited.headers.at("retry-after"), "3");
}

TEST_F(HttpServerTest, TakesABodyOfOneMebibyteAndNotOneByteMore) {
    listen();
    RawHttp client(server->port());
    std::string body = add;
    body.append(1024 * 1024 - body.size(), ' ');
    EXPECT_EQ(client.post(body).status, 200);
    const HttpAnswer answer = client.post(body + " ");
    EXPECT_EQ(answer.status, 413);
    EXPECT_THAT(answer.body, HasSubstr(R"("code":-32070)"));
    EXPECT_EQ(RawHttp(server->port()).post(std::string(2 * 1024 * 1024, ' ')).status, 413);
}

std::string chunked(const std::string& body) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", body.size());
    return "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
           std::string(size) + body + "\r\n0\r\n\r\n";
}

TEST_F(HttpServerTest, CountsAChunkedBodyWhileItComes) {
    listen();
    RawHttp client(server->port());
    client.send(chunked(add));
    EXPECT_EQ(client.read().body, sum);
    client.send(chunked(std::string(2 * 1024 * 1024, ' ')));
    EXPECT_EQ(client.read().status, 413);
    RawHttp endless(server->port());
    endless.send(chunked(std::string(16 * 1024 * 1024, ' ')));
    EXPECT_TRUE(endless.closed_by_server());
}

TEST_F(HttpServerTest, SurvivesHostileBodies) {
    listen();
    const auto code = [&](const std::string& body) {
        const HttpAnswer answer = RawHttp(server->port()).post(body);
        return std::to_string(answer.status) + " " + answer.body.substr(answer.body.find("\"code\":") + 7, 6);
    };
    const std::string head = R"({"jsonrpc":"2.0","method":"calculator.add","id":1,"params":)";
    EXPECT_EQ(code(std::string(1024 * 1024, '[')), "400 -32700");
    EXPECT_EQ(code(std::string(1500, '[')), "400 -32700");
    EXPECT_EQ(code(head + "\"\xff\xfe\xfd\"}"), "400 -32700");
    EXPECT_EQ(code(head + std::string(64, '[') + std::string(64, ']') + "}"), "400 -32700");
    EXPECT_EQ(code(head + "[1e400,1]}"), "400 -32700");
    EXPECT_EQ(code(head + "[" + std::string(1'000'000, '9') + ",1]}"), "400 -32700");
    EXPECT_EQ(code(std::string(2 * 1024 * 1024, 'x')), "413 -32070");
    std::string batch = "[" + add;
    for (int i = 0; i < 100; ++i) batch += "," + add;
    EXPECT_EQ(code(batch + "]"), "200 -32071");
    std::string keys = head + "{";
    for (int i = 0; i < 50'000; ++i) keys += "\"k" + std::to_string(i) + "\":1,";
    EXPECT_EQ(code(keys + "\"a\":1}}"), "200 -32602");
    EXPECT_EQ(RawHttp(server->port()).post(add).body, sum);
}

TEST_F(HttpServerTest, RefusesAmbiguousRequestsAndClosesTheConnection) {
    listen();
    const std::string head = "POST /rpc HTTP/1.1\r\nContent-Type: application/json\r\n";
    const std::string second = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
                               std::to_string(add.size()) + "\r\n\r\n" + add;
    for (const std::string fields : {
             "Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
             "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
             "Host: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n",
             "Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
             "Host: x\r\nHost: y\r\nContent-Length: 5\r\n",
             "Content-Length: 5\r\n",
             "Host: x\r\nTransfer-Encoding: gzip\r\n",
             "Host: x\r\nTransfer-Encoding: chunked, identity\r\n",
             "Host: x\r\nContent-Length: 5\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
             "Host: x\r\nContent-Length: -5\r\n",
             "Host: x\r\nContent-Length: 0x5\r\n",
         }) {
        RawHttp client(server->port());
        client.send(head + fields + "\r\n0\r\n\r\n" + second);
        EXPECT_EQ(client.read().status, 400) << fields;
        EXPECT_TRUE(client.closed_by_server()) << fields;  // and never a second answer
    }
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
    listen();
    RawHttp client(server->port());
    client.send(tests::post_text(add_slowly) + tests::post_text(add) + tests::post_text("[]") + tests::post_text(add));
    EXPECT_EQ(client.read().body, sum);
    EXPECT_EQ(client.read().body, sum);
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(client.read().body, sum);
}

TEST_F(HttpServerTest, GivesTheHandlerWhatTheHeadersSay) {
    Context seen;
    desk.on_look = [&](Context& context) {
        seen = context;
        return 1;
    };
    listen({.authenticate = [](const rpc::Headers& headers) {
        Caller caller;
        caller.user = headers.get("x-user");
        return caller;
    }});
    RawHttp client(server->port());
    client.post(R"({"jsonrpc":"2.0","method":"calculator.look","id":1})",
                "X-User: u-1\r\nAntiphon-Timeout-Ms: 4000\r\nbaggage: k=v\r\ntracestate: a=b\r\n"
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n");
    EXPECT_EQ(seen.caller.user, "u-1");
    EXPECT_LE(seen.deadline.remaining(), 4s);
    EXPECT_GT(seen.deadline.remaining(), 3s);
    EXPECT_EQ(seen.trace.traceparent.substr(0, 36), "00-0af7651916cd43dd8448eb211c80319c-");
    EXPECT_EQ(seen.trace.tracestate, "a=b");
    EXPECT_EQ(seen.trace.baggage, "k=v");
    EXPECT_NE(seen.cancellation, nullptr);
}

TEST_F(HttpServerTest, RefusesBadCredentialsBeforeTheBodyIsLookedAt) {
    listen({.authenticate = [](const rpc::Headers& headers) -> Caller {
        if (!headers.get("authorization").empty())
            throw Error(ErrorKind::denied, Code::token_expired, "the token has expired");
        return {};
    }});
    RawHttp client(server->port());
    const HttpAnswer answer = client.post("{", "Authorization: Bearer x\r\n");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.headers.at("www-authenticate"), "Bearer");
    EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":null,"error":{"code":-32062,"message":"the token has expired"}})");
    EXPECT_EQ(client.post(add).status, 200);
}

TEST_F(HttpServerTest, ServesFastMethodsWhileSlowOnesWait) {
    Gate gate;
    std::atomic<int> slow{0};
    desk.on_add_slowly = [&](Context&) {
        if (slow.fetch_add(1) < 7) gate.wait();
    };
    listen();
    std::vector<std::unique_ptr<RawHttp>> blocked;
    for (int i = 0; i < 7; ++i) {
        blocked.push_back(std::make_unique<RawHttp>(server->port()));
        blocked.back()->send(tests::post_text(add_slowly));
    }
    ASSERT_TRUE(gate.until_inside(7));
    RawHttp client(server->port());
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(client.post(add).body, sum);
        EXPECT_EQ(client.post(add_slowly).body, sum);  // the eighth thread of the pool
    }
    gate.open();
    for (const auto& waiting : blocked) EXPECT_EQ(waiting->read().body, sum);
}

TEST_F(HttpServerTest, SaysNoWhenThePoolsQueueIsFull) {
    Gate gate;
    desk.on_add_slowly = [&](Context&) { gate.wait(); };
    listen({.pool_threads = 1, .pool_queue = 1});
    RawHttp running(server->port());
    running.send(tests::post_text(add_slowly));
    ASSERT_TRUE(gate.until_inside(1));
    RawHttp queued(server->port());
    queued.send(tests::post_text(add_slowly));
    ASSERT_TRUE(eventually([&] { return server->statistics().running == 2; }));
    RawHttp refused(server->port());
    const HttpAnswer answer = refused.post(add_slowly);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_THAT(answer.body, HasSubstr(R"("code":-32053)"));
    EXPECT_EQ(refused.post(add).body, sum);  // the connection lives, inline methods too
    gate.open();
    EXPECT_EQ(running.read().body, sum);
    EXPECT_EQ(queued.read().body, sum);
    EXPECT_EQ(server->statistics().refused, 1u);
}

TEST_F(HttpServerTest, AnswersAtTheDeadlineAndTellsTheHandler) {
    std::atomic<bool> cancelled{false};
    Gate gate;
    desk.on_add_slowly = [&](Context& context) {
        cancelled = eventually([&] { return context.cancelled(); });
        gate.wait();
    };
    listen();
    RawHttp client(server->port());
    const HttpAnswer answer = client.post(add_slowly, "Antiphon-Timeout-Ms: 60\r\n");
    EXPECT_EQ(answer.status, 504);
    EXPECT_THAT(answer.body, HasSubstr(R"("code":-32052)"));
    // The late result is for nobody; the connection's next request gets its own answer.
    EXPECT_EQ(client.post(add).body, sum);
    ASSERT_TRUE(gate.until_inside(1));
    gate.open();
    EXPECT_TRUE(cancelled);
    EXPECT_EQ(client.post(add).body, sum);
}

TEST_F(HttpServerTest, TellsTheHandlerThatItsClientLeft) {
    Gate gate;
    std::atomic<bool> cancelled{false};
    desk.on_add_slowly = [&](Context& context) {
        gate.wait();
        cancelled = eventually([&] { return context.cancelled(); });
    };
    listen();
    {
        RawHttp client(server->port());
        client.send(tests::post_text(add_slowly));
        ASSERT_TRUE(gate.until_inside(1));
    }
    gate.open();
    EXPECT_TRUE(eventually([&] { return cancelled.load(); }));
    EXPECT_TRUE(eventually([&] { return server->statistics().connections == 0; }));
}

TEST_F(HttpServerTest, RunsEightItemsOfABatchAtOnceAndAnswersInOrder) {
    std::barrier together(8);
    desk.on_add_slowly = [&](Context&) { together.arrive_and_wait(); };
    listen();
    std::string batch = "[";
    std::string answers = "[";
    for (int i = 0; i < 16; ++i) {
        const std::string comma = i == 0 ? "" : ",";
        batch += comma + R"({"jsonrpc":"2.0","method":"calculator.add_slowly","params":[)" + std::to_string(i) +
                 ",0],\"id\":" + std::to_string(i) + "}";
        answers += comma + R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + ",\"result\":" + std::to_string(i) + "}";
    }
    EXPECT_EQ(RawHttp(server->port()).post(batch + "]").body, answers + "]");
}

TEST_F(HttpServerTest, GivesABatchOneDeadline) {
    Gate gate;
    std::atomic<int> started{0};
    desk.on_add_slowly = [&](Context&) {
        ++started;
        gate.wait();
    };
    listen({.pool_threads = 2});
    std::string batch = "[" + add_slowly;
    for (int i = 0; i < 9; ++i) batch += "," + add_slowly;
    const HttpAnswer answer = RawHttp(server->port()).post(batch + "]", "Antiphon-Timeout-Ms: 60\r\n");
    EXPECT_EQ(answer.status, 504);
    gate.open();
    server->close();
    EXPECT_LE(started, 2);  // the others were not started any more
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t allowed_growth = 400 * 1024 * 1024;  // the sanitizer keeps freed memory, and finds leaks itself
#else
constexpr std::size_t allowed_growth = 32 * 1024 * 1024;  // of the 100 MB that came
#endif

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

void abort_uploads(std::uint16_t port, int count) {
    const std::string part =
        "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n" +
        std::string(100'000, ' ');
    for (int i = 0; i < count; ++i) {
        RawHttp client(port);
        client.send(part);
        client.abort();
    }
}

TEST_F(HttpServerTest, LosesNothingToAThousandAbortedUploads) {
    listen();
    abort_uploads(server->port(), 50);
    ASSERT_TRUE(eventually([&] { return server->statistics().connections == 0; }));
    const std::size_t before = resident_bytes();
    abort_uploads(server->port(), 1000);
    ASSERT_TRUE(eventually([&] { return server->statistics().connections == 0; }));
    EXPECT_LT(resident_bytes(), before + allowed_growth);
    EXPECT_EQ(RawHttp(server->port()).post(add).body, sum);
}

TEST_F(HttpServerTest, CutsConnectionsThatDawdle) {
    listen({.header_timeout = 100ms, .body_timeout = 100ms});
    RawHttp silent(server->port());
    RawHttp head(server->port());
    head.send("POST /rpc HTT");
    RawHttp body(server->port());
    body.send("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    EXPECT_TRUE(silent.closed_by_server());
    EXPECT_TRUE(head.closed_by_server());
    EXPECT_TRUE(body.closed_by_server());
    EXPECT_EQ(RawHttp(server->port()).post(add).body, sum);
}

TEST_F(HttpServerTest, DrainsWhatRunsAndRefusesWhatComes) {
    Gate gate;
    desk.on_add_slowly = [&](Context&) { gate.wait(); };
    listen();
    RawHttp running(server->port());
    running.send(tests::post_text(add_slowly));
    RawHttp idle(server->port());
    ASSERT_EQ(idle.post(add).status, 200);
    ASSERT_TRUE(gate.until_inside(1));
    server->stop_accepting();
    EXPECT_THROW(RawHttp(server->port()).post(add), std::runtime_error);
    const HttpAnswer refused = idle.post(add);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.headers.at("retry-after"), "1");
    EXPECT_TRUE(idle.closed_by_server());
    EXPECT_FALSE(server->drain(Deadline::in(10ms)));
    gate.open();
    EXPECT_TRUE(server->drain(Deadline::in(10s)));
    EXPECT_EQ(running.read().body, sum);
}

TEST_F(HttpServerTest, CancelsWhatStillRunsWhenItCloses) {
    desk.on_add_slowly = [&](Context& context) { eventually([&] { return context.cancelled(); }); };
    listen();
    RawHttp client(server->port());
    client.send(tests::post_text(add_slowly));
    ASSERT_TRUE(eventually([&] { return server->statistics().running == 1; }));
    server->close();
    const HttpAnswer answer = client.read();
    EXPECT_TRUE(answer.status == 503 || answer.status == 0) << answer.status;
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
    listen();
    try {
        rpc::HttpServer second({.port = server->port()}, dispatcher);
        FAIL() << "two servers on one port";
    } catch (const Error& error) {
        EXPECT_EQ(error.what(),
                  "cannot listen on 127.0.0.1 port " + std::to_string(server->port()) + ": Address already in use");
    }
    EXPECT_THROW(rpc::HttpServer({.address = "localhost"}, dispatcher), Error);
}

TEST_F(HttpServerTest, RunsOnSeveralThreads) {
    listen({.threads = 3});
    std::vector<std::thread> clients;
    std::atomic<int> right{0};
    for (int i = 0; i < 6; ++i) {
        clients.emplace_back([&] {
            RawHttp client(server->port());
            for (int k = 0; k < 100; ++k) right += client.post(k % 2 == 0 ? add : add_slowly).body == sum ? 1 : 0;
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(right, 600);
}

TEST_F(HttpServerTest, SpeaksIpv6) {
    listen({.address = "::1"});
    EXPECT_EQ(server->url(), "http://[::1]:" + std::to_string(server->port()) + "/rpc");
}

}  // namespace
