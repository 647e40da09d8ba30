#include "antiphon/idl/json.h"

#include <algorithm>

#include "text.h"

namespace antiphon::idl {

namespace {

/// What looks like nothing, reorders what stands around it, or ends a line in some languages: U+2028, bidirectional
/// controls, a byte order mark. Documents made here travel into source files.
bool is_treacherous(std::string_view sequence) {
    if (sequence == "\xEF\xBB\xBF") return true;
    if (sequence.size() != 3 || sequence[0] != '\xE2') return false;
    const auto second = static_cast<unsigned char>(sequence[1]), third = static_cast<unsigned char>(sequence[2]);
    return (second == 0x80 && third >= 0xA8 && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

void append_unicode_escape(std::string& out, char32_t point) {
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[point >> shift & 15];
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    static constexpr std::string_view special = "\"\\\n\r\t", letters = "\"\\nrt";
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::size_t which = special.find(text[at]);
        const char32_t point = next_code_point(text, at);
        const std::string_view sequence = text.substr(begin, at - begin);
        if (which != std::string_view::npos)
            (out += '\\') += letters[which];
        else if (point < 0x20 || point == 0x7F || is_treacherous(sequence))
            append_unicode_escape(out, point);
        else
            out += sequence;
    }
    out += '"';
}

std::string quoted(std::string_view text) {
    std::string out;
    append_quoted(out, text);
    return out;
}

Json Json::number(std::string text) {
    Json made;
    made.kind_ = Kind::number;
    made.text_ = std::move(text);
    return made;
}
Json Json::array(std::vector<Json> items) {
    Json made;
    made.kind_ = Kind::array;
    made.items_ = std::move(items);
    return made;
}
Json Json::object(std::vector<Member> members) {
    Json made;
    made.kind_ = Kind::object;
    made.members_ = std::move(members);
    return made;
}

const Json* Json::find(std::string_view key) const noexcept {
    for (const auto& [name, value] : members_)
        if (name == key) return &value;
    return nullptr;
}

Json& Json::set(std::string key, Json value) {
    kind_ = Kind::object;
    members_.emplace_back(std::move(key), std::move(value));
    return *this;
}

Json& Json::set_unless_empty(std::string key, Json value) {
    const bool empty = value.kind_ == Kind::null || (value.kind_ == Kind::string && value.text_.empty()) ||
                       (value.kind_ == Kind::array && value.items_.empty()) ||
                       (value.kind_ == Kind::object && value.members_.empty());
    return empty ? *this : set(std::move(key), std::move(value));
}

void Json::append(std::string& out) const {
    switch (kind_) {
        case Kind::null:
            out += "null";
            break;
        case Kind::boolean:
        case Kind::number:
            out += text_;
            break;
        case Kind::string:
            append_quoted(out, text_);
            break;
        case Kind::array:
            out += '[';
            for (const Json& item : items_) {
                if (&item != &items_.front()) out += ',';
                item.append(out);
            }
            out += ']';
            break;
        case Kind::object:
            out += '{';
            for (const auto& member : members_) {
                if (&member != &members_.front()) out += ',';
                append_quoted(out, member.first);
                out += ':';
                member.second.append(out);
            }
            out += '}';
            break;
    }
}

namespace {

void append_compact(std::string& out, const Json& value, int break_depth) {
    if (break_depth <= 0 || !value.is(Json::Kind::object) || value.members().empty()) return value.append(out);
    out += '{';
    for (const auto& member : value.members()) {
        out += &member == &value.members().front() ? "\n" : ",\n";
        append_quoted(out, member.first);
        out += ':';
        append_compact(out, member.second, break_depth - 1);
    }
    out += "\n}";
}

/// On one line, with a space behind commas and colons.
void append_line(std::string& out, const Json& value) {
    const bool object = value.is(Json::Kind::object);
    if (!object && !value.is(Json::Kind::array)) return value.append(out);
    const char* between = object ? "{ " : "[";
    for (const Json& item : value.items()) {
        out += between;
        append_line(out, item);
        between = ", ";
    }
    for (const auto& [key, item] : value.members()) {
        out += between;
        append_quoted(out, key);
        out += ": ";
        append_line(out, item);
        between = ", ";
    }
    if (value.items().empty() && value.members().empty()) out += object ? "{" : "[";
    out += object ? (value.members().empty() ? "}" : " }") : "]";
}

void append_pretty(std::string& out, const Json& value, std::size_t depth, std::size_t column, std::size_t width) {
    std::string flat;
    append_line(flat, value);
    const bool nested = !value.items().empty() || !value.members().empty();
    if (!nested || (depth > 0 && column + flat.size() <= width)) {
        out += flat;
        return;
    }
    const bool object = value.is(Json::Kind::object);
    const std::string indent(2 * depth + 2, ' ');
    out += object ? '{' : '[';
    const char* separator = "\n";
    for (const Json& item : value.items()) {
        out.append(separator).append(indent);
        append_pretty(out, item, depth + 1, indent.size(), width);
        separator = ",\n";
    }
    for (const auto& [key, item] : value.members()) {
        out.append(separator).append(indent);
        append_quoted(out, key);
        out += ": ";
        append_pretty(out, item, depth + 1, indent.size() + key.size() + 4, width);
        separator = ",\n";
    }
    out.append("\n").append(2 * depth, ' ') += object ? '}' : ']';
}

}  // namespace

std::string Json::compact(int break_depth) const {
    std::string out;
    append_compact(out, *this, break_depth);
    return out;
}

std::string Json::pretty(std::size_t width) const {
    std::string out;
    append_pretty(out, *this, 0, 0, width);
    return out + '\n';
}

}  // namespace antiphon::idl
