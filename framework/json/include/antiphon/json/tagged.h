#pragma once
// Tagged unions, and the text of single values.

#include <string>
#include <string_view>

#include "antiphon/json/object.h"
#include "antiphon/json/parser.h"

namespace antiphon::json {

/// The tag's value. Throws InvalidData when `value` is no object, or the tag is missing or no string.
std::string_view read_tag(Value value, const Path& path, std::string_view tag);

/// A tag that nobody knows: strict readers refuse it, tolerant ones keep the whole value.
UnknownVariant keep_unknown_variant(Value value, const Path& path, std::string_view tag, std::string_view found,
                                    std::string_view known);
[[noreturn]] void refuse_unknown_variant(const Path& path, std::string_view tag, std::string_view found,
                                         std::string_view known);
[[noreturn]] void refuse_shape(Value value, const Path& path, std::string_view expected);
/// A value that fits no variant of an untagged open union: strict readers refuse it, tolerant ones keep it.
UnknownVariant keep_unknown_shape(Value value, const Path& path, std::string_view expected);

inline bool is_number(Value value) noexcept {
    const Kind kind = value.kind();
    return kind == Kind::int64 || kind == Kind::uint64 || kind == Kind::number;
}

/// The struct with the tag as its first member.
template <class S>
void write_tagged(std::string& out, std::string_view tag, std::string_view value, const S& variant) {
    const std::size_t begin = out.size();
    write_json(out, variant);
    std::string head;
    append_string(head, tag);
    head += ':';
    append_string(head, value);
    if (out[begin + 1] != '}') head += ',';
    out.insert(begin + 1, head);
}

/// A value as people read it: JSON without the quotes of a string. For error messages and addresses.
template <class Form, class T>
std::string plain(const T& value) {
    std::string text;
    Form::write(text, value);
    if (text.size() >= 2 && text.front() == '"') return text.substr(1, text.size() - 2);
    return text;
}
inline const std::string& plain(const std::string& text) noexcept { return text; }

}  // namespace antiphon::json
