// Made by antiphon from types.json; changes here are lost.
#include "types.h"

#include <span>

#include <antiphon/json/check.h>
#include <antiphon/json/enumeration.h>
#include <antiphon/json/limits.h>
#include <antiphon/json/object.h>
#include <antiphon/json/tagged.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace golden::types {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Builtins& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Bool>("flag", out.flag);
    object.required<wire::Int8>("tiny", out.tiny);
    object.required<wire::Uint8>("tiny_unsigned", out.tiny_unsigned);
    object.required<wire::Int16>("short_number", out.short_number);
    object.required<wire::Uint16>("short_unsigned", out.short_unsigned);
    object.required<wire::Int32>("number", out.number);
    object.required<wire::Uint32>("number_unsigned", out.number_unsigned);
    object.required<wire::Int53>("safe", out.safe);
    object.required<wire::Int64>("large", out.large);
    object.required<wire::Uint64>("large_unsigned", out.large_unsigned);
    object.required<wire::Float32>("single", out.single);
    object.required<wire::Float64>("real", out.real);
    object.required<wire::Decimal>("exact", out.exact);
    object.required<wire::String>("text", out.text);
    object.required<wire::Base64>("raw", out.raw);
    object.required<wire::Uuid>("id", out.id);
    object.required<wire::Timestamp>("moment", out.moment);
    object.required<wire::Date>("day", out.day);
    object.required<wire::Duration>("span", out.span);
    object.required<wire::Json>("anything", out.anything);
}

void write_json(std::string& out, const Builtins& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("flag", value.flag);
    object.required<wire::Int8>("tiny", value.tiny);
    object.required<wire::Uint8>("tiny_unsigned", value.tiny_unsigned);
    object.required<wire::Int16>("short_number", value.short_number);
    object.required<wire::Uint16>("short_unsigned", value.short_unsigned);
    object.required<wire::Int32>("number", value.number);
    object.required<wire::Uint32>("number_unsigned", value.number_unsigned);
    object.required<wire::Int53>("safe", value.safe);
    object.required<wire::Int64>("large", value.large);
    object.required<wire::Uint64>("large_unsigned", value.large_unsigned);
    object.required<wire::Float32>("single", value.single);
    object.required<wire::Float64>("real", value.real);
    object.required<wire::Decimal>("exact", value.exact);
    object.required<wire::String>("text", value.text);
    object.required<wire::Base64>("raw", value.raw);
    object.required<wire::Uuid>("id", value.id);
    object.required<wire::Timestamp>("moment", value.moment);
    object.required<wire::Date>("day", value.day);
    object.required<wire::Duration>("span", value.span);
    object.required<wire::Json>("anything", value.anything);
}

namespace {

constexpr json::EnumName<Color> names_of_Color[] = {
    {Color::red, "red"},
    {Color::dark_green, "dark-green"},
    {Color::blue, "blue"},
};

}  // namespace

std::string_view to_string(Color value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Color>>(names_of_Color), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Color>>(names_of_Color), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Color>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Color>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Color>>(names_of_Color), out);
}

std::string_view key_text(const antiphon::OpenEnum<Color>& value) {
    return json::open_enum_text(value, to_string(value));
}

namespace {

// "[A-Z]+-[0-9]{1,3}"
constexpr char32_t pattern_of_Code_bounds[] = {
    45, 46, 48, 58, 65, 91,
};
constexpr std::uint16_t pattern_of_Code_next[] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0,
    0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};
constexpr bool pattern_of_Code_accepting[] = {
    false, false, false, false, true, true, true,
};
constexpr json::check::Pattern pattern_of_Code{"[A-Z]+-[0-9]{1,3}", pattern_of_Code_bounds, pattern_of_Code_next,
        pattern_of_Code_accepting};

}  // namespace

void CodeForm::check(const json::Path& path, const Code& value) {
    json::check::min_length(path, value, 2);
    json::check::max_length(path, value, 8);
    json::check::pattern(path, value, pattern_of_Code);
}

