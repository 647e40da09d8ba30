#include "world.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/testing/eventually.h"

using namespace antiphon;

namespace {

constexpr std::string_view test_ir = R"({"ir":"1.0","services":{"test":{
"methods":{
  "echo":{"wire":"test.echo","expose":"client","auth":{"required":true},"idempotency":"readonly"},
  "whoami":{"wire":"test.whoami","expose":"client","auth":{"required":true}},
  "slow":{"wire":"test.slow","expose":"client","auth":{"required":true}},
  "patient":{"wire":"test.patient","expose":"client","auth":{"required":true}},
  "stubborn":{"wire":"test.stubborn","expose":"client","auth":{"required":true},"cancellable":false},
  "deep":{"wire":"test.deep","expose":"client","auth":{"required":true}},
  "fail":{"wire":"test.fail","expose":"client","auth":{"required":true}},
  "brief":{"wire":"test.brief","expose":"client","auth":{"required":true},"deadlineMs":100},
  "report":{"wire":"test.report","expose":"client","auth":{"required":true,"scopes":["reports:read"]}},
  "open":{"wire":"test.open","expose":"client","auth":{"required":false}},
  "subtract":{"wire":"subtract","expose":"client","auth":{"required":true}},
  "sum":{"wire":"sum","expose":"client","auth":{"required":true}},
  "get_data":{"wire":"get_data","expose":"client","auth":{"required":true}},
  "update":{"wire":"update","expose":"client","auth":{"required":true}},
  "notify_hello":{"wire":"notify_hello","expose":"client","auth":{"required":true}},
  "may_listen":{"wire":"test.may_listen","expose":"internal","auth":{"required":true}},
  "hidden":{"wire":"test.hidden","expose":"internal","auth":{"required":false}}},
"channels":{
  "mine":{"wire":"test.mine","address":"test.mine:{user}","params":{"user":{"type":"string","maxLength":255}},
    "delivery":"stream","audience":"user","bind":{"user":"user"},"auth":{"required":true},"replay":true},
  "branch":{"wire":"test.branch","address":"test.branch:{tenant}","params":{"tenant":{"type":"string"}},
    "delivery":"pubsub","audience":"tenant","bind":{"tenant":"tenant"}},
  "news":{"wire":"test.news","address":"test.news:{topic}","params":{"topic":{"type":"string"}},
    "delivery":"pubsub","audience":"public","auth":{"required":false}},
  "room":{"wire":"test.room","address":"test.room:{room}","params":{"room":{"type":"string"}},
    "delivery":"pubsub","audience":"authorized","authorize":"test.may_listen"},
  "vault":{"wire":"test.vault","address":"test.vault:{room}","params":{"room":{"type":"string"}},
    "delivery":"pubsub","audience":"authorized","authorize":"test.may_listen","auth":{"scopes":["vault"]}},
  "audit":{"wire":"test.audit","address":"test.audit","delivery":"pubsub","audience":"public",
    "auth":{"scopes":["audit"]}},
  "plain":{"wire":"test.plain","address":"my_channel","delivery":"pubsub","audience":"public","envelope":"none"},
  "prices":{"wire":"test.prices","address":"test.prices","delivery":"pubsub","audience":"public","clientPublish":true},
  "kept":{"wire":"test.kept","address":"test.kept","delivery":"stream","audience":"public","clientPublish":true,
    "retention":{"maxLen":0,"maxAgeMs":86400000}},
  "flow":{"wire":"test.flow","address":"test.flow","delivery":"stream","audience":"internal"}},
"events":{
  "stored":{"wire":"test.stored","channel":"kept","clientPublish":true},
  "moved":{"wire":"test.moved","channel":"prices","onSlow":"latest"},
  "typed":{"wire":"test.typed","channel":"prices","onSlow":"latest","clientPublish":true}}
}}})";

TestService& as_test(rpc::Service& service) { return static_cast<TestService&>(service); }

std::string text_of(json::Value params) { return params.is_null() ? "null" : std::string(params.text()); }

