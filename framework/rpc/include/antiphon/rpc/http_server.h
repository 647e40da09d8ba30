#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/context.h"
#include "antiphon/base/limits.h"
#include "antiphon/rpc/headers.h"

namespace antiphon::rpc {

class Dispatcher;

struct HttpServerOptions {
    std::string address = "127.0.0.1";  ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;             ///< 0: any free one, see HttpServer::port()
    std::string path = "/rpc";          ///< others are 404; empty: every path
    unsigned threads = 1;               ///< that read and write sockets and run `inline` methods
    unsigned pool_threads = 32;         ///< that run all other methods: as many may block at once
    std::size_t pool_queue = 1024;      ///< calls waiting for one of them; more are refused with 503
    std::size_t max_connections = limits::max_http_connections;
    std::size_t max_connections_per_address = 0;  ///< 0: no limit, for services behind a gateway
    std::size_t max_body_bytes = limits::max_body_bytes;
    std::chrono::milliseconds idle_timeout{10'000};    ///< a connection on which nothing moves is closed
    std::chrono::milliseconds header_timeout{10'000};  ///< in all, from the first byte of a connection
    std::chrono::milliseconds body_timeout{10'000};    ///< in all
    std::vector<std::string> origins = {};             ///< browsers' pages that may call; empty: same origin only

    /// Who calls, from the header fields. Throws Error(denied) for bad credentials: 401. A caller without a user is
    /// nobody, who may call public methods only. Runs on the reading thread: must not block. Empty: everybody is
    /// nobody.
    std::function<Caller(const Headers&)> authenticate = {};
};

/// JSON-RPC over HTTP on libmicrohttpd, as docs/wire.md has it. Listens once constructed; for the inside of a network:
/// the gateway's edge is stricter about ambiguous requests than this one can be.
///
/// Stopping: stop_accepting(), drain(), close(), in this order; the destructor does all three.
class HttpServer {
  public:
    /// Borrows the dispatcher. Throws Error(unavailable) when the address cannot be bound.
    HttpServer(HttpServerOptions options, Dispatcher& dispatcher);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    std::uint16_t port() const noexcept;
    std::string url() const;  ///< `http://127.0.0.1:8101/rpc`

    /// No new connections; new requests on old ones are answered 503. Those that run go on.
    void stop_accepting();
    /// Waits until no call runs. False when the deadline came first.
    bool drain(Deadline deadline);
    /// Ends everything; calls that still run are cancelled and answered 503, and waited for.
    void close();

    struct Statistics {
        std::uint64_t requests = 0;
        std::uint64_t refused = 0;  ///< 503 because the pool's queue was full
        std::size_t running = 0;    ///< calls on the pool or waiting for it
        std::size_t connections = 0;
    };
    Statistics statistics() const noexcept;

    class Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::rpc
