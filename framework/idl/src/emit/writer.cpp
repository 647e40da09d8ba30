#include <algorithm>

#include "../text.h"
#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

void Writer::blank() {
    if (!opened_ && !text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void Writer::indent() {
    opened_ = false;
    for (int i = 0; i < depth_; ++i) text_ += indent_;
}

void Writer::closing() {
    opened_ = false;
    while (text_.ends_with("\n\n")) text_.pop_back();
}

/// Breaks the line that was begun at `begin`, outside of literals; comments and raw literals stay as they are.
void Writer::wrap(std::size_t begin) {
    const std::size_t indentation = static_cast<std::size_t>(depth_) * indent_.size();
    if (indentation + text_.size() - begin <= width_ || text_.find('\n', begin) != std::string::npos) return;
    std::string_view rest = std::string_view(text_).substr(begin);
    if (rest.starts_with("//") || rest.starts_with("#")) return;
    std::string out;
    std::size_t room = width_ - indentation;
    while (rest.size() > room) {
        std::size_t best = 0;
        bool quoted = false;
        for (std::size_t at = 0; at < room; ++at) {
            if (rest[at] == '\\')
                ++at;
            else if (rest[at] == '"')
                quoted = !quoted;
            else if (!quoted && rest[at] == ' ' && at > 0) {
                const char next = at + 1 < rest.size() ? rest[at + 1] : ' ';
                const bool apart = at + 2 < rest.size() && rest[at + 2] == ' ';
                if (rest[at - 1] == ',' || rest[at - 1] == '{' || (next == '+' && apart)) best = at;
            }
        }
        if (best == 0) break;
        out.append(rest.substr(0, best)).append("\n");
        for (int i = 0; i < depth_ + 2; ++i) out += indent_;
        rest.remove_prefix(best + 1);
        room = width_ - std::min(width_ / 2, indentation + 2 * indent_.size());
    }
    out += rest;
    text_.replace(begin, std::string::npos, out);
}

Writer& Writer::label(std::string_view text) {
    --depth_;
    indent();
    ++depth_;
    text_.append("  ").append(text).append("\n");
    opened_ = true;
    return *this;
}

Writer& Writer::lines(std::string_view prefix, std::string_view text) {
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string whole = std::string(prefix) + std::string(text.substr(0, end));
        while (whole.ends_with(' ') || whole.ends_with('\r')) whole.pop_back();
        if (whole.empty())
            text_ += '\n';  // an empty line is not indented
        else
            line(whole);
        if (end == text.size()) return *this;
        text.remove_prefix(end + 1);
    }
}

Writer& Writer::raw(std::string_view text) {
    text_ += text;
    opened_ = false;
    return *this;
}

namespace {

std::string words_joined(std::string_view name, bool upper) {
    std::string out;
    bool first_word = true;
    for (const char c : name) {
        if (!is_word(c) || c == '_') {
            if (!out.empty() || !first_word) upper = true;
            continue;
        }
        out += upper && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        upper = false;
        first_word = false;
    }
    return out.empty() ? "_" : out;
}

}  // namespace

std::string pascal(std::string_view name) {
    std::string out = words_joined(name, true);
    return is_digit(out[0]) ? '_' + out : out;
}

std::string camel(std::string_view name) {
    std::string out = words_joined(name, false);
    return is_digit(out[0]) ? '_' + out : out;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const std::string& part : parts) {
        if (&part != &parts.front()) out += between;
        out += part;
    }
    return out;
}

}  // namespace antiphon::idl::emit
