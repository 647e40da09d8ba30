// The Markdown that docs use, as HTML. Everything is escaped first; only what this file writes is markup.

#include <algorithm>
#include <vector>

#include "emit/reference.h"
#include "text.h"

namespace antiphon::idl::emit {

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

namespace {

bool safe_link(std::string_view target) {
    if (target.find_first_of(" \t\n\"<>") != std::string_view::npos) return false;
    if (target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:") ||
        target.starts_with('#'))
        return true;
    return target.find(':') == std::string_view::npos && !target.starts_with("//") && !target.starts_with('\\');
}

/// How far away the end of a span may be, so that a text of openings alone costs no quadratic time.
constexpr std::size_t longest_span = 1000;

/// One paragraph. Each take… returns false, and takes nothing, when what stands there is no such thing.
class Inline {
  public:
    explicit Inline(std::string_view text, int depth = 0) : text_(text), depth_(depth) {}

    std::string html() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\\' && at_ + 1 < text_.size() && !is_word(text_[at_ + 1]) && text_[at_ + 1] != ' ') {
                out_ += html_escaped(text_.substr(at_ + 1, 1));
                at_ += 2;
            } else if (!((c == '`' && take_code()) || (c == '[' && take_link()) ||
                         (c == '*' && (take_pair("**", "strong") || take_pair("*", "em"))))) {
                out_ += html_escaped(text_.substr(at_++, 1));
            }
        }
        return std::move(out_);
    }

  private:
    bool take_code() {
        const std::size_t open = std::min(text_.find_first_not_of('`', at_), text_.size()) - at_;
        for (std::size_t from = at_ + open; (from = text_.find('`', from)) < at_ + longest_span;) {
            const std::size_t run = std::min(text_.find_first_not_of('`', from), text_.size()) - from;
            if (run == open) {
                std::string_view inside = text_.substr(at_ + open, from - at_ - open);
                if (inside.size() > 2 && inside.front() == ' ' && inside.back() == ' ')
                    inside = inside.substr(1, inside.size() - 2);
                out_ += "<code>" + html_escaped(inside) + "</code>";
                at_ = from + run;
                return true;
            }
            from += run;
        }
        out_.append(open, '`');
        at_ += open;
        return true;
    }

    bool take_link() {
        if (depth_ > 4) return false;
        bool code = false;
        std::size_t end = at_ + 1;
        const std::size_t most = std::min(text_.size(), at_ + longest_span);
        for (; end < most && (code || text_[end] != ']'); ++end)
            if (text_[end] == '`') code = !code;
        if (end >= most || end + 1 >= text_.size() || text_[end + 1] != '(') return false;
        const std::size_t close = text_.substr(0, most + longest_span).find(')', end + 2);
        if (close == std::string_view::npos) return false;
        const std::string_view target = text_.substr(end + 2, close - end - 2);
        const std::string inside = Inline(text_.substr(at_ + 1, end - at_ - 1), depth_ + 1).html();
        out_ += safe_link(target) ? "<a href=\"" + html_escaped(target) + "\">" + inside + "</a>" : inside;
        at_ = close + 1;
        return true;
    }

    bool take_pair(std::string_view mark, std::string_view element) {
        if (depth_ > 4 || text_.substr(at_, mark.size()) != mark) return false;
        const std::size_t begin = at_ + mark.size(), end = text_.substr(0, begin + longest_span).find(mark, begin);
        if (end == std::string_view::npos || end == begin || text_[begin] == ' ' || text_[end - 1] == ' ') return false;
        out_.append("<").append(element).append(">");
        out_ += Inline(text_.substr(begin, end - begin), depth_ + 1).html();
        out_.append("</").append(element).append(">");
        at_ = end + mark.size();
        return true;
    }

    std::string_view text_;
    int depth_;
    std::size_t at_ = 0;
    std::string out_;
};

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    return lines;
}

bool is_item(std::string_view line) { return line.size() > 2 && (line[0] == '*' || line[0] == '-') && line[1] == ' '; }

}  // namespace

std::string html_of_inline(std::string_view text) { return Inline(text).html(); }

std::string html_of_markdown(std::string_view text) {
    std::string out, paragraph;
    const auto flush = [&] {
        if (!paragraph.empty()) out += "<p>" + html_of_inline(paragraph) + "</p>\n";
        paragraph.clear();
    };
    const std::vector<std::string> lines = lines_of(printable(text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        if (line.starts_with("```")) {
            flush();
            out += "<pre><code>";
            while (++i < lines.size() && !lines[i].starts_with("```")) out += html_escaped(lines[i]) + '\n';
            out += "</code></pre>\n";
        } else if (is_item(line)) {
            flush();
            out += "<ul>\n";
            for (; i < lines.size() && is_item(lines[i]); ++i)
                out += "<li>" + html_of_inline(lines[i].substr(2)) + "</li>\n";
            out += "</ul>\n";
            --i;
        } else if (line.find_first_not_of(' ') == std::string::npos) {
            flush();
        } else {
            paragraph += (paragraph.empty() ? "" : "\n") + line;
        }
    }
    flush();
    return out;
}

}  // namespace antiphon::idl::emit
