// The load of B8: many WebSockets in one thread that count frames, and a publisher that keeps Redis as busy as the
// listeners can follow. It knows nothing of Antiphon: what a socket says to subscribe is given.
//
//   fanout_load PORT PATH REDIS_PORT SOCKETS SECONDS WINDOW SUBSCRIBE CHANNEL MESSAGE [SUBPROTOCOL]
//
// {i} in SUBSCRIBE and CHANNEL is the socket's number: with it every socket has a channel of its own, without it all
// share one. WINDOW: messages under way per channel-sharing group. Prints frames per second as one JSON object.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "fanout_load: %s: %s\n", what.c_str(), std::strerror(errno));
    std::exit(1);
}

int connect_to(int port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        fail("port " + std::to_string(port));
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return descriptor;
}

void send_all(int descriptor, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = send(descriptor, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count < 0) fail("send");
        sent += static_cast<std::size_t>(count);
    }
}

std::string with_number(std::string text, int number) {
    if (const auto at = text.find("{i}"); at != std::string::npos) text.replace(at, 3, std::to_string(number));
    return text;
}

std::string masked_text_frame(const std::string& text) {
    std::string frame = "\x81";
    if (text.size() < 126)
        frame += static_cast<char>(0x80 | text.size());
    else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xFF);
    }
    return frame + std::string(4, '\0') + text;  // a mask of zeros is a mask
}

/// Counts data frames in a byte stream.
class FrameCounter {
  public:
    std::uint64_t feed(const unsigned char* at, std::size_t size) {
        std::uint64_t frames = 0;
        while (size > 0) {
            if (skip_ > 0) {
                const std::size_t taken = std::min<std::size_t>(skip_, size);
                skip_ -= taken, at += taken, size -= taken;
                continue;
            }
            header_[have_++] = *at++, --size;
            if (have_ < 2) continue;
            const unsigned length = header_[1] & 0x7F;
            const std::size_t need = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (have_ < need) continue;
            skip_ = length;
            if (need > 2) skip_ = 0;
            for (std::size_t i = 2; i < need; ++i) skip_ = skip_ << 8 | header_[i];
            if ((header_[0] & 0x0F) == 8) closed_ = true;
            if ((header_[0] & 0x0F) < 8) ++frames;
            have_ = 0;
        }
        return frames;
    }
    bool closed() const { return closed_; }

  private:
    std::array<unsigned char, 10> header_{};
    std::size_t have_ = 0;
    std::uint64_t skip_ = 0;
    bool closed_ = false;
};

struct Listener {
    int descriptor = -1;
    FrameCounter frames;
};

std::vector<unsigned char> buffer(1 << 18);

/// Upgrades, subscribes and waits for one frame in answer.
Listener open_listener(int port, const std::string& path, const std::string& subscribe,
                       const std::string& subprotocol) {
    Listener listener{.descriptor = connect_to(port), .frames = {}};
    send_all(listener.descriptor, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                                      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                                      (subprotocol.empty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n") +
                                      "\r\n");
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) {
        char c = 0;
        if (recv(listener.descriptor, &c, 1, 0) != 1) fail("upgrade");
        head += c;
    }
    if (head.find(" 101 ") == std::string::npos) fail("refused: " + head);
    send_all(listener.descriptor, masked_text_frame(subscribe));
    while (true) {
        const ssize_t count = recv(listener.descriptor, buffer.data(), buffer.size(), 0);
        if (count <= 0) fail("subscribe");
        if (listener.frames.feed(buffer.data(), static_cast<std::size_t>(count)) > 0) return listener;
    }
}

std::string publish_command(const std::string& channel, const std::string& message) {
    return "*3\r\n$7\r\nPUBLISH\r\n$" + std::to_string(channel.size()) + "\r\n" + channel + "\r\n$" +
           std::to_string(message.size()) + "\r\n" + message + "\r\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 10) {
        std::fprintf(
            stderr,
            "usage: fanout_load PORT PATH REDIS_PORT SOCKETS SECONDS WINDOW SUBSCRIBE CHANNEL MESSAGE [SUBPROTOCOL]\n");
        return 2;
    }
    const int port = std::atoi(argv[1]), redis_port = std::atoi(argv[3]), sockets = std::atoi(argv[4]),
              seconds = std::atoi(argv[5]);
    const std::string path = argv[2], subscribe = argv[7], channel = argv[8], message = argv[9],
                      subprotocol = argc > 10 ? argv[10] : "";
    const bool shared = channel.find("{i}") == std::string::npos;
    const std::uint64_t frames_per_message = shared ? static_cast<std::uint64_t>(sockets) : 1;
    const std::uint64_t window =
        static_cast<std::uint64_t>(std::atoi(argv[6])) * (shared ? 1 : static_cast<std::uint64_t>(sockets));

    const int poll = epoll_create1(EPOLL_CLOEXEC);
    std::vector<Listener> listeners;
    for (int i = 0; i < sockets; ++i)
        listeners.push_back(open_listener(port, path, with_number(subscribe, i), subprotocol));
    for (Listener& listener : listeners) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &listener;
        epoll_ctl(poll, EPOLL_CTL_ADD, listener.descriptor, &event);
    }
    const int redis = connect_to(redis_port);
    std::vector<std::string> commands;
    for (int i = 0; i < (shared ? 1 : sockets); ++i)
        commands.push_back(publish_command(with_number(channel, i), message));

    std::uint64_t published = 0, received = 0, measured = 0;
    std::string outgoing;
    const auto start = Clock::now(), warm = start + std::chrono::seconds(1), end = warm + std::chrono::seconds(seconds);
    std::array<epoll_event, 512> events;
    bool counting = false;
    auto counted_from = start;
    while (Clock::now() < end) {
        if (!counting && Clock::now() >= warm) counting = true, counted_from = Clock::now(), measured = 0;
        while ((published + 1) * frames_per_message <= received + window * frames_per_message &&
               outgoing.size() < (1 << 20)) {
            outgoing += commands[published++ % commands.size()];
        }
        if (!outgoing.empty()) {
            const ssize_t count = send(redis, outgoing.data(), outgoing.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (count > 0) outgoing.erase(0, static_cast<std::size_t>(count));
        }
        while (recv(redis, buffer.data(), buffer.size(), MSG_DONTWAIT) > 0) {
        }
        const int ready = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 10);
        for (int i = 0; i < ready; ++i) {
            auto& listener = *static_cast<Listener*>(events[static_cast<std::size_t>(i)].data.ptr);
            const ssize_t count = recv(listener.descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (count <= 0 || listener.frames.closed()) fail("a listener was cut");
            const std::uint64_t frames = listener.frames.feed(buffer.data(), static_cast<std::size_t>(count));
            received += frames;
            measured += frames;
        }
    }
    const double elapsed = std::chrono::duration<double>(Clock::now() - counted_from).count();
    std::printf("{\"frames_per_second\": %.0f, \"sockets\": %d, \"published\": %llu, \"received\": %llu}\n",
                static_cast<double>(measured) / elapsed, sockets, static_cast<unsigned long long>(published),
                static_cast<unsigned long long>(received));
    return 0;
}
