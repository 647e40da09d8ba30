#pragma once
// Every struct, union and tuple of tests/golden/idl, with what tests do to its generated code.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "antiphon/json/parser.h"
#include "antiphon/json/path.h"

namespace antiphon::golden {

struct GeneratedType {
    /// Reads the text and writes what was read. Throws InvalidData.
    std::function<std::string(std::string_view text, json::Reading reading)> rewrite;
    /// Whether two texts are read as equal values.
    std::function<bool(std::string_view a, std::string_view b, json::Reading reading)> equal;
};

/// By case and name: "types.Builtins".
const std::map<std::string, GeneratedType>& generated_types();

}  // namespace antiphon::golden
