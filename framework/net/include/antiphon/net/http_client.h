#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/net/loop.h"
#include "antiphon/net/url.h"

namespace antiphon::net {

/// Limits of one HttpClient. Over `max_waiting` a request fails at once with overloaded.
struct HttpClientOptions {
    std::size_t max_connections_per_host = 64;
    std::size_t max_waiting_per_host = 1024;
    std::size_t max_response_bytes = limits::max_response_bytes;
    std::size_t max_response_header_bytes = 64 * 1024;
    std::chrono::milliseconds connect_timeout{2000};
    std::chrono::milliseconds idle_timeout{8000};  ///< shorter than the 10 s after which our servers close
};

/// There is no connection to be had: the request was not sent, so another host may be asked, whatever the request does.
class NotConnected final : public Error {
  public:
    explicit NotConnected(const std::string& message) : Error(ErrorKind::unavailable, Code::unavailable, message) {}
};

/// HTTP/1.1 requests over kept-alive connections. Belongs to one loop: made, used and destroyed there (or while the
/// loop does not run), and every callback comes there.
///
/// A connection carries one request at a time. After any error, a timeout, or bytes nobody asked for it is closed and
/// never used again, so an answer can not reach somebody else's request. Requests are not repeated: whether that is
/// safe is for the caller to know.
class HttpClient {
  public:
    struct Request {
        std::string method = "POST";
        std::string target{};  ///< empty: the URL's
        std::string body{};
        std::vector<std::pair<std::string, std::string>> headers{};  ///< Host, Content-Length and Connection are added
    };
    struct Response {
        int status = 0;
        std::vector<std::pair<std::string, std::string>> headers{};  ///< names in lower case, in order
        std::string body{};

        /// The first header of this (lower-case) name; empty when there is none.
        std::string_view header(std::string_view name) const noexcept;
    };

    /// Exactly once, never before send() has returned. Either `error` is null and the response is whole, with whatever
    /// status; or `error` holds an antiphon::Error:
    ///   unavailable / unavailable        NotConnected, or the connection was lost before the answer was whole
    ///   timed_out / deadline_exceeded    the deadline passed; the request may have been processed
    ///   overloaded / overloaded          too many requests wait for this host
    ///   internal / response_too_large    over max_response_bytes
    ///   internal / internal_error        the answer is not HTTP/1.1
    ///   invalid / invalid_request        the request can not be written as HTTP (a header's line break, a scheme)
    ///   unavailable / cancelled          the client was destroyed, or hang_up() came before it was sent
    using Done = std::function<void(Response response, std::exception_ptr error)>;

    explicit HttpClient(Loop& loop, HttpClientOptions options = {});  ///< borrows the loop
    ~HttpClient();  ///< ends what is in flight: each `done` is called with an error from inside the destructor
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Names a request of this client; never used twice.
    using Ticket = std::uint64_t;

    Ticket send(const Url& url, Request request, Deadline deadline, Done done);

    /// Tells the server that nobody waits for this answer any more: ends the sending side of its connection, which a
    /// server sees as its client leaving. `done` comes all the same, when the server answers or closes or at the
    /// deadline, so that whoever counts requests under way counts those that still cost the server something. A request
    /// that still waits for a connection ends now, with unavailable / cancelled, from inside this function. Does
    /// nothing when the request has ended.
    void hang_up(Ticket ticket);

    std::size_t in_flight() const noexcept;         ///< requests not answered yet, those that wait included
    std::size_t open_connections() const noexcept;  ///< busy, idle and connecting

    struct Impl;

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace antiphon::net
