#include "protocol.h"

#include <cstring>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/log.h"
#include "antiphon/json/append.h"

namespace antiphon::rpc {

namespace {

/// A text without a backslash is what the parser made of it; others, and -0, are looked up.
void append_id(std::string& out, json::Value id, std::string_view body) {
    switch (id.kind()) {
        case json::Kind::int64:
            if (id.int64() != 0)
                json::append_int(out, id.int64());
            else
                out += id.text();
            return;
        case json::Kind::uint64:
            json::append_uint(out, id.uint64());
            return;
        default:
            if (std::memchr(body.data(), '\\', body.size()) != nullptr)
                out += id.text();
            else
                out.append("\"").append(id.string()).append("\"");
    }
}

bool is_id(json::Value value) {
    const json::Kind kind = value.kind();
    return kind == json::Kind::int64 || kind == json::Kind::uint64 || kind == json::Kind::string;
}

bool is_structured(json::Value params) { return params.is_null() || params.is_object() || params.is_array(); }

void reset(Item& item, json::Value request) {
    item.entry = nullptr;
    item.request = request;
    item.method = {};
    item.params = item.id = json::Value();
    item.valid = item.notification = false;
    item.answer.clear();
    item.code = 0;
    item.retry_after.reset();
}

void read_request(json::Value request, Item& item) {
    reset(item, request);
    if (!request.is_object()) return;
    bool version = false;
    bool has_id = false;
    json::Value method;
    for (const json::Member member : request.members()) {
        if (member.key == "jsonrpc") {
            version = member.value.is_string() && member.value.string() == "2.0";
        } else if (member.key == "method") {
            method = member.value;
        } else if (member.key == "params") {
            item.params = member.value;
        } else if (member.key == "id") {
            item.id = member.value;
            has_id = true;
        }
    }
    if (!version || !method.is_string() || !is_structured(item.params) || (has_id && !is_id(item.id))) return;
    item.valid = true;
    item.notification = !has_id;
    item.method = method.string();
}

bool refuse(Exchange& exchange, Code code, std::string_view reason) {
    exchange.answer.clear();
    append_refusal(exchange.answer, code, reason);
    exchange.code = static_cast<int>(code);
    return false;
}

bool read_batch(Exchange& exchange, json::Value document, std::size_t most) {
    const std::size_t size = document.size();
    if (size == 0) return refuse(exchange, Code::invalid_request, "an empty batch");
    if (size > most)
        return refuse(exchange, Code::batch_too_large,
                      std::to_string(size) + " requests, at most " + std::to_string(most));
    if (exchange.items.size() < size) exchange.items.resize(size);
    for (const json::Value request : document.elements()) read_request(request, exchange.items[exchange.count++]);
    return true;
}

}  // namespace

bool read_requests(Exchange& exchange, const RequestLimits& most) noexcept {
    try {
        const json::Value document =
            exchange.parser.parse_in_place(exchange.body, {most.max_body_bytes, limits::max_depth});
        exchange.count = 0;
        exchange.batch = document.is_array();
        if (exchange.batch) return read_batch(exchange, document, most.max_batch_items);
        if (exchange.items.empty()) exchange.items.resize(1);
        exchange.count = 1;
        read_request(document, exchange.items[0]);
        return true;
    } catch (const Error& error) {
        const bool large = error.code() == static_cast<int>(Code::request_too_large);
        return refuse(exchange, large ? Code::request_too_large : Code::parse_error, error.what());
    } catch (const std::exception& error) {
        log::error("a request could not be read", {{"reason", error.what()}});
        return refuse(exchange, Code::internal_error, {});
    }
}

void begin_response(std::string& out, const Item& item, std::string_view body) {
    out += "{\"jsonrpc\":\"2.0\",\"id\":";
    if (item.notification || !item.valid)
        out += "null";
    else
        append_id(out, item.id, body);
    out += ',';
}

void join_answers(Exchange& exchange) noexcept {
    if (!exchange.batch) return;
    std::string& out = exchange.answer;
    out.clear();
    for (std::size_t i = 0; i < exchange.count; ++i) {
        if (exchange.items[i].answer.empty()) continue;
        out += out.empty() ? '[' : ',';
        out += exchange.items[i].answer;
    }
    if (!out.empty()) out += ']';
}

}  // namespace antiphon::rpc
