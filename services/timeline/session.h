#pragma once
#include <antiphon/json/parser.h>
#include <antiphon/ws/client.h>

#include <deque>
#include <optional>
#include <string>
#include <string_view>

/// A signed-in WebSocket session with a gateway, for one thread that waits. Throws antiphon::Error when the gateway
/// says no or the deadline passes.
class Session {
  public:
    Session(const std::string& gateway_url, const std::string& token);  // http://host:port

    struct Answer {
        std::string result;  ///< JSON; empty when it is an error
        std::string error;   ///< JSON
        int code = 0;
    };
    /// Notifications that come before the answer are kept for next().
    Answer call(std::string_view method, std::string_view params, antiphon::Deadline deadline);

    struct Event {
        std::string subscription;
        std::optional<std::uint64_t> offset;
        std::string type;
        std::string time;
        std::string data;  ///< JSON
        std::string text;  ///< the whole CloudEvent
    };
    /// The next event of any subscription; nothing once the deadline has passed.
    std::optional<Event> next(antiphon::Deadline deadline);

  private:
    std::optional<std::string> receive(antiphon::Deadline deadline);
    antiphon::ws::Client client_;
    antiphon::json::Parser parser_;
    std::deque<std::string> notifications_;
    int next_id_ = 1;
};
