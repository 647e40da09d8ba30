// The IDL's formats and patterns. Formats look at the shape of a text, not at whether what it names exists.

#include <arpa/inet.h>

#include <algorithm>

#include "antiphon/json/check.h"

namespace antiphon::json::check {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool is_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}
bool is_letter(char c) { return letters.find(c) != std::string_view::npos; }
bool is_word_of(std::string_view text, std::string_view more) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter(c) || digits.find(c) != std::string_view::npos || more.find(c) != std::string_view::npos;
    });
}

/// Calls `part` for each piece between separators; false as soon as it says no.
template <class Part>
bool each(std::string_view text, char separator, const Part& part) {
    while (true) {
        const auto at = text.find(separator);
        if (!part(text.substr(0, at))) return false;
        if (at == std::string_view::npos) return true;
        text.remove_prefix(at + 1);
    }
}

bool is_hostname(std::string_view text) {  // RFC 1123 section 2.1
    return text.size() <= 253 && each(text, '.', [](std::string_view label) {
               return !label.empty() && label.size() <= 63 && is_word_of(label, "-") && label.front() != '-' &&
                      label.back() != '-';
           });
}

bool is_email(std::string_view text) {  // as HTML's input type=email takes it
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at <= 64 &&
           is_word_of(text.substr(0, at), ".!#$%&'*+/=?^_`{|}~-") && is_hostname(text.substr(at + 1));
}

bool is_uri(std::string_view text) {  // RFC 3986 section 3: a scheme, and no character that must be escaped
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front()) ||
        !is_word_of(text.substr(0, colon), "+-."))
        return false;
    for (std::size_t i = colon + 1; i < text.size(); ++i) {
        if (text[i] == '%' && (i + 2 >= text.size() || !is_of(text.substr(i + 1, 2), "0123456789abcdefABCDEF")))
            return false;
    }
    return is_word_of(text.substr(colon + 1), "-._~:/?#[]@!$&'()*+,;=%");
}

template <int Family>
bool is_address(std::string_view text) {
    unsigned char address[16];
    return text.size() < 64 && inet_pton(Family, std::string(text).c_str(), address) == 1;
}

bool is_semver(std::string_view text) {  // semver.org 2.0.0
    const auto plus = text.find('+');
    const std::string_view build = plus == std::string_view::npos ? "0" : text.substr(plus + 1);
    text = text.substr(0, plus);
    const auto dash = text.find('-');
    const std::string_view release = dash == std::string_view::npos ? "0" : text.substr(dash + 1);
    int numbers = 0;
    const auto number = [](std::string_view part) {
        return !part.empty() && is_of(part, digits) && (part == "0" || part.front() != '0');
    };
    const auto word = [](std::string_view part) { return !part.empty() && is_word_of(part, "-"); };
    return each(text.substr(0, dash), '.', [&](std::string_view part) { return ++numbers, number(part); }) &&
           numbers == 3 &&
           each(release, '.',
                [&](std::string_view part) { return word(part) && (!is_of(part, digits) || number(part)); }) &&
           each(build, '.', word);
}

bool is_bcp47(std::string_view text) {  // RFC 5646: the shape of subtags
    bool first = true;
    return each(text, '-', [&](std::string_view part) {
        const bool good = !part.empty() && part.size() <= 8 && is_word_of(part, "") &&
                          (!first || (part.size() >= 2 && is_of(part, letters)));
        first = false;
        return good;
    });
}

}  // namespace

bool has_format(std::string_view text, std::string_view format) {
    if (format == "email") return is_email(text);
    if (format == "uri") return is_uri(text);
    if (format == "hostname") return is_hostname(text);
    if (format == "ipv4") return is_address<AF_INET>(text);
    if (format == "ipv6") return is_address<AF_INET6>(text);
    if (format == "color")
        return (text.size() == 4 || text.size() == 7) && text.front() == '#' &&
               is_of(text.substr(1), "0123456789abcdefABCDEF");
    if (format == "bcp47") return is_bcp47(text);
    if (format == "iso4217") return text.size() == 3 && is_of(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (format == "semver") return is_semver(text);
    return !text.empty() && is_of(text, "0123456789abcdefABCDEF");
}

void format(const Path& path, std::string_view text, std::string_view format) {
    if (!has_format(text, format)) path.fail("expected the format " + std::string(format));
}

bool matches(std::string_view text, const Pattern& pattern) noexcept {
    const std::size_t classes = pattern.bounds.size() + 1;
    std::size_t state = 1;
    for (std::size_t at = 0; at < text.size() && state != 0;) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
            point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
        at += length;
        const auto bound = std::upper_bound(pattern.bounds.begin(), pattern.bounds.end(), point);
        state = pattern.next[state * classes + static_cast<std::size_t>(bound - pattern.bounds.begin())];
    }
    return pattern.accepting[state];
}

void pattern(const Path& path, std::string_view text, const Pattern& pattern) {
    if (!matches(text, pattern)) path.fail("does not match " + std::string(pattern.text));
}

}  // namespace antiphon::json::check
