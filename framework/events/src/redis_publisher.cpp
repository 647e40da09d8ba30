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

void RedisPublisher::append(const ChannelType& channel, const std::string& address, Encoded event, PublishDone done) {
    {
        std::lock_guard lock(mutex_);
        if (!stopped_) {
            Lane& lane = lanes_[address];
            lane.channel = channel;
            lane.waiting.push_back({++last_number_, std::move(event), std::move(done), Deadline::in(timeout_)});
            done = nullptr;
        }
    }
    if (done)
        return done({},
                    std::make_exception_ptr(Error(ErrorKind::unavailable, Code::unavailable, "the bus was closed")));
    flush(address);
}

RedisPublisher::Batch RedisPublisher::next_batch(Lane& lane) {
    auto batch = std::make_shared<std::vector<Waiting>>();
    std::size_t bytes = 0;
    while (!lane.waiting.empty() && batch->size() < max_batch_events && bytes < max_batch_bytes) {
        bytes += lane.waiting.front().event.text.size();
        batch->push_back(std::move(lane.waiting.front()));
        lane.waiting.pop_front();
    }
    ++lane.in_flight;
    return batch;
}

void RedisPublisher::flush(const std::string& address) {
    for (;;) {
        Batch batch;
        ChannelType channel;
        {
            std::lock_guard lock(mutex_);
            const auto place = lanes_.find(address);
            if (place == lanes_.end()) return;
            Lane& lane = place->second;
            if (lane.waiting.empty() || lane.in_flight >= max_in_flight || lane.resting || stopped_) return;
            channel = lane.channel;
            batch = next_batch(lane);
            // Sent with the lock held, since the order of batches is the order of events; send() does not call back.
            send(address, channel, batch);
        }
    }
}

void RedisPublisher::send(const std::string& address, const ChannelType& channel, const Batch& batch) {
    std::vector<std::string> keys{stream_key(prefix_, address), meta_key(prefix_, address)};
    redis::Arguments arguments{
        redis_channel(prefix_, channel, address),
        random_text(8),
        std::to_string(channel.max_len > 0 ? channel.max_len : default_max_len),
        std::to_string(channel.max_age.count()),
        std::to_string(std::chrono::milliseconds(dedupe_window).count()),
    };
    keys.reserve(keys.size() + batch->size());
    arguments.reserve(arguments.size() + 2 * batch->size());
    for (const Waiting& one : *batch) {
        keys.push_back(dedupe_key(prefix_, address, one.event.id));
        arguments.push_back(one.event.id);
        arguments.push_back(one.event.text);
    }
    if (const auto client = client_.lock())
        client->run(scripts::publish(), std::move(keys), std::move(arguments), Deadline::in(timeout_),
                    [self = shared_from_this(), address, batch](redis::Reply reply, std::exception_ptr error) {
                        self->answered(address, batch, reply, error);
                    });
}

void RedisPublisher::answered(const std::string& address, const Batch& batch, const redis::Reply& reply,
                              std::exception_ptr error) {
    std::vector<Waiting> given_up;
    if (error && may_repeat(error))
        given_up = keep_for_later(address, batch);
    else if (error)
        given_up = std::move(*batch);
    {
        std::lock_guard lock(mutex_);
        const auto place = lanes_.find(address);
        if (place != lanes_.end() && --place->second.in_flight == 0 && place->second.waiting.empty())
            lanes_.erase(place);
    }
    flush(address);
    for (Waiting& one : given_up) one.done({}, error);
    if (error) return;
    for (std::size_t i = 0; i < batch->size(); ++i) {
        const std::int64_t offset = reply.items.at(i + 1).integer;
        Waiting& one = (*batch)[i];
        one.done({std::move(one.event.id),
                  {reply.items.front().text, static_cast<std::uint64_t>(std::abs(offset))},
                  offset < 0},
                 nullptr);
    }
}

/// Puts those that still have time back in their places; returns the others.
std::vector<RedisPublisher::Waiting> RedisPublisher::keep_for_later(const std::string& address, const Batch& batch) {
    std::vector<Waiting> late;
    std::lock_guard lock(mutex_);
    Lane& lane = lanes_[address];
    for (Waiting& one : *batch) {
        if (stopped_ || one.deadline.passed()) {
            late.push_back(std::move(one));
            continue;
        }
        const auto place = std::find_if(lane.waiting.begin(), lane.waiting.end(),
                                        [&](const Waiting& other) { return other.number > one.number; });
        lane.waiting.insert(place, std::move(one));
    }
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
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        lanes.swap(lanes_);
    }
    const auto closed = std::make_exception_ptr(Error(ErrorKind::unavailable, Code::unavailable, "the bus was closed"));
    for (auto& [address, lane] : lanes)
        for (Waiting& one : lane.waiting) one.done({}, closed);
}

}  // namespace antiphon::events
