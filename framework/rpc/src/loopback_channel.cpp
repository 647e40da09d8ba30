#include "antiphon/rpc/loopback_channel.h"

#include "antiphon/base/error.h"
#include "antiphon/rpc/dispatcher.h"
#include "outgoing.h"

namespace antiphon::rpc {

void LoopbackChannel::start(Outgoing call, Done done) {
    const OutgoingContext from = OutgoingContext::of(call.options, limits::default_service_deadline);
    if (from.deadline.passed()) {
        done({}, std::make_exception_ptr(deadline_error(call.method)));
        return;
    }
    Context context;
    context.caller = from.caller.signed_in() ? from.caller : caller_;
    context.trace = from.trace;
    context.deadline = from.deadline;
    context.cancellation = from.cancellation;
    context.idempotency_key = idempotency_key_for(call);
    const std::string answer = [&] {
        const DetachedScope own;  // the handler's context is what travelled, nothing else
        return dispatcher_.handle(request_text(call, 1), context);
    }();
    done(answer, nullptr);
}

}  // namespace antiphon::rpc
