#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "files.h"
#include "keyed_hash.h"
#include "origin.h"
#include "params.h"
#include "rate.h"
#include "reply.h"
#include "router.h"
#include "scan.h"

using namespace antiphon;
using namespace antiphon::gateway;

namespace {

int scan_refusal(const std::string& text) {
    json::Parser parser;
    try {
        scan(parser.parse(text), text);
    } catch (const Error& error) {
        return error.code();
    }
    return 0;
}

}  // namespace

TEST(Scan, FindsMethodIdAndParamsAndKeepsTheBytes) {
    json::Parser parser;
    const std::string text = R"({ "params" : [1.50] , "id":  "a\u0062", "method":"shop.place","jsonrpc":"2.0"})";
    const Request request = scan(parser.parse(text), text);
    EXPECT_EQ(request.method, "shop.place");
    EXPECT_EQ(request.id, R"("a\u0062")");
    EXPECT_EQ(request.text, text);
    EXPECT_TRUE(request.params->is_array());
    EXPECT_FALSE(request.notification());
}

TEST(Scan, RefusesWhatIsNoRequest) {
    constexpr int invalid = static_cast<int>(Code::invalid_request);
    for (const char* text :
         {"1", R"("x")", "{}", R"({"jsonrpc":"2.0"})", R"({"jsonrpc":"1.0","method":"a"})", R"({"method":"a"})",
          R"({"jsonrpc":"2.0","method":1})", R"({"jsonrpc":"2.0","method":""})",
          R"({"jsonrpc":"2.0","method":"a","params":1})", R"({"jsonrpc":"2.0","method":"a","id":null})",
          R"({"jsonrpc":"2.0","method":"a","id":1.5})", R"({"jsonrpc":"2.0","method":"a","id":{}})",
          R"({"jsonrpc":"2.0","method":"a","id":true})"})
        EXPECT_EQ(scan_refusal(text), invalid) << text;
    EXPECT_EQ(scan_refusal(R"({"jsonrpc":"2.0","method":"a"})"), 0);
    EXPECT_EQ(scan_refusal(R"({"jsonrpc":"2.0","method":"a","id":-7,"params":{}})"), 0);
    EXPECT_EQ(scan_refusal(R"({"jsonrpc":"2.0","method":")" + std::string(256, 'm') + "\"}"), invalid);
}

TEST(Scan, FindsMetaInParamsOrBesideThem) {
    json::Parser parser;
    const std::string text = R"({"jsonrpc":"2.0","method":"a","params":{"_meta":{"timeout_ms":70,"traceparent":"t"}}})";
    const Request request = scan(parser.parse(text), text);
    EXPECT_EQ(meta_text(request, "traceparent"), "t");
    EXPECT_EQ(checked_timeout(request), std::chrono::milliseconds(70));
    const std::string beside = R"({"jsonrpc":"2.0","method":"a","meta":{"idempotency_key":"k"}})";
    EXPECT_EQ(meta_text(scan(parser.parse(beside), beside), "idempotency_key"), "k");
}

TEST(Params, RefuseIdempotencyKeysThatAreNoHeader) {
    EXPECT_EQ(checked_idempotency_key("k-1"), "k-1");
    EXPECT_THROW(checked_idempotency_key("a\r\nX: y"), Error);
    EXPECT_THROW(checked_idempotency_key(std::string(129, 'k')), Error);
}

TEST(Params, FindTheTokenOfAnUpgrade) {
    EXPECT_EQ(bearer_of_header("Bearer a.b.c"), "a.b.c");
    EXPECT_EQ(bearer_of_header("bEARER  a.b.c"), "a.b.c");
    EXPECT_EQ(bearer_of_header("Basic a.b.c"), "");
    EXPECT_EQ(bearer_of_header("Bearer"), "");
    EXPECT_EQ(bearer_of_subprotocol("base64url.bearer.a.b.c"), "a.b.c");
    EXPECT_EQ(bearer_of_subprotocol("base64url.bearer.YS5iLmM"), "a.b.c");
    EXPECT_EQ(bearer_of_subprotocol("antiphon.v1.json"), "");
    EXPECT_EQ(bearer_of_subprotocol("base64url.bearer.?"), "");
}

