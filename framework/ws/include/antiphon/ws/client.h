#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/codes.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"

namespace antiphon::ws {

struct ClientOptions {
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< of the upgrade
    std::vector<std::string> subprotocols = {};                     ///< offered, in order of preference
    std::size_t max_message_bytes = limits::max_response_bytes;
    std::chrono::milliseconds connect_timeout{5'000};  ///< resolving, connecting and the upgrade, in all
};

/// The other side has closed, or the connection broke (`going_away`).
class Closed final : public Error {
  public:
    Closed(CloseCode code, const std::string& reason);
    CloseCode close_code() const noexcept { return close_code_; }
    const std::string& reason() const noexcept { return reason_; }  ///< as it was sent

  private:
    CloseCode close_code_;
    std::string reason_;
};

/// A WebSocket client that waits: for tools and tests, not for loops. One thread at a time; pings are answered while
/// receive() waits.
class Client {
  public:
    /// Connects to `ws://host:port/path`. Throws Error(invalid) for what is no such URL (wss:// is not spoken),
    /// Error(unavailable) when nobody listens or the answer is no WebSocket: the text names status or reason.
    explicit Client(std::string_view url, ClientOptions options = {});
    ~Client();  ///< without a good-bye unless close() was called
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    const std::string& subprotocol() const noexcept;  ///< which one the server chose; may be empty

    /// One text message. Throws Closed.
    void send(std::string_view text);

    /// The next message; nothing once the deadline has passed (a later call goes on waiting). Throws Closed.
    std::optional<std::string> receive(Deadline deadline);

    /// Says good-bye and waits, shortly, for the answer. Never throws.
    void close() noexcept;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::ws
