#include <gtest/gtest.h>

#include <thread>

#include "antiphon/base/codes.h"
#include "antiphon/testing/eventually.h"
#include "world.h"

using namespace antiphon;

namespace {

constexpr auto code = [](Code of) { return static_cast<std::int64_t>(of); };

class GatewaySession : public ::testing::Test {
  protected:
    World world;
};

}  // namespace

TEST_F(GatewaySession, IsOpenedByATokenInTheHeaderTheSubprotocolOrTheFirstMessage) {
    const auto gateway = world.gateway();
    Client by_header(gateway->port(), "", {.headers = {{"Authorization", "Bearer " + world.token("ada")}}});
    EXPECT_EQ(error_code(by_header.call("test.echo")), 0);
    Client by_subprotocol(gateway->port(), world.token("ada"));
    EXPECT_EQ(error_code(by_subprotocol.call("test.echo")), 0);
    Client by_message(gateway->port(), "");
    EXPECT_EQ(error_code(by_message.call("test.echo")), code(Code::unauthenticated));
    const std::string answer =
        by_message.call("rpc.connect", R"({"token":")" + world.token("ada") + R"(","client":{"name":"t"}})");
    EXPECT_EQ(member(answer, {"result", "user"}), R"("ada")");
    EXPECT_EQ(member(answer, {"result", "tenant"}), R"("t-1")");
    EXPECT_EQ(member(answer, {"result", "ping_ms"}), "25000");
    EXPECT_EQ(member(answer, {"result", "max_message"}), "65536");
    EXPECT_EQ(member(answer, {"result", "subscriptions"}),
              R"({"rpc.all":{},"rpc.tenant:t-1":{},"rpc.user:t-1:ada":{}})");
    EXPECT_EQ(error_code(by_message.call("test.echo")), 0);
}

TEST_F(GatewaySession, EndsWithoutATokenInTime) {
    const auto gateway = world.gateway([](gateway::Options& options) { options.limits.auth_timeout = 50ms; });
    Client nobody(gateway->port(), "");
    EXPECT_EQ(nobody.close_code(), CloseCode::auth_timeout);
}

TEST_F(GatewaySession, StaysWithoutATokenWhereThatIsAllowed) {
    const auto gateway = world.gateway([](gateway::Options& options) {
        options.allow_anonymous = true;
        options.limits.auth_timeout = 1ms;
    });
    Client nobody(gateway->port(), "");
    EXPECT_EQ(error_code(nobody.call("test.open")), 0);
    EXPECT_EQ(error_code(nobody.call("test.echo")), code(Code::unauthenticated));
    EXPECT_EQ(error_code(nobody.call("rpc.subscribe", R"({"channel":"test.news","params":{"topic":"a"}})")), 0);
    EXPECT_EQ(error_code(nobody.call("rpc.subscribe", R"({"channel":"test.mine"})")), code(Code::unauthenticated));
}

TEST_F(GatewaySession, RefusesBadTokensWithAStatusOrACloseCode) {
    const auto gateway = world.gateway();
    EXPECT_THROW(Client(gateway->port(), "", {.headers = {{"Authorization", "Bearer x.y.z"}}}), Error);
    Client bad(gateway->port(), "eyJhbGciOiJub25lIn0.e30.");
    EXPECT_EQ(bad.close_code(), CloseCode::invalid_token);
    Client late(gateway->port(), world.token("ada", "t-1", -60s));
    EXPECT_EQ(late.close_code(), CloseCode::token_expired);
    Client in_message(gateway->port(), "");
    EXPECT_EQ(error_code(in_message.call("rpc.connect", R"({"token":"x.y.z"})")), code(Code::unauthenticated));
    EXPECT_EQ(in_message.close_code(), CloseCode::invalid_token);
}

TEST_F(GatewaySession, IsWarnedBeforeItsTokenEndsAndClosedAfterTheGrace) {
    const auto gateway = world.gateway([](gateway::Options& options) {
        options.limits.expiry_notice = 1s;
        options.limits.expiry_grace = 100ms;
    });
    Client ada(gateway->port(), world.token("ada", "t-1", 2s));
    EXPECT_EQ(member(ada.notification(), {"method"}), R"("rpc.token_expiring")");
    EXPECT_EQ(ada.close_code(), CloseCode::token_expired);
}

