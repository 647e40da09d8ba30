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

/// check_limits() of a struct, union or tuple that holds limits: for its readers, and for those who send.
void declare_limits(Writer& out, const Names& names, const TypeDef& type);
void define_limits(Writer& out, const Names& names, const TypeDef& holder, const std::vector<Field>& fields);
void define_limits(Writer& out, const Names& names, const TypeDef& holder, const Union& body);
/// The statement with which a reader checks its own fields' limits, those inside them being checked already.
std::string own_limits(const Names& names, const TypeDef& holder, const std::vector<Field>& fields);
/// The table that keeps secrets out of logs, for types that hold some.
void declare_secrets(Writer& out, const Names& names, const TypeDef& type);
void define_secrets(Writer& out, const Names& names, const TypeDef& type);
/// Limits of one value. `what` names it in the names of tables: "Limits_slug".
void check_limits(Writer& out, const Type& type, const Constraints& limits, const std::string& value,
                  const std::string& path, const std::string& what);
void define_pattern(Writer& out, const Constraints& limits, const std::string& what);

void declare_error(Writer& out, const Names& names, const ErrorDef& error);
void define_error(Writer& out, const Names& names, const ErrorDef& error);

void declare_service(Writer& out, const Names& names, const Service& service);
void define_service(Writer& out, const Names& names, const Program& program, const Service& service);
/// What the dispatcher calls for a method. In any source: the service's table declares it.
void define_method(Writer& out, const Names& names, const Method& method);
void define_client_method(Writer& out, const Names& names, const Method& method);
struct Source {
    std::string code;
    std::vector<const Method*> calls;    ///< whose client functions are in it
    std::vector<const Method*> entries;  ///< what of define_method() is in it or in a table of its
};
/// What stands in front of this code, in each source anew.
void define_helpers(Writer& out, const Names& names, const Source& source);
/// All that is defined, in this many sources that take a compiler about the same time; 0: as many as it needs.
std::vector<Source> spread(const Program& program, const Names& names, std::size_t count);

/// Client functions that take the required params one by one, where there are few. `result` is what a call returns.
void declare_overloads(Writer& out, const Names& names, const Method& method, const std::string& result);

void declare_events(Writer& out, const Names& names, const Service& service);
void define_events(Writer& out, const Names& names, const Service& service);
void declare_queues(Writer& out, const Names& names, const Service& service);
void define_queues(Writer& out, const Names& names, const Service& service);

}  // namespace antiphon::idl::emit::cpp_language
