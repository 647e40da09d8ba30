#include "service_channel.h"

namespace antiphon::runtime {

ServiceChannel::ServiceChannel(rpc::Registry& registry, std::string service, rpc::HttpChannelOptions options)
    : registry_(registry), service_(std::move(service)), http_(std::vector<std::string>(), std::move(options)) {
    watch_ = registry_.watch([this](std::string_view changed) {
        if (changed == service_) refresh();
    });
}

void ServiceChannel::start(Outgoing call, Done done) {
    if (!known_) {
        try {
            refresh();
        } catch (...) {
            return done({}, std::current_exception());
        }
    }
    http_.start(std::move(call), std::move(done));
}

void ServiceChannel::detach() {
    watch_.cancel();
    known_ = true;
}

void ServiceChannel::refresh() {
    std::lock_guard lock(refreshing_);
    std::vector<std::string> urls;
    for (auto& instance : registry_.instances(service_)) urls.push_back(std::move(instance.url));
    http_.set_urls(std::move(urls));
    known_ = true;
}

}  // namespace antiphon::runtime
