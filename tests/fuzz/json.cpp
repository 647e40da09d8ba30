#include <string>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/bridge.h"
#include "antiphon/json/parser.h"
#include "antiphon/json/redact.h"
#include "targets.h"

namespace antiphon::fuzz {

namespace {

/// A value written again from its parts.
void copy(std::string& out, json::Value value) {
    if (value.is_object()) {
        char before = '{';
        for (const json::Member member : value.members()) {
            out += before;
            json::append_string(out, member.key);
            out += ':';
            copy(out, member.value);
            before = ',';
        }
        out += before == '{' ? "{}" : "}";
    } else if (value.is_array()) {
        char before = '[';
        for (const json::Value item : value.elements()) {
            out += before;
            copy(out, item);
            before = ',';
        }
        out += before == '[' ? "[]" : "]";
    } else if (value.is_string()) {
        json::append_string(out, value.string());
    } else {
        out += value.text();
    }
}

std::string copied(json::Value value) {
    std::string out;
    copy(out, value);
    return out;
}

}  // namespace

void json(std::string_view bytes) {
    static json::Parser parser, second;
    try {
        const json::Value value = parser.parse(bytes, {.max_bytes = 1 << 20, .max_depth = 64});
        const std::string once = copied(value);
        if (copied(second.parse(once)) != once) fail("a copy is read as it was", once);
        if (copied(second.parse(value.text())) != once) fail("the text of a value is that value", value.text());
        static constexpr json::SecretMember rows[] = {{"a", "", nullptr}, {"b", "[{", nullptr}};
        static constexpr json::Secrets secrets{rows};
        second.parse(json::redacted(bytes, secrets));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) fail("a refusal is the sender's fault", error.what());
    }
}

}  // namespace antiphon::fuzz
