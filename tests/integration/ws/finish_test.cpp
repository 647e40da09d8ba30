// Answers behind which the connection closes.
#include "fixture.h"

namespace antiphon::ws::testing {
namespace {
using namespace std::chrono_literals;

using FinishTest = ServerTest;

TEST_F(FinishTest, AnAnswerLeavesWholeHoweverMuchLongerThanTheCloseTimeoutItTakes) {
    const std::string large(16'000'000, 'x');  // more than the kernel holds
    application.on_http = [&](const HttpRequest& request, const std::function<void(HttpResponse)>& answer) {
        answer({200, {}, request.path() == "/large" ? large : "small", {}});
    };
    start({.close_timeout = 50ms});
    auto slow = connect(4096);
    slow->say("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(slow->hear_head().starts_with("HTTP/1.1 200 "));
    // Answered later, and cut because it does not close its direction: the close timeout has passed for both.
    auto later = connect();
    later->say("GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(application.wait([&] { return server->stats().connections <= 1; }));
    EXPECT_EQ(slow->hear_all().size(), large.size());
    EXPECT_TRUE(slow->over());
}

TEST_F(FinishTest, AnAnswerThatNobodyTakesIsCutByTheStallTimeout) {
    application.on_http = [&](const HttpRequest&, const std::function<void(HttpResponse)>& answer) {
        answer({200, {}, std::string(16'000'000, 'x'), {}});
    };
    start({.outbox = {.stall_timeout = 50ms}});
    auto client = connect(4096);
    client->say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(application.wait([&] { return server->stats().slow_closed == 1 && server->stats().connections == 0; }));
}

TEST_F(FinishTest, RequestsSayWhichNetworkTheyComeFrom) {
    application.on_http = [&](const HttpRequest& request, const std::function<void(HttpResponse)>& answer) {
        answer({200, {}, request.remote_address + " of " + request.remote_network, {}});
    };
    start();
    auto client = connect();
    client->say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client->hear_all().ends_with("\r\n\r\n127.0.0.1 of 127.0.0.1"));
}

}  // namespace
}  // namespace antiphon::ws::testing
