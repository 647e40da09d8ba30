#include "antiphon/json/redact.h"

#include <vector>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"

namespace antiphon::json {

namespace {

constexpr std::string_view hidden = "\"\u2026\"";

/// What is known of one value: tables, and the containers that lie between them and the value.
struct Rule {
    std::string_view inside;
    const Secrets* what;
};
using Rules = std::vector<Rule>;

void append(std::string& out, Value value, Rules rules);

/// Whether the value is the container that lies before a secret. Anything else in its place is as secret.
bool leads_on(const Rule& rule, Value value) {
    if (rule.inside.empty()) return false;
    return rule.inside.front() == '[' ? value.is_array() : value.is_object();
}

/// The rules of `secrets` that are about the value itself join the others.
void unfold(Rules& rules) {
    for (std::size_t i = 0; i < rules.size() && rules.size() < 100; ++i)
        if (rules[i].inside.empty() && rules[i].what != nullptr)
            for (const SecretMember& member : rules[i].what->members)
                if (member.name.empty()) rules.push_back({member.inside, member.what});
}

/// The rules for what stands under `name` in a value that `rules` are about; `container` is what it stands in.
Rules below(const Rules& rules, std::string_view name, char container) {
    Rules found;
    for (const Rule& rule : rules) {
        if (!rule.inside.empty()) {
            if (rule.inside.front() == container) found.push_back({rule.inside.substr(1), rule.what});
            continue;
        }
        for (const SecretMember& member : rule.what->members)
            if (!member.name.empty() && member.name == name) found.push_back({member.inside, member.what});
    }
    return found;
}

void append_object(std::string& out, Value value, const Rules& rules) {
    char before = '{';
    for (const Member member : value.members()) {
        out += before;
        append_string(out, member.key);
        out += ':';
        append(out, member.value, below(rules, member.key, '{'));
        before = ',';
    }
    out += before == '{' ? "{}" : "}";
}

void append_array(std::string& out, Value value, const Rules& rules) {
    char before = '[';
    std::size_t index = 0;
    for (const Value item : value.elements()) {
        out += before;
        append(out, item, below(rules, std::to_string(index++), '['));
        before = ',';
    }
    out += before == '[' ? "[]" : "]";
}

void append(std::string& out, Value value, Rules rules) {
    unfold(rules);
    for (const Rule& rule : rules)
        if (rule.what == nullptr && !leads_on(rule, value)) {
            out += hidden;
            return;
        }
    if (rules.empty())
        out += value.text();
    else if (value.is_object())
        append_object(out, value, rules);
    else if (value.is_array())
        append_array(out, value, rules);
    else
        out += value.text();
}

}  // namespace

void append_redacted(std::string& out, Value value, const Secrets& secrets) { append(out, value, {{{}, &secrets}}); }

std::string redacted(std::string_view text, const Secrets& secrets) {
    Parser parser;  // a caller may be reading with this thread's
    std::string out;
    try {
        append_redacted(out, parser.parse(text, {.max_bytes = text.size() + 1}), secrets);
    } catch (const Error&) {
        return std::string(hidden);
    }
    return out;
}

}  // namespace antiphon::json
