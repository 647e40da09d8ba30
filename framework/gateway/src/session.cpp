#include "session.h"

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "common.h"
#include "lane.h"
#include "params.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

Error wrong_method(std::string_view method) {
    return Error(ErrorKind::invalid, Code::method_not_found, "there is no method " + std::string(method));
}

std::string close_reason(CloseCode code, std::string_view detail) {
    std::string reason = R"({"name":")";
    return reason.append(name(code)).append("\"").append(detail) += '}';
}

}  // namespace

Session::Session(Lane& lane, std::shared_ptr<ws::Socket> socket)
    : lane_(lane),
      socket_(std::move(socket)),
      bucket_(lane.common.options.limits.messages_per_second, lane.common.options.limits.message_burst),
      last_heard_(Clock::now()) {}

Session::~Session() = default;

void Session::open(std::string_view token) {
    if (!token.empty()) {
        try {
            take_token(token, true);
        } catch (const Error& error) {
            refuse_token(error);
        }
        return;
    }
    if (lane_.common.options.allow_anonymous) return;
    clock_ = lane_.loop.after(lane_.common.options.limits.auth_timeout, [this] { close(CloseCode::auth_timeout); });
}

void Session::close(CloseCode code, std::string_view detail) {
    closing_ = true;
    socket_->close(code, close_reason(code, detail));
}

void Session::message(std::string_view text) {
    if (closing_) return;
    last_heard_ = Clock::now();
    pinged_ = false;
    lane_.common.metrics.frames.add();
    const std::weak_ptr<Session> weak = self();
    lane_.desk.document(self(), text, lane_.common.options.limits.max_message_bytes, [weak](Outcome outcome) {
        const auto session = weak.lock();
        if (!session || session->gone()) return;
        if (session->answers_pile_up()) return session->close(CloseCode::slow_consumer);
        if (!outcome.answer.body.empty()) session->socket_->send(ws::Run::text(outcome.answer.body), ws::Keep::always);
        if (outcome.sent) outcome.sent();
    });
}

/// Answers are never refused, so a client that asks on but hardly reads must end: a call counts as under way only until
/// its service has answered. One answer of any size may wait, and beside it what any client may leave.
bool Session::answers_pile_up() const {
    return socket_->waiting_bytes() > limits::max_response_bytes + lane_.common.options.limits.max_waiting_bytes;
}

void Session::drained() {
    const auto now = Clock::now();
    for (auto& [address, listening] : subscriptions_)
        if (listening.subscription) listening.subscription->drained(now);
}

void Session::closed() {
    closing_ = true;
    clock_.cancel();
    for (auto& [address, listening] : subscriptions_)
        if (listening.subscription) lane_.topics.remove(*listening.subscription);
    subscriptions_.clear();
    end_all();
    if (std::exchange(signed_in_, false)) lane_.common.users.leave(account_of(identity_.caller()));
}

void Session::tick(Clock::time_point now) {
    for (auto& [address, listening] : subscriptions_)
        if (listening.subscription) listening.subscription->tell_dropped(now);
    if (!wants_ping_ || closing_) return;
    const Limits& limits = lane_.common.options.limits;
    const auto silent = now - last_heard_;
    if (silent >= limits.ping_interval + limits.pong_timeout) return close(CloseCode::no_pong);
    if (silent < limits.ping_interval || std::exchange(pinged_, true)) return;
    socket_->send(ws::Run::text(notification_text("rpc.ping", {})), ws::Keep::always);
}

void Session::close_draining(int reconnect_after_ms) {
    close(CloseCode::draining, R"(,"reconnect_after_ms":)" + std::to_string(reconnect_after_ms));
}

void Session::count_message() {
    const auto answer = bucket_.take(Clock::now());
    if (answer == TokenBucket::Answer::pass) return;
    lane_.common.metrics.rate_limited.add();
    if (answer == TokenBucket::Answer::flooding) close(CloseCode::too_many_requests);
    throw Error(ErrorKind::overloaded, Code::rate_limited, "too many messages (messages_per_second)")
        .retry_in(bucket_.wait());
}

bool Session::built_in(const Request& request, const Respond& respond) {
    const auto answer = [&](const std::string& result) {
        Outcome outcome;
        if (!request.notification()) outcome.answer = {200, result_text(request.id, result)};
        respond(std::move(outcome));
        return true;
    };
    if (request.method == "rpc.connect") return answer(connect(request));
    if (request.method == "rpc.ping") return answer("\"pong\"");
    if (!signed_in_ && !lane_.common.options.allow_anonymous)
        throw Error(ErrorKind::denied, Code::unauthenticated, "sign in first: rpc.connect with a token");
    if (!request.method.starts_with("rpc.")) return false;
    if (request.method == "rpc.pong") return answer("true");
    if (request.method == "rpc.refresh") return answer(refresh(request));
    if (request.method == "rpc.unsubscribe") return answer(unsubscribe(request));
    if (request.method == "rpc.info") return answer(info_result(lane_.common));
    if (request.method == "rpc.cancel") return answer(cancel(cancelled_id(request)) ? "true" : "false");
    if (request.method == "rpc.subscribe") return subscribe(request, respond), true;
    if (request.method == "rpc.publish") return publish(request, respond), true;
    throw wrong_method(request.method);
}

Trace Session::trace(const Request& request) const {
    return {meta_text(request, "traceparent"), meta_text(request, "tracestate"), meta_text(request, "baggage")};
}

std::string Session::idempotency_key(const Request& request) const {
    return checked_idempotency_key(meta_text(request, "idempotency_key"));
}

std::chrono::milliseconds Session::time_left(const Request& request) const { return checked_timeout(request); }

}  // namespace antiphon::gateway
