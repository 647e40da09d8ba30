#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "antiphon/events/bus.h"

namespace antiphon::redis {
struct Options;
class Loop;
}  // namespace antiphon::redis

namespace antiphon::events {

struct BusOptions {
    std::string prefix = "antiphon";  ///< before every name in Redis, so that two systems can share one
    std::string source = "antiphon";  ///< CloudEvents `source`: "<service>/<instance>"
    int listen_threads = 2;           ///< that run the handlers of listen(), each listener in order
    std::chrono::milliseconds publish_timeout{5'000};  ///< when the Context has no earlier deadline
    std::size_t max_waiting_events = 100'000;          ///< durable ones that Redis has not confirmed; more are refused
    std::size_t max_waiting_event_bytes = 256 * 1024 * 1024;  ///< of these events
};

/// The bus on Redis 6.2 or later. Keeps one connection for commands, one for Pub/Sub and one for each group it consumes
/// in; all come back by themselves. Constructing it does not wait for Redis.
class RedisBus final : public Bus {
  public:
    RedisBus(const redis::Options& redis, BusOptions options);
    /// On a loop that others use too; it must outlive the bus.
    RedisBus(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, BusOptions options);
    ~RedisBus() override;

    void start_publish(Outgoing message, PublishDone done) override;
    Subscription listen_address(const ChannelType& channel, Handler handler, ListenOptions options) override;
    Subscription consume_address(const ChannelType& channel, std::vector<Handler> handlers,
                                 ConsumerOptions options) override;
    History history(std::string_view address, const Position& since, std::size_t limit) override;
    std::vector<DeadLetter> dead_letters(std::string_view address, std::string_view group, std::size_t limit) override;
    Depth depth(std::string_view address, std::string_view group) override;

    bool connected() const noexcept;  ///< Redis answers. For readiness

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace antiphon::events
