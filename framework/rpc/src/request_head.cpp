#include "request_head.h"

#include <algorithm>
#include <charconv>

namespace antiphon::rpc {

namespace {

/// Fields that decide where a request ends or whom it is for: more than one of them, and two readers may disagree.
struct Framing {
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;
    bool upgrade = false;
    std::string_view length;
    std::string_view encoding;
    std::string_view host;
    std::string_view origin;
    std::string_view site;
    std::string_view type;
    std::string_view timeout;
};

void sort_field(const Headers::Field& field, Framing& framing, RequestHead& head) {
    const auto is = [&field](std::string_view name) { return same_name(field.name, name); };
    switch (field.name.size()) {
        case 4:
            if (is("host")) framing.host = field.value, ++framing.hosts;
            break;
        case 6:
            if (is("origin")) framing.origin = field.value;
            if (is("expect")) head.expects_continue = true;
            break;
        case 7:
            if (is("upgrade")) framing.upgrade = true;
            if (is("baggage")) head.baggage = field.value;
            break;
        case 10:
            if (is("tracestate")) head.tracestate = field.value;
            break;
        case 11:
            if (is("traceparent")) head.traceparent = field.value;
            break;
        case 12:
            if (is("content-type")) framing.type = field.value;
            break;
        case 13:
            if (is("authorization")) head.authorization = field.value;
            break;
        case 14:
            if (is("content-length")) framing.length = field.value, ++framing.lengths;
            if (is("sec-fetch-site")) framing.site = field.value;
            break;
        case 15:
            if (is("idempotency-key")) head.idempotency_key = field.value;
            break;
        case 17:
            if (is("transfer-encoding")) framing.encoding = field.value, ++framing.encodings;
            break;
        case 19:
            if (is("antiphon-timeout-ms")) framing.timeout = field.value;
            break;
        default:
            break;
    }
}

template <class N>
std::optional<N> number(std::string_view text) {
    N value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Refusal ambiguous(std::string_view reason) { return {400, Code::invalid_request, reason, true}; }

Refusal check_framing(const RequestLine& line, const Framing& framing, RequestHead& head) {
    if (line.version != "HTTP/1.1" && line.version != "HTTP/1.0")
        return ambiguous("the version must be HTTP/1.1 or 1.0");
    if (framing.hosts > 1 || (framing.hosts == 0 && line.version == "HTTP/1.1"))
        return ambiguous("there must be one Host");
    if (framing.lengths > 1) return ambiguous("more than one Content-Length");
    if (framing.lengths == 1 && framing.encodings > 0) return ambiguous("both Content-Length and Transfer-Encoding");
    if (framing.encodings > 1 || (framing.encodings == 1 && !same_name(framing.encoding, "chunked")))
        return ambiguous("the only Transfer-Encoding here is chunked");
    if (framing.encodings == 1 && line.version == "HTTP/1.0") return ambiguous("HTTP/1.0 has no Transfer-Encoding");
    if (framing.lengths == 1) {
        head.content_length = number<std::uint64_t>(framing.length);
        if (!head.content_length) return ambiguous("Content-Length must be a number");
    }
    const bool body = framing.encodings > 0 || head.content_length.value_or(0) > 0;
    if (framing.upgrade && body) return ambiguous("an upgrade has no body");
    return {};
}

/// The page's own server is no foreign origin.
bool is_same_origin(std::string_view origin, std::string_view host) {
    const std::size_t start = origin.find("://");
    return start != std::string_view::npos && !host.empty() && same_name(origin.substr(start + 3), host);
}

bool may_come_from(const Framing& framing, const HttpServerOptions& options) {
    if (!framing.origin.empty()) {
        const auto& listed = options.origins;
        return std::find(listed.begin(), listed.end(), framing.origin) != listed.end() ||
               is_same_origin(framing.origin, framing.host);
    }
    return framing.site != "cross-site";
}

bool is_json(std::string_view type) {
    type = type.substr(0, type.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
    return same_name(type, "application/json") || same_name(type, "application/json-rpc");
}

Refusal check_call_fields(const Framing& framing, RequestHead& head) {
    if (!framing.timeout.empty()) {
        const auto left = number<std::int64_t>(framing.timeout);
        if (!left || *left < 1 || *left > std::chrono::milliseconds(limits::max_deadline).count())
            return {400, Code::invalid_request, "Antiphon-Timeout-Ms must be 1 to 300000"};
        head.time_left = std::chrono::milliseconds(*left);
    }
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (head.idempotency_key.size() > limits::max_idempotency_key_bytes ||
        !std::all_of(head.idempotency_key.begin(), head.idempotency_key.end(), printable))
        return {400, Code::invalid_request, "Idempotency-Key must be at most 128 ASCII characters"};
    return {};
}

}  // namespace

Refusal read_head(const RequestLine& line, const Headers& headers, const HttpServerOptions& options,
                  RequestHead& head) {
    Framing framing;
    for (const Headers::Field& field : headers) sort_field(field, framing, head);
    if (const Refusal refusal = check_framing(line, framing, head)) return refusal;
    if (!options.path.empty() && line.path != options.path) return {404};
    if (line.method != "POST" && line.method != "OPTIONS") return {405};
    if (!may_come_from(framing, options)) return {403};
    if (line.method == "OPTIONS") return {204};
    if (!is_json(framing.type)) return {415};
    if (head.content_length.value_or(0) > options.max_body_bytes)
        return {413, Code::request_too_large, "the body is too large",
                *head.content_length > 4 * options.max_body_bytes};
    return check_call_fields(framing, head);
}

int status_of(int code) noexcept {
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
        case Code::unavailable:
        case Code::overloaded:
        case Code::dependency_down:
            return 503;
        case Code::deadline_exceeded:
            return 504;
        default:
            return 200;
    }
}

}  // namespace antiphon::rpc
