#include "route_keeper.h"

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"

namespace antiphon::gateway {
namespace {

constexpr std::chrono::seconds retry_interval{1};

std::vector<Instance> reachable(const std::vector<rpc::Instance>& announced) {
    std::vector<Instance> instances;
    for (const rpc::Instance& one : announced) try {
            instances.push_back({one.id, net::Url::parse(one.url)});
        } catch (const Error& error) {
            if (log::once_a_minute("instance " + one.id))
                log::warning("an instance has no usable address", {{"instance", one.id}, {"error", error.what()}});
        }
    return instances;
}

}  // namespace

RouteKeeper::RouteKeeper(const redis::Options& redis, const std::string& prefix, Changed changed)
    : changed_(std::move(changed)), registry_(redis, prefix) {
    watch_ = registry_.watch([this](std::string_view service) {
        const std::lock_guard lock(mutex_);
        dirty_.emplace(service);
        wake_.notify_one();
    });
    thread_ = Thread("ap-routes", [this] { run(); });
}

RouteKeeper::~RouteKeeper() {
    watch_.cancel();
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void RouteKeeper::run() {
    for (;;) {
        std::set<std::string> names;
        bool all = false;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || read_all_ || !dirty_.empty(); });
            if (stopping_) return;
            names.swap(dirty_);
            all = std::exchange(read_all_, false);
        }
        if (read(std::move(names), all)) continue;
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, retry_interval, [this] { return stopping_; });
        read_all_ = true;
    }
}

/// False when Redis does not answer: what was known stays.
bool RouteKeeper::read(std::set<std::string> names, bool all) {
    try {
        if (all)
            for (std::string& name : registry_.services()) names.insert(std::move(name));
        bool different = false;
        for (const std::string& name : names) {
            Service now{registry_.ir(name), registry_.instances(name)};
            Service& known = services_[name];
            if (known == now) continue;
            known = std::move(now);
            different = true;
        }
        if (different) build();
        if (all) known_ = true;
        return true;
    } catch (const Error& error) {
        if (log::once_a_minute("routes")) log::warning("the registry cannot be read", {{"error", error.what()}});
        return false;
    }
}

void RouteKeeper::build() {
    auto routes = std::make_shared<Routes>();
    for (const auto& [name, service] : services_) {
        routes->services.emplace(name, reachable(service.instances));
        if (service.ir.empty()) continue;
        try {
            routes->contract.add(name, service.ir);
        } catch (const Error& error) {
            log::error("a service's interface cannot be read", {{"service", name}, {"error", error.what()}});
        }
    }
    log::info("routes changed", {{"services", services_.size()}, {"methods", routes->contract.methods()}});
    changed_(std::move(routes));
}

}  // namespace antiphon::gateway
