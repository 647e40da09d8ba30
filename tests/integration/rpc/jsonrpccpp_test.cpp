// Both ways of living beside libjson-rpc-cpp: a service that its generator made runs on our server, a service of ours
// runs on its server.

#include "antiphon/rpc/jsonrpccpp.h"

#include <gmock/gmock.h>
#include <jsonrpccpp/server.h>
#include <jsonrpccpp/server/connectors/httpserver.h>

#include <stdexcept>

#include "antiphon/rpc/dispatcher.h"
#include "calculator.h"
#include "raw_http.h"
#include "stub_server.h"

namespace {

using namespace antiphon;
using testing::HasSubstr;

class Stub final : public StubServer {
  public:
    using StubServer::StubServer;
    int sum(int a, int b) override { return a + b; }
    int fail(const std::string& how) override {
        if (how == "declared") throw jsonrpc::JsonRpcException(-32001, "as the author wanted");
        throw std::runtime_error("a secret");
    }
    void remember(const std::string& text) override { remembered = text; }
    std::string remembered;
};

class JsonRpcStubOnOurServer : public testing::Test {
  protected:
    JsonRpcStubOnOurServer() { EXPECT_TRUE(stub.StartListening()); }
    ~JsonRpcStubOnOurServer() override { stub.StopListening(); }
    std::string post(const std::string& body) { return tests::RawHttp(http.port()).post(body).body; }
    rpc::ConnectorServer http{{.pool_threads = 4}};
    Stub stub{http.connector()};
};

TEST_F(JsonRpcStubOnOurServer, Answers) {
    EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"sum","params":{"a":20,"b":22},"id":7})"),
              R"({"id":7,"jsonrpc":"2.0","result":42})");
}

TEST_F(JsonRpcStubOnOurServer, KeepsItsOwnErrors) {
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"fail","params":{"how":"declared"},"id":7})"),
                testing::AllOf(HasSubstr(R"("code":-32001,)"), HasSubstr("as the author wanted")));
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"sum","params":{"a":"x","b":1},"id":7})"), HasSubstr("-32602"));
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"no_such","id":7})"), HasSubstr("-32601"));
}

TEST_F(JsonRpcStubOnOurServer, OutlivesWhatWouldHaveEndedIt) {
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"fail","params":{"how":"badly"},"id":7})"),
                testing::AllOf(HasSubstr(R"("id":7,"error":{"code":-32603,"message":"Internal error")"),
                               testing::Not(HasSubstr("secret"))));
    EXPECT_THAT(post(std::string(1500, '[')), HasSubstr("-32700"));
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"sum","params":{"a":1,"a":2,"b":1},"id":7})"), HasSubstr("-32700"));
    EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"sum","params":{"a":1,"b":1},"id":7})"), HasSubstr(R"("result":2)"));
}

TEST_F(JsonRpcStubOnOurServer, GetsNotificationsWhoseAnswersAreNotSent) {
    const auto answer =
        tests::RawHttp(http.port()).post(R"({"jsonrpc":"2.0","method":"remember","params":{"text":"words"}})");
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(stub.remembered, "words");
}

TEST_F(JsonRpcStubOnOurServer, AnswersBatchesInOrder) {
    EXPECT_EQ(post(R"([{"jsonrpc":"2.0","method":"sum","params":{"a":1,"b":1},"id":1},7,)"
                   R"({"jsonrpc":"2.0","method":"sum","params":{"a":2,"b":2},"id":2}])"),
              R"([{"id":1,"jsonrpc":"2.0","result":2},)"
              R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}},)"
              R"({"id":2,"jsonrpc":"2.0","result":4}])");
}

std::uint16_t free_port() {
    rpc::Dispatcher nobody;
    return rpc::HttpServer({.pool_threads = 1}, nobody).port();
}

TEST(OurServiceOnItsServer, Answers) {
    calculator::Desk desk;
    rpc::Dispatcher dispatcher;
    dispatcher.add(desk);
    rpc::HandlerAdapter adapter(dispatcher);
    const std::uint16_t port = free_port();
    jsonrpc::HttpServer http(port, "", "", 2);
    http.SetHandler(&adapter.handler());
    ASSERT_TRUE(http.StartListening());
    const auto answer =
        tests::RawHttp(port).post(R"({"jsonrpc":"2.0","method":"calculator.add","params":{"a":20,"b":22},"id":7})");
    EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":7,"result":42})");
    EXPECT_EQ(tests::RawHttp(port).post(std::string(1500, '[')).body.substr(0, 54),
              R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"mes)");
    http.StopListening();
}

}  // namespace
