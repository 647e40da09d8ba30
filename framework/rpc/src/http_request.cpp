// One request: head, body, execution, answer.

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/telemetry/trace.h"
#include "http_server_impl.h"

namespace antiphon::rpc {

namespace {

constexpr std::size_t first_reserve_bytes = 64 * 1024;

Clock::rep ticks(Clock::time_point moment) noexcept { return moment.time_since_epoch().count(); }

/// Valid until the next request on this thread.
const Headers* collect_headers(MHD_Connection* handle) {
    thread_local Headers headers;
    headers.clear();
    const auto add = [](void* out, MHD_ValueKind, const char* name, std::size_t name_size, const char* value,
                        std::size_t value_size) {
        const std::string_view text = value != nullptr ? std::string_view(value, value_size) : std::string_view();
        auto& room = *static_cast<std::pair<Headers*, bool>*>(out);
        room.second = room.first->add({name, name_size}, text);
        return room.second ? MHD_YES : MHD_NO;
    };
    std::pair<Headers*, bool> room{&headers, true};
    MHD_get_connection_values_n(handle, MHD_HEADER_KIND, add, &room);
    return room.second ? &headers : nullptr;
}

void assign(std::string& to, std::string_view from) { to.assign(from.data(), from.size()); }

}  // namespace

void HttpCall::work() noexcept { runner->run_items(*this); }

void HttpServer::Impl::connection_opened(MHD_Connection* handle, void** context) {
    auto connection = std::make_unique<Connection>();
    connection->call.reset(new HttpCall());
    connection->descriptor = MHD_get_connection_info(handle, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    connection->must_move_by = ticks(Clock::now() + options_.header_timeout);
    watch_->add(*connection);
    *context = connection.release();
}

void HttpServer::Impl::connection_closed(void** context) noexcept {
    const std::unique_ptr<Connection> connection(static_cast<Connection*>(*context));
    *context = nullptr;
    if (connection) watch_->remove(*connection);
}

MHD_Result HttpServer::Impl::request(MHD_Connection* handle, const RequestLine& line, const char* data,
                                     std::size_t* size, void** context) {
    if (*context == nullptr) {
        auto* connection = static_cast<Connection*>(
            MHD_get_connection_info(handle, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
        if (connection == nullptr) return MHD_NO;
        *context = connection;
        return begin(*connection, handle, line);
    }
    Connection& connection = *static_cast<Connection*>(*context);
    if (*size > 0) return take_body(*connection.call, data, size);
    if (connection.call->state.load(std::memory_order_acquire) == HttpCall::State::reading)
        return body_complete(connection);
    return respond(*connection.call);
}

MHD_Result HttpServer::Impl::begin(Connection& connection, MHD_Connection* handle, const RequestLine& line) {
    connection.open_request = true;
    open_requests_.fetch_add(1, std::memory_order_relaxed);
    requests_.fetch_add(1, std::memory_order_relaxed);
    if (!connection.call->is_held_once()) connection.call.reset(new HttpCall());  // a late handler keeps the old one
    HttpCall& call = *connection.call;
    call.runner = this;
    call.connection = handle;
    call.descriptor = connection.descriptor;
    call.state.store(HttpCall::State::reading, std::memory_order_relaxed);
    call.discarded = 0;
    call.refusal_text.clear();
    call.exchange.clear();

    const auto received = Clock::now();
    connection.must_move_by.store(ticks(received + options_.body_timeout), std::memory_order_relaxed);
    RequestHead head;
    const Headers* headers = collect_headers(handle);
    if (headers == nullptr) {
        call.refusal = {431, std::nullopt, {}, true};
        return respond(call);
    }
    call.refusal = read_head(line, *headers, options_, head);
    if (!call.refusal && stopping_.load(std::memory_order_relaxed))
        call.refusal = {503, Code::overloaded, "this server is stopping"};
    if (!call.refusal) {
        fill_context(call, head, received);
        authenticate(call, *headers);
    }
    if (call.refusal && (call.refusal.at_once || head.expects_continue)) return respond(call);
    // What is announced is not what comes: a large body grows as it does.
    if (head.content_length && !call.refusal)
        call.exchange.body.reserve(std::min<std::size_t>(*head.content_length, first_reserve_bytes) + 64);
    return MHD_YES;
}

void HttpServer::Impl::fill_context(HttpCall& call, const RequestHead& head, Clock::time_point received) {
    Context& context = call.exchange.context;
    context.caller = Caller();
    assign(context.trace.traceparent, head.traceparent);
    assign(context.trace.tracestate, head.tracestate);
    assign(context.trace.baggage, head.baggage);
    context.trace = telemetry::continue_trace(context.trace);
    call.exchange.received = received;
    assign(context.idempotency_key, head.idempotency_key);
    context.deadline = head.time_left ? Deadline::at(received + *head.time_left) : Deadline::never();
    context.cancellation.reset();
}

void HttpServer::Impl::authenticate(HttpCall& call, const Headers& headers) {
    if (!options_.authenticate) return;
    try {
        call.exchange.context.caller = options_.authenticate(headers);
    } catch (const Error& error) {
        call.refusal = {status_of(error.code()), static_cast<Code>(error.code()), {}};
        if (call.refusal.status == 200) call.refusal = {401, Code::unauthenticated, {}};
        call.refusal_text = error.what();
    }
}

MHD_Result HttpServer::Impl::take_body(HttpCall& call, const char* data, std::size_t* size) {
    std::string& body = call.exchange.body;
    if (!call.refusal && body.size() + *size > options_.max_body_bytes) {
        call.refusal = {413, Code::request_too_large, "the body is too large"};
        call.exchange.clear();
    }
    if (!call.refusal) {
        body.append(data, *size);
    } else {
        // libmicrohttpd cannot answer inside a body: what comes is thrown away, to an extent.
        call.discarded += *size;
        if (call.discarded > 4 * options_.max_body_bytes) return MHD_NO;
    }
    *size = 0;
    return MHD_YES;
}

MHD_Result HttpServer::Impl::body_complete(Connection& connection) {
    connection.must_move_by.store(0, std::memory_order_relaxed);
    HttpCall& call = *connection.call;
    if (call.refusal) return respond(call);
    Exchange& exchange = call.exchange;
    switch (protocol_.plan(exchange)) {
        case Protocol::Plan::answered:
            break;
        case Protocol::Plan::on_the_spot:
            for (std::size_t i = 0; i < exchange.count; ++i) protocol_.run(exchange, i);
            protocol_.finish(exchange);
            break;
        case Protocol::Plan::pool:
            return hand_to_pool(call);
    }
    return respond(call);
}

MHD_Result HttpServer::Impl::hand_to_pool(HttpCall& call) {
    Exchange& exchange = call.exchange;
    if (!call.cancellation || call.cancellation.use_count() > 1)
        call.cancellation = std::make_shared<std::atomic<bool>>(false);
    call.cancellation->store(false, std::memory_order_relaxed);
    exchange.context.cancellation = call.cancellation;
    call.deadline = exchange.context.deadline.moment();
    call.next_item.store(0, std::memory_order_relaxed);
    call.items_left.store(exchange.count, std::memory_order_relaxed);
    call.state.store(HttpCall::State::running, std::memory_order_release);
    running_.fetch_add(1, std::memory_order_relaxed);

    MHD_suspend_connection(call.connection);
    watch_->add(call);
    const std::size_t wanted = std::min(exchange.count, limits::max_batch_parallel);
    std::size_t taken = 0;
    call.hold();  // while workers are being added none may be the last
    for (; taken < wanted; ++taken) {
        call.hold();
        if (pool_->submit(call)) continue;
        call.release();
        break;
    }
    if (taken == 0) {
        refused_.fetch_add(1, std::memory_order_relaxed);
        answer_instead(call, {503, Code::overloaded, "too many calls are waiting"});
        call_ended();
    }
    call.release();
    return MHD_YES;
}

void HttpServer::Impl::run_items(HttpCall& call) noexcept {
    const HttpCallPtr held(&call);
    Exchange& exchange = call.exchange;
    while (true) {
        const std::size_t index = call.next_item.fetch_add(1, std::memory_order_relaxed);
        if (index >= exchange.count) return;
        protocol_.run(exchange, index);
        if (call.items_left.fetch_sub(1, std::memory_order_acq_rel) > 1) continue;
        protocol_.finish(exchange);
        answer_instead(call, {});
        call_ended();
        return;
    }
}

/// The first to come decides what is sent: the worker, the deadline, or the end of the server.
void HttpServer::Impl::answer_instead(HttpCall& call, const Refusal& refusal) noexcept {
    watch_->remove(call);
    auto expected = HttpCall::State::running;
    if (!call.state.compare_exchange_strong(expected, HttpCall::State::deciding, std::memory_order_acq_rel)) return;
    call.refusal = refusal;
    call.state.store(HttpCall::State::answered, std::memory_order_release);
    MHD_resume_connection(call.connection);
}

void HttpServer::Impl::expire(HttpCall& call) noexcept {
    call.cancellation->store(true, std::memory_order_relaxed);
    if (closing_.load())
        answer_instead(call, {503, Code::overloaded, "this server is stopping"});
    else
        answer_instead(call, {504, Code::deadline_exceeded, "no answer before the deadline"});
}

void HttpServer::Impl::call_ended() noexcept { running_.fetch_sub(1, std::memory_order_relaxed); }

void HttpServer::Impl::request_completed(Connection& connection) noexcept {
    if (!connection.open_request) return;
    connection.open_request = false;
    const auto next = Clock::now() + options_.idle_timeout + options_.header_timeout;
    connection.must_move_by.store(ticks(next), std::memory_order_relaxed);
    if (open_requests_.fetch_sub(1, std::memory_order_acq_rel) == 1 && stopping_.load(std::memory_order_relaxed)) {
        const std::lock_guard lock(idle_mutex_);
        idle_.notify_all();
    }
}

}  // namespace antiphon::rpc
