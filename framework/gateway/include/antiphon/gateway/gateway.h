#pragma once
// The public edge: WebSocket and HTTP clients on one side, services and Redis on the other.
//
//     gateway::Options options;
//     options.redis = redis::Options::from_url("redis://127.0.0.1:6379");
//     options.token_keys = auth::Keys::from_file("demo.key");
//     options.tokens.development = true;
//     gateway::Gateway gateway(options);
//     gateway.start();
//     …
//     gateway.drain();  // on SIGTERM; returns when all clients have gone

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/auth/token.h"
#include "antiphon/base/limits.h"
#include "antiphon/redis/options.h"

namespace antiphon::gateway {

struct Limits {
    std::size_t max_connections = limits::max_connections;
    std::size_t max_connections_per_address = limits::max_connections_per_address;
    std::size_t max_connections_per_user = limits::max_connections_per_user;
    std::size_t max_message_bytes = limits::max_message_bytes;
    std::size_t max_subscriptions = limits::max_subscriptions;
    std::size_t max_calls_in_flight = limits::max_calls_in_flight;
    std::size_t messages_per_second = limits::max_messages_per_second;
    std::size_t message_burst = limits::max_message_burst;
    std::size_t max_waiting_bytes = limits::max_waiting_bytes;
    std::size_t max_waiting_messages = limits::max_waiting_messages;
    std::chrono::milliseconds write_stall_timeout = limits::write_stall_timeout;
    std::chrono::milliseconds auth_timeout = limits::auth_timeout;  ///< where anonymous clients are not allowed
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    std::chrono::milliseconds pong_timeout = limits::pong_timeout;
    std::chrono::milliseconds call_deadline = limits::default_deadline;
    std::chrono::milliseconds subscribe_timeout{10'000};  ///< for Redis to confirm
    std::chrono::milliseconds expiry_notice{30'000};      ///< rpc.token_expiring comes so long before `exp`
    std::chrono::milliseconds expiry_grace{25'000};       ///< a socket closes with 4419 so long after `exp`
    std::chrono::milliseconds topic_linger{1'000};        ///< a channel stays subscribed so long without listeners
};

struct DrainTimes {
    std::chrono::milliseconds notice{5'000};      ///< /readyz says 503, everything goes on
    std::chrono::milliseconds closing{30'000};    ///< sockets are closed in slices over this time
    std::chrono::milliseconds limit{45'000};      ///< in all; then whatever is left is cut
    std::chrono::milliseconds reconnect{10'000};  ///< clients are told to come back within this, each at random
};

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free one
    unsigned loops = 0;         ///< threads that serve sockets; 0: one per core
    redis::Options redis;
    std::string prefix = "antiphon";  ///< of every name in Redis
    std::string instance;             ///< this gateway's name; made when empty

    auth::Keys token_keys;  ///< that users' tokens are verified with
    auth::VerifierOptions tokens;
    auth::Keys seal_keys;  ///< one of them must be able to sign: services know callers by it. Empty: token_keys

    bool allow_anonymous = false;      ///< clients without a token stay, and reach what is public
    std::vector<std::string> origins;  ///< web pages that may connect (docs/gateway.md); empty: those from here
    std::string web_folder;            ///< served at `/`; empty: nothing is. For development
    Limits limits;
    DrainTimes drain_times;
};

/// All members but ready() are for the thread that made it.
class Gateway {
  public:
    /// Throws Error(invalid) when the options cannot work.
    explicit Gateway(Options options);
    ~Gateway();  ///< ends at once what drain() did not
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    /// Opens the port. Does not wait for Redis; it is ready() once Redis is there and the registry has been read.
    /// Throws Error(unavailable) in one sentence when the port is taken.
    void start();

    std::uint16_t port() const noexcept;
    bool ready() const noexcept;  ///< what `/readyz` is to say: false from drain() on, too. Any thread

    /// Graceful end (docs/gateway.md, "When a gateway is stopped"): blocks until all calls are answered and
    /// all connections closed, or the limit is over.
    void drain();

    struct State;

  private:
    std::unique_ptr<State> state_;
};

}  // namespace antiphon::gateway
