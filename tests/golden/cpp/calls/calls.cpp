// Made by antiphon from calls.json; changes here are lost.
#include "calls.h"

#include <span>

#include <antiphon/json/check.h>
#include <antiphon/json/enumeration.h>
#include <antiphon/json/object.h>
#include <antiphon/json/positional.h>
#include <antiphon/json/tagged.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace golden::calls {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

namespace entries_of_calls {

antiphon::rpc::Invoke invoke_shop_get;
antiphon::rpc::Invoke invoke_shop_place;
antiphon::rpc::Invoke invoke_shop_move;
antiphon::rpc::Invoke invoke_shop_four;
antiphon::rpc::Invoke invoke_shop_none;
antiphon::rpc::Invoke invoke_shop_divide;
antiphon::rpc::Invoke invoke_shop_open_port;
antiphon::rpc::Invoke invoke_shop_count;
antiphon::rpc::Invoke invoke_shop_enable;
antiphon::rpc::Invoke invoke_shop_allow;
antiphon::rpc::Invoke invoke_shop_rate;
antiphon::rpc::Invoke invoke_shop_turn;
antiphon::rpc::Invoke invoke_shop_shift;
antiphon::rpc::Invoke invoke_shop_mark;
antiphon::rpc::Invoke invoke_shop_resize;
antiphon::rpc::Invoke invoke_shop_tag;
antiphon::rpc::Invoke invoke_shop_name;
antiphon::rpc::Invoke invoke_shop_wait;
antiphon::rpc::Invoke invoke_shop_keep;
antiphon::rpc::Invoke invoke_shop_pick;
antiphon::rpc::Invoke invoke_shop_grow;
antiphon::rpc::Invoke invoke_shop_old;
antiphon::rpc::Invoke invoke_shop_clash;

}  // namespace entries_of_calls

namespace {

template <class Params>
std::string encoded(const Params& params) {
    std::string text;
    write_json(text, params);
    return text;
}

void raise_shop(std::string_view type, json::Value detail, const std::string&) try {
    const json::Path path(json::Reading::tolerant);
    if (type == Gone::wire_type) {
        std::string data{};
        wire::String::read(detail, path, data);
        throw Gone(std::move(data));
    }
    if (type == OutOfStock::wire_type) {
        std::vector<Sku> data{};
        wire::Array<wire::StrongOver<wire::String>>::read(detail, path, data);
        throw OutOfStock(std::move(data));
    }
    if (type == Full::wire_type) {
        std::map<antiphon::OpenEnum<Size>, Quota> data{};
        wire::Map<wire::Object<antiphon::OpenEnum<Size>>, QuotaForm>::read(detail, path, data);
        throw Full(std::move(data));
    }
    if (type == Unfit::wire_type) {
        antiphon::OpenEnum<Size> data{};
        wire::Object<antiphon::OpenEnum<Size>>::read(detail, path, data);
        throw Unfit(std::move(data));
    }
    if (type == Other::wire_type) {
        Choice data{};
        wire::Object<Choice>::read(detail, path, data);
        throw Other(std::move(data));
    }
    if (type == Strange::wire_type) {
        antiphon::JsonText data{};
        wire::Json::read(detail, path, data);
        throw Strange(std::move(data));
    }
    if (type == Used::wire_type) {
        Same data;
        read_json(detail, path, data);
        throw Used(std::move(data));
    }
    if (type == Late::wire_type) {
        std::int64_t data{};
        wire::Int64::read(detail, path, data);
        throw Late(std::move(data));
    }
    if (type == Failed::wire_type) {
        FailedData data;
        read_json(detail, path, data);
        throw Failed(std::move(data));
    }
    if (type == Worse::wire_type) {
        std::vector<antiphon::OpenEnum<Error>> data{};
        wire::Array<wire::Object<antiphon::OpenEnum<Error>>>::read(detail, path, data);
        throw Worse(std::move(data));
    }
} catch (const antiphon::InvalidData&) {
    // The detail does not fit: the caller reports the error without its type.
}

}  // namespace

