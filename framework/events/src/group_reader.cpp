#include "group_reader.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/events/envelope.h"
#include "call_handler.h"

namespace antiphon::events {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_store = 300ms;      // after Redis did not answer
constexpr auto drain_at_stop = 2'000ms;  // for acknowledgements on their way

telemetry::Counter count(const ChannelType& channel, const ConsumerOptions& options, const char* outcome) {
    return telemetry::metrics().counter(
        "antiphon_events_consumed_total", "Events that consumers were given, by what became of them.",
        {{"channel", std::string(channel.name)}, {"group", options.group}, {"outcome", outcome}});
}

}  // namespace

GroupReader::GroupReader(Ticker& ticker, std::shared_ptr<GroupStore> store, const ChannelType& channel,
                         std::string address, const ConsumerOptions& options)
    : ticker_(ticker),
      store_(std::move(store)),
      channel_(channel),
      address_(std::move(address)),
      options_(options),
      counters_{count(channel, options, "handled"),    count(channel, options, "failed"),
                count(channel, options, "parked"),     count(channel, options, "skipped"),
                count(channel, options, "taken_over"), count(channel, options, "lost"),
                count(channel, options, "trimmed")} {}

std::shared_ptr<GroupReader::Member> GroupReader::add(std::vector<Handler> handlers, const ConsumerOptions& options) {
    auto member = std::make_shared<Member>();
    member->handlers = std::move(handlers);
    member->parallel = options.parallel;
    member->prefetch = options.prefetch;
    Lock lock(mutex_);
    if (stopping_) return nullptr;
    members_.push_back(member);
    settled_ = Clock::now() + options.settle;
    for (int i = 0; i < options.parallel; ++i)
        member->threads.emplace_back("ap-consume", [self = shared_from_this(), member] { self->work(*member); });
    for (auto& [offset, held] : held_)
        if (held.phase == Phase::unclaimed) route(offset, held);
    if (!std::exchange(started_, true)) {
        lock.unlock();
        tick_keep();
        tick_take_over();
        lock.lock();
    }
    fill(lock);
    return member;
}

bool GroupReader::remove(const std::shared_ptr<Member>& member, std::vector<Thread>& buried) {
    std::vector<Claim> unbegun;
    bool last;
    {
        Lock lock(mutex_);
        member->ending = true;
        member->news.notify_all();
        std::erase(members_, member);
        last = stopping_ = members_.empty();
        std::vector<std::uint64_t> offsets;
        for (const auto& [offset, held] : held_) {
            const bool waits = held.phase == Phase::queued || held.phase == Phase::resting;
            if ((waits && held.member == member.get()) || (last && held.phase == Phase::unclaimed))
                offsets.push_back(offset);
        }
        for (const std::uint64_t offset : offsets) {
            unbegun.push_back(held_.at(offset).claim);
            erase(offset);
        }
        member->queue.clear();
    }
    if (!unbegun.empty()) store_->release(std::move(unbegun), [](auto, auto) {});
    for (Thread& thread : member->threads) {
        if (thread.running_here())
            buried.push_back(std::move(thread));
        else
            thread.join();
    }
    return last;
}

void GroupReader::stop() {
    {
        Lock lock(mutex_);
        drained_.wait_for(lock, drain_at_stop, [this] { return finishing_ == 0; });
    }
    store_->stop();
}

void GroupReader::work(Member& member) {
    json::Parser parser;
    Delivery delivery;
    delivery.address = address_;
    Lock lock(mutex_);
    for (;;) {
        member.news.wait(lock, [&member] { return member.ending || !member.queue.empty(); });
        if (member.ending) return;
        const std::uint64_t offset = member.queue.front();
        member.queue.pop_front();
        Held& held = held_.at(offset);  // stays where it is; nobody else erases it while it runs
        held.phase = Phase::running;
        held.cancellation = std::make_shared<std::atomic<bool>>(false);
        delivery.attempt = held.claim.attempt;
        const std::string epoch = epoch_;
        --queued_;
        ++running_;
        ++member.running;
        lock.unlock();

        const auto began = Clock::now();
        Outcome outcome = handle(member, held, epoch, delivery, parser);
        const auto took = std::chrono::duration<double, std::nano>(Clock::now() - began).count();

        lock.lock();
        --member.running;
        --running_;
        handler_nanoseconds_ = handler_nanoseconds_ == 0 ? took : handler_nanoseconds_ * 0.9 + took * 0.1;
        finish(lock, held, std::move(outcome));
    }
}

