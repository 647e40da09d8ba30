#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "../../unit/ws/requests.h"
#include "antiphon/ws/server.h"
#include "raw_client.h"

namespace antiphon::ws::testing {

/// Echoes messages and requests, remembers what it was told; single calls can be replaced.
struct Recorder : Application {
    std::function<Decision(const Upgrade&)> on_accept;
    std::function<void(const std::shared_ptr<Socket>&)> on_opened;
    std::function<void(Socket&, std::string_view)> on_message;
    std::function<void(HttpRequest, std::function<void(HttpResponse)>)> on_http;
    std::function<void(Socket&)> on_drained;

    Decision accept(const Upgrade& upgrade) override { return on_accept ? on_accept(upgrade) : Decision{}; }
    void opened(const std::shared_ptr<Socket>& socket) override {
        if (on_opened) on_opened(socket);
        const std::lock_guard lock(mutex);
        sockets[socket->id()] = socket;
        news.notify_all();
    }
    void message(Socket& socket, std::string_view text) override {
        if (on_message)
            on_message(socket, text);
        else
            socket.send(Run::text(text));
    }
    void drained(Socket& socket) override {
        if (on_drained) on_drained(socket);
    }
    void closed(Socket& socket, CloseCode code) override {
        const std::lock_guard lock(mutex);
        closes.push_back(code);
        sockets.erase(socket.id());
        news.notify_all();
    }
    void http(HttpRequest request, std::function<void(HttpResponse)> answer) override {
        ++requests;
        if (on_http) return on_http(std::move(request), std::move(answer));
        answer({200, {}, std::string(request.method()) + " " + std::string(request.path()) + " " + request.body, {}});
    }

    void disconnected() noexcept override {
        const std::lock_guard lock(mutex);
        news.notify_all();
    }

    template <class Ready>
    bool wait(Ready ready) {
        std::unique_lock lock(mutex);
        return news.wait_for(lock, std::chrono::seconds(5), ready);
    }
    std::shared_ptr<Socket> socket() {  ///< the newest, once there is one
        EXPECT_TRUE(wait([this] { return !sockets.empty(); }));
        const std::lock_guard lock(mutex);
        return sockets.empty() ? nullptr : sockets.rbegin()->second;
    }
    CloseCode close_code() {
        EXPECT_TRUE(wait([this] { return !closes.empty(); }));
        const std::lock_guard lock(mutex);
        return closes.empty() ? CloseCode::normal : closes.back();
    }

    std::atomic<int> requests{0};
    std::mutex mutex;
    std::condition_variable news;
    std::map<std::uint64_t, std::shared_ptr<Socket>> sockets;
    std::vector<CloseCode> closes;
};

class ServerTest : public ::testing::Test {
  protected:
    ~ServerTest() override { stop(); }

    void start(ServerLimits limits = {}, int loop_count = 1) {
        for (int i = 0; i < loop_count; ++i) {
            loops.push_back(std::make_unique<net::Loop>("ap-test-" + std::to_string(i)));
            loops.back()->start();
        }
        ServerOptions options;
        for (const auto& loop : loops) options.loops.push_back(loop.get());
        options.limits = limits;
        server.emplace(options, application);
    }
    void stop() {
        {
            const std::lock_guard lock(application.mutex);
            application.sockets.clear();
        }
        server.reset();
        loops.clear();
    }
    std::unique_ptr<RawClient> connect(int receive_buffer = 0) {
        return std::make_unique<RawClient>(server->port(), receive_buffer);
    }
    std::unique_ptr<RawClient> open_socket(int receive_buffer = 0) {
        auto client = connect(receive_buffer);
        client->say(upgrade());
        EXPECT_TRUE(client->hear_head().starts_with("HTTP/1.1 101 ")) << "no upgrade";
        return client;
    }
    /// Waits until the only loop has done what was posted to it before.
    void settle() {
        std::promise<void> done;
        loops.front()->post([&] { done.set_value(); });
        done.get_future().get();
    }

    Recorder application;
    std::vector<std::unique_ptr<net::Loop>> loops;
    std::optional<Server> server;
};

}  // namespace antiphon::ws::testing
