#include "worker_pool.h"

namespace antiphon::rpc {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue) : capacity_(queue) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back("ap-work", [this] { run(); });
}

WorkerPool::~WorkerPool() { close(); }

/// One worker is woken at a time; it wakes the next before it begins to work. So short work that comes in a burst is
/// done by few threads, without a switch between threads for each, and long work still holds nobody up.
bool WorkerPool::should_wake() noexcept {
    if (queue_.empty() || idle_ == 0 || waking_) return false;
    waking_ = true;
    return true;
}

bool WorkerPool::submit(Work& work) {
    bool wake;
    {
        const std::lock_guard lock(mutex_);
        if (closed_ || queue_.size() >= capacity_ + idle_) return false;  // what idle threads will take does not wait
        queue_.push_back(&work);
        wake = should_wake();
    }
    if (wake) ready_.notify_one();
    return true;
}

void WorkerPool::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        while (queue_.empty()) {
            if (closed_) return;
            ++idle_;
            ready_.wait(lock);
            --idle_;
            waking_ = false;
        }
        Work* work = queue_.front();
        queue_.pop_front();
        const bool wake = should_wake();
        lock.unlock();
        if (wake) ready_.notify_one();
        work->work();
        lock.lock();
    }
}

void WorkerPool::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    ready_.notify_all();
    threads_.clear();
}

}  // namespace antiphon::rpc
