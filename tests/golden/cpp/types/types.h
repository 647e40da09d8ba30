// Made by antiphon from types.json; changes here are lost.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <antiphon/base/clock.h>
#include <antiphon/base/decimal.h>
#include <antiphon/base/error.h>
#include <antiphon/base/uuid.h>
#include <antiphon/base/values.h>
#include <antiphon/json/path.h>
#include <antiphon/json/redact.h>
#include <antiphon/json/value.h>
#include <antiphon/json/wire.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/// Every kind of type, every built-in, every constraint.
///
/// Written to be read beside what comes of it.
namespace golden::types {

struct Builtins;
struct Containers;
struct Defaults;
struct Nulls;
struct Limits;
struct Numbers;
struct Levels;
struct Aliases;
struct Point;
struct Pair;
struct Pairs;
struct Stamped;
struct Document;
struct Strict;
struct Empty;
struct Old;

/// One field of each.
struct Builtins {
    bool flag{};
    std::int8_t tiny{};
    std::uint8_t tiny_unsigned{};
    std::int16_t short_number{};
    std::uint16_t short_unsigned{};
    std::int32_t number{};
    std::uint32_t number_unsigned{};
    std::int64_t safe{};
    std::int64_t large{};
    std::uint64_t large_unsigned{};
    float single{};
    double real{};
    antiphon::Decimal exact{};
    std::string text{};
    antiphon::Bytes raw{};
    antiphon::Uuid id{};
    antiphon::Timestamp moment{};
    std::chrono::year_month_day day{};
    std::chrono::milliseconds span{};
    antiphon::JsonText anything{};

    friend bool operator==(const Builtins&, const Builtins&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Builtins& out);
void write_json(std::string& out, const Builtins& value);

/// Open: more may come.
enum class Color {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    red,
    /// As in a forest.
    dark_green,
    blue,
};
/// As on the wire.
std::string_view to_string(Color value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Color>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out);
std::string_view key_text(const antiphon::OpenEnum<Color>& value);

using Code = std::string;
/// Code on the wire, with its limits.
struct CodeForm : antiphon::json::wire::Checked<CodeForm, antiphon::json::wire::String> {
    static void check(const antiphon::json::Path& path, const Code& value);
};

struct Containers {
    std::vector<std::string> list{};
    std::vector<std::vector<std::int32_t>> matrix{};
    std::vector<std::optional<std::string>> gaps{};
    std::map<std::string, std::int32_t> by_name{};
    std::map<antiphon::Uuid, std::string> by_id{};
    std::map<std::int64_t, std::vector<antiphon::OpenEnum<Color>>> by_number{};
    std::map<antiphon::OpenEnum<Color>, bool> by_color{};
    std::map<Code, std::uint32_t> by_code{};
    std::optional<std::string> perhaps{};
    std::optional<std::vector<antiphon::OpenEnum<Color>>> perhaps_list{};

    friend bool operator==(const Containers&, const Containers&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Containers& out);
void write_json(std::string& out, const Containers& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Containers& value);

enum class Weight {
    light,
    heavy,
};
/// As on the wire.
std::string_view to_string(Weight value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Weight& out);
void write_json(std::string& out, const Weight& value);
void read_key(std::string_view text, const antiphon::json::Path& path, Weight& out);
std::string_view key_text(const Weight& value);

struct Point {
    double x{};
    double y{};

    friend bool operator==(const Point&, const Point&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Point& out);
void write_json(std::string& out, const Point& value);

struct Defaults {
    bool flag = true;
    std::int32_t number = -5;
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::uint64_t most = 18446744073709551615U;
    double real = 1e3;
    antiphon::Decimal money = antiphon::Decimal::parse("4.50").value();
    std::string text = "a \"quoted\" \\ ünïcode ?\?/ text";
    antiphon::OpenEnum<Color> color = Color::red;
    Weight weight = Weight::heavy;
    Code product_code = "AB-1";
    std::vector<std::int32_t> list = {1, 2, 3};
    std::vector<std::string> none{};
    std::map<std::string, std::string> labels{};
    antiphon::Timestamp moment = antiphon::Timestamp(std::chrono::microseconds(1772366400500000));  // 2026-03-01T12:00:00.5Z
    std::chrono::year_month_day day = std::chrono::year(2026) / 3 / 1;
    std::chrono::milliseconds wait = std::chrono::milliseconds(1500);
    antiphon::Uuid id = antiphon::Uuid{{124, 158, 102, 121, 116, 37, 64, 222, 148, 75, 224, 127, 193, 249, 10,
            231}};  // 7c9e6679-7425-40de-944b-e07fc1f90ae7
    Point point = {.x = 1.0, .y = 2.0};
    antiphon::Bytes raw = antiphon::Bytes{1, 2, 3};
    antiphon::JsonText free = antiphon::JsonText{R"json({"a":[1,null]})json"};

    friend bool operator==(const Defaults&, const Defaults&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Defaults& out);
void write_json(std::string& out, const Defaults& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Defaults& value);

/// Absent, null and value.
struct Nulls {
    std::optional<std::string> absent_or_value{};
    std::optional<std::string> null_or_value{};
    antiphon::Patch<std::string> all_three{};
    antiphon::Patch<std::int32_t> three_with_limits{};
    std::optional<std::int32_t> null_by_default{};
    std::optional<std::string> two_with_default = "x";
    std::optional<std::int32_t> two_null_by_default{};

