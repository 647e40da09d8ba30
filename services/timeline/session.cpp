#include "session.h"

namespace json = antiphon::json;

namespace {

std::string base64url(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) out += letters[bits >> (count - 6) & 63];
    }
    if (count > 0) out += letters[bits << (6 - count) & 63];
    return out;
}

antiphon::ws::ClientOptions offering(const std::string& token) {
    antiphon::ws::ClientOptions options;
    options.subprotocols = {"antiphon.v1.json"};
    if (!token.empty()) options.subprotocols.push_back("base64url.bearer." + base64url(token));
    return options;
}

std::string socket_url(const std::string& gateway_url) {
    return "ws" + gateway_url.substr(std::string_view("http").size()) + "/ws";
}

std::string text_of(const std::optional<json::Value>& value) {
    return value && value->is_string() ? std::string(value->string()) : "";
}

}  // namespace

Session::Session(const std::string& gateway_url, const std::string& token)
    : client_(socket_url(gateway_url), offering(token)) {}

Session::Answer Session::call(std::string_view method, std::string_view params, antiphon::Deadline deadline) {
    const int id = next_id_++;
    client_.send(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + std::string(method) +
                 R"(","params":)" + std::string(params) + "}");
    while (const auto message = client_.receive(deadline)) {
        const json::Value value = parser_.parse(*message, {.max_bytes = antiphon::limits::max_response_bytes});
        const auto answered = value.find("id");
        if (!answered || answered->int64() != id) {
            notifications_.push_back(*message);
            continue;
        }
        if (const auto error = value.find("error")) {
            return {.result = {},
                    .error = std::string(error->text()),
                    .code = static_cast<int>(error->find("code")->int64())};
        }
        return {.result = std::string(value.find("result")->text()), .error = {}};
    }
    throw antiphon::Error(antiphon::ErrorKind::timed_out, antiphon::Code::deadline_exceeded,
                          std::string(method) + ": no answer in time");
}

std::optional<Session::Event> Session::next(antiphon::Deadline deadline) {
    while (const auto message = receive(deadline)) {
        const json::Value value = parser_.parse(*message);
        const auto method = value.find("method");
        if (!method || method->string() != "rpc.event") continue;
        const json::Value params = *value.find("params");
        const json::Value event = *params.find("event");
        Event seen{.subscription = text_of(params.find("subscription")),
                   .offset = {},
                   .type = text_of(event.find("type")),
                   .time = text_of(event.find("time")),
                   .data = std::string(event.find("data")->text()),
                   .text = std::string(event.text())};
        if (const auto offset = params.find("offset")) seen.offset = static_cast<std::uint64_t>(offset->int64());
        return seen;
    }
    return std::nullopt;
}

std::optional<std::string> Session::receive(antiphon::Deadline deadline) {
    if (notifications_.empty()) return client_.receive(deadline);
    std::string first = std::move(notifications_.front());
    notifications_.pop_front();
    return first;
}
