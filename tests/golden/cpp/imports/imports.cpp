// Made by antiphon from imports.json; changes here are lost.
#include "imports.h"

#include <antiphon/events/names.h>
#include <antiphon/json/check.h>
#include <antiphon/json/limits.h>
#include <antiphon/json/object.h>
#include <antiphon/json/positional.h>
#include <antiphon/json/tagged.h>

namespace golden::imports {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

namespace entries_of_imports {

antiphon::rpc::Invoke invoke_bills_get;
antiphon::rpc::Invoke invoke_bills_stamp;

}  // namespace entries_of_imports

namespace {

template <class Params>
std::string encoded(const Params& params) {
    std::string text;
    write_json(text, params);
    return text;
}

void raise_bills(std::string_view type, json::Value detail, const std::string&) try {
    const json::Path path(json::Reading::tolerant);
    if (type == golden::common::NotFound::wire_type) {
        golden::common::NotFoundData data;
        read_json(detail, path, data);
        throw golden::common::NotFound(std::move(data));
    }
} catch (const antiphon::InvalidData&) {
    // The detail does not fit: the caller reports the error without its type.
}

}  // namespace

void check_limits(const json::Path& path, const Bill& value) {
    json::check::Of<golden::common::Money>::check(json::Path(path, "total"), value.total);
    json::check::Each<json::check::Of<golden::common::Money>>::check(json::Path(path, "parts"), value.parts);
    json::check::Entries<wire::StrongOver<wire::Uuid>, json::check::Nothing,
            golden::common::CurrencyForm>::check(json::Path(path, "by_user"), value.by_user);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Bill& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Timestamp>("created_at", out.created_at);
    object.required<wire::Object<golden::common::Money>>("total", out.total);
    object.required<wire::Array<wire::Object<golden::common::Money>>>("parts", out.parts);
    object.optional<wire::StrongOver<wire::Uuid>>("payer", out.payer);
    object.defaulted<wire::Object<antiphon::OpenEnum<golden::common::Tone>>>("tone", out.tone);
    object.optional<wire::Object<golden::common::Shape>>("shape", out.shape);
    object.required<wire::Map<wire::StrongOver<wire::Uuid>, golden::common::CurrencyForm>>("by_user", out.by_user);
}

void write_json(std::string& out, const Bill& value) {
    json::ObjectWriter object(out);
    object.required<wire::Timestamp>("created_at", value.created_at);
    object.required<wire::Object<golden::common::Money>>("total", value.total);
    object.required<wire::Array<wire::Object<golden::common::Money>>>("parts", value.parts);
    object.optional<wire::StrongOver<wire::Uuid>>("payer", value.payer);
    object.required<wire::Object<antiphon::OpenEnum<golden::common::Tone>>>("tone", value.tone);
    object.optional<wire::Object<golden::common::Shape>>("shape", value.shape);
    object.required<wire::Map<wire::StrongOver<wire::Uuid>, golden::common::CurrencyForm>>("by_user", value.by_user);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, GetParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("id", out.id);
    object.optional<wire::StrongOver<wire::Uuid>>("payer", out.payer);
}

void write_json(std::string& out, const GetParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("id", value.id);
    object.optional<wire::StrongOver<wire::Uuid>>("payer", value.payer);
}

void entries_of_imports::invoke_bills_get(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    GetParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Bill>::write(result, static_cast<Service&>(service).get(input, context));
}

void entries_of_imports::invoke_bills_stamp(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    golden::common::Stamped input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Optional<wire::Object<golden::common::Money>>::write(result, static_cast<Service&>(service).stamp(input,
            context));
}

namespace {

const antiphon::rpc::Method methods_of_bills[] = {
    {
        .name = "bills.get",
        .invoke = &entries_of_imports::invoke_bills_get,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "bills.stamp",
        .invoke = &entries_of_imports::invoke_bills_stamp,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
};

}  // namespace

const antiphon::rpc::ServiceInfo& Service::info() const noexcept {
    static const antiphon::rpc::ServiceInfo info{
        .name = "bills",
        .version = "1.0.0",
        .methods = methods_of_bills,
        .openrpc = R"json(…)json",
        .asyncapi = R"json(…)json",
        .ir = R"json(…)json",
    };
    return info;
}

Bill Client::get(const GetParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Bill>, Bill>(*channel_, "bills.get", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_bills);
}

std::future<Bill> Client::get_async(const GetParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Bill>, Bill>(*channel_, "bills.get", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_bills);
}

std::optional<golden::common::Money> Client::stamp(const golden::common::Stamped& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Optional<wire::Object<golden::common::Money>>,
            std::optional<golden::common::Money>>(*channel_, "bills.stamp", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_bills);
}

std::future<std::optional<golden::common::Money>> Client::stamp_async(const golden::common::Stamped& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Optional<wire::Object<golden::common::Money>>,
            std::optional<golden::common::Money>>(*channel_, "bills.stamp", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_bills);
}

const antiphon::events::ChannelType channels::of_user::type{
    .name = "bills.of_user",
    .kind = antiphon::events::ChannelKind::durable,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::of_user::address(const Params& params) {
    std::string address;
    address += "bills.of_user:";
    antiphon::events::append_encoded(address, json::plain<wire::StrongOver<wire::Uuid>>(params.user));
    return address;
}

const antiphon::events::EventType events::sent::type{"bills.sent", &channels::of_user::type};

std::string events::address_of(const sent& event) { return channels::of_user::address(event.to); }

void events::check_limits(const sent& event) { check_limits(json::Path(), event.payload); }

const antiphon::events::EventType events::stamped::type{"bills.stamped", &channels::of_user::type};

std::string events::address_of(const stamped& event) { return channels::of_user::address(event.to); }

}  // namespace golden::imports
