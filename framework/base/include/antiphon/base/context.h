#pragma once
// Who calls, until when, as part of which trace. A Context travels with every call and every event without user code:
// the server fills it in, handlers read it, clients called inside the handler inherit it.

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"

namespace antiphon {

/// Whom a verified token named.
struct Caller {
    std::string user;    ///< `sub`; empty: nobody is signed in
    std::string tenant;  ///< empty: the token names none
    std::vector<std::string> scopes;
    std::vector<std::string> roles;

    bool signed_in() const noexcept { return !user.empty(); }
    bool has_scope(std::string_view scope) const noexcept;
    bool has_role(std::string_view role) const noexcept;
    friend bool operator==(const Caller&, const Caller&) = default;
};

/// W3C Trace Context (traceparent, tracestate) and W3C Baggage, as they came.
struct Trace {
    std::string traceparent;
    std::string tracestate;
    std::string baggage;
    friend bool operator==(const Trace&, const Trace&) = default;
};

/// A value; copies share the cancellation flag.
struct Context {
    Caller caller;
    Trace trace;
    Deadline deadline = Deadline::never();
    std::string idempotency_key;
    std::shared_ptr<std::atomic<bool>> cancellation;  ///< null: cannot be cancelled

    /// The signed-in user. Throws Error(denied, unauthenticated) when there is none.
    const std::string& user() const;

    /// True once nobody waits for the answer: cancelled by the caller, or the deadline has passed. Any thread.
    bool cancelled() const noexcept;

    /// The context of the handler that runs on this thread; null outside of handlers.
    static const Context* current() noexcept;
};

/// Makes `context` the current one of this thread until the scope ends. Scopes nest. The dispatcher and the consumer
/// loop open one around each handler; code opens one itself to pass a context to another thread.
class ContextScope {
  public:
    explicit ContextScope(const Context& context) noexcept;  ///< borrows; it must outlive the scope
    ~ContextScope();
    ContextScope(const ContextScope&) = delete;
    ContextScope& operator=(const ContextScope&) = delete;

  private:
    const Context* outer_;
};

/// Opt-out: calls made inside this scope inherit neither deadline nor identity nor trace.
class DetachedScope {
  public:
    DetachedScope() noexcept;
    ~DetachedScope();
    DetachedScope(const DetachedScope&) = delete;
    DetachedScope& operator=(const DetachedScope&) = delete;

  private:
    const Context* outer_;
};

}  // namespace antiphon
