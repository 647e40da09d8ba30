#include <gtest/gtest.h>

#include "antiphon/base/codes.h"
#include "antiphon/testing/eventually.h"
#include "world.h"

using namespace antiphon;

namespace {

constexpr auto code = [](Code of) { return static_cast<std::int64_t>(of); };

class GatewayCalls : public ::testing::Test {
  protected:
    World world;
    std::unique_ptr<gateway::Gateway> gateway = world.gateway();
    Client ada{gateway->port(), world.token("ada")};
};

}  // namespace

TEST_F(GatewayCalls, ReachTheServiceAndTheAnswerComesBackAsItWas) {
    EXPECT_EQ(ada.call("test.echo", R"({"price":1.500,"name":"ä"})"),
              R"({"jsonrpc":"2.0","id":1,"result":{"price":1.500,"name":"ä"}})");
}

TEST_F(GatewayCalls, SayWhoCallsWhateverTheClientClaims) {
    EXPECT_EQ(member(ada.call("test.whoami"), {"result"}), R"({"user":"ada","tenant":"t-1"})");
    const HttpAnswer forged =
        http(gateway->port(), "POST", "/rpc",
             {"Content-Type: application/json", "Authorization: Bearer " + world.token("ada"),
              "Antiphon-Caller: " + auth::CallerSeal(world.keys).seal({{"root", "t-9", {}, {}}, {}, {}, {}, {}})},
             R"({"jsonrpc":"2.0","id":1,"method":"test.whoami"})");
    EXPECT_EQ(member(forged.body, {"result"}), R"({"user":"ada","tenant":"t-1"})");
}

TEST_F(GatewayCalls, AnswerOutOfOrderSoThatASlowOneDelaysNobody) {
    ada.send(R"({"jsonrpc":"2.0","id":"slow","method":"test.slow"})");
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);
    world.service.door.open();
    EXPECT_EQ(ada.receive(), R"({"jsonrpc":"2.0","id":"slow","result":true})");
}

TEST_F(GatewayCalls, FindOnlyWhatIsExposed) {
    const std::string hidden = ada.call("test.hidden"), unknown = ada.call("test.nothing");
    EXPECT_EQ(error_code(hidden), code(Code::method_not_found));
    EXPECT_EQ(error_code(unknown), code(Code::method_not_found));
    EXPECT_EQ(error_code(ada.call("rpc.nothing")), code(Code::method_not_found));
}

TEST_F(GatewayCalls, NeedTheScopesThatTheInterfaceNames) {
    EXPECT_EQ(error_code(ada.call("test.report")), code(Code::permission_denied));
    auth::Claims claims;
    claims.caller = {"ada", "t-1", {"reports:read"}, {}};
    Client reader(gateway->port(), auth::Signer(*world.keys.signing()).sign(claims, 60s));
    EXPECT_EQ(error_code(reader.call("test.report")), 0);
}

TEST_F(GatewayCalls, NeverShowTheTextOfAnException) {
    const std::string answer = ada.call("test.fail");
    EXPECT_EQ(error_code(answer), code(Code::internal_error));
    EXPECT_EQ(answer.find("1234"), std::string::npos);
}

TEST_F(GatewayCalls, EndWithTheirDeadline) {
    EXPECT_EQ(error_code(ada.call("test.brief")), code(Code::deadline_exceeded));
    world.service.door.open();
}

TEST_F(GatewayCalls, AreCancelledOnRequest) {
    ada.send(R"({"jsonrpc":"2.0","id":"slow","method":"test.slow"})");
    world.service.door.wait_for_visitor();
    ada.send(R"({"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":"slow"}})");
    const std::string answer = ada.receive();
    EXPECT_EQ(member(answer, {"id"}), R"("slow")");
    EXPECT_EQ(error_code(answer), code(Code::cancelled));
    world.service.door.open();
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);
}

