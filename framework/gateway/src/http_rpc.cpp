#include "http_rpc.h"

#include <charconv>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "common.h"
#include "desk.h"
#include "lane.h"
#include "params.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

using Send = std::function<void(ws::HttpResponse)>;

bool is_json(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    for (char& c : type)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return type == "application/json" || type == "application/json-rpc";
}

ws::HttpResponse plain(int status) {
    ws::HttpResponse response;
    response.status = status;
    return response;
}

ws::HttpResponse to_response(Answer answer) {
    ws::HttpResponse response = plain(answer.status);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!answer.body.empty()) response.headers.emplace_back("Content-Type", "application/json");
    if (answer.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (answer.status == 429 || answer.status == 503) response.headers.emplace_back("Retry-After", "1");
    response.body = std::move(answer.body);
    return response;
}

ws::HttpResponse refusal(const Error& error) {
    return to_response({http_status(error.code()), error_text("null", error)});
}

/// One HTTP request.
class HttpAsker final : public Asker {
  public:
    HttpAsker(Lane& lane, ws::HttpRequest request) : lane_(lane), request_(std::move(request)) {}

    void sign_in() {
        const std::string_view authorization = request_.header("authorization");
        if (!authorization.empty())
            identity_ = Identity(lane_.common.verifier.verify(bearer_of_header(authorization)));
        else if (!lane_.common.options.allow_anonymous)
            throw Error(ErrorKind::denied, Code::unauthenticated, "this needs a token: Authorization: Bearer …");
    }

    void count_message() override {
        TokenBucket& bucket = lane_.http_bucket(counted_as(identity_.caller(), request_.remote_network));
        if (bucket.take(Clock::now()) == TokenBucket::Answer::pass) return;
        lane_.common.metrics.rate_limited.add();
        throw Error(ErrorKind::overloaded, Code::rate_limited, "too many requests (messages_per_second)")
            .retry_in(bucket.wait());
    }

    bool built_in(const Request& request, const Respond& respond) override {
        std::string result;
        if (request.method == "rpc.ping")
            result = "\"pong\"";
        else if (request.method == "rpc.info")
            result = info_result(lane_.common);
        else if (request.method.starts_with("rpc."))
            throw Error(ErrorKind::invalid, Code::method_not_found,
                        "there is no method " + std::string(request.method) + " over HTTP");
        else
            return false;
        respond(request.notification() ? Outcome{{204, {}}} : Outcome{{200, result_text(request.id, result)}});
        return true;
    }

    Trace trace(const Request&) const override {
        return {std::string(request_.header("traceparent")), request_.head.header_list("tracestate"),
                request_.head.header_list("baggage")};
    }
    std::string idempotency_key(const Request&) const override {
        return checked_idempotency_key(std::string(request_.header("idempotency-key")));
    }
    std::chrono::milliseconds time_left(const Request&) const override {
        const std::string_view text = request_.header("antiphon-timeout-ms");
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size() || value < 1) return limits::max_deadline;
        return std::min(std::chrono::milliseconds(value), std::chrono::milliseconds(limits::max_deadline));
    }
    bool gone() const noexcept override { return request_.gone && request_.gone->load(); }

    const ws::HttpRequest& request() const noexcept { return request_; }

  private:
    Lane& lane_;  // borrows
    const ws::HttpRequest request_;
};

/// CORS: only pages on the list get to read an answer.
Send with_cors(const OriginRules& origins, const ws::HttpRequest& request, Send answer) {
    std::string origin(request.header("origin"));
    if (!origins.listed(origin)) return answer;
    return [origin = std::move(origin), answer = std::move(answer)](ws::HttpResponse response) {
        response.headers.emplace_back("Access-Control-Allow-Origin", origin);
        response.headers.emplace_back("Vary", "Origin");
        answer(std::move(response));
    };
}

ws::HttpResponse preflight() {
    ws::HttpResponse response = plain(204);
    response.headers.emplace_back("Allow", "POST, OPTIONS");
    response.headers.emplace_back("Access-Control-Allow-Methods", "POST");
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  "Authorization, Content-Type, Idempotency-Key, Antiphon-Timeout-Ms, traceparent, "
                                  "tracestate, baggage");
    response.headers.emplace_back("Access-Control-Max-Age", "600");
    return response;
}

}  // namespace

std::string counted_as(const Caller& caller, const std::string& network) {
    return caller.signed_in() ? "user " + account_of(caller) : "address " + network;
}

void handle_rpc(Lane& lane, ws::HttpRequest request, Send answer) {
    if (!lane.common.origins.allows(request.head.header_list("origin"), request.header("host")))
        return answer(plain(403));
    answer = with_cors(lane.common.origins, request, std::move(answer));
    if (request.method() == "OPTIONS") return answer(preflight());
    if (request.method() != "POST") {
        ws::HttpResponse response = plain(405);
        response.headers.emplace_back("Allow", "POST, OPTIONS");
        return answer(std::move(response));
    }
    if (!is_json(request.header("content-type"))) return answer(plain(415));
    auto asker = std::make_shared<HttpAsker>(lane, std::move(request));
    try {
        asker->sign_in();
    } catch (const Error& error) {
        return answer(refusal(error));
    }
    if (const auto& on_gone = asker->request().on_gone)
        *on_gone = [weak = std::weak_ptr<Asker>(asker)] {
            if (const auto left = weak.lock()) left->end_all();
        };
    lane.desk.document(asker, asker->request().body, limits::max_body_bytes,
                       [answer = std::move(answer)](Outcome outcome) {
                           if (outcome.answer.body.empty()) outcome.answer.status = 204;
                           answer(to_response(std::move(outcome.answer)));
                           if (outcome.sent) outcome.sent();
                       });
}

}  // namespace antiphon::gateway