void check_limits(const json::Path& path, const Containers& value) {
    json::check::Entries<CodeForm, CodeForm, json::check::Nothing>::check(json::Path(path, "by_code"), value.by_code);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Containers& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::String>>("list", out.list);
    object.required<wire::Array<wire::Array<wire::Int32>>>("matrix", out.matrix);
    object.required<wire::Array<wire::Optional<wire::String>>>("gaps", out.gaps);
    object.required<wire::Map<wire::String, wire::Int32>>("by_name", out.by_name);
    object.required<wire::Map<wire::Uuid, wire::String>>("by_id", out.by_id);
    object.required<wire::Map<wire::Int64, wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>>("by_number",
            out.by_number);
    object.required<wire::Map<wire::Object<antiphon::OpenEnum<Color>>, wire::Bool>>("by_color", out.by_color);
    object.required<wire::Map<CodeForm, wire::Uint32>>("by_code", out.by_code);
    object.optional<wire::String>("perhaps", out.perhaps);
    object.optional<wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>("perhaps_list", out.perhaps_list);
}

void write_json(std::string& out, const Containers& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::String>>("list", value.list);
    object.required<wire::Array<wire::Array<wire::Int32>>>("matrix", value.matrix);
    object.required<wire::Array<wire::Optional<wire::String>>>("gaps", value.gaps);
    object.required<wire::Map<wire::String, wire::Int32>>("by_name", value.by_name);
    object.required<wire::Map<wire::Uuid, wire::String>>("by_id", value.by_id);
    object.required<wire::Map<wire::Int64, wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>>("by_number",
            value.by_number);
    object.required<wire::Map<wire::Object<antiphon::OpenEnum<Color>>, wire::Bool>>("by_color", value.by_color);
    object.required<wire::Map<CodeForm, wire::Uint32>>("by_code", value.by_code);
    object.optional<wire::String>("perhaps", value.perhaps);
    object.optional<wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>("perhaps_list", value.perhaps_list);
}

namespace {

constexpr json::EnumName<Weight> names_of_Weight[] = {
    {Weight::light, "light"},
    {Weight::heavy, "heavy"},
};

}  // namespace

std::string_view to_string(Weight value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Weight>>(names_of_Weight), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Weight& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Weight>>(names_of_Weight), false, out);
}

void write_json(std::string& out, const Weight& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, Weight& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Weight>>(names_of_Weight), out);
}

