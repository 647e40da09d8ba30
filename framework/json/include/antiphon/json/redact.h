#pragma once
// Payloads for logs. The IDL says which fields are `secret`; generated code says it in tables, and redacted() puts "…"
// in their place.
//
//     log::debug("placing", {{"params", json::redacted(params)}});

#include <span>
#include <string>
#include <string_view>

#include "antiphon/json/value.h"

namespace antiphon::json {

struct Secrets;

struct SecretMember {
    std::string_view name;    ///< of an object's member, or the digits of a tuple's position; empty: the value itself
    std::string_view inside;  ///< the way from there: one `[` per array, one `{` per map
    const Secrets* what;      ///< null: all that stands there is secret
};

/// What must not be shown of a type. Generated, in static storage.
struct Secrets {
    std::span<const SecretMember> members;
};

/// Appends `value` with `"…"` in place of what is secret. Members that the type does not know are shown.
void append_redacted(std::string& out, Value value, const Secrets& secrets);

/// JSON text of a type with these secrets, as a log may show it. Text that is no JSON becomes `"…"`: who knows what it
/// holds.
std::string redacted(std::string_view text, const Secrets& secrets);

/// A generated value as a log may show it.
template <class T>
requires requires(std::string& out, const T& value) { write_json(out, value); }
std::string redacted(const T& value) {
    std::string text;
    write_json(text, value);
    if constexpr (requires { secrets_of(&value); })
        return redacted(std::string_view(text), secrets_of(&value));
    else
        return text;
}

}  // namespace antiphon::json
