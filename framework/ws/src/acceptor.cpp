#include "acceptor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "response.h"

namespace antiphon::ws {
namespace {

constexpr int accepts_per_turn = 64;
constexpr auto back_off_time = std::chrono::milliseconds(100);

socklen_t parse_address(const std::string& address, std::uint16_t port, sockaddr_storage& out) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(out);
    if (::inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        return sizeof v4;
    }
    auto& v6 = reinterpret_cast<sockaddr_in6&>(out);
    if (::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        return sizeof v6;
    }
    throw Error(ErrorKind::invalid, Code::invalid_params,
                "'" + address + "' is no address to listen on: expected an IPv4 or IPv6 address");
}

std::uint16_t port_of(int descriptor) {
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size);
    return ntohs(bound.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(bound).sin_port
                                            : reinterpret_cast<sockaddr_in6&>(bound).sin6_port);
}

int listen_on(const ServerOptions& options) {
    sockaddr_storage address{};
    const socklen_t size = parse_address(options.address, options.port, address);
    const int descriptor = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (descriptor >= 0 && ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
        ::listen(descriptor, options.backlog) == 0)
        return descriptor;
    const std::string reason = strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    throw Error(ErrorKind::unavailable, Code::unavailable,
                "can not listen on " + options.address + " port " + std::to_string(options.port) + ": " + reason);
}

int open_reserve() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

/// A descriptor on its way to another loop; closed if it never arrives.
struct Parcel {
    int descriptor;
    Remote remote;
    Parcel(int its_descriptor, Remote its_remote) : descriptor(its_descriptor), remote(std::move(its_remote)) {}
    ~Parcel() {
        if (descriptor >= 0) ::close(descriptor);
    }
    Parcel(const Parcel&) = delete;
    Parcel& operator=(const Parcel&) = delete;
};

}  // namespace

Acceptor::Acceptor(const ServerOptions& options, std::vector<std::shared_ptr<Shard>> shards,
                   std::shared_ptr<Common> common)
    : shards_(std::move(shards)),
      common_(std::move(common)),
      loop_(shards_.front()->loop),
      listening_(listen_on(options)),
      reserve_(open_reserve()),
      port_(port_of(listening_)) {}

Acceptor::~Acceptor() { stop(); }

void Acceptor::start() {
    if (listening_ < 0 || watching_) return;
    loop_.add(listening_, *this, net::Interest::read);
    watching_ = true;
}

void Acceptor::stop() {
    back_off_.cancel();
    if (watching_) loop_.remove(listening_, *this);
    watching_ = false;
    if (listening_ >= 0) ::close(listening_);
    if (reserve_ >= 0) ::close(reserve_);
    listening_ = reserve_ = -1;
}

void Acceptor::ready(net::Readiness) {
    for (int left = accepts_per_turn; left > 0 && watching_ && accept_one(); --left) {
    }
}

bool Acceptor::accept_one() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int descriptor =
        ::accept4(listening_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) out_of_descriptors();
        return errno == ECONNABORTED || errno == EINTR;
    }
    Remote remote = Remote::from(address);
    common_->accepted.fetch_add(1, std::memory_order_relaxed);
    const auto verdict = common_->gate.enter(remote);
    if (verdict != Gate::Verdict::enter) {
        refuse(descriptor, verdict);
        return true;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    hand_over(descriptor, std::move(remote));
    return true;
}

void Acceptor::hand_over(int descriptor, Remote remote) {
    const auto& shard = *std::min_element(shards_.begin(), shards_.end(),
                                          [](const auto& a, const auto& b) { return a->load() < b->load(); });
    shard->expected.fetch_add(1, std::memory_order_relaxed);
    if (&shard->loop == &loop_) return shard->adopt(descriptor, std::move(remote));
    shard->loop.post([shard, parcel = std::make_shared<Parcel>(descriptor, std::move(remote))] {
        shard->adopt(std::exchange(parcel->descriptor, -1), parcel->remote);
    });
}

/// With the reserve a waiting client can be taken and told to go away; then nobody is taken for a moment, so that a
/// queue that can not be served costs no time.
void Acceptor::out_of_descriptors() {
    if (log::once_a_minute("ws.out_of_descriptors"))
        log::warning("out of descriptors: new connections have to wait", {{"reason", strerror(errno)}});
    if (reserve_ >= 0) {
        ::close(reserve_);
        const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) refuse(descriptor, Gate::Verdict::full);
        reserve_ = open_reserve();
    }
    loop_.remove(listening_, *this);
    watching_ = false;
    back_off_ = loop_.after(back_off_time, [this] { start(); });
    errno = EMFILE;
}

void Acceptor::refuse(int descriptor, Gate::Verdict verdict) {
    common_->refused.fetch_add(1, std::memory_order_relaxed);
    const auto text = verdict == Gate::Verdict::full ? write_refusal(503, "too many connections", {})
                                                     : write_refusal(429, "too many connections from this address", {});
    ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(descriptor);
}

}  // namespace antiphon::ws
