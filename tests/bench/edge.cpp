// What the endpoint of framework/ws can carry by itself, without JSON-RPC, Redis or a gateway. The server runs on core
// 0 of this process, the load in a process of its own on core 1. Prints one JSON object per line.
//
//   bench_edge fanout [SOCKETS=1000] [SECONDS=3]     frames per second, runs of 1, 8 and 64 messages of 140 bytes
//   bench_edge echo [SOCKETS=32] [SECONDS=3]         messages per second, one under way per socket
//   bench_edge http [SOCKETS=32] [SECONDS=3]         small requests per second, load by our own HTTP client
//   bench_edge idle [SOCKETS=9000]                   bytes of this process per open socket that does nothing

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "antiphon/net/http_client.h"
#include "antiphon/ws/server.h"

namespace {
using namespace antiphon;

constexpr std::size_t message_bytes = 140;

void pin(int core) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

int open_socket(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::string request =
        "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    std::array<char, 4096> answer;
    if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::send(descriptor, request.data(), request.size(), 0) < 0 ||
        ::recv(descriptor, answer.data(), answer.size(), 0) <= 0) {
        std::perror("bench_edge: connect");
        std::_Exit(1);
    }
    return descriptor;
}

/// Runs `work` in a process of its own on core 1, which ends with this one.
pid_t beside(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    pin(1);
    work();
    std::_Exit(0);
}

/// Reads everything that comes on many sockets; with `echo` it sends the message again each time bytes came.
void read_all(std::uint16_t port, int sockets, const std::string& echo) {
    const int set = ::epoll_create1(0);
    for (int i = 0; i < sockets; ++i) {
        const int descriptor = open_socket(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event);
        if (!echo.empty()) ::send(descriptor, echo.data(), echo.size(), MSG_NOSIGNAL);
    }
    std::vector<char> buffer(1 << 20);
    std::array<epoll_event, 512> events;
    for (;;) {
        const int ready = ::epoll_wait(set, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < ready; ++i) {
            const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
            // MSG_TRUNC: the bytes are counted and thrown away, so that the load does not become the limit.
            if (::recv(descriptor, buffer.data(), buffer.size(), echo.empty() ? MSG_TRUNC : 0) <= 0) std::_Exit(0);
            if (!echo.empty()) ::send(descriptor, echo.data(), echo.size(), MSG_NOSIGNAL);
        }
    }
}

struct Bench : ws::Application {
    std::atomic<std::size_t> opened_sockets{0};
    std::vector<std::shared_ptr<ws::Socket>> sockets;  // only on the loop
    std::uint64_t messages = 0;                        // only on the loop
    bool forget = false;

    void opened(const std::shared_ptr<ws::Socket>& socket) override {
        if (forget) socket->forget_upgrade();
        sockets.push_back(socket);
        ++opened_sockets;
    }
    void message(ws::Socket& socket, std::string_view text) override {
        ++messages;
        socket.send(ws::Run::text(text));
    }
    void http(ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer) override {
        answer({200, {{"Content-Type", "application/json"}}, std::move(request.body), {}});
    }
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    statm >> size >> resident;
    return resident * 4096;
}

struct Host {
    net::Loop loop{"ap-bench"};
    Bench bench;
    std::unique_ptr<ws::Server> server;

    void start(std::size_t sockets) {
        loop.start();
        ws::ServerOptions options;
        options.loops = {&loop};
        options.limits.max_connections = options.limits.max_connections_per_address = sockets + 10;
        server = std::make_unique<ws::Server>(options, bench);
    }
    void wait_for(std::size_t sockets) {
        while (bench.opened_sockets < sockets) ::usleep(1000);
    }
    template <class Work>
    auto on_loop(Work work) {
        std::promise<decltype(work())> done;
        loop.post([&] { done.set_value(work()); });
        return done.get_future().get();
    }
    ~Host() {
        server.reset();
        loop.stop();
    }
};

