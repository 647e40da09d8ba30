// Made by antiphon from hostile.json; changes here are lost.
#include "hostile.h"

#include <span>

#include <antiphon/events/names.h>
#include <antiphon/json/check.h>
#include <antiphon/json/enumeration.h>
#include <antiphon/json/object.h>
#include <antiphon/json/positional.h>
#include <antiphon/json/tagged.h>

namespace class_::antiphon_::std_ {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

namespace entries_of_hostile {

antiphon::rpc::Invoke invoke_class_place;
antiphon::rpc::Invoke invoke_class_info;
antiphon::rpc::Invoke invoke_class_delete;
antiphon::rpc::Invoke invoke_class_place_async;
antiphon::rpc::Invoke invoke_class_channel_;
antiphon::rpc::Invoke invoke_class_Client;
antiphon::rpc::Invoke invoke_class_Service;
antiphon::rpc::Invoke invoke_class_serve;
antiphon::rpc::Invoke invoke_class_std;
antiphon::rpc::Invoke invoke_class_antiphon;

}  // namespace entries_of_hostile

namespace {

template <class Params>
std::string encoded(const Params& params) {
    std::string text;
    write_json(text, params);
    return text;
}

void raise_class(std::string_view type, json::Value detail, const std::string&) try {
    const json::Path path(json::Reading::tolerant);
    if (type == OutOfStock::wire_type) {
        OutOfStockData data;
        read_json(detail, path, data);
        throw OutOfStock(std::move(data));
    }
    if (type == Hidden::wire_type) {
        DeclaredError data;
        read_json(detail, path, data);
        throw Hidden(std::move(data));
    }
    if (type == HiddenList::wire_type) {
        std::map<std::string, std::vector<DeclaredError>> data{};
        wire::Map<wire::String, wire::Array<wire::Object<DeclaredError>>>::read(detail, path, data);
        throw HiddenList(std::move(data));
    }
} catch (const antiphon::InvalidData&) {
    // The detail does not fit: the caller reports the error without its type.
}

}  // namespace

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Service_& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("id", out.id);
}

void write_json(std::string& out, const Service_& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("id", value.id);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Client& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Int32>("Client", out.Client_);
}

void write_json(std::string& out, const Client& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Int32>("Client", value.Client_);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DeclaredError& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("what", out.what);
}

void write_json(std::string& out, const DeclaredError& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("what", value.what);
}

namespace {

constexpr json::EnumName<NULL_> names_of_NULL_[] = {
    {NULL_::EOF_, "EOF"},
    {NULL_::NULL_, "NULL"},
    {NULL_::unknown__, "unknown_"},
    {NULL_::errno_, "errno"},
    {NULL_::odd, std::string_view("a\"b\\c\000\n", 7)},
    {NULL_::class_, "class"},
    {NULL_::static_, "static"},
    {NULL_::None, "None"},
    {NULL_::True, "True"},
};

}  // namespace

std::string_view to_string(NULL_ value) noexcept {
    return json::enum_name(std::span<const json::EnumName<NULL_>>(names_of_NULL_), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<NULL_>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<NULL_>>(names_of_NULL_), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<NULL_>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<NULL_>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<NULL_>>(names_of_NULL_), out);
}

std::string_view key_text(const antiphon::OpenEnum<NULL_>& value) {
    return json::open_enum_text(value, to_string(value));
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("taken", out.taken);
}

void write_json(std::string& out, const PlaceParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("taken", value.taken);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Placed& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("taken", out.taken);
}

void write_json(std::string& out, const Placed& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("taken", value.taken);
}

void FormForm_::check(const json::Path& path, const Form& value) {
    json::check::max_length(path, value, 3);
}

void check_limits(const json::Path& path, const FormForm& value) {
    FormForm_::check(json::Path(path, "form"), value.form);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FormForm& out) {
    json::ObjectReader object(value, path);
    object.required<FormForm_>("form", out.form);
}

