#pragma once
// HTTP requests and responses as an application sees them.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antiphon::ws {

/// The request line and the header fields of one request: the bytes as they came, and where things stand in them.
/// Everything in here has passed the strict reader (http_head.h). A value; the views it gives live as long as it does.
class RequestHead {
  public:
    std::string_view method() const noexcept { return at(method_); }
    std::string_view target() const noexcept { return at(target_); }  ///< path and query
    std::string_view path() const noexcept;                           ///< up to `?`, not decoded
    std::string_view query() const noexcept;                          ///< behind `?`
    bool http_1_0() const noexcept { return http_1_0_; }

    /// The first field of this name (any case), without white space around it; empty when there is none.
    std::string_view header(std::string_view name) const noexcept;
    /// All fields of this name as one list, joined by ", ".
    std::string header_list(std::string_view name) const;
    std::vector<std::pair<std::string_view, std::string_view>> headers() const;

  private:
    friend class HeadReader;
    struct Range {
        std::uint16_t from = 0;
        std::uint16_t size = 0;
    };
    struct Field {
        Range name;
        Range value;
    };
    std::string_view at(Range range) const noexcept { return std::string_view(bytes_).substr(range.from, range.size); }

    std::string bytes_;
    std::vector<Field> fields_;
    Range method_;
    Range target_;
    bool http_1_0_ = false;
};

/// A request to become a WebSocket, checked as RFC 6455 section 4.2.1 demands.
struct Upgrade {
    RequestHead head{};
    std::string remote_address{};  ///< "127.0.0.1", "2001:db8::1"

    /// What the client offers, in its order. Views into head.
    std::vector<std::string_view> subprotocols() const;
};

/// What the application says to it: status 101 opens the socket, any other answers it and closes.
struct Decision {
    int status = 101;
    std::string subprotocol{};  ///< to echo; one that was offered, or empty
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};  ///< of a refusal
};

struct HttpRequest {
    RequestHead head{};
    std::string body{};
    std::string remote_address{};
    /// Set true when the client has gone before it was answered. May be watched from any thread.
    std::shared_ptr<std::atomic<bool>> gone{};
    /// What is put in here, on the loop this came on, is called there when that happens.
    std::shared_ptr<std::function<void()>> on_gone{};
    /// Whose address that is, as limits count it: "192.0.2.1"; of IPv6 the network that one household has,
    /// "2001:db8::/64".
    std::string remote_network{};

    std::string_view method() const noexcept { return head.method(); }
    std::string_view path() const noexcept { return head.path(); }
    std::string_view query() const noexcept { return head.query(); }
    std::string_view header(std::string_view name) const noexcept { return head.header(name); }
};

class Stream;

struct HttpResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers{};  ///< Content-Length, Connection and Date are added
    std::string body{};
    /// For answers without an end (Server-Sent Events): when set, `body` goes out first and then this is called on the
    /// connection's loop with what takes the rest. The connection closes at the end of the stream.
    std::function<void(std::shared_ptr<Stream>)> stream{};
};

/// The text that belongs to a status: "Not Found".
std::string_view status_text(int status) noexcept;

/// Splits the value of a list header at its commas; empty elements are left out.
std::vector<std::string_view> split_list(std::string_view value);

}  // namespace antiphon::ws
