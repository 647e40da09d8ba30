#include "antiphon/rpc/registry.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/base/thread.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/subscriber.h"
#include "registry_store.h"

namespace antiphon::rpc {

using namespace std::chrono_literals;

using Names = std::set<std::string, std::less<>>;

struct Lease::State {
    Instance instance;
    std::string ir;
    std::weak_ptr<Registry::Impl> registry;
    // only on ap-registry
    bool announced = false;
};

struct Watch::State {
    std::recursive_mutex mutex;  // recursive: a callback may cancel its own watch
    // guarded by mutex
    std::function<void(std::string_view)> changed;
};

class Registry::Impl : public std::enable_shared_from_this<Registry::Impl> {
  public:
    Impl(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, std::string prefix, RegistryOptions options)
        : options_(options), client_(loop, redis), store_(client_, std::move(prefix), options) {
        subscriber_ = std::make_unique<redis::Subscriber>(
            loop, redis, [this](redis::Subscriber::Batch batch) { take(batch); },
            [this](redis::SubscriberState state) {
                if (state == redis::SubscriberState::connected) wake([this] { look_ = true; });
            });
        subscriber_->subscribe({store_.channel()});
        client_.on_connected([this] { wake([this] { look_ = renew_ = true; }); });
        thread_ = Thread("ap-registry", [this] { run(); });
    }

    ~Impl() { stop(); }

    void stop() {
        wake([this] { stopping_ = true; });
        thread_.join();
        subscriber_.reset();
    }

    void add(std::shared_ptr<Lease::State> lease) {
        wake([&] {
            leases_.push_back(std::move(lease));
            renew_ = true;
        });
    }

    /// Waits until Redis knows, or a second has passed.
    void withdraw(const std::shared_ptr<Lease::State>& lease) {
        std::unique_lock lock(mutex_);
        std::erase(leases_, lease);
        leaving_.push_back(lease);
        wake_.notify_one();
        left_.wait_for(lock, 1s,
                       [&] { return std::find(leaving_.begin(), leaving_.end(), lease) == leaving_.end() || ended_; });
    }

    void add(std::shared_ptr<Watch::State> watch) {
        wake([&] {
            std::erase_if(watches_, [](const auto& known) { return known.expired(); });
            watches_.push_back(std::move(watch));
            wanted_ = look_ = true;
        });
    }

    /// What `ask` finds in the picture, once there is one.
    template <class Ask>
    auto look_at_picture(Ask ask) {
        std::unique_lock lock(mutex_);
        wanted_ = true;
        if (!picture_) {
            look_ = true;
            wake_.notify_one();
        }
        if (!pictured_.wait_for(lock, options_.timeout, [this] { return picture_.has_value(); }))
            throw Error(ErrorKind::unavailable, Code::dependency_down,
                        "the registry of services cannot be read: " + trouble_);
        return ask(*picture_);
    }

    RegistryStore& store() { return store_; }

  private:
    template <class Change>
    void wake(Change change) {
        {
            std::lock_guard lock(mutex_);
            change();
        }
        wake_.notify_one();
    }

    void take(redis::Subscriber::Batch batch) {
        wake([&] {
            look_ = true;
            if (!wanted_) return;
            for (const auto& message : batch) named_.emplace(message.payload);
        });
    }

    void run();
    void let_go(const std::deque<std::shared_ptr<Lease::State>>& leaving);
    void renew(const std::vector<std::shared_ptr<Lease::State>>& leases);
    void look(Names named);
    void tell(const Names& changed);
    template <class Talk>
    bool talk(Talk talk);

    const RegistryOptions options_;
    std::mutex mutex_;
    std::condition_variable wake_, left_, pictured_;
    // guarded by mutex_
    std::vector<std::shared_ptr<Lease::State>> leases_;
    std::deque<std::shared_ptr<Lease::State>> leaving_;
    std::vector<std::weak_ptr<Watch::State>> watches_;
    Names named_;  // by messages since the last look
    std::optional<Picture> picture_;
    std::string trouble_ = "Redis did not answer";
    bool wanted_ = false;  // somebody asked: the picture is kept
    bool look_ = false;
    bool renew_ = false;
    bool stopping_ = false;
    bool ended_ = false;
    Clock::time_point next_look_ = Clock::time_point::max();
    Clock::time_point next_renewal_ = Clock::now();

    redis::Client client_;  // its callbacks use what stands above
    RegistryStore store_;
    std::unique_ptr<redis::Subscriber> subscriber_;
    Thread thread_;  // last: it uses all of the above
};

void Registry::Impl::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait_until(lock, std::min(next_renewal_, next_look_),
                         [this] { return stopping_ || !leaving_.empty() || renew_ || (look_ && wanted_); });
        if (stopping_) {
            leaving_.insert(leaving_.end(), leases_.begin(), leases_.end());
            leases_.clear();
        }
        const auto leaving = leaving_;
        const bool renew_now = !stopping_ && (renew_ || Clock::now() >= next_renewal_);
        const bool look_now = !stopping_ && wanted_ && (look_ || Clock::now() >= next_look_);
        const auto leases = leases_;
        auto named = look_now ? std::exchange(named_, {}) : decltype(named_)();
        if (renew_now) renew_ = false, next_renewal_ = Clock::now() + options_.refresh;
        if (look_now) look_ = false, next_look_ = Clock::now() + options_.refresh;
        lock.unlock();
        let_go(leaving);
        if (renew_now) renew(leases);
        if (look_now) look(std::move(named));
        lock.lock();
        if (stopping_ && leaving_.empty()) break;
    }
    ended_ = true;
    left_.notify_all();
}

