#include "dispatcher_core.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/json/append.h"

namespace antiphon::rpc {

const Entry* Dispatcher::Core::find(std::string_view name) const noexcept {
    const auto place =
        std::lower_bound(entries_.begin(), entries_.end(), name,
                         [](const auto& entry, std::string_view wanted) { return entry->name < wanted; });
    return place != entries_.end() && (*place)->name == name ? place->get() : nullptr;
}

Protocol::Plan Dispatcher::Core::plan(Exchange& exchange) const noexcept {
    const auto now = exchange.received == Clock::time_point() ? Clock::now() : exchange.received;
    Context& context = exchange.context;
    if (context.deadline.is_never()) context.deadline = Deadline::at(now + options_.default_deadline);
    context.deadline = context.deadline.earlier(Deadline::at(now + options_.max_deadline));
    if (!read_requests(exchange, {options_.max_body_bytes, options_.max_batch_items})) return Plan::answered;
    bool here = true;
    for (std::size_t i = 0; i < exchange.count; ++i) {
        Item& item = exchange.items[i];
        item.entry = item.valid ? find(item.method) : nullptr;
        here = here && (item.entry == nullptr || item.entry->execution == Execution::on_the_spot);
    }
    return here ? Plan::on_the_spot : Plan::pool;
}

void Dispatcher::Core::check(const Entry& entry, const Context& context) {
    const Access& access = entry.access;
    if (!access.required && access.scopes.empty() && access.roles.empty()) return;
    const Caller& caller = context.caller;
    if (!caller.signed_in())
        throw Error(ErrorKind::denied, Code::unauthenticated, entry.name + " needs a signed-in caller");
    for (const std::string_view scope : access.scopes) {
        if (!caller.has_scope(scope))
            throw Error(ErrorKind::denied, Code::permission_denied,
                        entry.name + " needs the scope '" + std::string(scope) + "'");
    }
    const auto has = [&](std::string_view role) { return caller.has_role(role); };
    if (!access.roles.empty() && std::none_of(access.roles.begin(), access.roles.end(), has))
        throw Error(ErrorKind::denied, Code::permission_denied, entry.name + " needs a role the caller does not have");
}

void Dispatcher::Core::run(Exchange& exchange, std::size_t index) const noexcept {
    Item& item = exchange.items[index];
    if (!exchange.batch) {
        run_item(exchange, item, index, exchange.context, exchange.answer);
        exchange.code = item.code;
        exchange.retry_after = item.retry_after;
        return;
    }
    try {
        Context context = exchange.context;  // items must not see each other's changes
        run_item(exchange, item, index, context, item.answer);
    } catch (...) {
        log::error("a batch's item could not be run");
        item.answer.clear();
    }
    const std::size_t before = exchange.answer_bytes.fetch_add(item.answer.size(), std::memory_order_relaxed);
    if (item.answer.empty() || before + item.answer.size() <= options_.max_response_bytes) return;
    exchange.answer_bytes.fetch_sub(item.answer.size(), std::memory_order_relaxed);
    item.answer = std::string();
    fail(exchange, item, item.answer,
         {static_cast<int>(Code::response_too_large), "the batch's answers are too large", {}, {}});
}

void Dispatcher::Core::run_item(Exchange& exchange, Item& item, std::size_t index, Context& context,
                                std::string& out) const noexcept {
    const auto start = observer ? Clock::now() : Clock::time_point();
    out.clear();
    if (!item.valid) {
        append_refusal(out, Code::invalid_request, {});
        item.code = static_cast<int>(Code::invalid_request);
        return;
    }
    if (item.entry == nullptr) {
        fail(exchange, item, out,
             {static_cast<int>(Code::method_not_found), std::string(standard_message(Code::method_not_found)), {}, {}});
    } else {
        try {
            answer(exchange, item, index, context, out);
        } catch (...) {
            fail(exchange, item, out, describe_current_exception(item.entry->name, context));
        }
    }
    if (item.notification) out.clear();
    if (observer) observe(item.entry, item, context, start);
}

void Dispatcher::Core::answer(Exchange& exchange, const Item& item, std::size_t index, Context& context,
                              std::string& out) const {
    const Entry& entry = *item.entry;
    check(entry, context);
    if (entry.deadline.count() > 0) context.deadline = context.deadline.earlier(Deadline::in(entry.deadline));
    if (!entry.cancellable) context.cancellation.reset();
    if (entry.execution == Execution::pool || exchange.batch) check_time(entry, context);
    const ContextScope scope(context);
    begin_response(out, item, exchange.body);
    if (entry.idempotency == Idempotency::keyed && !context.idempotency_key.empty() && !item.notification) {
        execute_once(entry, item, index, exchange.batch, context, out);
    } else {
        out += "\"result\":";
        execute(entry, item.params, context, out);
    }
    out += '}';
    if (out.size() > options_.max_response_bytes)
        throw Error(ErrorKind::invalid, Code::response_too_large, entry.name + ": the result is too large");
}

void Dispatcher::Core::check_time(const Entry& entry, const Context& context) {
    if (!context.cancelled()) return;
    if (context.deadline.passed())
        throw Error(ErrorKind::timed_out, Code::deadline_exceeded,
                    entry.name + ": the deadline passed before it began");
    throw Error(ErrorKind::timed_out, Code::cancelled, entry.name + ": cancelled before it began");
}

void Dispatcher::Core::fail(const Exchange& exchange, Item& item, std::string& out, const Failure& failure) const {
    item.code = failure.code;
    item.retry_after = failure.retry_after;
    out.clear();
    begin_response(out, item, exchange.body);
    append_error_member(out, failure);
    out += '}';
}

void Dispatcher::Core::observe(const Entry* entry, const Item& item, const Context& context,
                               Clock::time_point start) const noexcept {
    try {
        observer({entry != nullptr ? std::string_view(entry->name) : "unknown", item.code, Clock::now() - start,
                  item.notification, context});
    } catch (...) {
        log::error("an observer of calls threw");
    }
}

void Dispatcher::Core::finish(Exchange& exchange) const noexcept { join_answers(exchange); }

void Dispatcher::Core::handle(Exchange& exchange) const noexcept {
    if (plan(exchange) == Plan::answered) return;
    for (std::size_t i = 0; i < exchange.count; ++i) run(exchange, i);
    finish(exchange);
}

}  // namespace antiphon::rpc
