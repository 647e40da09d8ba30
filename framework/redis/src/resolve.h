#pragma once
#include <sys/socket.h>

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "antiphon/redis/options.h"

namespace antiphon::redis {

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

/// Addresses to try, in order; empty with a reason when there are none.
struct Resolved {
    std::vector<SocketAddress> addresses;
    std::string problem;
};

/// Numeric addresses and socket paths: at once. Nothing when the host is a name, which resolve_slowly() asks for.
std::variant<std::monostate, Resolved> resolve_at_once(const Options& options);

/// Asks the resolver; blocks as long as that takes.
Resolved resolve_slowly(const Options& options);

}  // namespace antiphon::redis
