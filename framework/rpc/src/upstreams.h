#pragma once
// Which address a call goes to, and whether it is tried again. Values in, values out; the time is given, not taken.

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/net/url.h"
#include "antiphon/rpc/http_channel.h"

namespace antiphon::rpc {

/// Addresses in turn. One that failed several times in a row rests, then gets one call to prove itself.
class Upstreams {
  public:
    explicit Upstreams(const HttpChannelOptions& options) : options_(options) {}

    void set(std::vector<net::Url> urls);  ///< keeps what is known of those that stay
    std::optional<net::Url> pick(Clock::time_point now);
    void succeeded(const net::Url& url);
    void failed(const net::Url& url, Clock::time_point now);

  private:
    struct Upstream {
        net::Url url;
        int failures = 0;
        Clock::time_point rests_until{};  // of the epoch: it does not rest
    };
    Upstream* find(const net::Url& url);

    const HttpChannelOptions options_;
    std::vector<Upstream> upstreams_;
    std::size_t next_ = 0;
};

/// How much of what is sent may be repetition: ten at once, then one per ten calls that succeed.
class RetryBudget {
  public:
    bool take();
    void succeeded();

  private:
    static constexpr double capacity = 10;
    static constexpr double per_success = 0.1;
    double tokens_ = capacity;
};

/// How long to wait before repetition number `repetition` (from 1).
std::chrono::milliseconds backoff(const HttpChannelOptions& options, int repetition, std::mt19937& random);

}  // namespace antiphon::rpc
