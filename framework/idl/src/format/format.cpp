#include "antiphon/idl/format.h"

#include <utility>

#include "../text.h"
#include "layout.h"

namespace antiphon::idl {

namespace {

using layout::Comment;
using layout::Element;
using layout::Value;

void append_flat(std::string& out, const Value& value) {
    out += value.text;
    if (!value.container) return;
    const bool object = value.text == "{";
    for (const Element& one : value.elements) {
        if (&one != &value.elements.front())
            out += ", ";
        else if (object)
            out += ' ';
        if (object) out.append(one.key).append(": ");
        append_flat(out, one.value);
    }
    out += object ? (value.elements.empty() ? "}" : " }") : "]";
}

class Printer {
  public:
    std::string document(const layout::Document& document) {
        for (const Comment& one : document.before) own_line(one, 0);
        new_line(0, false);
        print(document.root, 0, true);
        for (const Comment& one : document.after) own_line(one, 0);
        return std::move(out_) + '\n';
    }

  private:
    std::size_t column() const { return code_points(std::string_view(out_).substr(line_begin_)); }

    /// Nothing at the beginning of the text.
    void new_line(std::size_t depth, bool blank) {
        if (!out_.empty()) out_ += blank ? "\n\n" : "\n";
        line_begin_ = out_.size();
        out_.append(2 * depth, ' ');
    }

    void append(std::string_view text) {
        out_ += text;
        const std::size_t newline = text.rfind('\n');
        if (newline != std::string_view::npos) line_begin_ = out_.size() - (text.size() - newline - 1);
    }

    void own_line(const Comment& comment, std::size_t depth, bool first = false) {
        new_line(depth, comment.newlines > 1 && !first);
        append(comment.text);
    }

    /// On one line, if it may and if it fits with a comma behind it.
    bool print_flat(const Value& value) {
        if (value.broken) return false;
        const std::size_t size = out_.size();
        append_flat(out_, value);
        if (value.elements.empty() || column() + 1 <= format_width) return true;
        out_.resize(size);
        return false;
    }

    void print(const Value& value, std::size_t depth, bool root = false) {
        if ((!root || value.elements.empty()) && print_flat(value)) return;
        out_ += value.text;
        bool line_is_flat = false;  // all that stands on the line so far
        for (const Element& one : value.elements) {
            const bool first = &one == &value.elements.front();
            const bool shared = value.broken && line_is_flat && one.newlines == 0 && one.before.empty() && share(one);
            if (!shared) line_is_flat = on_its_own(one, depth + 1, first);
            if (&one != &value.elements.back()) out_ += ',';
            for (const Comment& comment : one.trailing) append(std::string(" ").append(comment.text));
            line_is_flat = line_is_flat && one.trailing.empty();
        }
        bool first = value.elements.empty();
        for (const Comment& comment : value.dangling) own_line(comment, depth + 1, std::exchange(first, false));
        new_line(depth, false);
        out_ += value.text == "{" ? '}' : ']';
    }

    /// Behind the element before it, if it fits there.
    bool share(const Element& one) {
        if (one.value.broken) return false;
        const std::size_t size = out_.size();
        out_ += ' ';
        if (!one.key.empty()) out_.append(one.key).append(": ");
        append_flat(out_, one.value);
        if (column() + 1 <= format_width) return true;
        out_.resize(size);
        return false;
    }

    /// True when it stands on one line.
    bool on_its_own(const Element& one, std::size_t depth, bool first) {
        for (const Comment& comment : one.before) own_line(comment, depth, std::exchange(first, false));
        new_line(depth, one.newlines > 1 && !first);
        if (!one.key.empty()) out_.append(one.key).append(": ");
        const std::size_t begin = line_begin_;
        print(one.value, depth);
        return line_begin_ == begin;
    }

    std::string out_;
    std::size_t line_begin_ = 0;
};

}  // namespace

std::optional<std::string> format(const Sources& sources, std::uint32_t file, syntax::Comments comments,
                                  Diagnostics& diagnostics) {
    const std::size_t errors = diagnostics.errors();
    syntax::read(sources, file, comments, diagnostics);
    if (diagnostics.errors() > errors) return std::nullopt;
    return Printer().document(layout::read(sources.text(file)));
}

}  // namespace antiphon::idl
