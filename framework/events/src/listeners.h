#pragma once
// Live listeners: queues between the thread that brings messages and the threads that run handlers. Both buses use it.

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "antiphon/base/thread.h"
#include "antiphon/events/bus.h"
#include "antiphon/json/parser.h"
#include "antiphon/telemetry/metrics.h"

namespace antiphon::events {

using SharedText = std::shared_ptr<const std::string>;
class Listener;

/// Threads `ap-listen`; each Listener that has something to do stands in line once.
class ListenerPool {
  public:
    explicit ListenerPool(int threads);
    ~ListenerPool();  ///< waits for handlers that run; the rest is forgotten
    ListenerPool(const ListenerPool&) = delete;
    ListenerPool& operator=(const ListenerPool&) = delete;

    void line_up(std::shared_ptr<Listener> listener);

  private:
    void run();

    std::mutex mutex_;
    std::condition_variable news_;
    // guarded by mutex_
    std::deque<std::shared_ptr<Listener>> line_;
    bool ending_ = false;

    std::vector<Thread> threads_;  // last: they use the others
};

/// One handler and what waits for it.
class Listener final : public Subscription::Activity, public std::enable_shared_from_this<Listener> {
  public:
    using Forget = std::function<void(const Listener&)>;

    /// `forget` is called by cancel(), after it waited.
    Listener(ListenerPool& pool, const ChannelType& channel, Handler handler, ListenOptions options, Forget forget);

    void push(SharedText message);      ///< any thread; never blocks
    void push_gap(Gap::Reason reason);  ///< any thread; told in order with the messages
    void cancel() noexcept override;
    void run();  ///< on the pool: a few messages, then back in line

    const std::string& address() const noexcept { return handler_.address; }
    const ChannelType& channel() const noexcept { return channel_; }

  private:
    struct Item {
        SharedText message;  // null: a gap
        Gap gap{};
    };
    void add(Item item);
    void make_room(std::size_t bytes);
    void handle(const Item& item);
    void handle_message(const std::string& text);

    // set at construction, never changes
    ListenerPool& pool_;
    const ChannelType channel_;
    const Handler handler_;
    const ListenOptions options_;
    const Forget forget_;
    const telemetry::Counter dropped_total_;

    // only by the thread that runs
    Delivery delivery_;
    json::Parser parser_;

    std::mutex mutex_;
    std::condition_variable idle_;
    // guarded by mutex_
    std::deque<Item> items_;
    std::size_t bytes_ = 0;
    std::size_t dropped_ = 0;
    bool lined_up_ = false;  ///< in line or running
    bool cancelled_ = false;
    std::thread::id running_;
};

/// Who listens where. Any thread.
class ListenerTable {
  public:
    /// True when it is the first at its key.
    bool add(const std::string& key, std::shared_ptr<Listener> listener);
    /// True when it was the last at its key.
    bool remove(const std::string& key, const Listener& listener);
    /// Gives `text` to all at `key`. The text is copied once, and only when somebody listens.
    void push(std::string_view key, std::string_view text);
    void push_gap_to_all(Gap::Reason reason);

  private:
    std::mutex mutex_;
    // guarded by mutex_
    std::map<std::string, std::vector<std::shared_ptr<Listener>>, std::less<>> listeners_;
};

}  // namespace antiphon::events
