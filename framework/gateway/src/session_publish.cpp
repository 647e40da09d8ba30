// rpc.publish: where channel and event say that clients may.
#include "admission.h"
#include "antiphon/base/error.h"
#include "antiphon/events/bus.h"
#include "common.h"
#include "lane.h"
#include "params.h"
#include "reply.h"
#include "session.h"

namespace antiphon::gateway {
namespace {

/// Keeps the texts alive that a ChannelType only points to.
struct Publishing {
    ChannelPolicy policy;
    std::string event;
    events::ChannelType type;
};

}  // namespace

void Session::publish(const Request& request, const Respond& respond) {
    const json::Value params = params_object(request);
    const std::string name = required_text(params, "channel"), event = required_text(params, "event");
    const ChannelPolicy* policy = lane_.router.routes().contract.channel(name);
    if (policy == nullptr) throw Error(ErrorKind::invalid, Code::unknown_channel, "there is no channel " + name);
    const auto known = policy->events.find(event);
    const bool open = policy->client_publish && known != policy->events.end() && known->second.client_publish;
    if (!open || policy->audience == Audience::authorized)
        throw Error(ErrorKind::denied, Code::permission_denied, "clients may not publish " + event + " on " + name);

    auto publishing = std::make_shared<Publishing>(Publishing{*policy, event, {}});
    publishing->type = publishing->policy.type();
    events::Outgoing message;
    message.channel = &publishing->type;
    message.type = publishing->event;
    message.address = admit(*policy, identity_.caller(), params.find("params"));
    const auto data = params.find("data");
    message.data = data ? std::string(data->text()) : "null";

    const Context context{
        identity_.caller(), trace(request), Deadline::in(lane_.common.options.limits.call_deadline), {}, nullptr};
    const ContextScope scope(context);
    lane_.common.bus->start_publish(
        std::move(message), [respond, publishing, id = std::string(request.id), &loop = lane_.loop](
                                const events::Published&, std::exception_ptr error) {
            loop.post([respond, id, error] {
                if (id.empty()) return respond({{204, {}}});
                respond({{200, error ? error_text(id, to_error(error)) : result_text(id, "true")}});
            });
        });
}

}  // namespace antiphon::gateway
