#include "reader.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "antiphon/idl/json.h"
#include "text.h"

namespace antiphon::idl::syntax {

namespace {

/// Recursion is bounded by max_depth. What is inside of brackets that are too deep is skipped without recursion.
class Reader : private Scanner {
  public:
    using Scanner::Scanner;

    Node document() {
        if (text_.starts_with("\xEF\xBB\xBF")) {
            fault(span(0, 3), "a byte order mark stands before the JSON")
                .with_help("save the file as UTF-8 without one");
            at_ = 3;
        }
        space();
        if (at_end()) {
            fault(here(), "the file is empty");
            return {};
        }
        Node node = value();
        space();
        if (!at_end() && !gave_up_) fault(here(), "expected the end of the file, found " + shown_here());
        return node;
    }

  private:
    Node value() {
        Node node = inner_value();
        value_end_ = at_;
        return node;
    }

    Node inner_value() {
        switch (peek()) {
            case '{':
                return deeper('}', &Reader::object);
            case '[':
                return deeper(']', &Reader::array);
            case '"':
                return string();
            case '-':
            case '+':
            case '.':
                return number();
            default:
                return is_digit(peek()) ? number() : word();
        }
    }

    Node deeper(char close, Node (Reader::*read)()) {
        if (open_.size() >= max_depth) {
            const Span where = here();
            if (!told_of_depth_)
                diagnostics_.error("too-deep", where,
                                   "more than " + std::to_string(max_depth) + " levels of objects and arrays");
            told_of_depth_ = true;
            skip_brackets();
            Node node;
            node.span = {file_, where.begin, static_cast<std::uint32_t>(at_)};
            return node;
        }
        open_ += close;
        Node node = (this->*read)();
        open_.pop_back();
        return node;
    }

    /// Past the bracket that closes the one at at_, or to the end.
    void skip_brackets() {
        std::size_t depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                for (++at_; !at_end() && peek() != '"' && peek() != '\n'; ++at_)
                    if (peek() == '\\') ++at_;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                --depth;
            }
            ++at_;
        } while (depth > 0 && !at_end());
        at_ = std::min(at_, text_.size());
    }

    Node object() {
        Node node;
        node.kind = Kind::object;
        const std::size_t begin = at_++;
        std::unordered_map<std::string, std::size_t> seen;
        while (next_element(node, begin, "a member")) {
            Member member;
            if (!key(member)) {
                node.whole = false;
                recover();
                continue;
            }
            space();
            if (peek() == ',' || peek() == '}' || peek() == ']' || at_end()) {
                fault(here(), "the value of " + quote(member.key) + " is missing");
                node.whole = false;
                value_end_ = at_;
                continue;
            }
            member.value = value();
            if (member.value.is(Kind::broken)) node.whole = false;
            add(node, std::move(member), seen);
        }
        node.span = span(begin, at_);
        return node;
    }

    void add(Node& node, Member member, std::unordered_map<std::string, std::size_t>& seen) {
        const auto [first, added] = seen.try_emplace(member.key, node.members.size());
        if (added) return node.members.push_back(std::move(member));
        diagnostics_.error("duplicate-key", member.key_span, quote(member.key) + " stands twice in this object")
            .with_note(node.members[first->second].key_span, "first here");
    }

    bool key(Member& member) {
        if (peek() == '"') {
            Node text = string();
            if (text.is(Kind::broken)) return false;
            member.key = std::move(text.text);
            member.key_span = text.span;
        } else if (is_word(peek()) && !is_digit(peek())) {
            const std::size_t begin = at_;
            while (is_word(peek())) ++at_;
            member.key = text_.substr(begin, at_ - begin);
            member.key_span = span(begin, at_);
            fault(member.key_span, "names of members stand in double quotes").with_help("write " + quoted(member.key));
        } else if (const std::size_t begin = at_; auto found = single_quoted()) {
            member.key = std::move(*found);
            member.key_span = span(begin, at_);
        } else {
            fault(here(), "expected the name of a member in double quotes, found " + shown_here());
            return false;
        }
        value_end_ = at_;
        space();
        if (peek() == ':') {
            ++at_;
        } else if (peek() == '=') {
            fault(here(), "':' stands between name and value, not '='");
            ++at_;
        } else {
            fault(span(value_end_, value_end_ + 1), "':' is missing behind " + quote(member.key));
        }
        return true;
    }

