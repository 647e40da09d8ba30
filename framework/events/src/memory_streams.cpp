#include "memory_streams.h"

#include <algorithm>

#include "antiphon/base/retention.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/envelope.h"

namespace antiphon::events {

using namespace std::chrono_literals;

static_assert(default_max_len == default_stream_length, "`antiphon breaking` tells what happens here");

namespace {
constexpr auto dedupe_window = 2min;
}

/// One consumer of a group. Borrows the streams.
class MemoryStreams::Store final : public GroupStore {
  public:
    Store(MemoryStreams& streams, std::string address, const ConsumerOptions& options)
        : streams_(streams), address_(std::move(address)), options_(options) {}

    void read(std::size_t count, Got got) override {
        Ready ready;
        {
            std::lock_guard lock(streams_.mutex_);
            Stream& stream = streams_.stream(address_);
            group(stream).waiting.push_back({this, count, std::move(got)});
            serve(stream, ready);
        }
        for (auto& [call, batch] : ready) call(std::move(batch), nullptr);
    }

    void take_over(std::size_t count, Got got) override {
        Batch batch;
        {
            std::lock_guard lock(streams_.mutex_);
            Stream& stream = streams_.stream(address_);
            batch.epoch = stream.epoch;
            auto& pending = group(stream).pending;
            for (auto entry = pending.begin(); entry != pending.end() && batch.entries.size() < count;) {
                if (Clock::now() - entry->second.touched < options_.lease) {
                    ++entry;
                    continue;
                }
                const std::string* text = stream.find(entry->first);
                if (text == nullptr) {
                    ++batch.trimmed;
                    entry = pending.erase(entry);
                    continue;
                }
                entry->second = {options_.consumer, Clock::now(), entry->second.attempt + 1};
                batch.entries.push_back({{entry->first, entry->second.attempt}, *text});
                ++entry;
            }
        }
        got(std::move(batch), nullptr);
    }

    void acknowledge(std::vector<Claim> claims, Checked checked) override {
        each_mine(std::move(claims), checked, [](Group& group, const Claim& claim, Pending&) {
            group.pending.erase(claim.offset);
            group.first_failed.erase(claim.offset);
        });
    }
    void keep(std::vector<Claim> claims, Checked checked) override {
        each_mine(std::move(claims), checked,
                  [](Group&, const Claim&, Pending& pending) { pending.touched = Clock::now(); });
    }
    void begin_again(Claim claim, Checked checked) override {
        each_mine({claim}, checked, [](Group& group, const Claim& mine, Pending& pending) {
            ++pending.attempt;
            pending.touched = Clock::now();
            group.first_failed.emplace(mine.offset, now());
        });
    }
    void release(std::vector<Claim> claims, Checked checked) override {
        each_mine(std::move(claims), checked, [this](Group&, const Claim&, Pending& pending) {
            pending.touched = Clock::now() - options_.lease;
            --pending.attempt;
        });
    }
    void park(Claim claim, Failure failure, Checked checked) override {
        each_mine({claim}, checked, [&](Group& group, const Claim& mine, Pending&) {
            Stream& stream = streams_.stream(address_);
            const auto last = now();
            const auto first = group.first_failed.emplace(mine.offset, last).first->second;
            stream.dead.push_back({failure.id,
                                   {stream.epoch, mine.offset},
                                   options_.group,
                                   options_.consumer,
                                   failure.reason,
                                   failure.path,
                                   failure.attempts,
                                   first,
                                   last,
                                   failure.text});
            group.pending.erase(mine.offset);
            group.first_failed.erase(mine.offset);
        });
    }
    void stop() noexcept override {
        std::vector<Got> ended;
        {
            std::lock_guard lock(streams_.mutex_);
            auto& waiting = group(streams_.stream(address_)).waiting;
            for (auto& reader : waiting)
                if (reader.store == this) ended.push_back(std::move(reader.got));
            std::erase_if(waiting, [this](const Waiting& reader) { return reader.store == this; });
        }
        for (auto& got : ended) got({}, nullptr);
    }

    const std::string& consumer() const noexcept { return options_.consumer; }

  private:
    Group& group(Stream& stream) { return MemoryStreams::group(stream, options_.group, options_.from_start); }

    template <class Work>
    void each_mine(std::vector<Claim> claims, const Checked& checked, Work work) {
        std::vector<Claim> lost;
        {
            std::lock_guard lock(streams_.mutex_);
            Group& here = group(streams_.stream(address_));
            for (const Claim& claim : claims) {
                const auto place = here.pending.find(claim.offset);
                const bool mine = place != here.pending.end() && place->second.consumer == options_.consumer &&
                                  place->second.attempt == claim.attempt;
                if (mine)
                    work(here, claim, place->second);
                else
                    lost.push_back(claim);
            }
        }
        checked(std::move(lost), nullptr);
    }

