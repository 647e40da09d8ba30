#include "connection.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "antiphon/base/log.h"
#include "command.h"
#include "reply_from.h"

namespace antiphon::redis {

namespace {

constexpr std::size_t read_bytes = 256 * 1024;
constexpr std::size_t piece_bytes = 16 * 1024;

/// The kernel gives up on a peer that acknowledges nothing, be it what was sent or, on a silent link, a probe. This is
/// what ends a connection on which a command blocks; whether Redis itself lives is for its users to ask.
void end_when_silent(int socket, std::chrono::milliseconds timeout) {
    const auto set = [socket](int level, int option, int value) {
        setsockopt(socket, level, option, &value, sizeof value);  // a Unix socket has none of them
    };
    constexpr int probes = 2;
    const int quarter =
        std::max(1, static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(timeout).count() / 4));
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 2 * quarter);
    set(IPPROTO_TCP, TCP_KEEPINTVL, quarter);
    set(IPPROTO_TCP, TCP_KEEPCNT, probes);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(timeout.count()));
}

}  // namespace

Connection::Connection(Loop& loop, Options options, Owner& owner)
    : loop_(loop), options_(std::move(options)), owner_(owner), reader_(nullptr, &redisReaderFree) {}

Connection::~Connection() { close_socket(); }

void Connection::start() { attempt(); }

void Connection::stop() {
    phase_ = Phase::stopped;
    ++attempt_;
    close_socket();
}

void Connection::restart(const std::string& reason) { fail(reason); }

void Connection::attempt() {
    close_socket();
    phase_ = Phase::resolving;
    const unsigned mine = ++attempt_;
    loop_.after(options_.connect_timeout, [weak = weak_from_this(), mine] {
        const auto self = weak.lock();
        if (self && self->attempt_ == mine && self->phase_ != Phase::ready && self->phase_ != Phase::stopped)
            self->fail("no answer in time");
    });

    const auto take = [weak = weak_from_this(), mine](Resolved resolved) {
        const auto self = weak.lock();
        if (!self || self->attempt_ != mine || self->phase_ != Phase::resolving) return;
        if (resolved.addresses.empty()) return self->fail(resolved.problem);
        self->addresses_ = std::move(resolved.addresses);
        self->next_address_ = 0;
        self->connect_to_next();
    };
    auto at_once = resolve_at_once(options_);
    if (auto* resolved = std::get_if<Resolved>(&at_once)) return take(std::move(*resolved));
    // The resolver blocks, for many seconds where name servers are silent, and cannot be interrupted. Nobody waits for
    // its thread: it knows the loop's mailbox alone, and an answer that comes too late is dropped there.
    std::thread([mailbox = loop_.impl().mailbox(), options = options_, take] {
        ::pthread_setname_np(::pthread_self(), "ap-resolve");
        mailbox->post([take, resolved = resolve_slowly(options)] { take(resolved); });
    }).detach();
}

void Connection::connect_to_next() {
    const SocketAddress& address = addresses_[next_address_++];
    close_socket();
    phase_ = Phase::connecting;
    socket_ = socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return fail(std::string("no socket: ") + std::strerror(errno));
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    end_when_silent(socket_, options_.silence_timeout);
    const int result = connect(socket_, reinterpret_cast<const sockaddr*>(&address.storage), address.length);
    if (result != 0 && errno != EINPROGRESS) {
        if (next_address_ < addresses_.size()) return connect_to_next();
        return fail(std::strerror(errno));
    }
    wants_write_ = true;
    loop_.impl().watch(socket_, EPOLLIN | EPOLLOUT, *this);
}

void Connection::greet() {
    phase_ = Phase::greeting;
    reader_.reset(redisReaderCreate());
    reader_->maxbuf = 64 * 1024;
    unanswered_bytes_ = 0;
    greetings_ = 0;
    const auto say = [this](const Arguments& command) {
        write(command);
        ++greetings_;
    };
    signing_in_ = !options_.password.empty();
    if (signing_in_) {
        if (options_.user.empty())
            say({"AUTH", options_.password.reveal()});
        else
            say({"AUTH", options_.user, options_.password.reveal()});
    }
    if (options_.db != 0) say({"SELECT", std::to_string(options_.db)});
    say({"PING"});
    flush();
}

void Connection::greeted(const redisReply& reply) {
    const bool to_auth = std::exchange(signing_in_, false);  // which comes first
    if (reply.type == REDIS_REPLY_ERROR) {
        const std::string text(reply.str, reply.len);
        // A server that does not know AUTH repeats its arguments: `ERR unknown command 'AUTH', with args …`.
        return fail(to_auth ? "AUTH was refused: " + text.substr(0, text.find(' ')) : "refused: " + text);
    }
    if (--greetings_ > 0) return;
    phase_ = Phase::ready;
    backoff_.reset();
    owner_.connected();
}

