#include "antiphon/testing/fault_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <limits>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/error.h"
#include "antiphon/base/thread.h"

namespace antiphon::testing {
namespace {

constexpr std::size_t max_held_bytes = 1024 * 1024;  // per direction; then the sender has to wait

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void make_ready(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(socket, F_SETFL, O_NONBLOCK);
}

void close_with_reset(int socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket);
}

struct Piece {
    Clock::time_point due;
    std::string bytes;
};

/// One direction of a connection.
struct Flow {
    int from = -1;
    int to = -1;
    std::deque<Piece> held;
    std::size_t held_bytes = 0;
    std::size_t forwarded = 0;
    bool read_all = false;  // `from` sends no more
    bool ended = false;     // and `to` knows

    bool wants_to_read() const { return !read_all && held_bytes < max_held_bytes; }
    bool wants_to_write(Clock::time_point now) const {
        return !ended && (held.empty() ? read_all : held.front().due <= now);
    }
};

struct Link {
    Flow requests;
    Flow answers;
    bool broken = false;
    bool done() const { return broken || (requests.ended && answers.ended); }
};

}  // namespace

struct FaultProxy::State {
    explicit State(std::uint16_t target) : target_port(target) {}

    void run();
    std::vector<pollfd> interests(int& timeout) const;
    void serve(const std::vector<pollfd>& ready, const Faults& now_set);
    void accept_one(const Faults& now_set);
    void read(Flow& flow, Link& link, const Faults& now_set);
    void write(Flow& flow, Link& link, const Faults& now_set);
    void end_all(bool with_reset);
    void wake() const;

    enum class Ending { none, cut, reset };

    const std::uint16_t target_port;
    std::uint16_t port = 0;
    int listening = -1;
    int wake_up = -1;
    std::list<Link> links;  // only on ap-fault
    mutable std::mutex mutex;
    std::condition_variable ended;
    // guarded by mutex
    Faults faults;
    Ending ending = Ending::none;
    int accepted = 0;
    int open = 0;
    bool stopping = false;
    Thread thread;  // last: it uses all of the above
};

void FaultProxy::State::run() {
    while (true) {
        int timeout = -1;
        std::vector<pollfd> waiting = interests(timeout);
        ::poll(waiting.data(), waiting.size(), timeout);
        Faults now_set;  // read after the wait: what is sent after set() meets the new faults
        Ending end = Ending::none;
        {
            std::lock_guard lock(mutex);
            if (stopping) break;
            now_set = faults;
            end = ending;
        }
        if (end == Ending::none) {
            serve(waiting, now_set);
            continue;
        }
        end_all(end == Ending::reset);
        std::lock_guard lock(mutex);
        ending = Ending::none;
        open = 0;
        ended.notify_all();
    }
    end_all(false);
}

/// First the two descriptors of our own, then two of each link, in the order of the links.
std::vector<pollfd> FaultProxy::State::interests(int& timeout) const {
    const auto now = Clock::now();
    std::vector<pollfd> waiting{{wake_up, POLLIN, 0}, {listening, POLLIN, 0}};
    const auto interest = [&](const Flow& in, const Flow& out) {
        int events = 0;
        if (in.wants_to_read()) events |= POLLIN;
        if (out.wants_to_write(now)) events |= POLLOUT;
        if (!out.held.empty() && out.held.front().due > now) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(out.held.front().due - now).count();
            timeout = static_cast<int>(timeout < 0 ? left : std::min<std::int64_t>(timeout, left));
        }
        // poll() reports hang-ups even to those who ask for nothing, again and again.
        return pollfd{events == 0 ? -1 : in.from, static_cast<short>(events), 0};
    };
    for (const Link& link : links) {
        waiting.push_back(interest(link.requests, link.answers));
        waiting.push_back(interest(link.answers, link.requests));
    }
    return waiting;
}

void FaultProxy::State::serve(const std::vector<pollfd>& ready, const Faults& now_set) {
    if (ready[0].revents != 0) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto taken = ::read(wake_up, &count, sizeof count);
    }
    std::size_t at = 2;
    for (Link& link : links) {
        const short client = ready[at++].revents;
        const short server = ready[at++].revents;
        constexpr short incoming = POLLIN | POLLHUP | POLLERR;
        if ((client & incoming) != 0) read(link.requests, link, now_set);
        if ((server & incoming) != 0) read(link.answers, link, now_set);
        if ((server & POLLOUT) != 0) write(link.requests, link, now_set);
        if ((client & POLLOUT) != 0) write(link.answers, link, now_set);
    }
    const std::size_t gone = std::erase_if(links, [](const Link& link) {
        if (!link.done()) return false;
        ::close(link.requests.from);
        ::close(link.answers.from);
        return true;
    });
    if (ready[1].revents != 0) accept_one(now_set);
    std::lock_guard lock(mutex);
    open -= static_cast<int>(gone);
}