TEST_F(GatewaySession, GoesOnWithAFreshTokenOfTheSameUser) {
    const auto gateway = world.gateway([](gateway::Options& options) {
        options.limits.expiry_notice = 1s;
        options.limits.expiry_grace = 100ms;
    });
    Client ada(gateway->port(), world.token("ada", "t-1", 2s));
    ada.notification();
    EXPECT_EQ(error_code(ada.call("rpc.refresh", R"({"token":"x"})")), code(Code::unauthenticated));
    EXPECT_EQ(error_code(ada.call("rpc.refresh", R"({"token":")" + world.token("bob") + "\"}")),
              code(Code::permission_denied));
    EXPECT_EQ(error_code(ada.call("rpc.refresh", R"({"token":")" + world.token("ada", "t-1", 4s) + "\"}")), 0);
    EXPECT_EQ(member(ada.notification(), {"method"}), R"("rpc.token_expiring")");
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);
}

TEST_F(GatewaySession, TakesOnlySubprotocolsItKnows) {
    const auto gateway = world.gateway();
    EXPECT_THROW(Client(gateway->port(), "", {.subprotocols = {"graphql-ws"}}), Error);
    ws::Client plain("ws://127.0.0.1:" + std::to_string(gateway->port()) + "/ws",
                     {.headers = {{"Authorization", "Bearer " + world.token("ada")}}});
    EXPECT_EQ(plain.subprotocol(), "");
    EXPECT_THROW(ws::Client("ws://127.0.0.1:" + std::to_string(gateway->port()) + "/other"), Error);
}

TEST_F(GatewaySession, IsOnlyForPagesOfAllowedOrigins) {
    const auto gateway = world.gateway([](gateway::Options& options) {
        options.origins = {"https://app.example", "https://*.shop.example"};
    });
    const auto opens = [&](const std::string& origin) {
        try {
            Client client(gateway->port(), world.token("ada"), {.headers = {{"Origin", origin}}});
            return error_code(client.call("rpc.ping")) == 0;
        } catch (const Error&) {
            return false;
        }
    };
    EXPECT_TRUE(opens("https://app.example"));
    EXPECT_TRUE(opens("https://a.shop.example"));
    for (const char* origin : {"null", "http://app.example", "https://evil-app.example", "https://app.example.evil",
                               "https://shop.example", "https://app.example:8443"})
        EXPECT_FALSE(opens(origin)) << origin;
}

TEST_F(GatewaySession, CountsTheConnectionsOfAUser) {
    const auto gateway = world.gateway([](gateway::Options& options) { options.limits.max_connections_per_user = 2; });
    auto one = std::make_unique<Client>(gateway->port(), world.token("ada"));
    Client two(gateway->port(), world.token("ada"));
    one->call("rpc.ping");
    two.call("rpc.ping");
    Client three(gateway->port(), world.token("ada"));
    EXPECT_EQ(three.close_code(), CloseCode::limit);
    Client bob(gateway->port(), world.token("bob"));
    EXPECT_EQ(error_code(bob.call("rpc.ping")), 0);
    one.reset();
    EXPECT_TRUE(antiphon::testing::eventually(5s, [&] {
        try {
            Client again(gateway->port(), world.token("ada"));
            return error_code(again.call("rpc.ping")) == 0;
        } catch (const Error&) {
            return false;
        }
    }));
}

TEST_F(GatewaySession, PingsClientsThatAskAndClosesThoseThatAreSilent) {
    const auto gateway = world.gateway([](gateway::Options& options) {
        options.limits.ping_interval = 500ms;
        options.limits.pong_timeout = 1500ms;
    });
    Client ada(gateway->port(), world.token("ada"));
    ada.call("rpc.connect", R"({"ping":true})");
    EXPECT_EQ(ada.notification(), R"({"jsonrpc":"2.0","method":"rpc.ping"})");
    ada.send(R"({"jsonrpc":"2.0","method":"rpc.pong"})");
    EXPECT_EQ(ada.notification(), R"({"jsonrpc":"2.0","method":"rpc.ping"})");
    EXPECT_EQ(ada.close_code(), CloseCode::no_pong);
}

TEST_F(GatewaySession, IsTakenLeaveOfWhenTheGatewayDrainsAndItsCallsFinish) {
    const auto gateway = world.gateway();
    Client idle(gateway->port(), world.token("ada")), busy(gateway->port(), world.token("bob"));
    idle.call("rpc.ping");
    busy.send(R"({"jsonrpc":"2.0","id":"slow","method":"test.slow"})");
    world.service.door.wait_for_visitor();
    std::thread draining([&] { gateway->drain(); });
    EXPECT_EQ(idle.close_code(), CloseCode::draining);
    EXPECT_EQ(member(idle.close_reason(), {"name"}), R"("draining")");
    EXPECT_FALSE(member(idle.close_reason(), {"reconnect_after_ms"}).empty());
    EXPECT_FALSE(gateway->ready());
    world.service.door.open();
    EXPECT_EQ(busy.receive(), R"({"jsonrpc":"2.0","id":"slow","result":true})");
    EXPECT_EQ(busy.close_code(), CloseCode::draining);
    draining.join();
}
