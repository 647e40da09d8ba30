#include "redis_publisher.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"
#include "redis_scripts.h"

namespace antiphon::events {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t max_batch_events = 128;
constexpr std::size_t max_batch_bytes = 256 * 1024;  // a script call stops Redis for as long as it runs
constexpr int max_in_flight = 2;                     // one is carried out while the next is on its way
constexpr auto dedupe_window = 2min;
constexpr auto rest_after_loss = 50ms;
constexpr const char* wait_for_replica_milliseconds = "100";
/// How much later than at its deadline somebody may be told. Events of a batch share a deadline, and one that is nearly
/// over would close the connection of all the others.
constexpr auto tolerance = 250ms;

std::exception_ptr unavailable(Code code, const std::string& message) {
    return std::make_exception_ptr(Error(ErrorKind::unavailable, code, message));
}

bool is_overload(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& other) {
        return other.kind() == ErrorKind::overloaded;
    } catch (...) {
        return false;
    }
}

/// Whether the same call may be made again without anybody having to know: the connection went, or Redis is changing
/// its master. The ids keep events that were appended from being appended again.
bool may_repeat(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const redis::CommandError& refused) {
        const std::string_view text = refused.what();
        return text.find("LOADING") != text.npos || text.find("READONLY") != text.npos ||
               text.find("MASTERDOWN") != text.npos;
    } catch (const Error& other) {
        return other.kind() == ErrorKind::unavailable || other.kind() == ErrorKind::timed_out;
    } catch (...) {
        return false;
    }
}

}  // namespace

std::exception_ptr RedisPublisher::refusal(std::size_t bytes) const {
    if (stopped_) return unavailable(Code::unavailable, "the bus was closed");
    if (events_ < options_.max_waiting_events && bytes_ + bytes <= options_.max_waiting_event_bytes) return nullptr;
    return std::make_exception_ptr(Error(ErrorKind::overloaded, Code::overloaded,
                                         "too many durable events wait for Redis (max_waiting_events, "
                                         "max_waiting_event_bytes)"));
}

void RedisPublisher::tell(Waiting& one, Published published, std::exception_ptr error) {
    --events_;
    bytes_ -= one.event.text.size();
    one.done(std::move(published), error);
}

void RedisPublisher::tell_all(std::vector<Waiting>& them, const std::exception_ptr& error) {
    for (Waiting& one : them) tell(one, {}, error);
}

/// Their time is over.
void RedisPublisher::give_up(std::vector<Waiting>& late) {
    if (late.empty()) return;
    const auto not_sent =
        unavailable(Code::dependency_down, "Redis could not be reached in time; the event was not sent");
    for (Waiting& one : late) tell(one, {}, one.setback ? one.setback : not_sent);
}

void RedisPublisher::append(const ChannelType& channel, const std::string& address, Encoded event, PublishDone done) {
    std::exception_ptr refused;
    {
        std::lock_guard lock(mutex_);
        refused = refusal(event.text.size());
        if (!refused) {
            ++events_;
            bytes_ += event.text.size();
            Lane& lane = lanes_[address];
            lane.channel = channel;
            const Deadline deadline = Deadline::in(options_.publish_timeout);
            lane.waiting.push_back({++last_number_, std::move(event), std::move(done), deadline});
            watch(deadline);
        }
    }
    if (refused) return done({}, refused);
    flush(address);
}

void RedisPublisher::take_late(Lane& lane, std::vector<Waiting>& late) {
    while (!lane.waiting.empty() && lane.waiting.front().deadline.passed()) {
        late.push_back(std::move(lane.waiting.front()));
        lane.waiting.pop_front();
    }
}

/// What waits for its turn is not sent, so no answer tells when its time is over. One timer for all, for the earliest.
void RedisPublisher::watch(Deadline deadline) {
    if (!(deadline < next_look_)) return;
    next_look_ = deadline;
    ticker_.after(deadline.remaining(), [weak = weak_from_this(), deadline] {
        if (const auto self = weak.lock()) self->give_up_late(deadline);
    });
}

void RedisPublisher::give_up_late(Deadline looked_for) {
    std::vector<Waiting> late;
    {
        std::lock_guard lock(mutex_);
        if (next_look_ != looked_for) return;
        next_look_ = Deadline::never();
        for (auto& [address, lane] : lanes_) {
            take_late(lane, late);
            if (!lane.waiting.empty()) watch(lane.waiting.front().deadline);
        }
        std::erase_if(lanes_, [](const auto& one) { return one.second.waiting.empty() && one.second.in_flight == 0; });
    }
    give_up(late);
}

