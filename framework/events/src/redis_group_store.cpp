#include "redis_group_store.h"

#include <algorithm>
#include <charconv>

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"
#include "redis_scripts.h"

namespace antiphon::events {

using namespace std::chrono_literals;

namespace {

constexpr auto wait_for_news = 5s;             // one XREADGROUP; then another
constexpr auto patience_at_stop = 1'000ms;     // for a read that was told to end
constexpr std::size_t claims_per_call = 1000;  // Lua's unpack() takes some thousand at most
constexpr int take_overs_per_sweep = 20;
constexpr auto least_silence = 10s;  // before a consumer's name is removed; longer than a waiting read
constexpr const char* max_dead_letters = "100000";

std::uint64_t offset_of(std::string_view entry_id) {
    std::uint64_t offset = 0;
    std::from_chars(entry_id.data(), entry_id.data() + entry_id.size(), offset);
    return offset;
}

/// `[id, [field, value, …]]`; Redis gives nil fields for what was trimmed.
bool add_entry(Batch& batch, redis::Reply& entry, int attempt) {
    if (entry.items.size() != 2 || !entry.items[1].is_array()) return false;
    auto& fields = entry.items[1].items;
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        if (fields[i].text != "event") continue;
        batch.entries.push_back({{offset_of(entry.items[0].text), attempt}, std::move(fields[i + 1].text)});
        return true;
    }
    batch.entries.push_back({{offset_of(entry.items[0].text), attempt}, {}});  // no event of ours: it will be parked
    return true;
}

bool says(const std::exception_ptr& error, std::string_view word) {
    try {
        std::rethrow_exception(error);
    } catch (const redis::CommandError& refused) {
        return std::string_view(refused.what()).find(word) != std::string_view::npos;
    } catch (...) {
        return false;
    }
}

/// Calls `run` with parts of the claims and `checked` once, when all have answered.
template <class Run>
void in_parts(std::vector<Claim> claims, GroupStore::Checked checked, Run run) {
    if (claims.size() <= claims_per_call) return run(std::move(claims), std::move(checked));
    std::vector<Claim> rest(claims.begin() + claims_per_call, claims.end());
    claims.resize(claims_per_call);
    run(std::move(claims), [rest = std::move(rest), checked = std::move(checked), run](
                               std::vector<Claim> lost, std::exception_ptr error) mutable {
        if (error) return checked({}, error);
        in_parts(
            std::move(rest),
            [lost = std::move(lost), checked](std::vector<Claim> more, std::exception_ptr failed) {
                more.insert(more.end(), lost.begin(), lost.end());
                checked(std::move(more), failed);
            },
            run);
    });
}

}  // namespace

RedisGroupStore::RedisGroupStore(std::shared_ptr<redis::Loop> loop, const redis::Options& redis,
                                 std::weak_ptr<redis::Client> shared, const std::string& prefix,
                                 const std::string& address, const ConsumerOptions& options)
    : shared_(std::move(shared)),
      options_(options),
      stream_(stream_key(prefix, address)),
      meta_(meta_key(prefix, address)),
      tries_(tries_key(prefix, address, options.group)),
      dead_(dead_key(prefix, address)),
      reading_(std::make_shared<redis::Client>(std::move(loop), redis)) {}

void RedisGroupStore::start() {
    // Weak both ways: the client calls this and belongs to it.
    reading_->on_connected([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        const std::lock_guard lock(self->mutex_);
        if (!self->reading_) return;
        self->reading_->send({"CLIENT", "ID"}, std::nullopt, [weak](redis::Reply reply, std::exception_ptr) {
            const auto store = weak.lock();
            if (!store) return;
            const std::lock_guard here(store->mutex_);
            store->connection_ = reply.integer;
        });
    });
}

void RedisGroupStore::ensure_group(Then then) {
    const char* begin = "0";
    {
        const std::lock_guard lock(mutex_);
        if (group_known_)
            begin = nullptr;
        else if (!ever_known_ && !options_.from_start)
            begin = "$";
    }
    if (begin == nullptr) return then(nullptr);
    run(scripts::group(), {stream_, meta_}, {options_.group, begin, random_text(8)},
        [self = shared_from_this(), then = std::move(then)](redis::Reply reply, std::exception_ptr error) {
            if (!error) {
                const std::lock_guard lock(self->mutex_);
                self->group_known_ = self->ever_known_ = true;  // after a loss all is new, so it begins at the start
                self->epoch_ = reply.text;
            }
            then(error);
        });
}

