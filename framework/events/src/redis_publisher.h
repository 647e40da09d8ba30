#pragma once
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/events/bus.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/redis/client.h"
#include "encode.h"
#include "ticker.h"

namespace antiphon::events {

/// Appends to streams. What is published on one channel while a script call is under way goes with the next call, all
/// at once: one call at a time costs no latency, many at a time cost Redis much less. Any thread.
class RedisPublisher : public std::enable_shared_from_this<RedisPublisher> {
  public:
    using MakeClient = std::function<std::shared_ptr<redis::Client>()>;

    /// `make_client` is called when a replicated channel is used for the first time: waiting for a replica holds up
    /// what else a connection carries. `options` says how long and how much may wait.
    RedisPublisher(std::weak_ptr<redis::Client> client, MakeClient make_client, Ticker& ticker,
                   const BusOptions& options)
        : client_(std::move(client)), make_client_(std::move(make_client)), ticker_(ticker), options_(options) {}

    /// `done` runs on the loop, on the ticker's thread when the event's time is over before it could be sent, and here
    /// when it is refused: Error(overloaded) beyond the options' limits, Error(unavailable) behind stop().
    void append(const ChannelType& channel, const std::string& address, Encoded event, PublishDone done);
    /// What waits fails with Error(unavailable).
    void stop();

  private:
    struct Waiting {
        std::uint64_t number;
        Encoded event;
        PublishDone done;
        Deadline deadline;
        std::exception_ptr setback = {};  ///< sent before; why nobody knows whether it arrived
    };
    struct Lane {
        ChannelType channel;
        std::deque<Waiting> waiting;  ///< by number, so by deadline as well
        int in_flight = 0;
        bool resting = false;  ///< after a lost connection
    };
    using Batch = std::shared_ptr<std::vector<Waiting>>;

    std::exception_ptr refusal(std::size_t bytes) const;
    void tell(Waiting& one, Published published, std::exception_ptr error);
    void tell_all(std::vector<Waiting>& them, const std::exception_ptr& error);
    void give_up(std::vector<Waiting>& late);
    static void take_late(Lane& lane, std::vector<Waiting>& late);
    void watch(Deadline deadline);
    void give_up_late(Deadline looked_for);
    Deadline deadline_of(const Batch& batch) const;
    Batch next_batch(Lane& lane);
    bool may_send();
    void check_redis();
    void checked(const redis::Reply& reply, std::exception_ptr error);
    void flush_all();
    void flush(const std::string& address);
    std::shared_ptr<redis::Client> client_for(const ChannelType& channel);
    void send(const std::string& address, const ChannelType& channel, const Batch& batch);
    void wait_for_replica(const std::string& address, const Batch& batch, redis::Reply reply);
    void answered(const std::string& address, const Batch& batch, const redis::Reply& reply, std::exception_ptr error);
    std::vector<Waiting> keep_for_later(const std::string& address, const Batch& batch,
                                        const std::exception_ptr& error);

    // set at construction, never changes
    const std::weak_ptr<redis::Client> client_;  ///< weak: what waits in the client holds this
    const MakeClient make_client_;
    Ticker& ticker_;
    const BusOptions options_;

    // of what append() took and nobody was told of yet
    std::atomic<std::size_t> events_ = 0;
    std::atomic<std::size_t> bytes_ = 0;

    std::mutex mutex_;
    // guarded by mutex_
    std::map<std::string, Lane> lanes_;
    std::shared_ptr<redis::Client> replicating_;
    enum class Checked : std::uint8_t { no, asked, fine } checked_ = Checked::no;
    std::uint64_t last_number_ = 0;
    Deadline next_look_ = Deadline::never();  ///< of the ticker, at those that wait
    bool stopped_ = false;
};

}  // namespace antiphon::events