void write_json(std::string& out, const FormForm& value) {
    json::ObjectWriter object(out);
    object.required<FormForm_>("form", value.form);
}

void check_limits(const json::Path& path, const Keywords& value) {
    FormForm_::check(json::Path(path, "Form"), value.Form_);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Keywords& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("class", out.class_);
    object.required<wire::String>("namespace", out.namespace_);
    object.required<wire::Bool>("this", out.this_);
    object.required<wire::Bool>("or", out.or_);
    object.required<wire::Bool>("not", out.not_);
    object.required<wire::Bool>("and", out.and_);
    object.required<wire::Bool>("register", out.register_);
    object.defaulted<wire::String>("default", out.default_);
    object.optional<wire::Int32>("auto", out.auto_);
    object.required<wire::Array<wire::String>>("catch", out.catch_);
    object.required<wire::Bool>("delete", out.delete_);
    object.required<wire::Bool>("new", out.new_);
    object.required<wire::Int32>("value", out.value);
    object.required<wire::Int32>("path", out.path);
    object.required<wire::Int32>("out", out.out);
    object.required<wire::Int32>("object", out.object);
    object.required<wire::Int32>("json", out.json);
    object.required<wire::Int32>("wire", out.wire);
    object.required<wire::Int32>("std", out.std_);
    object.required<wire::Int32>("antiphon", out.antiphon_);
    object.required<wire::Int32>("read_json", out.read_json);
    object.required<wire::Int32>("write_json", out.write_json);
    object.required<wire::Int32>("int", out.int_);
    object.required<wire::Int32>("errno", out.errno_);
    object.required<wire::Int32>("self", out.self);
    object.required<wire::Int32>("from", out.from);
    object.required<wire::Int32>("lambda", out.lambda);
    object.required<wire::Int32>("None", out.None);
    object.required<wire::Int32>("function", out.function);
    object.required<wire::Int32>("constructor", out.constructor);
    object.required<wire::Int32>("__proto__", out.proto);
    object.required<wire::Int32>("import", out.import);
    object.required<wire::Int32>("extra", out.extra_);
    object.required<wire::Int32>("Keywords", out.Keywords_);
    object.required<FormForm_>("Form", out.Form_);
    object.optional<wire::Object<Placed>>("Placed", out.Placed_);
    object.required<wire::String>("content-type", out.content_type);
    object.required<wire::Int32>("a\"b\\c", out.odd);
    object.required<wire::Int32>("ünï", out.uni);
    object.required<wire::Int32>("a__b", out.a_u_b);
    object.required<wire::Int32>("_", out._);
    object.required<wire::Int32>("_Upper", out.x_Upper);
    object.keep_unknown({"class", "namespace", "this", "or", "not", "and", "register", "default", "auto", "catch",
            "delete", "new", "value", "path", "out", "object", "json", "wire", "std", "antiphon", "read_json",
            "write_json", "int", "errno", "self", "from", "lambda", "None", "function", "constructor", "__proto__",
            "import", "extra", "Keywords", "Form", "Placed", "content-type", "a\"b\\c", "ünï", "a__b", "_",
            "_Upper"}, out.extra);
}