void RedisGroupStore::run(const redis::Script& script, std::vector<std::string> keys, redis::Arguments arguments,
                          redis::Done done) {
    if (const auto client = shared_.lock())
        client->run(script, std::move(keys), std::move(arguments), std::nullopt, std::move(done));
    else
        done({}, std::make_exception_ptr(Error(ErrorKind::unavailable, Code::unavailable, "the bus was closed")));
}

RedisGroupStore::Reading RedisGroupStore::reading() {
    const std::lock_guard lock(mutex_);
    return reading_;
}

void RedisGroupStore::read(std::size_t count, Got got) {
    Reading reading;
    {
        const std::lock_guard lock(mutex_);
        reading = reading_;
        if (reading) ++reads_;
    }
    if (!reading) return got({}, nullptr);
    ensure_group([self = shared_from_this(), reading, count, got = std::move(got)](std::exception_ptr error) {
        if (error) return self->finish_read(got, {}, error);
        self->read_now(reading, count, got);
    });
}

/// A look without waiting: only this one can tell what the group lost, and it costs nothing while there is much to
/// read.
void RedisGroupStore::read_now(const Reading& reading, std::size_t count, Got got) {
    reading->run(
        scripts::read(), {stream_}, {options_.group, options_.consumer, std::to_string(count)}, std::nullopt,
        [self = shared_from_this(), count, got = std::move(got)](redis::Reply reply, std::exception_ptr error) {
            if (error) return self->finish_read(got, {}, self->unless_group_lost(error));
            Batch batch;
            batch.trimmed = static_cast<std::uint64_t>(reply.items.at(0).integer);
            for (redis::Reply& entry : reply.items.at(1).items) add_entry(batch, entry, 1);
            const Reading here = self->reading();
            if (!batch.entries.empty() || !here) return self->finish_read(got, std::move(batch), nullptr);
            self->read_waiting(here, count, got);
        });
}

void RedisGroupStore::read_waiting(const Reading& reading, std::size_t count, Got got) {
    const auto milliseconds = std::to_string(std::chrono::milliseconds(wait_for_news).count());
    reading->send({"XREADGROUP", "GROUP", options_.group, options_.consumer, "BLOCK", milliseconds, "COUNT",
                   std::to_string(count), "STREAMS", stream_, ">"},
                  Deadline::in(wait_for_news + 5s),
                  [self = shared_from_this(), got = std::move(got)](redis::Reply reply, std::exception_ptr error) {
                      if (error) return self->finish_read(got, {}, self->unless_group_lost(error));
                      Batch batch;
                      if (!reply.items.empty())
                          for (redis::Reply& entry : reply.items[0].items.at(1).items) add_entry(batch, entry, 1);
                      self->finish_read(got, std::move(batch), nullptr);
                  });
}

std::exception_ptr RedisGroupStore::unless_group_lost(std::exception_ptr error) {
    if (!says(error, "NOGROUP") && !says(error, "UNBLOCKED")) return error;
    const std::lock_guard lock(mutex_);
    group_known_ = false;
    return nullptr;
}

void RedisGroupStore::finish_read(const Got& got, Batch batch, std::exception_ptr error) {
    {
        const std::lock_guard lock(mutex_);
        batch.epoch = epoch_;
    }
    got(std::move(batch), error);  // may begin the next read
    const std::lock_guard lock(mutex_);
    --reads_;
    read_ended_.notify_all();
}

void RedisGroupStore::take_over(std::size_t count, Got got) {
    ensure_group([self = shared_from_this(), count, got = std::move(got)](std::exception_ptr failed) {
        if (failed) return got({}, failed);
        const auto taken = [self, got](redis::Reply reply, std::exception_ptr error) {
            Batch batch;
            if (error) return got({}, self->unless_group_lost(error));
            batch.trimmed = static_cast<std::uint64_t>(reply.items.at(0).integer);
            for (std::size_t i = 1; i + 2 < reply.items.size(); i += 3)
                batch.entries.push_back({{offset_of(reply.items[i].text), static_cast<int>(reply.items[i + 1].integer)},
                                         std::move(reply.items[i + 2].text)});
            {
                const std::lock_guard lock(self->mutex_);
                batch.epoch = self->epoch_;
            }
            got(std::move(batch), nullptr);
        };
        self->run(scripts::take_over(), {self->stream_, self->tries_},
                  {self->options_.group, self->options_.consumer, std::to_string(self->options_.lease.count()),
                   std::to_string(count)},
                  taken);
    });
    bool due;
    {
        const std::lock_guard lock(mutex_);
        due = take_overs_++ % take_overs_per_sweep == 0;
    }
    if (due) sweep(std::max<std::chrono::milliseconds>(20 * options_.lease, least_silence), {});
}

