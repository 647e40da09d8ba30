// Who is there: tokens at connect, fresh ones later, and what happens when they end.
#include "admission.h"
#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/wire.h"
#include "common.h"
#include "lane.h"
#include "params.h"
#include "reply.h"
#include "session.h"

namespace antiphon::gateway {
namespace {

std::chrono::milliseconds until(Timestamp moment, Timestamp at) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(moment - at);
    return std::clamp<std::chrono::milliseconds>(left, std::chrono::milliseconds(0), std::chrono::hours(24));
}

void append_member(std::string& out, std::string_view key, const std::string& value) {
    out.append(",\"").append(key).append("\":");
    if (value.empty())
        out += "null";
    else
        json::append_string(out, value);
}

}  // namespace

void Session::take_token(std::string_view token, bool first) {
    auth::Claims claims = lane_.common.verifier.verify(token);
    if (first) return sign_in(std::move(claims));
    const Caller& mine = identity_.caller();
    if (claims.caller.user != mine.user || claims.caller.tenant != mine.tenant)
        throw Error(ErrorKind::denied, Code::permission_denied, "the token names another user or tenant");
    identity_ = Identity(std::move(claims));
    authorized_.clear();
    recheck_subscriptions();
    watch_expiry();
}

void Session::sign_in(auth::Claims claims) {
    if (!lane_.common.users.enter(account_of(claims.caller), lane_.common.options.limits.max_connections_per_user))
        throw Error(ErrorKind::denied, Code::rate_limited,
                    "the user has too many connections (max_connections_per_user)");
    signed_in_ = true;
    identity_ = Identity(std::move(claims));
    watch_expiry();
    listen_to_own("rpc.user");
    if (!identity_.caller().tenant.empty()) listen_to_own("rpc.tenant");
    listen_to_own("rpc.all");
}

/// Whom a token does not let in is told why by the close code: to stop, or to come back with a fresh one.
void Session::refuse_token(const Error& error) {
    if (error.code() == static_cast<int>(Code::token_expired)) return close(CloseCode::token_expired);
    if (error.code() == static_cast<int>(Code::rate_limited)) return close(CloseCode::limit);
    close(CloseCode::invalid_token);
}

void Session::watch_expiry() {
    const Limits& limits = lane_.common.options.limits;
    const Timestamp now = lane_.common.options.tokens.clock();
    const Timestamp expires = identity_.claims().expires;
    clock_ = lane_.loop.after(until(expires - limits.expiry_notice, now), [this, expires] {
        const Limits& our_limits = lane_.common.options.limits;
        const Timestamp then = lane_.common.options.tokens.clock();
        const std::string params = R"({"expires_in_ms":)" + std::to_string(until(expires, then).count()) + "}";
        socket_->send(ws::Run::text(notification_text("rpc.token_expiring", params)), ws::Keep::always);
        clock_ = lane_.loop.after(until(expires + our_limits.expiry_grace, then),
                                  [this] { close(CloseCode::token_expired); });
    });
}

/// A fresh token may grant less: what it does not grant ends, and the client is told.
void Session::recheck_subscriptions() {
    std::vector<std::string> ended;
    for (const auto& [address, listening] : subscriptions_) try {
            if (listening.subscription) listening.subscription->policy().access.check(identity_.caller());
        } catch (const Error&) {
            ended.push_back(address);
        }
    for (const std::string& address : ended) {
        drop(address);
        std::string params = R"({"subscription":)";
        json::append_string(params, address);
        params += R"(,"reason":"permission_denied"})";
        socket_->send(ws::Run::text(notification_text("rpc.unsubscribed", params)), ws::Keep::always);
    }
}

std::string Session::connect(const Request& request) {
    const json::Value params = request.params ? params_object(request) : json::Value();
    const std::string token = params.is_object() ? optional_text(params, "token") : std::string();
    if (!token.empty()) {
        try {
            take_token(token, !signed_in_);
        } catch (const Error& error) {
            // The answer leaves first, then the close.
            if (!signed_in_) lane_.loop.post([session = self(), error] { session->refuse_token(error); });
            throw;
        }
    } else if (!signed_in_ && !lane_.common.options.allow_anonymous) {
        throw Error(ErrorKind::denied, Code::unauthenticated, "rpc.connect needs a token");
    }
    const auto ping = params.is_object() ? params.find("ping") : std::nullopt;
    wants_ping_ = ping && ping->kind() == json::Kind::boolean && ping->boolean();
    return connected_result();
}

std::string Session::connected_result() const {
    const Limits& limits = lane_.common.options.limits;
    std::string out = R"({"connection":)";
    json::append_string(out, lane_.common.options.instance + "-" + std::to_string(socket_->id()));
    append_member(out, "user", identity_.caller().user);
    append_member(out, "tenant", identity_.caller().tenant);
    out += R"(,"server_time":)";
    json::wire::Timestamp::write(out, now());
    out.append(R"(,"ping_ms":)").append(std::to_string(limits.ping_interval.count()));
    out.append(R"(,"pong_timeout_ms":)").append(std::to_string(limits.pong_timeout.count()));
    out.append(R"(,"max_message":)").append(std::to_string(limits.max_message_bytes));
    out += R"(,"subscriptions":{)";
    bool first = true;
    for (const auto& [address, listening] : subscriptions_) {
        if (!std::exchange(first, false)) out += ',';
        json::append_string(out, address);
        out += ":{}";
    }
    return out += "}}";
}

std::string Session::refresh(const Request& request) {
    if (!signed_in_) throw Error(ErrorKind::denied, Code::unauthenticated, "rpc.connect comes first");
    take_token(required_text(params_object(request), "token"), false);
    return "true";
}

}  // namespace antiphon::gateway
