#pragma once
// What all loops of a gateway share.

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "antiphon/auth/token.h"
#include "antiphon/gateway/gateway.h"
#include "antiphon/telemetry/metrics.h"
#include "keyed_hash.h"
#include "origin.h"

namespace antiphon::events {
class Bus;
}

namespace antiphon::gateway {

class FeedService;

/// How many sockets each user has on this gateway. Any thread; asked when somebody signs in, never on the fan-out.
class UserCounts {
  public:
    /// False when it has `most` already.
    bool enter(const std::string& account, std::size_t most) {
        const std::lock_guard lock(mutex_);
        std::size_t& count = counts_[account];
        if (count >= most) return false;
        ++count;
        return true;
    }
    void leave(const std::string& account) {
        const std::lock_guard lock(mutex_);
        const auto found = counts_.find(account);
        if (found != counts_.end() && --found->second == 0) counts_.erase(found);
    }

  private:
    std::mutex mutex_;
    NameMap<std::size_t> counts_;  // guarded by mutex_
};

/// By outcome; the handles are made once.
struct Metrics {
    telemetry::Counter frames, rate_limited, calls, call_errors, subscriptions, slow_closed, resumed, not_recovered;
    telemetry::Histogram call_seconds;
    Metrics();
};

/// A user of a tenant, as one text: what is counted by user.
std::string account_of(const Caller& caller);

struct Common {
    explicit Common(Options from);

    // set at construction, never changes
    const Options options;
    const OriginRules origins;
    const auth::Verifier verifier;
    const auth::CallerSeal seal;
    const Timestamp started = now();
    Metrics metrics;

    FeedService* feed = nullptr;  // set before the first socket is accepted
    events::Bus* bus = nullptr;
    UserCounts users;
    std::atomic<bool> draining = false;
};

}  // namespace antiphon::gateway