void RedisGroupStore::run_on_claims(const redis::Script& script, std::vector<std::string> keys,
                                    redis::Arguments arguments, const std::vector<Claim>& claims, Checked checked) {
    for (const Claim& claim : claims) {
        arguments.push_back(std::to_string(claim.offset));
        arguments.push_back(std::to_string(claim.attempt));
    }
    run(script, std::move(keys), std::move(arguments),
        [claims, checked = std::move(checked)](redis::Reply reply, std::exception_ptr error) {
            std::vector<Claim> lost;
            auto claim = claims.begin();  // the answer has them in the same order
            for (const redis::Reply& offset : reply.items) {
                claim = std::find_if(claim, claims.end(), [&](const Claim& one) {
                    return one.offset == static_cast<std::uint64_t>(offset.integer);
                });
                if (claim != claims.end()) lost.push_back(*claim);
            }
            checked(std::move(lost), error);
        });
}

void RedisGroupStore::acknowledge(std::vector<Claim> claims, Checked checked) {
    in_parts(std::move(claims), std::move(checked), [self = shared_from_this()](std::vector<Claim> part, Checked done) {
        self->run_on_claims(scripts::acknowledge(), {self->stream_, self->tries_},
                            {self->options_.group, self->options_.consumer}, part, std::move(done));
    });
}

void RedisGroupStore::keep(std::vector<Claim> claims, Checked checked) {
    in_parts(std::move(claims), std::move(checked), [self = shared_from_this()](std::vector<Claim> part, Checked done) {
        self->run_on_claims(scripts::keep(), {self->stream_}, {self->options_.group, self->options_.consumer}, part,
                            std::move(done));
    });
}

void RedisGroupStore::begin_again(Claim claim, Checked checked) {
    run_on_claims(scripts::begin_again(), {stream_, tries_}, {options_.group, options_.consumer}, {claim},
                  std::move(checked));
}

void RedisGroupStore::park(Claim claim, Failure failure, Checked checked) {
    std::string epoch;
    {
        const std::lock_guard lock(mutex_);
        epoch = epoch_;
    }
    run_on_claims(
        scripts::park(), {stream_, tries_, dead_},
        {options_.group, options_.consumer, epoch, std::move(failure.id), std::move(failure.reason),
         std::move(failure.path), std::to_string(failure.attempts), std::move(failure.text), max_dead_letters},
        {claim}, std::move(checked));
}

void RedisGroupStore::release(std::vector<Claim> claims, Checked checked) {
    in_parts(std::move(claims), std::move(checked), [self = shared_from_this()](std::vector<Claim> part, Checked done) {
        self->run_on_claims(
            scripts::release(), {self->stream_},
            {self->options_.group, self->options_.consumer, std::to_string(self->options_.lease.count())}, part,
            std::move(done));
    });
}

void RedisGroupStore::sweep(std::chrono::milliseconds silent, const std::string& only) {
    run(scripts::sweep(), {stream_}, {options_.group, std::to_string(silent.count()), only},
        [](redis::Reply, std::exception_ptr) {});
}

void RedisGroupStore::stop() noexcept {
    Reading reading;
    {
        std::unique_lock lock(mutex_);
        reading = std::exchange(reading_, nullptr);  // no read begins from here on
    }
    if (!reading) return;
    unblock(reading);
    reading.reset();  // a read that did not end by itself ends here
    sweep(0ms, options_.consumer);
}

/// Ends a waiting XREADGROUP. It may not have reached Redis yet when this does, hence more than once.
void RedisGroupStore::unblock(const Reading& reading) {
    const auto end = Clock::now() + patience_at_stop;
    std::unique_lock lock(mutex_);
    while (reads_ > 0 && reading->connected() && Clock::now() < end) {
        redis::Arguments command{"CLIENT", "UNBLOCK", std::to_string(connection_)};
        lock.unlock();
        if (const auto client = shared_.lock()) client->send(std::move(command), std::nullopt, [](auto, auto) {});
        lock.lock();
        read_ended_.wait_for(lock, 20ms, [this] { return reads_ == 0; });
    }
}

}  // namespace antiphon::events