void Connection::ready(std::uint32_t events) {
    if (phase_ == Phase::connecting) {
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error != 0) {
            if (next_address_ < addresses_.size()) return connect_to_next();
            return fail(std::strerror(error));
        }
        if ((events & EPOLLOUT) != 0) greet();
        return;
    }
    const auto alive = shared_from_this();
    const int before = socket_;
    if ((events & EPOLLOUT) != 0) flush();
    if (socket_ == before && socket_ >= 0 && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) receive();
}

void Connection::receive() {
    // On the heap: as a thread-local array it would lie on the stack of every thread of the program.
    static thread_local const auto buffer = std::make_unique<std::array<char, read_bytes>>();
    const ssize_t count = recv(socket_, buffer->data(), buffer->size(), 0);
    if (count == 0) return fail("closed by Redis");
    if (count < 0) {
        if (errno == EAGAIN || errno == EINTR) return;
        return fail(std::strerror(errno));
    }
    const auto bytes = std::string_view(buffer->data(), static_cast<std::size_t>(count));
    // hiredis moves what is left in its buffer to the front again and again: in small pieces there is little to move.
    for (std::size_t at = 0; at < bytes.size(); at += piece_bytes)
        if (!take_in(bytes.substr(at, piece_bytes))) return;
    if (phase_ == Phase::ready) owner_.read_through();
}

/// False when this connection was stopped or restarted on the way.
bool Connection::take_in(std::string_view piece) {
    const unsigned mine = attempt_;
    if (redisReaderFeed(reader_.get(), piece.data(), piece.size()) != REDIS_OK) {
        fail(reader_->errstr);
        return false;
    }
    while (true) {
        void* raw = nullptr;
        if (redisReaderGetReply(reader_.get(), &raw) != REDIS_OK) {
            fail(std::string("not RESP: ") + reader_->errstr);
            return false;
        }
        if (raw == nullptr) break;
        unanswered_bytes_ = 0;
        std::unique_ptr<redisReply, void (*)(void*)> reply(static_cast<redisReply*>(raw), &freeReplyObject);
        if (phase_ == Phase::greeting)
            greeted(*reply);
        else
            owner_.replied(std::move(reply));
        if (attempt_ != mine || phase_ == Phase::stopped) return false;
    }
    unanswered_bytes_ += piece.size();
    if (unanswered_bytes_ > options_.max_reply_bytes) {
        fail("a reply is longer than max_reply_bytes");
        return false;
    }
    return true;
}

void Connection::write(const Arguments& command) {
    append_command(out_, command);
    if (!flush_asked_) loop_.impl().at_end_of_turn(*this);
    flush_asked_ = true;
}

void Connection::write_raw(const std::string& bytes) {
    out_ += bytes;
    if (!flush_asked_) loop_.impl().at_end_of_turn(*this);
    flush_asked_ = true;
}

void Connection::flush() {
    flush_asked_ = false;
    if (socket_ < 0 || phase_ == Phase::connecting) return;
    while (sent_ < out_.size()) {
        const ssize_t count = send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
        if (count < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN) break;
            return fail(std::strerror(errno));
        }
        sent_ += static_cast<std::size_t>(count);
    }
    const bool blocked = sent_ < out_.size();
    if (!blocked) {
        out_.clear();
        sent_ = 0;
    }
    if (blocked != wants_write_) {
        wants_write_ = blocked;
        loop_.impl().rewatch(socket_, blocked ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
    }
}

void Connection::fail(const std::string& reason) {
    if (phase_ == Phase::stopped || phase_ == Phase::idle) return;
    const bool was_ready = phase_ == Phase::ready;
    close_socket();
    phase_ = Phase::idle;
    const unsigned mine = ++attempt_;
    if (log::once_a_minute("redis " + options_.text() + reason)) {
        log::warning(was_ready ? "connection to Redis lost" : "Redis cannot be reached",
                     {{"redis", options_.text()}, {"reason", reason}});
    }
    loop_.after(backoff_.next(), [weak = weak_from_this(), mine] {
        if (const auto self = weak.lock(); self && self->attempt_ == mine && self->phase_ == Phase::idle)
            self->attempt();
    });
    if (was_ready) owner_.lost(reason);
}

void Connection::close_socket() {
    out_.clear();
    sent_ = 0;
    flush_asked_ = false;
    if (socket_ < 0) return;
    loop_.impl().unwatch(socket_, *this);
    close(socket_);
    socket_ = -1;
}

}  // namespace antiphon::redis
