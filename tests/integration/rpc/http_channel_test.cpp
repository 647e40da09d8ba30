#include "antiphon/rpc/http_channel.h"

#include <gmock/gmock.h>

#include "antiphon/base/error.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"
#include "calculator.h"
#include "raw_http.h"

namespace {

using namespace antiphon;
using namespace std::chrono_literals;

/// A service on a port.
struct Place {
    explicit Place(std::uint16_t port = 0) {
        dispatcher.add(desk);
        server.emplace(rpc::HttpServerOptions{.port = port, .pool_threads = 4}, dispatcher);
    }
    calculator::Desk desk;
    rpc::Dispatcher dispatcher;
    std::optional<rpc::HttpServer> server;
};

std::string url_of_nobody() {
    Place place;
    return place.server->url();
}

int code_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return 0;
}

TEST(HttpChannel, TakesAddressesInTurn) {
    Place one;
    Place two;
    int ones = 0;
    int twos = 0;
    one.desk.on_look = [&](Context&) { return ++ones; };
    two.desk.on_look = [&](Context&) { return ++twos; };
    calculator::Client client(std::make_shared<rpc::HttpChannel>(std::vector{one.server->url(), two.server->url()}));
    for (int i = 0; i < 10; ++i) client.look();
    EXPECT_EQ(ones, 5);
    EXPECT_EQ(twos, 5);
}

TEST(HttpChannel, TriesTheNextAddressWhenOneDoesNotAnswer) {
    Place place;
    calculator::Client client(std::make_shared<rpc::HttpChannel>(std::vector{url_of_nobody(), place.server->url()},
                                                                 rpc::HttpChannelOptions{.first_wait = 1ms}));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(client.add({i, 1}), i + 1);
}

TEST(HttpChannel, LeavesAnAddressThatKeepsFailingAlone) {
    Place place;
    calculator::Client client(
        std::make_shared<rpc::HttpChannel>(std::vector{url_of_nobody(), place.server->url()},
                                           rpc::HttpChannelOptions{.failures_to_open = 2, .rest = 60s}));
    int failed = 0;
    for (int i = 0; i < 20; ++i) failed += code_of([&] { client.add_slowly({1, 1}); }) != 0 ? 1 : 0;  // not repeated
    EXPECT_EQ(failed, 2);
}

TEST(HttpChannel, SaysThatNobodyAnswers) {
    calculator::Client client(
        std::make_shared<rpc::HttpChannel>(url_of_nobody(), rpc::HttpChannelOptions{.first_wait = 1ms}));
    EXPECT_EQ(code_of([&] { client.add({1, 1}); }), static_cast<int>(Code::unavailable));
    EXPECT_EQ(code_of([&] { client.add_slowly({1, 1}); }), static_cast<int>(Code::unavailable));
    EXPECT_THROW(rpc::HttpChannel("localhost:1"), Error);
}

TEST(HttpChannel, FollowsTheAddressesItIsGiven) {
    Place place;
    const auto channel = std::make_shared<rpc::HttpChannel>(std::vector<std::string>{});
    calculator::Client client(channel);
    EXPECT_EQ(code_of([&] { client.add_slowly({1, 1}); }), static_cast<int>(Code::unavailable));
    channel->set_urls({place.server->url()});
    EXPECT_EQ(client.add_slowly({1, 1}), 2);
}

TEST(HttpChannel, FindsAServerAgainThatCameBack) {
    auto place = std::make_unique<Place>();
    const std::uint16_t port = place->server->port();
    calculator::Client client(
        std::make_shared<rpc::HttpChannel>(place->server->url(), rpc::HttpChannelOptions{.first_wait = 5ms}));
    EXPECT_EQ(client.add({1, 1}), 2);
    place.reset();
    place = std::make_unique<Place>(port);
    EXPECT_EQ(client.add({1, 1}), 2);
}

TEST(HttpChannel, RepeatsWithinTheDeadlineOnly) {
    Place place;
    int looks = 0;
    place.desk.on_look = [&](Context&) -> std::int64_t {
        ++looks;
        throw Error(ErrorKind::unavailable, Code::unavailable, "not now").retry_in(10s);
    };
    calculator::Client client(std::make_shared<rpc::HttpChannel>(place.server->url()));
    EXPECT_EQ(code_of([&] { client.look({.deadline = 1s}); }), static_cast<int>(Code::unavailable));
    EXPECT_EQ(looks, 1);  // the server asked for more than is left
}

