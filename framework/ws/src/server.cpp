#include "antiphon/ws/server.h"

#include <future>

#include "acceptor.h"
#include "antiphon/base/error.h"
#include "shard.h"

namespace antiphon::ws {

Decision Application::accept(const Upgrade&) { return {}; }
void Application::opened(const std::shared_ptr<Socket>&) {}
void Application::message(Socket&, std::string_view) {}
void Application::drained(Socket&) {}
void Application::closed(Socket&, CloseCode) {}
void Application::http(HttpRequest, std::function<void(HttpResponse)> answer) {
    answer({404, {{"Content-Type", "text/plain"}}, "not found\n", {}});
}
void Application::disconnected() noexcept {}

struct Server::Impl {
    Impl(const ServerOptions& options, Application& application)
        : common(std::make_shared<Common>(application, options.limits)) {
        if (options.loops.empty())
            throw Error(ErrorKind::invalid, Code::invalid_params, "a server needs at least one loop, found none");
        for (auto* loop : options.loops) shards.push_back(std::make_shared<Shard>(*loop, common));
        acceptor = std::make_shared<Acceptor>(options, shards, common);
        for (const auto& shard : shards) shard->loop.post([shard] { shard->start(); });
        loop().post([acceptor = acceptor] { acceptor->start(); });
    }

    net::Loop& loop() const { return shards.front()->loop; }

    /// Runs `work` on a loop and waits for it; at once when the loop has ended, since nobody else is there then.
    static void run_on(net::Loop& loop, const std::function<void()>& work) {
        if (loop.here() || loop.stopped()) return work();
        const auto done = std::make_shared<std::promise<void>>();
        loop.post([work, done] {
            work();
            done->set_value();
        });
        done->get_future().wait();
    }

    const std::shared_ptr<Common> common;
    std::vector<std::shared_ptr<Shard>> shards;
    std::shared_ptr<Acceptor> acceptor;
};

Server::Server(ServerOptions options, Application& application) : impl_(std::make_shared<Impl>(options, application)) {}

Server::~Server() { close(); }

std::uint16_t Server::port() const noexcept { return impl_->acceptor->port(); }

void Server::stop_accepting() {
    impl_->common->draining = true;
    Impl::run_on(impl_->loop(), [acceptor = impl_->acceptor] { acceptor->stop(); });
}

void Server::close() {
    stop_accepting();
    for (const auto& shard : impl_->shards) Impl::run_on(shard->loop, [shard] { shard->close(); });
}

ServerStats Server::stats() const {
    ServerStats all;
    all.accepted = impl_->common->accepted;
    all.refused = impl_->common->refused;
    for (const auto& shard : impl_->shards) {
        const auto& part = shard->stats;
        all.connections += part.connections;
        all.sockets += part.sockets;
        all.bad_requests += part.bad_requests;
        all.frames_in += part.frames_in;
        all.bytes_in += part.bytes_in;
        all.messages_out += part.messages_out;
        all.bytes_out += part.bytes_out;
        all.slow_closed += part.slow_closed;
    }
    return all;
}

}  // namespace antiphon::ws
