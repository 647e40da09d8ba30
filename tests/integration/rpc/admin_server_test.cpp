#include "antiphon/rpc/admin_server.h"

#include <gmock/gmock.h>

#include "antiphon/base/error.h"
#include "raw_http.h"

namespace {

using antiphon::rpc::AdminServer;

tests::HttpAnswer get(const AdminServer& server, const std::string& path, const std::string& method = "GET") {
    tests::RawHttp client(server.port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return client.read();
}

TEST(AdminServer, ServesHealthMetricsAndDocuments) {
    bool ready = false;
    std::string document;
    AdminServer server;
    server.add_readiness([&] { return ready; });
    server.add_metrics([] { return "up 1\n"; });
    server.add_document("/openrpc.json", [&] { return document; });
    server.add("/broken", []() -> AdminServer::Answer { throw std::runtime_error("a secret"); });
    server.start();
    EXPECT_EQ(get(server, "/livez").status, 200);
    EXPECT_EQ(get(server, "/readyz").status, 503);
    ready = true;
    EXPECT_EQ(get(server, "/readyz").status, 200);
    EXPECT_EQ(get(server, "/metrics").body, "up 1\n");
    EXPECT_EQ(get(server, "/metrics").headers.at("content-type"), "text/plain; version=0.0.4");
    EXPECT_EQ(get(server, "/openrpc.json").status, 404);
    document = "{}";
    EXPECT_EQ(get(server, "/openrpc.json").body, "{}");
    EXPECT_EQ(get(server, "/openrpc.json").headers.at("content-type"), "application/json");
    EXPECT_EQ(get(server, "/elsewhere").status, 404);
    EXPECT_EQ(get(server, "/livez", "POST").status, 405);
    EXPECT_EQ(get(server, "/broken").status, 500);
    EXPECT_THAT(get(server, "/broken").body, testing::Not(testing::HasSubstr("secret")));
}

TEST(AdminServer, ListensOnLoopbackOnly) {
    EXPECT_THROW(AdminServer({.address = "0.0.0.0"}), antiphon::Error);
    EXPECT_THROW(AdminServer({.address = "192.168.1.1"}), antiphon::Error);
    AdminServer server({.address = "::1"});
    server.start();
    EXPECT_EQ(server.url(), "http://[::1]:" + std::to_string(server.port()));
}

}  // namespace
