#pragma once
#include "cpp_types.h"

namespace antiphon::idl::emit::cpp_language {

/// What stands in the header and in the source for one type.
void declare_type(Writer& out, const Names& names, const TypeDef& type);
void define_codec(Writer& out, const Names& names, const Program& program, const TypeDef& type);

/// Reads params by position; `positional` holds wire names.
void define_positional(Writer& out, const Names& names, const TypeDef& params,
                       const std::vector<std::string>& positional);

/// Constraints of a field, after `value` (an expression) was read at `path` (an expression).
void check_constraints(Writer& out, const Names& names, const Type& type, const Constraints& constraints,
                       const std::string& value, const std::string& path, const std::string& pattern_name);
/// A table for a pattern, as a constant of this name; nothing when there is no pattern.
void define_pattern(Writer& out, const Constraints& constraints, const std::string& name);

}  // namespace antiphon::idl::emit::cpp_language
