#pragma once
// The wire form of each IDL type: how a C++ value is read from JSON and written to it. Generated code names these
// types; the two functions of each are the only place where a form is decided (docs/idl.md, "Wire encoding").
//
//     wire::Array<wire::Object<Item>>::read(value, path, order.items);
//
// read() throws InvalidData with the path; write() appends. A generated struct S brings two functions in its own
// namespace, found by argument-dependent lookup:
//
//     void read_json(json::Value, const json::Path&, S&);
//     void write_json(std::string&, const S&);

#include <chrono>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/decimal.h"
#include "antiphon/base/uuid.h"
#include "antiphon/base/values.h"
#include "antiphon/json/append.h"
#include "antiphon/json/path.h"
#include "antiphon/json/value.h"

namespace antiphon::json::wire {

/// Throws InvalidData: "expected a string, found an integer".
[[noreturn]] void expected(std::string_view what, Value found, const Path& path);

/// A number with an integral value from `least` to `most`: `2`, `2.0` and `2e0` are the same.
std::int64_t read_integral(Value value, const Path& path, std::int64_t least, std::int64_t most);

struct Bool {
    static void read(Value value, const Path& path, bool& out) {
        if (value.kind() != Kind::boolean) expected("a boolean", value, path);
        out = value.boolean();
    }
    static void write(std::string& out, bool value) { append_bool(out, value); }
};

/// int8 … uint32: a JSON number without fraction; readers take any number with an integral value in range.
template <class N>
struct Integer {
    static void read(Value value, const Path& path, N& out) {
        if (value.kind() == Kind::int64 && std::in_range<N>(value.int64()))
            out = static_cast<N>(value.int64());
        else
            out = static_cast<N>(
                read_integral(value, path, std::numeric_limits<N>::min(), std::numeric_limits<N>::max()));
    }
    static void write(std::string& out, N value) { append_int(out, value); }
};
using Int8 = Integer<std::int8_t>;
using Uint8 = Integer<std::uint8_t>;
using Int16 = Integer<std::int16_t>;
using Uint16 = Integer<std::uint16_t>;
using Int32 = Integer<std::int32_t>;
using Uint32 = Integer<std::uint32_t>;

inline constexpr std::int64_t max_safe_integer = (std::int64_t{1} << 53) - 1;

struct Int53 {  ///< ±(2^53-1); writing a value outside is an encode error
    static void read(Value value, const Path& path, std::int64_t& out) {
        if (value.kind() == Kind::int64 && value.int64() <= max_safe_integer && value.int64() >= -max_safe_integer)
            out = value.int64();
        else
            out = read_integral(value, path, -max_safe_integer, max_safe_integer);
    }
    static void write(std::string& out, std::int64_t value);
};
struct Int64 {  ///< a string; a number only while it is exact in every language
    static void read(Value value, const Path& path, std::int64_t& out);
    static void write(std::string& out, std::int64_t value);
};
struct Uint64 {
    static void read(Value value, const Path& path, std::uint64_t& out);
    static void write(std::string& out, std::uint64_t value);
};
struct Int64Number {  ///< `wire: number`
    static void read(Value value, const Path& path, std::int64_t& out);
    static void write(std::string& out, std::int64_t value) { append_int(out, value); }
};
struct Uint64Number {
    static void read(Value value, const Path& path, std::uint64_t& out);
    static void write(std::string& out, std::uint64_t value) { append_uint(out, value); }
};
struct Float32 {
    static void read(Value value, const Path& path, float& out);
    static void write(std::string& out, float value) { append_float(out, value); }
};
struct Float64 {
    static void read(Value value, const Path& path, double& out);
    static void write(std::string& out, double value) { append_double(out, value); }
};
struct Decimal {  ///< a string; a number only when integral and exact
    static void read(Value value, const Path& path, antiphon::Decimal& out);
    static void write(std::string& out, const antiphon::Decimal& value);
};
struct DecimalNumber {  ///< `wire: number`: the digits of a JSON number
    static void read(Value value, const Path& path, antiphon::Decimal& out);
    static void write(std::string& out, const antiphon::Decimal& value) { out += value.text(); }
};
struct String {
    static void read(Value value, const Path& path, std::string& out) {
        if (!value.is_string()) expected("a string", value, path);
        out.assign(value.string());
    }
    static void write(std::string& out, std::string_view value) { append_string(out, value); }
};
struct Base64 {  ///< `bytes`; RFC 4648 section 4 with padding; readers also take section 5 and no padding
    static void read(Value value, const Path& path, Bytes& out);
    static void write(std::string& out, const Bytes& value);
};
struct Uuid {
    static void read(Value value, const Path& path, antiphon::Uuid& out);
    static void write(std::string& out, const antiphon::Uuid& value);
};
struct Timestamp {  ///< RFC 3339, `Z`, 0, 3 or 6 digits; readers take any offset and up to 9 digits
    static void read(Value value, const Path& path, antiphon::Timestamp& out);
    static void write(std::string& out, antiphon::Timestamp value);
};
struct Date {  ///< YYYY-MM-DD
    static void read(Value value, const Path& path, std::chrono::year_month_day& out);
    static void write(std::string& out, std::chrono::year_month_day value);
};
struct Duration {  ///< integer milliseconds, within int53
    static void read(Value value, const Path& path, std::chrono::milliseconds& out);
    static void write(std::string& out, std::chrono::milliseconds value);
};
struct Json {
    static void read(Value value, const Path& path, JsonText& out);
    static void write(std::string& out, const JsonText& value) { out += value.text; }
};

/// A generated struct, enum, union or tuple: its own read_json and write_json.
template <class S>
struct Object {
    static void read(Value value, const Path& path, S& out) { read_json(value, path, out); }
    static void write(std::string& out, const S& value) { write_json(out, value); }
};

template <class Item>
struct Array {
    template <class T>
    static void read(Value value, const Path& path, std::vector<T>& out) {
        if (!value.is_array()) expected("an array", value, path);
        std::vector<T> items(value.size());  // compiles to less than a vector that grows
        std::size_t index = 0;
        for (const Value element : value.elements()) {
            const Path place(path, index);
            if constexpr (std::is_same_v<T, bool>) {  // std::vector<bool> has no bool& to give
                bool item = false;
                Item::read(element, place, item);
                items[index] = item;
            } else {
                Item::read(element, place, items[index]);
            }
            ++index;
        }
        out = std::move(items);
    }
    template <class T>
    static void write(std::string& out, const std::vector<T>& items) {
        out += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) out += ',';
            first = false;
            Item::write(out, item);
        }
        out += ']';
    }
};

