#include "worker_pool.h"

namespace antiphon::rpc {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue) : queue_(queue) {
    for (unsigned i = 0; i < threads; ++i) {
        threads_.emplace_back("ap-work", [this] {
            while (const auto work = queue_.pop()) (*work)->work();
        });
    }
}

WorkerPool::~WorkerPool() { close(); }

void WorkerPool::close() {
    queue_.close();
    threads_.clear();
}

}  // namespace antiphon::rpc
