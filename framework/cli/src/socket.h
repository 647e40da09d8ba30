#pragma once
// JSON-RPC over a gateway's WebSocket, and answers for people.

#include <cstdint>
#include <string>
#include <string_view>

#include "antiphon/base/clock.h"
#include "antiphon/ws/client.h"

namespace antiphon::cli {

class Session;

/// `/ws` is added to an address without a path. The token may be empty.
ws::Client connect_socket(std::string url, const std::string& token);

/// The response with this id; notifications and others are left out. Throws Error(timed_out) at the deadline.
std::string answer_to(ws::Client& socket, std::int64_t id, Deadline deadline);

/// Prints the result (exit code 0) or, on the error output, what went wrong (1). `--json`: the response as it came.
int print_response(const std::string& response, const Session& session);

}  // namespace antiphon::cli
