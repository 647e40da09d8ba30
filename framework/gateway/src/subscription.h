#pragma once
// One channel that one socket listens to: what it gets, in which order, and what happens when it does not keep up.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/json/parser.h"
#include "antiphon/ws/server.h"
#include "contract.h"
#include "parcel.h"

namespace antiphon::gateway {

/// Belongs to a session; lives on its socket's loop.
class Subscription {
  public:
    /// `policy` lives in a contract that the session keeps. Begins by holding what comes: nothing may leave before the
    /// answer that names the subscription has.
    Subscription(std::shared_ptr<ws::Socket> socket, std::string address, ChannelPolicy policy)
        : socket_(std::move(socket)), address_(std::move(address)), policy_(std::move(policy)) {}

    const std::string& address() const noexcept { return address_; }
    const ChannelPolicy& policy() const noexcept { return policy_; }
    bool durable() const noexcept { return policy_.kind == events::ChannelKind::durable; }
    bool active() const noexcept { return active_; }

    /// The answer has left: what was held follows, without what it said already. `after`: on durable channels, the
    /// offset up to which the client has everything.
    void activate(std::uint64_t after);

    /// The hot path of the fan-out: one send.
    void deliver(const Parcel& parcel) {
        if (active_ && parcel.first >= next_ && backlog_.empty()) {
            if (socket_->send(parcel.run) == ws::Sent::queued) return;
            return refused(parcel);
        }
        deliver_slowly(parcel);
    }

    /// The stream is another one than the client knows: it must come back and read the state anew.
    void lose_position();

    /// The socket has room again.
    void drained(Clock::time_point now);
    /// Tells the client how many events it did not get, at most once a second. False while there is more to tell.
    bool tell_dropped(Clock::time_point now);
    std::uint64_t dropped() const noexcept { return dropped_in_all_; }

    /// Where it stands among the listeners of its topic; for Topics.
    std::uint32_t place = 0;

  private:
    struct Waiting {
        ws::Run run;
        std::string key;  // coalesce: event and value
    };
    void deliver_slowly(const Parcel& parcel);
    void refused(const Parcel& parcel);
    void keep(const Parcel& parcel, std::size_t index);
    void push_backlog(SlowRule rule, ws::Run run, std::string_view event, json::Value root);
    void drop(std::size_t count, SlowPolicy policy);
    void cut_off();

    // set at construction, never changes
    const std::shared_ptr<ws::Socket> socket_;
    const std::string address_;
    const ChannelPolicy policy_;
    // only on the socket's loop
    bool active_ = false;
    std::uint64_t next_ = 0;  // durable: the first offset that the client does not have; live: 0
    std::vector<Parcel> held_;
    std::size_t held_messages_ = 0;
    std::size_t held_bytes_ = 0;
    std::deque<Waiting> backlog_;
    std::uint64_t dropped_untold_ = 0;
    std::uint64_t dropped_in_all_ = 0;
    SlowPolicy dropped_by_ = SlowPolicy::disconnect;
    Clock::time_point told_{};
};

std::string_view name(SlowPolicy policy) noexcept;  ///< "drop_oldest"

}  // namespace antiphon::gateway
