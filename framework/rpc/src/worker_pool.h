#pragma once
#include <cstddef>
#include <vector>

#include "antiphon/base/bounded_queue.h"
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
    bool submit(Work& work) { return queue_.try_push(&work); }
    /// Takes no more, does what is queued, waits for it.
    void close();

  private:
    BoundedQueue<Work*> queue_;
    std::vector<Thread> threads_;
};

}  // namespace antiphon::rpc
