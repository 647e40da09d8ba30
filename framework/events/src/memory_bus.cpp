#include "antiphon/events/memory_bus.h"

#include "encode.h"
#include "groups.h"
#include "listeners.h"
#include "memory_streams.h"

namespace antiphon::events {

struct MemoryBus::State {
    explicit State(std::string source_text) : source(std::move(source_text)) {}

    const std::string source;
    MemoryStreams streams;
    ListenerTable listeners;
    Ticker ticker;
    ListenerPool pool{2};
    Groups groups{ticker, [this](const std::string& address, const ConsumerOptions& options) {
                      return streams.store(address, options);
                  }};
};

MemoryBus::MemoryBus(std::string source) : state_(std::make_unique<State>(std::move(source))) {}
MemoryBus::~MemoryBus() = default;

void MemoryBus::start_publish(Outgoing message, PublishDone done) {
    Encoded encoded = encode(message, state_->source);
    Published published{std::move(encoded.id), {}, false};
    const std::string channel = redis_channel({}, *message.channel, message.address);
    if (message.channel->kind == ChannelKind::live) {
        state_->listeners.push(channel, encoded.text);
    } else {
        auto appended = state_->streams.append(*message.channel, message.address, published.id, encoded.text,
                                               [&](const std::string& text) { state_->listeners.push(channel, text); });
        published.position = std::move(appended.position);
        published.duplicate = appended.duplicate;
    }
    done(std::move(published), nullptr);
}

Subscription MemoryBus::listen_address(const ChannelType& channel, Handler handler, ListenOptions options) {
    check_address(handler.address);
    const std::string key = redis_channel({}, channel, handler.address);
    auto listener =
        std::make_shared<Listener>(state_->pool, channel, std::move(handler), std::move(options),
                                   [this, key](const Listener& which) { state_->listeners.remove(key, which); });
    state_->listeners.add(key, listener);
    return Subscription(std::move(listener));
}

Subscription MemoryBus::consume_address(const ChannelType& channel, std::vector<Handler> handlers,
                                        ConsumerOptions options) {
    return state_->groups.consume(channel, std::move(handlers), options);
}

History MemoryBus::history(std::string_view address, const Position& since, std::size_t limit) {
    return state_->streams.history(std::string(address), since, limit);
}

std::vector<DeadLetter> MemoryBus::dead_letters(std::string_view address, std::string_view group, std::size_t limit) {
    return state_->streams.dead_letters(std::string(address), group, limit);
}

Depth MemoryBus::depth(std::string_view address, std::string_view group) {
    return state_->streams.depth(std::string(address), std::string(group));
}

void MemoryBus::lose_everything() { state_->streams.lose_everything(); }

bool MemoryBus::take_and_die(std::string_view address, std::string_view group) {
    return state_->streams.take_and_die(std::string(address), std::string(group));
}

void MemoryBus::store_raw(std::string_view address, std::string text) {
    const ChannelType channel{.name = address, .kind = ChannelKind::durable};
    state_->streams.append(channel, std::string(address), {}, text, [](const std::string&) {});
}

void MemoryBus::tell_raw(const ChannelType& channel, std::string_view address, std::string_view text) {
    state_->listeners.push(redis_channel({}, channel, address), text);
}

}  // namespace antiphon::events
