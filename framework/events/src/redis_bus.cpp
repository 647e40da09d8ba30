#include "antiphon/events/redis_bus.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <future>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/redis_history.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/subscriber.h"
#include "encode.h"
#include "groups.h"
#include "listeners.h"
#include "redis_group_store.h"
#include "redis_publisher.h"
#include "redis_scripts.h"

namespace antiphon::events {

using namespace std::chrono_literals;

namespace {

constexpr auto patience_to_listen = 5s;

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Timestamp timestamp_in(const std::string& milliseconds) {
    return Timestamp(std::chrono::milliseconds(number_in(milliseconds)));
}

DeadLetter letter_from(redis::Reply& entry) {
    DeadLetter letter;
    auto& fields = entry.items.at(1).items;
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        const std::string& field = fields[i].text;
        std::string& value = fields[i + 1].text;
        if (field == "id")
            letter.id = std::move(value);
        else if (field == "event")
            letter.event = std::move(value);
        else if (field == "group")
            letter.group = std::move(value);
        else if (field == "consumer")
            letter.consumer = std::move(value);
        else if (field == "reason")
            letter.reason = std::move(value);
        else if (field == "path")
            letter.path = std::move(value);
        else if (field == "attempts")
            letter.attempts = static_cast<int>(number_in(value));
        else if (field == "first")
            letter.first = timestamp_in(value);
        else if (field == "last")
            letter.last = timestamp_in(value);
        else if (field == "epoch")
            letter.position.epoch = std::move(value);
        else if (field == "offset")
            letter.position.offset = static_cast<std::uint64_t>(number_in(value));
    }
    return letter;
}

}  // namespace

struct RedisBus::State {
    State(std::shared_ptr<redis::Loop> on, const redis::Options& to, BusOptions with)
        : loop(std::move(on)),
          redis(to),
          options(std::move(with)),
          client(std::make_shared<redis::Client>(loop, redis)),
          pool(options.listen_threads),
          publisher(std::make_shared<RedisPublisher>(
              client, [this] { return std::make_shared<redis::Client>(loop, redis); }, ticker, options)),
          groups(ticker, [this](const std::string& address, const ConsumerOptions& consumer) {
              auto store = std::make_shared<RedisGroupStore>(loop, redis, client, options.prefix, address, consumer);
              store->start();
              return store;
          }) {}

    void start_subscriber();
    void listen(const std::string& channel, std::shared_ptr<Listener> listener);
    void forget(const std::string& channel, const Listener& listener);

    const std::shared_ptr<redis::Loop> loop;
    const redis::Options redis;
    const BusOptions options;
    std::shared_ptr<redis::Client> client;  ///< reset by ~RedisBus alone
    Ticker ticker;
    ListenerTable listeners;
    ListenerPool pool;
    const std::shared_ptr<RedisPublisher> publisher;
    Groups groups;
    bool connected_before = false;  // only on the loop

    std::mutex mutex;  // held while a listener and its subscription come or go together
    // guarded by mutex
    std::unique_ptr<redis::Subscriber> subscriber;  ///< made for the first listener
};

void RedisBus::State::start_subscriber() {
    subscriber = std::make_unique<redis::Subscriber>(
        loop, redis,
        [this](redis::Subscriber::Batch batch) {
            for (const redis::PushedMessage& message : batch) listeners.push(message.channel, message.payload);
        },
        [this](redis::SubscriberState state) {
            if (state != redis::SubscriberState::connected) return;
            if (std::exchange(connected_before, true)) listeners.push_gap_to_all(Gap::Reason::reconnected);
        });
}

void RedisBus::State::listen(const std::string& channel, std::shared_ptr<Listener> listener) {
    auto confirmed = std::make_shared<std::promise<void>>();
    {
        const std::lock_guard lock(mutex);
        if (!subscriber) start_subscriber();
        listeners.add(channel, std::move(listener));
        subscriber->subscribe({channel}, [confirmed] { confirmed->set_value(); });
    }
    if (confirmed->get_future().wait_for(patience_to_listen) != std::future_status::ready)
        throw Error(ErrorKind::unavailable, Code::dependency_down,
                    "Redis at " + redis.text() + " did not confirm the subscription to '" + channel + "'");
}

