#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "antiphon/base/context.h"
#include "antiphon/base/limits.h"
#include "antiphon/rpc/interceptor.h"
#include "antiphon/rpc/service.h"

namespace Json {
class Value;
}

namespace antiphon::rpc {

class IdempotencyStore;

/// A call that has ended, for metrics and logs. Borrows its texts until the observer returns.
struct Finished {
    std::string_view method;  ///< the registered name; "unknown" when there is none, so that labels stay few
    int code = 0;             ///< 0: it succeeded
    std::chrono::nanoseconds duration{0};
    bool notification = false;
    const Context& context;
};

struct DispatcherOptions {
    std::string name = {};      ///< for rpc.info; empty: the first service's
    std::string instance = {};  ///< for rpc.info
    std::size_t max_body_bytes = limits::max_body_bytes;
    std::size_t max_batch_items = limits::max_batch_items;
    std::size_t max_response_bytes = limits::max_response_bytes;
    std::chrono::milliseconds default_deadline = limits::default_deadline;
    std::chrono::milliseconds max_deadline = limits::max_deadline;
};

/// Of a method that is registered without IDL.
struct MethodOptions {
    Access access = {};
    Execution execution = Execution::pool;
    std::chrono::milliseconds deadline{0};  ///< 0: only the caller's and the server's apply
};

/// JSON-RPC 2.0: text in, text out, never throws. Finds the method, checks access and deadline, runs the handler with
/// its Context current, turns exceptions into error objects; the text of an exception that is not an antiphon::Error is
/// logged and never sent.
///
/// Everything is registered before the first request; from then on all members may be called from any thread.
class Dispatcher {
  public:
    /// A method without IDL. The params are null when absent. An exception is handled like that of any handler.
    using DynamicHandler = std::function<Json::Value(const Json::Value& params, Context& context)>;

    explicit Dispatcher(DispatcherOptions options = {});
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    /// Borrows the service. Throws Error(invalid) when a method's name is taken.
    void add(Service& service);
    void add(std::string name, DynamicHandler handler, MethodOptions options = {});
    void add(Interceptor interceptor);
    /// Called once per call after its answer is known, on the handler's thread. Must not block or throw.
    void observe(std::function<void(const Finished&)> observer);
    /// Without a store, idempotency keys are refused as Error(unavailable): they would not hold. Borrows.
    void keep_answers_in(IdempotencyStore& store);

    /// Handles one request or batch on this thread, whatever the methods' execution; a batch's items one after another.
    /// Returns the response, empty when there is nothing to answer. `context` is copied per call; a deadline that is
    /// never() is replaced by the default.
    std::string handle(std::string_view request, const Context& context = {}) noexcept;

    /// What rpc.discover answers: the OpenRPC document, of all services in one.
    const std::string& openrpc() const;
    /// The AsyncAPI document of the first service that has one, or empty.
    std::string_view asyncapi() const;

    class Core;
    Core& core() noexcept { return *core_; }  ///< internal to this module

  private:
    std::unique_ptr<Core> core_;
};

}  // namespace antiphon::rpc
