#pragma once
#include <map>
#include <string>
#include <string_view>

#include "antiphon/rpc/dispatcher.h"
#include "antiphon/telemetry/metrics.h"

namespace antiphon::runtime {

/// Counts the calls of a dispatcher: `antiphon_calls_total`, `antiphon_call_errors_total{code}`,
/// `antiphon_call_seconds`, each by method. Filled before the first call; counting takes no lock unless the call
/// failed.
class CallMetrics {
  public:
    CallMetrics();
    void add(const rpc::ServiceInfo& service);
    void count(const rpc::Finished& call) const;

  private:
    struct Handles {
        telemetry::Counter calls;
        telemetry::Histogram seconds;
    };
    static Handles handles_of(const std::string& method);

    std::map<std::string, Handles, std::less<>> methods_;
    Handles others_;
};

}  // namespace antiphon::runtime