namespace {

constexpr json::EnumName<Size> names_of_Size[] = {
    {Size::small, "small"},
    {Size::large, "large"},
};

}  // namespace

std::string_view to_string(Size value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Size>>(names_of_Size), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Size>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Size>>(names_of_Size), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Size>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Size>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Size>>(names_of_Size), out);
}

std::string_view key_text(const antiphon::OpenEnum<Size>& value) {
    return json::open_enum_text(value, to_string(value));
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Item& out) {
    json::ObjectReader object(value, path);
    object.required<wire::StrongOver<wire::String>>("sku", out.sku);
    object.required<wire::Int32>("quantity", out.quantity);
}

void write_json(std::string& out, const Item& value) {
    json::ObjectWriter object(out);
    object.required<wire::StrongOver<wire::String>>("sku", value.sku);
    object.required<wire::Int32>("quantity", value.quantity);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tree& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::Object<Tree>>>("branches", out.branches);
    object.optional<wire::String>("name", out.name);
}

void write_json(std::string& out, const Tree& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::Object<Tree>>>("branches", value.branches);
    object.optional<wire::String>("name", value.name);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Choice& out) {
    if (value.is_string()) return wire::String::read(value, path, out.emplace<0>());
    if (value.is_array()) return wire::Array<wire::Object<Item>>::read(value, path, out.emplace<1>());
    if (value.kind() == json::Kind::boolean) return wire::Bool::read(value, path, out.emplace<2>());
    out.emplace<3>(json::keep_unknown_shape(value, path, "one of string, Item[], bool"));
}

void write_json(std::string& out, const Choice& value) {
    if (const auto* held = std::get_if<0>(&value)) return wire::String::write(out, *held);
    if (const auto* held = std::get_if<1>(&value)) return wire::Array<wire::Object<Item>>::write(out, *held);
    if (const auto* held = std::get_if<2>(&value)) return wire::Bool::write(out, *held);
    out += std::get<3>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PickParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Object<Choice>>("what", out.what);
}

void write_json(std::string& out, const PickParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Object<Choice>>("what", value.what);
}

void QuotaForm::check(const json::Path& path, const Quota& value) {
    json::check::min(path, value, 0);
    json::check::max(path, value, 100);
}

namespace {

constexpr json::EnumName<Error> names_of_Error[] = {
    {Error::locked, "locked"},
    {Error::lost, "lost"},
};

}  // namespace

std::string_view to_string(Error value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Error>>(names_of_Error), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Error>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Error>>(names_of_Error), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Error>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Error>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Error>>(names_of_Error), out);
}

std::string_view key_text(const antiphon::OpenEnum<Error>& value) {
    return json::open_enum_text(value, to_string(value));
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FailedData& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Object<antiphon::OpenEnum<Error>>>("why", out.why);
    object.optional<wire::Object<antiphon::OpenEnum<Error>>>("others", out.others);
}

void write_json(std::string& out, const FailedData& value) {
    json::ObjectWriter object(out);
    object.required<wire::Object<antiphon::OpenEnum<Error>>>("why", value.why);
    object.optional<wire::Object<antiphon::OpenEnum<Error>>>("others", value.others);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, GetParams& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::String>("note", out.note);
    object.required<wire::Uuid>("id", out.id);
}

void write_json(std::string& out, const GetParams& value) {
    json::ObjectWriter object(out);
    object.optional<wire::String>("note", value.note);
    object.required<wire::Uuid>("id", value.id);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::Object<Item>>>("items", out.items);
    object.required<wire::String>("card", out.card);
    object.optional<wire::String>("coupon", out.coupon);
}

void write_json(std::string& out, const PlaceParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::Object<Item>>>("items", value.items);
    object.required<wire::String>("card", value.card);
    object.optional<wire::String>("coupon", value.coupon);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MoveParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::StrongOver<wire::String>>("from", out.from);
    object.required<wire::StrongOver<wire::String>>("to", out.to);
    object.required<wire::Uint32>("count", out.count);
    object.defaulted<wire::String>("why", out.why);
}