void RedisBus::State::forget(const std::string& channel, const Listener& listener) {
    const std::lock_guard lock(mutex);
    if (listeners.remove(channel, listener)) subscriber->unsubscribe({channel});
}

RedisBus::RedisBus(const redis::Options& redis, BusOptions options)
    : RedisBus(std::make_shared<redis::Loop>(), redis, std::move(options)) {}

RedisBus::RedisBus(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, BusOptions options)
    : state_(std::make_unique<State>(std::move(loop), redis, std::move(options))) {}

RedisBus::~RedisBus() {
    state_->publisher->stop();
    state_->subscriber.reset();
    state_->client.reset();  // what waits in it fails now
    std::promise<void> through;
    state_->loop->post([&through] { through.set_value(); });
    through.get_future().wait();  // nothing of ours runs on the loop any more
}

void RedisBus::start_publish(Outgoing message, PublishDone done) {
    Encoded encoded = encode(message, state_->options.source);
    if (message.channel->kind == ChannelKind::durable)
        return state_->publisher->append(*message.channel, message.address, std::move(encoded), std::move(done));
    state_->client->send(
        {"PUBLISH", redis_channel(state_->options.prefix, *message.channel, message.address), std::move(encoded.text)},
        Deadline::in(state_->options.publish_timeout),
        [id = std::move(encoded.id), done = std::move(done)](const redis::Reply&, std::exception_ptr error) mutable {
            if (error)
                done({}, error);
            else
                done({std::move(id), {}, false}, nullptr);
        });
}

Subscription RedisBus::listen_address(const ChannelType& channel, Handler handler, ListenOptions options) {
    check_address(handler.address);
    const std::string key = redis_channel(state_->options.prefix, channel, handler.address);
    auto listener =
        std::make_shared<Listener>(state_->pool, channel, std::move(handler), std::move(options),
                                   [state = state_.get(), key](const Listener& which) { state->forget(key, which); });
    Subscription subscription(listener);  // forgets the listener when this throws
    state_->listen(key, std::move(listener));
    return subscription;
}

Subscription RedisBus::consume_address(const ChannelType& channel, std::vector<Handler> handlers,
                                       ConsumerOptions options) {
    // "What comes" begins when this returns, so the group must be there by then; one that is there already stays as it
    // is.
    if (!options.from_start && !handlers.empty() && !options.group.empty()) {
        const std::string& address = handlers.front().address;
        check_address(address);
        state_->client->run(scripts::group(),
                            {stream_key(state_->options.prefix, address), meta_key(state_->options.prefix, address)},
                            {options.group, "$", random_text(8)});
    }
    return state_->groups.consume(channel, std::move(handlers), options);
}

History RedisBus::history(std::string_view address, const Position& since, std::size_t limit) {
    std::promise<History> promise;
    read_history(*state_->client, state_->options.prefix, address, since, limit,
                 [&promise](History found, std::exception_ptr error) {
                     if (error)
                         promise.set_exception(error);
                     else
                         promise.set_value(std::move(found));
                 });
    return promise.get_future().get();
}

std::vector<DeadLetter> RedisBus::dead_letters(std::string_view address, std::string_view group, std::size_t limit) {
    check_address(address);
    std::vector<DeadLetter> found;
    std::string before = "+";
    while (found.size() < limit) {
        auto reply = state_->client->call(
            {"XREVRANGE", dead_key(state_->options.prefix, address), before, "-", "COUNT", "1000"});
        if (reply.items.empty()) break;
        before = "(" + reply.items.back().items.at(0).text;
        for (redis::Reply& entry : reply.items) {
            DeadLetter letter = letter_from(entry);
            if (found.size() < limit && (group.empty() || letter.group == group)) found.push_back(std::move(letter));
        }
    }
    std::reverse(found.begin(), found.end());
    return found;
}

Depth RedisBus::depth(std::string_view address, std::string_view group) {
    check_address(address);
    const auto reply =
        state_->client->run(scripts::depth(), {stream_key(state_->options.prefix, address)}, {std::string(group)});
    return {static_cast<std::uint64_t>(reply.items.at(0).integer),
            static_cast<std::uint64_t>(reply.items.at(1).integer)};
}

bool RedisBus::connected() const noexcept { return state_->client->connected(); }

}  // namespace antiphon::events