TEST_F(GatewayCalls, AreCancelledInTheServiceToo) {
    auto cancelled = world.service.saw_cancellation.get_future();
    ada.send(R"({"jsonrpc":"2.0","id":7,"method":"test.patient"})");
    world.service.door.wait_for_visitor();
    ada.send(R"({"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":7}})");
    EXPECT_EQ(error_code(ada.receive()), code(Code::cancelled));
    ASSERT_EQ(cancelled.wait_for(20s), std::future_status::ready);
    EXPECT_TRUE(cancelled.get());
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);
}

TEST_F(GatewayCalls, AreCancelledInTheServiceWhenTheClientLeaves) {
    auto cancelled = world.service.saw_cancellation.get_future();
    {
        Client leaves(gateway->port(), world.token("bob"));
        leaves.send(R"({"jsonrpc":"2.0","id":7,"method":"test.patient"})");
        world.service.door.wait_for_visitor();
    }
    ASSERT_EQ(cancelled.wait_for(20s), std::future_status::ready);
    EXPECT_TRUE(cancelled.get());
}

TEST_F(GatewayCalls, OverHttpAreCancelledInTheServiceWhenTheClientLeaves) {
    auto cancelled = world.service.saw_cancellation.get_future();
    {
        const HttpCall leaves(gateway->port(), "POST", "/rpc",
                              {"Authorization: Bearer " + world.token("bob"), "Content-Type: application/json"},
                              R"({"jsonrpc":"2.0","id":7,"method":"test.patient"})");
        world.service.door.wait_for_visitor();
    }
    ASSERT_EQ(cancelled.wait_for(20s), std::future_status::ready);
    EXPECT_TRUE(cancelled.get());
}

TEST_F(GatewayCalls, RunOnWhenTheirInterfaceSaysThatTheyCannotBeCancelled) {
    ada.send(R"({"jsonrpc":"2.0","id":"s","method":"test.stubborn"})");
    world.service.door.wait_for_visitor();
    EXPECT_EQ(member(ada.call("rpc.cancel", R"({"id":"s"})"), {"result"}), "false");
    world.service.door.open();
    EXPECT_EQ(ada.receive(), R"({"jsonrpc":"2.0","id":"s","result":false})");
}

TEST_F(GatewayCalls, CountAsUnderWayUntilTheirServiceHasEnded) {
    for (int i = 0; i < 64; ++i)
        ada.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(1000 + i) + R"(,"method":"test.slow"})");
    world.service.door.wait_for_visitor();
    ada.send(R"({"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":1000}})");
    EXPECT_EQ(error_code(ada.receive()), code(Code::cancelled));
    EXPECT_EQ(error_code(ada.call("test.echo")), code(Code::overloaded));
    world.service.door.open();
}

TEST_F(GatewayCalls, AreAtMostSixtyFourAtATime) {
    for (int i = 0; i < 65; ++i)
        ada.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(1000 + i) + R"(,"method":"test.slow"})");
    const std::string refused = ada.receive();
    EXPECT_EQ(member(refused, {"id"}), "1064");
    EXPECT_EQ(error_code(refused), code(Code::overloaded));
    world.service.door.open();
    for (int i = 0; i < 64; ++i) EXPECT_EQ(error_code(ada.receive()), 0);
}

TEST_F(GatewayCalls, FollowTheExamplesOfTheSpecification) {
    const std::vector<std::pair<std::string, std::string>> examples = {
        {R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})",
         R"({"jsonrpc":"2.0","id":1,"result":19})"},
        {R"({"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2})",
         R"({"jsonrpc":"2.0","id":2,"result":-19})"},
        {R"({"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3})",
         R"({"jsonrpc":"2.0","id":3,"result":19})"},
        {R"({"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4})",
         R"({"jsonrpc":"2.0","id":4,"result":19})"},
    };
    for (const auto& [request, answer] : examples) {
        ada.send(request);
        EXPECT_EQ(ada.receive(), answer);
    }
    const auto expect_error = [&](const std::string& request, const std::string& id, Code expected) {
        ada.send(request);
        const std::string answer = ada.receive();
        EXPECT_EQ(member(answer, {"id"}), id) << request;
        EXPECT_EQ(error_code(answer), code(expected)) << request;
    };
    ada.send(R"({"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]})");
    ada.send(R"({"jsonrpc": "2.0", "method": "foobar"})");
    expect_error(R"({"jsonrpc": "2.0", "method": "foobar", "id": "1"})", R"("1")", Code::method_not_found);
    expect_error(R"({"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz])", "null", Code::parse_error);
    expect_error(R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})", "null", Code::invalid_request);
    expect_error(
        R"([ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method" ])", "null",
        Code::parse_error);
    expect_error("[]", "null", Code::invalid_request);
}

