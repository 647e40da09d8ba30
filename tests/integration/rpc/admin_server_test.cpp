#include "antiphon/rpc/admin_server.h"

#include <gmock/gmock.h>

#include "antiphon/base/error.h"
#include "raw_http.h"

namespace {

using antiphon::rpc::AdminServer;

tests::HttpAnswer get(const AdminServer& server, const std::string& path, const std::string& method = "GET",
                      const std::string& headers = "Host: localhost\r\n") {
    tests::RawHttp client(server.port());
    client.send(method + " " + path + " HTTP/1.1\r\n" + headers + "\r\n");
    return client.read();
}

const std::string token = "a token of thirty-two bytes ....";

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

TEST(AdminServer, WithATokenShowsMoreThanHealthOnlyToThoseWhoHaveIt) {
    AdminServer server({.token = antiphon::Secret(token)});
    server.add_readiness([] { return true; });
    server.add_metrics([] { return "up 1\n"; });
    server.start();
    const auto metrics = [&](const std::string& authorization) {
        return get(server, "/metrics", "GET", "Host: x\r\n" + authorization).status;
    };
    EXPECT_EQ(get(server, "/livez").status, 200);
    EXPECT_EQ(get(server, "/readyz").status, 200);
    EXPECT_EQ(get(server, "/metrics").status, 401);
    EXPECT_EQ(get(server, "/metrics").headers.at("www-authenticate"), "Bearer");
    EXPECT_EQ(get(server, "/elsewhere").status, 401);
    EXPECT_EQ(metrics("Authorization: Bearer " + token + "\r\n"), 200);
    EXPECT_EQ(metrics("Authorization: Bearer " + token + "x\r\n"), 401);
    EXPECT_EQ(metrics("Authorization: Bearer " + token.substr(1) + "\r\n"), 401);
    EXPECT_EQ(metrics("Authorization: Bearer \r\n"), 401);
    EXPECT_EQ(metrics("Authorization: Basic " + token + "\r\n"), 401);
}

TEST(AdminServer, WithoutATokenShowsNothingToWebPages) {
    AdminServer server;
    server.start();
    const auto status = [&](const std::string& headers) { return get(server, "/livez", "GET", headers).status; };
    EXPECT_EQ(status("Host: 127.0.0.1:9101\r\n"), 200);
    EXPECT_EQ(status("Host: [::1]:9101\r\n"), 200);
    EXPECT_EQ(status("Host: localhost:9101\r\n"), 200);
    EXPECT_EQ(status("Host: rebound.example:9101\r\n"), 403);
    EXPECT_EQ(status("Host: localhost.example\r\n"), 403);
    EXPECT_EQ(status("Host: localhost\r\nOrigin: https://evil.example\r\n"), 403);
}

TEST(AdminServer, ListensBeyondLoopbackOnlyWithAToken) {
    EXPECT_THROW(AdminServer({.address = "0.0.0.0"}), antiphon::Error);
    EXPECT_THROW(AdminServer({.address = "192.168.1.1"}), antiphon::Error);
    EXPECT_THROW(AdminServer({.token = antiphon::Secret(token.substr(1))}), antiphon::Error);
    AdminServer open({.address = "0.0.0.0", .token = antiphon::Secret(token)});
    open.start();
    EXPECT_EQ(get(open, "/livez").status, 200);
    AdminServer server({.address = "::1"});
    server.start();
    EXPECT_EQ(server.url(), "http://[::1]:" + std::to_string(server.port()));
}

}  // namespace