RedisPublisher::Batch RedisPublisher::next_batch(Lane& lane) {
    auto batch = std::make_shared<std::vector<Waiting>>();
    std::size_t bytes = 0;
    const auto first = lane.waiting.front().deadline.moment();
    while (!lane.waiting.empty() && batch->size() < max_batch_events && bytes < max_batch_bytes &&
           lane.waiting.front().deadline.moment() - first <= tolerance) {
        bytes += lane.waiting.front().event.text.size();
        batch->push_back(std::move(lane.waiting.front()));
        lane.waiting.pop_front();
    }
    ++lane.in_flight;
    return batch;
}

Deadline RedisPublisher::deadline_of(const Batch& batch) const {
    return Deadline::in(std::max<std::chrono::milliseconds>(batch->back().deadline.remaining(), tolerance));
}

/// A Redis that evicts would lose events that somebody was told are kept. Asked before the first one is sent.
bool RedisPublisher::may_send() {
    if (checked_ == Checked::no) {
        checked_ = Checked::asked;
        check_redis();
    }
    return checked_ == Checked::fine && !stopped_;
}

void RedisPublisher::check_redis() {
    if (const auto client = client_.lock())
        client->send({"CONFIG", "GET", "maxmemory-policy"}, Deadline::in(options_.publish_timeout),
                     [self = shared_from_this()](const redis::Reply& reply, std::exception_ptr error) {
                         self->checked(reply, error);
                     });
}

void RedisPublisher::checked(const redis::Reply& reply, std::exception_ptr error) {
    const bool unreachable = error && may_repeat(error);
    const bool unknown = error && is_overload(error);
    const std::string policy = reply.items.size() == 2 ? reply.items[1].text : "noeviction";  // or we may not ask
    std::vector<Waiting> given_up;
    {
        std::lock_guard lock(mutex_);
        checked_ = !unreachable && !unknown && policy == "noeviction" ? Checked::fine : Checked::no;
        for (auto& [address, lane] : lanes_) {
            if (checked_ == Checked::fine) break;
            auto& waiting = lane.waiting;
            const auto late = std::stable_partition(waiting.begin(), waiting.end(), [&](const Waiting& one) {
                return unreachable && !one.deadline.passed();
            });
            std::move(late, waiting.end(), std::back_inserter(given_up));
            waiting.erase(late, waiting.end());
        }
        std::erase_if(lanes_,
                      [](const auto& lane) { return lane.second.waiting.empty() && lane.second.in_flight == 0; });
    }
    if (!unreachable && !unknown)
        error = std::make_exception_ptr(
            Error(ErrorKind::unavailable, Code::dependency_down,
                  "Redis would drop durable events when its memory is full: maxmemory-policy is '" + policy +
                      "', it must be 'noeviction'")
                .retry(false));
    tell_all(given_up, error);
    flush_all();
}

void RedisPublisher::flush_all() {
    std::vector<std::string> addresses;
    {
        std::lock_guard lock(mutex_);
        for (const auto& [address, lane] : lanes_) addresses.push_back(address);
    }
    for (const auto& address : addresses) flush(address);
}

std::shared_ptr<redis::Client> RedisPublisher::client_for(const ChannelType& channel) {
    if (channel.durability != Durability::replicated) return client_.lock();
    if (!replicating_) replicating_ = make_client_();
    return replicating_;
}

void RedisPublisher::flush(const std::string& address) {
    std::lock_guard lock(mutex_);
    const auto place = lanes_.find(address);
    if (place == lanes_.end()) return;
    Lane& lane = place->second;
    // Sent with the lock held, since the order of batches is the order of events; send() does not call back.
    while (!lane.waiting.empty() && lane.in_flight < max_in_flight && !lane.resting && may_send())
        send(address, lane.channel, next_batch(lane));
}

