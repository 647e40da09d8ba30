#pragma once
// The thread `ap-http-watch` of an HTTP server: ends calls whose deadline passed, tells handlers that their client went
// away, cuts connections that dawdle.

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <unordered_set>
#include <utility>

#include "antiphon/base/thread.h"
#include "http_call.h"

namespace antiphon::rpc {

class Watch {
  public:
    /// `expire` is called on ap-http-watch, once per call whose deadline passed while it was watched.
    explicit Watch(std::function<void(HttpCall&)> expire);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// From the moment a call is handed to the pool …
    void add(HttpCall& call);
    /// … until before its connection goes on. Any thread; nothing if it is not watched.
    void remove(HttpCall& call) noexcept;

    /// Expires every watched call now, on this thread, and every later one at once.
    void expire_all();

    void add(Connection& connection);
    void remove(Connection& connection) noexcept;  ///< before its descriptor is closed
    std::size_t connections() const noexcept;

  private:
    void run();
    std::chrono::milliseconds time_to_sleep();
    void wake() noexcept;
    void look_at_calls();
    void look_at_connections();
    void client_left(HttpCall* call);
    void forget(HttpCall& call) noexcept;
    void watch_socket(HttpCall& call) noexcept;

    // set at construction
    const std::function<void(HttpCall&)> expire_;
    int epoll_ = -1;
    int event_ = -1;

    mutable std::mutex mutex_;
    // guarded by mutex_
    std::set<std::pair<Clock::time_point, HttpCall*>> calls_;  // by when to look at them
    std::unordered_set<HttpCall*> on_sockets_;                 // whose descriptors are in epoll_
    std::unordered_set<Connection*> connections_;
    Clock::time_point sleeps_until_{};
    bool busy_ = false;  // calls were added since the last look
    bool expire_at_once_ = false;
    bool stop_ = false;

    Thread thread_;
};

}  // namespace antiphon::rpc