GroupReader::Outcome GroupReader::handle(Member& member, const Held& held, const std::string& epoch, Delivery& delivery,
                                         json::Parser& parser) {
    json::Value data;
    try {
        data = read_message(channel_, held.text, parser, delivery);
    } catch (const Error& error) {
        return {Outcome::Kind::undecodable, error.what(), error.path(), delivery.id};
    }
    delivery.position = {epoch, held.claim.offset};
    const auto handler = std::find_if(member.handlers.begin(), member.handlers.end(), [&](const Handler& one) {
        return one.type == nullptr || one.type->name == delivery.type;
    });
    if (handler == member.handlers.end()) return {};
    try {
        call_handler(handler->call, {delivery, data, held.text}, held.cancellation);
        return {};
    } catch (const Undecodable& error) {
        return {Outcome::Kind::undecodable, error.what(), error.path(), delivery.id};
    } catch (...) {
        return {Outcome::Kind::failed, reason_of_current_exception(), {}, delivery.id};
    }
}

void GroupReader::finish(Lock& lock, Held& held, Outcome outcome) {
    held.cancellation = nullptr;
    if (std::exchange(held.taken_over, false)) --taken_held_;
    if (held.lost) {
        erase(held.key);
    } else {
        held.phase = Phase::finishing;
        ++finishing_;
        if (outcome.kind == Outcome::Kind::handled) {
            counters_.handled.add();
            to_acknowledge_.push_back(held.claim);
            flush_acknowledgements(lock);
        } else {
            give_up_or_begin_again(lock, held, std::move(outcome));
        }
    }
    fill(lock);
    if (taken_held_ == 0 && take_count_ > 1) take_over(lock);
}

void GroupReader::give_up_or_begin_again(Lock& lock, const Held& held, Outcome outcome) {
    const Claim claim = held.claim;
    const std::uint64_t generation = generation_;
    Failure failure{claim.attempt, std::move(outcome.reason), std::move(outcome.path), std::move(outcome.id),
                    held.text};
    lock.unlock();
    if (outcome.kind == Outcome::Kind::failed) {
        counters_.failed.add();
        log::warning("an event's handler failed", {{"address", address_},
                                                   {"group", options_.group},
                                                   {"id", failure.id},
                                                   {"attempt", claim.attempt},
                                                   {"reason", failure.reason}});
    }
    if (outcome.kind == Outcome::Kind::failed && claim.attempt < options_.max_attempts)
        begin_again(claim.offset, generation);
    else
        park(claim.offset, generation, std::move(failure));
    lock.lock();
}

void GroupReader::flush_acknowledgements(Lock& lock) {
    while (!acknowledge_in_flight_ && !to_acknowledge_.empty()) {
        acknowledge_in_flight_ = true;
        acknowledging_ = std::move(to_acknowledge_);
        to_acknowledge_.clear();
        auto claims = acknowledging_;
        lock.unlock();
        store_->acknowledge(std::move(claims),
                            [self = shared_from_this()](std::vector<Claim> lost, std::exception_ptr error) {
                                self->acknowledged(lost, error);
                            });
        lock.lock();
    }
}

void GroupReader::acknowledged(const std::vector<Claim>& lost, std::exception_ptr error) {
    Lock lock(mutex_);
    acknowledge_in_flight_ = false;
    if (error) {
        if (stopping_) return forget(acknowledging_);
        to_acknowledge_.insert(to_acknowledge_.begin(), acknowledging_.begin(), acknowledging_.end());
        later(retry_store, [](GroupReader& self, Lock& held) { self.flush_acknowledgements(held); });
        return;
    }
    counters_.lost.add(lost.size());
    forget(acknowledging_);
    flush_acknowledgements(lock);
    fill(lock);
}

