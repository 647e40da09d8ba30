#include "antiphon/redis/subscriber.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>

#include "antiphon/base/uuid.h"
#include "antiphon/redis/client.h"
#include "connection.h"

namespace antiphon::redis {

namespace {

constexpr std::size_t channels_per_command = 512;
constexpr int proofs_that_may_be_missing = 3;

using OwnedReply = std::unique_ptr<redisReply, void (*)(void*)>;

std::string_view text_of(const redisReply& reply) { return {reply.str, reply.len}; }

/// Somebody who waits for several channels to be confirmed.
struct Waiter {
    std::size_t left = 0;
    std::function<void()> confirmed;
    void one_less() {
        if (--left == 0 && confirmed) confirmed();
    }
};

struct Channel {
    bool confirmed = false;
    std::vector<std::shared_ptr<Waiter>> waiters;
};

}  // namespace

class Subscriber::Impl final : public Connection::Owner, public std::enable_shared_from_this<Subscriber::Impl> {
  public:
    Impl(std::shared_ptr<Loop> loop, const Options& options, std::function<void(Batch)> on_batch,
         std::function<void(SubscriberState)> on_state)
        : loop_(std::move(loop)),
          on_batch_(std::move(on_batch)),
          on_state_(std::move(on_state)),
          silence_timeout_(options.silence_timeout),
          proof_channel_("antiphon:proof:" + random_text(16)),
          connection_(std::make_shared<Connection>(*loop_, options, *this)),
          prover_(std::make_unique<Client>(loop_, options)) {}

    void start() {
        loop_->post([self = shared_from_this()] {
            if (self->stopped_) return;
            self->channels_[self->proof_channel_];
            self->connection_->start();
            self->prove_later();
        });
    }

    void stop() {
        std::promise<void> stopped;
        const auto stop_here = [this, &stopped] {
            stopped_ = true;
            connection_->stop();
            channels_.clear();
            batch_.clear();
            stopped.set_value();
        };
        if (loop_->here()) {
            // Perhaps inside one of our own callbacks: stay until that has returned.
            loop_->post([self = shared_from_this()] {});
            stop_here();
        } else {
            loop_->post(stop_here);
            stopped.get_future().wait();
        }
        prover_.reset();
    }

    void subscribe(const std::vector<std::string>& names, std::function<void()> confirmed) {
        const auto waiter = std::make_shared<Waiter>(Waiter{1, std::move(confirmed)});
        std::vector<std::string> fresh;
        for (const std::string& name : names) {
            const auto [it, added] = channels_.try_emplace(name);
            if (added) fresh.push_back(name);
            if (it->second.confirmed) continue;
            ++waiter->left;
            it->second.waiters.push_back(waiter);
        }
        if (connected_) ask(fresh);
        waiter->one_less();
    }

    void unsubscribe(const std::vector<std::string>& names) {
        std::vector<std::string> known;
        std::vector<std::shared_ptr<Waiter>> left;
        for (const std::string& name : names) {
            const auto found = channels_.find(name);
            if (name == proof_channel_ || found == channels_.end()) continue;
            // Who waited for it as one of several gets told of the others.
            left.insert(left.end(), found->second.waiters.begin(), found->second.waiters.end());
            channels_.erase(found);
            known.push_back(name);
        }
        if (connected_) send("UNSUBSCRIBE", known);
        for (const auto& waiter : left) waiter->one_less();
    }

    void connected() override {
        connected_ = true;
        std::vector<std::string> all;
        for (const auto& [name, channel] : channels_) all.push_back(name);
        resubscribing_ = all.size();
        missing_proofs_ = 0;
        asked_.clear();
        ask(all);
    }

    void lost(const std::string&) override {
        connected_ = false;
        whole_ = false;
        asked_.clear();
        batch_.clear();
        replies_.clear();
        for (auto& [name, channel] : channels_) {
            channel.confirmed = false;
        }
        if (on_state_) on_state_(SubscriberState::lost);
    }

    void replied(OwnedReply reply) override {
        if (reply->type == REDIS_REPLY_ERROR) return connection_->restart(std::string(text_of(*reply)));
        if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 3) return;
        const std::string_view kind = text_of(*reply->element[0]);
        if (kind == "message") {
            const std::string_view channel = text_of(*reply->element[1]);
            if (channel == proof_channel_) {
                missing_proofs_ = 0;
                return;
            }
            missing_proofs_ = 0;  // a subscriber behind a flood hears its proofs late
            batch_.push_back({channel, text_of(*reply->element[2])});
            replies_.push_back(std::move(reply));
        } else if (kind == "subscribe") {
            // Messages before a confirmation belong before it.
            hand_over();
            confirm(std::string(text_of(*reply->element[1])));
        }
    }

