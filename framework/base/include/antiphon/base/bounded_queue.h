#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "antiphon/base/clock.h"

namespace antiphon {

/// A queue between threads that says no when it is full instead of growing. All members may be called from any thread.
template <class T>
class BoundedQueue {
  public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// False when full or closed; the item is then not taken.
    bool try_push(T item) {
        {
            std::lock_guard lock(mutex_);
            if (closed_ || items_.size() >= capacity_) return false;
            items_.push_back(std::move(item));
        }
        ready_.notify_one();
        return true;
    }

    /// Waits for an item until the deadline. Nothing once it has passed, or when the queue is closed and empty.
    std::optional<T> pop(Deadline deadline = Deadline::never()) {
        std::unique_lock lock(mutex_);
        const auto has_news = [this] { return closed_ || !items_.empty(); };
        if (deadline.is_never())
            ready_.wait(lock, has_news);
        else
            ready_.wait_until(lock, deadline.moment(), has_news);
        if (items_.empty()) return std::nullopt;
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }

    /// Takes no more; what is inside can still be popped.
    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
    }

    std::size_t size() const {
        std::lock_guard lock(mutex_);
        return items_.size();
    }

  private:
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    // guarded by mutex_
    std::deque<T> items_;
    bool closed_ = false;
};

}  // namespace antiphon
