#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace antiphon::json {

/// Says what is wrong with a document that the parser refused: `invalid JSON at byte 17: expected ',' or '}'`. Runs on
/// the error path only. Nothing when it finds no fault of its own.
std::optional<std::string> diagnose(std::string_view text, std::size_t max_depth);

/// A name from outside as it may stand in a message: in quotes, unprintable bytes escaped, cut after 64 bytes.
std::string shown(std::string_view name);

}  // namespace antiphon::json
