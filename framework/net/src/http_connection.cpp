#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "http_pool.h"

namespace antiphon::net {

HttpConnection::HttpConnection(HttpHost& host, const HttpClientOptions& options, Clock::time_point until)
    : host_(&host),
      options_(options),
      until_(until),
      reader_({.max_header_bytes = options.max_response_header_bytes, .max_body_bytes = options.max_response_bytes}) {}

HttpConnection::~HttpConnection() { close(); }

bool HttpConnection::connect(const Address& address, std::string& reason) {
    socket_ = ::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) {
        reason = strerror(errno);
        return false;
    }
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0 &&
        errno != EINPROGRESS) {
        reason = strerror(errno);
        return false;
    }
    try {
        host_->client().loop.add(socket_, *this, Interest::write);
    } catch (const Error& error) {
        reason = error.what();
        return false;
    }
    interest_ = Interest::write;
    return true;
}

void HttpConnection::want(Interest interest) {
    if (interest_ == interest) return;
    interest_ = interest;
    host_->client().loop.change(socket_, *this, interest);
}

void HttpConnection::start(Job job) {
    job_ = std::move(job);
    state_ = State::busy;
    sent_ = 0;
    reader_.start(job_.head_request);
    // A connection that broke shows itself to read(), which then tells the job.
    if (!write()) want(Interest::read);
}

/// False when the connection is broken.
bool HttpConnection::write() {
    while (sent_ < job_.bytes.size()) {
        const auto sent = ::send(socket_, job_.bytes.data() + sent_, job_.bytes.size() - sent_, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno != EAGAIN) return false;
        if (sent < 0) {
            want(Interest::read_write);
            return true;
        }
        sent_ += static_cast<std::size_t>(sent);
    }
    want(Interest::read);
    return true;
}

void HttpConnection::ready(Readiness readiness) {
    const auto keep = shared_from_this();
    if (state_ == State::connecting) return connected();
    if (readiness.writable && state_ == State::busy && !write()) want(Interest::read);
    if (readiness.readable || readiness.hung_up) read();
}

void HttpConnection::connected() {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        close();
        return host_->closed(*this, strerror(error));
    }
    state_ = State::idle;
    want(Interest::read);
    host_->opened(*this);
}

void HttpConnection::read() {
    auto& buffer = host_->client().read_buffer;
    for (;;) {
        const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && errno == EAGAIN) return;
        if (state_ != State::busy) {  // closed by the other side, or bytes nobody asked for
            close();
            return host_->closed(*this, {});
        }
        if (got < 0) return fail(ErrorKind::unavailable, Code::unavailable, strerror(errno));
        if (got == 0) {
            if (reader_.close()) return answered(false);
            return fail(ErrorKind::unavailable, Code::unavailable,
                        "the connection was closed before the answer was whole");
        }
        const auto size = static_cast<std::size_t>(got);
        const auto used = reader_.feed({buffer.data(), size});
        if (reader_.failed())
            return fail(ErrorKind::internal, reader_.too_large() ? Code::response_too_large : Code::internal_error,
                        std::string("the answer can not be used: ") + reader_.reason());
        if (reader_.done()) return answered(used < size);
        if (size < buffer.size()) return;
    }
}

void HttpConnection::answered(bool extra_bytes) {
    auto& client = host_->client();
    const auto keep_client = client.shared_from_this();
    Job job = take_job();
    auto response = reader_.take();
    if (reader_.keep_alive() && !hung_up_ && !extra_bytes && sent_ == job.bytes.size()) {
        state_ = State::idle;
        until_ = Clock::now() + options_.idle_timeout;
        host_->idle(*this);
    } else {
        close();
        host_->closed(*this, {});
    }
    client.finish(std::move(job), std::move(response), nullptr);
}

void HttpConnection::fail(ErrorKind kind, Code code, const std::string& reason) {
    auto& client = host_->client();
    const auto keep_client = client.shared_from_this();
    Job job = take_job();
    const std::string message = host_->name() + ": " + reason;
    close();
    host_->closed(*this, {});
    client.fail(std::move(job), kind, code, message);
}

void HttpConnection::hang_up() {
    hung_up_ = true;
    ::shutdown(socket_, SHUT_WR);
}

void HttpConnection::close() {
    if (socket_ >= 0) {
        if (interest_ != Interest::none) host_->client().loop.remove(socket_, *this);
        ::close(socket_);
    }
    socket_ = -1;
    state_ = State::closed;
}

}  // namespace antiphon::net