void write_json(std::string& out, const Keywords& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("class", value.class_);
    object.required<wire::String>("namespace", value.namespace_);
    object.required<wire::Bool>("this", value.this_);
    object.required<wire::Bool>("or", value.or_);
    object.required<wire::Bool>("not", value.not_);
    object.required<wire::Bool>("and", value.and_);
    object.required<wire::Bool>("register", value.register_);
    object.required<wire::String>("default", value.default_);
    object.optional<wire::Int32>("auto", value.auto_);
    object.required<wire::Array<wire::String>>("catch", value.catch_);
    object.required<wire::Bool>("delete", value.delete_);
    object.required<wire::Bool>("new", value.new_);
    object.required<wire::Int32>("value", value.value);
    object.required<wire::Int32>("path", value.path);
    object.required<wire::Int32>("out", value.out);
    object.required<wire::Int32>("object", value.object);
    object.required<wire::Int32>("json", value.json);
    object.required<wire::Int32>("wire", value.wire);
    object.required<wire::Int32>("std", value.std_);
    object.required<wire::Int32>("antiphon", value.antiphon_);
    object.required<wire::Int32>("read_json", value.read_json);
    object.required<wire::Int32>("write_json", value.write_json);
    object.required<wire::Int32>("int", value.int_);
    object.required<wire::Int32>("errno", value.errno_);
    object.required<wire::Int32>("self", value.self);
    object.required<wire::Int32>("from", value.from);
    object.required<wire::Int32>("lambda", value.lambda);
    object.required<wire::Int32>("None", value.None);
    object.required<wire::Int32>("function", value.function);
    object.required<wire::Int32>("constructor", value.constructor);
    object.required<wire::Int32>("__proto__", value.proto);
    object.required<wire::Int32>("import", value.import);
    object.required<wire::Int32>("extra", value.extra_);
    object.required<wire::Int32>("Keywords", value.Keywords_);
    object.required<FormForm_>("Form", value.Form_);
    object.optional<wire::Object<Placed>>("Placed", value.Placed_);
    object.required<wire::String>("content-type", value.content_type);
    object.required<wire::Int32>("a\\\"b\\\\c", value.odd);
    object.required<wire::Int32>("ünï", value.uni);
    object.required<wire::Int32>("a__b", value.a_u_b);
    object.required<wire::Int32>("_", value._);
    object.required<wire::Int32>("_Upper", value.x_Upper);
    object.extra(value.extra);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OutOfStockData& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("code", out.code);
    object.required<wire::String>("what", out.what);
    object.required<wire::Int32>("kind", out.kind);
    object.required<wire::Bool>("retry", out.retry);
    object.required<wire::Int32>("data", out.data);
    object.required<wire::String>("at", out.at);
    object.required<wire::String>("type", out.type);
}

void write_json(std::string& out, const OutOfStockData& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("code", value.code);
    object.required<wire::String>("what", value.what);
    object.required<wire::Int32>("kind", value.kind);
    object.required<wire::Bool>("retry", value.retry);
    object.required<wire::Int32>("data", value.data);
    object.required<wire::String>("at", value.at);
    object.required<wire::String>("type", value.type);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClassPlaceParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("class", out.class_);
    object.required<wire::Int32>("context", out.context);
    object.required<wire::Int32>("params", out.params);
    object.required<wire::Int32>("options", out.options);
}

void write_json(std::string& out, const ClassPlaceParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("class", value.class_);
    object.required<wire::Int32>("context", value.context);
    object.required<wire::Int32>("params", value.params);
    object.required<wire::Int32>("options", value.options);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DeleteParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("this", out.this_);
}

void write_json(std::string& out, const DeleteParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("this", value.this_);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceAsyncParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("x", out.x);
}

void write_json(std::string& out, const PlaceAsyncParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("x", value.x);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ChannelParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("x", out.x);
}

void write_json(std::string& out, const ChannelParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("x", value.x);
}

void check_limits(const json::Path& path, const PlacedPayload& value) {
    json::check::max_length(json::Path(path, "class"), value.class_, 10);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlacedPayload& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("class", out.class_);
    if (path.strict()) check_limits(path, out);
}

void write_json(std::string& out, const PlacedPayload& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("class", value.class_);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClassJob& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("class", out.class_);
}

void write_json(std::string& out, const ClassJob& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("class", value.class_);
}

namespace {

std::string message_of_OutOfStock(const OutOfStockData& data) {
    return std::string("no \"") + json::plain<wire::String>(data.code) + "\" \\ "
            + json::plain<wire::String>(data.what) + " {kind";
}

}  // namespace

// The message is made before the data is moved.
OutOfStock::OutOfStock(OutOfStockData data)
    : DeclaredError(wire_type, error_code, message_of_OutOfStock(data)), OutOfStockData(std::move(data)) {}

