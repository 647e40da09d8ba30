#include "feed_service.h"

#include <charconv>
#include <future>

#include "antiphon/base/log.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"

namespace antiphon::gateway {
namespace {

constexpr std::size_t epoch_characters = 8;

std::uint64_t number(std::string_view text) noexcept {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Position {
    std::string epoch;
    std::uint64_t offset = 0;
};

/// The reply to HMGET epoch offset.
std::optional<Position> to_position(const redis::Reply& reply) {
    if (!reply.is_array() || reply.items.size() != 2 || reply.items[0].is_nil()) return std::nullopt;
    return Position{reply.items[0].text, number(reply.items[1].text)};
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

/// A stream nobody has published to yet has no epoch. It gets one here, so that a client which subscribed before the
/// first event has a position that it can resume from.
void FeedService::locate(const TopicName& topic) {
    const std::string key = events::meta_key(prefix_, topic.address);
    client_->send({"HSETNX", key, "epoch", random_text(epoch_characters)}, std::nullopt, [](redis::Reply, auto) {});
    client_->send({"HMGET", key, "epoch", "offset"}, std::nullopt,
                  [this, channel = topic.redis_channel](const redis::Reply& reply, std::exception_ptr error) {
                      if (stopped_) return;
                      const auto position = error ? std::nullopt : to_position(reply);
                      if (position)
                          feed_.located(channel, position->epoch, position->offset);
                      else
                          feed_.failed(channel);
                  });
}

void FeedService::fetch(const TopicName& topic, std::uint64_t after, std::size_t limit) {
    history(topic, after, limit, [this, channel = topic.redis_channel](const std::optional<StoredEvents>& stored) {
        if (stopped_) return;
        if (stored)
            feed_.fetched(channel, *stored);
        else
            feed_.failed(channel);
    });
}

/// Position, events, epoch: three questions in one write. The same epoch before and after says that the events are its.
void FeedService::history(const TopicName& topic, std::uint64_t after, std::size_t limit,
                          std::function<void(std::optional<StoredEvents>)> done) {
    struct Reading {
        StoredEvents stored;
        bool good = true;
    };
    auto reading = std::make_shared<Reading>();
    const std::string meta = events::meta_key(prefix_, topic.address);
    client_->send({"HMGET", meta, "epoch", "offset"}, std::nullopt,
                  [reading](const redis::Reply& reply, std::exception_ptr error) {
                      const auto position = error ? std::nullopt : to_position(reply);
                      reading->good = position.has_value();
                      if (!position) return;
                      reading->stored.epoch = position->epoch;
                      reading->stored.newest = position->offset;
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
                  [reading, done = std::move(done)](const redis::Reply& reply, std::exception_ptr error) {
                      const bool good = reading->good && !error && reply.text == reading->stored.epoch;
                      done(good ? std::optional(std::move(reading->stored)) : std::nullopt);
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
