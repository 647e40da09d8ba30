#include "names.h"

#include <algorithm>
#include <vector>

#include "../text.h"

namespace antiphon::idl::importer {

namespace {

char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// Runs of letters and digits.
std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    bool open = false;
    for (const char c : text) {
        if (!is_letter(c) && !is_digit(c)) {
            open = false;
            continue;
        }
        if (!open) out.emplace_back();
        open = true;
        out.back() += c;
    }
    return out;
}

constexpr std::size_t max_name = 80;  // what is longer is cut: nobody reads it

}  // namespace

std::string type_name(std::string_view text) {
    const bool screams = std::none_of(text.begin(), text.end(), is_lower);
    std::string out;
    for (std::string& word : words(text)) {
        if (screams) std::transform(word.begin(), word.end(), word.begin(), lower);
        word[0] = upper(word[0]);
        out += word;
    }
    if (out.empty() || is_digit(out[0])) out.insert(0, "Type");
    return out.substr(0, max_name);
}

std::string identifier(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        next_code_point(text, at);
        out += is_word(text[begin]) ? text[begin] : '_';
    }
    if (out.empty() || is_digit(out[0])) out.insert(0, "_");
    if (std::all_of(out.begin(), out.end(), [](char c) { return c == '_'; })) out += "unnamed";
    return out.substr(0, max_name);
}

std::string label(std::string_view text) {
    std::string out;
    for (const std::string& word : words(text)) {
        std::string next = word;
        next[0] = out.empty() ? lower(next[0]) : upper(next[0]);
        out += next;
    }
    return identifier(out.empty() ? "unnamed" : out);
}

std::string service_name(std::string_view title) {
    static constexpr std::string_view empty_words[] = {"api", "json", "rpc", "jsonrpc", "spec", "specification", "the"};
    const auto says_nothing = [](const std::string& word) {
        return std::find(std::begin(empty_words), std::end(empty_words), word) != std::end(empty_words);
    };
    std::vector<std::string> all = words(title);
    for (std::string& word : all) std::transform(word.begin(), word.end(), word.begin(), lower);
    while (all.size() > 1 && says_nothing(all.back())) all.pop_back();
    std::string out;
    for (const std::string& word : all) out += (out.empty() ? "" : "_") + word;
    if (out.empty() || out == "rpc") out = "imported";
    if (is_digit(out[0])) out.insert(0, "service_");
    return out.substr(0, max_name);
}

std::string_view without_scope(std::string_view name) {
    const std::size_t scope = name.rfind('_');
    if (scope == std::string_view::npos || scope == 0 || scope + 1 == name.size() || !is_upper(name[scope + 1]))
        return name;
    const bool scoped =
        is_lower(name[0]) && std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(scope),
                                         [](char c) { return is_word(c) && !is_upper(c); });
    return scoped ? name.substr(scope + 1) : name;
}

std::string Names::take(const std::string& name) {
    if (taken_.insert(name).second) return name;
    for (std::size_t& number = last_.try_emplace(name, 1).first->second;;) {
        const std::string made = name + (is_digit(name.back()) ? "_" : "") + std::to_string(++number);
        if (taken_.insert(made).second) return made;
    }
}

std::string semantic_version(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size() && parts.size() < 3;) {
        if (!is_digit(text[at])) {
            if (!parts.empty() && text[at] != '.') break;
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        std::string digits(text.substr(at, end - at));
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
        if (digits.size() > 9) return "";
        parts.push_back(digits);
        at = end;
    }
    if (parts.empty()) return "";
    parts.resize(3, "0");
    for (std::string& part : parts)
        if (part.empty()) part = "0";
    return parts[0] + '.' + parts[1] + '.' + parts[2];
}

}  // namespace antiphon::idl::importer
