#include "call_handler.h"

#include "antiphon/base/context.h"
#include "antiphon/telemetry/trace.h"

namespace antiphon::events {

void call_handler(const RawHandler& handler, const Incoming& incoming,
                  std::shared_ptr<std::atomic<bool>> cancellation) {
    Context context;
    context.trace = telemetry::continue_trace({incoming.delivery.traceparent, incoming.delivery.tracestate, {}});
    context.caller.tenant = incoming.delivery.tenant;
    context.cancellation = std::move(cancellation);
    const ContextScope scope(context);
    handler(incoming);
}

std::string reason_of_current_exception() {
    try {
        throw;
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "an exception that is no std::exception";
    }
}

}  // namespace antiphon::events
