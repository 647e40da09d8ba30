#include "feed.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/log.h"
#include "antiphon/events/envelope.h"
#include "antiphon/json/append.h"
#include "antiphon/ws/frame.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

constexpr std::size_t max_held_bytes = 4 * 1024 * 1024;  // per topic, while a hole is being filled
constexpr std::size_t max_run_bytes = 256 * 1024;        // so that a run fits beside others into an outbox
constexpr std::size_t max_run_messages = 256;

}  // namespace

struct Feed::Topic {
    enum class State : std::uint8_t {
        subscribing,  // Redis has not confirmed
        locating,     // durable: where is the stream? Messages are held
        flowing,
        repairing,  // durable: a hole is being filled. Messages are held
        stuck,      // Redis did not answer, or refused; tried again by retry()
    };

    TopicName name;
    std::string head;  // of a frame's payload, up to offset and event
    State state = State::subscribing;
    std::uint64_t number = 0;
    bool located = false;
    std::shared_ptr<const std::string> epoch;
    std::uint64_t last = 0;
    std::vector<std::pair<std::size_t, std::uint64_t>> loops;  // loop, slot

    std::vector<std::string> held;
    std::size_t held_bytes = 0;
    bool overflowed = false;
    std::uint64_t wanted = 0;  // repairing: the offset that showed the hole; it is held in front
    bool look_again = false;   // locating: the connection was lost meanwhile

    bool ready() const noexcept { return name.durable ? located : state == State::flowing; }

    // the run that is being made
    std::string bytes;
    Parcel::Ends ends;
    std::uint64_t first = 0;
};

Feed::Feed(Port& port, std::size_t loops) : port_(port), outgoing_(loops) {}
Feed::~Feed() = default;

Feed::Topic* Feed::find(std::string_view redis_channel) {
    const auto found = topics_.find(redis_channel);
    return found == topics_.end() ? nullptr : found->second.get();
}

void Feed::join(std::size_t loop, std::uint64_t slot, const TopicName& name) {
    auto& place = topics_[name.redis_channel];
    const bool fresh = !place;
    if (fresh) {
        place = std::make_unique<Topic>();
        place->name = name;
        place->head = R"({"jsonrpc":"2.0","method":"rpc.event","params":{"subscription":)";
        json::append_string(place->head, name.address);
        place->head += ',';
        counters_.topics = topics_.size();
    }
    Topic& topic = *place;
    topic.loops.emplace_back(loop, slot);
    if (fresh) return port_.subscribe(name.redis_channel, topic.number = ++subscriptions_made_);
    if (!topic.ready()) return;
    outgoing_[loop].push_back({Parcel::Kind::ready, slot, {}, nullptr, 0, topic.last, topic.epoch});
    flush();
}

void Feed::leave(std::size_t loop, const std::string& redis_channel) {
    Topic* topic = find(redis_channel);
    if (topic == nullptr) return;
    std::erase_if(topic->loops, [loop](const auto& one) { return one.first == loop; });
    if (!topic->loops.empty()) return;
    topics_.erase(redis_channel);
    counters_.topics = topics_.size();
    port_.unsubscribe(redis_channel);
}

void Feed::subscribed(const std::string& redis_channel, std::uint64_t number) {
    Topic* topic = find(redis_channel);
    if (topic == nullptr || topic->number != number || topic->state != Topic::State::subscribing) return;
    if (topic->name.durable) return locate(*topic);
    topic->state = Topic::State::flowing;
    add(*topic, {Parcel::Kind::ready, 0, {}, nullptr, 0, 0, nullptr});
    flush();
}

void Feed::messages(std::span<const Message> batch) {
    for (const Message& message : batch) {
        Topic* topic = find(message.channel);
        if (topic == nullptr) continue;  // unsubscribed a moment ago
        ++counters_.messages;
        take(*topic, message.payload);
    }
    flush();
}