TEST(HttpChannel, GivesUpAfterThreeAttempts) {
    Place place;
    int looks = 0;
    place.desk.on_look = [&](Context&) -> std::int64_t {
        ++looks;
        throw Error(ErrorKind::unavailable, Code::dependency_down, "not now").retry_in(1ms);
    };
    calculator::Client client(std::make_shared<rpc::HttpChannel>(place.server->url()));
    EXPECT_EQ(code_of([&] { client.look(); }), static_cast<int>(Code::dependency_down));
    EXPECT_EQ(looks, 3);
}

TEST(HttpChannel, StopsRepeatingWhenTooMuchIsRepeated) {
    Place place;
    int looks = 0;
    place.desk.on_look = [&](Context&) -> std::int64_t {
        ++looks;
        throw Error(ErrorKind::unavailable, Code::unavailable, "not now").retry_in(1ms);
    };
    calculator::Client client(
        std::make_shared<rpc::HttpChannel>(place.server->url(), rpc::HttpChannelOptions{.failures_to_open = 1000}));
    for (int i = 0; i < 20; ++i) EXPECT_THROW(client.look(), Error);
    EXPECT_EQ(looks, 30);  // twenty calls and a budget of ten repetitions
}

TEST(HttpChannel, EndsACallAtItsDeadline) {
    Place place;
    std::atomic<bool> cancelled{false};
    place.desk.on_add_slowly = [&](Context& context) {
        const Deadline limit = Deadline::in(10s);
        while (!context.cancelled() && !limit.passed()) std::this_thread::yield();
        cancelled = context.cancelled();
    };
    calculator::Client client(std::make_shared<rpc::HttpChannel>(place.server->url()));
    const auto start = Clock::now();
    EXPECT_EQ(code_of([&] {
                  client.add_slowly({1, 1}, {.deadline = 100ms});
              }),
              static_cast<int>(Code::deadline_exceeded));
    EXPECT_LT(Clock::now() - start, 2s);
    place.server->close();
    EXPECT_TRUE(cancelled);
}

TEST(HttpChannel, FailsWhatIsUnderWayWhenItGoes) {
    Place place;
    place.desk.on_add_slowly = [&](Context& context) {
        while (!context.cancelled()) std::this_thread::yield();
    };
    auto channel = std::make_shared<rpc::HttpChannel>(place.server->url());
    auto answer = rpc::call_async<json::wire::Int53, std::int64_t>(*channel, "calculator.add_slowly", "[1,1]",
                                                                   rpc::Idempotency::none, {}, nullptr);
    channel.reset();
    EXPECT_EQ(code_of([&] { answer.get(); }), static_cast<int>(Code::cancelled));
}

TEST(HttpChannel, SendsTokensAndSealsIdentities) {
    Place place;
    std::string token;
    std::string seal;
    rpc::HttpServer server({.authenticate =
                                [&](const rpc::Headers& headers) {
                                    token = headers.get("authorization");
                                    seal = headers.get("antiphon-caller");
                                    return Caller();
                                }},
                           place.dispatcher);
    calculator::Client client(std::make_shared<rpc::HttpChannel>(
        server.url(), rpc::HttpChannelOptions{.seal = [](const Caller& caller) { return "sealed " + caller.user; }}));
    client.add({1, 1}, {.token = "t-1"});
    EXPECT_EQ(token, "Bearer t-1");
    EXPECT_EQ(seal, "");
    Context context;
    context.caller.user = "u-1";
    const ContextScope scope(context);
    client.add({1, 1});
    EXPECT_EQ(token, "");
    EXPECT_EQ(seal, "sealed u-1");
}

TEST(HttpChannel, ReportsAnAnswerThatIsNotJsonRpc) {
    Place place;
    calculator::Client client(std::make_shared<rpc::HttpChannel>(place.server->url() + "/elsewhere"));
    EXPECT_EQ(code_of([&] { client.add({1, 1}); }), static_cast<int>(Code::internal_error));
}

}  // namespace
