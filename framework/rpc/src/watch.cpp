#include "watch.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "antiphon/base/error.h"

namespace antiphon::rpc {

namespace {

using namespace std::chrono_literals;

// Calls shorter than this are not worth two system calls to learn that their client left.
constexpr auto patience = 50ms;
constexpr auto connection_interval = 500ms;

}  // namespace

Watch::Watch(std::function<void(HttpCall&)> expire)
    : expire_(std::move(expire)), epoll_(epoll_create1(EPOLL_CLOEXEC)), event_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = nullptr;
    if (epoll_ < 0 || event_ < 0 || epoll_ctl(epoll_, EPOLL_CTL_ADD, event_, &event) != 0) {
        if (epoll_ >= 0) close(epoll_);
        if (event_ >= 0) close(event_);
        throw Error(ErrorKind::unavailable, Code::unavailable,
                    std::string("the server cannot watch its connections: ") + std::strerror(errno));
    }
    thread_ = Thread("ap-http-watch", [this] { run(); });
}

Watch::~Watch() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake();
    thread_.join();
    close(epoll_);
    close(event_);
}

void Watch::wake() noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(event_, &one, sizeof one);  // full means that it wakes anyway
}

void Watch::add(HttpCall& call) {
    auto look = std::min(Clock::now() + patience, call.deadline);
    bool sleeps_too_long;
    {
        const std::lock_guard lock(mutex_);
        if (expire_at_once_) call.deadline = look = Clock::now();
        call.watched_until = look;
        call.watched = true;
        calls_.emplace(look, &call);
        busy_ = true;
        sleeps_too_long = look < sleeps_until_;
        if (sleeps_too_long) sleeps_until_ = look;
    }
    if (sleeps_too_long) wake();
}

void Watch::forget(HttpCall& call) noexcept {
    calls_.erase({call.watched_until, &call});
    if (call.watching_socket) {
        epoll_ctl(epoll_, EPOLL_CTL_DEL, call.descriptor, nullptr);
        on_sockets_.erase(&call);
        call.watching_socket = false;
    }
    call.watched = false;
}

void Watch::remove(HttpCall& call) noexcept {
    const std::lock_guard lock(mutex_);
    if (call.watched) forget(call);
}

void Watch::expire_all() {
    while (true) {
        HttpCallPtr call;
        {
            const std::lock_guard lock(mutex_);
            expire_at_once_ = true;
            if (calls_.empty()) return;
            call.reset(calls_.begin()->second);
            call->hold();
            forget(*call);
        }
        expire_(*call);
    }
}

void Watch::add(Connection& connection) {
    const std::lock_guard lock(mutex_);
    connections_.insert(&connection);
    if (connections_.size() == 1) wake();
}

void Watch::remove(Connection& connection) noexcept {
    const std::lock_guard lock(mutex_);
    connections_.erase(&connection);
}

std::size_t Watch::connections() const noexcept {
    const std::lock_guard lock(mutex_);
    return connections_.size();
}

/// While calls come and go it looks every `patience`, so that adding one need not wake it.
std::chrono::milliseconds Watch::time_to_sleep() {
    const auto now = Clock::now();
    auto until = connections_.empty() ? Clock::time_point::max() : now + connection_interval;
    if (busy_) until = std::min(until, now + patience);
    if (!calls_.empty()) until = std::min(until, calls_.begin()->first);
    busy_ = false;
    sleeps_until_ = until;
    if (until == Clock::time_point::max()) return -1ms;
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(until - now));
}

void Watch::run() {
    std::array<epoll_event, 64> events{};
    auto next_round = Clock::now();
    while (true) {
        std::chrono::milliseconds sleep{};
        {
            const std::lock_guard lock(mutex_);
            if (stop_) return;
            sleep = time_to_sleep();
        }
        const int count =
            epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(sleep.count()));
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            if (event.data.ptr != nullptr) {
                client_left(static_cast<HttpCall*>(event.data.ptr));
                continue;
            }
            std::uint64_t value = 0;
            [[maybe_unused]] const auto got = read(event_, &value, sizeof value);
        }
        look_at_calls();
        if (Clock::now() >= next_round) {
            next_round = Clock::now() + connection_interval;
            look_at_connections();
        }
    }
}

void Watch::client_left(HttpCall* call) {
    const std::lock_guard lock(mutex_);
    if (!on_sockets_.contains(call)) return;  // it ended meanwhile
    call->cancellation->store(true, std::memory_order_relaxed);
    epoll_ctl(epoll_, EPOLL_CTL_DEL, call->descriptor, nullptr);
    on_sockets_.erase(call);
    call->watching_socket = false;
}

void Watch::watch_socket(HttpCall& call) noexcept {
    epoll_event event{};
    event.events = EPOLLRDHUP;
    event.data.ptr = &call;
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, call.descriptor, &event) != 0) return;
    on_sockets_.insert(&call);
    call.watching_socket = true;
}

void Watch::look_at_calls() {
    while (true) {
        HttpCallPtr late;
        {
            const std::lock_guard lock(mutex_);
            const auto now = Clock::now();
            if (calls_.empty() || calls_.begin()->first > now) return;
            HttpCall& call = *calls_.begin()->second;
            if (call.deadline <= now) {
                call.hold();
                late.reset(&call);
                forget(call);
            } else {
                calls_.erase(calls_.begin());
                call.watched_until = call.deadline;
                calls_.emplace(call.watched_until, &call);
                watch_socket(call);
                continue;
            }
        }
        expire_(*late);
    }
}

void Watch::look_at_connections() {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now().time_since_epoch().count();
    for (Connection* connection : connections_) {
        const auto limit = connection->must_move_by.load(std::memory_order_relaxed);
        if (limit != 0 && limit < now) shutdown(connection->descriptor, SHUT_RDWR);
    }
}

}  // namespace antiphon::rpc
