// Made by antiphon from unions.json; changes here are lost.
#include "unions.h"

#include <span>

#include <antiphon/json/enumeration.h>
#include <antiphon/json/object.h>
#include <antiphon/json/tagged.h>

namespace golden::unions {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Card& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Secret<wire::String>>("token", out.token);
    object.defaulted<wire::Bool>("save", out.save);
}

void write_json(std::string& out, const Card& value) {
    json::ObjectWriter object(out);
    object.required<wire::Secret<wire::String>>("token", value.token);
    object.required<wire::Bool>("save", value.save);
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_Card[] = {
    {"token", "", nullptr},
};

}  // namespace

constinit const json::Secrets secrets_of_Card{rows_of_secrets_of_Card};

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Invoice& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::String>("vat_id", out.vat_id);
    object.reject_unknown({"vat_id", "method", "type"});
}

void write_json(std::string& out, const Invoice& value) {
    json::ObjectWriter object(out);
    object.optional<wire::String>("vat_id", value.vat_id);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Cash& out) {
    json::ObjectReader object(value, path);
    object.keep_unknown({"method"}, out.extra);
}

void write_json(std::string& out, const Cash& value) {
    json::ObjectWriter object(out);
    object.extra(value.extra);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Payment& out) {
    const std::string_view tag = json::read_tag(value, path, "method");
    if (tag == "card") return read_json(value, path, out.emplace<0>());
    if (tag == "invoice") return read_json(value, path, out.emplace<1>());
    if (tag == "cash") return read_json(value, path, out.emplace<2>());
    out.emplace<3>(json::keep_unknown_variant(value, path, "method", tag, "card, invoice, cash"));
}

void write_json(std::string& out, const Payment& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "method", "card", *held);
    if (const auto* held = std::get_if<1>(&value)) return json::write_tagged(out, "method", "invoice", *held);
    if (const auto* held = std::get_if<2>(&value)) return json::write_tagged(out, "method", "cash", *held);
    out += std::get<3>(value).value.text;
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_Payment[] = {
    {"", "", &secrets_of_Card},
};

}  // namespace

constinit const json::Secrets secrets_of_Payment{rows_of_secrets_of_Payment};

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClosedPayment& out) {
    const std::string_view tag = json::read_tag(value, path, "type");
    if (tag == "card") return read_json(value, path, out.emplace<0>());
    if (tag == "in \"advance\"") return read_json(value, path, out.emplace<1>());
    json::refuse_unknown_variant(path, "type", tag, "card, in \"advance\"");
}

void write_json(std::string& out, const ClosedPayment& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "type", "card", *held);
    if (const auto* held = std::get_if<1>(&value)) return json::write_tagged(out, "type", "in \"advance\"", *held);
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_ClosedPayment[] = {
    {"", "", &secrets_of_Card},
};

}  // namespace

constinit const json::Secrets secrets_of_ClosedPayment{rows_of_secrets_of_ClosedPayment};

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ByHash& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("block_hash", out.block_hash);
    object.optional<wire::Bool>("strict", out.strict);
}

void write_json(std::string& out, const ByHash& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("block_hash", value.block_hash);
    object.optional<wire::Bool>("strict", value.strict);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ByNumber& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uint64>("block_number", out.block_number);
}

void write_json(std::string& out, const ByNumber& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uint64>("block_number", value.block_number);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Proof& out) {
    const std::string_view tag = json::read_tag(value, path, "type");
    if (tag == "paper") return read_json(value, path, out.emplace<0>().value);
    if (tag == "number") return read_json(value, path, out.emplace<1>());
    out.emplace<2>(json::keep_unknown_variant(value, path, "type", tag, "paper, number"));
}

void write_json(std::string& out, const Proof& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "type", "paper", (*held).value);
    if (const auto* held = std::get_if<1>(&value)) return json::write_tagged(out, "type", "number", *held);
    out += std::get<2>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Latest& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::String>("tag", out.tag);
}

void write_json(std::string& out, const Latest& value) {
    json::ObjectWriter object(out);
    object.optional<wire::String>("tag", value.tag);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, BlockId& out) {
    if (value.is_object() && value.find("block_number"))
        return wire::Object<ByNumber>::read(value, path, out.emplace<0>());
    if (value.is_object() && value.find("block_hash")) return wire::Object<ByHash>::read(value, path, out.emplace<1>());
    if (value.is_object()) return wire::Object<Latest>::read(value, path, out.emplace<2>());
    out.emplace<3>(json::keep_unknown_shape(value, path, "one of ByNumber, ByHash, Latest"));
}

