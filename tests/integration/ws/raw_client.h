#pragma once
// A TCP client that says exactly what it is told and reads what comes, with a deadline on everything.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>

namespace antiphon::ws::testing {

class RawClient {
  public:
    explicit RawClient(std::uint16_t port, int receive_buffer = 0) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    /// Closes so that the other side gets a reset.
    void reset() {
        const linger now{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }

    /// False when the other side has closed.
    bool say(std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void say_in_pieces(std::string_view text) {
        for (const char& byte : text)
            if (!say({&byte, 1})) return;
    }

    /// Reads until `enough` says so, the other side closes, or five seconds pass.
    template <class Enough>
    std::string hear(Enough enough) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!enough(std::string_view(heard_)) && !over_) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            pollfd wait{socket_, POLLIN, 0};
            if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) {
                timed_out_ = true;
                break;
            }
            std::array<char, 65536> part;
            const auto got = ::recv(socket_, part.data(), part.size(), 0);
            if (got <= 0)
                over_ = true;
            else
                heard_.append(part.data(), static_cast<std::size_t>(got));
        }
        return std::exchange(heard_, {});
    }
    std::string hear(std::size_t bytes) {
        auto text = hear([bytes](std::string_view heard) { return heard.size() >= bytes; });
        if (text.size() > bytes) heard_ = text.substr(bytes);
        text.resize(std::min(text.size(), bytes));
        return text;
    }
    std::string hear_head() {
        auto text = hear([](std::string_view heard) { return heard.find("\r\n\r\n") != heard.npos; });
        const auto end = text.find("\r\n\r\n");
        if (end == std::string::npos) return text;
        heard_ = text.substr(end + 4);
        return text.substr(0, end + 4);
    }
    std::string hear_all() {
        return hear([](std::string_view) { return false; });
    }
    /// A server frame's payload; the opcode in front as a digit: "1hello".
    std::string hear_frame() {
        std::string head = hear(std::size_t{2});
        if (head.size() < 2) return "closed";
        std::size_t size = static_cast<unsigned char>(head[1]) & 0x7F;
        if (size >= 126) {
            const auto more = hear(size == 126 ? std::size_t{2} : std::size_t{8});
            size = 0;
            for (const char c : more) size = size << 8 | static_cast<unsigned char>(c);
        }
        return std::to_string(head[0] & 0x0F) + hear(size);
    }
    bool timed_out() const { return timed_out_; }
    bool over() const { return over_; }
    int descriptor() const { return socket_; }

  private:
    int socket_ = -1;
    bool connected_ = false;
    bool timed_out_ = false;
    bool over_ = false;
    std::string heard_;
};

inline std::string client_frame(int first, std::string_view payload) {
    constexpr std::string_view mask = "\x11\x22\x33\x44";
    std::string out(1, static_cast<char>(first));
    if (payload.size() < 126) {
        out += static_cast<char>(0x80 | payload.size());
    } else {
        out += static_cast<char>(0x80 | 126);
        out += static_cast<char>(payload.size() >> 8);
        out += static_cast<char>(payload.size());
    }
    out += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
}
inline std::string client_text(std::string_view payload) { return client_frame(0x81, payload); }

}  // namespace antiphon::ws::testing
