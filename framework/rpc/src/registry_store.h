#pragma once
// The registry as it lies in Redis (docs/wire.md): keys, entries, scripts. Knows no thread and keeps nothing.

#include <map>
#include <optional>
#include <string>

#include "antiphon/redis/client.h"
#include "antiphon/rpc/registry.h"

namespace antiphon::rpc {

struct Known {
    Instance instance;
    Clock::time_point end;  ///< of its lease, by our clock
};

/// Service → id → instance.
using Picture = std::map<std::string, std::map<std::string, Known>, std::less<>>;

/// `{"url":…,"until":`: an instance's value up to the moment its lease ends, which the script appends.
std::string entry_of(const Instance& instance);
/// Nothing when the text is no entry. `until` is in milliseconds of Redis' clock.
std::optional<Instance> read_entry(const std::string& text, std::int64_t& until);

class RegistryStore {
  public:
    RegistryStore(redis::Client& client, std::string prefix, RegistryOptions options);

    std::string channel() const { return prefix_ + ":ch:{rpc.registry}"; }

    // All wait for Redis, at most RegistryOptions::timeout, and throw what redis::Client::call() does.
    void announce(const Instance& instance, const std::string& ir);
    /// Announces again when Redis has forgotten the instance.
    void renew(const Instance& instance, const std::string& ir);
    void withdraw(const Instance& instance, Deadline deadline);
    /// Everything. Removes entries whose lease ended long ago.
    Picture read();
    std::string ir(std::string_view service);

  private:
    std::string services_key() const { return prefix_ + ":services"; }
    std::string hash_key(std::string_view service) const;
    std::string ir_key(std::string_view service) const;
    Deadline soon() const { return Deadline::in(options_.timeout); }
    bool put(const Instance& instance);
    void take_in(const std::string& service, const redis::Reply& hash, std::int64_t now, Picture& picture);

    redis::Client& client_;
    const std::string prefix_;
    const RegistryOptions options_;
};

}  // namespace antiphon::rpc
