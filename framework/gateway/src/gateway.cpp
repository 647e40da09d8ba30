#include "antiphon/gateway/gateway.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "antiphon/base/log.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/ws/server.h"
#include "common.h"
#include "edge.h"
#include "feed_service.h"
#include "lane.h"
#include "route_keeper.h"

namespace antiphon::gateway {
namespace {

unsigned loops_for(unsigned wanted) { return wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency()); }

ws::ServerOptions server_options(const Options& from) {
    ws::ServerOptions options;
    options.address = from.address;
    options.port = from.port;
    options.limits.max_connections = from.limits.max_connections;
    options.limits.max_connections_per_address = from.limits.max_connections_per_address;
    options.limits.max_message_bytes = from.limits.max_message_bytes;
    options.limits.ping_interval = from.limits.ping_interval;
    options.limits.pong_timeout = from.limits.pong_timeout;
    options.limits.outbox = {from.limits.max_waiting_bytes, from.limits.max_waiting_messages,
                             from.limits.write_stall_timeout};
    return options;
}

}  // namespace

struct Gateway::State {
    explicit State(Options options) : common(std::move(options)) {}

    void on_each_loop(const std::function<void(Lane&)>& work);
    void end();

    Common common;
    std::vector<std::unique_ptr<net::Loop>> loops;
    std::vector<std::unique_ptr<Lane>> lanes;
    std::unique_ptr<FeedService> feed;
    std::unique_ptr<events::RedisBus> bus;
    std::unique_ptr<RouteKeeper> routes;
    std::unique_ptr<Edge> edge;
    std::unique_ptr<ws::Server> server;
    std::vector<telemetry::Watched> watched;

    std::mutex mutex;
    std::condition_variable disconnected;
};

/// Runs it on every loop and waits until all are done.
void Gateway::State::on_each_loop(const std::function<void(Lane&)>& work) {
    std::vector<std::promise<void>> done(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i)
        loops[i]->post([&, i] {
            work(*lanes[i]);
            done[i].set_value();
        });
    for (auto& one : done) one.get_future().wait();
}

/// Those who bring something first, those who carry it last.
void Gateway::State::end() {
    watched.clear();
    if (server) {
        server->close();
        on_each_loop([](Lane& lane) { lane.stop(); });
    }
    routes.reset();
    feed.reset();
    bus.reset();
    for (const auto& loop : loops) loop->stop();
    server.reset();
    lanes.clear();
}

Gateway::Gateway(Options options) : state_(std::make_unique<State>(std::move(options))) {}

Gateway::~Gateway() { state_->end(); }

void Gateway::start() {
    State& state = *state_;
    const Options& options = state.common.options;
    const unsigned count = loops_for(options.loops);
    for (unsigned i = 0; i < count; ++i) {
        state.loops.push_back(std::make_unique<net::Loop>("ap-gate-" + std::to_string(i)));
        state.lanes.push_back(std::make_unique<Lane>(i, *state.loops.back(), state.common));
    }
    state.feed = std::make_unique<FeedService>(
        options.redis, options.prefix, count, [&state](std::size_t loop, std::vector<Parcel> parcels) {
            state.loops[loop]->post(
                [lane = state.lanes[loop].get(), parcels = std::move(parcels)] { lane->take(parcels); });
        });
    state.common.feed = state.feed.get();
    events::BusOptions bus_options;
    bus_options.prefix = options.prefix;
    bus_options.source = "gateway/" + options.instance;
    state.bus = std::make_unique<events::RedisBus>(options.redis, bus_options);
    state.common.bus = state.bus.get();
    for (const auto& loop : state.loops) loop->start();
    state.on_each_loop([](Lane& lane) { lane.start(); });
    state.routes = std::make_unique<RouteKeeper>(
        options.redis, options.prefix, [&state](const std::shared_ptr<const Routes>& routes) {
            for (std::size_t i = 0; i < state.lanes.size(); ++i)
                state.loops[i]->post([lane = state.lanes[i].get(), routes] { lane->router.set(routes); });
        });

    state.edge = std::make_unique<Edge>(state.common, state.lanes, [&state] {
        const std::lock_guard lock(state.mutex);
        state.disconnected.notify_all();
    });
    ws::ServerOptions listening = server_options(options);
    for (const auto& loop : state.loops) listening.loops.push_back(loop.get());
    state.server = std::make_unique<ws::Server>(std::move(listening), *state.edge);

    state.watched.push_back(
        telemetry::metrics().watch("antiphon_gateway_sockets", "WebSockets open now.", {},
                                   [&state] { return static_cast<double>(state.server->stats().sockets); }));
    log::info("the gateway listens", {{"port", port()}, {"loops", count}});
}

std::uint16_t Gateway::port() const noexcept { return state_->server ? state_->server->port() : std::uint16_t{0}; }

// A gateway that has not read the registry would answer every call with -32601.
bool Gateway::ready() const noexcept {
    const State& state = *state_;
    return !state.common.draining && state.feed && state.feed->connected() && state.routes && state.routes->known();
}

void Gateway::drain() {
    State& state = *state_;
    if (!state.server || state.common.draining.exchange(true)) return;
    const DrainTimes times = state.common.options.drain_times;
    const auto end = Clock::now() + times.limit;
    log::info("draining", {{"sockets", state.server->stats().sockets}});
    std::unique_lock lock(state.mutex);
    state.disconnected.wait_until(lock, std::min(end, Clock::now() + times.notice), [] { return false; });
    lock.unlock();
    state.server->stop_accepting();
    // When this returns, connections on their way to another loop have arrived there and are counted.
    state.on_each_loop([&times](Lane& lane) { lane.drain(times); });
    lock.lock();
    // Calls over HTTP are to be answered too, and good-byes to leave: the connections count, not only the sockets.
    const bool all = state.disconnected.wait_until(lock, end, [&] { return state.server->stats().connections == 0; });
    log::info(all ? "drained" : "the drain's time is over", {{"connections", state.server->stats().connections}});
}

}  // namespace antiphon::gateway
