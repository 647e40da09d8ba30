#pragma once
#include <cstdint>
#include <string>

namespace antiphon::rpc {

/// A listening TCP socket and the port it got.
struct Listener {
    int descriptor = -1;
    std::uint16_t port = 0;
};

/// Numeric addresses only. Throws Error(invalid) for another, Error(unavailable) that names address and port when it
/// cannot be bound. The caller owns the descriptor.
Listener listen_on(const std::string& address, std::uint16_t port);

bool is_loopback(const std::string& address);

/// `http://127.0.0.1:8101`, `http://[::1]:8101`.
std::string http_origin(const std::string& address, std::uint16_t port);

}  // namespace antiphon::rpc
