// The half of GroupReader that gets events and keeps hold of them.

#include <algorithm>
#include <random>

#include "antiphon/base/log.h"
#include "antiphon/events/envelope.h"
#include "group_reader.h"

namespace antiphon::events {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_read = 250ms;               // after Redis did not answer
constexpr double work_ahead_nanoseconds = 20e6;  // how much work may be waiting here, if its handlers are quick
constexpr std::size_t max_prefetch = 256;
constexpr std::size_t max_resting = 256;     // events between two attempts do not stop others, up to here
constexpr std::size_t max_finishing = 4096;  // handled, not yet acknowledged

/// Between 3/4 and 5/4 of `mean`, so that consumers do not all come at once.
std::chrono::milliseconds with_jitter(std::chrono::milliseconds mean) {
    thread_local std::minstd_rand random(std::random_device{}());
    return mean * std::uniform_int_distribution<int>(75, 125)(random) / 100;
}

}  // namespace

std::size_t GroupReader::parallel() const {
    std::size_t handlers = 0;
    for (const auto& member : members_) handlers += static_cast<std::size_t>(member->parallel);
    return handlers;
}

std::size_t GroupReader::capacity() const {
    const std::size_t handlers = parallel();
    std::size_t fixed = 0;
    for (const auto& member : members_) fixed += member->prefetch;
    if (fixed > 0) return std::max(fixed, handlers);
    if (handler_nanoseconds_ == 0) return handlers;
    const double ahead = static_cast<double>(handlers) * work_ahead_nanoseconds / handler_nanoseconds_;
    return std::max(handlers, static_cast<std::size_t>(std::min(ahead, static_cast<double>(max_prefetch))));
}

void GroupReader::fill(Lock& lock) {
    // A store may answer within read(): that call then only asks for another round here.
    refill_ = true;
    if (filling_) return;
    filling_ = true;
    while (std::exchange(refill_, false))
        if (!read_more(lock)) break;
    filling_ = false;
}

bool GroupReader::read_more(Lock& lock) {
    if (stopping_ || reading_ || finishing_ >= max_finishing || resting_ >= max_resting) return false;
    const std::size_t room = capacity();
    const std::size_t active = queued_ + running_;
    if (active >= room) return false;
    const bool all_busy = active >= parallel();
    if (all_busy && (room - active) * 2 < room) return false;  // few large reads rather than many small ones
    reading_ = true;
    lock.unlock();
    store_->read(room - active, [self = shared_from_this()](Batch batch, std::exception_ptr error) {
        self->got(std::move(batch), error);
    });
    lock.lock();
    return true;
}

void GroupReader::got(Batch batch, std::exception_ptr error) {
    Lock lock(mutex_);
    reading_ = false;
    if (error) {
        later(retry_read, [](GroupReader& self, Lock& held) { self.fill(held); });
        return;
    }
    admit(batch, false);
    flush_acknowledgements(lock);
    fill(lock);
}

void GroupReader::admit(Batch& batch, bool taken_over) {
    if (!batch.epoch.empty() && batch.epoch != epoch_) begin_epoch(std::move(batch.epoch));
    if (batch.trimmed > 0) {
        counters_.trimmed.add(batch.trimmed);
        log::error("events were gone before the group had them: it was slower than the channel's retention",
                   {{"address", address_}, {"group", options_.group}, {"lost", batch.trimmed}});
    }
    if (stopping_) {
        std::vector<Claim> claims;
        for (const Entry& entry : batch.entries) claims.push_back(entry.claim);
        if (!claims.empty()) store_->release(std::move(claims), [](auto, auto) {});
        return;
    }
    for (Entry& entry : batch.entries) admit(std::move(entry), taken_over);
}

void GroupReader::admit(Entry entry, bool taken_over) {
    const std::uint64_t offset = entry.claim.offset;
    if (const auto place = held_.find(offset); place != held_.end()) {
        place->second.claim.attempt =
            entry.claim.attempt;  // our own, after its lease had run out: it goes on under the new attempt
        return;
    }
    Held& held = held_[offset];
    held.key = offset;
    held.claim = entry.claim;
    held.text = std::move(entry.text);
    if (taken_over) {
        held.taken_over = true;
        ++taken_held_;
        counters_.taken_over.add();
    }
    route(offset, held);
}

void GroupReader::route(std::uint64_t offset, Held& held) {
    if (held.claim.attempt > options_.max_attempts) return park_exhausted(offset, held);
    const std::string_view type = peek_type(held.text, peeker_);
    // What has no type cannot be read: any handler will find out, and its thread can say what is wrong.
    if (Member* const member = type.empty() ? members_.front().get() : member_for(type)) {
        held.phase = Phase::queued;
        held.member = member;
        ++queued_;
        member->queue.push_back(offset);
        member->news.notify_one();
    } else if (Clock::now() < settled_) {
        if (std::exchange(settling_, true)) return;
        later(std::chrono::ceil<std::chrono::milliseconds>(settled_ - Clock::now()), [](GroupReader& self, Lock& here) {
            self.settle();
            self.flush_acknowledgements(here);
        });
    } else {
        counters_.skipped.add();
        held.phase = Phase::finishing;
        ++finishing_;
        to_acknowledge_.push_back(held.claim);
    }
}

