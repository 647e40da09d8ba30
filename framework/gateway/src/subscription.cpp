#include "subscription.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

constexpr std::size_t max_backlog = 64;  // events kept for a client that does not keep up, where the IDL drops any
// Of what comes before the answer that names the subscription.
constexpr std::size_t max_held_messages = 4 * limits::max_waiting_messages;
constexpr std::size_t max_held_bytes = 4 * limits::max_waiting_bytes;
constexpr std::chrono::seconds telling_interval{1};

/// The JSON text inside a server's text frame.
std::string_view payload_of(std::string_view frame) noexcept {
    const auto size = static_cast<unsigned char>(frame[1]) & 0x7Fu;
    return frame.substr(size < 126 ? 2 : size == 126 ? 4 : 10);
}

std::string_view text_member(json::Value object, std::string_view key) {
    const auto member = object.is_object() ? object.find(key) : std::nullopt;
    return member && member->is_string() ? member->string() : std::string_view();
}

}  // namespace

std::string_view name(SlowPolicy policy) noexcept {
    switch (policy) {
        case SlowPolicy::disconnect:
            return "disconnect";
        case SlowPolicy::drop_oldest:
            return "drop_oldest";
        case SlowPolicy::latest:
            return "latest";
        case SlowPolicy::coalesce:
            return "coalesce";
    }
    return "";
}

void Subscription::activate(std::uint64_t after) {
    active_ = true;
    next_ = durable() ? after + 1 : 0;
    for (const Parcel& parcel : std::exchange(held_, {})) deliver(parcel);
}

void Subscription::deliver_slowly(const Parcel& parcel) {
    if (!active_) {
        held_messages_ += parcel.run.messages();
        held_bytes_ += parcel.run.bytes().size();
        if (held_messages_ > max_held_messages || held_bytes_ > max_held_bytes) return cut_off();
        held_.push_back(parcel);
        return;
    }
    if (parcel.kind == Parcel::Kind::gap) {
        socket_->send(parcel.run, ws::Keep::always);
        return;
    }
    if (durable()) {
        const ws::Run rest = parcel.behind(next_ - 1);
        if (!rest.empty() && socket_->send(rest) == ws::Sent::full) cut_off();
        return;
    }
    if (!backlog_.empty()) return refused(parcel);
    if (socket_->send(parcel.run) == ws::Sent::full) refused(parcel);
}

/// What is in a stream the client gets when it comes back; what is live goes by the event's rule.
void Subscription::refused(const Parcel& parcel) {
    if (parcel.kind == Parcel::Kind::gap) {
        socket_->send(parcel.run, ws::Keep::always);
        return;
    }
    const auto common = policy_.common_slow();
    if (durable() || (common && common->policy == SlowPolicy::disconnect)) return cut_off();
    for (std::size_t i = 0; i < parcel.messages() && socket_->open(); ++i) keep(parcel, i);
}

void Subscription::keep(const Parcel& parcel, std::size_t index) {
    const std::string_view frame = parcel.message(index);
    json::Parser parser;
    // The feed has held the event against the limits; the frame has two levels and its own members around it.
    const std::string_view text = payload_of(frame);
    const json::ParseLimits frame_limits{.max_bytes = text.size(), .max_depth = limits::max_depth + 2};
    const json::Value params = *parser.parse(text, frame_limits).find("params");
    const json::Value event = *params.find("event");
    const bool foreign = policy_.envelope == events::Envelope::members;
    const std::string_view type = text_member(event, foreign ? std::string_view(policy_.envelope_type) : "type");
    const auto known = policy_.events.find(type);
    const auto common = policy_.common_slow();
    const SlowRule rule = known != policy_.events.end() ? known->second.slow : common.value_or(SlowRule{});
    if (rule.policy == SlowPolicy::disconnect) return cut_off();
    push_backlog(rule, ws::Run(std::string(frame), 1), type, event);
}

void Subscription::push_backlog(SlowRule rule, ws::Run run, std::string_view event, json::Value root) {
    std::string key(event);
    if (rule.policy == SlowPolicy::coalesce) {
        const bool foreign = policy_.envelope == events::Envelope::members;
        const std::string_view member = foreign ? std::string_view(policy_.envelope_data) : "data";
        const auto data = policy_.envelope == events::Envelope::none ? std::optional(root) : root.find(member);
        const auto field = data && data->is_object() ? data->find(rule.field) : std::nullopt;
        if (field) key.append(1, '\n').append(field->text());
    }
    if (rule.policy != SlowPolicy::drop_oldest) {
        const auto same = [&](const Waiting& one) { return one.key == key; };
        if (std::erase_if(backlog_, same) > 0) drop(1, rule.policy);
    }
    backlog_.push_back({std::move(run), rule.policy == SlowPolicy::drop_oldest ? std::string() : std::move(key)});
    if (backlog_.size() > max_backlog) {
        backlog_.pop_front();
        drop(1, rule.policy);
    }
}

void Subscription::drop(std::size_t count, SlowPolicy policy) {
    dropped_untold_ += count;
    dropped_in_all_ += count;
    dropped_by_ = policy;
}

void Subscription::cut_off() {
    socket_->close(CloseCode::slow_consumer, R"({"name":"slow_consumer"})");
    held_.clear();
    backlog_.clear();
}

void Subscription::lose_position() {
    active_ = false;
    socket_->close(CloseCode::lost_position, R"({"name":"lost_position"})");
}

void Subscription::drained(Clock::time_point now) {
    tell_dropped(now);
    while (!backlog_.empty() && socket_->send(backlog_.front().run) == ws::Sent::queued) backlog_.pop_front();
}

bool Subscription::tell_dropped(Clock::time_point now) {
    if (dropped_untold_ == 0) return true;
    if (now - told_ < telling_interval && told_ != Clock::time_point{}) return false;
    told_ = now;
    socket_->send(ws::Run::text(dropped_text(address_, dropped_untold_, name(dropped_by_))), ws::Keep::always);
    dropped_untold_ = 0;
    return true;
}

}  // namespace antiphon::gateway