void RedisPublisher::send(const std::string& address, const ChannelType& channel, const Batch& batch) {
    std::vector<std::string> keys{stream_key(options_.prefix, address), meta_key(options_.prefix, address)};
    redis::Arguments arguments{
        redis_channel(options_.prefix, channel, address),
        random_text(8),
        std::to_string(channel.max_len > 0 ? channel.max_len : default_max_len),
        std::to_string(channel.max_age.count()),
        std::to_string(std::chrono::milliseconds(dedupe_window).count()),
    };
    keys.reserve(keys.size() + batch->size());
    arguments.reserve(arguments.size() + 2 * batch->size());
    for (const Waiting& one : *batch) {
        keys.push_back(dedupe_key(options_.prefix, address, one.event.id));
        arguments.push_back(one.event.id);
        arguments.push_back(one.event.text);
    }
    const auto client = client_for(channel);
    if (!client) return;
    const bool replicated = channel.durability == Durability::replicated;
    client->run(scripts::publish(), std::move(keys), std::move(arguments), deadline_of(batch),
                [self = shared_from_this(), address, batch, replicated](redis::Reply reply, std::exception_ptr error) {
                    if (replicated && !error)
                        self->wait_for_replica(address, batch, std::move(reply));
                    else
                        self->answered(address, batch, reply, error);
                });
}

/// Of what this connection wrote. What no replica has in time is published again with the same id until the deadline:
/// if the master is lost meanwhile, the next one gets it.
void RedisPublisher::wait_for_replica(const std::string& address, const Batch& batch, redis::Reply reply) {
    std::shared_ptr<redis::Client> client;
    {
        std::lock_guard lock(mutex_);
        client = replicating_;
    }
    const auto waited = [self = shared_from_this(), address, batch, reply = std::move(reply)](
                            const redis::Reply& replicas, std::exception_ptr error) {
        if (!error && replicas.integer < 1)
            error = unavailable(Code::unavailable,
                                "unconfirmed: no replica of Redis has the event; publishing it again with the same id "
                                "is safe");
        self->answered(address, batch, reply, error);
    };
    if (!client) return waited({}, unavailable(Code::unavailable, "the bus was closed"));
    client->send({"WAIT", "1", wait_for_replica_milliseconds}, deadline_of(batch), waited);
}

void RedisPublisher::answered(const std::string& address, const Batch& batch, const redis::Reply& reply,
                              std::exception_ptr error) {
    std::vector<Waiting> late;
    const bool repeat = error && may_repeat(error);
    if (repeat) late = keep_for_later(address, batch, error);
    {
        std::lock_guard lock(mutex_);
        const auto place = lanes_.find(address);
        if (place != lanes_.end() && --place->second.in_flight == 0 && place->second.waiting.empty())
            lanes_.erase(place);
    }
    flush(address);
    if (repeat) return give_up(late);
    if (error) return tell_all(*batch, error);
    for (std::size_t i = 0; i < batch->size(); ++i) {
        const std::int64_t offset = reply.items.at(i + 1).integer;
        Waiting& one = (*batch)[i];
        tell(one,
             {std::move(one.event.id),
              {reply.items.front().text, static_cast<std::uint64_t>(std::abs(offset))},
              offset < 0 && !one.setback},
             nullptr);
    }
}

/// Puts those that still have time back in their places; returns the others, with those whose time went by behind them.
std::vector<RedisPublisher::Waiting> RedisPublisher::keep_for_later(const std::string& address, const Batch& batch,
                                                                    const std::exception_ptr& error) {
    std::vector<Waiting> late;
    std::lock_guard lock(mutex_);
    for (Waiting& one : *batch) one.setback = error;
    if (stopped_) return std::move(*batch);
    Lane& lane = lanes_[address];
    for (Waiting& one : *batch) {
        const auto place = std::find_if(lane.waiting.begin(), lane.waiting.end(),
                                        [&](const Waiting& other) { return other.number > one.number; });
        lane.waiting.insert(place, std::move(one));
    }
    take_late(lane, late);
    if (!lane.waiting.empty()) watch(lane.waiting.front().deadline);
    if (!std::exchange(lane.resting, true)) {
        ticker_.after(rest_after_loss, [weak = weak_from_this(), address] {
            const auto self = weak.lock();
            if (!self) return;
            {
                std::lock_guard here(self->mutex_);
                const auto place = self->lanes_.find(address);
                if (place != self->lanes_.end()) place->second.resting = false;
            }
            self->flush(address);
        });
    }
    return late;
}

void RedisPublisher::stop() {
    std::map<std::string, Lane> lanes;
    std::shared_ptr<redis::Client> replicating;
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        lanes.swap(lanes_);
        replicating.swap(replicating_);
    }
    replicating.reset();
    const auto closed = unavailable(Code::unavailable, "the bus was closed");
    for (auto& [address, lane] : lanes)
        for (Waiting& one : lane.waiting) tell(one, {}, closed);
}

}  // namespace antiphon::events
