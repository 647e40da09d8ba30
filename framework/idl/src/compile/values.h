#pragma once
// Does a JSON value fit a type? For defaults and examples.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "../pattern.h"
#include "keys.h"

namespace antiphon::idl {

/// What many values are compared with, made once: of large types, looking through all names for each value would cost
/// too much.
class ValueCache {
  public:
    const std::unordered_set<std::string_view>& values(const Enum& body);
    const Field* field(const Struct& fields, std::string_view name);
    bool matches(const std::string& pattern, std::string_view text);

  private:
    std::unordered_map<const Enum*, std::unordered_set<std::string_view>> enums_;
    std::unordered_map<const Struct*, std::unordered_map<std::string_view, const Field*>> structs_;
    std::map<std::string, PatternTable> patterns_;
};

/// Reports under `code` at the smallest part that does not fit; messages begin with what kind of value it is.
/// The model must be complete.
bool check_value(Diagnostics& diagnostics, ValueCache& cache, const Node& value, const Type& type,
                 std::string_view code);

/// The same, within the field's limits and in its wire form.
bool check_field_value(Diagnostics& diagnostics, ValueCache& cache, const Node& value, const Field& field,
                       std::string_view code);

/// Members against fields, as in the params of an example. `object` is an object.
bool check_members(Diagnostics& diagnostics, ValueCache& cache, const Node& object, const Struct& fields,
                   std::string_view tag, std::string_view code);

}  // namespace antiphon::idl