/// A map's key as a member name: read() takes the name, write() appends it in quotes. There are keys of String, Uuid,
/// Int32, Int64, of Object<E> for a generated enum and of StrongOver of these.
template <class KeyForm>
struct Key;

template <class KeyForm, class Item>
struct Map {
    template <class K, class T>
    static void read(Value value, const Path& path, std::map<K, T>& out) {
        if (!value.is_object()) expected("an object", value, path);
        out.clear();
        for (const Member member : value.members()) {
            const Path place(path, member.key);
            K key{};
            Key<KeyForm>::read(member.key, place, key);
            const auto [entry, added] = out.try_emplace(std::move(key));
            if (!added) place.fail("the same key stands twice");  // such as one uuid in two cases
            Item::read(member.value, place, entry->second);
        }
    }
    template <class K, class T>
    static void write(std::string& out, const std::map<K, T>& items) {
        out += '{';
        bool first = true;
        for (const auto& [key, item] : items) {
            if (!first) out += ',';
            first = false;
            Key<KeyForm>::write(out, key);
            out += ':';
            Item::write(out, item);
        }
        out += '}';
    }
};

template <>
struct Key<String> {
    static void read(std::string_view text, const Path&, std::string& out) { out = text; }
    static void write(std::string& out, std::string_view key) { append_string(out, key); }
};
template <>
struct Key<Uuid> {
    static void read(std::string_view text, const Path& path, antiphon::Uuid& out);
    static void write(std::string& out, const antiphon::Uuid& key) { Uuid::write(out, key); }
};
template <>
struct Key<Int32> {
    static void read(std::string_view text, const Path& path, std::int32_t& out);
    static void write(std::string& out, std::int32_t key) { Int64::write(out, key); }
};
template <>
struct Key<Int64> {
    static void read(std::string_view text, const Path& path, std::int64_t& out);
    static void write(std::string& out, std::int64_t key) { Int64::write(out, key); }
};
/// An enum E (or OpenEnum<E>) brings two functions in its own namespace, found by argument-dependent lookup:
/// `void read_key(std::string_view, const json::Path&, E&)` and `std::string_view key_text(const E&)`.
template <class E>
struct Key<Object<E>> {
    static void read(std::string_view text, const Path& path, E& out) { read_key(text, path, out); }
    static void write(std::string& out, const E& key) { append_string(out, key_text(key)); }
};