std::string_view key_text(const Weight& value) {
    return json::closed_enum_text(std::span<const json::EnumName<Weight>>(names_of_Weight), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Point& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Float64>("x", out.x);
    object.required<wire::Float64>("y", out.y);
}

void write_json(std::string& out, const Point& value) {
    json::ObjectWriter object(out);
    object.required<wire::Float64>("x", value.x);
    object.required<wire::Float64>("y", value.y);
}

namespace {

void check_own_limits(const json::Path& path, const Defaults& value) {
    json::check::precision(json::Path(path, "money"), value.money, 10, 2);
}

}  // namespace

void check_limits(const json::Path& path, const Defaults& value) {
    check_own_limits(path, value);
    CodeForm::check(json::Path(path, "code"), value.product_code);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Defaults& out) {
    json::ObjectReader object(value, path);
    object.defaulted<wire::Bool>("flag", out.flag);
    object.defaulted<wire::Int32>("number", out.number);
    object.defaulted<wire::Int64>("least", out.least);
    object.defaulted<wire::Uint64>("most", out.most);
    object.defaulted<wire::Float64>("real", out.real);
    object.defaulted<wire::Decimal>("money", out.money);
    object.defaulted<wire::String>("text", out.text);
    object.defaulted<wire::Object<antiphon::OpenEnum<Color>>>("color", out.color);
    object.defaulted<wire::Object<Weight>>("weight", out.weight);
    object.defaulted<CodeForm>("code", out.product_code);
    object.defaulted<wire::Array<wire::Int32>>("list", out.list);
    object.defaulted<wire::Array<wire::String>>("none", out.none);
    object.defaulted<wire::Map<wire::String, wire::String>>("labels", out.labels);
    object.defaulted<wire::Timestamp>("moment", out.moment);
    object.defaulted<wire::Date>("day", out.day);
    object.defaulted<wire::Duration>("wait", out.wait);
    object.defaulted<wire::Uuid>("id", out.id);
    object.defaulted<wire::Object<Point>>("point", out.point);
    object.defaulted<wire::Base64>("raw", out.raw);
    object.defaulted<wire::Json>("free", out.free);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const Defaults& value) {
    json::ObjectWriter object(out);
    object.required<wire::Bool>("flag", value.flag);
    object.required<wire::Int32>("number", value.number);
    object.required<wire::Int64>("least", value.least);
    object.required<wire::Uint64>("most", value.most);
    object.required<wire::Float64>("real", value.real);
    object.required<wire::Decimal>("money", value.money);
    object.required<wire::String>("text", value.text);
    object.required<wire::Object<antiphon::OpenEnum<Color>>>("color", value.color);
    object.required<wire::Object<Weight>>("weight", value.weight);
    object.required<CodeForm>("code", value.product_code);
    object.required<wire::Array<wire::Int32>>("list", value.list);
    object.required<wire::Array<wire::String>>("none", value.none);
    object.required<wire::Map<wire::String, wire::String>>("labels", value.labels);
    object.required<wire::Timestamp>("moment", value.moment);
    object.required<wire::Date>("day", value.day);
    object.required<wire::Duration>("wait", value.wait);
    object.required<wire::Uuid>("id", value.id);
    object.required<wire::Object<Point>>("point", value.point);
    object.required<wire::Base64>("raw", value.raw);
    object.required<wire::Json>("free", value.free);
}

void check_limits(const json::Path& path, const Nulls& value) {
    if (value.all_three.value()) {
        json::check::max_length(json::Path(path, "all_three"), *value.all_three.value(), 5);
    }
    if (value.three_with_limits.value()) {
        json::check::min(json::Path(path, "three_with_limits"), *value.three_with_limits.value(), 0);
    }
    if (value.two_with_default) {
        json::check::max_length(json::Path(path, "two_with_default"), *value.two_with_default, 5);
    }
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Nulls& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::String>("absent_or_value", out.absent_or_value);
    object.nullable<wire::String>("null_or_value", out.null_or_value);
    object.patch<wire::String>("all_three", out.all_three);
    object.patch<wire::Int32>("three_with_limits", out.three_with_limits);
    object.defaulted<wire::Optional<wire::Int32>>("null_by_default", out.null_by_default);
    object.defaulted<wire::Optional<wire::String>>("two_with_default", out.two_with_default);
    object.defaulted<wire::Optional<wire::Int32>>("two_null_by_default", out.two_null_by_default);
    if (path.strict()) check_limits(path, out);
}

void write_json(std::string& out, const Nulls& value) {
    json::ObjectWriter object(out);
    object.optional<wire::String>("absent_or_value", value.absent_or_value);
    object.nullable<wire::String>("null_or_value", value.null_or_value);
    object.patch<wire::String>("all_three", value.all_three);
    object.patch<wire::Int32>("three_with_limits", value.three_with_limits);
    object.nullable<wire::Int32>("null_by_default", value.null_by_default);
    object.nullable<wire::String>("two_with_default", value.two_with_default);
    object.nullable<wire::Int32>("two_null_by_default", value.two_null_by_default);
}

namespace {

// "[a-z0-9]+(-[a-z0-9]+)*"
constexpr char32_t pattern_of_Limits_slug_bounds[] = {
    45, 46, 48, 58, 97, 123,
};
constexpr std::uint16_t pattern_of_Limits_slug_next[] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0, 0, 3, 0, 2, 0, 2, 0, 0, 0, 0, 4, 0, 4, 0, 0, 3, 0, 4, 0, 4,
    0,
};
constexpr bool pattern_of_Limits_slug_accepting[] = {
    false, false, true, false, true,
};
constexpr json::check::Pattern pattern_of_Limits_slug{"[a-z0-9]+(-[a-z0-9]+)*", pattern_of_Limits_slug_bounds,
        pattern_of_Limits_slug_next, pattern_of_Limits_slug_accepting};

void check_own_limits(const json::Path& path, const Limits& value) {
    json::check::min(json::Path(path, "age"), value.age, 18);
    json::check::max(json::Path(path, "age"), value.age, 120);
    json::check::min(json::Path(path, "least_large"), value.least_large, -9000000000000000000);
    json::check::max(json::Path(path, "least_large"), value.least_large, 9000000000000000000);
    json::check::max_unsigned(json::Path(path, "unsigned_large"), value.unsigned_large, 18000000000000000000U);
    json::check::min_real(json::Path(path, "ratio"), value.ratio, 0.0);
    json::check::max_real(json::Path(path, "ratio"), value.ratio, 1.5);
    if (value.share) {
        json::check::min_real(json::Path(path, "share"), *value.share, 0.0F);
        json::check::max_real(json::Path(path, "share"), *value.share, 0.1F);
    }
    if (value.huge) {
        json::check::max_real(json::Path(path, "huge"), *value.huge, 100000000000000000000.0);
    }
    json::check::min_decimal(json::Path(path, "price"), value.price, antiphon::Decimal::parse("0.01").value());
    json::check::max_decimal(json::Path(path, "price"), value.price, antiphon::Decimal::parse("999.99").value());
    json::check::precision(json::Path(path, "price"), value.price, 5, 2);
    json::check::min(json::Path(path, "wait"), value.wait.count(), 0);
    json::check::max(json::Path(path, "wait"), value.wait.count(), 60000);
    json::check::min_length(json::Path(path, "name"), value.name, 2);
    json::check::max_length(json::Path(path, "name"), value.name, 5);
    json::check::max_length(json::Path(path, "slug"), value.slug, 40);
    json::check::pattern(json::Path(path, "slug"), value.slug, pattern_of_Limits_slug);
    if (value.mail) {
        json::check::max_length(json::Path(path, "mail"), *value.mail, 100);
        json::check::format(json::Path(path, "mail"), *value.mail, "email");
    }
    json::check::min_bytes(json::Path(path, "blob"), value.blob.size(), 1);
    json::check::max_bytes(json::Path(path, "blob"), value.blob.size(), 4);
    json::check::min_items(json::Path(path, "tags"), value.tags.size(), 1);
    json::check::max_items(json::Path(path, "tags"), value.tags.size(), 3);
    json::check::max_items(json::Path(path, "scores"), value.scores.size(), 2);
}

}  // namespace

