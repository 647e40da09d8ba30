// What the server does over time: many calls at once, deadlines, clients that leave, stopping.

#include <barrier>
#include <fstream>
#include <thread>

#include "antiphon/base/error.h"
#include "http_server_fixture.h"

namespace tests {
namespace {

using ::testing::HasSubstr;

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
        blocked.back()->send(post_text(add_slowly));
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
    running.send(post_text(add_slowly));
    ASSERT_TRUE(gate.until_inside(1));
    RawHttp queued(server->port());
    queued.send(post_text(add_slowly));
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
        client.send(post_text(add_slowly));
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
    running.send(post_text(add_slowly));
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
    client.send(post_text(add_slowly));
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
}  // namespace tests
