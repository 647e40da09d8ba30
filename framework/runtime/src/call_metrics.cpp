#include "call_metrics.h"

#include "antiphon/base/codes.h"

namespace antiphon::runtime {
namespace {

/// Applications' codes stand as numbers: they are in the IDL, so few.
std::string code_label(int code) {
    return code >= 0 ? std::to_string(code) : std::string(name(static_cast<Code>(code)));
}

}  // namespace

CallMetrics::CallMetrics() : others_(handles_of("other")) {}

CallMetrics::Handles CallMetrics::handles_of(const std::string& method) {
    auto& all = telemetry::metrics();
    return {all.counter("antiphon_calls_total", "Calls handled.", {{"method", method}}),
            all.histogram("antiphon_call_seconds", "From dispatch to answer.", {{"method", method}})};
}

void CallMetrics::add(const rpc::ServiceInfo& service) {
    for (const auto& method : service.methods)
        methods_.emplace(std::string(method.name), handles_of(std::string(method.name)));
}

void CallMetrics::count(const rpc::Finished& call) const {
    const auto at = methods_.find(call.method);
    const Handles& handles = at == methods_.end() ? others_ : at->second;
    handles.calls.add();
    handles.seconds.observe(call.duration);
    if (call.code == 0) return;
    telemetry::metrics()
        .counter("antiphon_call_errors_total", "Calls answered with an error.",
                 {{"method", at == methods_.end() ? "other" : at->first}, {"code", code_label(call.code)}})
        .add();
}

}  // namespace antiphon::runtime
