#include "antiphon/runtime/app.h"

#include <map>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/loop.h"
#include "antiphon/runtime/program.h"
#include "identity.h"
#include "service_channel.h"
#include "serving.h"

namespace antiphon {
namespace {

runtime::Identity identity_of(const runtime::Config& config) {
    return {config.key_file.empty() ? auth::Keys() : auth::Keys::from_file(config.key_file), config.development};
}

std::optional<redis::Options> redis_of(const runtime::Config& config) {
    if (!config.uses_redis()) return std::nullopt;
    return redis::Options::from_url(config.redis);
}

}  // namespace

struct App::State {
    /// Of what a Program is made of.
    template <class... Arguments>
    explicit State(Arguments&&... arguments)
        : program(std::forward<Arguments>(arguments)...),
          config(program.config()),
          redis_options(redis_of(config)),
          identity(identity_of(config)) {}
    ~State() {
        serving.reset();
        for (auto& [service, channel] : found_channels) channel->detach();
    }

    const redis::Options& redis_address() const;
    redis::Client& redis_client();    // mutex held
    rpc::Registry& known_services();  // mutex held
    void say_what_serves() const;

    // set at construction, never changes; the Program first, so that no thread of ours takes a signal
    runtime::Program program;
    const runtime::Config& config;
    std::optional<redis::Options> redis_options;
    runtime::Identity identity;

    std::mutex mutex;
    // guarded by mutex until start(); each made when first asked for
    std::shared_ptr<redis::Loop> redis_loop;
    std::unique_ptr<redis::Client> redis;
    std::unique_ptr<events::RedisBus> bus;
    std::unique_ptr<rpc::Registry> registry;
    std::map<std::string, std::shared_ptr<rpc::Channel>, std::less<>> fixed_channels;
    std::map<std::string, std::shared_ptr<runtime::ServiceChannel>, std::less<>> found_channels;

    // only on the thread that made the App
    std::vector<rpc::Service*> services;
    std::unique_ptr<rpc::IdempotencyStore> answers;
    std::unique_ptr<runtime::Serving> serving;
};

const redis::Options& App::State::redis_address() const {
    if (!redis_options)
        throw Error(ErrorKind::invalid, Code::failed_precondition,
                    "this needs Redis, and the configuration says --redis none");
    return *redis_options;
}

redis::Client& App::State::redis_client() {
    if (!redis) {
        const auto& address = redis_address();
        if (!redis_loop) redis_loop = std::make_shared<redis::Loop>();
        redis = std::make_unique<redis::Client>(redis_loop, address);
        redis->on_connected([] { log::info("connected to Redis"); });
    }
    return *redis;
}

rpc::Registry& App::State::known_services() {
    if (!registry) registry = std::make_unique<rpc::Registry>(redis_address(), config.prefix);
    return *registry;
}

void App::State::say_what_serves() const {
    std::string names;
    for (const auto* service : services) names.append(names.empty() ? "" : " ").append(service->info().name);
    log::info("started", {{"url", serving->url()},
                          {"admin_url", serving->admin_url()},
                          {"services", names},
                          {"redis", redis_options ? redis_options->text() : "none"},
                          {"prefix", config.prefix}});
    if (config.development) log::warning("development: users' tokens are taken here, whoever issued them");
    if (config.key_file.empty() && !services.empty())
        log::warning("no --key-file: methods that need a signed-in user refuse every call");
}

App::App(runtime::Config config) : state_(std::make_unique<State>(std::move(config))) {}

App::App(int argc, const char* const* argv, runtime::Config defaults) try
    : state_(std::make_unique<State>(argc, argv, std::move(defaults))) {
} catch (const Error& error) {
    runtime::Program::refuse(argc, argv, error);
}

App::~App() = default;

const runtime::Config& App::config() const noexcept { return state_->config; }

const std::string& App::flag(std::string_view name) const { return state_->program.flag(name); }

events::Bus& App::bus() {
    std::lock_guard lock(state_->mutex);
    if (!state_->bus) {
        state_->redis_client();
        state_->bus = std::make_unique<events::RedisBus>(
            state_->redis_loop, state_->redis_address(),
            events::BusOptions{.prefix = state_->config.prefix,
                               .source = state_->config.name + "/" + state_->config.instance});
    }
    return *state_->bus;
}

redis::Client& App::redis() {
    std::lock_guard lock(state_->mutex);
    return state_->redis_client();
}

std::shared_ptr<rpc::Channel> App::channel(std::string_view service) {
    std::lock_guard lock(state_->mutex);
    rpc::HttpChannelOptions options;
    options.seal = [&identity = state_->identity](const Caller& caller) { return identity.seal(caller); };
    const std::string name(service);
    if (const auto fixed = state_->config.channels.find(name); fixed != state_->config.channels.end()) {
        auto& channel = state_->fixed_channels[name];
        if (!channel) channel = std::make_shared<rpc::HttpChannel>(fixed->second, std::move(options));
        return channel;
    }
    auto& channel = state_->found_channels[name];
    if (!channel)
        channel = std::make_shared<runtime::ServiceChannel>(state_->known_services(), name, std::move(options));
    return channel;
}

void App::serve(rpc::Service& service) { state_->services.push_back(&service); }

void App::start() {
    if (state_->serving) return;
    std::function<bool()> redis_is_there = [] { return true; };
    rpc::Registry* registry = nullptr;
    {
        std::lock_guard lock(state_->mutex);
        if (state_->redis_options) {
            redis_is_there = [&client = state_->redis_client()] { return client.connected(); };
            registry = &state_->known_services();
            state_->answers = rpc::make_redis_idempotency_store(*state_->redis, state_->config.prefix);
        } else {
            state_->answers = rpc::make_memory_idempotency_store();
        }
    }
    state_->serving = std::make_unique<runtime::Serving>(runtime::Serving::Parts{
        state_->program, state_->identity, state_->services, registry, *state_->answers, std::move(redis_is_there)});
    state_->say_what_serves();
}

int App::run() {
    return state_->program.run([this] {
        start();
        state_->program.wait();
        if (!state_->serving->drain(state_->config.drain_timeout))
            log::warning("calls were still running after the drain timeout and have been cancelled");
        log::info("stopped");
    });
}

void App::stop() noexcept { state_->program.stop(); }

std::string App::url() const { return state_->serving ? state_->serving->url() : ""; }
std::string App::admin_url() const { return state_->serving ? state_->serving->admin_url() : ""; }

}  // namespace antiphon
