#include "antiphon/ws/client.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#pragma GCC diagnostic pop

#include "antiphon/net/url.h"

namespace antiphon::ws {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

constexpr std::chrono::seconds close_wait{1};
constexpr bool without_compression = false;

/// How an operation ended. One type for all of them: each costs a compiler a second for every type of handler.
struct Ended {
    std::shared_ptr<std::optional<error_code>> with = std::make_shared<std::optional<error_code>>();
    void operator()(error_code error, std::size_t = 0) const { *with = error; }
    void operator()(error_code error, const asio::ip::tcp::endpoint&) const { *with = error; }
};

Error unreachable(const net::Url& url, const std::string& reason) {
    return Error(ErrorKind::unavailable, Code::unavailable,
                 url.scheme + "://" + url.authority() + " cannot be reached: " + reason);
}

net::Url parse_url(std::string_view text) {
    net::Url url = net::Url::parse(text);
    if (url.scheme != "ws")
        throw Error(ErrorKind::invalid, Code::invalid_request,
                    "expected a URL ws://host:port, found '" + std::string(text) + "'");
    return url;
}

std::string closed_text(CloseCode code, const std::string& reason) {
    const auto number = std::to_string(static_cast<unsigned>(code));
    return "the connection was closed with " + number + " (" + std::string(name(code)) + ")" +
           (reason.empty() ? "" : ": " + reason);
}

}  // namespace

Closed::Closed(CloseCode code, const std::string& reason)
    : Error(ErrorKind::unavailable, Code::unavailable, closed_text(code, reason)), close_code_(code), reason_(reason) {}

struct Client::Impl {
    asio::io_context io;
    websocket::stream<beast::tcp_stream, without_compression> socket{io};
    beast::flat_buffer buffer;
    std::string subprotocol;
    bool reading = false;
    Ended read;

    /// Runs what was started until `done` says so. False when the deadline came first.
    template <class Done>
    bool run(Deadline deadline, const Done& done) {
        io.restart();
        while (!done()) {
            if (deadline.passed()) return false;
            if (deadline.is_never())
                io.run_one();
            else
                io.run_one_until(deadline.moment());
        }
        return true;
    }

    /// Runs one operation to its end. `start` gets the handler.
    template <class Start>
    error_code finish(Deadline deadline, const Start& start) {
        const Ended ended;
        start(ended);
        if (run(deadline, [&] { return ended.with->has_value(); })) return **ended.with;
        beast::get_lowest_layer(socket).close();
        return asio::error::timed_out;
    }

    [[noreturn]] void throw_closed(const error_code& error) const {
        if (error != websocket::error::closed) throw Closed(CloseCode::going_away, error.message());
        const auto& reason = socket.reason();
        throw Closed(static_cast<CloseCode>(reason.code), std::string(reason.reason.data(), reason.reason.size()));
    }

    void connect(const net::Url& url, const ClientOptions& options);
};

void Client::Impl::connect(const net::Url& url, const ClientOptions& options) {
    const Deadline deadline = Deadline::in(options.connect_timeout);
    asio::ip::tcp::resolver resolver(io);
    asio::ip::tcp::resolver::results_type addresses;
    error_code error = finish(deadline, [&](auto handler) {
        resolver.async_resolve(url.host, std::to_string(url.port),
                               [&addresses, handler](error_code failed, auto found) {
                                   addresses = found;
                                   handler(failed);
                               });
    });
    if (error) throw unreachable(url, error.message());
    error = finish(deadline, [&](auto handler) { beast::get_lowest_layer(socket).async_connect(addresses, handler); });
    if (error) throw unreachable(url, error.message());

    beast::get_lowest_layer(socket).socket().set_option(asio::ip::tcp::no_delay(true), error);
    socket.read_message_max(options.max_message_bytes);
    socket.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
        for (const auto& [name, value] : options.headers) request.set(name, value);
        std::string offered;
        for (const auto& protocol : options.subprotocols) offered += (offered.empty() ? "" : ", ") + protocol;
        if (!offered.empty()) request.set(beast::http::field::sec_websocket_protocol, offered);
    }));
    websocket::response_type response;
    error =
        finish(deadline, [&](auto handler) { socket.async_handshake(response, url.authority(), url.target, handler); });
    if (error == websocket::error::upgrade_declined)
        throw unreachable(url, "it answered " + std::to_string(response.result_int()) +
                                   " instead of opening a WebSocket at " + url.target);
    if (error) throw unreachable(url, error.message());
    const auto chosen = response[beast::http::field::sec_websocket_protocol];
    subprotocol.assign(chosen.data(), chosen.size());
}

Client::Client(std::string_view url, ClientOptions options) : impl_(std::make_unique<Impl>()) {
    impl_->connect(parse_url(url), options);
}

Client::~Client() {
    beast::get_lowest_layer(impl_->socket).close();  // ends a read that is under way, on its io_context
    impl_->io.restart();
    impl_->io.poll();
}

const std::string& Client::subprotocol() const noexcept { return impl_->subprotocol; }

void Client::send(std::string_view text) {
    const error_code error = impl_->finish(Deadline::in(limits::write_stall_timeout), [&](auto handler) {
        impl_->socket.text(true);
        impl_->socket.async_write(asio::buffer(text.data(), text.size()), handler);
    });
    if (error) impl_->throw_closed(error);
}

std::optional<std::string> Client::receive(Deadline deadline) {
    if (!impl_->reading) {
        impl_->reading = true;
        impl_->read.with->reset();
        impl_->socket.async_read(impl_->buffer, impl_->read);
    }
    if (!impl_->run(deadline, [this] { return impl_->read.with->has_value(); })) return std::nullopt;
    impl_->reading = false;
    if (const error_code error = **impl_->read.with) impl_->throw_closed(error);
    const auto data = impl_->buffer.cdata();
    std::string text(static_cast<const char*>(data.data()), data.size());
    impl_->buffer.consume(text.size());
    return text;
}

void Client::close() noexcept {
    try {
        impl_->finish(Deadline::in(close_wait),
                      [&](auto handler) { impl_->socket.async_close(websocket::close_code::normal, handler); });
    } catch (const std::exception&) {
        // Going away anyway; the destructor closes the socket.
    }
}

}  // namespace antiphon::ws