void FaultProxy::State::accept_one(const Faults& now_set) {
    const int client = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in target = loopback(target_port);
    const bool connected =
        !now_set.refuse && ::connect(server, reinterpret_cast<const sockaddr*>(&target), sizeof target) == 0;
    std::lock_guard lock(mutex);
    ++accepted;
    if (!connected) {
        ::close(server);
        return close_with_reset(client);
    }
    ++open;
    make_ready(client);
    make_ready(server);
    Link& link = links.emplace_back();
    link.requests.from = link.answers.to = client;
    link.requests.to = link.answers.from = server;
}

void FaultProxy::State::read(Flow& flow, Link& link, const Faults& now_set) {
    if (!flow.wants_to_read()) return;
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(flow.from, buffer.data(), buffer.size(), 0);
    if (count < 0) {
        link.broken = errno != EAGAIN && errno != EINTR;
        return;
    }
    if (count == 0) {
        flow.read_all = true;
        return;
    }
    if (now_set.half_open) return;
    flow.held.push_back({Clock::now() + now_set.delay, std::string(buffer.data(), static_cast<std::size_t>(count))});
    flow.held_bytes += static_cast<std::size_t>(count);
}

void FaultProxy::State::write(Flow& flow, Link& link, const Faults& now_set) {
    if (flow.held.empty()) {
        if (!flow.read_all || flow.ended || now_set.half_open) return;
        flow.ended = true;
        ::shutdown(flow.to, SHUT_WR);
        return;
    }
    std::string& bytes = flow.held.front().bytes;
    std::size_t size = now_set.piece_bytes == 0 ? bytes.size() : std::min(now_set.piece_bytes, bytes.size());
    const bool counted = now_set.cut_after && flow.from == link.answers.from;
    if (counted) size = std::min(size, *now_set.cut_after - std::min(*now_set.cut_after, flow.forwarded));
    const ssize_t count = size == 0 ? 0 : ::send(flow.to, bytes.data(), size, MSG_NOSIGNAL);
    if (count < 0) {
        link.broken = errno != EAGAIN && errno != EINTR;
        return;
    }
    flow.forwarded += static_cast<std::size_t>(count);
    flow.held_bytes -= static_cast<std::size_t>(count);
    bytes.erase(0, static_cast<std::size_t>(count));
    if (bytes.empty()) flow.held.pop_front();
    if (counted && flow.forwarded >= *now_set.cut_after) link.broken = true;
}

void FaultProxy::State::end_all(bool with_reset) {
    for (const Link& link : links) {
        for (const int socket : {link.requests.from, link.answers.from}) {
            if (with_reset)
                close_with_reset(socket);
            else
                ::close(socket);
        }
    }
    links.clear();
}

void FaultProxy::State::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_up, &one, sizeof one);
}

FaultProxy::FaultProxy(std::uint16_t target_port) : state_(std::make_unique<State>(target_port)) {
    state_->listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    state_->wake_up = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(state_->listening, reinterpret_cast<const sockaddr*>(&address), length) != 0 ||
        ::listen(state_->listening, 256) != 0)
        throw Error(ErrorKind::unavailable, Code::unavailable, "the fault proxy cannot listen on 127.0.0.1");
    ::getsockname(state_->listening, reinterpret_cast<sockaddr*>(&address), &length);
    state_->port = ntohs(address.sin_port);
    state_->thread = Thread("ap-fault", [state = state_.get()] { state->run(); });
}

FaultProxy::~FaultProxy() {
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->wake();
    state_->thread.join();
    ::close(state_->listening);
    ::close(state_->wake_up);
}

std::uint16_t FaultProxy::port() const noexcept { return state_->port; }

void FaultProxy::set(Faults faults) {
    {
        std::lock_guard lock(state_->mutex);
        state_->faults = faults;
    }
    state_->wake();
}

void FaultProxy::cut() {
    std::unique_lock lock(state_->mutex);
    state_->ending = State::Ending::cut;
    state_->wake();
    state_->ended.wait(lock, [this] { return state_->ending == State::Ending::none; });
}

void FaultProxy::reset() {
    std::unique_lock lock(state_->mutex);
    state_->ending = State::Ending::reset;
    state_->wake();
    state_->ended.wait(lock, [this] { return state_->ending == State::Ending::none; });
}

int FaultProxy::accepted() const {
    std::lock_guard lock(state_->mutex);
    return state_->accepted;
}

int FaultProxy::open() const {
    std::lock_guard lock(state_->mutex);
    return state_->open;
}

}  // namespace antiphon::testing
