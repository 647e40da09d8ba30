#include "lane.h"

#include <algorithm>
#include <random>

#include "feed_service.h"
#include "session.h"

namespace antiphon::gateway {
namespace {

constexpr std::chrono::milliseconds tick_interval{1000};
constexpr std::chrono::milliseconds slice_interval{100};
constexpr std::size_t max_http_buckets = 10'000;

int random_up_to(std::int64_t most) {
    thread_local std::minstd_rand random{std::random_device{}()};
    return std::uniform_int_distribution<int>(0, static_cast<int>(std::max<std::int64_t>(most, 1)))(random);
}

}  // namespace

Lane::Lane(std::size_t number, net::Loop& its_loop, Common& shared)
    : index(number),
      loop(its_loop),
      common(shared),
      router(loop),
      topics({[this](std::uint64_t slot, const TopicName& topic) { common.feed->join(index, slot, topic); },
              [this](const TopicName& topic) { common.feed->leave(index, topic); },
              [](Subscription& listener) { listener.lose_position(); },
              [this](std::function<void()> leave) {
                  auto timer = std::make_shared<net::Timer>();
                  *timer = loop.after(common.options.limits.topic_linger, std::move(leave));
                  lingering_.push_back(timer);
              }}),
      desk(*this),
      http_buckets_(max_http_buckets, common.options.limits.messages_per_second, common.options.limits.message_burst) {}

Lane::~Lane() = default;

void Lane::start() {
    ticker_ = loop.after(tick_interval, [this] { tick(); });
}

void Lane::stop() {
    ticker_.cancel();
    drainer_.cancel();
    lingering_.clear();
    for (const auto& [id, session] : std::exchange(sessions, {})) session->closed();
}

void Lane::tick() {
    const auto now = Clock::now();
    for (const auto& [id, session] : sessions) session->tick(now);
    std::erase_if(lingering_, [](const auto& timer) { return !timer->waiting(); });
    ticker_ = loop.after(tick_interval, [this] { tick(); });
}

void Lane::forget(std::uint64_t id) { sessions.erase(id); }

void Lane::drain(const DrainTimes& times) {
    for (const auto& [id, session] : sessions) to_close_.push_back(id);
    const auto slices = std::max<std::int64_t>(1, times.closing / slice_interval);
    slice_ = to_close_.size() / static_cast<std::size_t>(slices) + 1;
    last_call_ = Clock::now() + times.closing;
    reconnect_ = times.reconnect;
    drain_slice();
}

void Lane::drain_slice() {
    const bool last_call = Clock::now() >= last_call_;
    std::vector<std::uint64_t> busy;
    for (std::size_t closed = 0; !to_close_.empty() && (closed < slice_ || last_call);) {
        const auto found = sessions.find(to_close_.back());
        to_close_.pop_back();
        if (found == sessions.end()) continue;
        if (found->second->calls_in_flight() > 0 && !last_call) {
            busy.push_back(found->first);
            continue;
        }
        found->second->close_draining(random_up_to(reconnect_.count()));
        ++closed;
    }
    to_close_.insert(to_close_.end(), busy.begin(), busy.end());
    // Sockets that came after the drain began are closed too.
    if (to_close_.empty())
        for (const auto& [id, session] : sessions) to_close_.push_back(id);
    drainer_ = loop.after(slice_interval, [this] { drain_slice(); });
}

}  // namespace antiphon::gateway
