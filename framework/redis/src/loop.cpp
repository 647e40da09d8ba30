#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "antiphon/base/error.h"
#include "loop_impl.h"

namespace antiphon::redis {

Mailbox::Mailbox() : wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
Mailbox::~Mailbox() { ::close(wake_); }

void Mailbox::post(std::function<void()> task) {
    {
        std::lock_guard lock(mutex_);
        if (closed_) return;
        tasks_.push_back(std::move(task));
        if (tasks_.size() > 1) return;  // the loop knows already
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wake_, &one, sizeof one);
}

std::vector<std::function<void()>> Mailbox::take() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto taken = read(wake_, &count, sizeof count);
    std::lock_guard lock(mutex_);
    return std::exchange(tasks_, {});
}

void Mailbox::close() {
    std::vector<std::function<void()>> dropped;
    std::lock_guard lock(mutex_);
    closed_ = true;
    dropped.swap(tasks_);
}

Loop::Impl::Impl(const std::string& thread_name)
    : mailbox_(std::make_shared<Mailbox>()), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0 || mailbox_->descriptor() < 0)
        throw Error(ErrorKind::internal, Code::internal_error, std::string("no event loop: ") + std::strerror(errno));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, mailbox_->descriptor(), &event);
    thread_ = Thread(thread_name, [this] { run(); });
}

Loop::Impl::~Impl() {
    post([this] { stopping_ = true; });
    thread_.join();
    mailbox_->close();
    close(epoll_);
}

void Loop::Impl::after(std::chrono::milliseconds delay, std::function<void()> task) {
    timers_.emplace(Clock::now() + delay, std::move(task));
}

void Loop::Impl::watch(int descriptor, std::uint32_t events, Watcher& watcher) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
}

void Loop::Impl::rewatch(int descriptor, std::uint32_t events, Watcher& watcher) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event);
}

void Loop::Impl::unwatch(int descriptor, Watcher& watcher) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    gone_.push_back(&watcher);
    std::erase(ending_, &watcher);
}

void Loop::Impl::run() {
    std::array<epoll_event, 64> events;
    while (!stopping_) {
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_time());
        gone_.clear();
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            auto* watcher = static_cast<Watcher*>(event.data.ptr);
            if (watcher == nullptr)
                run_tasks();
            else if (std::find(gone_.begin(), gone_.end(), watcher) == gone_.end())
                watcher->ready(event.events);
        }
        run_timers();
        // A watcher may ask again, or others may, while the turn ends.
        for (std::size_t i = 0; i < ending_.size();) {
            Watcher* watcher = ending_[i];
            ending_.erase(ending_.begin() + static_cast<std::ptrdiff_t>(i));
            watcher->end_of_turn();
        }
    }
}

void Loop::Impl::run_tasks() {
    for (auto& task : mailbox_->take()) {
        // Destroyed before the next one runs: a later task may end a wait of whoever owns what this one holds.
        const auto now = std::move(task);
        now();
    }
}

void Loop::Impl::run_timers() {
    const auto now = Clock::now();
    while (!timers_.empty() && timers_.begin()->first <= now) {
        const auto task = std::move(timers_.begin()->second);
        timers_.erase(timers_.begin());
        task();
    }
}

int Loop::Impl::wait_time() const {
    if (timers_.empty()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

Loop::Loop(const std::string& thread_name) : impl_(std::make_unique<Impl>(thread_name)) {}
Loop::~Loop() = default;
void Loop::post(std::function<void()> task) { impl_->post(std::move(task)); }
void Loop::after(std::chrono::milliseconds delay, std::function<void()> task) {
    if (here()) return impl_->after(delay, std::move(task));
    impl_->post([this, delay, task = std::move(task)]() mutable { impl_->after(delay, std::move(task)); });
}
bool Loop::here() const noexcept { return impl_->here(); }

}  // namespace antiphon::redis