void check_limits(const json::Path& path, const Limits& value) {
    check_own_limits(path, value);
    json::check::Each<CodeForm>::check(json::Path(path, "tags"), value.tags);
    json::check::Entries<CodeForm, CodeForm, json::check::Nothing>::check(json::Path(path, "scores"), value.scores);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Limits& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uint8>("age", out.age);
    object.required<wire::Int64>("least_large", out.least_large);
    object.required<wire::Uint64>("unsigned_large", out.unsigned_large);
    object.required<wire::Float64>("ratio", out.ratio);
    object.optional<wire::Float32>("share", out.share);
    object.optional<wire::Float64>("huge", out.huge);
    object.required<wire::Decimal>("price", out.price);
    object.required<wire::Duration>("wait", out.wait);
    object.required<wire::String>("name", out.name);
    object.required<wire::String>("slug", out.slug);
    object.optional<wire::String>("mail", out.mail);
    object.required<wire::Base64>("blob", out.blob);
    object.required<wire::Array<CodeForm>>("tags", out.tags);
    object.required<wire::Map<CodeForm, wire::Int32>>("scores", out.scores);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const Limits& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uint8>("age", value.age);
    object.required<wire::Int64>("least_large", value.least_large);
    object.required<wire::Uint64>("unsigned_large", value.unsigned_large);
    object.required<wire::Float64>("ratio", value.ratio);
    object.optional<wire::Float32>("share", value.share);
    object.optional<wire::Float64>("huge", value.huge);
    object.required<wire::Decimal>("price", value.price);
    object.required<wire::Duration>("wait", value.wait);
    object.required<wire::String>("name", value.name);
    object.required<wire::String>("slug", value.slug);
    object.optional<wire::String>("mail", value.mail);
    object.required<wire::Base64>("blob", value.blob);
    object.required<wire::Array<CodeForm>>("tags", value.tags);
    object.required<wire::Map<CodeForm, wire::Int32>>("scores", value.scores);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Numbers& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int64Number>("signed", out.signed_);
    object.optional<wire::Uint64Number>("unsigned_", out.unsigned_);
    object.required<wire::DecimalNumber>("exact", out.exact);
}

