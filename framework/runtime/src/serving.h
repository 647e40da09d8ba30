#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/rpc/admin_server.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"
#include "antiphon/rpc/idempotency.h"
#include "antiphon/rpc/registry.h"
#include "antiphon/runtime/config.h"
#include "antiphon/runtime/program.h"
#include "call_metrics.h"
#include "identity.h"

namespace antiphon::runtime {

/// What a running service shows to the outside: the port for calls (when it has services), the admin port, and its
/// entries in the registry. Made once; used on one thread.
class Serving {
  public:
    struct Parts {
        const Program& program;                      // borrowed
        const Identity& identity;                    // borrowed
        const std::vector<rpc::Service*>& services;  // borrowed; empty: the admin port alone
        rpc::Registry* registry;                     // null: not registered
        rpc::IdempotencyStore& answers;              // borrowed
        std::function<bool()> redis_is_there;        // any thread
    };

    /// Opens the ports, then registers. Throws Error(unavailable) with the flag that would help.
    explicit Serving(const Parts& parts);
    ~Serving();

    /// Not ready, withdrawn, no new connections; waits for calls in flight. False when some were still running.
    bool drain(std::chrono::milliseconds longest);

    std::string url() const;
    std::string admin_url() const;

  private:
    void open_calls(const Parts& parts);
    void open_admin(const Parts& parts);
    void announce(const Parts& parts);
    std::string advertised(const Config& config) const;

    std::atomic<bool> draining_{false};
    CallMetrics metrics_;
    rpc::Dispatcher dispatcher_;
    std::unique_ptr<rpc::HttpServer> http_;
    std::unique_ptr<rpc::AdminServer> admin_;
    std::vector<rpc::Lease> leases_;
};

}  // namespace antiphon::runtime
