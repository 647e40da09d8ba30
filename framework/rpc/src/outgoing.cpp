#include "outgoing.h"

#include "antiphon/base/limits.h"
#include "antiphon/base/uuid.h"
#include "antiphon/json/append.h"
#include "antiphon/telemetry/trace.h"

namespace antiphon::rpc {

OutgoingContext OutgoingContext::of(const CallOptions& options, std::chrono::milliseconds default_deadline) {
    OutgoingContext out;
    const Context* current = Context::current();
    if (current != nullptr) {
        out.deadline = current->deadline;
        out.caller = current->caller;
        out.cancellation = current->cancellation;
    }
    out.trace = telemetry::outgoing_trace();
    if (options.deadline)
        out.deadline = out.deadline.earlier(Deadline::in(*options.deadline));
    else if (out.deadline.is_never())
        out.deadline = Deadline::in(default_deadline);
    out.deadline = out.deadline.earlier(Deadline::in(limits::max_deadline));
    return out;
}

std::string request_text(const Channel::Outgoing& call, std::uint64_t id) {
    std::string out = R"({"jsonrpc":"2.0","method":)";
    out.reserve(call.params.size() + call.method.size() + 64);
    json::append_string(out, call.method);
    if (!call.params.empty()) out.append(",\"params\":").append(call.params);
    if (!call.notification) {
        out += ",\"id\":";
        json::append_uint(out, id);
    }
    out += '}';
    return out;
}

std::string idempotency_key_for(const Channel::Outgoing& call) {
    if (!call.options.idempotency_key.empty() || call.idempotency != Idempotency::keyed)
        return call.options.idempotency_key;
    return random_text(24);
}

Error deadline_error(std::string_view method) {
    return Error(ErrorKind::timed_out, Code::deadline_exceeded,
                 std::string(method) + ": no answer before the deadline");
}

}  // namespace antiphon::rpc
