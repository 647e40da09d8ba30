#pragma once
// What Redis keeps for durable channels, in memory: streams with positions, groups with what is pending, dead letters.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/events/bus.h"
#include "group_store.h"

namespace antiphon::events {

/// Any thread. Callbacks are called without the lock.
class MemoryStreams {
  public:
    struct Appended {
        Position position;
        bool duplicate = false;
    };
    /// `publish` is called with the message as listeners get it, in the order of offsets.
    Appended append(const ChannelType& channel, const std::string& address, const std::string& id,
                    const std::string& text, const std::function<void(const std::string&)>& publish);
    History history(const std::string& address, const Position& since, std::size_t limit);
    std::vector<DeadLetter> dead_letters(const std::string& address, std::string_view group, std::size_t limit);
    Depth depth(const std::string& address, const std::string& group);
    void lose_everything();
    bool take_and_die(const std::string& address, const std::string& group);

    std::shared_ptr<GroupStore> store(const std::string& address, const ConsumerOptions& options);

  private:
    class Store;
    struct Pending {
        std::string consumer;
        Clock::time_point touched;
        int attempt = 1;
    };
    struct Waiting {
        const Store* store;
        std::size_t count;
        GroupStore::Got got;
    };
    struct Group {
        std::uint64_t delivered = 0;  ///< the last offset that was given to a consumer
        std::map<std::uint64_t, Pending> pending;
        std::map<std::uint64_t, Timestamp> first_failed;
        std::deque<Waiting> waiting;
    };
    struct Kept {
        std::string text;
        Clock::time_point since;
    };
    struct Recent {
        Position position;
        Clock::time_point since;
    };
    struct Stream {
        std::string epoch;
        std::uint64_t newest = 0;
        std::deque<Kept> kept;  ///< the last is `newest`
        std::map<std::string, Recent> recent;
        std::deque<std::string> recent_order;
        std::map<std::string, Group> groups;
        std::vector<DeadLetter> dead;

        std::uint64_t oldest() const noexcept { return newest - kept.size() + 1; }
        const std::string* find(std::uint64_t offset) const noexcept;
    };
    using Ready = std::vector<std::pair<GroupStore::Got, Batch>>;

    Stream& stream(const std::string& address);
    static Group& group(Stream& stream, const std::string& name, bool from_start);
    static void forget_old(Stream& stream, const ChannelType& channel);
    static Batch take_new(Stream& stream, Group& group, const std::string& consumer, std::size_t count);
    static void serve(Stream& stream, Ready& ready);

    std::mutex mutex_;
    // guarded by mutex_
    std::map<std::string, Stream> streams_;

    std::mutex order_;  // held from append to publish, so that listeners see the order of offsets; before mutex_
};

}  // namespace antiphon::events