void write_json(std::string& out, const BlockId& value) {
    if (const auto* held = std::get_if<0>(&value)) return wire::Object<ByNumber>::write(out, *held);
    if (const auto* held = std::get_if<1>(&value)) return wire::Object<ByHash>::write(out, *held);
    if (const auto* held = std::get_if<2>(&value)) return wire::Object<Latest>::write(out, *held);
    out += std::get<3>(value).value.text;
}

namespace {

constexpr json::EnumName<Kind> names_of_Kind[] = {
    {Kind::a, "a"},
    {Kind::b, "b"},
};

}  // namespace

std::string_view to_string(Kind value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Kind>>(names_of_Kind), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Kind>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Kind>>(names_of_Kind), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Kind>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Kind>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Kind>>(names_of_Kind), out);
}

std::string_view key_text(const antiphon::OpenEnum<Kind>& value) {
    return json::open_enum_text(value, to_string(value));
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Loose& out) {
    if (value.kind() == json::Kind::boolean) return wire::Bool::read(value, path, out.emplace<0>());
    if (json::is_number(value)) return wire::Int32::read(value, path, out.emplace<1>());
    if (value.is_string()) return wire::Object<antiphon::OpenEnum<Kind>>::read(value, path, out.emplace<2>());
    if (value.is_array()) return wire::Array<wire::String>::read(value, path, out.emplace<3>());
    if (value.is_object()) return wire::Object<Card>::read(value, path, out.emplace<4>());
    out.emplace<5>(json::keep_unknown_shape(value, path, "one of bool, int32, Kind, string[], Card"));
}

void write_json(std::string& out, const Loose& value) {
    if (const auto* held = std::get_if<0>(&value)) return wire::Bool::write(out, *held);
    if (const auto* held = std::get_if<1>(&value)) return wire::Int32::write(out, *held);
    if (const auto* held = std::get_if<2>(&value)) return wire::Object<antiphon::OpenEnum<Kind>>::write(out, *held);
    if (const auto* held = std::get_if<3>(&value)) return wire::Array<wire::String>::write(out, *held);
    if (const auto* held = std::get_if<4>(&value)) return wire::Object<Card>::write(out, *held);
    out += std::get<5>(value).value.text;
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_Loose[] = {
    {"", "", &secrets_of_Card},
};

}  // namespace

constinit const json::Secrets secrets_of_Loose{rows_of_secrets_of_Loose};

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tight& out) {
    if (json::is_number(value)) return wire::Int53::read(value, path, out.emplace<0>());
    if (value.is_string()) return wire::Timestamp::read(value, path, out.emplace<1>());
    json::refuse_shape(value, path, "one of int53, timestamp");
}

void write_json(std::string& out, const Tight& value) {
    if (const auto* held = std::get_if<0>(&value)) return wire::Int53::write(out, *held);
    if (const auto* held = std::get_if<1>(&value)) return wire::Timestamp::write(out, *held);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, All& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Object<Payment>>("payment", out.payment);
    object.optional<wire::Object<ClosedPayment>>("closed", out.closed);
    object.required<wire::Object<BlockId>>("block", out.block);
    object.required<wire::Array<wire::Object<Loose>>>("loose", out.loose);
    object.required<wire::Map<wire::String, wire::Object<Tight>>>("tight", out.tight);
}

void write_json(std::string& out, const All& value) {
    json::ObjectWriter object(out);
    object.required<wire::Object<Payment>>("payment", value.payment);
    object.optional<wire::Object<ClosedPayment>>("closed", value.closed);
    object.required<wire::Object<BlockId>>("block", value.block);
    object.required<wire::Array<wire::Object<Loose>>>("loose", value.loose);
    object.required<wire::Map<wire::String, wire::Object<Tight>>>("tight", value.tight);
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_All[] = {
    {"payment", "", &secrets_of_Payment},
    {"closed", "", &secrets_of_ClosedPayment},
    {"loose", "[", &secrets_of_Loose},
};

}  // namespace

constinit const json::Secrets secrets_of_All{rows_of_secrets_of_All};

}  // namespace golden::unions
