#include "serving.h"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "advice.h"
#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "embedded/idl_schema.h"

namespace antiphon::runtime {
namespace {

constexpr unsigned least_workers = 4;

unsigned workers_of(const Config& config) {
    if (config.workers != 0) return config.workers;
    return std::max(least_workers, 2 * std::thread::hardware_concurrency());
}

std::string host_name() {
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

}  // namespace

Serving::Serving(const Parts& parts)
    : dispatcher_({.name = parts.program.config().name, .instance = parts.program.config().instance}) {
    for (rpc::Service* service : parts.services) {
        dispatcher_.add(*service);
        metrics_.add(service->info());
    }
    dispatcher_.keep_answers_in(parts.answers);
    dispatcher_.observe([this](const rpc::Finished& call) { metrics_.count(call); });
    if (!parts.services.empty()) open_calls(parts);
    open_admin(parts);
    if (parts.registry != nullptr) announce(parts);
}

Serving::~Serving() {
    leases_.clear();
    if (http_) http_->close();
    admin_->close();
}

void Serving::open_calls(const Parts& parts) {
    const Config& config = parts.program.config();
    rpc::HttpServerOptions options;
    options.address = config.bind;
    options.port = config.port;
    options.pool_threads = workers_of(config);
    options.authenticate = [&identity = parts.identity](const rpc::Headers& headers) {
        return identity.authenticate(headers);
    };
    try {
        http_ = std::make_unique<rpc::HttpServer>(std::move(options), dispatcher_);
    } catch (const Error& error) {
        throw with_advice(error, "--port");
    }
}

void Serving::open_admin(const Parts& parts) {
    admin_ = parts.program.open_admin([&](rpc::AdminServer& server) {
        server.add("/readyz", [this, redis_is_there = parts.redis_is_there]() -> rpc::AdminServer::Answer {
            if (draining_) return {.status = 503, .body = "draining\n"};
            if (!redis_is_there()) return {.status = 503, .body = "Redis is not connected\n"};
            return {.body = "ready\n"};
        });
        server.add_document("/openrpc.json", [this] { return dispatcher_.openrpc(); });
        server.add_document("/asyncapi.json", [this] { return std::string(dispatcher_.asyncapi()); });
        server.add_document("/idl.schema.json", [] { return std::string(embedded::idl_schema); });
    });
}

void Serving::announce(const Parts& parts) {
    const Config& config = parts.program.config();
    for (const rpc::Service* service : parts.services) {
        const rpc::ServiceInfo& info = service->info();
        rpc::Instance instance;
        instance.service = info.name;
        instance.id = config.instance;
        instance.url = advertised(config);
        instance.admin_url = admin_url();
        instance.version = info.version;
        leases_.push_back(parts.registry->announce(instance, info.ir));
    }
}

std::string Serving::advertised(const Config& config) const {
    if (!config.advertise.empty()) return config.advertise;
    if (config.bind != "0.0.0.0" && config.bind != "::") return http_->url();
    return "http://" + host_name() + ":" + std::to_string(http_->port()) + "/rpc";
}

bool Serving::drain(std::chrono::milliseconds longest) {
    draining_ = true;
    leases_.clear();
    bool all_done = true;
    if (http_) {
        http_->stop_accepting();
        all_done = http_->drain(Deadline::in(longest));
        http_->close();
    }
    return all_done;
}

std::string Serving::url() const { return http_ ? http_->url() : ""; }
std::string Serving::admin_url() const { return admin_->url(); }

}  // namespace antiphon::runtime
