#pragma once
// What generated code makes of a text, in words that tables can hold.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "antiphon/base/error.h"
#include "generated_types.h"

namespace antiphon::golden {

/// What is written after reading `text`, or why it is refused.
inline std::string rewritten(const std::string& type, std::string_view text,
                             json::Reading reading = json::Reading::strict) {
    try {
        return generated_types().at(type).rewrite(text, reading);
    } catch (const Error& error) {
        return error.what();
    }
}

/// An object's text with other values for some of its members; an empty value leaves the member out.
inline std::string with(std::string_view object, std::string_view member, std::string_view value) {
    json::Parser parser;
    std::string out;
    bool found = false;
    const auto add = [&](std::string_view key, std::string_view text) {
        if (text.empty()) return;
        out.append(out.empty() ? "{" : ",").append("\"").append(key).append("\":").append(text);
    };
    const json::Value whole = parser.parse(object);
    for (const json::Member one : whole.members()) {
        found = found || one.key == member;
        add(one.key, one.key == member ? value : one.value.text());
    }
    if (!found) add(member, value);
    return out.empty() ? "{}" : out + '}';
}

/// What is written for one member when it is read with this value; "absent" when it is not written; or the complaint.
inline std::string member(const std::string& type, std::string_view object, std::string_view name,
                          std::string_view value, json::Reading reading = json::Reading::strict) {
    const std::string written = rewritten(type, with(object, name, value), reading);
    if (!written.starts_with('{')) return written;
    json::Parser parser;
    const auto found = parser.parse(written).find(name);
    return found ? std::string(found->text()) : "absent";
}

}  // namespace antiphon::golden
