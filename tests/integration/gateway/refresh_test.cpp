// What a fresh token changes on a socket that is open.

#include <gtest/gtest.h>

#include "events_fixture.h"

using namespace antiphon;

namespace {

class GatewayRefresh : public GatewayEvents {
  protected:
    std::string token(const std::vector<std::string>& scopes) const { return world.token("ada", "t-1", 600s, scopes); }
    Client ada(const gateway::Gateway& gateway, const std::vector<std::string>& scopes) {
        return Client(gateway.port(), token(scopes));
    }
    std::int64_t refresh(Client& client, const std::vector<std::string>& scopes) {
        return error_code(client.call("rpc.refresh", R"({"token":")" + token(scopes) + "\"}"));
    }
    static std::string request(const std::string& id, const std::string& method, const std::string& params) {
        return R"({"jsonrpc":"2.0","id":")" + id + R"(","method":")" + method + R"(","params":)" + params + "}";
    }
    static std::string room(const std::string& channel, const std::string& name) {
        return R"({"channel":")" + channel + R"(","params":{"room":")" + name + R"("}})";
    }
};

constexpr const char* audit = R"({"channel":"test.audit"})";

}  // namespace

TEST_F(GatewayRefresh, AnswersASubscriptionThatItEndsBeforeItBegan) {
    const auto gateway = world.gateway();
    Client client = ada(*gateway, {"audit"});
    // Redis answers on another thread, so the second item finds the first one waiting.
    client.send("[" + request("a", "rpc.subscribe", audit) + "," +
                request("b", "rpc.refresh", R"({"token":")" + token({}) + "\"}") + "]");
    const std::string answers = client.receive();
    EXPECT_TRUE(answers.starts_with(R"([{"jsonrpc":"2.0","id":"a","error":{"code":-32061,)")) << answers;
    EXPECT_TRUE(answers.ends_with(R"({"jsonrpc":"2.0","id":"b","result":true}])")) << answers;
    EXPECT_TRUE(client.is_silent());
    EXPECT_EQ(refresh(client, {"audit"}), 0);
    EXPECT_EQ(error_code(client.call("rpc.subscribe", audit)), 0);
}

TEST_F(GatewayRefresh, EndsAndTellsOfWhatTheFreshTokenDoesNotGrant) {
    const auto gateway = world.gateway();
    Client client = ada(*gateway, {"audit"});
    EXPECT_EQ(error_code(client.call("rpc.subscribe", audit)), 0);
    EXPECT_EQ(refresh(client, {}), 0);
    EXPECT_EQ(client.notification(), R"({"jsonrpc":"2.0","method":"rpc.unsubscribed","params":)"
                                     R"({"subscription":"test.audit","reason":"permission_denied"}})");
}

TEST_F(GatewayRefresh, DoesNotLetInWhoWasAllowedWithTheTokenBefore) {
    const auto gateway = world.gateway();
    Client client = ada(*gateway, {"vault"});
    const std::string subscribe = room("test.vault", "slow");
    client.send(request("a", "rpc.subscribe", subscribe));
    world.service.door.wait_for_visitor();
    EXPECT_EQ(refresh(client, {}), 0);
    world.service.door.open();
    EXPECT_EQ(error_code(client.receive()), code(Code::permission_denied));
    EXPECT_EQ(refresh(client, {"vault"}), 0);
    const int asked = world.service.calls;
    EXPECT_EQ(error_code(client.call("rpc.subscribe", subscribe)), 0);
    EXPECT_EQ(world.service.calls, asked + 1) << "the answer about another token was kept";
}

TEST_F(GatewayRefresh, MakesTheServiceDecideAnewAboutARequestThatWaits) {
    const auto gateway = world.gateway();
    Client client = ada(*gateway, {"vault", "rooms"});
    client.send(request("a", "rpc.subscribe", room("test.vault", "granted")));
    world.service.door.wait_for_visitor();
    EXPECT_EQ(refresh(client, {"vault"}), 0);
    world.service.door.open();
    EXPECT_EQ(error_code(client.receive()), code(Code::permission_denied));
}

TEST_F(GatewayRefresh, MakesTheServiceDecideAnewAboutWhoListensAlready) {
    const auto gateway = world.gateway();
    world.service.door.open();
    Client client = ada(*gateway, {"vault", "rooms"});
    EXPECT_EQ(error_code(client.call("rpc.subscribe", room("test.vault", "granted"))), 0);
    EXPECT_EQ(error_code(client.call("rpc.subscribe", room("test.vault", "open"))), 0);
    const int asked = world.service.calls;
    EXPECT_EQ(refresh(client, {"vault", "rooms"}), 0);
    EXPECT_EQ(world.service.calls, asked) << "it grants what the one before did";
    EXPECT_EQ(refresh(client, {"vault"}), 0);
    EXPECT_EQ(client.notification(), R"({"jsonrpc":"2.0","method":"rpc.unsubscribed","params":)"
                                     R"({"subscription":"test.vault:granted","reason":"permission_denied"}})");
    world.publish("test.vault:granted", "1");
    world.publish("test.vault:open", "2");
    EXPECT_EQ(client.notification(), event_message("test.vault:open", std::nullopt, "2"));
    EXPECT_EQ(world.service.calls, asked + 2);
}

TEST_F(GatewayRefresh, IsAskedForAtTheMomentThatTheClockSaysHoweverEarlyATimerCame) {
    const auto behind = std::make_shared<std::atomic<int>>(0);
    const auto clock = [behind] { return now() - std::chrono::milliseconds(*behind); };
    const auto gateway = world.gateway([&](gateway::Options& options) {
        options.tokens.clock = clock;
        options.limits.expiry_notice = 1s;
        options.limits.expiry_grace = 100ms;
    });
    const Timestamp signed_at = now();
    Client client(gateway->port(), world.token("ada", "t-1", 2s));
    client.call("rpc.ping");
    *behind = 400;  // as if the timer were that much shorter
    EXPECT_LE(number(member(client.notification(), {"params", "expires_in_ms"})), 1000U);
    *behind = 800;
    EXPECT_EQ(client.close_code(), CloseCode::token_expired);
    EXPECT_GE(clock(), std::chrono::floor<std::chrono::seconds>(signed_at) + 2s + 100ms);
}
