// B4: decode and encode an order of 400 bytes with the codec generated from order.json, against jsoncpp filling and
// building the same struct. Run with --benchmark_enable_random_interleaving=true --benchmark_repetitions=5: ours and
// the peer in turn.

#include <benchmark/benchmark.h>
#include <json/reader.h>
#include <json/value.h>
#include <json/writer.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/json/parser.h"
#include "order.h"

namespace json = antiphon::json;

namespace {

constexpr std::string_view text =
    R"({"id":"ord_01hz3v9k2m4n6p8q0r2s4t6v8w","customer":"c-7f3a","status":"placed","items":[)"
    R"({"sku":"A-1","quantity":2,"price_cents":1999,"note":"gift wrap, \"please\""},)"
    R"({"sku":"B-7","quantity":1,"price_cents":450},)"
    R"({"sku":"C-3","quantity":12,"price_cents":125},)"
    R"({"sku":"D-42-XL","quantity":1,"price_cents":89900}],)"
    R"("total_cents":95848,"weight":12.25,"paid":true,"placed_at":"2026-03-01T12:00:00.123Z"})";

orders::Order fill(const Json::Value& value) {
    orders::Order order;
    order.id = value["id"].asString();
    order.customer = value["customer"].asString();
    order.status = value["status"].asString();
    for (const Json::Value& from : value["items"]) {
        orders::Item& item = order.items.emplace_back();
        item.sku = from["sku"].asString();
        item.quantity = from["quantity"].asInt();
        item.price_cents = from["price_cents"].asInt64();
        if (from.isMember("note")) item.note = from["note"].asString();
    }
    order.total_cents = value["total_cents"].asInt64();
    order.weight = value["weight"].asDouble();
    order.paid = value["paid"].asBool();
    order.placed_at = value["placed_at"].asString();
    return order;
}

Json::Value build(const orders::Order& order) {
    Json::Value value;
    value["id"] = order.id;
    value["customer"] = order.customer;
    value["status"] = order.status;
    Json::Value& items = value["items"] = Json::Value(Json::arrayValue);
    for (const orders::Item& item : order.items) {
        Json::Value& to = items.append(Json::Value());
        to["sku"] = item.sku;
        to["quantity"] = item.quantity;
        to["price_cents"] = Json::Int64(item.price_cents);
        if (item.note) to["note"] = *item.note;
    }
    value["total_cents"] = Json::Int64(order.total_cents);
    value["weight"] = order.weight;
    value["paid"] = order.paid;
    value["placed_at"] = order.placed_at;
    return value;
}

class Jsoncpp {
  public:
    Jsoncpp() : reader_(Json::CharReaderBuilder().newCharReader()) {
        Json::StreamWriterBuilder compact;
        compact["indentation"] = "";
        compact["emitUTF8"] = true;
        writer_ = compact;
    }
    orders::Order decode() const {
        Json::Value value;
        reader_->parse(text.data(), text.data() + text.size(), &value, nullptr);
        return fill(value);
    }
    std::string encode(const orders::Order& order) const { return Json::writeString(writer_, build(order)); }

  private:
    std::unique_ptr<Json::CharReader> reader_;
    Json::StreamWriterBuilder writer_;
};

orders::Order decode(json::Parser& parser) {
    orders::Order order;
    read_json(parser.parse(text), json::Path(), order);
    return order;
}

void antiphon_parse(benchmark::State& state) {
    json::Parser parser;
    for (auto _ : state) benchmark::DoNotOptimize(parser.parse(text));
}
BENCHMARK(antiphon_parse);

void antiphon_decode(benchmark::State& state) {
    json::Parser parser;
    for (auto _ : state) benchmark::DoNotOptimize(decode(parser));
}
BENCHMARK(antiphon_decode);

void antiphon_encode(benchmark::State& state) {
    json::Parser parser;
    const orders::Order order = decode(parser);
    std::string out;
    for (auto _ : state) {
        out.clear();
        write_json(out, order);
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK(antiphon_encode);

void antiphon_decode_and_encode(benchmark::State& state) {
    json::Parser parser;
    std::string out;
    for (auto _ : state) {
        out.clear();
        write_json(out, decode(parser));
        benchmark::DoNotOptimize(out.data());
    }
    if (out != text) state.SkipWithError("the order did not come back as it was");
}
BENCHMARK(antiphon_decode_and_encode);

void jsoncpp_decode(benchmark::State& state) {
    const Jsoncpp peer;
    for (auto _ : state) benchmark::DoNotOptimize(peer.decode());
}
BENCHMARK(jsoncpp_decode);

void jsoncpp_encode(benchmark::State& state) {
    const Jsoncpp peer;
    const orders::Order order = peer.decode();
    for (auto _ : state) benchmark::DoNotOptimize(peer.encode(order));
}
BENCHMARK(jsoncpp_encode);

void jsoncpp_decode_and_encode(benchmark::State& state) {
    const Jsoncpp peer;
    json::Parser parser;
    if (peer.decode() != decode(parser)) state.SkipWithError("jsoncpp reads another order");
    for (auto _ : state) benchmark::DoNotOptimize(peer.encode(peer.decode()));
}
BENCHMARK(jsoncpp_decode_and_encode);

}  // namespace