    Node array() {
        Node node;
        node.kind = Kind::array;
        const std::size_t begin = at_++;
        while (next_element(node, begin, "an element")) {
            node.items.push_back(value());
            if (node.items.back().is(Kind::broken)) node.whole = false;
            space();
            if (peek() == ':') {  // an object's member in an array
                fault(here(), "':' has no place in an array").with_help("objects stand in braces");
                node.whole = false;
                ++at_;
            }
        }
        node.span = span(begin, at_);
        return node;
    }

    /// Before the first element, or behind one: eats the comma or the closing bracket. True when an element follows.
    bool next_element(Node& node, std::size_t begin, const char* what) {
        const char close = open_.back();
        bool first = node.items.empty() && node.members.empty() && value_end_ <= begin + 1;
        for (;;) {
            space();
            const std::size_t comma = at_;
            const bool had_comma = peek() == ',' || peek() == ';';
            if (had_comma) {
                if (peek() == ';') fault(here(), "elements are separated by ',', not ';'");
                ++at_;
                space();
                if (first) {
                    fault(span(comma, comma + 1), std::string("comma before ") + what).with_help("remove it");
                    first = false;
                }
                if (peek() == ',') {
                    fault(here(), "two commas in a row").with_help("remove one");
                    continue;
                }
            }
            if (at_end()) return end_inside(node, begin);
            if (peek() == '}' || peek() == ']') {
                if (had_comma)
                    fault(span(comma, comma + 1), std::string("comma before ") + quote(std::string(1, peek())))
                        .with_help("remove it");
                return !closes(node, begin, close);
            }
            if (!first && !had_comma && !std::exchange(recovered_, false))
                fault(span(value_end_, value_end_ + 1),
                      std::string("',' is missing between ") + (close == '}' ? "members" : "elements"));
            value_end_ = at_ + 1;  // no longer the first
            return true;
        }
    }

    /// At a closing bracket. A wrong one closes what it can: the innermost that it fits, or this.
    bool closes(Node& node, std::size_t begin, char close) {
        if (peek() == close) {
            ++at_;
            return true;
        }
        node.whole = false;
        fault(here(), std::string("expected '") + close + "', found " + shown_here())
            .with_note(span(begin, begin + 1), "opened here");
        if (open_.find(peek()) == std::string::npos) ++at_;
        return true;
    }

    bool end_inside(Node& node, std::size_t begin) {
        node.whole = false;
        if (!gave_up_)
            fault(here(), std::string("the file ends before '") + open_.back() + '\'')
                .with_note(span(begin, begin + 1), "opened here");
        gave_up_ = true;
        return false;
    }

    /// To something that a member may follow or an object end with.
    void recover() {
        while (!at_end() && peek() != ',' && peek() != '}' && peek() != ']' && peek() != '\n') {
            if (peek() == '{' || peek() == '[')
                skip_brackets();
            else
                ++at_;
        }
        value_end_ = at_;
        recovered_ = true;
    }

    std::string open_;  ///< the brackets that will close what is open
    bool told_of_depth_ = false;
    bool gave_up_ = false;
    bool recovered_ = false;  ///< something was skipped: a comma that is missing now is no news
};

}  // namespace

Node read(const Sources& sources, std::uint32_t file, Comments comments, Diagnostics& diagnostics) {
    if (sources.text(file).size() > max_bytes) {
        diagnostics.error("too-large", {file, 0, 0},
                          "the file has more than " + std::to_string(max_bytes / 1024 / 1024) + " MiB");
        return {};
    }
    return Reader(sources, file, comments, diagnostics).document();
}

}  // namespace antiphon::idl::syntax
