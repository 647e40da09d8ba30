#pragma once
// The two ways to hear events: at Redis, as services do, and at a gateway, as clients do.

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "antiphon/base/clock.h"
#include "event_printer.h"
#include "interface.h"

namespace antiphon::cli {

/// `k3Fq:118`, `10m` or `earliest`.
struct Since {
    enum class Kind { position, time_ago, earliest } kind;
    std::string epoch;
    std::uint64_t offset = 0;
    std::chrono::milliseconds ago{0};
};
/// Throws WrongUsage.
Since parse_since(const std::string& text);

struct Listening {
    Topic topic;
    std::map<std::string, std::string> params;
    std::optional<Since> since;
    Deadline deadline = Deadline::never();
};

/// Both print until the printer has enough (true) or the deadline passes (false).
bool listen_at_redis(const Listening& what, const Session& session, EventPrinter& printer);
bool listen_at_gateway(const Listening& what, const std::string& channel, const std::string& url,
                       const Session& session, EventPrinter& printer);

}  // namespace antiphon::cli
