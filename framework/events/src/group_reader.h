#pragma once
// What a consumer does, whatever keeps the streams: reads for free handlers, runs them, acknowledges, begins again,
// parks, keeps leases, takes over. One reader for each channel and group of a process.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/thread.h"
#include "antiphon/events/bus.h"
#include "antiphon/json/parser.h"
#include "antiphon/telemetry/metrics.h"
#include "group_store.h"
#include "ticker.h"

namespace antiphon::events {

class GroupReader : public std::enable_shared_from_this<GroupReader> {
  public:
    /// The handlers of one consume() and their threads. Guarded by the reader's mutex.
    struct Member {
        std::vector<Handler> handlers;
        int parallel = 1;
        std::size_t prefetch = 0;
        std::condition_variable news;
        std::deque<std::uint64_t> queue;  ///< offsets
        int running = 0;
        bool ending = false;
        std::vector<Thread> threads;  ///< touched only by add() and remove()
    };

    GroupReader(Ticker& ticker, std::shared_ptr<GroupStore> store, const ChannelType& channel, std::string address,
                const ConsumerOptions& options);

    /// Null when the reader has ended meanwhile.
    std::shared_ptr<Member> add(std::vector<Handler> handlers, const ConsumerOptions& options);
    /// Waits for the member's handlers, except for one that calls this: its thread is moved to `buried`.
    /// True when it was the last: the reader has ended and stop() must follow.
    bool remove(const std::shared_ptr<Member>& member, std::vector<Thread>& buried);
    /// Waits a moment for what is being acknowledged, then gives back the rest.
    void stop();

    const ConsumerOptions& options() const noexcept { return options_; }
    bool ended() {
        std::lock_guard lock(mutex_);
        return stopping_;
    }

  private:
    enum class Phase : std::uint8_t {
        unclaimed,  ///< no handler for its type yet
        queued,
        running,
        resting,    ///< waits for its next attempt
        finishing,  ///< the handler is through, Redis does not know yet
    };
    struct Held {
        std::uint64_t key = 0;  ///< the offset, until another epoch begins
        Claim claim;
        Phase phase = Phase::unclaimed;
        bool taken_over = false;
        bool lost = false;  ///< somebody else has it now
        std::string text;
        Member* member = nullptr;
        std::shared_ptr<std::atomic<bool>> cancellation;  ///< while it runs
    };
    struct Outcome {
        enum class Kind : std::uint8_t { handled, failed, undecodable } kind = Kind::handled;
        std::string reason;
        std::string path;
        std::string id;
    };
    using Lock = std::unique_lock<std::mutex>;

    // getting (group_reader_intake.cpp)
    void fill(Lock& lock);
    bool read_more(Lock& lock);
    void got(Batch batch, std::exception_ptr error);
    void got_taken(Batch batch, std::exception_ptr error);
    void admit(Batch& batch, bool taken_over);
    void admit(Entry entry, bool taken_over);
    void route(std::uint64_t offset, Held& held);
    Member* member_for(std::string_view type);
    void settle();
    void begin_epoch(std::string epoch);
    std::size_t parallel() const;
    std::size_t capacity() const;
    void take_over(Lock& lock);
    void tick_take_over();
    void tick_keep();
    void keep(Lock& lock);
    void shed(Lock& lock);
    void lose(const std::vector<Claim>& claims);
    void park_exhausted(std::uint64_t offset, Held& held);
    /// Calls `method(*this, lock)` later on `ap-events`, unless this has ended.
    template <class Method>
    void later(std::chrono::milliseconds wait, Method method) {
        ticker_.after(wait, [weak = weak_from_this(), method = std::move(method)] {
            const auto self = weak.lock();
            if (!self) return;
            Lock lock(self->mutex_);
            if (!self->stopping_) method(*self, lock);
        });
    }

    // working (group_reader.cpp)
    void work(Member& member);
    Outcome handle(Member& member, const Held& held, const std::string& epoch, Delivery& delivery,
                   json::Parser& parser);
    void finish(Lock& lock, Held& held, Outcome outcome);
    void give_up_or_begin_again(Lock& lock, const Held& held, Outcome outcome);
    void flush_acknowledgements(Lock& lock);
    void acknowledged(const std::vector<Claim>& lost, std::exception_ptr error);
    void forget(const std::vector<Claim>& claims);
    void begin_again(std::uint64_t offset, std::uint64_t generation);
    void rest(Claim claim);
    /// Nothing when it is not held any more. An offset of an earlier generation means another event now.
    std::optional<Claim> claim_at(std::uint64_t offset, std::uint64_t generation);
    void begin_now(std::uint64_t offset);
    void park(std::uint64_t offset, std::uint64_t generation, Failure failure);
    void parked(Claim claim, const Failure& failure, bool lost);
    template <class Again>
    void insist(Lock& lock, Again again);
    void erase(std::uint64_t key);
    std::chrono::milliseconds rest_before(int attempt) const;

    // set at construction, never changes
    Ticker& ticker_;
    const std::shared_ptr<GroupStore> store_;
    const ChannelType channel_;
    const std::string address_;
    const ConsumerOptions options_;
    struct Counters {
        telemetry::Counter handled, failed, parked, skipped, taken_over, lost, trimmed;
    };
    const Counters counters_;

    std::mutex mutex_;
    std::condition_variable drained_;
    // guarded by mutex_
    std::vector<std::shared_ptr<Member>> members_;
    std::unordered_map<std::uint64_t, Held> held_;
    std::string epoch_;
    std::uint64_t generation_ = 0;  ///< of epochs; what is asked of the store in one is void in the next
    std::uint64_t orphan_key_ = ~std::uint64_t{0};
    json::Parser peeker_;
    Clock::time_point settled_;
    bool settling_ = false;
    std::size_t queued_ = 0;
    std::size_t running_ = 0;
    std::size_t resting_ = 0;
    std::size_t finishing_ = 0;
    std::size_t taken_held_ = 0;
    std::size_t take_count_ = 1;
    bool taking_ = false;
    bool started_ = false;
    bool reading_ = false;
    bool filling_ = false;
    bool refill_ = false;
    bool stopping_ = false;
    double handler_nanoseconds_ = 0;  ///< moving average; 0: not known
    std::vector<Claim> to_acknowledge_;
    std::vector<Claim> acknowledging_;
    bool acknowledge_in_flight_ = false;
};

}  // namespace antiphon::events
