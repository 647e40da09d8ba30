#include "antiphon/rpc/dispatcher.h"

#include <json/value.h>

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/json/bridge.h"
#include "antiphon/json/wire.h"
#include "dispatcher_core.h"

namespace antiphon::rpc {

namespace {

std::string time_text(Timestamp time) {
    std::string out;
    json::wire::Timestamp::write(out, time);
    return out;
}

Entry public_method(std::string name, std::function<void(std::string&)> write) {
    Entry entry;
    entry.name = std::move(name);
    entry.other = [write = std::move(write)](json::Value, Context&, std::string& result) { write(result); };
    entry.access.required = false;
    entry.execution = Execution::on_the_spot;
    entry.idempotency = Idempotency::readonly;
    return entry;
}

}  // namespace

Dispatcher::Core::Core(DispatcherOptions options)
    : options_(std::move(options)), started_(time_text(now())), name_(options_.name) {
    openrpc_ = merge_openrpc({}, name_, "0.0.0");
    add(public_method("rpc.discover", [this](std::string& out) { out += openrpc(); }));
    add(public_method("rpc.info", [this](std::string& out) { out += info(); }));
    add(public_method("rpc.ping", [](std::string& out) { out += "\"pong\""; }));
}

void Dispatcher::Core::add(Entry entry) {
    const auto place = std::lower_bound(entries_.begin(), entries_.end(), entry.name,
                                        [](const auto& known, const std::string& name) { return known->name < name; });
    if (place != entries_.end() && (*place)->name == entry.name)
        throw Error(ErrorKind::invalid, Code::already_exists, "the method " + entry.name + " is registered already");
    entries_.insert(place, std::make_unique<const Entry>(std::move(entry)));
}

void Dispatcher::Core::add(Service& service) {
    const ServiceInfo& info = service.info();
    for (const Method& method : info.methods) {
        Entry entry;
        entry.name = method.name;
        entry.service = &service;
        entry.invoke = method.invoke;
        entry.access = method.access;
        entry.execution = method.execution;
        entry.idempotency = method.idempotency;
        entry.deadline = method.deadline;
        entry.cancellable = method.cancellable;
        add(std::move(entry));
    }
    if (name_.empty()) name_ = info.name;
    if (version_.empty()) version_ = info.version;
    if (!info.openrpc.empty()) documents_.push_back(info.openrpc);
    if (asyncapi.empty()) asyncapi = info.asyncapi;
    openrpc_ = merge_openrpc(documents_, name_, version_);
}

std::string Dispatcher::Core::info() const {
    std::string out = "{\"name\":";
    json::append_string(out, name_);
    out += ",\"id\":";
    json::append_string(out, options_.instance);
    out += ",\"version\":";
    json::append_string(out, version_);
    out.append(",\"started\":").append(started_);
    out += '}';
    return out;
}

const std::string& Dispatcher::Core::openrpc() const { return openrpc_; }

Dispatcher::Dispatcher(DispatcherOptions options) : core_(std::make_unique<Core>(std::move(options))) {}
Dispatcher::~Dispatcher() = default;

void Dispatcher::add(Service& service) { core_->add(service); }

void Dispatcher::add(std::string name, DynamicHandler handler, MethodOptions options) {
    Entry entry;
    entry.name = std::move(name);
    entry.other = [handler = std::move(handler)](json::Value params, Context& context, std::string& result) {
        json::append_dynamic(result, handler(json::to_dynamic(params), context));
    };
    entry.access = std::move(options.access);
    entry.execution = options.execution;
    entry.deadline = options.deadline;
    core_->add(std::move(entry));
}

void Dispatcher::add(Interceptor interceptor) { core_->interceptors.push_back(std::move(interceptor)); }
void Dispatcher::observe(std::function<void(const Finished&)> observer) { core_->observer = std::move(observer); }
void Dispatcher::keep_answers_in(IdempotencyStore& store) { core_->answers = &store; }
const std::string& Dispatcher::openrpc() const { return core_->openrpc(); }
std::string_view Dispatcher::asyncapi() const { return core_->asyncapi; }

std::string Dispatcher::handle(std::string_view request, const Context& context) noexcept {
    try {
        BorrowedExchange exchange;
        exchange->body = request;
        exchange->context = context;
        core_->handle(*exchange);
        return exchange->answer;
    } catch (...) {  // no memory, or nearly so
        log::error("a request could not be handled");
        return R"({"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"Internal error"}})";
    }
}

}  // namespace antiphon::rpc