void write_json(std::string& out, const MoveParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::StrongOver<wire::String>>("from", value.from);
    object.required<wire::StrongOver<wire::String>>("to", value.to);
    object.required<wire::Uint32>("count", value.count);
    object.required<wire::String>("why", value.why);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FourParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("a", out.a);
    object.required<wire::Int32>("b", out.b);
    object.required<wire::Int32>("c", out.c);
    object.required<wire::Int32>("d", out.d);
}

void write_json(std::string& out, const FourParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("a", value.a);
    object.required<wire::Int32>("b", value.b);
    object.required<wire::Int32>("c", value.c);
    object.required<wire::Int32>("d", value.d);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NoneParams& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Int32>("a", out.a);
    object.defaulted<wire::Int32>("b", out.b);
}

void write_json(std::string& out, const NoneParams& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Int32>("a", value.a);
    object.required<wire::Int32>("b", value.b);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DivideParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Float64>("by", out.by);
    object.required<wire::Float64>("value", out.value);
}

void write_json(std::string& out, const DivideParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Float64>("by", value.by);
    object.required<wire::Float64>("value", value.value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OpenPortParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uint16>("port", out.port);
}

void write_json(std::string& out, const OpenPortParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uint16>("port", value.port);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, CountParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int64>("from", out.from);
}

void write_json(std::string& out, const CountParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int64>("from", value.from);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, EnableParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("on", out.on);
}

void write_json(std::string& out, const EnableParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("on", value.on);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AllowParams& out) {
    json::ObjectReader object(value, path);
    object.nullable<wire::Bool>("on", out.on);
}

void write_json(std::string& out, const AllowParams& value) {
    json::ObjectWriter object(out);
    object.nullable<wire::Bool>("on", value.on);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, RateParams& out) {
    json::ObjectReader object(value, path);
    object.nullable<wire::Int32>("stars", out.stars);
}

void write_json(std::string& out, const RateParams& value) {
    json::ObjectWriter object(out);
    object.nullable<wire::Int32>("stars", value.stars);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, TurnParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("on", out.on);
    object.required<wire::Duration>("after", out.after);
}

void write_json(std::string& out, const TurnParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("on", value.on);
    object.required<wire::Duration>("after", value.after);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ShiftParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("by", out.by);
    object.required<wire::Array<wire::StrongOver<wire::String>>>("skus", out.skus);
}

void write_json(std::string& out, const ShiftParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("by", value.by);
    object.required<wire::Array<wire::StrongOver<wire::String>>>("skus", value.skus);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MarkParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("on", out.on);
    object.nullable<wire::Uint8>("level", out.level);
    object.required<wire::String>("note", out.note);
}

void write_json(std::string& out, const MarkParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("on", value.on);
    object.nullable<wire::Uint8>("level", value.level);
    object.required<wire::String>("note", value.note);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ResizeParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Object<antiphon::OpenEnum<Size>>>("size", out.size);
}

void write_json(std::string& out, const ResizeParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Object<antiphon::OpenEnum<Size>>>("size", value.size);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, TagParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::StrongOver<wire::String>>("sku", out.sku);
}

void write_json(std::string& out, const TagParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::StrongOver<wire::String>>("sku", value.sku);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NameParams& out) {
    json::ObjectReader object(value, path);
    object.nullable<wire::String>("name", out.name);
}

void write_json(std::string& out, const NameParams& value) {
    json::ObjectWriter object(out);
    object.nullable<wire::String>("name", value.name);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, WaitParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Duration>("time", out.time);
}

void write_json(std::string& out, const WaitParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Duration>("time", value.time);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, KeepParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Json>("any", out.any);
}

void write_json(std::string& out, const KeepParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Json>("any", value.any);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OldParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uuid>("id", out.id);
}

void write_json(std::string& out, const OldParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uuid>("id", value.id);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClashParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("options", out.options);
    object.required<wire::String>("clash", out.clash);
    object.required<wire::String>("timezone", out.timezone);
}

void write_json(std::string& out, const ClashParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("options", value.options);
    object.required<wire::String>("clash", value.clash);
    object.required<wire::String>("timezone", value.timezone);
}

Gone::Gone(std::string data)
    : DeclaredError(wire_type, error_code, "It is gone"), data_(std::move(data)) {}

void Gone::write_detail(std::string& out) const { wire::String::write(out, data_); }

OutOfStock::OutOfStock(std::vector<Sku> data)
    : DeclaredError(wire_type, error_code, "Not there"), data_(std::move(data)) { retry(true); }

void OutOfStock::write_detail(std::string& out) const {
    wire::Array<wire::StrongOver<wire::String>>::write(out, data_);
}

Full::Full(std::map<antiphon::OpenEnum<Size>, Quota> data)
    : DeclaredError(wire_type, error_code, "Full"), data_(std::move(data)) {}

void Full::write_detail(std::string& out) const {
    wire::Map<wire::Object<antiphon::OpenEnum<Size>>, QuotaForm>::write(out, data_);
}

Unfit::Unfit(antiphon::OpenEnum<Size> data)
    : DeclaredError(wire_type, error_code, "Does not fit"), data_(std::move(data)) {}

void Unfit::write_detail(std::string& out) const { wire::Object<antiphon::OpenEnum<Size>>::write(out, data_); }

Other::Other(Choice data)
    : DeclaredError(wire_type, error_code, "Something else"), data_(std::move(data)) {}

void Other::write_detail(std::string& out) const { wire::Object<Choice>::write(out, data_); }

Strange::Strange(antiphon::JsonText data)
    : DeclaredError(wire_type, error_code, "Strange"), data_(std::move(data)) {}

void Strange::write_detail(std::string& out) const { wire::Json::write(out, data_); }

namespace {

std::string message_of_Used(const Same& data) {
    return json::plain<wire::StrongOver<wire::String>>(data.sku) + " is used";
}

}  // namespace

// The message is made before the data is moved.
Used::Used(Same data)
    : DeclaredError(wire_type, error_code, message_of_Used(data)), Same(std::move(data)) {}

void Used::write_detail(std::string& out) const { write_json(out, data()); }

Late::Late(std::int64_t data)
    : DeclaredError(wire_type, error_code, "Late"), data_(std::move(data)) {}

void Late::write_detail(std::string& out) const { wire::Int64::write(out, data_); }

namespace {

std::string message_of_Failed(const FailedData& data) {
    return std::string("failed: ") + json::plain<wire::Object<antiphon::OpenEnum<Error>>>(data.why) + ", then "
            + json::plain<wire::Optional<wire::Object<antiphon::OpenEnum<Error>>>>(data.others);
}

}  // namespace

// The message is made before the data is moved.
Failed::Failed(FailedData data)
    : DeclaredError(wire_type, error_code, message_of_Failed(data)), FailedData(std::move(data)) {}

void Failed::write_detail(std::string& out) const { write_json(out, data()); }

using WorseForm_ = wire::Array<wire::Object<antiphon::OpenEnum<Error>>>;
Worse::Worse(WorseData_ data)
    : antiphon::DeclaredError(wire_type, error_code, "Worse"), data_(std::move(data)) {}

void Worse::write_detail(std::string& out) const { WorseForm_::write(out, data_); }

void entries_of_calls::invoke_shop_get(antiphon::rpc::Service& service, json::Value params, antiphon::Context& context,
        std::string& result) {
    GetParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Item>::write(result, static_cast<Service&>(service).get(input, context));
}

void entries_of_calls::invoke_shop_place(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    PlaceParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Item>::write(result, static_cast<Service&>(service).place(input, context));
}

void entries_of_calls::invoke_shop_move(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    MoveParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Bool::write(result, static_cast<Service&>(service).move(input, context));
}

void entries_of_calls::invoke_shop_four(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    FourParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).four(input, context);
}

