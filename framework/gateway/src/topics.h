#pragma once
// The topics that the sockets of one loop listen to.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "feed.h"
#include "keyed_hash.h"
#include "parcel.h"
#include "subscription.h"

namespace antiphon::gateway {

struct LoopTopic {
    TopicName name;
    std::uint64_t slot = 0;  ///< never used again, so nothing under way for another topic ends here
    bool ready = false;
    std::shared_ptr<const std::string> epoch;
    std::uint64_t offset = 0;  ///< of the newest event that reached this loop
    std::vector<Subscription*> listeners;
};

/// Lives on one loop; nothing in it is locked.
class Topics {
  public:
    struct Calls {
        std::function<void(std::uint64_t slot, const TopicName&)> join;  ///< tell the feed
        std::function<void(const TopicName&)> leave;
        std::function<void(Subscription&)> lost;  ///< its stream began anew
        /// Calls back after a while; then a topic without listeners is left. So a page that is loaded anew costs Redis
        /// nothing.
        std::function<void(std::function<void()>)> later;
    };
    explicit Topics(Calls calls) : calls_(std::move(calls)) {}

    /// Adds a listener. `ready` is called with the topic once it is subscribed in Redis, at once when it is; never
    /// after remove().
    void add(const TopicName& name, Subscription& listener, std::function<void(const LoopTopic&)> ready);
    void remove(Subscription& listener);

    /// What the feed brought: the fan-out.
    void take(std::span<const Parcel> parcels);

    const LoopTopic* find(std::string_view address) const noexcept;
    std::size_t size() const noexcept { return by_address_.size(); }

  private:
    struct Waiting {
        Subscription* listener;
        std::function<void(const LoopTopic&)> ready;
    };
    struct Entry {
        LoopTopic topic;
        std::vector<Waiting> waiting;
    };
    void fan_out(LoopTopic& topic, const Parcel& parcel);
    void make_ready(Entry& entry, const Parcel& parcel);
    Entry* find(std::uint64_t slot) const noexcept;
    void open(std::uint64_t slot, const TopicName& name);
    void leave_if_idle(std::uint64_t slot, const std::string& address);

    Calls calls_;
    NameMap<std::uint64_t> by_address_;
    std::vector<std::unique_ptr<Entry>> slots_;
    std::vector<std::uint64_t> free_slots_;  // the numbers they get when they are used next
};

}  // namespace antiphon::gateway
