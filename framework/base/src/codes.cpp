#include "antiphon/base/codes.h"

namespace antiphon {

std::string_view name(Code code) noexcept {
    switch (code) {
        case Code::parse_error:
            return "parse_error";
        case Code::invalid_request:
            return "invalid_request";
        case Code::method_not_found:
            return "method_not_found";
        case Code::invalid_params:
            return "invalid_params";
        case Code::internal_error:
            return "internal_error";
        case Code::cancelled:
            return "cancelled";
        case Code::unavailable:
            return "unavailable";
        case Code::deadline_exceeded:
            return "deadline_exceeded";
        case Code::overloaded:
            return "overloaded";
        case Code::rate_limited:
            return "rate_limited";
        case Code::dependency_down:
            return "dependency_down";
        case Code::not_found:
            return "not_found";
        case Code::already_exists:
            return "already_exists";
        case Code::failed_precondition:
            return "failed_precondition";
        case Code::conflict:
            return "conflict";
        case Code::unauthenticated:
            return "unauthenticated";
        case Code::permission_denied:
            return "permission_denied";
        case Code::token_expired:
            return "token_expired";
        case Code::request_too_large:
            return "request_too_large";
        case Code::batch_too_large:
            return "batch_too_large";
        case Code::response_too_large:
            return "response_too_large";
        case Code::already_subscribed:
            return "already_subscribed";
        case Code::unknown_subscription:
            return "unknown_subscription";
        case Code::too_many_subscriptions:
            return "too_many_subscriptions";
        case Code::unknown_channel:
            return "unknown_channel";
        case Code::unrecoverable_position:
            return "unrecoverable_position";
    }
    return "unknown";
}

std::string_view name(CloseCode code) noexcept {
    switch (code) {
        case CloseCode::normal:
            return "normal";
        case CloseCode::going_away:
            return "going_away";
        case CloseCode::protocol_error:
            return "protocol_error";
        case CloseCode::unsupported_data:
            return "unsupported_data";
        case CloseCode::invalid_text:
            return "invalid_text";
        case CloseCode::message_too_big:
            return "message_too_big";
        case CloseCode::bad_request:
            return "bad_request";
        case CloseCode::invalid_token:
            return "invalid_token";
        case CloseCode::forbidden:
            return "forbidden";
        case CloseCode::bad_subprotocol:
            return "bad_subprotocol";
        case CloseCode::auth_timeout:
            return "auth_timeout";
        case CloseCode::replaced:
            return "replaced";
        case CloseCode::kicked:
            return "kicked";
        case CloseCode::limit:
            return "limit";
        case CloseCode::token_expired:
            return "token_expired";
        case CloseCode::too_many_requests:
            return "too_many_requests";
        case CloseCode::slow_consumer:
            return "slow_consumer";
        case CloseCode::lost_position:
            return "lost_position";
        case CloseCode::no_pong:
            return "no_pong";
        case CloseCode::internal:
            return "internal";
        case CloseCode::draining:
            return "draining";
    }
    return "unknown";
}

bool reconnects(CloseCode code) noexcept {
    switch (code) {
        case CloseCode::auth_timeout:
        case CloseCode::token_expired:
        case CloseCode::too_many_requests:
        case CloseCode::slow_consumer:
        case CloseCode::lost_position:
        case CloseCode::no_pong:
        case CloseCode::internal:
        case CloseCode::draining:
            return true;
        default:
            return static_cast<std::uint16_t>(code) < 4000 && code != CloseCode::normal;
    }
}

}  // namespace antiphon
