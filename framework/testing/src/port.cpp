
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>

#include "antiphon/base/error.h"
#include "antiphon/testing/process.h"

namespace antiphon::testing {
namespace {

// Below the range that Linux hands to clients (from 32768), above what programs commonly use.
constexpr std::uint16_t first_port = 20'000;
constexpr std::uint16_t last_port = 32'000;

bool is_free(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const bool bound =
        ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && ::listen(socket, 1) == 0;
    ::close(socket);
    return bound;
}

}  // namespace

std::uint16_t free_port() {
    std::random_device seed;
    std::uniform_int_distribution<std::uint16_t> any(first_port, last_port);
    for (int attempt = 0; attempt < 200; ++attempt)
        if (const std::uint16_t port = any(seed); is_free(port)) return port;
    throw Error(ErrorKind::unavailable, Code::unavailable, "found no free port of 127.0.0.1 in 200 attempts");
}

}  // namespace antiphon::testing