void entries_of_calls::invoke_shop_none(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    NoneParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).none(input, context);
}

namespace {

void read_shop_divide_by_position(json::Value value, const json::Path& path, DivideParams& out) {
    json::PositionalReader params(value, path, 2);
    params.required<wire::Float64>("value", out.value);
    params.required<wire::Float64>("by", out.by);
}

}  // namespace

void entries_of_calls::invoke_shop_divide(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    DivideParams input;
    if (params.is_array())
        read_shop_divide_by_position(params, json::Path(), input);
    else
        read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Float64::write(result, static_cast<Service&>(service).divide(input, context));
}

void entries_of_calls::invoke_shop_open_port(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    OpenPortParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).open_port(input, context);
}

void entries_of_calls::invoke_shop_count(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    CountParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Int64::write(result, static_cast<Service&>(service).count(input, context));
}

void entries_of_calls::invoke_shop_enable(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    EnableParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).enable(input, context);
}

void entries_of_calls::invoke_shop_allow(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    AllowParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).allow(input, context);
}

void entries_of_calls::invoke_shop_rate(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    RateParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).rate(input, context);
}

void entries_of_calls::invoke_shop_turn(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    TurnParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).turn(input, context);
}

void entries_of_calls::invoke_shop_shift(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    ShiftParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).shift(input, context);
}

