#include "reply.h"

#include "antiphon/base/log.h"
#include "antiphon/json/append.h"

namespace antiphon::gateway {
namespace {

void append_data(std::string& out, const Error& error) {
    out += R"(,"data":{)";
    if (error.code() == static_cast<int>(Code::invalid_params)) {
        out += R"("path":)";
        json::append_string(out, error.path());
        out += R"(,"reason":)";
        json::append_string(out, error.what());
        out += ',';
    }
    out += error.retryable() ? R"("retryable":true)" : R"("retryable":false)";
    if (error.retry_after()) out.append(R"(,"retry_after_ms":)").append(std::to_string(error.retry_after()->count()));
    out += '}';
}

}  // namespace

std::string result_text(std::string_view id, std::string_view result) {
    std::string out = R"({"jsonrpc":"2.0","id":)";
    out.append(id).append(R"(,"result":)").append(result) += '}';
    return out;
}

std::string error_text(std::string_view id, const Error& error) {
    std::string out = R"({"jsonrpc":"2.0","id":)";
    out.append(id.empty() ? "null" : id).append(R"(,"error":{"code":)").append(std::to_string(error.code()));
    out += R"(,"message":)";
    json::append_string(out, error.what());
    append_data(out, error);
    return out += "}}";
}

std::string notification_text(std::string_view method, std::string_view params) {
    std::string out = R"({"jsonrpc":"2.0","method":)";
    json::append_string(out, method);
    if (!params.empty()) out.append(R"(,"params":)").append(params);
    return out += '}';
}

Error to_error(std::exception_ptr caught) {
    try {
        std::rethrow_exception(caught);
    } catch (const Error& error) {
        return error;
    } catch (const std::exception& error) {
        log::error("a request failed unexpectedly", {{"error", error.what()}});
    } catch (...) {
        log::error("a request failed unexpectedly", {{"error", "unknown exception"}});
    }
    return Error(ErrorKind::internal, Code::internal_error, "internal error");
}

int http_status(int code) noexcept {
    switch (static_cast<Code>(code)) {
        case Code::parse_error:
        case Code::invalid_request:
            return 400;
        case Code::unauthenticated:
        case Code::token_expired:
            return 401;
        case Code::request_too_large:
            return 413;
        case Code::rate_limited:
            return 429;
        case Code::overloaded:
        case Code::dependency_down:
            return 503;
        case Code::deadline_exceeded:
            return 504;
        default:
            return 200;
    }
}

std::string gap_text(std::string_view address) {
    std::string params = R"({"subscription":)";
    json::append_string(params, address);
    return notification_text("rpc.gap", params += '}');
}

std::string dropped_text(std::string_view address, std::uint64_t count, std::string_view policy) {
    std::string params = R"({"subscription":)";
    json::append_string(params, address);
    params.append(R"(,"count":)").append(std::to_string(count)).append(R"(,"policy":)");
    json::append_string(params, policy);
    return notification_text("rpc.dropped", params += '}');
}

}  // namespace antiphon::gateway
