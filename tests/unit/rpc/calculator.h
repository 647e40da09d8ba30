#pragma once
// A service by hand, in the style of generated code, for the tests of rpc.

#include <array>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "antiphon/base/error.h"
#include "antiphon/rpc/client.h"
#include "antiphon/rpc/service.h"

namespace calculator {

struct Pair {
    std::int64_t a = 0;
    std::int64_t b = 0;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Pair& out);
void write_json(std::string& out, const Pair& value);

struct DividedByZeroData {
    std::int64_t dividend = 0;
};
class DividedByZero final : public antiphon::DeclaredError, public DividedByZeroData {
  public:
    static constexpr int error_code = 4200;
    static constexpr std::string_view wire_type = "calculator.DividedByZero";
    explicit DividedByZero(DividedByZeroData data)
        : DeclaredError(wire_type, error_code, "Cannot divide " + std::to_string(data.dividend) + " by zero"),
          DividedByZeroData(data) {}
    void write_detail(std::string& out) const override;
};

class Service : public antiphon::rpc::Service {
  public:
    virtual std::int64_t add(const Pair& params, antiphon::Context& context) = 0;         // inline, positional too
    virtual std::int64_t add_slowly(const Pair& params, antiphon::Context& context) = 0;  // pool
    virtual std::int64_t divide(const Pair& params, antiphon::Context& context) = 0;      // DividedByZero
    virtual std::string whoami(antiphon::Context& context) = 0;                           // signed in
    virtual std::int64_t secret(antiphon::Context& context) = 0;                          // scope, role
    virtual std::int64_t count(const Pair& params, antiphon::Context& context) = 0;       // keyed
    virtual void nothing(antiphon::Context& context) = 0;                                 // no result
    virtual std::int64_t look(antiphon::Context& context) = 0;                            // readonly
    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// What a test wants each method to do; the defaults calculate.
class Desk final : public Service {
  public:
    std::int64_t add(const Pair& params, antiphon::Context&) override { return params.a + params.b; }
    std::int64_t add_slowly(const Pair& params, antiphon::Context& context) override {
        if (on_add_slowly) on_add_slowly(context);
        return params.a + params.b;
    }
    std::int64_t divide(const Pair& params, antiphon::Context&) override {
        if (params.b == 0) throw DividedByZero({.dividend = params.a});
        return params.a / params.b;
    }
    std::string whoami(antiphon::Context& context) override { return context.user(); }
    std::int64_t secret(antiphon::Context&) override { return 42; }
    std::int64_t count(const Pair& params, antiphon::Context&) override {
        if (on_count) on_count();
        counted += params.a;
        return counted;
    }
    void nothing(antiphon::Context& context) override {
        if (on_nothing) on_nothing(context);
    }
    std::int64_t look(antiphon::Context& context) override { return on_look ? on_look(context) : 0; }

    std::function<void(antiphon::Context&)> on_add_slowly;
    std::function<void(antiphon::Context&)> on_nothing;
    std::function<void()> on_count;
    std::function<std::int64_t(antiphon::Context&)> on_look;
    std::int64_t counted = 0;
};

class Client {
  public:
    explicit Client(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}
    std::int64_t add(const Pair& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::int64_t> add_async(const Pair& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::int64_t add_slowly(const Pair& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::int64_t divide(const Pair& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::string whoami(const antiphon::rpc::CallOptions& options = {}) const;
    std::int64_t count(const Pair& params, const antiphon::rpc::CallOptions& options = {}) const;
    void nothing(const antiphon::rpc::CallOptions& options = {}) const;
    void tell_nothing() const;
    std::int64_t look(const antiphon::rpc::CallOptions& options = {}) const;

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

}  // namespace calculator
