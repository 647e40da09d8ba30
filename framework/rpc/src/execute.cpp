// Running a handler: through the interceptors, and once per idempotency key.

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/json/append.h"
#include "antiphon/rpc/idempotency.h"
#include "dispatcher_core.h"

namespace antiphon::rpc {

class Chain {
  public:
    Chain(const std::vector<Interceptor>& interceptors, const Entry& entry, Call& call)
        : interceptors_(interceptors), entry_(entry), call_(call) {}

    void proceed(std::size_t index) const {
        if (index == interceptors_.size())
            entry_(call_.params, call_.context, call_.result);
        else
            interceptors_[index](call_, Next(*this, index + 1));
    }

  private:
    const std::vector<Interceptor>& interceptors_;
    const Entry& entry_;
    Call& call_;
};

void Next::operator()() const { chain_.proceed(index_); }

void Dispatcher::Core::execute(const Entry& entry, json::Value params, Context& context, std::string& result) const {
    const std::size_t before = result.size();
    if (interceptors.empty()) {
        entry(params, context, result);
    } else {
        std::string own;  // interceptors see the result alone
        Call call{entry.name, entry.access, entry.execution, params, context, own};
        Chain(interceptors, entry, call).proceed(0);
        result += own;
    }
    if (result.size() == before) json::append_null(result);
}

namespace {

/// Gives the claim back unless the answer was kept: what failed for a passing reason may be tried again.
class Claim {
  public:
    Claim(IdempotencyStore& store, const KeyedCall& call, std::string token)
        : store_(store), call_(call), token_(std::move(token)) {}
    ~Claim() {
        if (kept_) return;
        try {
            store_.abandon(call_, token_);
        } catch (const std::exception& error) {
            log::warning("an idempotency key stays claimed until its lease ends",
                         {{"method", call_.method}, {"reason", error.what()}});
        }
    }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    void keep(std::string_view answer) noexcept {
        kept_ = true;  // it ran: to run it again is worse than to have no answer for a repetition until the lease ends
        try {
            store_.finish(call_, token_, answer);
        } catch (const std::exception& error) {
            log::warning("an answer could not be kept under its idempotency key",
                         {{"method", call_.method}, {"reason", error.what()}});
        }
    }

  private:
    IdempotencyStore& store_;
    const KeyedCall& call_;
    const std::string token_;
    bool kept_ = false;
};

}  // namespace

void Dispatcher::Core::execute_once(const Entry& entry, const Item& item, std::size_t index, bool batch,
                                    Context& context, std::string& out) const {
    if (answers == nullptr)
        throw Error(ErrorKind::unavailable, Code::unavailable, entry.name + ": idempotency keys are not kept here")
            .retry(false);
    // One header names the key of a whole batch; each item is a call of its own.
    const std::string key = batch ? context.idempotency_key + '#' + std::to_string(index) : context.idempotency_key;
    const std::string params = item.params.is_null() ? std::string() : std::string(item.params.text());
    const KeyedCall call{context.caller.tenant, context.caller.user, entry.name, key, params};
    const auto lease = context.deadline.remaining() + std::chrono::seconds(5);
    IdempotencyStore::Claimed claimed = answers->claim(call, lease);
    switch (claimed.claim) {
        case IdempotencyStore::Claim::done:
            out += claimed.answer;
            return;
        case IdempotencyStore::Claim::conflict:
            throw Error(ErrorKind::invalid, Code::conflict,
                        entry.name + ": this idempotency key was used with other params");
        case IdempotencyStore::Claim::running:
            throw Error(ErrorKind::unavailable, Code::unavailable,
                        entry.name + ": a call with this key is still running")
                .retry_in(std::chrono::milliseconds(500));
        case IdempotencyStore::Claim::fresh:
            break;
    }
    Claim claim(*answers, call, std::move(claimed.token));
    const std::size_t start = out.size();
    try {
        out += "\"result\":";
        execute(entry, item.params, context, out);
    } catch (const DeclaredError&) {
        // Part of the contract, so it is the call's answer like any result.
        std::string answer;
        append_error_member(answer, describe_current_exception(entry.name, context));
        claim.keep(answer);
        throw;
    }
    claim.keep(std::string_view(out).substr(start));
}

}  // namespace antiphon::rpc
