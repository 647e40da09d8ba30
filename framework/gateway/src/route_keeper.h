#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "antiphon/base/thread.h"
#include "antiphon/redis/options.h"
#include "antiphon/rpc/registry.h"
#include "routes.h"

namespace antiphon::gateway {

/// Keeps the routes as the registry has them. Asking the registry may wait for Redis, so a thread of its own does it:
/// `ap-routes`.
class RouteKeeper {
  public:
    /// `changed` is called on ap-routes with what is to be used from now on.
    using Changed = std::function<void(std::shared_ptr<const Routes>)>;
    RouteKeeper(const redis::Options& redis, const std::string& prefix, Changed changed);
    ~RouteKeeper();  ///< when it returned, `changed` is not called any more

    /// Whether the registry has been read once, and `changed` told what it holds. Any thread.
    bool known() const noexcept { return known_; }

  private:
    struct Service {
        std::string ir;
        std::vector<rpc::Instance> instances;
        friend bool operator==(const Service&, const Service&) = default;
    };
    void run();
    bool read(std::set<std::string> names, bool all);
    void build();

    const Changed changed_;
    std::atomic<bool> known_{false};
    rpc::Registry registry_;
    // only on ap-routes
    std::map<std::string, Service> services_;
    // guarded by mutex_
    std::mutex mutex_;
    std::condition_variable wake_;
    std::set<std::string> dirty_;
    bool read_all_ = true;
    bool stopping_ = false;

    rpc::Watch watch_;
    Thread thread_;
};

}  // namespace antiphon::gateway