TEST(Subprotocol, IsOursNoneAtAllOrRefused) {
    EXPECT_EQ(choose_subprotocol({}), "");
    EXPECT_EQ(choose_subprotocol({"base64url.bearer.x", "antiphon.v1.json"}), "antiphon.v1.json");
    EXPECT_EQ(choose_subprotocol({"graphql-ws"}), std::nullopt);
}

TEST(Reply, WritesWholeMessages) {
    EXPECT_EQ(result_text("7", "[1]"), R"({"jsonrpc":"2.0","id":7,"result":[1]})");
    EXPECT_EQ(
        error_text("", Error(ErrorKind::invalid, Code::parse_error, "no \"JSON\"")),
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no \"JSON\"","data":{"retryable":false}}})");
    EXPECT_EQ(error_text("\"a\"", InvalidData("params.x", "is required")),
              R"({"jsonrpc":"2.0","id":"a","error":{"code":-32602,"message":")" +
                  std::string(InvalidData("params.x", "is required").what()) +
                  R"(","data":{"path":"params.x","reason":")" +
                  std::string(InvalidData("params.x", "is required").what()) + R"(","retryable":false}}})");
    EXPECT_EQ(dropped_text("a", 12, "latest"),
              R"({"jsonrpc":"2.0","method":"rpc.dropped","params":{"subscription":"a","count":12,"policy":"latest"}})");
    EXPECT_EQ(gap_text("a"), R"({"jsonrpc":"2.0","method":"rpc.gap","params":{"subscription":"a"}})");
}

TEST(Reply, NeverShowsTheTextOfAnUndeclaredException) {
    const Error error = to_error(std::make_exception_ptr(std::runtime_error("the password is …")));
    EXPECT_EQ(error.code(), static_cast<int>(Code::internal_error));
    EXPECT_STREQ(error.what(), "internal error");
}

TEST(Router, PassesAnAnswerOnAsItCame) {
    net::HttpClient::Response response{200, {}, R"({"id":1,"jsonrpc":"2.0","result":1.500})"};
    EXPECT_EQ(to_answer("1", response).body, R"({"id":1,"jsonrpc":"2.0","result":1.500})");
    EXPECT_EQ(to_answer("", response).body, "");
}

TEST(Router, PutsTheCallersIdOnErrorsThatHaveNone) {
    net::HttpClient::Response response{
        503, {}, R"({"jsonrpc":"2.0","id":null,"error":{"code":-32053,"message":"draining"}})"};
    const Answer answer = to_answer("7", response);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, R"({"jsonrpc":"2.0","id":7,"error":{"code":-32053,"message":"draining"}})");
}

TEST(Router, ReplacesWhatIsNoAnswer) {
    for (const char* body : {"", "<html>", "{\"result\":\"\xff\"}"}) {
        const Answer answer = to_answer("7", {200, {}, body});
        EXPECT_NE(answer.body.find(R"("id":7,"error":{"code":-32603)"), std::string::npos) << body;
    }
    EXPECT_EQ(to_answer("7", {504, {}, ""}).status, 504);
}

TEST(Origin, TakesOnlyWhatIsListed) {
    const OriginRules rules({"https://app.example", "http://localhost:5173", "https://*.shop.example"});
    for (const char* origin :
         {"https://app.example", "http://localhost:5173", "https://a.shop.example", "https://a.b.shop.example"})
        EXPECT_TRUE(rules.allows(origin, "gateway.example")) << origin;
    for (const char* origin : {"null",
                               "http://app.example",
                               "https://app.example:444",
                               "https://APP.example",
                               "HTTPS://app.example",
                               "https://evil-app.example",
                               "https://app.example.evil",
                               "https://app.example/",
                               "https://app.example/x",
                               "https://user@app.example",
                               "https://app.example@evil",
                               "https://shop.example",
                               "https://.shop.example",
                               "https://evilshop.example",
                               "https://evil.example/.shop.example",
                               "https://evil.example#.shop.example",
                               "https://evil:x.shop.example",
                               "http://a.shop.example",
                               "https://a.shop.example:8443",
                               "https://",
                               "file://",
                               "https://xn--e1awd7f.example",
                               "https://app.example, https://evil",
                               "gateway.example",
                               "https://gateway.example"})
        EXPECT_FALSE(rules.allows(origin, "gateway.example")) << origin;
    EXPECT_TRUE(rules.allows("", "gateway.example"));
}

