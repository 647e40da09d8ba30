// Integers of more than 64 bits. JSON has them and JavaScript writes them (1e20 is 100000000000000000000 there), but
// simdjson has no place for one on its tape. It is shown the text with their last two digits as `e2`; then their exact
// doubles are put on the tape. Offsets stay what they are, so the text of a value is the one that came.

#include <bit>
#include <charconv>

#include "parser_impl.h"

namespace antiphon::json {

namespace {

constexpr std::size_t most_digits = 18;  // this many fit whatever they are

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_part_of_number(char c) noexcept {
    return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

template <class N>
bool fits(std::string_view digits) noexcept {
    N number;
    return std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc();
}

bool is_large(std::string_view number) noexcept {
    const std::string_view digits = number.substr(number.starts_with('-') ? 1 : 0);
    if (digits.size() <= most_digits) return false;
    for (const char c : digits)
        if (!is_digit(c)) return false;
    return number[0] == '-' ? !fits<std::int64_t>(number) : !fits<std::uint64_t>(number);
}

}  // namespace

std::vector<std::string_view> large_integers(std::string_view text) {
    std::vector<std::string_view> found;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at)
                if (text[at] == '\\') ++at;
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < text.size() && is_part_of_number(text[at])) ++at;
        if (at == begin)
            ++at;
        else if (const std::string_view number = text.substr(begin, at - begin); is_large(number))
            found.push_back(number);
    }
    return found;
}

bool Parser::Impl::read_large_integers() {
    const std::vector<std::string_view> large = large_integers(text);
    if (large.empty()) return false;
    std::vector<char> shown(text.begin(), text.end());
    shown.resize(text.size() + simdjson::SIMDJSON_PADDING);
    for (const std::string_view number : large) {
        const auto end = static_cast<std::size_t>(number.data() - text.data()) + number.size();
        shown[end - 2] = 'e';
        shown[end - 1] = '2';
    }
    if (simd.parse(shown.data(), text.size(), false).error() != simdjson::SUCCESS) return false;
    tape = {simd.doc.tape.get(), simd.doc.string_buf.get(), this};
    auto next = large.begin();
    const std::size_t end = (tape.words[0] & 0xFFFFFFFFu) - 1;
    for (std::size_t word = 1; word < end && next != large.end(); ++word) {
        const char type = static_cast<char>(tape.words[word] >> 56);
        if (type == 'd' && text.data() + offset_of(word) == next->data()) {
            double number = 0;
            if (std::from_chars(next->data(), next->data() + next->size(), number).ec != std::errc()) return false;
            simd.doc.tape[word + 1] = std::bit_cast<std::uint64_t>(number);
            ++next;
        }
        if (type == 'l' || type == 'u' || type == 'd') ++word;
    }
    return next == large.end();
}

}  // namespace antiphon::json