/// Whether it went well. What Redis could not do now is done after it reconnected, or at the next refresh.
template <class Talk>
bool Registry::Impl::talk(Talk talk) {
    try {
        talk();
        return true;
    } catch (const Error& error) {
        if (log::once_a_minute("registry"))
            log::warning("the registry of services cannot be reached", {{"reason", error.what()}});
        std::lock_guard lock(mutex_);
        trouble_ = error.what();
        return false;
    }
}

void Registry::Impl::let_go(const std::deque<std::shared_ptr<Lease::State>>& leaving) {
    for (const auto& lease : leaving) {
        // Without Redis there is nothing to wait for: the lease ends by itself.
        if (lease->announced && client_.connected()) talk([&] { store_.withdraw(lease->instance, Deadline::in(1s)); });
        {
            std::lock_guard lock(mutex_);
            leaving_.pop_front();
        }
        left_.notify_all();
    }
}

void Registry::Impl::renew(const std::vector<std::shared_ptr<Lease::State>>& leases) {
    for (const auto& lease : leases) {
        if (!client_.connected()) return;  // on_connected() wakes us
        talk([&] {
            const bool known = std::exchange(lease->announced, true);
            known ? store_.renew(lease->instance, lease->ir) : store_.announce(lease->instance, lease->ir);
        });
    }
}

namespace {

/// `now_known` with what the old picture has besides. Somebody may have told us that an instance left; when nobody did,
/// Redis has lost its data, and the instance is kept until its lease ends: it will announce itself again.
void keep_what_nobody_took_away(const Picture& old, const Names& named, Picture& now_known) {
    for (const auto& [service, instances] : old) {
        auto& kept = now_known[service];
        if (named.contains(service)) continue;
        for (const auto& [id, known] : instances)
            if (known.end > Clock::now()) kept.emplace(id, known);
    }
}

bool same_instances(const std::map<std::string, Known>& one, const std::map<std::string, Known>& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const auto& a, const auto& b) { return a.second.instance == b.second.instance; });
}

}  // namespace

void Registry::Impl::look(Names named) {
    Picture picture;
    if (!client_.connected() || !talk([&] { picture = store_.read(); })) return;  // the old picture stays
    {
        std::lock_guard lock(mutex_);
        const Picture old = picture_.value_or(Picture());
        keep_what_nobody_took_away(old, named, picture);
        std::erase_if(named, [&](const auto& service) { return !picture.contains(service); });
        for (const auto& [service, instances] : picture) {
            const auto before = old.find(service);
            if (before == old.end() ? !instances.empty() : !same_instances(before->second, instances))
                named.insert(service);
            for (const auto& [id, known] : instances) next_look_ = std::min(next_look_, known.end + 1ms);
        }
        picture_ = std::move(picture);
    }
    pictured_.notify_all();
    tell(named);
}

void Registry::Impl::tell(const Names& changed) {
    if (changed.empty()) return;
    std::vector<std::shared_ptr<Watch::State>> watches;
    {
        std::lock_guard lock(mutex_);
        for (const auto& watch : watches_)
            if (auto alive = watch.lock()) watches.push_back(std::move(alive));
    }
    for (const auto& watch : watches) {
        for (const auto& service : changed) {
            std::lock_guard lock(watch->mutex);
            const auto callback = watch->changed;  // it may cancel itself while it runs
            if (!callback) break;
            try {
                callback(service);
            } catch (const std::exception& error) {
                log::error("a watcher of the registry failed", {{"service", service}, {"reason", error.what()}});
            }
        }
    }
}

Registry::Registry(const redis::Options& redis, std::string prefix, RegistryOptions options)
    : Registry(std::make_shared<redis::Loop>(), redis, std::move(prefix), options) {}

Registry::Registry(std::shared_ptr<redis::Loop> loop, const redis::Options& redis, std::string prefix,
                   RegistryOptions options)
    : impl_(std::make_shared<Impl>(std::move(loop), redis, std::move(prefix), options)) {}

Registry::~Registry() { impl_->stop(); }

Lease Registry::announce(const Instance& instance, std::string_view ir) {
    auto state = std::make_shared<Lease::State>();
    state->instance = instance;
    if (state->instance.started == Timestamp{}) state->instance.started = now();
    state->ir = ir;
    state->registry = impl_;
    impl_->add(state);
    return Lease(std::move(state));
}

std::vector<Instance> Registry::instances(std::string_view service) {
    return impl_->look_at_picture([&](const Picture& picture) {
        std::vector<Instance> found;
        if (const auto instances = picture.find(service); instances != picture.end())
            for (const auto& [id, known] : instances->second) found.push_back(known.instance);
        return found;
    });
}

std::vector<std::string> Registry::services() {
    return impl_->look_at_picture([](const Picture& picture) {
        std::vector<std::string> names;
        for (const auto& [service, instances] : picture) names.push_back(service);
        return names;
    });
}

std::string Registry::ir(std::string_view service) { return impl_->store().ir(service); }

Watch Registry::watch(std::function<void(std::string_view)> changed) {
    auto state = std::make_shared<Watch::State>();
    state->changed = std::move(changed);
    impl_->add(state);
    return Watch(std::move(state));
}

void Lease::withdraw() noexcept {
    if (!state_) return;
    if (const auto registry = state_->registry.lock()) registry->withdraw(state_);
    state_.reset();
}

void Watch::cancel() noexcept {
    if (!state_) return;
    {
        std::lock_guard lock(state_->mutex);
        state_->changed = nullptr;
    }
    state_.reset();
}

}  // namespace antiphon::rpc
