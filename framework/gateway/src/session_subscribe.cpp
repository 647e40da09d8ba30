// Subscribing without a gap: first the channel is subscribed in Redis and what comes is held, then the position is read
// (with `since`, what was missed too), then the answer leaves, then what was held and is not in the answer.
#include "admission.h"
#include "antiphon/base/error.h"
#include "antiphon/events/names.h"
#include "antiphon/json/append.h"
#include "common.h"
#include "feed_service.h"
#include "lane.h"
#include "params.h"
#include "reply.h"
#include "session.h"

namespace antiphon::gateway {
namespace {

constexpr std::chrono::seconds authorization_is_kept{30};

Error unknown_channel(const std::string& name) {
    return Error(ErrorKind::invalid, Code::unknown_channel, "there is no channel " + name);
}

Error no_redis() {
    return Error(ErrorKind::unavailable, Code::dependency_down, "the channel cannot be subscribed now");
}

/// Whether all of it can be answered: it is of the stream that this loop listens to, and not too much for one message.
bool can_be_answered(const events::History& history, const std::string& epoch) {
    std::size_t bytes = 0;
    for (const events::StoredEvent& one : history.events) bytes += one.event.size();
    return history.complete && history.newest.epoch == epoch && bytes <= limits::max_response_bytes / 2;
}

std::string subscribed_result(const std::string& address, const LoopTopic& topic, bool durable) {
    std::string out = R"({"subscription":)";
    json::append_string(out, address);
    if (!durable) return out;
    out += R"(,"epoch":)";
    json::append_string(out, *topic.epoch);
    return out;
}

void append_missed(std::string& out, const events::History& history) {
    out += R"(,"recovered":true,"events":[)";
    bool first = true;
    for (const events::StoredEvent& one : history.events) {
        out.append(std::exchange(first, false) ? "" : ",")
            .append(R"({"offset":)")
            .append(std::to_string(one.position.offset));
        out.append(R"(,"event":)").append(one.event) += '}';
    }
    out += ']';
}

bool allowed_by(const Answer& answer) {
    json::Parser parser;
    try {
        const json::Value body = parser.parse(answer.body);
        const auto result = body.is_object() ? body.find("result") : std::nullopt;
        return result && result->kind() == json::Kind::boolean && result->boolean();
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

void Session::subscribe(const Request& request, const Respond& respond) {
    if (request.notification()) return respond({});  // who does not want the answer would not know its name
    const json::Value params = params_object(request);
    const std::string name = required_text(params, "channel");
    const ChannelPolicy* policy = lane_.router.routes().contract.channel(name);
    if (policy == nullptr) throw unknown_channel(name);
    const auto channel_params = params.find("params");
    std::string address = admit(*policy, identity_.caller(), channel_params);

    Listening listening;
    listening.id = request.id;
    listening.respond = respond;
    if (const auto since = params.find("since"); since && !since->is_null()) {
        if (!since->is_object()) throw InvalidData("params.since", "expected an object");
        const auto offset = since->find("offset");
        if (!offset || offset->kind() != json::Kind::int64 || offset->int64() < 0)
            throw InvalidData("params.since.offset", "expected an integer of at least 0");
        listening.since = events::Position{required_text(*since, "epoch"), static_cast<std::uint64_t>(offset->int64())};
    }
    if (const auto existing = subscriptions_.find(address); existing != subscriptions_.end()) {
        // A client that sees a hole subscribes once more, with `since`.
        if (!listening.since || !existing->second.subscription || !existing->second.subscription->active())
            throw Error(ErrorKind::invalid, Code::already_subscribed, "already subscribed: " + address);
        drop(address);
    }
    if (subscriptions_.size() >= lane_.common.options.limits.max_subscriptions)
        throw Error(ErrorKind::invalid, Code::too_many_subscriptions, "too many subscriptions (max_subscriptions)");
    if (policy->audience == Audience::authorized) {
        listening.params = complete_params(*policy, identity_.caller(), channel_params);
        if (!is_authorized(address)) return authorize(*policy, address, std::move(listening));
    }
    listen(*policy, std::move(address), std::move(listening));
}

bool Session::is_authorized(const std::string& address) const {
    const auto found = authorized_.find(address);
    return found != authorized_.end() && found->second > Clock::now();
}

/// The service says who may listen. The place is taken meanwhile, so that a second request finds it.
void Session::authorize(const ChannelPolicy& policy, const std::string& address, Listening listening) {
    const std::uint64_t number = listening.number = ++subscriptions_made_;
    subscriptions_.insert_or_assign(address, std::move(listening));
    ask_service(policy, address, number);
}

/// At most one question per subscription is under way, however often the token changes.
void Session::ask_service(const ChannelPolicy& policy, const std::string& address, std::uint64_t number) {
    Listening& listening = *find(address, number);
    listening.asking = true;
    const std::string params = listening.params;
    const auto answered = [weak = std::weak_ptr(self()), policy, address, number,
                           asked_with = grants_](const Answer& answer) {
        if (const auto session = weak.lock()) session->service_answered(policy, address, number, asked_with, answer);
    };
    try {
        lane_.desk.ask(self(), policy.authorize, params, answered);
    } catch (const Error& error) {
        end_subscription(address, error);
    }
}

void Session::service_answered(const ChannelPolicy& policy, const std::string& address, std::uint64_t number,
                               std::uint64_t asked_with, const Answer& answer) {
    Listening* listening = find(address, number);
    if (listening == nullptr) return;
    try {
        policy.access.check(identity_.caller());
        // It was about the token before this one.
        if (asked_with != grants_) return ask_service(policy, address, number);
        if (!allowed_by(answer)) throw Error(ErrorKind::denied, Code::permission_denied, "not allowed: " + address);
    } catch (const Error& error) {
        return end_subscription(address, error);
    }
    listening->asking = false;
    if (authorized_.size() >= limits::max_subscriptions) authorized_.clear();
    authorized_[address] = Clock::now() + authorization_is_kept;
    if (listening->subscription) return;  // it listens already
    Listening going_on = std::move(*listening);
    subscriptions_.erase(address);
    listen(policy, address, std::move(going_on));
}

void Session::listen(ChannelPolicy policy, std::string address, Listening listening) {
    const TopicName name{address, events::redis_channel(lane_.common.options.prefix, policy.envelope, address),
                         policy.kind == events::ChannelKind::durable};
    const std::uint64_t number = listening.number = ++subscriptions_made_;
    listening.subscription = std::make_unique<Subscription>(socket_, address, std::move(policy));
    listening.timeout = lane_.loop.after(lane_.common.options.limits.subscribe_timeout,
                                         [this, address] { fail_subscribe(address, no_redis()); });
    Subscription& subscription = *listening.subscription;
    lane_.common.metrics.subscriptions.add();
    subscriptions_.insert_or_assign(address, std::move(listening));
    lane_.topics.add(name, subscription,
                     [this, number, address](const LoopTopic& topic) { topic_ready(number, address, topic); });
}

/// The channels of every signed-in client have no request that waits: they begin as soon as they can.
void Session::listen_to_own(std::string_view channel) {
    const ChannelPolicy& policy = *lane_.router.routes().contract.channel(channel);
    std::string address = admit(policy, identity_.caller(), std::nullopt);
    if (!subscriptions_.contains(address)) listen(policy, std::move(address), {});
    // They are never given up: Redis may take as long as it needs.
    for (auto& [any, listening] : subscriptions_)
        if (listening.id.empty()) listening.timeout.cancel();
}

Session::Listening* Session::find(std::string_view address, std::uint64_t number) {
    const auto found = subscriptions_.find(address);
    return found == subscriptions_.end() || found->second.number != number ? nullptr : &found->second;
}

void Session::topic_ready(std::uint64_t number, const std::string& address, const LoopTopic& topic) {
    Listening* listening = find(address, number);
    if (listening == nullptr) return;
    if (listening->since && topic.name.durable && listening->subscription->policy().replay &&
        listening->since->epoch == *topic.epoch)
        return recover(*listening, topic);
    answer_subscribed(*listening, topic, nullptr);
}

void Session::recover(Listening& listening, const LoopTopic& topic) {
    lane_.common.feed->recover(topic.name, *listening.since,
                               [weak = std::weak_ptr(self()), &loop = lane_.loop, address = topic.name.address,
                                number = listening.number](std::optional<events::History> history) {
                                   loop.post([weak, address, number, history = std::move(history)] {
                                       if (const auto session = weak.lock())
                                           session->recovered(number, address, history);
                                   });
                               });
}

void Session::recovered(std::uint64_t number, const std::string& address,
                        const std::optional<events::History>& history) {
    Listening* listening = find(address, number);
    const LoopTopic* topic = lane_.topics.find(address);
    if (listening == nullptr || topic == nullptr) return;
    if (!history) return fail_subscribe(address, no_redis());
    answer_subscribed(*listening, *topic, can_be_answered(*history, *topic->epoch) ? &*history : nullptr);
}

void Session::answer_subscribed(Listening& listening, const LoopTopic& topic, const events::History* missed) {
    listening.timeout.cancel();
    const std::string& address = topic.name.address;
    std::uint64_t after = topic.offset;
    if (missed != nullptr) after = missed->newest.offset;
    if (listening.id.empty()) return listening.subscription->activate(after);

    std::string result = subscribed_result(address, topic, topic.name.durable);
    if (topic.name.durable) result.append(R"(,"offset":)").append(std::to_string(after));
    if (missed != nullptr)
        append_missed(result, *missed);
    else if (listening.since)
        result += R"(,"recovered":false,"events":[])";
    result += '}';
    if (listening.since) (missed ? lane_.common.metrics.resumed : lane_.common.metrics.not_recovered).add();
    const auto begin = [this, weak = std::weak_ptr(self()), address, number = listening.number, after] {
        const auto session = weak.lock();
        Listening* answered = session ? find(address, number) : nullptr;
        if (answered != nullptr && answered->subscription) answered->subscription->activate(after);
    };
    const Respond respond = std::exchange(listening.respond, {});
    respond({{200, result_text(listening.id, result)}, begin});
}

void Session::fail_subscribe(std::string address, const Error& error) {
    const auto found = subscriptions_.find(address);
    if (found == subscriptions_.end()) return;
    const std::string id = found->second.id;
    const Respond respond = std::exchange(found->second.respond, {});
    drop(address);
    if (respond) respond({{200, error_text(id, error)}});
}

std::string Session::unsubscribe(const Request& request) {
    const std::string address = required_text(params_object(request), "subscription");
    const auto found = subscriptions_.find(address);
    if (found == subscriptions_.end() || found->second.id.empty() || found->second.respond)
        throw Error(ErrorKind::invalid, Code::unknown_subscription, "there is no subscription " + address);
    drop(address);
    return "true";
}

void Session::drop(std::string_view address) {
    const auto found = subscriptions_.find(address);
    if (found == subscriptions_.end()) return;
    if (found->second.subscription) lane_.topics.remove(*found->second.subscription);
    subscriptions_.erase(found);
}

}  // namespace antiphon::gateway
