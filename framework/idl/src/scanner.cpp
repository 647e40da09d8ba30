#include <algorithm>

#include "antiphon/idl/json.h"
#include "reader.h"
#include "text.h"

namespace antiphon::idl::syntax {

namespace {

bool is_white(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_token(char c) noexcept {
    return is_white(c) || c == ',' || c == ':' || c == '}' || c == ']' || c == '{' || c == '[' || c == '"' || c == '\0';
}

/// RFC 8259: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
bool is_json_number(std::string_view text) noexcept {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at > begin;
    };
    if (at < text.size() && text[at] == '-') ++at;
    if (at < text.size() && text[at] == '0')
        ++at;
    else if (!digits())
        return false;
    if (at < text.size() && text[at] == '.' && (++at, !digits())) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (!digits()) return false;
    }
    return at == text.size();
}

}  // namespace

Scanner::Scanner(const Sources& sources, std::uint32_t file, Comments comments, Diagnostics& diagnostics)
    : text_(sources.text(file)), file_(file), diagnostics_(diagnostics), comments_(comments) {}

Span Scanner::span(std::size_t begin, std::size_t end) const noexcept {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Span Scanner::here() const noexcept {
    if (at_end()) return span(text_.size(), text_.size());
    return span(at_, at_ + std::max<std::size_t>(1, utf8_sequence(text_, at_)));
}

std::string Scanner::shown_here() const {
    if (at_end()) return "the end of the file";
    return quote(text_.substr(at_, std::max<std::size_t>(1, utf8_sequence(text_, at_))));
}

Diagnostic& Scanner::fault(Span where, std::string message) {
    return diagnostics_.error("syntax", where, std::move(message));
}

void Scanner::space() {
    for (;;) {
        while (is_white(peek()) && !at_end()) ++at_;
        if (peek() != '/' || (peek(1) != '/' && peek(1) != '*')) return;
        comment();
    }
}

void Scanner::comment() {
    const std::size_t begin = at_;
    const bool line = peek(1) == '/';
    const std::size_t end = line ? text_.find('\n', at_) : text_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? text_.size() : end + (line ? 0 : 2);
    if (!line && end == std::string_view::npos)
        fault(span(begin, begin + 2), "the comment that begins here has no end");
    if (comments_ == Comments::allowed || told_of_comment_) return;
    told_of_comment_ = true;
    const std::size_t shown = std::min(at_, text_.find('\n', begin));
    diagnostics_.error("comment", span(begin, shown), "JSON has no comments")
        .with_help("use \"doc\", or name the file .jsonc");
}

/// 'text' as other languages have it: told, and its text kept.
std::optional<std::string> Scanner::single_quoted() {
    const std::size_t end = peek() == '\'' ? text_.find_first_of("'\n", at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos || text_[end] != '\'') return std::nullopt;
    std::string found(text_.substr(at_ + 1, end - at_ - 1));
    const Span where = span(at_, end + 1);
    at_ = end + 1;
    fault(where, "strings stand in double quotes").with_help("write " + double_quote(found));
    return found;
}

Node Scanner::word() {
    const std::size_t begin = at_;
    if (single_quoted()) {
        Node node;
        node.span = span(begin, at_);
        return node;
    }
    while (!at_end() && !ends_token(text_[at_]) && peek() != '/') ++at_;
    if (at_ == begin && !at_end()) at_ += std::max<std::size_t>(1, utf8_sequence(text_, at_));
    const std::string_view found = text_.substr(begin, at_ - begin);
    Node node;
    node.span = span(begin, at_);
    if (found == "true" || found == "false") {
        node.kind = Kind::boolean;
        node.boolean = found == "true";
    } else if (found == "null") {
        node.kind = Kind::null;
    } else if (found == "True" || found == "TRUE" || found == "False" || found == "FALSE") {
        fault(node.span, quote(found) + " is no JSON value")
            .with_help(std::string("write ") + (found[0] == 'T' ? "true" : "false"));
    } else if (found == "None" || found == "nil" || found == "undefined" || found == "NULL" || found == "Null") {
        fault(node.span, quote(found) + " is no JSON value").with_help("write null");
    } else if (is_identifier(found)) {
        fault(node.span, quote(found) + " is no JSON value")
            .with_help("strings stand in double quotes: " + quoted(found));
    } else {
        fault(node.span, "expected a value, found " + quote(found));
    }
    return node;
}

Node Scanner::number() {
    const std::size_t begin = at_;
    while (!at_end() && (is_word(peek()) || peek() == '+' || peek() == '-' || peek() == '.')) ++at_;
    const std::string_view found = text_.substr(begin, at_ - begin);
    Node node;
    node.span = span(begin, at_);
    node.text = found;
    if (is_json_number(found)) {
        node.kind = Kind::number;
        return node;
    }
    auto& told = fault(node.span, quote(found) + " is no JSON number");
    if (found.size() > 1 && found[0] == '0' && is_digit(found[1])) told.with_help("no leading zeros");
    if (found.starts_with("0x") || found.starts_with("0X")) told.with_help("JSON has decimal numbers only");
    if (found.starts_with('+')) told.with_help("no '+' in front");
    if (found.starts_with('.') || found.ends_with('.')) told.with_help("digits are needed on both sides of the point");
    return node;
}

Node Scanner::string() {
    const std::size_t begin = at_++;
    content_begin_ = at_;
    Node node;
    node.kind = Kind::string;
    for (;;) {
        if (at_end() || peek() == '\n' || peek() == '\r') {
            fault(span(begin, at_), "the string has no end on this line")
                .with_help("close it with '\"'; a line break is \\n");
            node.kind = Kind::broken;
            break;
        }
        if (peek() == '"') {
            ++at_;
            break;
        }
        const std::size_t bytes = utf8_sequence(text_, at_);
        if (bytes == 0) {
            diagnostics_.error("encoding", span(at_, at_ + 1), "the file is not UTF-8 here")
                .with_help("save it as UTF-8");
            node.kind = Kind::broken;
            while (!at_end() && utf8_sequence(text_, at_) == 0) ++at_;
        } else if (peek() == '\\') {
            escape(node);
        } else if (static_cast<unsigned char>(peek()) < 0x20) {
            fault(here(), "a control character in a string must be escaped");
            node.kind = Kind::broken;
            ++at_;
        } else {
            node.text.append(text_, at_, bytes);
            at_ += bytes;
        }
    }
    node.span = span(begin, at_);
    return node;
}

void Scanner::escape(Node& node) {
    const std::size_t begin = at_++;
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t which = at_end() ? std::string_view::npos : letters.find(peek());
    if (which != std::string_view::npos) {
        node.text += meanings[which];
        ++at_;
    } else if (peek() == 'u') {
        std::optional<unsigned> unit = hex();
        if (unit && *unit >= 0xD800 && *unit <= 0xDBFF && peek() == '\\' && peek(1) == 'u') {
            ++at_;
            const std::optional<unsigned> low = hex();
            if (low && *low >= 0xDC00 && *low <= 0xDFFF)
                unit = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
            else
                unit = 0xD800;  // reported below
        }
        if (!unit || (*unit >= 0xD800 && *unit <= 0xDFFF)) {
            fault(span(begin, at_), unit ? "half of a surrogate pair" : "\\u needs four hexadecimal digits");
            node.kind = Kind::broken;
            return;
        }
        append_utf8(node.text, *unit);
    } else {
        fault(span(begin, std::min(at_ + 1, text_.size())), "there is no such escape in JSON")
            .with_help("a backslash is written \\\\");
        node.kind = Kind::broken;
        return;
    }
    node.escapes.push_back(static_cast<std::uint32_t>(node.text.size()));
    node.escapes.push_back(static_cast<std::uint32_t>(at_ - content_begin_ - node.text.size()));
}

/// The digits behind the `u` at at_; moves behind them.
std::optional<unsigned> Scanner::hex() {
    unsigned unit = 0;
    ++at_;
    for (int i = 0; i < 4; ++i, ++at_) {
        const char c = peek();
        const bool lower = c >= 'a' && c <= 'f';
        if (!is_digit(c) && !lower && !(c >= 'A' && c <= 'F')) return std::nullopt;
        unit = unit * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : lower ? c - 'a' + 10 : c - 'A' + 10);
    }
    return unit;
}

}  // namespace antiphon::idl::syntax
