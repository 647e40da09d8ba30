#include "resolve.h"

#include <netdb.h>
#include <sys/un.h>

#include <cstring>
#include <memory>

namespace antiphon::redis {

namespace {

Resolved lookup(const Options& options, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(options.host.c_str(), std::to_string(options.port).c_str(), &hints, &found);
    if (error != 0) return {{}, options.host + ": " + gai_strerror(error)};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, &freeaddrinfo);
    Resolved resolved;
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.length = one->ai_addrlen;
        resolved.addresses.push_back(address);
    }
    return resolved;
}

Resolved unix_address(const std::string& path) {
    sockaddr_un address{};
    if (path.size() >= sizeof address.sun_path) return {{}, path + " is longer than a socket's path may be"};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    SocketAddress made;
    std::memcpy(&made.storage, &address, sizeof address);
    made.length = sizeof address;
    return {{made}, {}};
}

}  // namespace

std::variant<std::monostate, Resolved> resolve_at_once(const Options& options) {
    if (!options.unix_socket.empty()) return unix_address(options.unix_socket);
    Resolved numeric = lookup(options, AI_NUMERICHOST);
    if (numeric.addresses.empty()) return std::monostate();
    return numeric;
}

Resolved resolve_slowly(const Options& options) { return lookup(options, AI_ADDRCONFIG); }

}  // namespace antiphon::redis
