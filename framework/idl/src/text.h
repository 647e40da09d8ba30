#pragma once
// Small things about text that several stages need.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace antiphon::idl {

/// Bytes of the UTF-8 sequence at `at`; 0 when it is none (RFC 3629: no surrogates, nothing overlong).
std::size_t utf8_sequence(std::string_view text, std::size_t at) noexcept;
std::size_t code_points(std::string_view text) noexcept;
void append_utf8(std::string& out, char32_t point);
/// The code point at `at` of valid UTF-8; moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at) noexcept;

inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
inline bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
inline bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
inline bool is_letter(char c) noexcept { return is_lower(c) || is_upper(c); }
inline bool is_word(char c) noexcept { return is_letter(c) || is_digit(c) || c == '_'; }

/// `[A-Za-z_][A-Za-z0-9_]*`
bool is_identifier(std::string_view text) noexcept;
/// Lower case, with single underscores between words.
bool is_snake_case(std::string_view text) noexcept;
/// `[A-Z][A-Za-z0-9_]*`
bool is_type_name(std::string_view text) noexcept;
/// `[a-z][a-z0-9_]*`, several with dots between them.
bool is_namespace(std::string_view text) noexcept;

/// 'name', cut when it is very long; what is not printable is replaced.
std::string quote(std::string_view name);

/// "name", shortened in the same way: for members and strings as they stand in the file.
std::string double_quote(std::string_view name);

/// Of the words within reach (1 + length / 3 edits, swapped neighbours count once) the nearest; empty if none is.
/// `name` gives the word of an element.
template <class Words, class Name = std::identity>
std::string nearest(std::string_view word, const Words& words, Name name = {});
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

template <class Words, class Name>
std::string nearest(std::string_view word, const Words& words, Name name) {
    std::size_t best = 1 + word.size() / 3;
    std::string found;
    for (const auto& one : words) {
        const std::string_view candidate = std::invoke(name, one);
        const std::size_t distance = edit_distance(word, candidate, best);
        if (distance > best || (distance == best && !found.empty())) continue;
        best = distance;
        found = std::string(candidate);
    }
    return found;
}

}  // namespace antiphon::idl
