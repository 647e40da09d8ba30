// Made by antiphon from common.json; changes here are lost.
#include "common.h"

#include <span>

#include <antiphon/json/check.h>
#include <antiphon/json/enumeration.h>
#include <antiphon/json/object.h>
#include <antiphon/json/tagged.h>

namespace golden::common {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

void CurrencyForm::check(const json::Path& path, const Currency& value) {
    json::check::min_length(path, value, 3);
    json::check::max_length(path, value, 3);
    json::check::format(path, value, "iso4217");
}

namespace {

void check_own_limits(const json::Path& path, const Money& value) {
    json::check::precision(json::Path(path, "amount"), value.amount, 19, 4);
}

}  // namespace

void check_limits(const json::Path& path, const Money& value) {
    check_own_limits(path, value);
    CurrencyForm::check(json::Path(path, "currency"), value.currency);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Money& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Decimal>("amount", out.amount);
    object.required<CurrencyForm>("currency", out.currency);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const Money& value) {
    json::ObjectWriter object(out);
    object.required<wire::Decimal>("amount", value.amount);
    object.required<CurrencyForm>("currency", value.currency);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Stamped& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Timestamp>("created_at", out.created_at);
}

void write_json(std::string& out, const Stamped& value) {
    json::ObjectWriter object(out);
    object.required<wire::Timestamp>("created_at", value.created_at);
}

namespace {

constexpr json::EnumName<Tone> names_of_Tone[] = {
    {Tone::major, "major"},
    {Tone::minor, "minor"},
};

}  // namespace

std::string_view to_string(Tone value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Tone>>(names_of_Tone), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Tone>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Tone>>(names_of_Tone), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Tone>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Tone>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Tone>>(names_of_Tone), out);
}

std::string_view key_text(const antiphon::OpenEnum<Tone>& value) {
    return json::open_enum_text(value, to_string(value));
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Dot& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("x", out.x);
}

void write_json(std::string& out, const Dot& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("x", value.x);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Shape& out) {
    const std::string_view tag = json::read_tag(value, path, "type");
    if (tag == "dot") return read_json(value, path, out.emplace<0>());
    out.emplace<1>(json::keep_unknown_variant(value, path, "type", tag, "dot"));
}

void write_json(std::string& out, const Shape& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "type", "dot", *held);
    out += std::get<1>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NotFoundData& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("what", out.what);
}

void write_json(std::string& out, const NotFoundData& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("what", value.what);
}

namespace {

std::string message_of_NotFound(const NotFoundData& data) {
    return json::plain<wire::String>(data.what) + " was not found";
}

}  // namespace

// The message is made before the data is moved.
NotFound::NotFound(NotFoundData data)
    : DeclaredError(wire_type, error_code, message_of_NotFound(data)), NotFoundData(std::move(data)) {}

void NotFound::write_detail(std::string& out) const { write_json(out, data()); }

}  // namespace golden::common