void GroupReader::forget(const std::vector<Claim>& claims) {
    for (const Claim& claim : claims) erase(claim.offset);
}

std::optional<Claim> GroupReader::claim_at(std::uint64_t offset, std::uint64_t generation) {
    const std::lock_guard lock(mutex_);
    const auto place = held_.find(offset);
    if (generation != generation_ || place == held_.end()) return std::nullopt;
    return place->second.claim;
}

void GroupReader::begin_again(std::uint64_t offset, std::uint64_t generation) {
    const auto claim = claim_at(offset, generation);
    if (!claim) return;
    store_->begin_again(*claim, [self = shared_from_this(), mine = *claim, generation](std::vector<Claim> lost,
                                                                                       std::exception_ptr error) {
        Lock lock(self->mutex_);
        if (generation != self->generation_) return;
        if (error)
            return self->insist(
                lock, [at = mine.offset, generation](GroupReader& reader) { reader.begin_again(at, generation); });
        if (!lost.empty()) self->counters_.lost.add();
        if (!lost.empty() || self->stopping_) return self->erase(mine.offset);
        self->rest(mine);
    });
}

/// Asks `again` of the store later, when it can be reached; not any more when this ends.
template <class Again>
void GroupReader::insist(Lock&, Again again) {
    if (stopping_) return;
    later(retry_store, [again = std::move(again)](GroupReader& self, Lock& here) {
        here.unlock();
        again(self);
        here.lock();
    });
}

void GroupReader::rest(Claim claim) {
    const auto place = held_.find(claim.offset);
    if (place == held_.end()) return;
    place->second.claim.attempt = claim.attempt + 1;
    place->second.phase = Phase::resting;
    ++resting_;
    if (--finishing_ == 0) drained_.notify_all();
    later(rest_before(claim.attempt), [offset = claim.offset, generation = generation_](GroupReader& self, Lock&) {
        if (generation == self.generation_) self.begin_now(offset);
    });
}

void GroupReader::begin_now(std::uint64_t offset) {
    const auto place = held_.find(offset);
    if (place == held_.end() || place->second.phase != Phase::resting) return;
    --resting_;
    place->second.phase = Phase::unclaimed;
    route(offset, place->second);
}

void GroupReader::park(std::uint64_t offset, std::uint64_t generation, Failure failure) {
    const auto claim = claim_at(offset, generation);
    if (!claim) return;
    auto copy = failure;
    store_->park(*claim, std::move(copy),
                 [self = shared_from_this(), failure = std::move(failure), mine = *claim, generation](
                     std::vector<Claim> lost, std::exception_ptr error) {
                     Lock lock(self->mutex_);
                     if (generation != self->generation_) return;
                     if (error)
                         return self->insist(lock, [at = mine.offset, generation, failure](GroupReader& reader) {
                             reader.park(at, generation, failure);
                         });
                     self->parked(mine, failure, !lost.empty());
                     self->fill(lock);
                 });
}

void GroupReader::parked(Claim claim, const Failure& failure, bool lost) {
    erase(claim.offset);
    if (lost) return counters_.lost.add();
    counters_.parked.add();
    log::error("an event was parked in the dead letters", {{"address", address_},
                                                           {"group", options_.group},
                                                           {"id", failure.id},
                                                           {"attempts", failure.attempts},
                                                           {"path", failure.path},
                                                           {"reason", failure.reason}});
}

void GroupReader::erase(std::uint64_t key) {
    const auto place = held_.find(key);
    if (place == held_.end()) return;
    switch (place->second.phase) {
        case Phase::queued:
            --queued_;
            break;
        case Phase::resting:
            --resting_;
            break;
        case Phase::finishing:
            if (--finishing_ == 0) drained_.notify_all();
            break;
        default:
            break;
    }
    if (place->second.taken_over) --taken_held_;
    held_.erase(place);
}

std::chrono::milliseconds GroupReader::rest_before(int attempt) const {
    const auto rest = options_.retry_after * (1 << std::min(attempt - 1, 16));
    return std::min(rest, options_.lease);
}

}  // namespace antiphon::events