void echo(rpc::Service& service, json::Value params, Context&, std::string& result) {
    ++as_test(service).calls;
    result += text_of(params);
}
void whoami(rpc::Service&, json::Value, Context& context, std::string& result) {
    result += R"({"user":)";
    json::append_string(result, context.caller.user);
    result += R"(,"tenant":)";
    json::append_string(result, context.caller.tenant);
    result += '}';
}
void slow(rpc::Service& service, json::Value, Context&, std::string& result) {
    as_test(service).door.wait();
    result += "true";
}
/// Works until nobody waits any more.
void patient(rpc::Service& service, json::Value, Context& context, std::string& result) {
    as_test(service).door.knock();
    as_test(service).saw_cancellation.set_value(
        antiphon::testing::eventually(10s, [&] { return context.cancelled(); }));
    result += "true";
}
/// Answers whether it was cancelled.
void stubborn(rpc::Service& service, json::Value, Context& context, std::string& result) {
    as_test(service).door.wait();
    result += context.cancelled() ? "true" : "false";
}
/// A megabyte, in more levels than a client's request may have.
void deep(rpc::Service&, json::Value, Context&, std::string& result) {
    result.append(100, '[').append(1, '"').append(1024 * 1024, 'x').append(1, '"').append(100, ']');
}
void fail(rpc::Service&, json::Value, Context&, std::string&) { throw std::runtime_error("the password is 1234"); }
/// To `open`, everybody; to `slow`, everybody once the door is open; to `granted`, then those with the scope `rooms`.
void may_listen(rpc::Service& service, json::Value params, Context& context, std::string& result) {
    ++as_test(service).calls;
    const auto room = params.find("room")->string();
    if (room == "slow" || room == "granted") as_test(service).door.wait();
    result +=
        room == "open" || room == "slow" || (room == "granted" && context.caller.has_scope("rooms")) ? "true" : "false";
}
void yes(rpc::Service&, json::Value, Context&, std::string& result) { result += "true"; }
void subtract(rpc::Service&, json::Value params, Context&, std::string& result) {
    std::int64_t a = 0, b = 0;
    if (params.is_array()) {
        auto at = params.elements().begin();
        a = (*at).int64();
        b = (*++at).int64();
    } else {
        a = params.find("minuend")->int64();
        b = params.find("subtrahend")->int64();
    }
    result += std::to_string(a - b);
}
void sum(rpc::Service&, json::Value params, Context&, std::string& result) {
    std::int64_t all = 0;
    for (const json::Value one : params.elements()) all += one.int64();
    result += std::to_string(all);
}
void get_data(rpc::Service&, json::Value, Context&, std::string& result) { result += R"(["hello",5])"; }

const rpc::Method test_methods[] = {
    {"test.echo", echo},
    {"test.whoami", whoami},
    {"test.slow", slow},
    {"test.brief", slow},
    {"test.patient", patient},
    {.name = "test.stubborn", .invoke = stubborn, .cancellable = false},
    {"test.deep", deep},
    {"test.fail", fail},
    {"test.report", yes},
    {.name = "test.open", .invoke = yes, .access = {.required = false, .scopes = {}, .roles = {}}},
    {"subtract", subtract},
    {"sum", sum},
    {"get_data", get_data},
    {"update", yes},
    {"notify_hello", yes},
    {"test.may_listen", may_listen},
    {.name = "test.hidden", .invoke = yes, .access = {.required = false, .scopes = {}, .roles = {}}}};

const rpc::ServiceInfo test_info{"test", "1.0.0", test_methods, "{}", "", test_ir};

const std::string secret = "a secret of this test, at least 32 bytes long";

/// Append and publish in one step, as publishers do.
const char* append_script = R"(
redis.call('HSETNX', KEYS[2], 'epoch', ARGV[1])
local epoch = redis.call('HGET', KEYS[2], 'epoch')
local offset = redis.call('HINCRBY', KEYS[2], 'offset', 1)
redis.call('XADD', KEYS[1], offset .. '-0', 'id', 'x', 'event', ARGV[2])
redis.call('PUBLISH', ARGV[3], '{"epoch":"' .. epoch .. '","offset":' .. offset .. ',' .. string.sub(ARGV[2], 2))
return offset)";

}  // namespace

