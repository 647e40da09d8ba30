#pragma once
// What a generated service looks like to the dispatcher: a table of methods, all in static storage.

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/context.h"
#include "antiphon/json/value.h"

namespace antiphon::rpc {

/// Where a method runs: on the worker pool, or on the thread that read the request ("inline" in the IDL), for methods
/// that never block.
enum class Execution : std::uint8_t { pool, on_the_spot };

/// Whether a call may be repeated. Clients retry by themselves only when it is not `none`; `keyed` calls carry an
/// idempotency key, and the server keeps their answers under it.
enum class Idempotency : std::uint8_t { none, readonly, idempotent, keyed };

/// Who outside may call: only other services, or clients of the gateway too.
enum class Expose : std::uint8_t { internal, client };

/// What the caller must be. Checked before the handler runs.
struct Access {
    bool required = true;                       ///< somebody must be signed in
    std::vector<std::string_view> scopes = {};  ///< all of them
    std::vector<std::string_view> roles = {};   ///< any of them
};

class Service;

/// Reads the params (an object; an array when positional; null when there are none), runs the handler, appends the
/// result's JSON; appends nothing when there is no result. Throws Error.
using Invoke = void(Service&, json::Value params, Context&, std::string& result);

struct Method {
    std::string_view name;  ///< as on the wire: `orders.place`
    Invoke* invoke = nullptr;
    Access access = {};
    Execution execution = Execution::pool;
    Idempotency idempotency = Idempotency::none;
    Expose expose = Expose::internal;
    std::chrono::milliseconds deadline{0};  ///< 0: only the caller's and the server's apply
    bool notification = false;
    bool cancellable = true;
};

/// Everything points into static storage.
struct ServiceInfo {
    std::string_view name;
    std::string_view version;
    std::span<const Method> methods;
    std::string_view openrpc;   ///< document text
    std::string_view asyncapi;  ///< document text, or empty
    std::string_view ir;        ///< the compiled IDL, as the registry carries it
};

/// A generated `orders::Service` derives from it. Handlers of one object may run on several threads at once.
class Service {
  public:
    virtual ~Service() = default;
    virtual const ServiceInfo& info() const noexcept = 0;
};

}  // namespace antiphon::rpc
