#include "layout.h"

#include <algorithm>

namespace antiphon::idl::layout {

namespace {

/// What stands between two tokens.
struct Gap {
    std::vector<Comment> comments;
    std::size_t newlines = 0;  ///< behind the last comment
};

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    Document document() {
        Document out;
        out.before = gap().comments;
        out.root = value();
        out.after = gap().comments;
        return out;
    }

  private:
    Gap gap() {
        Gap out;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\n') {
                ++out.newlines;
            } else if (c == '/') {
                out.comments.push_back({comment(), out.newlines});
                out.newlines = 0;
            } else if (c != ' ' && c != '\t' && c != '\r') {
                break;
            }
        }
        return out;
    }

    /// Leaves at_ on the last character.
    std::string_view comment() {
        const std::size_t begin = at_;
        const bool line = text_.substr(at_).starts_with("//");
        std::size_t end = line ? text_.find('\n', at_) : text_.find("*/", at_ + 2);
        end = end == std::string_view::npos ? text_.size() : end + (line ? 0 : 2);
        at_ = end - 1;
        std::string_view found = text_.substr(begin, end - begin);
        while (line && (found.back() == '\r' || found.back() == ' ' || found.back() == '\t')) found.remove_suffix(1);
        return found;
    }

    std::string_view scalar() {
        const std::size_t begin = at_;
        if (text_[at_] == '"') {
            for (++at_; text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\';
            ++at_;
        } else {
            at_ = std::min(text_.find_first_of(",]} \t\r\n/", at_), text_.size());
        }
        return text_.substr(begin, at_ - begin);
    }

    /// Recursion is bounded by what the strict reader let through.
    Value value() {
        if (text_[at_] != '{' && text_[at_] != '[') return {scalar(), false, false, {}, {}};
        Value out;
        out.container = true;
        out.text = text_.substr(at_, 1);
        const char close = text_[at_++] == '{' ? '}' : ']';
        Gap before = gap();
        out.broken = before.newlines > 0 || !before.comments.empty();
        while (text_[at_] != close) {
            Element one;
            one.newlines = before.newlines;
            one.before = std::move(before.comments);
            if (close == '}') {
                one.key = scalar();
                inner(one);
                ++at_;  // the colon
                inner(one);
            }
            one.value = value();
            before = gap();
            if (text_[at_] == ',') {
                ++at_;
                one.trailing = std::move(before.comments);
                before = gap();
            }
            take_trailing(one, before);
            out.broken = out.broken || one.value.broken || !one.before.empty() || !one.trailing.empty();
            out.elements.push_back(std::move(one));
        }
        ++at_;
        out.dangling = std::move(before.comments);
        if (!out.dangling.empty())
            out.broken = true;
        else if (out.elements.empty())
            out.broken = false;
        return out;
    }

    /// Comments between a key and its value go above both.
    void inner(Element& element) {
        for (const Comment& one : gap().comments) element.before.push_back({one.text, 1});
    }

    /// The comments that end the element's line.
    static void take_trailing(Element& element, Gap& behind) {
        auto& comments = behind.comments;
        const auto next =
            std::find_if(comments.begin(), comments.end(), [](const Comment& one) { return one.newlines > 0; });
        const bool line_ends = next != comments.end() || behind.newlines > 0 ||
                               (!comments.empty() && comments.back().text.starts_with("//"));
        if (!line_ends) return;
        element.trailing.insert(element.trailing.end(), comments.begin(), next);
        comments.erase(comments.begin(), next);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

Document read(std::string_view text) { return Reader(text).document(); }

}  // namespace antiphon::idl::layout
