#include "echo.h"

#include <array>
#include <future>

#include "antiphon/json/append.h"
#include "antiphon/json/object.h"
#include "antiphon/net/http_client.h"
#include "antiphon/rpc/client.h"

namespace antiphon {
namespace {

void invoke_say(rpc::Service& service, json::Value params, Context&, std::string& result) {
    std::string text;
    const json::Path root;
    json::ObjectReader(params, root).required<json::wire::String>("text", text);
    json::append_string(result, static_cast<Echo&>(service).say(text));
}

void invoke_who(rpc::Service&, json::Value, Context& context, std::string& result) {
    json::append_string(result, context.user());
}

const std::array methods{
    rpc::Method{.name = "echo.say", .invoke = invoke_say, .access = {.required = false}},
    rpc::Method{.name = "echo.who", .invoke = invoke_who},
};

}  // namespace

const rpc::ServiceInfo& Echo::info() const noexcept {
    static const rpc::ServiceInfo info{
        .name = "echo",
        .version = "1.2.0",
        .methods = methods,
        .openrpc = R"({"openrpc":"1.3.2","info":{"title":"echo","version":"1.2.0"},"methods":[]})",
        .asyncapi = "",
        .ir = R"({"ir":"1.0","services":{"echo":{"methods":{},"channels":{},"events":{}}}})",
    };
    return info;
}

std::string say(rpc::Channel& channel, const std::string& text) {
    std::string params = "{\"text\":";
    json::append_string(params, text);
    return rpc::call<json::wire::String, std::string>(channel, "echo.say", params + "}", rpc::Idempotency::none, {},
                                                      nullptr);
}

std::string who(rpc::Channel& channel) {
    return rpc::call<json::wire::String, std::string>(channel, "echo.who", "", rpc::Idempotency::none, {}, nullptr);
}

Got get(const std::string& url) {
    net::Loop loop("ap-test");
    loop.start();
    std::promise<Got> answer;
    std::unique_ptr<net::HttpClient> client;
    loop.post([&] {
        client = std::make_unique<net::HttpClient>(loop);
        net::HttpClient::Request request;
        request.method = "GET";
        client->send(net::Url::parse(url), std::move(request), Deadline::in(std::chrono::seconds(5)),
                     [&](net::HttpClient::Response response, std::exception_ptr failure) {
                         answer.set_value(failure ? Got{} : Got{response.status, std::move(response.body)});
                     });
    });
    Got got = answer.get_future().get();
    loop.stop();
    return got;
}

}  // namespace antiphon
