#include "socket.h"

#include "antiphon/base/codes.h"
#include "antiphon/json/parser.h"
#include "session.h"

namespace antiphon::cli {
namespace {

std::string text_of(json::Value object, std::string_view key) {
    const auto found = object.is_object() ? object.find(key) : std::nullopt;
    if (!found || found->is_null()) return "";
    return found->is_string() ? std::string(found->string()) : std::string(found->text());
}

/// `orders.OutOfStock (4101): Not enough stock for A-1` and what the data say.
void print_error(json::Value error, const Session& session) {
    const std::string code = text_of(error, "code");
    const auto data = error.find("data").value_or(json::Value());
    std::string title = text_of(data, "type");
    if (title.empty()) title = std::string(name(static_cast<Code>(std::atoi(code.c_str()))));
    session.err() << title << " (" << code << "): " << text_of(error, "message") << "\n";
    for (const char* key : {"path", "reason", "detail", "retryable", "retry_after_ms", "trace_id"})
        if (const std::string value = text_of(data, key); !value.empty())
            session.err() << "  " << key << ": " << value << "\n";
    if (code == std::to_string(static_cast<int>(Code::unauthenticated)))
        session.err() << "  sign in with --token TOKEN, or --user NAME where the key is at hand\n";
}

}  // namespace

ws::Client connect_socket(std::string url, const std::string& token) {
    const std::size_t host = url.find("://") + 3;
    if (url.find('/', host) == std::string::npos) url += "/ws";
    ws::ClientOptions options;
    options.subprotocols = {"antiphon.v1.json"};
    if (!token.empty()) options.headers.emplace_back("Authorization", "Bearer " + token);
    return ws::Client(url, std::move(options));
}

std::string answer_to(ws::Client& socket, std::int64_t id, Deadline deadline) {
    json::Parser parser;
    while (auto message = socket.receive(deadline)) {
        const json::Value value = parser.parse(*message, {.max_bytes = limits::max_response_bytes});
        const auto found = value.is_object() ? value.find("id") : std::nullopt;
        if (found && found->kind() == json::Kind::int64 && found->int64() == id) return *message;
        // A refusal that could not be tied to a request carries a null id.
        if (found && found->is_null() && value.find("error")) return *message;
    }
    throw Error(ErrorKind::timed_out, Code::deadline_exceeded, "no answer came in time; the call may have happened");
}

int print_response(const std::string& response, const Session& session) {
    json::Parser parser;
    const json::Value value = parser.parse(response, {.max_bytes = limits::max_response_bytes});
    const auto error = value.is_object() ? value.find("error") : std::nullopt;
    if (session.json()) {
        session.out() << response << "\n";
        return error ? 1 : 0;
    }
    if (error && error->is_object()) {
        print_error(*error, session);
        return 1;
    }
    const auto result = value.is_object() ? value.find("result") : std::nullopt;
    if (!result)
        throw Error(ErrorKind::internal, Code::internal_error, "the answer is no JSON-RPC response: " + response);
    session.out() << result->text() << "\n";
    return 0;
}

}  // namespace antiphon::cli