void entries_of_calls::invoke_shop_mark(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    MarkParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).mark(input, context);
}

void entries_of_calls::invoke_shop_resize(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    ResizeParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).resize(input, context);
}

void entries_of_calls::invoke_shop_tag(antiphon::rpc::Service& service, json::Value params, antiphon::Context& context,
        std::string&) {
    TagParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).tag(input, context);
}

void entries_of_calls::invoke_shop_name(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    NameParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).name(input, context);
}

void entries_of_calls::invoke_shop_wait(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    WaitParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).wait(input, context);
}

void entries_of_calls::invoke_shop_keep(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    KeepParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).keep(input, context);
}

void entries_of_calls::invoke_shop_pick(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    PickParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).pick(input, context);
}

void entries_of_calls::invoke_shop_grow(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    Tree input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).grow(input, context);
}

void entries_of_calls::invoke_shop_old(antiphon::rpc::Service& service, json::Value params, antiphon::Context& context,
        std::string&) {
    OldParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).old(input, context);
}

void entries_of_calls::invoke_shop_clash(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    ClashParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<Service&>(service).clash(input, context);
}

namespace {

const antiphon::rpc::Method methods_of_shop[] = {
    {
        .name = "shop.get",
        .invoke = &entries_of_calls::invoke_shop_get,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.place",
        .invoke = &entries_of_calls::invoke_shop_place,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.move",
        .invoke = &entries_of_calls::invoke_shop_move,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.four",
        .invoke = &entries_of_calls::invoke_shop_four,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.none",
        .invoke = &entries_of_calls::invoke_shop_none,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.divide",
        .invoke = &entries_of_calls::invoke_shop_divide,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.open_port",
        .invoke = &entries_of_calls::invoke_shop_open_port,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = true,
        .cancellable = true,
    },
    {
        .name = "shop.count",
        .invoke = &entries_of_calls::invoke_shop_count,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.enable",
        .invoke = &entries_of_calls::invoke_shop_enable,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.allow",
        .invoke = &entries_of_calls::invoke_shop_allow,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.rate",
        .invoke = &entries_of_calls::invoke_shop_rate,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.turn",
        .invoke = &entries_of_calls::invoke_shop_turn,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.shift",
        .invoke = &entries_of_calls::invoke_shop_shift,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.mark",
        .invoke = &entries_of_calls::invoke_shop_mark,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.resize",
        .invoke = &entries_of_calls::invoke_shop_resize,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.tag",
        .invoke = &entries_of_calls::invoke_shop_tag,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.name",
        .invoke = &entries_of_calls::invoke_shop_name,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.wait",
        .invoke = &entries_of_calls::invoke_shop_wait,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.keep",
        .invoke = &entries_of_calls::invoke_shop_keep,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.pick",
        .invoke = &entries_of_calls::invoke_shop_pick,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.grow",
        .invoke = &entries_of_calls::invoke_shop_grow,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.old",
        .invoke = &entries_of_calls::invoke_shop_old,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "shop.clash",
        .invoke = &entries_of_calls::invoke_shop_clash,
        .access = {.required = false, .scopes = {}, .roles = {}},
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
        .name = "shop",
        .version = "0.0.0",
        .methods = methods_of_shop,
        .openrpc = R"json(…)json",
        .asyncapi = R"json(…)json",
        .ir = R"json(…)json",
    };
    return info;
}

Item Client::get(const GetParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Item>, Item>(*channel_, "shop.get", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

std::future<Item> Client::get_async(const GetParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Item>, Item>(*channel_, "shop.get", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

Item Client::place(const PlaceParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Item>, Item>(*channel_, "shop.place", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

std::future<Item> Client::place_async(const PlaceParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Item>, Item>(*channel_, "shop.place", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

bool Client::move(const MoveParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Bool, bool>(*channel_, "shop.move", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

std::future<bool> Client::move_async(const MoveParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Bool, bool>(*channel_, "shop.move", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

void Client::four(const FourParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.four", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::four_async(const FourParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.four", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::none(const NoneParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.none", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::none_async(const NoneParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.none", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

double Client::divide(const DivideParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Float64, double>(*channel_, "shop.divide", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

std::future<double> Client::divide_async(const DivideParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Float64, double>(*channel_, "shop.divide", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

void Client::open_port(const OpenPortParams& params, const antiphon::rpc::CallOptions& options) const {
    antiphon::rpc::notify(*channel_, "shop.open_port", encoded(params), options);
}

std::int64_t Client::count(const CountParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Int64, std::int64_t>(*channel_, "shop.count", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

std::future<std::int64_t> Client::count_async(const CountParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Int64, std::int64_t>(*channel_, "shop.count", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_shop);
}

void Client::enable(const EnableParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.enable", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

std::future<void> Client::enable_async(const EnableParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.enable", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::allow(const AllowParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.allow", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

std::future<void> Client::allow_async(const AllowParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.allow", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::rate(const RateParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.rate", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::rate_async(const RateParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.rate", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::turn(const TurnParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.turn", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::turn_async(const TurnParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.turn", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::shift(const ShiftParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.shift", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

std::future<void> Client::shift_async(const ShiftParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.shift", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::mark(const MarkParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.mark", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::mark_async(const MarkParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.mark", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::resize(const ResizeParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.resize", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

std::future<void> Client::resize_async(const ResizeParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.resize", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::tag(const TagParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.tag", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::tag_async(const TagParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.tag", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::name(const NameParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.name", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::name_async(const NameParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.name", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::wait(const WaitParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.wait", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::wait_async(const WaitParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.wait", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::keep(const KeepParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.keep", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::keep_async(const KeepParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.keep", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::pick(const PickParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.pick", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::pick_async(const PickParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.pick", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::grow(const Tree& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.grow", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::grow_async(const Tree& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.grow", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::old(const OldParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.old", encoded(params), antiphon::rpc::Idempotency::none, options,
            raise_shop);
}

std::future<void> Client::old_async(const OldParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.old", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

void Client::clash(const ClashParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "shop.clash", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

std::future<void> Client::clash_async(const ClashParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "shop.clash", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_shop);
}

const antiphon::events::ChannelType channels::till::type{
    .name = "shop.till",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string channels::till::address(const Params&) { return "shop.till"; }

const antiphon::events::EventType events::sold::type{"shop.sold", &channels::till::type};

std::string events::address_of(const sold&) { return channels::till::address({}); }

}  // namespace golden::calls

#pragma GCC diagnostic pop