    MemoryStreams& streams_;
    const std::string address_;
    const ConsumerOptions options_;
};

const std::string* MemoryStreams::Stream::find(std::uint64_t offset) const noexcept {
    if (offset > newest || offset < oldest()) return nullptr;
    return &kept[static_cast<std::size_t>(offset - oldest())].text;
}

MemoryStreams::Stream& MemoryStreams::stream(const std::string& address) {
    Stream& found = streams_[address];
    if (found.epoch.empty()) found.epoch = random_text(8);
    return found;
}

MemoryStreams::Group& MemoryStreams::group(Stream& stream, const std::string& name, bool from_start) {
    const auto [place, made] = stream.groups.try_emplace(name);
    if (made && !from_start) place->second.delivered = stream.newest;
    return place->second;
}

MemoryStreams::Appended MemoryStreams::append(const ChannelType& channel, const std::string& address,
                                              const std::string& id, const std::string& text,
                                              const std::function<void(const std::string&)>& publish) {
    const std::lock_guard in_order(order_);
    Ready ready;
    Appended appended;
    {
        std::lock_guard lock(mutex_);
        Stream& here = stream(address);
        forget_old(here, channel);
        if (const auto known = here.recent.find(id); known != here.recent.end()) return {known->second.position, true};
        appended.position = {here.epoch, ++here.newest};
        here.kept.push_back({text, Clock::now()});
        if (!id.empty()) {
            here.recent.emplace(id, Recent{appended.position, Clock::now()});
            here.recent_order.push_back(id);
        }
        forget_old(here, channel);
        serve(here, ready);
    }
    publish(with_position(text, appended.position.epoch, appended.position.offset));
    for (auto& [call, batch] : ready) call(std::move(batch), nullptr);
    return appended;
}

void MemoryStreams::forget_old(Stream& stream, const ChannelType& channel) {
    const auto present = Clock::now();
    const std::size_t most = channel.max_len > 0 ? channel.max_len : default_max_len;
    const auto too_old = [&](const Kept& kept) {
        return channel.max_age.count() > 0 && present - kept.since > channel.max_age;
    };
    while (!stream.kept.empty() && (stream.kept.size() > most || too_old(stream.kept.front()))) stream.kept.pop_front();
    while (!stream.recent_order.empty()) {
        const auto oldest = stream.recent.find(stream.recent_order.front());
        if (present - oldest->second.since < dedupe_window) break;
        stream.recent.erase(oldest);
        stream.recent_order.pop_front();
    }
}

Batch MemoryStreams::take_new(Stream& stream, Group& group, const std::string& consumer, std::size_t count) {
    Batch batch;
    batch.epoch = stream.epoch;
    if (group.delivered + 1 < stream.oldest()) {
        if (group.delivered > 0) batch.trimmed = stream.oldest() - group.delivered - 1;
        group.delivered = stream.oldest() - 1;
    }
    while (group.delivered < stream.newest && batch.entries.size() < count) {
        const std::uint64_t offset = ++group.delivered;
        group.pending[offset] = {consumer, Clock::now(), 1};
        batch.entries.push_back({{offset, 1}, *stream.find(offset)});
    }
    return batch;
}

void MemoryStreams::serve(Stream& stream, Ready& ready) {
    for (auto& [name, group] : stream.groups) {
        while (!group.waiting.empty() && group.delivered < stream.newest) {
            Waiting reader = std::move(group.waiting.front());
            group.waiting.pop_front();
            ready.emplace_back(std::move(reader.got), take_new(stream, group, reader.store->consumer(), reader.count));
        }
    }
}

History MemoryStreams::history(const std::string& address, const Position& since, std::size_t limit) {
    std::lock_guard lock(mutex_);
    const Stream& here = stream(address);
    History found{{here.epoch, here.newest}, false, {}};
    const bool known = since.epoch == here.epoch && since.offset <= here.newest && since.offset + 1 >= here.oldest();
    if (!known || here.newest - since.offset > limit) return found;
    found.complete = true;
    for (std::uint64_t offset = since.offset + 1; offset <= here.newest; ++offset)
        found.events.push_back({{here.epoch, offset}, *here.find(offset)});
    return found;
}

std::vector<DeadLetter> MemoryStreams::dead_letters(const std::string& address, std::string_view group,
                                                    std::size_t limit) {
    std::lock_guard lock(mutex_);
    std::vector<DeadLetter> found;
    for (const DeadLetter& letter : stream(address).dead)
        if (group.empty() || letter.group == group) found.push_back(letter);
    if (found.size() > limit) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(limit));
    return found;
}

Depth MemoryStreams::depth(const std::string& address, const std::string& group) {
    std::lock_guard lock(mutex_);
    const Stream& here = stream(address);
    const auto place = here.groups.find(group);
    if (place == here.groups.end()) return {here.kept.size(), 0};
    const std::uint64_t after = std::max(place->second.delivered + 1, here.oldest());
    return {here.newest + 1 - after, place->second.pending.size()};
}

void MemoryStreams::lose_everything() {
    std::lock_guard lock(mutex_);
    for (auto& [address, old] : streams_) {
        Stream fresh;
        fresh.epoch = random_text(8);
        for (auto& [name, group] : old.groups) fresh.groups[name].waiting = std::move(group.waiting);
        old = std::move(fresh);
    }
}

bool MemoryStreams::take_and_die(const std::string& address, const std::string& name) {
    std::lock_guard lock(mutex_);
    Stream& here = stream(address);
    return !take_new(here, group(here, name, true), "dead", 1).entries.empty();
}

std::shared_ptr<GroupStore> MemoryStreams::store(const std::string& address, const ConsumerOptions& options) {
    auto made = std::make_shared<Store>(*this, address, options);
    std::lock_guard lock(mutex_);
    group(stream(address), options.group, options.from_start);
    return made;
}

}  // namespace antiphon::events
