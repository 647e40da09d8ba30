#pragma once
// What every Bus promises, as tests. A bus takes part with a World and one line:
//
//     INSTANTIATE_TEST_SUITE_P(Memory, BusContract, testing::Values(&make_memory_world));

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "antiphon/events/bus.h"
#include "shop_events.h"

namespace contract {

using namespace std::chrono_literals;
namespace events = antiphon::events;

/// A bus, and the ways to damage what is behind it.
class World {
  public:
    virtual ~World() = default;
    virtual events::Bus& bus() = 0;
    /// Takes the group's next event as a consumer that then dies. The group exists.
    virtual void take_and_die(const std::string& address, const std::string& group) = 0;
    /// Stores, or tells live, a text that no bus would write.
    virtual void store_raw(const std::string& address, const std::string& text) = 0;
    virtual void tell_raw(const events::ChannelType& channel, const std::string& address, const std::string& text) = 0;
    /// Streams, groups and positions are gone.
    virtual void lose_everything() = 0;
};

using MakeWorld = std::unique_ptr<World> (*)();

/// What handlers saw, in order, and a way to wait for it.
template <class T>
class Seen {
  public:
    void add(T item) {
        // Notified under the lock: a test that has seen enough may destroy this at once.
        std::lock_guard lock(mutex_);
        items_.push_back(std::move(item));
        news_.notify_all();
    }
    /// All of them once there are `count`; fewer when that took too long.
    std::vector<T> wait_for(std::size_t count, std::chrono::milliseconds patience = 10s) {
        std::unique_lock lock(mutex_);
        news_.wait_for(lock, patience, [&] { return items_.size() >= count; });
        return items_;
    }
    std::vector<T> now() {
        std::lock_guard lock(mutex_);
        return items_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<T> items_;
};

/// A door that handlers stand at until it opens.
class Door {
  public:
    void open() {
        std::lock_guard lock(mutex_);
        open_ = true;
        news_.notify_all();
    }
    bool wait(std::chrono::milliseconds patience = 10s) {
        std::unique_lock lock(mutex_);
        return news_.wait_for(lock, patience, [this] { return open_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable news_;
    bool open_ = false;
};

/// Asks until it is so. For what has no notification: numbers that another process counts.
inline bool eventually(const std::function<bool()>& so, std::chrono::milliseconds patience = 10s) {
    const auto end = std::chrono::steady_clock::now() + patience;
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    while (!so()) {
        if (std::chrono::steady_clock::now() > end) return false;
        never.wait_for(lock, 5ms);
    }
    return true;
}

inline shop::Order order(int number) { return {"o-" + std::to_string(number), number}; }

inline std::vector<int> numbers_to(int last) {
    std::vector<int> numbers;
    for (int number = 1; number <= last; ++number) numbers.push_back(number);
    return numbers;
}

class BusContract : public testing::TestWithParam<MakeWorld> {
  protected:
    events::Bus& bus() { return world_->bus(); }
    World& world() { return *world_; }
    template <class E>
    void publish(int first, int last) {
        for (int number = first; number <= last; ++number) bus().publish(E{order(number)});
    }
    std::uint64_t pending(const std::string& group, const std::string& address = "shop.flow") {
        return bus().depth(address, group).pending;
    }

  private:
    const std::unique_ptr<World> world_ = GetParam()();
};

/// Short enough for tests, long enough for a slow machine.
inline events::ConsumerOptions quick(std::string group) {
    return {.group = std::move(group), .lease = 600ms, .retry_after = 20ms, .settle = 200ms};
}

}  // namespace contract

#include "bus_contract_cancel.h"
#include "bus_contract_groups.h"
#include "bus_contract_live.h"
#include "bus_contract_positions.h"
