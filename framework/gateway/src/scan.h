#pragma once
// The one look at what a client sends: whole and strict, but no deeper than it must.

#include <optional>
#include <string_view>

#include "antiphon/json/value.h"

namespace antiphon::gateway {

/// One JSON-RPC request or notification; views into the parsed document.
struct Request {
    std::string_view method;
    std::string_view id;  ///< as its text came, `7` or `"a"`; empty: a notification, which nothing answers
    std::optional<json::Value> params;  ///< an object or an array
    std::optional<json::Value> meta;    ///< `params._meta`, or the top-level member `meta`: an object
    std::string_view text;              ///< all of it, as it came

    bool notification() const noexcept { return id.empty(); }
};

/// Reads `item`, whose bytes are `text`. Throws Error(invalid, invalid_request) saying what is wrong.
Request scan(json::Value item, std::string_view text);

/// The id an error about `item` should carry: its own when that can be told, else "null".
std::string_view id_for_error(json::Value item) noexcept;

}  // namespace antiphon::gateway