void OutOfStock::write_detail(std::string& out) const { write_json(out, data()); }

Error::Error() : DeclaredError(wire_type, error_code, "never") {}

void Error::write_detail(std::string& out) const { out += "{}"; }

namespace {

std::string message_of_Hidden(const HiddenData_& data) { return json::plain<wire::String>(data.what); }

}  // namespace

// The message is made before the data is moved.
Hidden::Hidden(HiddenData_ data)
    : antiphon::DeclaredError(wire_type, error_code, message_of_Hidden(data)), HiddenData_(std::move(data)) {}

void Hidden::write_detail(std::string& out) const { write_json(out, data()); }

using HiddenListForm_ = wire::Map<wire::String, wire::Array<wire::Object<DeclaredError>>>;
HiddenList::HiddenList(HiddenListData_ data)
    : antiphon::DeclaredError(wire_type, error_code, "never"), data_(std::move(data)) {}

void HiddenList::write_detail(std::string& out) const { HiddenListForm_::write(out, data_); }

void entries_of_hostile::invoke_class_place(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    ClassPlaceParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Keywords>::write(result, static_cast<Service&>(service).place(input, context));
}

void entries_of_hostile::invoke_class_info(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    json::no_params(params, json::Path());
    wire::String::write(result, static_cast<Service&>(service).info_(context));
}

void entries_of_hostile::invoke_class_delete(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    DeleteParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).delete_(input, context);
}

void entries_of_hostile::invoke_class_place_async(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    PlaceAsyncParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).place_async(input, context);
}

void entries_of_hostile::invoke_class_channel_(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    ChannelParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).channel__(input, context);
}

void entries_of_hostile::invoke_class_Client(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    json::no_params(params, json::Path());
    static_cast<Service&>(service).Client_(context);
}

void entries_of_hostile::invoke_class_Service(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    json::no_params(params, json::Path());
    static_cast<Service&>(service).Service__(context);
}

void entries_of_hostile::invoke_class_serve(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    Service_ input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Service_>::write(result, static_cast<Service&>(service).serve(input, context));
}

void entries_of_hostile::invoke_class_std(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    json::no_params(params, json::Path());
    static_cast<Service&>(service).std_(context);
}

void entries_of_hostile::invoke_class_antiphon(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    json::no_params(params, json::Path());
    static_cast<Service&>(service).antiphon_(context);
}

