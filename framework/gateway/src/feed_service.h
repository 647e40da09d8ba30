#pragma once
// The feed on a real Redis: one connection that listens, one that asks, both on the thread ap-redis.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/events/delivery.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/subscriber.h"
#include "antiphon/telemetry/metrics.h"
#include "feed.h"

namespace antiphon::gateway {

class FeedService final : private Feed::Port {
  public:
    /// `deliver` is called on ap-redis with what one read brought for one loop; it must only hand it over.
    using Deliver = std::function<void(std::size_t loop, std::vector<Parcel>)>;

    FeedService(const redis::Options& redis, std::string prefix, std::size_t loops, Deliver deliver);
    ~FeedService();  ///< when it returned, `deliver` is not called any more

    // Any thread.
    void join(std::size_t loop, std::uint64_t slot, const TopicName& topic);
    void leave(std::size_t loop, const TopicName& topic);

    /// All that a client missed, or the news that it cannot be had; nothing when Redis does not answer. `done` runs on
    /// ap-redis. Any thread.
    void recover(const TopicName& topic, const events::Position& since,
                 std::function<void(std::optional<events::History>)> done);

    bool connected() const noexcept;  ///< Redis answers and all channels are subscribed. Any thread
    redis::Client& client() noexcept { return *client_; }

  private:
    void subscribe(const std::string& redis_channel, std::uint64_t number) override;
    void unsubscribe(const std::string& redis_channel) override;
    void locate(const TopicName& topic) override;
    void fetch(const TopicName& topic, std::uint64_t after, std::size_t limit) override;
    void post(std::size_t loop, std::vector<Parcel> parcels) override { deliver_(loop, std::move(parcels)); }
    void failed(const std::string& redis_channel);
    void on_loop(std::function<void()> work);
    void count();

    // set at construction, never changes
    const std::string prefix_;
    const Deliver deliver_;
    // only on ap-redis
    Feed feed_;
    FeedCounters counted_;
    bool stopped_ = false;
    bool was_connected_ = false;
    bool will_retry_ = false;
    telemetry::Counter messages_, invalid_, duplicates_, repaired_, holes_, reconnects_;
    telemetry::Gauge topics_;
    // their destructors wait for ap-redis
    std::shared_ptr<redis::Loop> loop_;
    std::unique_ptr<redis::Client> client_;
    std::unique_ptr<redis::Subscriber> subscriber_;
};

/// Reads one entry of XRANGE. Nothing when it is none of ours.
std::optional<StoredEvent> to_stored_event(const redis::Reply& entry);

}  // namespace antiphon::gateway
