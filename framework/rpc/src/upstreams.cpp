#include "upstreams.h"

#include <algorithm>

namespace antiphon::rpc {

Upstreams::Upstream* Upstreams::find(const net::Url& url) {
    const auto found =
        std::find_if(upstreams_.begin(), upstreams_.end(), [&](const Upstream& known) { return known.url == url; });
    return found == upstreams_.end() ? nullptr : &*found;
}

void Upstreams::set(std::vector<net::Url> urls) {
    std::vector<Upstream> fresh;
    for (net::Url& url : urls) {
        const Upstream* known = find(url);
        fresh.push_back(known != nullptr ? *known : Upstream{std::move(url), 0, {}});
    }
    upstreams_ = std::move(fresh);
}

std::optional<net::Url> Upstreams::pick(Clock::time_point now) {
    for (std::size_t tried = 0; tried < upstreams_.size(); ++tried) {
        Upstream& upstream = upstreams_[next_++ % upstreams_.size()];
        if (upstream.rests_until > now) continue;
        if (upstream.failures >= options_.failures_to_open)
            upstream.rests_until = now + options_.rest;  // one call proves
        return upstream.url;
    }
    return std::nullopt;
}

void Upstreams::succeeded(const net::Url& url) {
    if (Upstream* upstream = find(url); upstream != nullptr && upstream->failures > 0) {
        upstream->failures = 0;
        upstream->rests_until = {};
    }
}

void Upstreams::failed(const net::Url& url, Clock::time_point now) {
    if (Upstream* upstream = find(url); upstream != nullptr && ++upstream->failures >= options_.failures_to_open)
        upstream->rests_until = now + options_.rest;
}

bool RetryBudget::take() {
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
}

void RetryBudget::succeeded() { tokens_ = std::min(capacity, tokens_ + per_success); }

std::chrono::milliseconds backoff(const HttpChannelOptions& options, int repetition, std::mt19937& random) {
    auto wait = options.first_wait;
    for (int i = 1; i < repetition && wait < options.longest_wait; ++i) wait *= 2;
    wait = std::min(wait, options.longest_wait);
    std::uniform_real_distribution<double> around(0.8, 1.2);
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * around(random)));
}

}  // namespace antiphon::rpc