namespace {

const antiphon::rpc::Method methods_of_class[] = {
    {
        .name = "class.place",
        .invoke = &entries_of_hostile::invoke_class_place,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.info",
        .invoke = &entries_of_hostile::invoke_class_info,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.delete",
        .invoke = &entries_of_hostile::invoke_class_delete,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.place_async",
        .invoke = &entries_of_hostile::invoke_class_place_async,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.channel_",
        .invoke = &entries_of_hostile::invoke_class_channel_,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.Client",
        .invoke = &entries_of_hostile::invoke_class_Client,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.Service",
        .invoke = &entries_of_hostile::invoke_class_Service,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.serve",
        .invoke = &entries_of_hostile::invoke_class_serve,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.std",
        .invoke = &entries_of_hostile::invoke_class_std,
        .access = {.required = true, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "class.antiphon",
        .invoke = &entries_of_hostile::invoke_class_antiphon,
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
        .name = "class",
        .version = "1.0.0",
        .methods = methods_of_class,
        .openrpc = R"json(…)json",
        .asyncapi = R"json(…)json",
        .ir = R"json(…)json",
    };
    return info;
}

Keywords ClassClient::place(const ClassPlaceParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Keywords>, Keywords>(*channel_, "class.place", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

std::future<Keywords> ClassClient::place_async_(const ClassPlaceParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Keywords>, Keywords>(*channel_, "class.place", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

std::string ClassClient::info_(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::String, std::string>(*channel_, "class.info", {},
            antiphon::rpc::Idempotency::none, options, raise_class);
}

std::future<std::string> ClassClient::info_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::String, std::string>(*channel_, "class.info", {},
            antiphon::rpc::Idempotency::none, options, raise_class);
}

void ClassClient::delete_(const DeleteParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.delete", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_class);
}

std::future<void> ClassClient::delete_async(const DeleteParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.delete", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_class);
}

void ClassClient::place_async(const PlaceAsyncParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.place_async", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_class);
}

std::future<void> ClassClient::place_async_async(const PlaceAsyncParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.place_async", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

void ClassClient::channel__(const ChannelParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.channel_", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_class);
}

std::future<void> ClassClient::channel__async(const ChannelParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.channel_", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

void ClassClient::Client_(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.Client", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

std::future<void> ClassClient::Client_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.Client", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

void ClassClient::Service__(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.Service", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

std::future<void> ClassClient::Service_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.Service", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

Service_ ClassClient::serve(const Service_& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Service_>, Service_>(*channel_, "class.serve", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

std::future<Service_> ClassClient::serve_async(const Service_& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Service_>, Service_>(*channel_, "class.serve", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_class);
}

void ClassClient::std_(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.std", {}, antiphon::rpc::Idempotency::none, options, raise_class);
}

std::future<void> ClassClient::std_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.std", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

void ClassClient::antiphon_(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "class.antiphon", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

std::future<void> ClassClient::antiphon_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "class.antiphon", {}, antiphon::rpc::Idempotency::none, options,
            raise_class);
}

const antiphon::events::ChannelType channels::class_::type{
    .name = "class.class",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::class_::address(const Params& params) {
    std::string address;
    address += "class.class:";
    antiphon::events::append_encoded(address, json::plain<wire::String>(params.class_));
    return address;
}

const antiphon::events::ChannelType channels::type_::type{
    .name = "class.type",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::type_::address(const Params&) { return "class.type"; }

const antiphon::events::ChannelType channels::Params_::type{
    .name = "class.Params",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::Params_::address(const Params&) { return "class.Params"; }

const antiphon::events::ChannelType channels::std_::type{
    .name = "class.std",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::std_::address(const Params&) { return "class.std"; }

const antiphon::events::EventType events::placed::type{"class.placed", &channels::class_::type};

std::string events::address_of(const placed& event) {
    return channels::class_::address({.class_ = event.payload.class_});
}

void events::check_limits(const placed& event) { check_limits(json::Path(), event.payload); }

const antiphon::events::EventType events::delete_::type{"class.delete", &channels::class_::type};

std::string events::address_of(const delete_& event) { return channels::class_::address(event.to); }

void events::check_limits(const delete_& event) { check_limits(json::Path(), event.payload); }

const antiphon::events::EventType events::std_::type{"class.std", &channels::std_::type};

std::string events::address_of(const std_&) { return channels::std_::address({}); }

const antiphon::events::EventType events::antiphon_::type{"class.antiphon", &channels::std_::type};

std::string events::address_of(const antiphon_&) { return channels::std_::address({}); }

const antiphon::events::EventType events::payload_::type{"class.payload", &channels::type_::type};

std::string events::address_of(const payload_&) { return channels::type_::address({}); }

const antiphon::events::EventType events::type_::type{"class.type", &channels::type_::type};

std::string events::address_of(const type_&) { return channels::type_::address({}); }

const antiphon::events::EventType events::to_::type{"class.to", &channels::Params_::type};

std::string events::address_of(const to_&) { return channels::Params_::address({}); }

const antiphon::events::EventType events::address_of_::type{"class.address_of", &channels::Params_::type};

std::string events::address_of(const address_of_&) { return channels::Params_::address({}); }

const antiphon::events::EventType events::Placed_::type{"class.Placed", &channels::Params_::type};

std::string events::address_of(const Placed_&) { return channels::Params_::address({}); }

std::string queues::class_::order_key(const Payload& payload) {
    return json::plain<wire::Int32>(payload.class_);
}

}  // namespace class_::antiphon_::std_
