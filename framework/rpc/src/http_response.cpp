#include <array>
#include <cstdio>

#include "antiphon/json/append.h"
#include "http_server_impl.h"

namespace antiphon::rpc {

namespace {

struct DestroyResponse {
    void operator()(MHD_Response* response) const noexcept { MHD_destroy_response(response); }
};
using ResponsePtr = std::unique_ptr<MHD_Response, DestroyResponse>;

void add(const ResponsePtr& response, const char* name, const char* value) {
    MHD_add_response_header(response.get(), name, value);
}

std::string error_text(const Refusal& refusal, std::string_view text) {
    std::string out = "{\"jsonrpc\":\"2.0\",\"id\":null,";
    Failure failure{static_cast<int>(*refusal.code), std::string(text.empty() ? refusal.reason : text), {}, {}};
    if (failure.message.empty()) failure.message = standard_message(*refusal.code);
    append_error_member(out, failure);
    return out + '}';
}

/// Whole seconds, at least one.
void add_retry_after(const ResponsePtr& response, std::optional<std::chrono::milliseconds> wait) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait.value_or(std::chrono::seconds(1))).count();
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%lld", static_cast<long long>(seconds > 0 ? seconds : 1));
    add(response, "Retry-After", text.data());
}

void add_fields_of(const ResponsePtr& response, int status, std::optional<std::chrono::milliseconds> wait) {
    if (status == 401) add(response, "WWW-Authenticate", "Bearer");
    if (status == 405) add(response, "Allow", "POST, OPTIONS");
    if (status == 429 || status == 503) add_retry_after(response, wait);
}

}  // namespace

MHD_Result HttpServer::Impl::respond(HttpCall& call) {
    std::string& answer = call.exchange.answer;
    int status = call.refusal.status;
    if (call.refusal) {
        // A handler may still write to exchange.answer; what is sent instead has its own memory.
        call.refusal_text = call.refusal.code ? error_text(call.refusal, call.refusal_text) : std::string();
    } else {
        status = answer.empty() ? 204 : status_of(call.exchange.code);
    }
    std::string& body = call.refusal ? call.refusal_text : answer;
    const ResponsePtr response(MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_PERSISTENT));
    if (!response) return MHD_NO;
    if (!body.empty()) add(response, "Content-Type", "application/json");
    add(response, "Cache-Control", "no-store");
    if (status != 200) add_fields_of(response, status, call.refusal ? std::nullopt : call.exchange.retry_after);
    if (status == 204 && call.refusal) add(response, "Allow", "POST, OPTIONS");
    if (call.refusal.at_once || stopping_.load(std::memory_order_relaxed)) add(response, "Connection", "close");
    return MHD_queue_response(call.connection, static_cast<unsigned>(status), response.get());
}

}  // namespace antiphon::rpc
