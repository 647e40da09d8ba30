#include "antiphon/events/bus.h"

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/envelope.h"
#include "antiphon/telemetry/trace.h"
#include "encode.h"

namespace antiphon::events {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorKind::invalid, Code::invalid_params, message); }

void check_name(std::string_view what, std::string_view name) {
    if (name.empty() || name.size() > limits::max_name_bytes)
        refuse(std::string(what) + " has " + std::to_string(name.size()) + " bytes; it must have 1 to " +
               std::to_string(limits::max_name_bytes));
}

void check_envelope(const ChannelType& channel) {
    if (channel.kind == ChannelKind::durable && channel.envelope != Envelope::cloudevents)
        refuse("channel '" + std::string(channel.name) + "' is durable, so its envelope must be CloudEvents");
}

}  // namespace

void detail::raise_undecodable(const std::exception& error) {
    const auto* data = dynamic_cast<const Error*>(&error);
    throw Undecodable(data != nullptr ? data->path() : std::string(), error.what());
}

Encoded encode(const Outgoing& message, std::string_view source) {
    check_address(message.address);
    check_envelope(*message.channel);
    Encoded made{message.id.empty() ? Uuid::v7().text() : message.id, {}};
    check_name("the id of an event", made.id);
    const Trace trace = telemetry::outgoing_trace();
    const Context* context = Context::current();
    const std::string time = time_text(now());
    made.text.reserve(message.data.size() + 320);
    append_message(made.text, *message.channel,
                   {.id = made.id,
                    .source = source,
                    .type = message.type,
                    .time = time,
                    .traceparent = trace.traceparent,
                    .tracestate = trace.tracestate,
                    .tenant = context != nullptr ? std::string_view(context->caller.tenant) : std::string_view()},
                   message.data);
    if (made.text.size() > limits::max_event_bytes)
        throw Error(ErrorKind::invalid, Code::request_too_large,
                    "event '" + std::string(message.type) + "' has " + std::to_string(made.text.size()) +
                        " bytes; the limit is " + std::to_string(limits::max_event_bytes));
    return made;
}

void check_consumer(const ChannelType& channel, const std::vector<Handler>& handlers, ConsumerOptions& options) {
    if (channel.kind != ChannelKind::durable)
        refuse("channel '" + std::string(channel.name) + "' is live: it can be listened to, not consumed");
    check_envelope(channel);
    if (handlers.empty()) refuse("a consumer needs a handler");
    check_address(handlers.front().address);
    for (const Handler& handler : handlers) {
        if (handler.address != handlers.front().address)
            refuse("a consumer reads one channel, not '" + handlers.front().address + "' and '" + handler.address +
                   "'");
    }
    check_name("the name of a group", options.group);
    if (options.consumer.empty()) options.consumer = random_text(12);
    check_name("the name of a consumer", options.consumer);
    if (options.parallel < 1 || options.max_attempts < 1)
        refuse("a consumer's parallel and max_attempts must be at least 1");
    if (options.lease < std::chrono::milliseconds(30)) refuse("a consumer's lease must be at least 30 ms");
}

Published Bus::publish_message(Outgoing message) {
    const std::string_view type = message.type;
    auto answer = publish_message_async(std::move(message));
    const Context* context = Context::current();
    if (context != nullptr && !context->deadline.is_never() &&
        answer.wait_until(context->deadline.moment()) != std::future_status::ready)
        throw Error(ErrorKind::timed_out, Code::deadline_exceeded,
                    "event '" + std::string(type) + "' was not confirmed before the deadline; it may be published");
    return answer.get();
}

std::future<Published> Bus::publish_message_async(Outgoing message) {
    auto promise = std::make_shared<std::promise<Published>>();
    auto future = promise->get_future();
    start_publish(std::move(message), [promise](Published published, std::exception_ptr error) {
        if (error)
            promise->set_exception(error);
        else
            promise->set_value(std::move(published));
    });
    return future;
}

std::string Bus::address_of_user(std::string_view user, const ToUserOptions& options) {
    const Context* context = Context::current();
    const std::string current = context == nullptr ? std::string() : context->caller.tenant;
    return user_address(user, options.tenant.value_or(current));
}

}  // namespace antiphon::events
