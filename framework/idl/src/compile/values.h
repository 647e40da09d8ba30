#pragma once
// Does a JSON value fit a type? For defaults and examples.

#include "keys.h"

namespace antiphon::idl {

/// Reports under `code` at the smallest part that does not fit; messages begin with what kind of value it is.
/// The model must be complete.
bool check_value(Diagnostics& diagnostics, const Node& value, const Type& type, std::string_view code,
                 const File& here);

/// The same, within the field's limits and in its wire form.
bool check_field_value(Diagnostics& diagnostics, const Node& value, const Field& field, std::string_view code,
                       const File& here);

/// Members against fields, as in the params of an example. `object` is an object.
bool check_members(Diagnostics& diagnostics, const Node& object, const Struct& fields, std::string_view tag,
                   std::string_view code, const File& here);

}  // namespace antiphon::idl
