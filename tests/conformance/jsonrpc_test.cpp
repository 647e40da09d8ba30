// The examples of the JSON-RPC 2.0 specification, and more of ours, over the dispatcher and over HTTP.
// Each case is a request as text and the response as a value; error.data, which the specification leaves open, is not
// compared.

#include <gtest/gtest.h>
#include <json/json.h>

#include <fstream>
#include <stdexcept>

#include "antiphon/base/error.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"
#include "raw_http.h"

namespace {

using namespace antiphon;

int integer(const Json::Value& params, Json::ArrayIndex index, const char* name) {
    const Json::Value& value = params.isArray() ? params[index] : params[name];
    if (value.isInt()) return value.asInt();
    throw InvalidData("[" + std::to_string(index) + "]", "expected an integer, found a string");
}

void add_methods(rpc::Dispatcher& dispatcher) {
    const rpc::MethodOptions open{.access = {.required = false, .scopes = {}, .roles = {}}};
    dispatcher.add(
        "subtract",
        [](const Json::Value& params, Context&) {
            if (params.size() != 2) throw InvalidData("", "expected 2 params, found " + std::to_string(params.size()));
            return Json::Value(integer(params, 0, "minuend") - integer(params, 1, "subtrahend"));
        },
        open);
    dispatcher.add(
        "sum",
        [](const Json::Value& params, Context&) {
            int sum = 0;
            for (const Json::Value& item : params) sum += item.asInt();
            return Json::Value(sum);
        },
        open);
    dispatcher.add(
        "get_data",
        [](const Json::Value&, Context&) {
            Json::Value data(Json::arrayValue);
            data.append("hello");
            data.append(5);
            return data;
        },
        open);
    dispatcher.add(
        "fail", [](const Json::Value&, Context&) -> Json::Value { throw std::runtime_error("a secret"); }, open);
    for (const char* name : {"update", "foobar", "notify_hello", "notify_sum"})
        dispatcher.add(
            name, [](const Json::Value&, Context&) { return Json::Value(); }, open);
}

Json::Value parsed(const std::string& text) {
    if (text.empty()) return Json::Value();
    Json::Value value;
    std::string problem;
    const std::unique_ptr<Json::CharReader> reader(Json::CharReaderBuilder().newCharReader());
    EXPECT_TRUE(reader->parse(text.data(), text.data() + text.size(), &value, &problem)) << problem << " in " << text;
    return value;
}

void drop_data(Json::Value& response) {
    if (response.isArray()) {
        for (Json::Value& item : response) drop_data(item);
    } else if (response.isObject() && response.isMember("error")) {
        response["error"].removeMember("data");
    }
}

Json::Value cases(const std::string& file) {
    std::ifstream in(std::string(ANTIPHON_SOURCE_DIR) + "/tests/conformance/jsonrpc/" + file);
    Json::Value list;
    in >> list;
    EXPECT_GT(list.size(), 0u);
    return list;
}

void run_over_dispatcher(const std::string& file) {
    rpc::Dispatcher dispatcher;
    add_methods(dispatcher);
    for (const Json::Value& item : cases(file)) {
        Json::Value response = parsed(dispatcher.handle(item["request"].asString()));
        drop_data(response);
        EXPECT_EQ(response, item["response"]) << item["name"].asString();
    }
}

void run_over_http(const std::string& file) {
    rpc::Dispatcher dispatcher;
    add_methods(dispatcher);
    rpc::HttpServer server({.pool_threads = 8}, dispatcher);
    tests::RawHttp client(server.port());
    for (const Json::Value& item : cases(file)) {
        const tests::HttpAnswer answer = client.post(item["request"].asString());
        Json::Value response = parsed(answer.body);
        drop_data(response);
        EXPECT_EQ(response, item["response"]) << item["name"].asString();
        EXPECT_EQ(answer.status, item["status"].asInt()) << item["name"].asString();
    }
}

TEST(JsonRpcSpecification, HoldsInTheDispatcher) { run_over_dispatcher("specification.json"); }
TEST(JsonRpcSpecification, HoldsOverHttp) { run_over_http("specification.json"); }
TEST(JsonRpcOurCases, HoldInTheDispatcher) { run_over_dispatcher("antiphon.json"); }
TEST(JsonRpcOurCases, HoldOverHttp) { run_over_http("antiphon.json"); }

}  // namespace