void GroupReader::park_exhausted(std::uint64_t offset, Held& held) {
    held.phase = Phase::finishing;
    ++finishing_;
    if (std::exchange(held.taken_over, false)) --taken_held_;
    Delivery delivery;
    try {
        read_message(channel_, held.text, peeker_, delivery);
    } catch (const std::exception&) {
        delivery.id.clear();
    }
    Failure failure{
        held.claim.attempt - 1, "its consumers ended before they acknowledged it", {}, delivery.id, held.text};
    later(0ms, [offset, generation = generation_, failure = std::move(failure)](GroupReader& self, Lock& here) {
        here.unlock();
        self.park(offset, generation, failure);
        here.lock();
    });
}

void GroupReader::settle() {
    settling_ = false;
    for (auto& [offset, held] : held_)
        if (held.phase == Phase::unclaimed) route(offset, held);
}

/// The stream was lost and began again. What was held exists no more, and its offsets now mean other events.
void GroupReader::begin_epoch(std::string epoch) {
    epoch_ = std::move(epoch);
    ++generation_;
    to_acknowledge_.clear();
    acknowledging_.clear();
    for (const auto& member : members_) member->queue.clear();
    std::vector<std::uint64_t> keys;
    for (const auto& [key, held] : held_) keys.push_back(key);
    for (const std::uint64_t key : keys) {
        if (held_.at(key).phase != Phase::running) {
            erase(key);
            continue;
        }
        auto node = held_.extract(key);  // its handler goes on, and keeps its reference
        node.key() = node.mapped().key = orphan_key_--;
        node.mapped().lost = true;
        held_.insert(std::move(node));
    }
}

GroupReader::Member* GroupReader::member_for(std::string_view type) {
    const auto handles = [type](const Handler& handler) {
        return handler.type == nullptr || handler.type->name == type;
    };
    Member* best = nullptr;
    std::size_t least = 0;
    for (const auto& member : members_) {
        if (std::none_of(member->handlers.begin(), member->handlers.end(), handles)) continue;
        const std::size_t busy = member->queue.size() + static_cast<std::size_t>(member->running);
        if (best != nullptr && busy >= least) continue;
        best = member.get();
        least = busy;
    }
    return best;
}

// Events that a dead consumer held may be what killed it. So they are taken one at a time at first, and more only after
// these went well: an event that kills every consumer does not use up the attempts of its neighbours.

void GroupReader::tick_take_over() {
    Lock lock(mutex_);
    if (stopping_) return;
    if (taken_held_ == 0) take_count_ = 1;
    take_over(lock);
    later(with_jitter(options_.lease / 2), [](GroupReader& self, Lock& here) {
        here.unlock();
        self.tick_take_over();
        here.lock();
    });
}

void GroupReader::take_over(Lock& lock) {
    if (stopping_ || taking_ || taken_held_ > 0) return;
    taking_ = true;
    const std::size_t count = std::min(take_count_, std::max<std::size_t>(capacity(), 1));
    lock.unlock();
    store_->take_over(count, [self = shared_from_this()](Batch batch, std::exception_ptr error) {
        self->got_taken(std::move(batch), error);
    });
    lock.lock();
}

void GroupReader::got_taken(Batch batch, std::exception_ptr error) {
    Lock lock(mutex_);
    taking_ = false;
    if (error) return;  // the next tick tries again
    take_count_ = batch.entries.empty() ? 1 : take_count_ * 2;
    admit(batch, true);
    flush_acknowledgements(lock);
}

void GroupReader::tick_keep() {
    Lock lock(mutex_);
    if (stopping_) return;
    shed(lock);
    keep(lock);
    later(options_.lease / 3, [](GroupReader& self, Lock& here) {
        here.unlock();
        self.tick_keep();
        here.lock();
    });
}

void GroupReader::keep(Lock& lock) {
    std::vector<Claim> claims;
    claims.reserve(held_.size());
    for (const auto& [offset, held] : held_)
        if (!held.lost) claims.push_back(held.claim);
    if (claims.empty()) return;
    const std::uint64_t generation = generation_;
    lock.unlock();
    store_->keep(std::move(claims),
                 [self = shared_from_this(), generation](std::vector<Claim> lost, std::exception_ptr error) {
                     if (error || lost.empty()) return;
                     Lock here(self->mutex_);
                     if (generation == self->generation_) self->lose(lost);
                 });
    lock.lock();
}

void GroupReader::lose(const std::vector<Claim>& claims) {
    for (const Claim& claim : claims) {
        const auto place = held_.find(claim.offset);
        if (place == held_.end() || place->second.claim.attempt != claim.attempt) continue;
        Held& held = place->second;
        if (held.phase == Phase::finishing) continue;  // the acknowledgement will find out
        counters_.lost.add();
        if (held.phase == Phase::running) {
            held.lost = true;
            held.cancellation->store(true);
            continue;
        }
        if (held.phase == Phase::queued) std::erase(held.member->queue, claim.offset);
        erase(claim.offset);
    }
}

void GroupReader::shed(Lock& lock) {
    // Handlers became slow after much had been read for them: others may have it.
    std::vector<Claim> claims;
    const std::size_t room = capacity();
    for (const auto& member : members_) {
        while (queued_ + running_ > room && member->queue.size() > 1) {
            const std::uint64_t offset = member->queue.back();
            member->queue.pop_back();
            claims.push_back(held_.at(offset).claim);
            erase(offset);
        }
    }
    if (claims.empty()) return;
    lock.unlock();
    store_->release(std::move(claims), [](auto, auto) {});
    lock.lock();
}

}  // namespace antiphon::events
