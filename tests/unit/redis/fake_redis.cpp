#include "fake_redis.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace antiphon::redis {
namespace {

/// Takes one whole command from the front.
std::optional<FakeRedis::Words> take_command(std::string& bytes) {
    std::size_t at = 0;
    const auto read_number = [&](char kind) -> std::optional<std::size_t> {
        const std::size_t end = bytes.find("\r\n", at);
        if (end == std::string::npos || bytes[at] != kind) return std::nullopt;
        const std::size_t value = std::stoul(bytes.substr(at + 1, end - at - 1));
        at = end + 2;
        return value;
    };
    const auto count = read_number('*');
    if (!count) return std::nullopt;
    FakeRedis::Words words;
    for (std::size_t i = 0; i < *count; ++i) {
        const auto length = read_number('$');
        if (!length || bytes.size() < at + *length + 2) return std::nullopt;
        words.push_back(bytes.substr(at, *length));
        at += *length + 2;
    }
    bytes.erase(0, at);
    return words;
}

}  // namespace

std::string bulk(const std::string& text) { return "$" + std::to_string(text.size()) + "\r\n" + text + "\r\n"; }
std::string number(long long value) { return ":" + std::to_string(value) + "\r\n"; }
std::string array(const std::vector<std::string>& elements) {
    std::string text = "*" + std::to_string(elements.size()) + "\r\n";
    for (const auto& element : elements) text += element;
    return text;
}

std::optional<std::string> FakeRedis::pong(const Words& words) {
    return words.front() == "PING" ? "+PONG\r\n" : "+OK\r\n";
}

FakeRedis::FakeRedis(Answer answer) : answer_(std::move(answer)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(listening_, reinterpret_cast<sockaddr*>(&address), length);
    ::listen(listening_, 64);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    thread_ = Thread("ap-fake", [this] { run(); });
}

FakeRedis::~FakeRedis() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
    thread_.join();
    for (const auto& [descriptor, bytes] : connections_) ::close(descriptor);
    ::close(listening_);
    ::close(wake_);
}

Options FakeRedis::options() const {
    Options options;
    options.port = port_;
    return options;
}

void FakeRedis::answer_with(Answer answer) {
    std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
}

void FakeRedis::in_pieces_of(std::size_t bytes) {
    std::lock_guard lock(mutex_);
    piece_ = bytes;
}

void FakeRedis::push(const std::string& bytes) {
    std::lock_guard lock(mutex_);
    for (const auto& [descriptor, rest] : connections_) send_all(descriptor, bytes);
}

void FakeRedis::push_to_subscribers(const std::string& bytes) {
    std::lock_guard lock(mutex_);
    for (const int descriptor : subscribers_) send_all(descriptor, bytes);
}

void FakeRedis::hang_up() {
    std::lock_guard lock(mutex_);
    for (const auto& [descriptor, rest] : connections_) ::shutdown(descriptor, SHUT_RDWR);
}

int FakeRedis::accepted() const {
    std::lock_guard lock(mutex_);
    return accepted_;
}

int FakeRedis::open() const {
    std::lock_guard lock(mutex_);
    return static_cast<int>(connections_.size());
}

std::vector<FakeRedis::Words> FakeRedis::heard() const {
    std::lock_guard lock(mutex_);
    return heard_;
}

int FakeRedis::reads() const {
    std::lock_guard lock(mutex_);
    return reads_;
}

void FakeRedis::run() {
    while (true) {
        std::vector<pollfd> waiting{{listening_, POLLIN, 0}, {wake_, POLLIN, 0}};
        {
            std::lock_guard lock(mutex_);
            if (stopping_) return;
            for (const auto& [descriptor, bytes] : connections_) waiting.push_back({descriptor, POLLIN, 0});
        }
        ::poll(waiting.data(), waiting.size(), -1);
        std::lock_guard lock(mutex_);
        if (waiting[0].revents != 0) accept_one();
        for (std::size_t i = 2; i < waiting.size(); ++i) {
            if (waiting[i].revents == 0 || serve(waiting[i].fd)) continue;
            connections_.erase(waiting[i].fd);
            subscribers_.erase(waiting[i].fd);
            ::close(waiting[i].fd);
        }
    }
}

void FakeRedis::accept_one() {
    const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections_[descriptor];
    ++accepted_;
}

bool FakeRedis::serve(int descriptor) {
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(descriptor, buffer.data(), buffer.size(), 0);
    if (count <= 0) return false;
    ++reads_;
    std::string& bytes = connections_[descriptor];
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
    std::string answers;
    while (auto words = take_command(bytes)) {
        heard_.push_back(*words);
        if (words->front() == "SUBSCRIBE") subscribers_.insert(descriptor);
        const auto answer = answer_(*words);
        if (!answer) return false;
        answers += *answer;
    }
    return send_all(descriptor, answers);
}

bool FakeRedis::send_all(int descriptor, const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += piece_)
        if (::send(descriptor, bytes.data() + at, std::min(piece_, bytes.size() - at), MSG_NOSIGNAL) < 0) return false;
    return true;
}

}  // namespace antiphon::redis
