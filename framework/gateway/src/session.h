#pragma once
// One client on one socket: who it is, what it listens to, and the methods of the session itself (rpc.…).

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/base/codes.h"
#include "antiphon/events/delivery.h"
#include "antiphon/net/loop.h"
#include "antiphon/ws/server.h"
#include "desk.h"
#include "rate.h"
#include "subscription.h"

namespace antiphon::gateway {

class Lane;
struct LoopTopic;

/// Lives on its socket's loop.
class Session final : public Asker {
  public:
    Session(Lane& lane, std::shared_ptr<ws::Socket> socket);
    ~Session() override;

    /// `token` came with the upgrade; empty: rpc.connect will bring one.
    void open(std::string_view token);
    void message(std::string_view text);
    void drained();
    void closed();  ///< the socket has gone
    void tick(Clock::time_point now);
    void close_draining(int reconnect_after_ms);

    // Asker
    void count_message() override;
    bool built_in(const Request& request, const Respond& respond) override;
    Trace trace(const Request& request) const override;
    std::string idempotency_key(const Request& request) const override;
    std::chrono::milliseconds time_left(const Request& request) const override;
    bool gone() const noexcept override { return !socket_->open(); }

  private:
    /// A subscription and what it still waits for.
    struct Listening {
        std::unique_ptr<Subscription> subscription;
        std::string id;       // of the request; empty: subscribed at connect
        std::string params;   // all of them, for the service that says who may listen
        bool asking = false;  // that service
        std::optional<events::Position> since;
        Respond respond;
        net::Timer timeout;
        std::uint64_t number = 0;  // tells it from an earlier one to the same address
    };

    std::shared_ptr<Session> self() { return std::static_pointer_cast<Session>(shared_from_this()); }
    void close(CloseCode code, std::string_view detail = {});
    bool answers_pile_up() const;

    // session_auth.cpp
    void sign_in(auth::Claims claims);
    void take_token(std::string_view token, bool first);
    void refuse_token(const Error& error);
    void watch_expiry();
    void when(Timestamp moment, std::function<void()> work);
    void recheck_subscriptions();
    void end_subscription(const std::string& address, const Error& error);
    std::string connect(const Request& request);
    std::string connected_result() const;
    std::string refresh(const Request& request);

    // session_subscribe.cpp
    void subscribe(const Request& request, const Respond& respond);
    void authorize(const ChannelPolicy& policy, const std::string& address, Listening listening);
    void ask_service(const ChannelPolicy& policy, const std::string& address, std::uint64_t number);
    void service_answered(const ChannelPolicy& policy, const std::string& address, std::uint64_t number,
                          std::uint64_t asked_with, const Answer& answer);
    void listen(ChannelPolicy policy, std::string address, Listening listening);
    void listen_to_own(std::string_view channel);
    void topic_ready(std::uint64_t number, const std::string& address, const LoopTopic& topic);
    void recover(Listening& listening, const LoopTopic& topic);
    void recovered(std::uint64_t number, const std::string& address, const std::optional<events::History>& history);
    void answer_subscribed(Listening& listening, const LoopTopic& topic, const events::History* missed);
    void fail_subscribe(std::string address, const Error& error);
    bool is_authorized(const std::string& address) const;
    Listening* find(std::string_view address, std::uint64_t number);
    std::string unsubscribe(const Request& request);
    void drop(std::string_view address);

    // session_publish.cpp
    void publish(const Request& request, const Respond& respond);

    Lane& lane_;
    const std::shared_ptr<ws::Socket> socket_;
    TokenBucket bucket_;
    bool signed_in_ = false;
    bool closing_ = false;
    bool wants_ping_ = false;
    bool pinged_ = false;
    Clock::time_point last_heard_;
    std::map<std::string, Listening, std::less<>> subscriptions_;       // by address
    std::map<std::string, Clock::time_point, std::less<>> authorized_;  // by address; until when the answer is kept
    std::uint64_t subscriptions_made_ = 0;
    std::uint64_t grants_ = 0;  // counts tokens that granted other things than the one before
    net::Timer clock_;          // what is due next: authentication, the notice that the token ends, its end
};

}  // namespace antiphon::gateway