    void read_through() override { hand_over(); }

    const std::shared_ptr<Loop> loop_;
    std::atomic<bool> whole_{false};  // connected, and everything is subscribed

  private:
    void ask(const std::vector<std::string>& names) {
        for (const std::string& name : names) ++asked_[name];
        send("SUBSCRIBE", names);
    }

    void send(const char* verb, const std::vector<std::string>& names) {
        for (std::size_t at = 0; at < names.size(); at += channels_per_command) {
            Arguments command{verb};
            const auto begin = names.begin() + static_cast<std::ptrdiff_t>(at);
            command.insert(command.end(), begin,
                           begin + static_cast<std::ptrdiff_t>(std::min(channels_per_command, names.size() - at)));
            connection_->write(command);
        }
    }

    void confirm(const std::string& name) {
        // An answer to a SUBSCRIBE that was followed by an UNSUBSCRIBE and another SUBSCRIBE confirms nothing yet.
        const auto asked = asked_.find(name);
        const int still_asked = asked == asked_.end() ? 0 : --asked->second;
        if (asked != asked_.end() && still_asked == 0) asked_.erase(asked);
        if (const auto found = channels_.find(name); found != channels_.end() && still_asked == 0) {
            found->second.confirmed = true;
            const auto waiters = std::move(found->second.waiters);
            found->second.waiters.clear();
            for (const auto& waiter : waiters) waiter->one_less();
        }
        if (resubscribing_ > 0 && --resubscribing_ == 0) {
            whole_ = true;
            if (on_state_) on_state_(SubscriberState::connected);
        }
    }

    void hand_over() {
        if (batch_.empty()) return;
        const auto batch = std::move(batch_);
        const auto replies = std::move(replies_);
        batch_.clear();
        replies_.clear();
        if (on_batch_) on_batch_(batch);
    }

    void prove_later() {
        loop_->after(silence_timeout_ / (proofs_that_may_be_missing + 1), [weak = weak_from_this()] {
            if (const auto self = weak.lock(); self && !self->stopped_) self->prove();
        });
    }

    void prove() {
        if (connected_) {
            if (missing_proofs_ >= proofs_that_may_be_missing) {
                connection_->restart("messages to itself do not come back");
            } else {
                ++missing_proofs_;
                prover_->send({"PUBLISH", proof_channel_, "1"}, Deadline::in(silence_timeout_),
                              [](const Reply&, std::exception_ptr) {});
            }
        }
        prove_later();
    }

    const std::function<void(Batch)> on_batch_;
    const std::function<void(SubscriberState)> on_state_;
    const std::chrono::milliseconds silence_timeout_;
    const std::string proof_channel_;
    // only on the loop
    const std::shared_ptr<Connection> connection_;
    std::unique_ptr<Client> prover_;
    std::map<std::string, Channel> channels_;
    std::map<std::string, int> asked_;  // SUBSCRIBEs under way per channel, also of channels that nobody wants any more
    std::vector<PushedMessage> batch_;
    std::vector<OwnedReply> replies_;  // what batch_ points into
    std::size_t resubscribing_ = 0;
    int missing_proofs_ = 0;
    bool connected_ = false;
    bool stopped_ = false;
};

Subscriber::Subscriber(std::shared_ptr<Loop> loop, Options options, std::function<void(Batch)> on_batch,
                       std::function<void(SubscriberState)> on_state)
    : impl_(std::make_shared<Impl>(std::move(loop), options, std::move(on_batch), std::move(on_state))) {
    impl_->start();
}

Subscriber::~Subscriber() { impl_->stop(); }

void Subscriber::subscribe(std::vector<std::string> channels, std::function<void()> confirmed) {
    auto task = [self = impl_, channels = std::move(channels), confirmed = std::move(confirmed)]() mutable {
        self->subscribe(channels, std::move(confirmed));
    };
    if (impl_->loop_->here())
        task();
    else
        impl_->loop_->post(std::move(task));
}

void Subscriber::unsubscribe(std::vector<std::string> channels) {
    auto task = [self = impl_, channels = std::move(channels)] { self->unsubscribe(channels); };
    if (impl_->loop_->here())
        task();
    else
        impl_->loop_->post(std::move(task));
}

bool Subscriber::connected() const noexcept { return impl_->whole_; }

}  // namespace antiphon::redis
