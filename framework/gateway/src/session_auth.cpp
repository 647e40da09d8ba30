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

/// No timer waits for longer; then the clock is looked at again.
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

/// Rounded up: a timer of this length does not come too early.
std::chrono::milliseconds until(Timestamp moment, Timestamp at) {
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(moment - at), std::chrono::milliseconds(0));
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
    const bool as_before = claims.caller == mine;
    identity_ = Identity(std::move(claims));
    watch_expiry();
    if (as_before) return;  // it grants what the one before did
    ++grants_;
    authorized_.clear();
    recheck_subscriptions();
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
    const Timestamp expires = identity_.claims().expires;
    when(expires - limits.expiry_notice, [this, expires, close_at = expires + limits.expiry_grace] {
        const auto left = until(expires, lane_.common.options.tokens.clock());
        const std::string params = R"({"expires_in_ms":)" + std::to_string(left.count()) + "}";
        socket_->send(ws::Run::text(notification_text("rpc.token_expiring", params)), ws::Keep::always);
        when(close_at, [this] { close(CloseCode::token_expired); });
    });
}

/// The timer counts time as it passes, and no more than a day of it; what is meant is a moment of the tokens' clock.
void Session::when(Timestamp moment, std::function<void()> work) {
    const auto left = until(moment, lane_.common.options.tokens.clock());
    clock_ = lane_.loop.after(std::min(left, longest_wait), [this, moment, work = std::move(work)] {
        if (lane_.common.options.tokens.clock() < moment) return when(moment, work);
        work();
    });
}

/// A fresh token may grant less: what it does not grant ends, and the services of channels that ask one are asked
/// again. A request that waits for such a service is looked at when the answer comes.
void Session::recheck_subscriptions() {
    std::vector<std::pair<std::string, std::uint64_t>> open;
    for (const auto& [address, listening] : subscriptions_)
        if (listening.subscription) open.emplace_back(address, listening.number);
    for (const auto& [address, number] : open) {
        Listening* listening = find(address, number);  // what ends answers a batch, whose next item may do anything
        if (listening == nullptr) continue;
        const ChannelPolicy policy = listening->subscription->policy();
        try {
            policy.access.check(identity_.caller());
        } catch (const Error& error) {
            end_subscription(address, error);
            continue;
        }
        if (policy.audience == Audience::authorized && !listening->asking) ask_service(policy, address, number);
    }
}

/// Ends it with the answer that is still due to its request, or else with a notification.
void Session::end_subscription(const std::string& address, const Error& error) {
    const auto found = subscriptions_.find(address);
    if (found == subscriptions_.end()) return;
    if (found->second.respond) return fail_subscribe(address, error);
    drop(address);
    std::string params = R"({"subscription":)";
    json::append_string(params, address);
    params += R"(,"reason":"permission_denied"})";
    socket_->send(ws::Run::text(notification_text("rpc.unsubscribed", params)), ws::Keep::always);
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
