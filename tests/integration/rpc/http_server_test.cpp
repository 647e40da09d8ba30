// What the server reads and what it answers.

#include "http_server_fixture.h"

#include "antiphon/base/error.h"

namespace tests {
namespace {

using ::testing::HasSubstr;

TEST_F(HttpServerTest, AnswersWithTheHeadersOfTheProtocolAndNoOthers) {
    listen();
    RawHttp client(server->port());
    const HttpAnswer answer = client.post(add);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, sum);
    EXPECT_EQ(answer.headers.at("content-type"), "application/json");
    EXPECT_EQ(answer.headers.at("content-length"), std::to_string(sum.size()));
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
    for (const auto& [name, value] : answer.headers) EXPECT_THAT(name, ::testing::Not(HasSubstr("access-control")));
}

TEST_F(HttpServerTest, KeepsStatusAndCodeOfEachCase) {
    listen({.origins = {"https://shop.example"}});
    const auto status = [&](const std::string& text) {
        RawHttp client(server->port());
        client.send(text);
        return client.read().status;
    };
    const auto with = [](const std::string& body, const std::string& more) { return post_text(body, more); };
    EXPECT_EQ(status(with(add, "")), 200);
    EXPECT_EQ(status(with(R"({"jsonrpc":"2.0","method":"calculator.nothing"})", "")), 204);
    EXPECT_EQ(status(with("{", "")), 400);
    EXPECT_EQ(status(with("{}", "")), 400);
    EXPECT_EQ(status(with(R"({"jsonrpc":"2.0","method":"calculator.whoami","id":1})", "")), 401);
    EXPECT_EQ(status(with(add, "Origin: https://evil.example\r\n")), 403);
    EXPECT_EQ(status(with(add, "Origin: https://shop.example\r\n")), 200);
    EXPECT_EQ(status("GET /rpc HTTP/1.1\r\nHost: x\r\n\r\n"), 405);
    EXPECT_EQ(status("OPTIONS /rpc HTTP/1.1\r\nHost: x\r\n\r\n"), 204);
    EXPECT_EQ(status("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n"), 404);
    EXPECT_EQ(status("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"), 415);
    EXPECT_EQ(status("POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"), 415);
}

TEST_F(HttpServerTest, SaysWhatElseAClientNeedsToKnow) {
    desk.on_nothing = [](Context&) {
        throw Error(ErrorKind::overloaded, Code::rate_limited, "slower").retry_in(2500ms);
    };
    listen();
    RawHttp client(server->port());
    client.send("PUT /rpc HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(client.read().headers.at("allow"), "POST, OPTIONS");
    const HttpAnswer denied = client.post(R"({"jsonrpc":"2.0","method":"calculator.whoami","id":1})");
    EXPECT_EQ(denied.headers.at("www-authenticate"), "Bearer");
    EXPECT_THAT(denied.body, HasSubstr(R"("code":-32060)"));
    const HttpAnswer limited = client.post(R"({"jsonrpc":"2.0","method":"calculator.nothing","id":1})");
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(limited.headers.at("retry-after"), "3");
}

TEST_F(HttpServerTest, TakesABodyOfOneMebibyteAndNotOneByteMore) {
    listen();
    RawHttp client(server->port());
    std::string body = add;
    body.append(1024 * 1024 - body.size(), ' ');
    EXPECT_EQ(client.post(body).status, 200);
    const HttpAnswer answer = client.post(body + " ");
    EXPECT_EQ(answer.status, 413);
    EXPECT_THAT(answer.body, HasSubstr(R"("code":-32070)"));
    EXPECT_EQ(RawHttp(server->port()).post(std::string(2 * 1024 * 1024, ' ')).status, 413);
}

std::string chunked(const std::string& body) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", body.size());
    return "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
           std::string(size) + body + "\r\n0\r\n\r\n";
}

TEST_F(HttpServerTest, CountsAChunkedBodyWhileItComes) {
    listen();
    RawHttp client(server->port());
    client.send(chunked(add));
    EXPECT_EQ(client.read().body, sum);
    client.send(chunked(std::string(2 * 1024 * 1024, ' ')));
    EXPECT_EQ(client.read().status, 413);
    RawHttp endless(server->port());
    endless.send(chunked(std::string(16 * 1024 * 1024, ' ')));
    EXPECT_TRUE(endless.closed_by_server());
}

TEST_F(HttpServerTest, SurvivesHostileBodies) {
    listen();
    const auto code = [&](const std::string& body) {
        const HttpAnswer answer = RawHttp(server->port()).post(body);
        return std::to_string(answer.status) + " " + answer.body.substr(answer.body.find("\"code\":") + 7, 6);
    };
    const std::string head = R"({"jsonrpc":"2.0","method":"calculator.add","id":1,"params":)";
    EXPECT_EQ(code(std::string(1024 * 1024, '[')), "400 -32700");
    EXPECT_EQ(code(std::string(1500, '[')), "400 -32700");
    EXPECT_EQ(code(head + "\"\xff\xfe\xfd\"}"), "400 -32700");
    EXPECT_EQ(code(head + std::string(64, '[') + std::string(64, ']') + "}"), "400 -32700");
    EXPECT_EQ(code(head + "[1e400,1]}"), "400 -32700");
    EXPECT_EQ(code(head + "[" + std::string(1'000'000, '9') + ",1]}"), "400 -32700");
    EXPECT_EQ(code(std::string(2 * 1024 * 1024, 'x')), "413 -32070");
    std::string batch = "[" + add;
    for (int i = 0; i < 100; ++i) batch += "," + add;
    EXPECT_EQ(code(batch + "]"), "200 -32071");
    std::string keys = head + "{";
    for (int i = 0; i < 50'000; ++i) keys += "\"k" + std::to_string(i) + "\":1,";
    EXPECT_EQ(code(keys + "\"a\":1}}"), "200 -32602");
    EXPECT_EQ(RawHttp(server->port()).post(add).body, sum);
}

TEST_F(HttpServerTest, RefusesAmbiguousRequestsAndClosesTheConnection) {
    listen();
    const std::string head = "POST /rpc HTTP/1.1\r\nContent-Type: application/json\r\n";
    const std::string second = "POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
                               std::to_string(add.size()) + "\r\n\r\n" + add;
    for (const std::string fields : {
             "Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
             "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
             "Host: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n",
             "Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
             "Host: x\r\nHost: y\r\nContent-Length: 5\r\n",
             "Content-Length: 5\r\n",
             "Host: x\r\nTransfer-Encoding: gzip\r\n",
             "Host: x\r\nTransfer-Encoding: chunked, identity\r\n",
             "Host: x\r\nContent-Length: 5\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n",
             "Host: x\r\nContent-Length: -5\r\n",
             "Host: x\r\nContent-Length: 0x5\r\n",
         }) {
        RawHttp client(server->port());
        client.send(head + fields + "\r\n0\r\n\r\n" + second);
        EXPECT_EQ(client.read().status, 400) << fields;
        EXPECT_TRUE(client.closed_by_server()) << fields;  // and never a second answer
    }
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
    listen();
    RawHttp client(server->port());
    client.send(post_text(add_slowly) + post_text(add) + post_text("[]") + post_text(add));
    EXPECT_EQ(client.read().body, sum);
    EXPECT_EQ(client.read().body, sum);
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(client.read().body, sum);
}

TEST_F(HttpServerTest, GivesTheHandlerWhatTheHeadersSay) {
    Context seen;
    desk.on_look = [&](Context& context) {
        seen = context;
        return 1;
    };
    listen({.authenticate = [](const rpc::Headers& headers) {
        Caller caller;
        caller.user = headers.get("x-user");
        return caller;
    }});
    RawHttp client(server->port());
    client.post(R"({"jsonrpc":"2.0","method":"calculator.look","id":1})",
                "X-User: u-1\r\nAntiphon-Timeout-Ms: 4000\r\nbaggage: k=v\r\ntracestate: a=b\r\n"
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n");
    EXPECT_EQ(seen.caller.user, "u-1");
    EXPECT_LE(seen.deadline.remaining(), 4s);
    EXPECT_GT(seen.deadline.remaining(), 3s);
    EXPECT_EQ(seen.trace.traceparent.substr(0, 36), "00-0af7651916cd43dd8448eb211c80319c-");
    EXPECT_EQ(seen.trace.tracestate, "a=b");
    EXPECT_EQ(seen.trace.baggage, "k=v");
    EXPECT_NE(seen.cancellation, nullptr);
}

TEST_F(HttpServerTest, RefusesBadCredentialsBeforeTheBodyIsLookedAt) {
    listen({.authenticate = [](const rpc::Headers& headers) -> Caller {
        if (!headers.get("authorization").empty())
            throw Error(ErrorKind::denied, Code::token_expired, "the token has expired");
        return {};
    }});
    RawHttp client(server->port());
    const HttpAnswer answer = client.post("{", "Authorization: Bearer x\r\n");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.headers.at("www-authenticate"), "Bearer");
    EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":null,"error":{"code":-32062,"message":"the token has expired"}})");
    EXPECT_EQ(client.post(add).status, 200);
}

}  // namespace
}  // namespace tests
