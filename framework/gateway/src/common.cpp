#include "common.h"

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"

namespace antiphon::gateway {
namespace {

Options complete(Options options) {
    if (options.seal_keys.empty()) options.seal_keys = options.token_keys;
    if (options.seal_keys.signing() == nullptr)
        throw Error(ErrorKind::invalid, Code::invalid_params,
                    "the gateway needs a key that can sign, so that services know who calls");
    if (options.instance.empty()) options.instance = "gateway-" + random_text(6);
    return options;
}

}  // namespace

Common::Common(Options from)
    : options(complete(std::move(from))),
      origins(options.origins),
      verifier(options.token_keys, options.tokens),
      seal(options.seal_keys, options.tokens.clock) {}

Metrics::Metrics() {
    auto& registry = telemetry::metrics();
    frames = registry.counter("antiphon_gateway_frames_total", "Messages from clients.");
    rate_limited = registry.counter("antiphon_gateway_rate_limited_total", "Messages over a client's rate.");
    calls = registry.counter("antiphon_gateway_calls_total", "Calls passed on to services.");
    call_errors =
        registry.counter("antiphon_gateway_refusals_total", "Requests the gateway itself answered with an error.");
    subscriptions = registry.counter("antiphon_gateway_subscriptions_total", "Subscriptions made.");
    slow_closed = registry.counter("antiphon_gateway_slow_consumers_total", "Sockets closed with 4430.");
    resumed = registry.counter("antiphon_gateway_resumes_total", "Subscriptions with since.", {{"recovered", "true"}});
    not_recovered =
        registry.counter("antiphon_gateway_resumes_total", "Subscriptions with since.", {{"recovered", "false"}});
    call_seconds = registry.histogram("antiphon_gateway_call_seconds", "From a client's call to its answer.");
}

std::string account_of(const Caller& caller) { return events::make_address("", {caller.tenant, caller.user}); }

}  // namespace antiphon::gateway
