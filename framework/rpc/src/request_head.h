#pragma once
// What the head of an HTTP request says, and whether it may go on. Values in, values out.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "antiphon/base/codes.h"
#include "antiphon/rpc/headers.h"
#include "antiphon/rpc/http_server.h"

namespace antiphon::rpc {

struct RequestLine {
    std::string_view method;
    std::string_view path;
    std::string_view version;
};

/// The fields that matter, looked up once.
struct RequestHead {
    std::string_view authorization;
    std::string_view traceparent;
    std::string_view tracestate;
    std::string_view baggage;
    std::string_view idempotency_key;
    std::optional<std::chrono::milliseconds> time_left;
    std::optional<std::uint64_t> content_length;
    bool expects_continue = false;
};

/// Why a request is not taken. No code: the answer has no body.
struct Refusal {
    int status = 0;  // 0: it is taken
    std::optional<Code> code = std::nullopt;
    std::string_view reason = {};  // static text
    bool at_once = false;          // before the body, closing the connection: where it ends is not certain
    explicit operator bool() const noexcept { return status != 0; }
};

Refusal read_head(const RequestLine& line, const Headers& headers, const HttpServerOptions& options, RequestHead& head);

/// The HTTP status of an answer that is one error; 200 for what the application decided.
int status_of(int code) noexcept;

}  // namespace antiphon::rpc
