#pragma once
#include <sys/socket.h>

#include <functional>
#include <string>
#include <vector>

#include "antiphon/net/loop.h"

namespace antiphon::net {

struct Address {
    sockaddr_storage bytes{};
    socklen_t size = 0;
    int family() const noexcept { return bytes.ss_family; }
};

/// Whether `host` is a numeric address; then `out` holds it.
bool parse_address(const std::string& host, std::uint16_t port, Address& out);

/// Looks a name up without blocking the loop; `done` comes on the loop, with an empty list and a reason when it failed.
void resolve(Loop& loop, const std::string& host, std::uint16_t port,
             std::function<void(std::vector<Address>, std::string reason)> done);

}  // namespace antiphon::net
