#pragma once
// Which services run, and where. Instances announce themselves in Redis under a lease; everybody else looks there.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"

namespace antiphon::redis {
struct Options;
class Loop;
}  // namespace antiphon::redis

namespace antiphon::rpc {

/// A process that serves a service.
struct Instance {
    std::string service;
    std::string id;         ///< unique among the instances of the service
    std::string url;        ///< where it takes JSON-RPC: `http://10.0.0.7:8101/rpc`
    std::string admin_url;  ///< its operators' listener; empty when nobody else can reach it
    std::string version;    ///< of the service's interface
    int load = 0;           ///< 0 idle … 100 full, as it said itself
    Timestamp started{};    ///< filled in by announce() when it is not set
    friend bool operator==(const Instance&, const Instance&) = default;
};

struct RegistryOptions {
    std::chrono::milliseconds lease = std::chrono::seconds(15);   ///< an instance that does not renew is gone after it
    std::chrono::milliseconds refresh = std::chrono::seconds(5);  ///< leases are renewed, and all is read again
    std::chrono::milliseconds timeout = std::chrono::seconds(5);  ///< for one conversation with Redis
};

/// An announced instance, for as long as this lives. The destructor withdraws it and waits until Redis knows, at most
/// one second: who asks later does not get it. May outlive its Registry, whose destructor withdraws too.
class [[nodiscard]] Lease {
  public:
    Lease() noexcept = default;
    ~Lease() { withdraw(); }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&& other) noexcept {
        withdraw();
        state_ = std::move(other.state_);
        return *this;
    }
    void withdraw() noexcept;

    struct State;

  private:
    friend class Registry;
    explicit Lease(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// Keeps a callback of Registry::watch registered. Once the destructor or cancel() returned, it is not called any more
/// (inside the callback itself: not called again). May outlive its Registry.
class [[nodiscard]] Watch {
  public:
    Watch() noexcept = default;
    ~Watch() { cancel(); }
    Watch(Watch&&) noexcept = default;
    Watch& operator=(Watch&& other) noexcept {
        cancel();
        state_ = std::move(other.state_);
        return *this;
    }
    void cancel() noexcept;

    struct State;

  private:
    friend class Registry;
    explicit Watch(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// Keeps a picture of all services, told of changes by Redis and read anew at every RegistryOptions::refresh and after
/// each reconnect. While Redis is away the last picture stays, and when it has lost its data, what was known stays
/// until its lease ends: calls go on. Ends of leases are judged by the clock of Redis, so clocks of hosts may differ.
///
/// Any thread. Talks to Redis on its own thread `ap-registry`; constructing it does not wait.
class Registry {
  public:
    Registry(const redis::Options& redis, std::string prefix, RegistryOptions options = {});
    /// On a loop that others use too; must not be destroyed on it.
    Registry(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, std::string prefix,
             RegistryOptions options = {});
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// Returns at once; the instance is announced as soon as Redis can be reached, renewed from then on, and announced
    /// again whenever Redis came back or lost its data. `ir` is the compiled IDL of the service.
    Lease announce(const Instance& instance, std::string_view ir);

    /// Those whose lease has not ended, ordered by id. The first question waits for the first picture; throws
    /// Error(unavailable, dependency_down) when Redis cannot be reached within RegistryOptions::timeout.
    std::vector<Instance> instances(std::string_view service);

    /// Names of all services that were ever announced, also of those that have no instance now, ordered. As
    /// instances().
    std::vector<std::string> services();

    /// The compiled IDL of a service as last announced, also when no instance is left; empty for an unknown one. Asks
    /// Redis; throws as instances() does.
    std::string ir(std::string_view service);

    /// `changed` is called on ap-registry, with the name of the service, after its instances changed, or were announced
    /// anew: perhaps with another IDL. It may ask this registry; it must not block otherwise. The services that are
    /// there already are not told: ask for them after this returned.
    Watch watch(std::function<void(std::string_view service)> changed);

    class Impl;

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace antiphon::rpc