TEST_F(GatewayCalls, FollowTheBatchExamplesOfTheSpecification) {
    const auto codes = [&](const std::string& batch) {
        ada.send(batch);
        const std::string answer = ada.receive();
        std::vector<std::int64_t> found;
        json::Parser parser;
        for (const json::Value one : parser.parse(answer).elements())
            found.push_back(error_code(std::string(one.text())));
        return found;
    };
    const std::int64_t invalid = code(Code::invalid_request);
    EXPECT_EQ(codes("[1]"), (std::vector<std::int64_t>{invalid}));
    EXPECT_EQ(codes("[1,2,3]"), (std::vector<std::int64_t>{invalid, invalid, invalid}));
    EXPECT_EQ(codes(R"([
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
        {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "get_data", "id": "9"}])"),
              (std::vector<std::int64_t>{0, 0, invalid, code(Code::method_not_found), 0}));
    ada.send(R"([{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
                 {"jsonrpc": "2.0", "method": "notify_hello", "params": [8]}])");
    EXPECT_TRUE(ada.is_silent());
    ada.send(
        R"([{"jsonrpc":"2.0","method":"sum","params":[1,2,4],"id":"1"},{"jsonrpc":"2.0","method":"get_data","id":"9"}])");
    EXPECT_EQ(ada.receive(),
              R"([{"jsonrpc":"2.0","id":"1","result":7},{"jsonrpc":"2.0","id":"9","result":["hello",5]}])");
}

TEST_F(GatewayCalls, OfABatchAreRefusedOneByOneWhenTheirAnswersAreTooLargeHoweverDeepTheseAre) {
    std::string batch = "[";
    for (int i = 1; i <= 11; ++i)
        batch += (i > 1 ? "," : "") + (R"({"jsonrpc":"2.0","method":"test.deep","id":)" + std::to_string(i)) + "}";
    const HttpAnswer answer =
        http(gateway->port(), "POST", "/rpc",
             {"Authorization: Bearer " + world.token("ada"), "Content-Type: application/json"}, batch + "]");
    int results = 0, errors = 0;
    for (int i = 1; i <= 11; ++i) {
        const std::string id = R"("id":)" + std::to_string(i) + ",";
        results += answer.body.find(id + "\"result\"") != std::string::npos ? 1 : 0;
        errors += answer.body.find(id + R"("error":{"code":)" + std::to_string(code(Code::response_too_large))) !=
                          std::string::npos
                      ? 1
                      : 0;
    }
    EXPECT_GE(results, 9);
    EXPECT_GE(errors, 1);
    EXPECT_EQ(results + errors, 11);
}

