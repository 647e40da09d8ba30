#pragma once
// Every limit on outside input has its name and default here; configuration may change the values, docs/limits.md lists
// them.

#include <chrono>
#include <cstddef>

namespace antiphon::limits {

using namespace std::chrono_literals;

// JSON-RPC, the same over HTTP, WebSocket and inside a batch
inline constexpr std::size_t max_body_bytes = 1024 * 1024;
inline constexpr std::size_t max_depth = 64;
inline constexpr std::size_t max_batch_items = 100;
inline constexpr std::size_t max_batch_parallel = 8;
inline constexpr std::size_t max_response_bytes = 10 * 1024 * 1024;
inline constexpr std::size_t max_idempotency_key_bytes = 128;
inline constexpr auto default_deadline = 30s;          // from a client that names none
inline constexpr auto default_service_deadline = 10s;  // service to service when nothing is inherited
inline constexpr auto max_deadline = 300s;

// HTTP
inline constexpr std::size_t max_header_bytes = 16 * 1024;
inline constexpr std::size_t max_headers = 64;
inline constexpr std::size_t max_url_bytes = 8 * 1024;
inline constexpr std::size_t max_http_connections = 1000;
inline constexpr auto header_timeout = 10s;
inline constexpr auto body_timeout = 30s;
inline constexpr auto keep_alive_timeout = 60s;

// Gateway, per connection
inline constexpr std::size_t max_message_bytes = 64 * 1024;
inline constexpr std::size_t max_subscriptions = 128;
inline constexpr std::size_t max_calls_in_flight = 64;
inline constexpr std::size_t max_messages_per_second = 100;
inline constexpr std::size_t max_message_burst = 200;
inline constexpr std::size_t max_waiting_bytes = 1024 * 1024;
inline constexpr std::size_t max_waiting_messages = 1024;
inline constexpr auto write_stall_timeout = 10s;
inline constexpr auto auth_timeout = 10s;
inline constexpr auto ping_interval = 25s;
inline constexpr auto pong_timeout = 10s;
inline constexpr std::size_t max_fragments = 1024;
inline constexpr std::size_t max_control_frames_per_second = 10;
inline constexpr auto message_timeout = 60s;
inline constexpr auto close_timeout = 5s;
inline constexpr std::size_t max_replayed_events = 300;

// Gateway, in all
inline constexpr std::size_t max_connections = 10000;
inline constexpr std::size_t max_connections_per_user = 16;
inline constexpr std::size_t max_connections_per_address = 100;

// Events
inline constexpr std::size_t max_event_bytes = 1024 * 1024;
inline constexpr std::size_t max_name_bytes = 255;  // of a user, a tenant, a group, a method
inline constexpr std::size_t max_token_bytes = 8 * 1024;

// Files and logs of our own
inline constexpr std::size_t max_secret_bytes = 64 * 1024;
inline constexpr std::size_t max_log_value_bytes = 8 * 1024;  // of one message or field; the rest is cut and counted
inline constexpr std::size_t max_warning_keys = 1024;         // remembered by log::once_a_minute

}  // namespace antiphon::limits