void write_json(std::string& out, const Numbers& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int64Number>("signed", value.signed_);
    object.optional<wire::Uint64Number>("unsigned_", value.unsigned_);
    object.required<wire::DecimalNumber>("exact", value.exact);
}

namespace {

constexpr json::EnumName<Level> names_of_Level[] = {
    {Level::low, "1"},
    {Level::strange, "-7"},
    {Level::high, "30"},
};

}  // namespace

std::string_view to_string(Level value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Level>>(names_of_Level), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Level>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Level>>(names_of_Level), true, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Level>& value) {
    json::append_enum_number(out, key_text(value));
}

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Level>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Level>>(names_of_Level), out);
}

std::string_view key_text(const antiphon::OpenEnum<Level>& value) {
    return json::open_enum_text(value, to_string(value));
}

namespace {

constexpr json::EnumName<Door> names_of_Door[] = {
    {Door::shut, "0"},
    {Door::open, "1"},
};

}  // namespace

std::string_view to_string(Door value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Door>>(names_of_Door), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Door& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Door>>(names_of_Door), true, out);
}

void write_json(std::string& out, const Door& value) { json::append_enum_number(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, Door& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Door>>(names_of_Door), out);
}

std::string_view key_text(const Door& value) {
    return json::closed_enum_text(std::span<const json::EnumName<Door>>(names_of_Door), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Levels& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Object<antiphon::OpenEnum<Level>>>("level", out.level);
    object.required<wire::Object<Door>>("door", out.door);
    object.required<wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>("colors", out.colors);
    object.required<wire::Tolerant<wire::Object<antiphon::OpenEnum<Color>>>>("any_color", out.any_color);
}

void write_json(std::string& out, const Levels& value) {
    json::ObjectWriter object(out);
    object.required<wire::Object<antiphon::OpenEnum<Level>>>("level", value.level);
    object.required<wire::Object<Door>>("door", value.door);
    object.required<wire::Array<wire::Object<antiphon::OpenEnum<Color>>>>("colors", value.colors);
    object.required<wire::Tolerant<wire::Object<antiphon::OpenEnum<Color>>>>("any_color", value.any_color);
}

void NickForm::check(const json::Path& path, const Nick& value) {
    json::check::min_length(path, value.value, 3);
    json::check::max_length(path, value.value, 10);
}

void KeyForm::check(const json::Path& path, const Key& value) {
    json::check::max_length(path, value, 100);
}

void NamesForm::check(const json::Path& path, const Names& value) {
    json::check::min_items(path, value.size(), 1);
}

void ScoreForm::check(const json::Path& path, const Score& value) {
    json::check::min(path, value, 0);
    json::check::max(path, value, 100);
}

namespace {

void check_own_limits(const json::Path& path, const Aliases& value) {
    json::check::max(json::Path(path, "score"), value.score, 50);
    if (value.nick_again) {
        json::check::max_length(json::Path(path, "nick_again"), (*value.nick_again).value, 5);
    }
}

}  // namespace

void check_limits(const json::Path& path, const Aliases& value) {
    check_own_limits(path, value);
    NickForm::check(json::Path(path, "nick"), value.nick);
    KeyForm::check(json::Path(path, "key").secret(), value.key);
    json::check::Both<NamesForm, json::check::Each<NickForm>>::check(json::Path(path, "names"), value.names);
    ScoreForm::check(json::Path(path, "score"), value.score);
    if (value.nick_again) {
        NickForm::check(json::Path(path, "nick_again"), *value.nick_again);
    }
    json::check::Entries<NickForm, NickForm, json::check::Nothing>::check(json::Path(path, "friends"), value.friends);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Aliases& out) {
    json::ObjectReader object(value, path);
    object.required<wire::StrongOver<wire::Uuid>>("user", out.user);
    object.required<NickForm>("nick", out.nick);
    object.required<wire::Secret<KeyForm>>("key", out.key);
    object.required<NamesForm>("names", out.names);
    object.required<ScoreForm>("score", out.score);
    object.optional<NickForm>("nick_again", out.nick_again);
    object.required<wire::Map<NickForm, wire::StrongOver<wire::Uuid>>>("friends", out.friends);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const Aliases& value) {
    json::ObjectWriter object(out);
    object.required<wire::StrongOver<wire::Uuid>>("user", value.user);
    object.required<NickForm>("nick", value.nick);
    object.required<wire::Secret<KeyForm>>("key", value.key);
    object.required<NamesForm>("names", value.names);
    object.required<ScoreForm>("score", value.score);
    object.optional<NickForm>("nick_again", value.nick_again);
    object.required<wire::Map<NickForm, wire::StrongOver<wire::Uuid>>>("friends", value.friends);
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_Aliases[] = {
    {"key", "", nullptr},
};

}  // namespace

constinit const json::Secrets secrets_of_Aliases{rows_of_secrets_of_Aliases};

void check_limits(const json::Path& path, const Pair& value) {
    json::check::min(json::Path(path, std::size_t{1}), value.count, 0);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Pair& out) {
    if (!value.is_array() || value.size() != 3) json::refuse_shape(value, path, "an array of 3");
    auto item = value.elements().begin();
    wire::String::read(*item, json::Path(path, std::size_t{0}), out.item0);
    ++item;
    wire::Int32::read(*item, json::Path(path, std::size_t{1}), out.count);
    ++item;
    wire::Optional<wire::Object<antiphon::OpenEnum<Color>>>::read(*item, json::Path(path, std::size_t{2}), out.item2);
    if (path.strict()) check_limits(path, out);
}

void write_json(std::string& out, const Pair& value) {
    out += '[';
    wire::String::write(out, value.item0);
    out += ',';
    wire::Int32::write(out, value.count);
    out += ',';
    wire::Optional<wire::Object<antiphon::OpenEnum<Color>>>::write(out, value.item2);
    out += ']';
}

void check_limits(const json::Path& path, const Pairs& value) {
    json::check::Each<json::check::Of<Pair>>::check(json::Path(path, "pairs"), value.pairs);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Pairs& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::Object<Pair>>>("pairs", out.pairs);
}

void write_json(std::string& out, const Pairs& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::Object<Pair>>>("pairs", value.pairs);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Stamped& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Timestamp>("created_at", out.created_at);
    object.optional<wire::String>("note", out.note);
}

void write_json(std::string& out, const Stamped& value) {
    json::ObjectWriter object(out);
    object.required<wire::Timestamp>("created_at", value.created_at);
    object.optional<wire::String>("note", value.note);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Document& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Timestamp>("created_at", out.created_at);
    object.optional<wire::String>("note", out.note);
    object.required<wire::String>("title", out.title);
    object.keep_unknown({"created_at", "note", "title"}, out.extra);
}

void write_json(std::string& out, const Document& value) {
    json::ObjectWriter object(out);
    object.required<wire::Timestamp>("created_at", value.created_at);
    object.optional<wire::String>("note", value.note);
    object.required<wire::String>("title", value.title);
    object.extra(value.extra);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Strict& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("one", out.one);
    object.optional<wire::Int32>("two", out.two);
    object.reject_unknown({"one", "two"});
}

void write_json(std::string& out, const Strict& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("one", value.one);
    object.optional<wire::Int32>("two", value.two);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Empty&) {
    const json::ObjectReader object(value, path);
}

void write_json(std::string& out, const Empty&) {
    const json::ObjectWriter object(out);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Old& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("name", out.name);
    object.optional<wire::String>("alias", out.alias);
}

void write_json(std::string& out, const Old& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("name", value.name);
    object.optional<wire::String>("alias", value.alias);
}

}  // namespace golden::types

#pragma GCC diagnostic pop
