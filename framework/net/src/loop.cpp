#include "antiphon/net/loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

#include "antiphon/base/clock.h"
#include "antiphon/base/error.h"
#include "antiphon/base/thread.h"

namespace antiphon::net {
namespace asio = boost::asio;

namespace {
using TimerQueue = std::multimap<Clock::time_point, std::shared_ptr<Timer::State>>;
}

/// Shared by the Timer and the loop's queue. `queue` and `place` are used on the loop only.
struct Timer::State {
    std::function<void()> work;
    std::atomic<bool> cancelled{false};
    Loop::Impl* loop = nullptr;  ///< null once it fired or the loop is gone
    TimerQueue::iterator place;
};

// Descriptors are watched by an epoll set of our own, of which Asio sees only the one descriptor. So a watched socket
// costs no Asio object and no handler, and 256 ready sockets cost one wake-up of Asio (docs/decisions/0007).
struct Loop::Impl {
    explicit Impl(std::string name) : thread_name(std::move(name)), sockets(io), clock(io) {
        const int set = ::epoll_create1(EPOLL_CLOEXEC);
        if (set < 0) throw Error(ErrorKind::unavailable, Code::unavailable, std::string("epoll: ") + strerror(errno));
        sockets.assign(set);
        wait_for_sockets();
    }
    ~Impl() {
        for (auto& [when, timer] : timers) timer->loop = nullptr;
    }

    void wait_for_sockets() {
        sockets.async_wait(asio::posix::stream_descriptor::wait_read, [this](const boost::system::error_code& error) {
            if (error) return;
            dispatch_sockets();
            wait_for_sockets();
        });
    }
    void dispatch_sockets();
    void control(int operation, int descriptor, Watcher& watcher, Interest interest);
    void forget(const Watcher& watcher) noexcept;

    void arm();
    void fire();
    void run();

    static thread_local Impl* current;

    const std::string thread_name;
    asio::io_context io{1};
    asio::posix::stream_descriptor sockets;
    asio::steady_timer clock;
    std::mutex starting;  // guards thread
    Thread thread;
    std::atomic<bool> stopped{false};  // or is about to
    std::atomic<bool> ended{false};    // and nobody runs it any more
    // only on the loop
    TimerQueue timers;
    Clock::time_point armed = Clock::time_point::max();
    std::array<epoll_event, 256> events;
    std::size_t next_event = 0;
    std::size_t event_count = 0;
};

thread_local Loop::Impl* Loop::Impl::current = nullptr;

void Loop::Impl::dispatch_sockets() {
    const int ready = ::epoll_wait(sockets.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    event_count = ready > 0 ? static_cast<std::size_t>(ready) : 0;
    for (next_event = 0; next_event < event_count;) {
        const auto event = events[next_event++];
        if (event.data.ptr == nullptr) continue;  // removed by an earlier one of this batch
        const auto has = [&event](unsigned bit) { return (event.events & bit) != 0; };
        static_cast<Watcher*>(event.data.ptr)
            ->ready({.readable = has(EPOLLIN),
                     .writable = has(EPOLLOUT),
                     .hung_up = has(EPOLLHUP | EPOLLERR | EPOLLRDHUP)});
    }
    event_count = 0;
}

void Loop::Impl::control(int operation, int descriptor, Watcher& watcher, Interest interest) {
    const auto bits = static_cast<unsigned>(interest);
    epoll_event event{};
    event.events = EPOLLRDHUP | ((bits & 1U) != 0 ? EPOLLIN : 0U) | ((bits & 2U) != 0 ? EPOLLOUT : 0U);
    event.data.ptr = &watcher;
    if (::epoll_ctl(sockets.native_handle(), operation, descriptor, &event) != 0)
        throw Error(ErrorKind::internal, Code::internal_error,
                    "descriptor " + std::to_string(descriptor) + " can not be watched: " + strerror(errno));
}

void Loop::Impl::forget(const Watcher& watcher) noexcept {
    for (std::size_t at = next_event; at < event_count; ++at)
        if (events[at].data.ptr == &watcher) events[at].data.ptr = nullptr;
}

void Loop::Impl::arm() {
    const auto first = timers.empty() ? Clock::time_point::max() : timers.begin()->first;
    if (first == armed) return;
    armed = first;
    if (timers.empty()) {
        clock.cancel();
        return;
    }
    clock.expires_at(first);
    clock.async_wait([this](const boost::system::error_code& error) {
        if (!error) fire();
    });
}

void Loop::Impl::fire() {
    armed = Clock::time_point::max();
    const auto now = Clock::now();
    while (!timers.empty() && timers.begin()->first <= now) {
        const auto timer = timers.begin()->second;
        timers.erase(timers.begin());
        timer->loop = nullptr;
        const auto work = std::move(timer->work);
        if (!timer->cancelled.load(std::memory_order_acquire)) work();
    }
    arm();
}

void Loop::Impl::run() {
    current = this;
    const auto guard = asio::make_work_guard(io);
    io.run();
    current = nullptr;
}

Timer& Timer::operator=(Timer&& other) noexcept {
    if (this == &other) return *this;
    cancel();
    state_ = std::move(other.state_);
    return *this;
}

void Timer::cancel() noexcept {
    const auto state = std::move(state_);
    state_ = nullptr;
    if (!state) return;
    state->cancelled.store(true, std::memory_order_release);
    // Elsewhere than on its loop the mark is enough: the queue drops it when its time comes.
    if (Loop::Impl::current == nullptr || state->loop != Loop::Impl::current) return;
    state->loop->timers.erase(state->place);
    state->loop = nullptr;
    state->work = nullptr;
}

bool Timer::waiting() const noexcept { return state_ && state_->loop != nullptr; }

Loop::Loop(std::string thread_name) : impl_(std::make_unique<Impl>(std::move(thread_name))) {}

Loop::~Loop() { stop(); }

void Loop::start() {
    const std::lock_guard lock(impl_->starting);
    if (!impl_->stopped) impl_->thread = Thread(impl_->thread_name, [impl = impl_.get()] { impl->run(); });
}

void Loop::post(std::function<void()> work) { asio::post(impl_->io, std::move(work)); }

Timer Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
    auto state = std::make_shared<Timer::State>();
    state->work = std::move(work);
    state->loop = impl_.get();
    state->place = impl_->timers.emplace(Clock::now() + delay, state);
    impl_->arm();
    return Timer(std::move(state));
}

void Loop::stop() {
    impl_->stopped = true;
    impl_->io.stop();
    if (here()) return;
    const std::lock_guard lock(impl_->starting);
    impl_->thread.join();
    impl_->ended = true;
}

bool Loop::stopped() const noexcept { return impl_->ended; }

bool Loop::here() const noexcept { return Impl::current == impl_.get(); }

void Loop::add(int descriptor, Watcher& watcher, Interest interest) {
    impl_->control(EPOLL_CTL_ADD, descriptor, watcher, interest);
}

void Loop::change(int descriptor, Watcher& watcher, Interest interest) {
    impl_->control(EPOLL_CTL_MOD, descriptor, watcher, interest);
}

void Loop::remove(int descriptor, Watcher& watcher) noexcept {
    ::epoll_ctl(impl_->sockets.native_handle(), EPOLL_CTL_DEL, descriptor, nullptr);
    impl_->forget(watcher);
}

boost::asio::io_context& Loop::native() noexcept { return impl_->io; }

}  // namespace antiphon::net
