#pragma once
// From Redis to the loops: which channels are subscribed for whom, every message framed once, and streams without
// holes.
//
// Values in, values out: a Feed does no I/O. What it needs done it asks of its Port; what Redis says is told to it. It
// lives on one thread (ap-redis in the gateway), so nothing in it is locked.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/json/parser.h"
#include "antiphon/redis/subscriber.h"
#include "keyed_hash.h"
#include "parcel.h"

namespace antiphon::gateway {

struct TopicName {
    std::string address;
    std::string redis_channel;
    bool durable = false;
};

/// One event of a stream as Redis keeps it.
struct StoredEvent {
    std::uint64_t offset = 0;
    std::string event;
};

/// What a stream holds behind an offset; all of it belongs to `epoch`.
struct StoredEvents {
    std::string epoch;
    std::uint64_t newest = 0;  ///< offset of the newest event ever appended, read before the events were
    std::vector<StoredEvent> events;
};

struct FeedCounters {
    std::uint64_t messages = 0;
    std::uint64_t invalid = 0;     ///< no JSON, or no position on a durable channel: dropped
    std::uint64_t duplicates = 0;  ///< seen before: dropped
    std::uint64_t repaired = 0;    ///< fetched from history because Pub/Sub had lost them
    std::uint64_t holes = 0;       ///< could not be fetched any more: the client sees the hole in the offsets
    std::uint64_t topics = 0;      ///< now
};

class Feed {
  public:
    /// What a Feed asks for. None of these may call the Feed back before it has returned.
    class Port {
      public:
        /// Answered by subscribed() with the same number, which tells two subscriptions to one channel apart.
        virtual void subscribe(const std::string& redis_channel, std::uint64_t number) = 0;
        virtual void unsubscribe(const std::string& redis_channel) = 0;
        virtual void locate(const TopicName& topic) = 0;  // answered by located() or failed()
        /// Up to `limit` events behind `after`; answered by fetched() or failed().
        virtual void fetch(const TopicName& topic, std::uint64_t after, std::size_t limit) = 0;
        virtual void post(std::size_t loop, std::vector<Parcel> parcels) = 0;

      protected:
        ~Port() = default;
    };

    using Message = redis::PushedMessage;

    /// Events asked for at once: of the largest kind, they are a fraction of the longest reply and come in time.
    static constexpr std::size_t max_fetched = 100;

    Feed(Port& port, std::size_t loops);  ///< borrows the port
    ~Feed();

    /// A loop wants the topic under its own name `slot`, and gets a parcel `ready` once it is subscribed; what is
    /// published from then on reaches it. At most once per loop and topic.
    void join(std::size_t loop, std::uint64_t slot, const TopicName& topic);
    void leave(std::size_t loop, const std::string& redis_channel);

    // What Redis says.
    void messages(std::span<const Message> batch);
    void subscribed(const std::string& redis_channel, std::uint64_t number);
    void located(const std::string& redis_channel, const std::string& epoch, std::uint64_t offset);
    void fetched(const std::string& redis_channel, const StoredEvents& stored);
    void failed(const std::string& redis_channel);  ///< locate or fetch did not work; tried again when told below
    /// The subscriber's connection is back and subscribed: live listeners are told, streams are looked at.
    void reconnected();
    /// Perhaps commands work again: what failed() is tried once more.
    void retry();

    const FeedCounters& counters() const noexcept { return counters_; }

  private:
    struct Topic;
    Topic* find(std::string_view redis_channel);
    void take(Topic& topic, std::string_view payload);
    void take_durable(Topic& topic, std::string_view payload);
    void hold(Topic& topic, std::string_view payload);
    void release(Topic& topic);
    void forget_held(Topic& topic);
    void frame(Topic& topic, std::uint64_t offset, std::string_view head, std::string_view event);
    void drop_invalid(const Topic& topic, std::string_view why);
    void pack(Topic& topic);
    void add(Topic& topic, const Parcel& parcel);
    void locate(Topic& topic);
    void repair(Topic& topic);
    void end_run(Topic& topic);
    void restart(Topic& topic, const std::string& epoch, std::uint64_t offset);
    void flush();

    // set at construction, never changes
    Port& port_;
    // only on the feed's thread
    NameMap<std::unique_ptr<Topic>> topics_;
    std::vector<Topic*> touched_;                // with bytes to be packed
    std::vector<std::vector<Parcel>> outgoing_;  // by loop
    json::Parser parser_;
    FeedCounters counters_;
    std::uint64_t subscriptions_made_ = 0;
};

}  // namespace antiphon::gateway