/// One round per turn of the loop: a run made once, sent to everybody who has nothing waiting.
class Fanout {
  public:
    Fanout(Host& host, int batch) : host_(host), batch_(batch), payload_(message_bytes - 4, 'x') {}
    double run(double seconds) {
        host_.loop.post([this] { round(); });
        ::usleep(300'000);
        const auto before = host_.server->stats().messages_out;
        const auto start = Clock::now();
        ::usleep(static_cast<useconds_t>(seconds * 1e6));
        const double frames = static_cast<double>(host_.server->stats().messages_out - before) / seconds_since(start);
        ending_ = true;
        ended_.get_future().get();
        return frames;
    }

  private:
    void round() {
        if (ending_) return ended_.set_value();
        std::string bytes;
        for (int i = 0; i < batch_; ++i) ws::append_text_frame(bytes, payload_);
        const ws::Run run(std::move(bytes), static_cast<std::uint32_t>(batch_));
        for (const auto& socket : host_.bench.sockets)
            if (socket->waiting_bytes() == 0) socket->send(run);
        host_.loop.post([this] { round(); });
    }

    Host& host_;
    const int batch_;
    const std::string payload_;
    std::atomic<bool> ending_{false};
    std::promise<void> ended_;
};

void fanout(int sockets, double seconds) {
    for (const int batch : {1, 8, 64}) {
        Host host;
        host.start(static_cast<std::size_t>(sockets));
        const pid_t load = beside([&] { read_all(host.server->port(), sockets, {}); });
        host.wait_for(static_cast<std::size_t>(sockets));
        const double frames = Fanout(host, batch).run(seconds);
        std::printf("{\"bench\":\"fanout\",\"sockets\":%d,\"messages_per_run\":%d,\"frames_per_second\":%.0f}\n",
                    sockets, batch, frames);
        std::fflush(stdout);
        ::kill(load, SIGKILL);
        ::waitpid(load, nullptr, 0);
    }
}

void echo(int sockets, double seconds) {
    Host host;
    host.start(static_cast<std::size_t>(sockets));
    const std::string text = R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})";
    std::string frame = "\x81";
    frame += static_cast<char>(0x80 | text.size());
    frame += std::string(4, '\0') + text;
    const pid_t load = beside([&] { read_all(host.server->port(), sockets, frame); });
    host.wait_for(static_cast<std::size_t>(sockets));
    ::usleep(300'000);
    const auto before = host.on_loop([&] { return host.bench.messages; });
    const auto start = Clock::now();
    ::usleep(static_cast<useconds_t>(seconds * 1e6));
    const auto count = host.on_loop([&] { return host.bench.messages; }) - before;
    std::printf("{\"bench\":\"echo\",\"sockets\":%d,\"messages_per_second\":%.0f}\n", sockets,
                static_cast<double>(count) / seconds_since(start));
    ::kill(load, SIGKILL);
    ::waitpid(load, nullptr, 0);
}

/// Keeps `parallel` requests under way through net::HttpClient and prints how many were answered.
void http_load(std::uint16_t port, int parallel, double seconds) {
    net::Loop loop("ap-load");
    loop.start();
    std::promise<std::uint64_t> done;
    std::unique_ptr<net::HttpClient> client;
    std::uint64_t answered = 0;
    bool ending = false;
    const net::Url url{"http", "127.0.0.1", port, "/rpc"};
    std::function<void()> next = [&] {
        client->send(url,
                     {.body = R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})",
                      .headers = {{"Content-Type", "application/json"}}},
                     Deadline::in(std::chrono::seconds(5)), [&](const auto&, const std::exception_ptr& error) {
                         if (error) std::_Exit(1);
                         ++answered;
                         if (!ending) next();
                     });
    };
    net::Timer timer;
    loop.post([&] {
        client = std::make_unique<net::HttpClient>(loop);
        for (int i = 0; i < parallel; ++i) next();
        timer = loop.after(std::chrono::milliseconds(static_cast<long>(seconds * 1000)), [&] {
            ending = true;
            done.set_value(answered);
        });
    });
    const auto count = done.get_future().get();
    std::printf("{\"bench\":\"http\",\"connections\":%d,\"requests_per_second\":%.0f}\n", parallel,
                static_cast<double>(count) / seconds);
    std::fflush(stdout);
    std::_Exit(0);
}

void http(int sockets, double seconds) {
    Host host;
    host.start(static_cast<std::size_t>(sockets));
    const pid_t load = beside([&] { http_load(host.server->port(), sockets, seconds); });
    ::waitpid(load, nullptr, 0);
}

void idle(int sockets) {
    Host host;
    host.bench.forget = true;
    host.start(static_cast<std::size_t>(sockets));
    host.bench.sockets.reserve(static_cast<std::size_t>(sockets));
    const auto before = resident_bytes();
    const pid_t load = beside([&] { read_all(host.server->port(), sockets, {}); });
    host.wait_for(static_cast<std::size_t>(sockets));
    const auto grown = resident_bytes() - before;
    std::printf("{\"bench\":\"idle\",\"sockets\":%d,\"bytes_per_socket\":%zu}\n", sockets,
                grown / static_cast<std::size_t>(sockets));
    ::kill(load, SIGKILL);
    ::waitpid(load, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int sockets = argc > 2 ? std::atoi(argv[2]) : what == "fanout" ? 1000 : what == "idle" ? 9000 : 32;
    const double seconds = argc > 3 ? std::atof(argv[3]) : 3;
    ::signal(SIGPIPE, SIG_IGN);
    pin(0);
    if (what == "fanout") return fanout(sockets, seconds), 0;
    if (what == "echo") return echo(sockets, seconds), 0;
    if (what == "http") return http(sockets, seconds), 0;
    if (what == "idle") return idle(sockets), 0;
    std::fprintf(stderr, "usage: bench_edge fanout|echo|http|idle [SOCKETS] [SECONDS]\n");
    return 2;
}