void Door::wait() {
    std::unique_lock lock(mutex_);
    ++visitors_;
    changed_.notify_all();
    changed_.wait_for(lock, 10s, [this] { return open_; });
    --visitors_;
}
void Door::knock() {
    const std::lock_guard lock(mutex_);
    ++visitors_;
    changed_.notify_all();
}
void Door::open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
}
void Door::wait_for_visitor() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 10s, [this] { return visitors_ > 0; });
}

const rpc::ServiceInfo& TestService::info() const noexcept { return test_info; }

namespace {

ws::ClientOptions with_token(ws::ClientOptions options, const std::string& token) {
    if (options.subprotocols.empty()) options.subprotocols = {"antiphon.v1.json"};
    if (!token.empty()) options.subprotocols.push_back("base64url.bearer." + token);
    return options;
}

}  // namespace

Client::Client(std::uint16_t port, const std::string& token, ws::ClientOptions options)
    : socket_("ws://127.0.0.1:" + std::to_string(port) + "/ws", with_token(std::move(options), token)) {}

std::string Client::receive() {
    auto message = socket_.receive(Deadline::in(10s));
    if (!message) throw std::runtime_error("no message within 10 s");
    return *message;
}

/// Until an answer to `id` comes (answer), or a notification.
std::string Client::take(bool answer, const std::string& id) {
    for (;;) {
        std::string text = receive();
        const bool is_notification = !member(text, {"method"}).empty();
        if (is_notification && !answer) return text;
        if (is_notification)
            notifications_.push_back(std::move(text));
        else if (member(text, {"id"}) == id)
            return text;
    }
}

std::string Client::call(const std::string& method, const std::string& params) {
    const std::string id = std::to_string(next_++);
    send(R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method + R"(","params":)" + params + "}");
    return take(true, id);
}

std::string Client::notification() {
    if (notifications_.empty()) return take(false, "");
    std::string text = std::move(notifications_.front());
    notifications_.pop_front();
    return text;
}

bool Client::is_silent() {
    call("rpc.ping");
    return notifications_.empty();
}

CloseCode Client::close_code() {
    try {
        for (;;) receive();
    } catch (const ws::Closed& closed) {
        reason_ = closed.reason();
        return closed.close_code();
    }
}

World::World()
    : keys(auth::Key::secret(Secret(secret))),
      server_([this] {
          dispatcher_.add(service);
          rpc::HttpServerOptions server;
          server.authenticate = [seal = std::make_shared<auth::CallerSeal>(keys)](const rpc::Headers& headers) {
              return seal->open(headers.get("Antiphon-Caller")).caller;
          };
          return std::make_unique<rpc::HttpServer>(server, dispatcher_);
      }()),
      registry_(redis.options(), "antiphon") {
    rpc::Instance instance;
    instance.service = "test";
    instance.id = "test-1";
    instance.url = server_->url();
    lease_ = registry_.announce(instance, test_ir);
    antiphon::testing::eventually(10s, [this] { return !registry_.instances("test").empty(); });
}

gateway::Options World::options() const {
    gateway::Options options;
    options.port = 0;
    options.loops = 2;
    options.redis = redis.options();
    options.token_keys = keys;
    options.tokens.development = true;
    options.drain_times = {100ms, 500ms, 5s, 1s};
    return options;
}