void Feed::take(Topic& topic, std::string_view payload) {
    if (topic.name.durable) {
        if (topic.state == Topic::State::flowing) return take_durable(topic, payload);
        return hold(topic, payload);
    }
    try {
        parser_.parse(payload);
    } catch (const Error& error) {
        return drop_invalid(topic, error.what());
    }
    frame(topic, 0, {}, payload);
}

void Feed::take_durable(Topic& topic, std::string_view payload) {
    const auto position = events::read_position(payload);
    try {
        parser_.parse(payload);
    } catch (const Error& error) {
        return drop_invalid(topic, error.what());
    }
    if (!position) return drop_invalid(topic, "it carries no position");
    if (position->epoch != *topic.epoch) restart(topic, std::string(position->epoch), position->offset - 1);
    if (position->offset <= topic.last) {
        ++counters_.duplicates;
        return;
    }
    if (position->offset > topic.last + 1) {
        hold(topic, payload);
        repair(topic);
        topic.wanted = position->offset;
        return;
    }
    topic.last = position->offset;
    frame(topic, position->offset, "{", payload.substr(position->rest));
}

void Feed::hold(Topic& topic, std::string_view payload) {
    topic.held_bytes += payload.size();
    if (topic.held_bytes > max_held_bytes) {
        // They are all in the stream: forget them and fetch them from there.
        forget_held(topic);
        topic.overflowed = true;
    }
    if (!topic.overflowed) topic.held.emplace_back(payload);
}

void Feed::forget_held(Topic& topic) {
    topic.held.clear();
    topic.held_bytes = 0;
    topic.overflowed = false;
    topic.wanted = 0;
}

void Feed::release(Topic& topic) {
    const std::vector<std::string> held = std::exchange(topic.held, {});
    const bool overflowed = topic.overflowed;
    forget_held(topic);
    if (overflowed) return repair(topic);
    for (std::size_t i = 0; i < held.size(); ++i) take(topic, held[i]);
}

void Feed::frame(Topic& topic, std::uint64_t offset, std::string_view head, std::string_view event) {
    if (topic.ends.empty()) {
        topic.first = offset;
        touched_.push_back(&topic);
    }
    if (topic.name.durable)
        ws::append_text_frame(topic.bytes,
                              {topic.head, R"("offset":)", std::to_string(offset), R"(,"event":)", head, event, "}}"});
    else
        ws::append_text_frame(topic.bytes, {topic.head, R"("event":)", event, "}}"});
    topic.ends.push_back(static_cast<std::uint32_t>(topic.bytes.size()));
    if (topic.bytes.size() >= max_run_bytes || topic.ends.size() >= max_run_messages) end_run(topic);
}

void Feed::drop_invalid(const Topic& topic, std::string_view why) {
    ++counters_.invalid;
    if (log::once_a_minute("invalid message " + topic.name.address))
        log::warning("a message from Redis was dropped", {{"channel", topic.name.address}, {"reason", why}});
}

void Feed::pack(Topic& topic) {
    Parcel parcel;
    const auto messages = static_cast<std::uint32_t>(topic.ends.size());
    parcel.run = ws::Run(std::exchange(topic.bytes, {}), messages);
    parcel.first = topic.first;
    parcel.last = topic.first == 0 ? 0 : topic.first + messages - 1;
    parcel.ends = std::make_shared<const Parcel::Ends>(std::exchange(topic.ends, {}));
    add(topic, parcel);
}

void Feed::end_run(Topic& topic) {
    if (topic.ends.empty()) return;
    pack(topic);
    std::erase(touched_, &topic);
}

void Feed::add(Topic& topic, const Parcel& parcel) {
    for (const auto& [loop, slot] : topic.loops) outgoing_[loop].emplace_back(parcel).slot = slot;
}

void Feed::flush() {
    for (Topic* topic : touched_) pack(*topic);
    touched_.clear();
    for (std::size_t loop = 0; loop < outgoing_.size(); ++loop)
        if (!outgoing_[loop].empty()) port_.post(loop, std::exchange(outgoing_[loop], {}));
}