/// `T?` where nothing is null: in arrays, maps and results. In a struct's field nothing is an absent member.
template <class Item>
struct Optional {
    template <class T>
    static void read(Value value, const Path& path, std::optional<T>& out) {
        if (value.is_null())
            out.reset();
        else
            Item::read(value, path, out.emplace());
    }
    template <class T>
    static void write(std::string& out, const std::optional<T>& value) {
        if (value)
            Item::write(out, *value);
        else
            append_null(out);
    }
};

template <class Item>
struct Boxed {
    template <class T>
    static void read(Value value, const Path& path, Box<T>& out) {
        Item::read(value, path, *out);
    }
    template <class T>
    static void write(std::string& out, const Box<T>& value) {
        Item::write(out, *value);
    }
};

template <class Item>
struct StrongOver {
    template <class Tag, class T>
    static void read(Value value, const Path& path, Strong<Tag, T>& out) {
        Item::read(value, path, out.value);
    }
    template <class Tag, class T>
    static void write(std::string& out, const Strong<Tag, T>& value) {
        Item::write(out, value.value);
    }
};

/// A generated form that adds limits to another: `struct SkuForm : wire::Checked<SkuForm, wire::String>` with a
/// `static void check(const json::Path&, const T&)`. Limits are for strict readers: who reads what another program
/// decided to send may know older ones.
template <class Self, class Form>
struct Checked {
    using Plain = Form;
    template <class T>
    static void read(Value value, const Path& path, T& out) {
        Form::read(value, path, out);
        if (path.strict()) Self::check(path, out);
    }
    template <class T>
    static void write(std::string& out, const T& value) {
        Form::write(out, value);
    }
};

/// The limits of `Limits`, a Checked, over another form of the same type: an alias in a field with a `wire` of its own.
template <class Limits, class Form>
struct CheckedAs {
    using Plain = Form;
    template <class T>
    static void check(const Path& path, const T& value) {
        Limits::check(path, value);
    }
    template <class T>
    static void read(Value value, const Path& path, T& out) {
        Form::read(value, path, out);
        if (path.strict()) Limits::check(path, out);
    }
    template <class T>
    static void write(std::string& out, const T& value) {
        Form::write(out, value);
    }
};

/// A value that errors do not show (`secret` in the IDL).
template <class Form>
struct Secret {
    template <class T>
    static void read(Value value, const Path& path, T& out) {
        Form::read(value, path.secret(), out);
    }
    template <class T>
    static void write(std::string& out, const T& value) {
        Form::write(out, value);
    }
};

/// Keeps values of open enums and unions that are not known, also where a reader is strict (`x-accept-unknown`).
template <class Form>
struct Tolerant {
    template <class T>
    static void read(Value value, const Path& path, T& out) {
        Form::read(value, path.keeping_unknown(), out);
    }
    template <class T>
    static void write(std::string& out, const T& value) {
        Form::write(out, value);
    }
};

template <class Form>
requires requires { typename Form::Plain; }
struct Key<Form> {
    template <class K>
    static void read(std::string_view text, const Path& path, K& out) {
        Key<typename Form::Plain>::read(text, path, out);
        if (path.strict()) Form::check(path, out);
    }
    template <class K>
    static void write(std::string& out, const K& key) {
        Key<typename Form::Plain>::write(out, key);
    }
};

template <class Item>
struct Key<Secret<Item>> {
    template <class K>
    static void read(std::string_view text, const Path& path, K& out) {
        Key<Item>::read(text, path.secret(), out);
    }
    template <class K>
    static void write(std::string& out, const K& key) {
        Key<Item>::write(out, key);
    }
};

template <class Item>
struct Key<StrongOver<Item>> {
    template <class Tag, class T>
    static void read(std::string_view text, const Path& path, Strong<Tag, T>& out) {
        Key<Item>::read(text, path, out.value);
    }
    template <class Tag, class T>
    static void write(std::string& out, const Strong<Tag, T>& key) {
        Key<Item>::write(out, key.value);
    }
};

}  // namespace antiphon::json::wire
