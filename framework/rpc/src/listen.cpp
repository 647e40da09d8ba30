#include "listen.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "antiphon/base/error.h"

namespace antiphon::rpc {

namespace {

struct Address {
    sockaddr_storage storage{};
    socklen_t size = 0;
};

Address parse_address(const std::string& text, std::uint16_t port) {
    Address address;
    auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        address.size = sizeof *v4;
    } else if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.size = sizeof *v6;
    } else {
        throw Error(ErrorKind::invalid, Code::invalid_params,
                    "the address to listen on must be numeric, such as 127.0.0.1 or ::1; found '" + text + "'");
    }
    return address;
}

}  // namespace

Listener listen_on(const std::string& text, std::uint16_t port) {
    Address address = parse_address(text, port);
    auto* generic = reinterpret_cast<sockaddr*>(&address.storage);
    const int descriptor = socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (descriptor >= 0) setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (descriptor < 0 || bind(descriptor, generic, address.size) != 0 || listen(descriptor, SOMAXCONN) != 0 ||
        getsockname(descriptor, generic, &address.size) != 0) {
        const std::string reason = std::strerror(errno);
        if (descriptor >= 0) close(descriptor);
        throw Error(ErrorKind::unavailable, Code::unavailable,
                    "cannot listen on " + text + " port " + std::to_string(port) + ": " + reason);
    }
    const std::uint16_t bound = address.storage.ss_family == AF_INET
                                    ? reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port
                                    : reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_port;
    return {descriptor, ntohs(bound)};
}

bool is_loopback(const std::string& text) {
    in_addr v4{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string http_origin(const std::string& address, std::uint16_t port) {
    const bool v6 = address.find(':') != std::string::npos;
    return "http://" + (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

}  // namespace antiphon::rpc