/// What was held is older than the answer will be, so either it is in the stream or it belongs to one that is lost.
void Feed::locate(Topic& topic) {
    forget_held(topic);
    topic.look_again = false;
    topic.state = Topic::State::locating;
    port_.locate(topic.name);
}

void Feed::repair(Topic& topic) {
    topic.state = Topic::State::repairing;
    port_.fetch(topic.name, topic.last, max_fetched);
}

/// The stream was lost and began again: whoever listened must read the state anew.
void Feed::restart(Topic& topic, const std::string& epoch, std::uint64_t offset) {
    end_run(topic);
    topic.epoch = std::make_shared<const std::string>(epoch);
    topic.last = offset;
    add(topic, {Parcel::Kind::lost, 0, {}, nullptr, 0, offset, topic.epoch});
}

void Feed::located(const std::string& redis_channel, const std::string& epoch, std::uint64_t offset) {
    Topic* topic = find(redis_channel);
    if (topic == nullptr || topic->state != Topic::State::locating) return;
    if (topic->look_again) return locate(*topic);
    if (!topic->located) {
        topic->located = true;
        topic->epoch = std::make_shared<const std::string>(epoch);
        topic->last = offset;
        add(*topic, {Parcel::Kind::ready, 0, {}, nullptr, 0, offset, topic->epoch});
    } else if (*topic->epoch != epoch || offset < topic->last) {  // less than was seen: a crash cost it its tail
        restart(*topic, epoch, offset);
    } else if (offset > topic->last) {
        repair(*topic);
        return flush();
    }
    topic->state = Topic::State::flowing;
    release(*topic);
    flush();
}

void Feed::fetched(const std::string& redis_channel, const StoredEvents& stored) {
    Topic* topic = find(redis_channel);
    if (topic == nullptr || topic->state != Topic::State::repairing) return;
    if (stored.epoch != *topic->epoch || stored.newest < topic->last) {
        restart(*topic, stored.epoch, stored.newest);
        locate(*topic);  // forgets what is held of the one that is lost
        return flush();
    }
    for (const StoredEvent& one : stored.events) {
        if (one.offset <= topic->last) continue;
        if (one.offset != topic->last + 1) {
            ++counters_.holes;
            end_run(*topic);  // the offsets of one run are consecutive
        }
        topic->last = one.offset;
        ++counters_.repaired;
        frame(*topic, one.offset, {}, one.event);
    }
    if (stored.events.size() >= max_fetched) {
        repair(*topic);
        return flush();
    }
    if (topic->wanted > stored.newest && !topic->held.empty()) {
        // It came before the stream was asked and is not in it: asking on would never end.
        topic->held.erase(topic->held.begin());
        drop_invalid(*topic, "its position is not in the stream");
    }
    if (topic->last < stored.newest) {  // trimmed already: the client sees the hole
        ++counters_.holes;
        topic->last = stored.newest;
    }
    topic->state = Topic::State::flowing;
    release(*topic);
    flush();
}

void Feed::failed(const std::string& redis_channel) {
    Topic* topic = find(redis_channel);
    if (topic != nullptr && topic->state != Topic::State::subscribing) topic->state = Topic::State::stuck;
}

void Feed::reconnected() {
    for (auto& [channel, topic] : topics_) {
        if (topic->state == Topic::State::subscribing) continue;  // its own confirmation comes
        if (topic->name.durable) {
            // An answer under way may be older than what was lost: it is not taken for the new one's.
            if (topic->state == Topic::State::locating)
                topic->look_again = true;
            else
                locate(*topic);
        } else {
            const std::string text = gap_text(topic->name.address);
            add(*topic, {Parcel::Kind::gap, 0, ws::Run::text(text), nullptr, 0, 0, nullptr});
        }
    }
    flush();
}

void Feed::retry() {
    for (auto& [channel, topic] : topics_)
        if (topic->state == Topic::State::stuck) locate(*topic);
}

}  // namespace antiphon::gateway
