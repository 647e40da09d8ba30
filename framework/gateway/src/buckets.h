#pragma once
// Who calls without a connection of its own to count on: one TokenBucket for each, found by name.

#include <list>
#include <string>
#include <utility>

#include "keyed_hash.h"
#include "rate.h"

namespace antiphon::gateway {

/// So many names at most. A new one above that takes the place of the one that has been quiet for longest, whose bucket
/// has had the most time to fill again: nobody else's is touched, and finding it costs nothing.
class Buckets {
  public:
    Buckets(std::size_t most, std::size_t per_second, std::size_t burst)
        : most_(most), per_second_(per_second), burst_(burst) {}

    /// Valid until the next call.
    TokenBucket& of(const std::string& name) {
        const auto found = by_name_.find(name);
        if (found != by_name_.end()) {
            by_use_.splice(by_use_.begin(), by_use_, found->second);
            return found->second->second;
        }
        if (by_use_.size() >= most_) {
            by_name_.erase(by_use_.back().first);
            by_use_.pop_back();
        }
        by_use_.emplace_front(name, TokenBucket(per_second_, burst_));
        by_name_.emplace(name, by_use_.begin());
        return by_use_.front().second;
    }

  private:
    using Named = std::pair<std::string, TokenBucket>;
    const std::size_t most_;  // at least 1
    const std::size_t per_second_;
    const std::size_t burst_;
    std::list<Named> by_use_;  // the latest first
    NameMap<std::list<Named>::iterator> by_name_;
};

}  // namespace antiphon::gateway