    friend bool operator==(const Nulls&, const Nulls&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Nulls& out);
void write_json(std::string& out, const Nulls& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Nulls& value);

struct Limits {
    std::uint8_t age{};
    std::int64_t least_large{};
    std::uint64_t unsigned_large{};
    double ratio{};
    std::optional<float> share{};
    std::optional<double> huge{};
    antiphon::Decimal price{};
    std::chrono::milliseconds wait{};
    std::string name{};
    std::string slug{};
    std::optional<std::string> mail{};
    antiphon::Bytes blob{};
    std::vector<Code> tags{};
    std::map<Code, std::int32_t> scores{};

    friend bool operator==(const Limits&, const Limits&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Limits& out);
void write_json(std::string& out, const Limits& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Limits& value);

/// Large numbers as JSON numbers, for protocols that have it so.
struct Numbers {
    std::int64_t signed_{};
    std::optional<std::uint64_t> unsigned_{};
    antiphon::Decimal exact{};

    friend bool operator==(const Numbers&, const Numbers&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Numbers& out);
void write_json(std::string& out, const Numbers& value);

/// Integers.
enum class Level {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    low,
    strange,
    high,
};
/// As on the wire.
std::string_view to_string(Level value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Level>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Level>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Level>& out);
std::string_view key_text(const antiphon::OpenEnum<Level>& value);

enum class Door {
    shut,
    open,
};
/// As on the wire.
std::string_view to_string(Door value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Door& out);
void write_json(std::string& out, const Door& value);
void read_key(std::string_view text, const antiphon::json::Path& path, Door& out);
std::string_view key_text(const Door& value);

struct Levels {
    antiphon::OpenEnum<Level> level{};
    Door door{};
    std::vector<antiphon::OpenEnum<Color>> colors{};
    antiphon::OpenEnum<Color> any_color{};

    friend bool operator==(const Levels&, const Levels&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Levels& out);
void write_json(std::string& out, const Levels& value);

using UserId = antiphon::Strong<struct UserIdTag, antiphon::Uuid>;

using Nick = antiphon::Strong<struct NickTag, std::string>;
/// Nick on the wire, with its limits.
struct NickForm : antiphon::json::wire::Checked<NickForm,
        antiphon::json::wire::StrongOver<antiphon::json::wire::String>> {
    static void check(const antiphon::json::Path& path, const Nick& value);
};

using Key = std::string;
/// Key on the wire, with its limits.
struct KeyForm : antiphon::json::wire::Checked<KeyForm, antiphon::json::wire::String> {
    static void check(const antiphon::json::Path& path, const Key& value);
};

using Names = std::vector<Nick>;
/// Names on the wire, with its limits.
struct NamesForm : antiphon::json::wire::Checked<NamesForm, antiphon::json::wire::Array<NickForm>> {
    static void check(const antiphon::json::Path& path, const Names& value);
};

using Score = std::int32_t;
/// Score on the wire, with its limits.
struct ScoreForm : antiphon::json::wire::Checked<ScoreForm, antiphon::json::wire::Int32> {
    static void check(const antiphon::json::Path& path, const Score& value);
};

struct Aliases {
    UserId user{};
    Nick nick{};
    Key key{};
    Names names{};
    Score score{};
    std::optional<Nick> nick_again{};
    std::map<Nick, UserId> friends{};

    friend bool operator==(const Aliases&, const Aliases&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Aliases& out);
void write_json(std::string& out, const Aliases& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Aliases& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_Aliases;
inline const antiphon::json::Secrets& secrets_of(const Aliases*) noexcept { return secrets_of_Aliases; }

/// A fixed array.
struct Pair {
    std::string item0{};
    std::int32_t count{};
    std::optional<antiphon::OpenEnum<Color>> item2{};

    friend bool operator==(const Pair&, const Pair&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Pair& out);
void write_json(std::string& out, const Pair& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Pair& value);

struct Pairs {
    std::vector<Pair> pairs{};

    friend bool operator==(const Pairs&, const Pairs&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Pairs& out);
void write_json(std::string& out, const Pairs& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Pairs& value);

struct Stamped {
    antiphon::Timestamp created_at{};
    std::optional<std::string> note{};

    friend bool operator==(const Stamped&, const Stamped&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Stamped& out);
void write_json(std::string& out, const Stamped& value);

struct Document {
    antiphon::Timestamp created_at{};
    std::optional<std::string> note{};
    std::string title{};
    /// Members that this program does not know, kept and written back.
    std::map<std::string, antiphon::JsonText> extra{};

    friend bool operator==(const Document&, const Document&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Document& out);
void write_json(std::string& out, const Document& value);

struct Strict {
    std::int32_t one{};
    std::optional<std::int32_t> two{};

    friend bool operator==(const Strict&, const Strict&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Strict& out);
void write_json(std::string& out, const Strict& value);

/// Nothing yet.
struct Empty {
    friend bool operator==(const Empty&, const Empty&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Empty& out);
void write_json(std::string& out, const Empty& value);

/// Deprecated: use Document
struct [[deprecated("use Document")]] Old {
    std::string name{};
    /// Deprecated: use name
    [[deprecated("use name")]] std::optional<std::string> alias{};

    friend bool operator==(const Old&, const Old&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Old& out);
void write_json(std::string& out, const Old& value);

}  // namespace golden::types

#pragma GCC diagnostic pop
