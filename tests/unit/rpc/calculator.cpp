#include "calculator.h"

#include "antiphon/json/object.h"

namespace calculator {

using namespace antiphon;
namespace wire = json::wire;

void read_json(json::Value value, const json::Path& path, Pair& out) {
    if (value.is_array()) {  // by position
        std::size_t index = 0;
        for (const json::Value element : value.elements()) {
            if (index > 1) path.fail("expected at most 2 params");
            wire::Int53::read(element, json::Path(path, index == 0 ? "a" : "b"), index == 0 ? out.a : out.b);
            ++index;
        }
        if (index < 2) path.fail("expected 2 params, found " + std::to_string(index));
        return;
    }
    json::ObjectReader object(value, path);
    object.required<wire::Int53>("a", out.a);
    object.required<wire::Int53>("b", out.b);
}

void write_json(std::string& out, const Pair& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int53>("a", value.a);
    object.required<wire::Int53>("b", value.b);
}

void DividedByZero::write_detail(std::string& out) const {
    json::ObjectWriter object(out);
    object.required<wire::Int53>("dividend", dividend);
}

namespace {

template <std::int64_t (Service::*method)(const Pair&, Context&)>
void with_pair(rpc::Service& service, json::Value value, Context& context, std::string& result) {
    Pair params;
    read_json(value, json::Path(), params);
    wire::Int53::write(result, (static_cast<Service&>(service).*method)(params, context));
}

template <std::int64_t (Service::*method)(Context&)>
void number(rpc::Service& service, json::Value, Context& context, std::string& result) {
    wire::Int53::write(result, (static_cast<Service&>(service).*method)(context));
}

void whoami(rpc::Service& service, json::Value, Context& context, std::string& result) {
    wire::String::write(result, static_cast<Service&>(service).whoami(context));
}

void nothing(rpc::Service& service, json::Value, Context& context, std::string&) {
    static_cast<Service&>(service).nothing(context);
}

const rpc::Access open{.required = false, .scopes = {}, .roles = {}};

const std::array methods = {
    rpc::Method{.name = "calculator.add",
                .invoke = with_pair<&Service::add>,
                .access = open,
                .execution = rpc::Execution::on_the_spot,
                .idempotency = rpc::Idempotency::readonly},
    rpc::Method{.name = "calculator.add_slowly", .invoke = with_pair<&Service::add_slowly>, .access = open},
    rpc::Method{.name = "calculator.divide", .invoke = with_pair<&Service::divide>, .access = open},
    rpc::Method{.name = "calculator.whoami", .invoke = whoami},
    rpc::Method{.name = "calculator.secret",
                .invoke = number<&Service::secret>,
                .access = {.required = true, .scopes = {"read", "count"}, .roles = {"clerk", "admin"}}},
    rpc::Method{.name = "calculator.count",
                .invoke = with_pair<&Service::count>,
                .access = open,
                .idempotency = rpc::Idempotency::keyed},
    rpc::Method{.name = "calculator.nothing", .invoke = nothing, .access = open},
    rpc::Method{.name = "calculator.look",
                .invoke = number<&Service::look>,
                .access = open,
                .idempotency = rpc::Idempotency::readonly,
                .deadline = std::chrono::seconds(20)},
};

const rpc::ServiceInfo information{
    .name = "calculator",
    .version = "1.2.3",
    .methods = methods,
    .openrpc = R"({"openrpc":"1.3.2","info":{"title":"calculator","version":"1.2.3"},"methods":[]})",
    .asyncapi = {},
    .ir = R"({"ir":"1.0"})"};

void raise(std::string_view type, json::Value detail, const std::string&) {
    if (type != DividedByZero::wire_type) return;
    DividedByZeroData data;
    json::ObjectReader(detail, json::Path(json::Reading::tolerant)).required<wire::Int53>("dividend", data.dividend);
    throw DividedByZero(data);
}

std::string text(const Pair& params) {
    std::string out;
    write_json(out, params);
    return out;
}

}  // namespace

const rpc::ServiceInfo& Service::info() const noexcept { return information; }

std::int64_t Client::add(const Pair& params, const rpc::CallOptions& options) const {
    return rpc::call<wire::Int53, std::int64_t>(*channel_, "calculator.add", text(params), rpc::Idempotency::readonly,
                                                options, raise);
}
std::future<std::int64_t> Client::add_async(const Pair& params, const rpc::CallOptions& options) const {
    return rpc::call_async<wire::Int53, std::int64_t>(*channel_, "calculator.add", text(params),
                                                      rpc::Idempotency::readonly, options, raise);
}
std::int64_t Client::add_slowly(const Pair& params, const rpc::CallOptions& options) const {
    return rpc::call<wire::Int53, std::int64_t>(*channel_, "calculator.add_slowly", text(params),
                                                rpc::Idempotency::none, options, raise);
}
std::int64_t Client::divide(const Pair& params, const rpc::CallOptions& options) const {
    return rpc::call<wire::Int53, std::int64_t>(*channel_, "calculator.divide", text(params), rpc::Idempotency::none,
                                                options, raise);
}
std::string Client::whoami(const rpc::CallOptions& options) const {
    return rpc::call<wire::String, std::string>(*channel_, "calculator.whoami", {}, rpc::Idempotency::none, options,
                                                raise);
}
std::int64_t Client::count(const Pair& params, const rpc::CallOptions& options) const {
    return rpc::call<wire::Int53, std::int64_t>(*channel_, "calculator.count", text(params), rpc::Idempotency::keyed,
                                                options, raise);
}
void Client::nothing(const rpc::CallOptions& options) const {
    rpc::call_void(*channel_, "calculator.nothing", {}, rpc::Idempotency::none, options, raise);
}
void Client::tell_nothing() const { rpc::notify(*channel_, "calculator.nothing", {}); }
std::int64_t Client::look(const rpc::CallOptions& options) const {
    return rpc::call<wire::Int53, std::int64_t>(*channel_, "calculator.look", {}, rpc::Idempotency::readonly, options,
                                                raise);
}

}  // namespace calculator
