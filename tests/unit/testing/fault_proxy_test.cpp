#include "antiphon/testing/fault_proxy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <thread>

#include "antiphon/base/clock.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/process.h"

using namespace std::chrono_literals;
using antiphon::Clock;
using antiphon::testing::eventually;
using antiphon::testing::FaultProxy;
using antiphon::testing::Process;

namespace {

constexpr auto soon = 10s;

/// Gives back what it gets, from as many connections as come.
class EchoServer {
  public:
    EchoServer() {
        listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        ::bind(listening_, reinterpret_cast<sockaddr*>(&address), length);
        ::listen(listening_, 16);
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { run(); });
    }
    ~EchoServer() {
        ::shutdown(listening_, SHUT_RDWR);
        thread_.join();
        ::close(listening_);
    }
    std::uint16_t port() const { return port_; }

  private:
    void run() {
        for (int client; (client = ::accept(listening_, nullptr, nullptr)) >= 0; ::close(client)) {
            std::array<char, 4096> buffer;
            ssize_t count;
            while ((count = ::recv(client, buffer.data(), buffer.size(), 0)) > 0)
                ::send(client, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL);
        }
    }
    int listening_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

class Client {
  public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        wait_at_most(10s);
    }
    ~Client() { ::close(socket_); }
    bool connected() const { return connected_; }
    void wait_at_most(std::chrono::milliseconds limit) {
        const timeval time{limit.count() / 1000, limit.count() % 1000 * 1000};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    }
    void send(const std::string& text) { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }
    /// As many bytes; fewer when the connection ended or nothing came in time, see errno().
    std::string receive(std::size_t bytes) {
        std::string text;
        reads_ = 0;
        error_ = 0;
        std::array<char, 4096> buffer;
        while (text.size() < bytes) {
            const ssize_t count = ::recv(socket_, buffer.data(), std::min(buffer.size(), bytes - text.size()), 0);
            if (count <= 0) {
                error_ = count < 0 ? errno : 0;
                ended_ = count == 0;
                return text;
            }
            ++reads_;
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return text;
    }
    bool ended() const { return ended_; }
    int error() const { return error_; }
    int reads() const { return reads_; }

  private:
    int socket_;
    bool connected_ = false;
    bool ended_ = false;
    int error_ = 0;
    int reads_ = 0;
};

}  // namespace

TEST(FaultProxy, ForwardsBothWays) {
    EchoServer server;
    FaultProxy proxy(server.port());
    Client client(proxy.port());
    const std::string text(300'000, 'x');
    std::thread sending([&] { client.send(text); });
    EXPECT_EQ(client.receive(text.size()), text);
    sending.join();
    EXPECT_EQ(proxy.accepted(), 1);
    EXPECT_EQ(proxy.open(), 1);
}

TEST(FaultProxy, ForgetsConnectionsThatEnded) {
    EchoServer server;
    FaultProxy proxy(server.port());
    for (int i = 0; i < 5; ++i) {
        Client client(proxy.port());
        client.send("x");
        EXPECT_EQ(client.receive(1), "x");
    }
    EXPECT_TRUE(eventually(soon, [&] { return proxy.open() == 0; }));
    EXPECT_EQ(proxy.accepted(), 5);
}

TEST(FaultProxy, ResetsNewConnectionsWhileItRefuses) {
    EchoServer server;
    FaultProxy proxy(server.port());
    Client before(proxy.port());
    before.send("x");
    EXPECT_EQ(before.receive(1), "x");
    proxy.set({.refuse = true});
    Client client(proxy.port());
    EXPECT_EQ(client.receive(1), "");
    EXPECT_EQ(client.error(), ECONNRESET);
    before.send("y");
    EXPECT_EQ(before.receive(1), "y") << "what was connected goes on";
    proxy.set({});
}

TEST(FaultProxy, RefusesLikeATargetThatIsNotThere) {
    FaultProxy proxy(antiphon::testing::free_port());
    Client client(proxy.port());
    client.send("x");
    EXPECT_EQ(client.receive(1), "");
}

TEST(FaultProxy, Delays) {
    EchoServer server;
    FaultProxy proxy(server.port());
    proxy.set({.delay = 50ms});
    Client client(proxy.port());
    const auto before = Clock::now();
    client.send("x");
    EXPECT_EQ(client.receive(1), "x");
    EXPECT_GE(Clock::now() - before, 100ms) << "there and back";
}

TEST(FaultProxy, ForwardsSingleBytes) {
    EchoServer server;
    FaultProxy proxy(server.port());
    proxy.set({.piece_bytes = 1});
    Client client(proxy.port());
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += static_cast<char>('a' + i % 26);
    std::thread sending([&] { client.send(text); });
    EXPECT_EQ(client.receive(text.size()), text);
    sending.join();
    EXPECT_GT(client.reads(), 1) << "one send, many packets back";
}

TEST(FaultProxy, SwallowsEverythingWhileHalfOpen) {
    EchoServer server;
    FaultProxy proxy(server.port());
    Client client(proxy.port());
    client.send("before");
    EXPECT_EQ(client.receive(6), "before");
    proxy.set({.half_open = true});
    client.wait_at_most(50ms);
    client.send("lost");
    EXPECT_EQ(client.receive(1), "");
    EXPECT_EQ(client.error(), EAGAIN) << "neither an answer nor an end";
    Client other(proxy.port());
    EXPECT_TRUE(other.connected());
    proxy.set({});
    client.wait_at_most(10s);
    client.send("after");
    EXPECT_EQ(client.receive(5), "after");
}

TEST(FaultProxy, EndsConnectionsInAnOrderlyWay) {
    EchoServer server;
    FaultProxy proxy(server.port());
    Client client(proxy.port());
    client.send("x");
    EXPECT_EQ(client.receive(1), "x");
    proxy.cut();
    EXPECT_EQ(proxy.open(), 0);
    EXPECT_EQ(client.receive(1), "");
    EXPECT_TRUE(client.ended());
}

TEST(FaultProxy, ResetsConnections) {
    EchoServer server;
    FaultProxy proxy(server.port());
    Client client(proxy.port());
    client.send("x");
    EXPECT_EQ(client.receive(1), "x");
    proxy.reset();
    EXPECT_EQ(client.receive(1), "");
    EXPECT_EQ(client.error(), ECONNRESET);
    Client next(proxy.port());
    next.send("y");
    EXPECT_EQ(next.receive(1), "y");
}

TEST(FaultProxy, CutsInTheMiddleOfAnAnswer) {
    EchoServer server;
    FaultProxy proxy(server.port());
    proxy.set({.cut_after = 10});
    Client client(proxy.port());
    client.send("0123456789abcdef");
    EXPECT_EQ(client.receive(16), "0123456789");
}