std::unique_ptr<gateway::Gateway> World::gateway(const std::function<void(gateway::Options&)>& change) {
    gateway::Options made = options();
    if (change) change(made);
    auto started = std::make_unique<gateway::Gateway>(made);
    started->start();
    const std::vector<std::string> headers = {"Authorization: Bearer " + token("starter"),
                                              "Content-Type: application/json"};
    const bool routed = antiphon::testing::eventually(10s, [&] {
        const HttpAnswer answer =
            http(started->port(), "POST", "/rpc", headers, R"({"jsonrpc":"2.0","id":1,"method":"test.echo"})");
        return started->ready() && error_code(answer.body) == 0;
    });
    if (!routed) throw std::runtime_error("the gateway did not find the service");
    return started;
}

std::string World::token(const std::string& user, const std::string& tenant, std::chrono::seconds life,
                         const std::vector<std::string>& scopes) const {
    auth::Claims claims;
    claims.caller.user = user;
    claims.caller.tenant = tenant;
    claims.caller.scopes = scopes;
    return auth::Signer(*keys.signing()).sign(claims, life);
}

void World::publish_raw(const std::string& redis_channel, const std::string& text) {
    redis.command({"PUBLISH", redis_channel, text});
}

void World::publish(const std::string& address, const std::string& data) {
    publish_raw("antiphon:ch:{" + address + "}", event_of(data));
}

std::uint64_t World::append(const std::string& address, const std::string& data) {
    const redis::Reply reply =
        redis.command({"EVAL", append_script, "2", "antiphon:st:{" + address + "}", "antiphon:mt:{" + address + "}",
                       "e" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "-" +
                           std::to_string(reinterpret_cast<std::uintptr_t>(this) % 997),
                       event_of(data), "antiphon:ch:{" + address + "}"});
    return static_cast<std::uint64_t>(reply.integer);
}

std::vector<std::string> World::subscribed() {
    std::vector<std::string> channels;
    for (const redis::Reply& one : redis.command({"PUBSUB", "CHANNELS", "antiphon:ch:*"}).items)
        if (one.text.find("rpc.registry") == std::string::npos) channels.push_back(one.text);
    for (const redis::Reply& one : redis.command({"PUBSUB", "CHANNELS", "my_*"}).items) channels.push_back(one.text);
    std::sort(channels.begin(), channels.end());
    return channels;
}

std::string event_of(const std::string& data) {
    return R"({"specversion":"1.0","id":"x","source":"test","type":"test.moved","data":)" + data + "}";
}

std::string event_message(const std::string& subscription, std::optional<std::uint64_t> offset,
                          const std::string& data) {
    return R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":")" + subscription + "\"," +
           (offset ? R"("offset":)" + std::to_string(*offset) + "," : "") + R"("event":)" + event_of(data) + "}}";
}

std::string member(const std::string& text, std::initializer_list<std::string_view> path) {
    json::Parser parser;
    try {
        json::Value value = parser.parse(text, {.max_bytes = 16 * 1024 * 1024});
        for (const std::string_view key : path) {
            const auto found = value.is_object() ? value.find(key) : std::nullopt;
            if (!found) return "";
            value = *found;
        }
        return std::string(value.text());
    } catch (const Error&) {
        return "";
    }
}

std::int64_t error_code(const std::string& answer) {
    const std::string code = member(answer, {"error", "code"});
    if (code.empty()) return member(answer, {"result"}).empty() ? -1 : 0;
    return std::stoll(code);
}

HttpCall::HttpCall(std::uint16_t port, const std::string& method, const std::string& target,
                   const std::vector<std::string>& headers, const std::string& body)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    std::string text =
        method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n";
    for (const std::string& header : headers) text += header + "\r\n";
    if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n" + body;
    (void)!::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
}

HttpCall::~HttpCall() { ::close(descriptor_); }

HttpAnswer HttpCall::answer() {
    std::string all;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::recv(descriptor_, buffer, sizeof buffer, 0)) > 0;)
        all.append(buffer, static_cast<std::size_t>(got));
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    return {std::atoi(all.c_str() + 9), all.substr(0, end), all.substr(end + 4)};
}

HttpAnswer http(std::uint16_t port, const std::string& method, const std::string& target,
                const std::vector<std::string>& headers, const std::string& body) {
    return HttpCall(port, method, target, headers, body).answer();
}
