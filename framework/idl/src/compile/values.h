#pragma once
// Does a JSON value fit a type? For defaults and examples.

#include "keys.h"

namespace antiphon::idl {

/// Reports under `code` at the smallest part that does not fit; messages begin with what kind of value it is.
/// The model must be complete.
bool check_value(Diagnostics& diagnostics, const Node& value, const Type& type, const Constraints& constraints,
                 bool nullable, std::string_view code, const File& here);

/// Members against fields, as in the params of an example. `object` is an object.
bool check_members(Diagnostics& diagnostics, const Node& object, const Struct& fields, std::string_view tag,
                   std::string_view code, const File& here);

}  // namespace antiphon::idl
