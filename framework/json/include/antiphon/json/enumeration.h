#pragma once
// Enums on the wire: generated code brings the table, these functions are the rules.

#include <span>
#include <string>
#include <string_view>

#include "antiphon/base/values.h"
#include "antiphon/json/wire.h"

namespace antiphon::json {

template <class E>
struct EnumName {
    E value;
    std::string_view text;  ///< on the wire; the digits of an integer value
};

namespace detail {

/// The text of a string, or the digits of an integer when `integer`. Throws InvalidData for anything else.
std::string enum_text(Value value, const Path& path, bool integer);
[[noreturn]] void no_enum_value();
void append_digits(std::string& out, std::string_view digits);
[[noreturn]] void unknown_enum(const Path& path, std::string_view text, std::string known);

template <class E>
const E* find_enum(std::span<const EnumName<E>> names, std::string_view text) noexcept {
    for (const EnumName<E>& name : names) {
        if (name.text == text) return &name.value;
    }
    return nullptr;
}

template <class E>
std::string known_texts(std::span<const EnumName<E>> names) {
    std::string all;
    for (const EnumName<E>& name : names) all.append(all.empty() ? "" : ", ").append(name.text);
    return all;
}

}  // namespace detail

/// The wire text of a known value; no text for `unknown_` and numbers that are no value.
template <class E>
std::string_view enum_name(std::span<const EnumName<E>> names, E value) noexcept {
    for (const EnumName<E>& name : names) {
        if (name.value == value) return name.text;
    }
    return {};
}

/// A closed enum: an unknown value is refused, also by tolerant readers.
template <class E>
void read_enum_text(std::string_view text, const Path& path, std::span<const EnumName<E>> names, E& out) {
    const E* known = detail::find_enum(names, text);
    if (known == nullptr) detail::unknown_enum(path, text, detail::known_texts(names));
    out = *known;
}

/// An open enum: tolerant readers keep an unknown value, strict ones refuse it.
template <class E>
void read_enum_text(std::string_view text, const Path& path, std::span<const EnumName<E>> names, OpenEnum<E>& out) {
    if (const E* known = detail::find_enum(names, text)) {
        out = *known;
        return;
    }
    if (!path.keeps_unknown()) detail::unknown_enum(path, text, detail::known_texts(names));
    out = OpenEnum<E>::unknown(std::string(text));
}

/// The wire text of a closed enum's value. Throws Error(invalid) for a number that is none of its values.
template <class E>
std::string_view closed_enum_text(std::span<const EnumName<E>> names, E value) {
    const std::string_view text = enum_name(names, value);
    if (text.data() == nullptr) detail::no_enum_value();
    return text;
}

/// `known`, or the text that an unknown value came with. Throws Error(invalid) when nobody ever gave it a value: JSON
/// has no word for that.
template <class E>
std::string_view open_enum_text(const OpenEnum<E>& value, std::string_view known) {
    if (value.is_known()) return known;
    if (value.unknown_text().empty()) detail::no_enum_value();
    return value.unknown_text();
}

/// The text of an integer enum's value as a JSON number. Throws Error(invalid) when it is none: unknown values can be
/// made of any text.
inline void append_enum_number(std::string& out, std::string_view text) { detail::append_digits(out, text); }

template <class E, class Out>
void read_enum(Value value, const Path& path, std::span<const EnumName<E>> names, bool integer, Out& out) {
    if (!integer && value.is_string()) return read_enum_text(value.string(), path, names, out);
    read_enum_text(std::string_view(detail::enum_text(value, path, integer)), path, names, out);
}

}  // namespace antiphon::json
