#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/base/limits.h"
#include "antiphon/rpc/channel.h"

namespace antiphon::rpc {

struct HttpChannelOptions {
    std::chrono::milliseconds default_deadline = limits::default_service_deadline;  ///< when nothing is inherited
    int attempts = 3;                                                               ///< 1: never retry
    std::chrono::milliseconds first_wait{100};                                      ///< doubled per attempt, ±20 %
    std::chrono::milliseconds longest_wait{1'000};
    int failures_to_open = 5;               ///< in a row, then an address is left alone …
    std::chrono::milliseconds rest{1'000};  ///< … this long, then tried with one call
    std::size_t max_response_bytes = limits::max_response_bytes;

    /// Makes the `Antiphon-Caller` field for the identity that travels on; empty: identities do not travel.
    std::function<std::string(const Caller&)> seal = {};
};

/// JSON-RPC over HTTP. Takes the addresses in turn, skipping those that keep failing; keeps connections alive; tries
/// calls that may be repeated again after a connect failure or an error that says it is retryable, within the deadline
/// and a budget of one retry per ten calls. A `Retry-After` of the server is respected.
///
/// Any thread. Done callbacks run on the channel's own thread `ap-call`: they must not block, so no synchronous call
/// may be made in one. The destructor fails what is under way with Error(unavailable).
class HttpChannel final : public Channel {
  public:
    /// `http://host:port/path`, at least one unless set_urls() follows. Throws Error(invalid) for what is no such URL.
    explicit HttpChannel(std::string url, HttpChannelOptions options = {});
    explicit HttpChannel(std::vector<std::string> urls, HttpChannelOptions options = {});
    ~HttpChannel() override;
    HttpChannel(const HttpChannel&) = delete;
    HttpChannel& operator=(const HttpChannel&) = delete;

    /// Replaces the addresses, as the registry reports them. Calls under way end where they are.
    void set_urls(std::vector<std::string> urls);
    void start(Outgoing call, Done done) override;

    class Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::rpc