TEST_F(GatewayCalls, TakeHostileFramesWithACodeAndLive) {
    const auto refused = [&](const std::string& text, Code expected) {
        ada.send(text);
        EXPECT_EQ(error_code(ada.receive()), code(expected)) << text.substr(0, 40);
    };
    refused(std::string(60'000, '['), Code::parse_error);
    refused(R"({"jsonrpc":"2.0","id":1,"method":"test.echo","params":{"a":1,"a":2}})", Code::parse_error);
    refused(R"({"jsonrpc":"2.0","id":1,"method":"test.echo","params":{"a":"\ud800"}})", Code::parse_error);
    refused(R"({"jsonrpc":"2.0","id":1,"method":"test.echo","params":[1e400]})", Code::parse_error);
    refused(R"({"jsonrpc":"2.0","id":1,"method":"test.echo"} x)", Code::parse_error);
    refused("", Code::parse_error);
    std::string batch = "[1";
    for (int i = 0; i < 100; ++i) batch += ",1";
    refused(batch + "]", Code::batch_too_large);
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);

    Client large(gateway->port(), world.token("ada"));
    large.send(std::string(65 * 1024, ' '));
    EXPECT_EQ(large.close_code(), CloseCode::message_too_big);
    EXPECT_EQ(error_code(ada.call("test.echo")), 0);
}

TEST_F(GatewayCalls, AreLimitedInRate) {
    for (int i = 0; i < 300; ++i) ada.send(R"({"jsonrpc":"2.0","id":1,"method":"rpc.ping"})");
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        const std::string answer = ada.receive();
        if (error_code(answer) != code(Code::rate_limited)) continue;
        ++refused;
        EXPECT_FALSE(member(answer, {"error", "data", "retry_after_ms"}).empty());
    }
    EXPECT_GE(refused, 1);
    EXPECT_LE(refused, 100);
    Client flood(gateway->port(), world.token("ada"));
    try {
        for (int i = 0; i < 1000; ++i) flood.send(R"({"jsonrpc":"2.0","id":1,"method":"rpc.ping"})");
    } catch (const ws::Closed&) {
        // the gateway may have closed before the last of them
    }
    EXPECT_EQ(flood.close_code(), CloseCode::too_many_requests);
}

TEST_F(GatewayCalls, GoToAnotherInstanceWhenOneCannotBeReached) {
    rpc::Registry registry(world.redis.options(), "antiphon");
    rpc::Instance dead;
    dead.service = "test";
    dead.id = "test-0";
    dead.url = "http://127.0.0.1:" + std::to_string(antiphon::testing::free_port()) + "/rpc";
    const rpc::Lease lease = registry.announce(dead, world.service.info().ir);
    ASSERT_TRUE(antiphon::testing::eventually(10s, [&] { return registry.instances("test").size() == 2; }));
    for (int i = 0; i < 20; ++i) ASSERT_EQ(error_code(ada.call("test.echo")), 0);
}

TEST_F(GatewayCalls, ComeOverHttpWithTheSamePolicyAndTheStatusOfTheTable) {
    const std::string bearer = "Authorization: Bearer " + world.token("ada");
    const std::string json = "Content-Type: application/json; charset=utf-8";
    const std::string echo = R"({"jsonrpc":"2.0","id":1,"method":"test.echo","params":{}})";
    const auto status = [&](const std::string& method, const std::vector<std::string>& headers,
                            const std::string& body) {
        return http(gateway->port(), method, "/rpc", headers, body).status;
    };
    EXPECT_EQ(status("POST", {bearer, json}, echo), 200);
    EXPECT_EQ(status("POST", {bearer, json}, R"({"jsonrpc":"2.0","method":"test.echo"})"), 204);
    EXPECT_EQ(status("POST", {bearer, json}, "{"), 400);
    EXPECT_EQ(status("POST", {bearer, json}, "{}"), 400);
    EXPECT_EQ(status("POST", {json}, echo), 401);
    EXPECT_EQ(status("POST", {json, "Authorization: Bearer x.y.z"}, echo), 401);
    EXPECT_EQ(status("POST", {bearer, json, "Origin: https://evil.example"}, echo), 403);
    EXPECT_EQ(status("GET", {bearer}, ""), 405);
    EXPECT_EQ(status("POST", {bearer, json}, std::string(1024 * 1024 + 1, ' ')), 413);
    EXPECT_EQ(status("POST", {bearer, "Content-Type: text/plain"}, echo), 415);
    EXPECT_EQ(status("POST", {bearer}, echo), 415);
    EXPECT_EQ(status("POST", {bearer, json}, R"({"jsonrpc":"2.0","id":1,"method":"test.hidden"})"), 200);
    EXPECT_EQ(status("POST", {bearer, json}, R"({"jsonrpc":"2.0","id":1,"method":"test.brief"})"), 504);
    world.service.door.open();
    EXPECT_EQ(http(gateway->port(), "GET", "/", {}).status, 404);
    EXPECT_EQ(http(gateway->port(), "GET", "/ws", {}).status, 426);
}