TEST(Origin, IsTheGatewaysOwnWhenNoneIsListed) {
    const OriginRules rules;
    EXPECT_TRUE(rules.allows("http://127.0.0.1:8080", "127.0.0.1:8080"));
    EXPECT_TRUE(rules.allows("https://shop.example", "Shop.Example"));
    EXPECT_TRUE(rules.allows("http://[::1]:8080", "[::1]:8080"));
    EXPECT_FALSE(rules.allows("http://127.0.0.1:8081", "127.0.0.1:8080"));
    EXPECT_FALSE(rules.allows("https://evil.example", "shop.example"));
    EXPECT_FALSE(rules.allows("null", "shop.example"));
    EXPECT_FALSE(rules.listed("https://shop.example"));
}

TEST(Origin, EntriesThatCanNeverMatchAreRefusedAtTheStart) {
    for (const char* entry : {"*", "https://*", "app.example", "https://App.example", "https://app.example/", "null"})
        EXPECT_THROW(OriginRules({entry}), Error) << entry;
}

TEST(TokenBucket, PassesABurstThenTheRateAndNoticesAFlood) {
    using Answer = TokenBucket::Answer;
    TokenBucket bucket(100, 200);
    Clock::time_point now{std::chrono::seconds(5)};
    for (int i = 0; i < 200; ++i) ASSERT_EQ(bucket.take(now), Answer::pass);
    EXPECT_EQ(bucket.take(now), Answer::refused);
    now += std::chrono::milliseconds(30);
    EXPECT_EQ(bucket.take(now), Answer::pass);
    EXPECT_EQ(bucket.take(now), Answer::pass);
    EXPECT_EQ(bucket.take(now), Answer::refused);
    int refused = 0;
    while (bucket.take(now) == Answer::refused) ++refused;
    EXPECT_EQ(refused, 198);
    now += std::chrono::seconds(10);
    EXPECT_EQ(bucket.take(now), Answer::pass);
}

TEST(KeyedHash, IsSipHash) {
    // The first vectors of the reference implementation, key 00 01 … 0f.
    const SipHash hash(0x0706050403020100ull, 0x0f0e0d0c0b0a0908ull);
    EXPECT_EQ(hash.of(""), 0x726fdb47dd0e0e31ull);
    EXPECT_EQ(hash.of(std::string_view("\0", 1)), 0x74f839c593dc67fdull);
    EXPECT_EQ(hash.of(std::string_view("\0\1\2\3\4\5\6\7\10", 9)), 0x9e0082df0ba9e4b0ull);
}

TEST(Files, ServeTheFolderAndNothingElse) {
    const std::string folder = testing::TempDir() + "antiphon_web";
    std::filesystem::create_directories(folder + "/sub");
    std::ofstream(folder + "/index.html") << "<p>";
    std::ofstream(folder + "/sub/a.js") << "1";
    std::ofstream(folder + "/.env") << "secret";
    std::error_code error;
    std::filesystem::create_symlink("/etc/hostname", folder + "/link", error);
    EXPECT_EQ(serve_file(folder, "GET", "/").body, "<p>");
    EXPECT_EQ(serve_file(folder, "GET", "/sub/a.js").body, "1");
    EXPECT_EQ(serve_file(folder, "HEAD", "/").body, "");
    EXPECT_EQ(serve_file(folder, "POST", "/").status, 405);
    for (const char* path : {"/.env", "/../index.html", "/sub/../index.html", "//index.html", "/%2e%2e/x", "/sub",
                             "/link", "/none", "index.html", "/a\\b", ""})
        EXPECT_EQ(serve_file(folder, "GET", path).status, 404) << path;
    std::filesystem::remove_all(folder);
}
