#pragma once
// Every number Antiphon puts on a wire to say what went wrong. docs/errors.md lists the same; a test compares the two.

#include <cstdint>
#include <string_view>

namespace antiphon {

/// JSON-RPC error codes. The first five are JSON-RPC 2.0, section 5.1; the others are Antiphon's, inside the range that
/// the specification leaves to servers (-32000 … -32099). Applications use positive numbers from 1000 on.
enum class Code : int {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,

    cancelled = -32050,
    unavailable = -32051,
    deadline_exceeded = -32052,
    overloaded = -32053,
    rate_limited = -32054,
    dependency_down = -32055,
    not_found = -32056,
    already_exists = -32057,
    failed_precondition = -32058,
    conflict = -32059,
    unauthenticated = -32060,
    permission_denied = -32061,
    token_expired = -32062,
    request_too_large = -32070,
    batch_too_large = -32071,
    response_too_large = -32072,
    already_subscribed = -32080,
    unknown_subscription = -32081,
    too_many_subscriptions = -32082,
    unknown_channel = -32083,
    unrecoverable_position = -32084,
};

/// The name used in logs, metrics and documents: "deadline_exceeded". "unknown" for a number that is not ours.
std::string_view name(Code code) noexcept;

/// WebSocket close codes of the gateway: RFC 6455 section 7.4, and Antiphon's from 4400 on.
/// 450x, 443x, 4408, 4419, 4429 and 4499 tell a client to connect again, any other 44xx to stop.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unsupported_data = 1003,
    invalid_text = 1007,
    message_too_big = 1009,

    bad_request = 4400,
    invalid_token = 4401,
    forbidden = 4403,
    bad_subprotocol = 4406,
    auth_timeout = 4408,
    replaced = 4409,
    kicked = 4410,
    limit = 4413,
    token_expired = 4419,
    too_many_requests = 4429,
    slow_consumer = 4430,
    lost_position = 4431,
    no_pong = 4499,
    internal = 4500,
    draining = 4503,
};

std::string_view name(CloseCode code) noexcept;

/// Whether a client may connect again by itself after this close.
bool reconnects(CloseCode code) noexcept;

}  // namespace antiphon
