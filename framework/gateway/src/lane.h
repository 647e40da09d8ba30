#pragma once
// One event loop of the gateway with all that lives on it: sockets' sessions, topics, connections to services.

#include <memory>
#include <unordered_map>
#include <vector>

#include "antiphon/json/parser.h"
#include "antiphon/net/loop.h"
#include "buckets.h"
#include "common.h"
#include "desk.h"
#include "router.h"
#include "topics.h"

namespace antiphon::gateway {

class Session;

/// Everything is used on its loop only; other threads post to the loop.
class Lane {
  public:
    Lane(std::size_t index, net::Loop& loop, Common& common);  ///< borrows both
    ~Lane();
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void start();  ///< on the loop, before the first socket
    void stop();   ///< on the loop: ends timers and calls

    void take(const std::vector<Parcel>& parcels) { topics.take(parcels); }

    /// Closes all sessions with 4503 over `times.closing`, those with calls under way when these are done.
    void drain(const DrainTimes& times);
    void forget(std::uint64_t id);  ///< the session's socket has closed

    /// One bucket for each user or address that calls over HTTP.
    TokenBucket& http_bucket(const std::string& who) { return http_buckets_.of(who); }

    const std::size_t index;
    net::Loop& loop;
    Common& common;
    json::Parser parser;
    Router router;
    Topics topics;
    Desk desk;
    std::unordered_map<std::uint64_t, std::shared_ptr<Session>> sessions;  // by socket; the ids are ours

  private:
    void tick();
    void drain_slice();

    Buckets http_buckets_;
    std::vector<std::shared_ptr<net::Timer>> lingering_;
    net::Timer ticker_;
    // draining
    std::vector<std::uint64_t> to_close_;
    std::size_t slice_ = 0;
    Clock::time_point last_call_{};
    std::chrono::milliseconds reconnect_{0};
    net::Timer drainer_;
};

}  // namespace antiphon::gateway
