#pragma once
// A WebSocket and HTTP/1.1 endpoint without an application.
//
//     class Echo : public ws::Application {
//         void message(ws::Socket& socket, std::string_view text) override { socket.send(ws::Run::text(text)); }
//     };
//     net::Loop loop("ap-gate-0");  loop.start();
//     Echo echo;
//     ws::Server server({.port = 8080, .loops = {&loop}}, echo);

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/codes.h"
#include "antiphon/base/limits.h"
#include "antiphon/net/loop.h"
#include "antiphon/ws/frame.h"
#include "antiphon/ws/http.h"
#include "antiphon/ws/outbox.h"
#include "antiphon/ws/run.h"

namespace antiphon::ws {

enum class Sent : std::uint8_t {
    queued,  ///< it will leave at the end of this turn of the loop, or when the client reads again
    full,    ///< not taken: the client does not keep up. What to do is the owner's policy
};

/// One open WebSocket. Belongs to one loop for life; every member is called on that loop only, except id() and loop().
/// Whoever keeps the shared_ptr may call all members after the socket closed: they then do nothing.
class Socket {
  public:
    virtual ~Socket() = default;

    virtual std::uint64_t id() const noexcept = 0;  ///< unique in this server, never used again
    virtual net::Loop& loop() const noexcept = 0;

    /// Queues whole frames. One send per socket and turn of the loop carries all that was queued in it; nothing is sent
    /// before the turn ends. `full` says that the run was not taken; Application::drained() tells when there is room.
    virtual Sent send(const Run& run, Keep keep = Keep::if_room) = 0;

    /// Says good-bye: what waits unsent is dropped if the client does not keep up, otherwise it leaves first. The
    /// reason is cut to 123 bytes. Application::closed() follows, not from inside this call. Closing twice does
    /// nothing.
    virtual void close(CloseCode code, std::string_view reason = {}) = 0;

    virtual bool open() const noexcept = 0;
    virtual std::size_t waiting_bytes() const noexcept = 0;
    virtual std::size_t waiting_messages() const noexcept = 0;

    /// How it was opened; valid as long as the socket, or until forget_upgrade() gives its memory back.
    virtual const Upgrade& upgrade() const noexcept = 0;
    virtual void forget_upgrade() = 0;

    /// The owner's own data, destroyed with the socket.
    virtual void attach(std::shared_ptr<void> state) = 0;
    virtual void* attached() const noexcept = 0;
};

/// A response without an end. On its loop only; calls after its end do nothing.
class Stream {
  public:
    virtual ~Stream() = default;
    virtual std::uint64_t id() const noexcept = 0;
    virtual net::Loop& loop() const noexcept = 0;
    virtual Sent send(const Run& run, Keep keep = Keep::if_room) = 0;  ///< bytes as they are, no framing added
    virtual void end() = 0;                                            ///< after what waits has left
    virtual bool open() const noexcept = 0;
    virtual void on_end(std::function<void()> gone) = 0;  ///< called once: the client left, or end() is through
};

/// What stands behind the endpoint. Each function is called on the loop of the socket concerned, so several at once
/// when there are several loops; none may block. An exception that leaves one is logged and closes that connection.
class Application {
  public:
    /// Before the 101. The default opens every socket at any path, without a subprotocol.
    virtual Decision accept(const Upgrade& upgrade);
    virtual void opened(const std::shared_ptr<Socket>& socket);
    /// A whole text message, valid UTF-8. `text` points into the read buffer: gone when this returns.
    virtual void message(Socket& socket, std::string_view text);
    /// After a send that said `full`: waiting bytes and messages are below half of their bounds again.
    virtual void drained(Socket& socket);
    /// Once for every socket that was opened; the code is ours if we closed, otherwise the client's (1005 as `normal`),
    /// or going_away when the connection just broke.
    virtual void closed(Socket& socket, CloseCode code);
    /// A request that is no upgrade. `answer` may be called on any thread, once; when all its copies are gone without a
    /// call the client gets 500. The default answers 404.
    virtual void http(HttpRequest request, std::function<void(HttpResponse)> answer);
    /// After each connection that has gone, plain HTTP included: stats() does not count it any more. Not during the
    /// server's close().
    virtual void disconnected() noexcept;

  protected:
    ~Application() = default;
};

struct ServerLimits {
    std::size_t max_connections = limits::max_connections;
    std::size_t max_connections_per_address = limits::max_connections_per_address;  ///< IPv6: per /64
    std::size_t max_header_bytes = limits::max_header_bytes;
    std::size_t max_headers = limits::max_headers;
    std::size_t max_url_bytes = limits::max_url_bytes;
    std::size_t max_body_bytes = limits::max_body_bytes;
    std::size_t max_message_bytes = limits::max_message_bytes;
    std::size_t max_fragments = limits::max_fragments;
    std::size_t max_control_frames_per_second = limits::max_control_frames_per_second;
    std::chrono::milliseconds header_timeout = limits::header_timeout;
    std::chrono::milliseconds body_timeout = limits::body_timeout;
    std::chrono::milliseconds keep_alive_timeout = limits::keep_alive_timeout;
    std::chrono::milliseconds message_timeout = limits::message_timeout;  ///< from a message's first byte to its last
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    std::chrono::milliseconds pong_timeout = limits::pong_timeout;
    std::chrono::milliseconds close_timeout = limits::close_timeout;  ///< for the other side to answer our close
    OutboxLimits outbox{};
};

struct ServerOptions {
    std::string address = "127.0.0.1";  ///< to listen on; "0.0.0.0" and "::" are every interface
    std::uint16_t port = 0;             ///< 0: any free one
    std::vector<net::Loop*> loops{};    ///< borrowed, started by their owner; sockets are spread evenly over them
    ServerLimits limits{};
    int backlog = 1024;
};

struct ServerStats {
    std::uint64_t connections = 0;  ///< open now, plain HTTP included
    std::uint64_t sockets = 0;      ///< open now, WebSocket
    std::uint64_t accepted = 0;     ///< since start, as are the following
    std::uint64_t refused = 0;      ///< over a connection limit, or out of descriptors
    std::uint64_t bad_requests = 0;
    std::uint64_t frames_in = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t messages_out = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t slow_closed = 0;
};

class Server {
  public:
    /// Listens at once. Borrows the application and the loops. Throws Error(unavailable) with address, port and reason.
    Server(ServerOptions options, Application& application);
    ~Server();  ///< close(); when it returned, the application is not called any more. Not on a loop
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const noexcept;
    ServerStats stats() const;  ///< any thread; each figure true, the set not of one moment

    /// Stop accepting: the port is closed, answers carry `Connection: close`. Sockets stay open. Any thread.
    void stop_accepting();
    /// Ends all connections at once, without good-byes (close the sockets with a code before). Any thread but a loop.
    void close();

    struct Impl;

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace antiphon::ws
