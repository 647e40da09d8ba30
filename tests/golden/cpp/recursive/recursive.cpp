// Made by antiphon from recursive.json; changes here are lost.
#include "recursive.h"

#include <antiphon/json/check.h>
#include <antiphon/json/limits.h>
#include <antiphon/json/object.h>
#include <antiphon/json/tagged.h>

namespace golden::recursive {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tree& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("name", out.name);
    object.required<wire::Array<wire::Object<Tree>>>("children", out.children);
}

void write_json(std::string& out, const Tree& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("name", value.name);
    object.required<wire::Array<wire::Object<Tree>>>("children", value.children);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, List& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("value", out.value);
    object.optional<wire::Boxed<wire::Object<List>>>("next", out.next);
}

void write_json(std::string& out, const List& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("value", value.value);
    object.optional<wire::Boxed<wire::Object<List>>>("next", value.next);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Left& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Boxed<wire::Object<Right>>>("right", out.right);
    object.required<wire::Array<wire::Object<Right>>>("rights", out.rights);
}

void write_json(std::string& out, const Left& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Boxed<wire::Object<Right>>>("right", value.right);
    object.required<wire::Array<wire::Object<Right>>>("rights", value.rights);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Right& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Boxed<wire::Object<Left>>>("left", out.left);
    object.required<wire::Map<wire::String, wire::Object<Left>>>("by_name", out.by_name);
}

void write_json(std::string& out, const Right& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Boxed<wire::Object<Left>>>("left", value.left);
    object.required<wire::Map<wire::String, wire::Object<Left>>>("by_name", value.by_name);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Number& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Float64>("value", out.value);
}

void write_json(std::string& out, const Number& value) {
    json::ObjectWriter object(out);
    object.required<wire::Float64>("value", value.value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Sum& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::Object<Expression>>>("terms", out.terms);
}

void write_json(std::string& out, const Sum& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::Object<Expression>>>("terms", value.terms);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Not& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Boxed<wire::Object<Expression>>>("inner", out.inner);
}

void write_json(std::string& out, const Not& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Boxed<wire::Object<Expression>>>("inner", value.inner);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Expression& out) {
    const std::string_view tag = json::read_tag(value, path, "op");
    if (tag == "number") return read_json(value, path, out.emplace<0>());
    if (tag == "sum") return read_json(value, path, out.emplace<1>());
    if (tag == "not") return read_json(value, path, out.emplace<2>());
    out.emplace<3>(json::keep_unknown_variant(value, path, "op", tag, "number, sum, not"));
}

void write_json(std::string& out, const Expression& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "op", "number", *held);
    if (const auto* held = std::get_if<1>(&value)) return json::write_tagged(out, "op", "sum", *held);
    if (const auto* held = std::get_if<2>(&value)) return json::write_tagged(out, "op", "not", *held);
    out += std::get<3>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Value& out) {
    if (value.kind() == json::Kind::boolean) return wire::Bool::read(value, path, out.emplace<0>());
    if (json::is_number(value)) return wire::Float64::read(value, path, out.emplace<1>());
    if (value.is_string()) return wire::String::read(value, path, out.emplace<2>());
    if (value.is_array()) return wire::Array<wire::Object<Value>>::read(value, path, out.emplace<3>());
    if (value.is_object()) return wire::Map<wire::String, wire::Object<Value>>::read(value, path, out.emplace<4>());
    out.emplace<5>(json::keep_unknown_shape(value, path, "one of bool, float64, string, Value[], map<Value>"));
}

void write_json(std::string& out, const Value& value) {
    if (const auto* held = std::get_if<0>(&value)) return wire::Bool::write(out, *held);
    if (const auto* held = std::get_if<1>(&value)) return wire::Float64::write(out, *held);
    if (const auto* held = std::get_if<2>(&value)) return wire::String::write(out, *held);
    if (const auto* held = std::get_if<3>(&value)) return wire::Array<wire::Object<Value>>::write(out, *held);
    if (const auto* held = std::get_if<4>(&value))
        return wire::Map<wire::String, wire::Object<Value>>::write(out, *held);
    out += std::get<5>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Patchy& out) {
    json::ObjectReader object(value, path);
    object.patch<wire::Boxed<wire::Object<Patchy>>>("inner", out.inner);
}

void write_json(std::string& out, const Patchy& value) {
    json::ObjectWriter object(out);
    object.patch<wire::Boxed<wire::Object<Patchy>>>("inner", value.inner);
}

void PartsForm::check(const json::Path& path, const Parts& value) {
    json::check::max_items(path, value.size(), 10);
}

void check_limits(const json::Path& path, const Outline& value) {
    json::check::Both<PartsForm, json::check::Each<json::check::Of<Outline>>>::check(json::Path(path, "parts"),
            value.parts);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Outline& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("title", out.title);
    object.required<PartsForm>("parts", out.parts);
}

void write_json(std::string& out, const Outline& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("title", value.title);
    object.required<PartsForm>("parts", value.parts);
}

}  // namespace golden::recursive
