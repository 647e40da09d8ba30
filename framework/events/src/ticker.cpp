#include "ticker.h"

namespace antiphon::events {

Ticker::Ticker() : thread_("ap-events", [this] { run(); }) {}

Ticker::~Ticker() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    news_.notify_all();
    thread_.join();
}

void Ticker::after(std::chrono::milliseconds wait, std::function<void()> call) {
    bool earliest;
    {
        std::lock_guard lock(mutex_);
        const auto place = calls_.emplace(Clock::now() + wait, std::move(call));
        earliest = place == calls_.begin();
    }
    if (earliest) news_.notify_all();
}

void Ticker::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (calls_.empty()) {
            news_.wait(lock);
            continue;
        }
        const auto next = calls_.begin()->first;
        if (Clock::now() < next) {
            news_.wait_until(lock, next);
            continue;
        }
        auto node = calls_.extract(calls_.begin());
        lock.unlock();
        node.mapped()();
        node.mapped() = nullptr;  // what it captured goes without the lock
        lock.lock();
    }
}

}  // namespace antiphon::events
