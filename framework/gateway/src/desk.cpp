#include "desk.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"
#include "antiphon/telemetry/trace.h"
#include "common.h"
#include "lane.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

constexpr std::chrono::seconds seal_is_used_for{20};

Outcome refusal(std::string_view id, const Error& error) {
    if (id.empty()) return {{204, {}}};
    return {{http_status(error.code()), error_text(id, error)}};
}

bool is_header_text(std::string_view text, std::size_t most) {
    return !text.empty() && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

void add_trace(Call& call, Trace incoming) {
    if (!is_header_text(incoming.tracestate, 512)) incoming.tracestate.clear();
    if (!is_header_text(incoming.baggage, 8192)) incoming.baggage.clear();
    Trace trace = telemetry::continue_trace(incoming);
    call.headers.emplace_back("traceparent", std::move(trace.traceparent));
    if (!trace.tracestate.empty()) call.headers.emplace_back("tracestate", std::move(trace.tracestate));
    if (!trace.baggage.empty()) call.headers.emplace_back("baggage", std::move(trace.baggage));
}

Error not_found(std::string_view method) {
    return Error(ErrorKind::invalid, Code::method_not_found, "there is no method " + std::string(method));
}

/// An item of a batch that was parsed as a whole: this does not throw.
json::Value parse_item(json::Parser& parser, const std::string& text) {
    return parser.parse(text, {.max_bytes = text.size()});
}

}  // namespace

const std::string& Identity::seal(const auth::CallerSeal& maker) {
    const auto now = Clock::now();
    if (now >= sealed_until_) {
        sealed_ = maker.seal(claims_);
        sealed_until_ = now + seal_is_used_for;
    }
    return sealed_;
}

bool Asker::cancel(std::string_view id) {
    const auto found = pending_.find(id);
    if (found == pending_.end()) return false;
    const std::shared_ptr<Pending> pending = found->second;
    pending_.erase(found);
    const Error error(ErrorKind::invalid, Code::cancelled, "cancelled");
    std::exchange(pending->respond, {})({{200, error_text(pending->id, error)}});
    pending->hang_up();
    return true;
}

void Asker::end_all() {
    const auto all = std::exchange(pending_, {});
    for (const auto& [id, pending] : all) {
        pending->respond = {};
        pending->hang_up();
    }
}

void Desk::document(const std::shared_ptr<Asker>& asker, std::string_view text, std::size_t max_bytes,
                    Respond respond) {
    try {
        const json::Value value = lane_.parser.parse(text, {.max_bytes = max_bytes});
        if (value.is_array()) return batch(asker, value, respond);
        item(asker, value, text, respond);
    } catch (...) {
        // None of its items was counted: it counts as one message, or nonsense would be free.
        std::exception_ptr caught = std::current_exception();
        try {
            asker->count_message();
        } catch (...) {
            caught = std::current_exception();
        }
        const Error error = to_error(caught);
        respond({{http_status(error.code()), error_text("null", error)}});
    }
}

/// A request, or what should have been one: errors about it are answered to it, so this never throws.
void Desk::item(const std::shared_ptr<Asker>& asker, json::Value value, std::string_view text, const Respond& respond) {
    const auto refuse = [&](std::string_view id, std::exception_ptr caught) {
        lane_.common.metrics.call_errors.add();
        respond(refusal(id, to_error(caught)));
    };
    Request request;
    try {
        asker->count_message();
        request = scan(value, text);
    } catch (...) {
        return refuse(id_for_error(value), std::current_exception());
    }
    try {
        one(asker, request, respond);
    } catch (...) {
        refuse(request.id, std::current_exception());
    }
}

void Desk::one(const std::shared_ptr<Asker>& asker, const Request& request, Respond respond) {
    if (asker->built_in(request, respond)) return;
    forward(asker, request, std::move(respond));
}

void Desk::forward(const std::shared_ptr<Asker>& asker, const Request& request, Respond respond) {
    const MethodPolicy* policy = lane_.router.routes().contract.method(request.method);
    if (policy == nullptr) throw not_found(request.method);
    policy->access.check(asker->identity().caller());
    if (asker->in_flight_ >= lane_.common.options.limits.max_calls_in_flight)
        throw Error(ErrorKind::overloaded, Code::overloaded, "too many calls under way (max_calls_in_flight)");
    Call call;
    call.service = policy->service;
    call.body = request.text;
    call.id = request.id;
    const std::string key = asker->idempotency_key(request);
    call.repeatable = policy->repeatable || (policy->keyed && !key.empty());
    auto time = std::min(lane_.common.options.limits.call_deadline, asker->time_left(request));
    if (policy->deadline.count() > 0) time = std::min(time, policy->deadline);
    call.deadline = Deadline::in(time);
    call.headers.emplace_back(auth::CallerSeal::header, asker->identity().seal(lane_.common.seal));
    add_trace(call, asker->trace(request));
    if (!key.empty()) call.headers.emplace_back("Idempotency-Key", key);

    auto pending = std::make_shared<Asker::Pending>(Asker::Pending{call.id, std::move(respond), &lane_.router});
    const bool cancellable = !call.id.empty() && policy->cancellable;
    ++asker->in_flight_;
    lane_.common.metrics.calls.add();
    const auto underway =
        lane_.router.call(std::move(call), [this, asker, pending, begun = Clock::now()](Answer answer) {
            --asker->in_flight_;
            lane_.common.metrics.call_seconds.observe(Clock::now() - begun);
            const auto [first, last] = asker->pending_.equal_range(pending->id);
            const auto mine = std::find_if(first, last, [&](const auto& one) { return one.second == pending; });
            if (mine != last) asker->pending_.erase(mine);
            if (pending->respond) std::exchange(pending->respond, {})({std::move(answer)});
        });
    if (!cancellable || underway.expired()) return;
    pending->underway = underway;
    asker->pending_.emplace(pending->id, pending);
}

