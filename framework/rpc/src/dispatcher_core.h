#pragma once
// The dispatcher's inside.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/rpc/dispatcher.h"
#include "exchange.h"
#include "failure.h"
#include "protocol.h"

namespace antiphon::rpc {

/// A registered method, of whatever origin.
struct Entry {
    std::string name;
    Service* service = nullptr;  // with `invoke`, or null with `other`
    void (*invoke)(Service&, json::Value, Context&, std::string&) = nullptr;
    std::function<void(json::Value, Context&, std::string&)> other;
    Access access;
    Execution execution = Execution::pool;
    Idempotency idempotency = Idempotency::none;
    std::chrono::milliseconds deadline{0};
    bool cancellable = true;

    void operator()(json::Value params, Context& context, std::string& result) const {
        if (invoke != nullptr)
            invoke(*service, params, context, result);
        else
            other(params, context, result);
    }
};

class Dispatcher::Core final : public Protocol {
  public:
    explicit Core(DispatcherOptions options);

    // Registration, before the first request.
    void add(Service& service);
    void add(Entry entry);

    Plan plan(Exchange& exchange) const noexcept override;
    void run(Exchange& exchange, std::size_t index) const noexcept override;
    void finish(Exchange& exchange) const noexcept override;
    /// All three on this thread.
    void handle(Exchange& exchange) const noexcept;

    const DispatcherOptions& options() const noexcept { return options_; }
    std::string info() const;
    const std::string& openrpc() const;

    // set at start, then never changed
    std::vector<Interceptor> interceptors;
    std::function<void(const Finished&)> observer;
    IdempotencyStore* answers = nullptr;
    std::string_view asyncapi;

  private:
    const Entry* find(std::string_view name) const noexcept;
    void run_item(Exchange& exchange, Item& item, std::size_t index, Context& context, std::string& out) const noexcept;
    void answer(Exchange& exchange, const Item& item, std::size_t index, Context& context, std::string& out) const;
    void fail(const Exchange& exchange, Item& item, std::string& out, const Failure& failure) const;
    static void check(const Entry& entry, const Context& context);
    static void check_time(const Entry& entry, const Context& context);
    void execute(const Entry& entry, json::Value params, Context& context, std::string& result) const;
    void execute_once(const Entry& entry, const Item& item, std::size_t index, bool batch, Context& context,
                      std::string& out) const;
    void observe(const Entry* entry, const Item& item, const Context& context, Clock::time_point start) const noexcept;

    const DispatcherOptions options_;
    const std::string started_;
    std::string version_;
    std::string name_;
    std::vector<std::unique_ptr<const Entry>> entries_;  // sorted by name
    std::vector<std::string_view> documents_;            // OpenRPC, one per service
    std::string openrpc_;
};

/// OpenRPC of several services in one document: methods in a row, components side by side.
std::string merge_openrpc(const std::vector<std::string_view>& documents, std::string_view name,
                          std::string_view version);

}  // namespace antiphon::rpc
