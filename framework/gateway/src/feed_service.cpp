#include "feed_service.h"

#include <charconv>
#include <future>

#include "antiphon/base/limits.h"
#include "antiphon/events/names.h"
#include "antiphon/events/redis_history.h"

namespace antiphon::gateway {
namespace {

// Until a stream is asked for again that Redis did not answer about, though the connection is well (BUSY, OOM …).
constexpr std::chrono::milliseconds retry_pause{1000};

std::uint64_t number(std::string_view text) noexcept {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

std::optional<StoredEvent> to_stored_event(const redis::Reply& entry) {
    if (!entry.is_array() || entry.items.size() != 2 || !entry.items[1].is_array()) return std::nullopt;
    const std::vector<redis::Reply>& fields = entry.items[1].items;
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2)
        if (fields[i].text == "event") return StoredEvent{number(entry.items[0].text), fields[i + 1].text};
    return std::nullopt;
}

FeedService::FeedService(const redis::Options& redis, std::string prefix, std::size_t loops, Deliver deliver)
    : prefix_(std::move(prefix)), deliver_(std::move(deliver)), feed_(*this, loops) {
    auto& metrics = telemetry::metrics();
    messages_ = metrics.counter("antiphon_gateway_redis_messages_total", "Messages that Redis brought.");
    invalid_ = metrics.counter("antiphon_gateway_invalid_messages_total", "Messages dropped: no valid JSON.");
    duplicates_ = metrics.counter("antiphon_gateway_duplicate_messages_total", "Messages dropped: seen before.");
    repaired_ =
        metrics.counter("antiphon_gateway_repaired_messages_total", "Messages fetched from a stream's history.");
    holes_ = metrics.counter("antiphon_gateway_stream_holes_total", "Holes in streams that could not be filled.");
    reconnects_ = metrics.counter("antiphon_gateway_redis_reconnects_total", "Times the Pub/Sub connection came back.");
    topics_ = metrics.gauge("antiphon_gateway_topics", "Channels subscribed in Redis.");
    loop_ = std::make_shared<redis::Loop>("ap-redis");
    client_ = std::make_unique<redis::Client>(loop_, redis);
    client_->on_connected([this] { feed_.retry(); });
    subscriber_ = std::make_unique<redis::Subscriber>(
        loop_, redis,
        [this](redis::Subscriber::Batch batch) {
            feed_.messages(batch);
            count();
        },
        [this](redis::SubscriberState state) {
            if (state == redis::SubscriberState::lost) return;
            if (std::exchange(was_connected_, true)) {
                reconnects_.add();
                feed_.reconnected();
            }
        });
}

FeedService::~FeedService() {
    std::promise<void> stopped;
    loop_->post([&] {
        stopped_ = true;
        stopped.set_value();
    });
    stopped.get_future().wait();
    subscriber_.reset();
    client_.reset();
    loop_.reset();
}

void FeedService::on_loop(std::function<void()> work) {
    loop_->post([this, work = std::move(work)] {
        if (!stopped_) work();
    });
}

void FeedService::join(std::size_t loop, std::uint64_t slot, const TopicName& topic) {
    on_loop([this, loop, slot, topic] { feed_.join(loop, slot, topic); });
}

void FeedService::leave(std::size_t loop, const TopicName& topic) {
    on_loop([this, loop, channel = topic.redis_channel] { feed_.leave(loop, channel); });
}

bool FeedService::connected() const noexcept { return client_->connected() && subscriber_->connected(); }

void FeedService::subscribe(const std::string& redis_channel, std::uint64_t subscription) {
    subscriber_->subscribe({redis_channel}, [this, redis_channel, subscription] {
        if (!stopped_) feed_.subscribed(redis_channel, subscription);
    });
}

void FeedService::unsubscribe(const std::string& redis_channel) { subscriber_->unsubscribe({redis_channel}); }

/// The script gives a stream that nobody has published to yet an epoch, so that a client which subscribed before the
/// first event has a position that it can resume from.
void FeedService::locate(const TopicName& topic) {
    events::read_history(*client_, prefix_, topic.address, {}, 0,
                         [this, channel = topic.redis_channel](const events::History& found, std::exception_ptr error) {
                             if (stopped_) return;
                             if (error) return failed(channel);
                             feed_.located(channel, found.newest.epoch, found.newest.offset);
                         });
}

void FeedService::recover(const TopicName& topic, const events::Position& since,
                          std::function<void(std::optional<events::History>)> done) {
    events::read_history(*client_, prefix_, topic.address, since, limits::max_replayed_events,
                         [done = std::move(done)](events::History found, std::exception_ptr error) {
                             done(error ? std::nullopt : std::optional(std::move(found)));
                         });
}

/// Position, events, epoch: three questions in one write, since a part is better than nothing here. The same epoch
/// before and after says that the events are its.
void FeedService::fetch(const TopicName& topic, std::uint64_t after, std::size_t limit) {
    struct Reading {
        StoredEvents stored;
        bool good = true;
    };
    auto reading = std::make_shared<Reading>();
    const std::string meta = events::meta_key(prefix_, topic.address);
    client_->send({"HMGET", meta, "epoch", "offset"}, std::nullopt,
                  [reading](const redis::Reply& reply, std::exception_ptr error) {
                      reading->good = !error && reply.is_array() && reply.items.size() == 2;
                      if (!reading->good) return;
                      reading->stored.epoch = reply.items[0].text;
                      reading->stored.newest = number(reply.items[1].text);
                  });
    client_->send({"XRANGE", events::stream_key(prefix_, topic.address), std::to_string(after + 1) + "-0", "+", "COUNT",
                   std::to_string(limit)},
                  std::nullopt, [reading](const redis::Reply& reply, std::exception_ptr error) {
                      reading->good = reading->good && !error && reply.is_array();
                      if (!reading->good) return;
                      for (const redis::Reply& entry : reply.items)
                          if (auto event = to_stored_event(entry)) reading->stored.events.push_back(std::move(*event));
                  });
    client_->send({"HGET", meta, "epoch"}, std::nullopt,
                  [this, reading, channel = topic.redis_channel](const redis::Reply& reply, std::exception_ptr error) {
                      if (stopped_) return;
                      // No epoch: the stream has gone, and the next locate() begins a new one.
                      const bool good =
                          reading->good && !error && reply.text == reading->stored.epoch && !reply.text.empty();
                      good ? feed_.fetched(channel, reading->stored) : failed(channel);
                  });
}

/// One timer at a time, however many streams failed.
void FeedService::failed(const std::string& redis_channel) {
    feed_.failed(redis_channel);
    if (std::exchange(will_retry_, true)) return;
    loop_->after(retry_pause, [this] {
        will_retry_ = false;
        if (!stopped_) feed_.retry();
    });
}

void FeedService::count() {
    const FeedCounters now = feed_.counters();
    messages_.add(now.messages - counted_.messages);
    invalid_.add(now.invalid - counted_.invalid);
    duplicates_.add(now.duplicates - counted_.duplicates);
    repaired_.add(now.repaired - counted_.repaired);
    holes_.add(now.holes - counted_.holes);
    topics_.set(static_cast<double>(now.topics));
    counted_ = now;
}

}  // namespace antiphon::gateway
