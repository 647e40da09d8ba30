#pragma once
// A server that does what the test says, step by step: accept, hear a request, say bytes, close.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace antiphon::net::testing {

constexpr int patience_ms = 5000;

class Guest {
  public:
    explicit Guest(int descriptor) : descriptor_(descriptor) {}
    Guest(Guest&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    ~Guest() { close(); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    void say(std::string_view text) const { ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL); }
    void answer(std::string_view body, std::string_view fields = "") const {
        say("HTTP/1.1 200 OK\r\n" + std::string(fields) + "Content-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + std::string(body));
    }
    /// Waits for a head and as much of a body as Content-Length says. "closed" when the client hung up.
    std::string hear() const {
        std::string text;
        while (true) {
            const auto end = text.find("\r\n\r\n");
            const auto length = text.find("Content-Length: ");
            if (end != std::string::npos &&
                text.size() >= end + 4 + (length == std::string::npos ? 0 : std::stoul(text.substr(length + 16))))
                return text;
            pollfd wait{descriptor_, POLLIN, 0};
            std::array<char, 65536> part;
            if (::poll(&wait, 1, patience_ms) <= 0) return "nothing";
            const auto got = ::recv(descriptor_, part.data(), part.size(), 0);
            if (got <= 0) return "closed";
            text.append(part.data(), static_cast<std::size_t>(got));
        }
    }

  private:
    int descriptor_;
};

class ScriptedServer {
  public:
    explicit ScriptedServer(int backlog = 64) {
        descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(descriptor_, backlog), 0);
        ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    ~ScriptedServer() { close(); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    std::uint16_t port() const { return port_; }
    bool someone_waits(int milliseconds = 0) const {
        pollfd wait{descriptor_, POLLIN, 0};
        return ::poll(&wait, 1, milliseconds) > 0;
    }
    Guest accept() const {
        EXPECT_TRUE(someone_waits(patience_ms)) << "nobody connects";
        return Guest(::accept(descriptor_, nullptr, nullptr));
    }

  private:
    int descriptor_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace antiphon::net::testing
