#include "antiphon/ws/client.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace antiphon::ws::testing {
namespace {

using namespace std::chrono_literals;

class ClientTest : public ServerTest {
  protected:
    std::string url(const std::string& path = "/ws") {
        return "ws://127.0.0.1:" + std::to_string(server->port()) + path;
    }
};

TEST_F(ClientTest, HearsWhatItSaid) {
    start();
    Client client(url());
    client.send("hello");
    EXPECT_EQ(client.receive(Deadline::in(5s)), "hello");
    const std::string large(60'000, 'x');
    client.send(large);
    EXPECT_EQ(client.receive(Deadline::in(5s)), large);
}

TEST_F(ClientTest, GoesOnWaitingAfterADeadline) {
    start();
    Client client(url());
    EXPECT_EQ(client.receive(Deadline::in(10ms)), std::nullopt);
    client.send("late");
    EXPECT_EQ(client.receive(Deadline::in(5s)), "late");
}

TEST_F(ClientTest, SendsHeadersAndTakesTheSubprotocolThatWasChosen) {
    std::string authorization;
    application.on_accept = [&](const Upgrade& upgrade) {
        authorization = upgrade.head.header("authorization");
        Decision decision;
        decision.subprotocol = upgrade.subprotocols().back();
        return decision;
    };
    start();
    Client client(url(), {.headers = {{"Authorization", "Bearer abc"}}, .subprotocols = {"one", "two"}});
    EXPECT_EQ(client.subprotocol(), "two");
    EXPECT_EQ(authorization, "Bearer abc");
}

TEST_F(ClientTest, TellsWithWhichCodeItWasClosed) {
    application.on_message = [](Socket& socket, std::string_view) {
        socket.close(CloseCode::slow_consumer, "too slow");
    };
    start();
    Client client(url());
    client.send("x");
    try {
        client.receive(Deadline::in(5s));
        ADD_FAILURE() << "the socket is still open";
    } catch (const Closed& closed) {
        EXPECT_EQ(closed.close_code(), CloseCode::slow_consumer);
        EXPECT_EQ(closed.reason(), "too slow");
        EXPECT_STREQ(closed.what(), "the connection was closed with 4430 (slow_consumer): too slow");
    }
}

TEST_F(ClientTest, TellsWhyThereIsNoSocket) {
    application.on_accept = [](const Upgrade&) {
        Decision decision;
        decision.status = 401;
        return decision;
    };
    start();
    const auto refusal = [](const std::string& address) -> std::string {
        try {
            Client client(address);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal(url()), ::testing::HasSubstr("it answered 401"));
    EXPECT_THAT(refusal("http://127.0.0.1:1"), ::testing::HasSubstr("expected a URL ws://host:port"));
    EXPECT_THAT(refusal("ws://127.0.0.1:1"), ::testing::HasSubstr("cannot be reached: Connection refused"));
}

TEST_F(ClientTest, LeavesWithACleanClose) {
    start();
    Client client(url());
    client.close();
    EXPECT_EQ(application.close_code(), CloseCode::normal);
}

}  // namespace
}  // namespace antiphon::ws::testing