void Desk::ask(const std::shared_ptr<Asker>& asker, std::string_view method, const std::string& params,
               std::function<void(Answer)> done) {
    const MethodPolicy* policy = lane_.router.routes().contract.any_method(method);
    if (policy == nullptr) throw not_found(method);
    Call call;
    call.service = policy->service;
    call.id = "1";
    call.body = R"({"jsonrpc":"2.0","id":1,"method":)";
    json::append_string(call.body, method);
    call.body.append(R"(,"params":)").append(params) += '}';
    call.repeatable = true;
    call.deadline = Deadline::in(lane_.common.options.limits.call_deadline);
    call.headers.emplace_back(auth::CallerSeal::header, asker->identity().seal(lane_.common.seal));
    add_trace(call, {});
    lane_.router.call(std::move(call), [asker, done = std::move(done)](Answer answer) { done(std::move(answer)); });
}

/// Items run some at a time; their texts are kept and each is parsed again when its turn comes. Not with the loop's
/// parser: an item's turn may come while another request, which rpc.cancel or rpc.refresh made, is still being handled.
struct Desk::Batch {
    json::Parser parser;
    std::shared_ptr<Asker> asker;
    Respond respond;
    std::vector<std::string> texts;
    std::vector<std::string> answers;
    std::vector<std::function<void()>> sent;
    std::size_t next = 0;
    std::size_t running = 0;
    std::size_t bytes = 0;
    bool starting = false;
};

void Desk::batch(const std::shared_ptr<Asker>& asker, json::Value items, const Respond& respond) {
    const std::size_t size = items.size();
    if (size == 0) throw Error(ErrorKind::invalid, Code::invalid_request, "not a request: an empty batch");
    if (size > limits::max_batch_items)
        throw Error(
            ErrorKind::invalid, Code::batch_too_large,
            "a batch has at most " + std::to_string(limits::max_batch_items) + " items, found " + std::to_string(size));
    auto batch = std::make_shared<Batch>();
    batch->asker = asker;
    batch->respond = respond;
    for (const json::Value item : items.elements()) batch->texts.emplace_back(item.text());
    batch->answers.resize(size);
    next(batch);
}

void Desk::next(const std::shared_ptr<Batch>& batch) {
    if (batch->starting) return;  // answered from inside: the loop below goes on
    batch->starting = true;
    while (batch->next < batch->texts.size() && batch->running < limits::max_batch_parallel) {
        const std::size_t index = batch->next++;
        ++batch->running;
        const Respond respond = [this, batch, index](Outcome outcome) {
            --batch->running;
            if (outcome.sent) batch->sent.push_back(std::move(outcome.sent));
            std::string& answer = batch->answers[index];
            answer = std::move(outcome.answer.body);
            batch->bytes += answer.size();
            if (batch->bytes > limits::max_response_bytes && !answer.empty()) {
                // The id is the request's: it was parsed before, while the answer of a service may be of any depth.
                const Error error(ErrorKind::internal, Code::response_too_large, "the batch's answers are too large");
                json::Parser parser;
                batch->bytes -= answer.size();
                answer = error_text(id_for_error(parse_item(parser, batch->texts[index])), error);
            }
            next(batch);
        };
        const std::string& text = batch->texts[index];
        item(batch->asker, parse_item(batch->parser, text), text, respond);
    }
    batch->starting = false;
    if (batch->running > 0 || batch->next < batch->texts.size() || !batch->respond) return;
    std::string out;
    for (const std::string& answer : batch->answers)
        if (!answer.empty()) out.append(out.empty() ? "[" : ",").append(answer);
    if (!out.empty()) out += ']';
    const int status = out.empty() ? 204 : 200;
    std::exchange(batch->respond, {})({{status, std::move(out)}, [sent = std::move(batch->sent)] {
                                           for (const auto& one : sent) one();
                                       }});
}

}  // namespace antiphon::gateway
