#include "diagnose.h"

#include <charconv>
#include <cstdint>

#include "utf8.h"

namespace antiphon::json {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// A slow reader of RFC 8259 that stops at the first fault and remembers it.
class Diagnosis {
  public:
    Diagnosis(std::string_view text, std::size_t max_depth) : text_(text), max_depth_(max_depth) {}

    std::optional<std::string> run() {
        space();
        if (text_.starts_with("\xEF\xBB\xBF"))
            fault(0, "a byte order mark is not allowed");
        else if (at_ == text_.size())
            fault(at_, "the document is empty");
        else if (document() && (space(), at_ < text_.size()))
            fault(at_, "expected the end of the document, found " + here());
        return fault_;
    }

  private:
    void fault(std::size_t at, const std::string& what) {
        if (!fault_) fault_ = "invalid JSON at byte " + std::to_string(at) + ": " + what;
    }
    bool expected(const std::string& what) {
        fault(at_, "expected " + what + ", found " + here());
        return false;
    }
    std::string here() const { return at_ < text_.size() ? shown(text_.substr(at_, 1)) : "the end of the text"; }

    char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    void space() noexcept {
        while (at_ < text_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) ++at_;
    }
    bool take(char c) noexcept {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    /// Values one after another; `open_` holds the brackets that are open, so that no depth of text uses the stack.
    bool document() {
        do {
            space();
            const bool opened = peek() == '{' || peek() == '[';
            if (opened ? !open() : !scalar()) return false;
            if (opened && !just_closed_) continue;  // its first element is next
            if (!close_or_next()) return false;
        } while (!open_.empty());
        return true;
    }

    bool open() {
        just_closed_ = false;
        if (open_.size() >= max_depth_) {
            fault(at_, "more than " + std::to_string(max_depth_) + " levels of arrays and objects");
            return false;
        }
        const char bracket = text_[at_++];
        open_ += bracket;
        space();
        if (take(bracket == '{' ? '}' : ']')) {
            open_.pop_back();
            just_closed_ = true;
            return true;
        }
        return bracket == '[' || key();
    }

    bool key() {
        space();
        if (peek() != '"') return expected("a member name in quotes");
        if (!string()) return false;
        space();
        return take(':') || expected("':'");
    }

    /// Behind a value: closes what ends here, until a comma announces another value or nothing is open.
    bool close_or_next() {
        while (!open_.empty()) {
            space();
            const bool object = open_.back() == '{';
            if (take(',')) {
                if (object) return key();
                space();
                return peek() != ']' || expected("a value");
            }
            if (!take(object ? '}' : ']')) return expected(object ? "',' or '}'" : "',' or ']'");
            open_.pop_back();
        }
        return true;
    }

    bool scalar() {
        if (peek() == '"') return string();
        if (peek() == '-' || is_digit(peek())) return number();
        for (const std::string_view word : {"true", "false", "null"})
            if (text_.substr(at_, word.size()) == word) {
                at_ += word.size();
                return true;
            }
        return expected("a value");
    }

    bool digits() {
        if (!is_digit(peek())) return expected("a digit");
        while (is_digit(peek())) ++at_;
        return true;
    }

    bool number() {
        const std::size_t begin = at_;
        take('-');
        if (take('0')) {
            if (is_digit(peek())) {
                fault(begin, "a number with a leading zero");
                return false;
            }
        } else if (!digits()) {
            return false;
        }
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        return in_range(text_.substr(begin, at_ - begin), begin);
    }

    bool in_range(std::string_view number, std::size_t begin) {
        double real;
        const bool fits =
            std::from_chars(number.data(), number.data() + number.size(), real).ec == std::errc() || tiny(number);
        if (!fits) fault(begin, "the number is too large for a double");
        return fits;
    }
    /// from_chars reports underflow as it does overflow; only the latter is refused.
    static bool tiny(std::string_view number) noexcept {
        const std::size_t e = number.find_first_of("eE");
        return e != std::string_view::npos && e + 1 < number.size() && number[e + 1] == '-';
    }

    bool string() {
        const std::size_t begin = at_++;
        while (at_ < text_.size()) {
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c == '"') {
                ++at_;
                return true;
            }
            if (c < 0x20) {
                fault(at_, "a control character in a string must be escaped");
                return false;
            }
            if (c == '\\') {
                if (!escape()) return false;
                continue;
            }
            const std::size_t bytes = utf8_sequence(text_, at_);
            if (bytes == 0) {
                fault(at_, "invalid UTF-8");
                return false;
            }
            at_ += bytes;
        }
        fault(begin, "the string that begins here has no end");
        return false;
    }

    bool escape() {
        const std::size_t begin = at_++;
        if (peek() != 'u') {
            static constexpr std::string_view known = "\"\\/bfnrt";
            if (at_ == text_.size() || known.find(text_[at_]) == std::string_view::npos) {
                fault(begin, "unknown escape in a string");
                return false;
            }
            ++at_;
            return true;
        }
        const std::optional<unsigned> unit = hex();
        if (!unit) return bad_unicode_escape(begin);
        if (*unit < 0xD800 || *unit > 0xDFFF) return true;
        if (*unit <= 0xDBFF && text_.substr(at_, 2) == "\\u") {
            ++at_;
            const std::optional<unsigned> low = hex();
            if (!low) return bad_unicode_escape(begin);
            if (*low >= 0xDC00 && *low <= 0xDFFF) return true;
        }
        fault(begin, "half of a surrogate pair");
        return false;
    }
    bool bad_unicode_escape(std::size_t begin) {
        fault(begin, "\\u needs four hexadecimal digits");
        return false;
    }
    /// The four digits behind the `u` at at_.
    std::optional<unsigned> hex() {
        const std::string_view four = text_.substr(std::min(at_ + 1, text_.size()), 4);
        unsigned unit = 0;
        if (four.size() < 4) return std::nullopt;
        for (const char c : four)
            if (!is_hex(c)) return std::nullopt;
        std::from_chars(four.data(), four.data() + 4, unit, 16);
        at_ += 5;
        return unit;
    }

    const std::string_view text_;
    const std::size_t max_depth_;
    std::size_t at_ = 0;
    std::string open_;
    bool just_closed_ = false;
    std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> diagnose(std::string_view text, std::size_t max_depth) {
    return Diagnosis(text, max_depth).run();
}

std::string shown(std::string_view name) {
    static constexpr std::size_t most = 64;
    static constexpr char digits[] = "0123456789abcdef";
    std::string out = "\"";
    for (std::size_t at = 0; at < name.size() && at < most;) {
        const std::size_t bytes = utf8_sequence(name, at);
        const auto c = static_cast<unsigned char>(name[at]);
        if (bytes == 0 || c < 0x20 || c == 0x7F) {
            out.append("\\x").append(1, digits[c >> 4]).append(1, digits[c & 0xF]);
            ++at;
            continue;
        }
        out.append(name, at, bytes);
        at += bytes;
    }
    if (name.size() > most) out += "\xE2\x80\xA6";
    return out + '"';
}

}  // namespace antiphon::json
