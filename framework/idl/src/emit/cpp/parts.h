#pragma once
// One function per visible block of the output. `declare_…` writes into the header, `define_…` into the source.

#include "names.h"

namespace antiphon::idl::emit::cpp_language {

void declare_type(Writer& out, const Names& names, const TypeDef& type);
void define_codec(Writer& out, const Names& names, const Program& program, const TypeDef& type);

void define_struct(Writer& out, const Names& names, const Program& program, const TypeDef& type);
void define_union(Writer& out, const Names& names, const TypeDef& type);
/// A function that reads params from an array.
void define_positional(Writer& out, const Names& names, const Method& method);
/// "read_json(antiphon::json::Value value, …, Item& out)", "write_json(std::string& out, const Item& value)".
std::string reader(const std::string& type);
std::string writer(const std::string& type);

/// Whether fields have limits of their own, which check_limits() of their struct then checks.
bool has_field_limits(const std::vector<Field>& fields);
void define_limits(Writer& out, const Names& names, const TypeDef& holder, const std::vector<Field>& fields);
/// Limits of one value. `what` names it in the names of tables: "Limits_slug".
void check_limits(Writer& out, const Type& type, const Constraints& limits, const std::string& value,
                  const std::string& path, const std::string& what);
void define_pattern(Writer& out, const Constraints& limits, const std::string& what);

void declare_error(Writer& out, const Names& names, const ErrorDef& error);
void define_error(Writer& out, const Names& names, const ErrorDef& error);

void declare_service(Writer& out, const Names& names, const Service& service);
void define_service(Writer& out, const Names& names, const Program& program, const Service& service);

void declare_events(Writer& out, const Names& names, const Service& service);
void define_events(Writer& out, const Names& names, const Service& service);
void declare_queues(Writer& out, const Names& names, const Service& service);
void define_queues(Writer& out, const Names& names, const Service& service);

}  // namespace antiphon::idl::emit::cpp_language
