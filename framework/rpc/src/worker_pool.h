#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "antiphon/base/thread.h"

namespace antiphon::rpc {

/// Something a worker does. Whoever queues it keeps it alive until work() was called; close() calls it too.
class Work {
  public:
    virtual void work() noexcept = 0;

  protected:
    ~Work() = default;
};

/// Threads `ap-work` and a bounded queue in front of them. Any thread.
class WorkerPool {
  public:
    WorkerPool(unsigned threads, std::size_t queue);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full or closed.
    bool submit(Work& work);
    /// Takes no more, does what is queued, waits for it.
    void close();

  private:
    void run();
    bool should_wake() noexcept;

    // set at construction
    const std::size_t capacity_;

    std::mutex mutex_;
    std::condition_variable ready_;
    // guarded by mutex_
    std::deque<Work*> queue_;
    unsigned idle_ = 0;
    bool waking_ = false;  // somebody was woken and has not looked yet
    bool closed_ = false;

    std::vector<Thread> threads_;
};

}  // namespace antiphon::rpc
