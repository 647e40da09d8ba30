#pragma once
// The way from a client to a service. HttpChannel goes over the network, LoopbackChannel straight to a dispatcher in
// this process; both carry the same bytes.

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/rpc/service.h"

namespace antiphon::rpc {

/// All optional: `orders.place({...}, {.deadline = 200ms})`.
struct CallOptions {
    /// Time for the whole call, retries included. The handler's own deadline applies when it is shorter.
    std::optional<std::chrono::milliseconds> deadline = std::nullopt;
    /// At most 128 ASCII characters. A `keyed` call without one gets one made, so that its retries are safe.
    std::string idempotency_key = {};
    /// Sent as `Authorization: Bearer`. Empty: the identity of the current Context travels on.
    std::string token = {};
};

/// Any thread may start calls. Deadline, identity and trace are taken from Context::current() inside start().
class Channel {
  public:
    struct Outgoing {
        std::string_view method;  ///< borrowed until start() returns
        std::string params;       ///< a JSON object or array as text; empty: none
        CallOptions options = {};
        Idempotency idempotency = Idempotency::none;
        bool notification = false;
    };

    /// Called exactly once, on any thread, also before start() returns. Either the response as text, which lives until
    /// the callback returns (empty for a notification), or why there is none: Error(unavailable | timed_out |
    /// overloaded). Must not block.
    using Done = std::function<void(std::string_view response, std::exception_ptr failure)>;

    virtual ~Channel() = default;
    virtual void start(Outgoing call, Done done) = 0;
};

}  // namespace antiphon::rpc
