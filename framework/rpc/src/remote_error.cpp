#include "antiphon/rpc/remote_error.h"

namespace antiphon::rpc {

ErrorKind kind_of(int code) noexcept {
    if (code > 0) return ErrorKind::declared;
    switch (static_cast<Code>(code)) {
        case Code::parse_error:
        case Code::invalid_request:
        case Code::method_not_found:
        case Code::invalid_params:
        case Code::not_found:
        case Code::already_exists:
        case Code::failed_precondition:
        case Code::conflict:
        case Code::request_too_large:
        case Code::batch_too_large:
        case Code::response_too_large:
        case Code::already_subscribed:
        case Code::unknown_subscription:
        case Code::too_many_subscriptions:
        case Code::unknown_channel:
        case Code::unrecoverable_position:
            return ErrorKind::invalid;
        case Code::unauthenticated:
        case Code::permission_denied:
        case Code::token_expired:
            return ErrorKind::denied;
        case Code::overloaded:
        case Code::rate_limited:
            return ErrorKind::overloaded;
        case Code::unavailable:
        case Code::dependency_down:
            return ErrorKind::unavailable;
        case Code::deadline_exceeded:
        case Code::cancelled:
            return ErrorKind::timed_out;
        case Code::internal_error:
            break;
    }
    return ErrorKind::internal;
}

}  // namespace antiphon::rpc
