#pragma once
// Types as JSON Schema, draft-07: what OpenRPC, AsyncAPI and JSON Schema documents have in common. The schemas say what
// writers write; readers may take more (docs/idl.md, "Wire encoding").

#include <map>
#include <set>
#include <string>
#include <vector>

#include "emit/describe.h"

namespace antiphon::idl::emit {

class Schemas {
  public:
    /// `prefix` stands before names in references: "#/components/schemas/".
    Schemas(std::string prefix, const Program& program);

    /// The value of a field, param, result or element, with constraints, default and examples; not its absence.
    Json of(const Field& field);
    Json of(const Type& type, const Constraints& limits = {}, WireForm wire = WireForm::standard);
    Json reference(const TypeDef& type);
    /// The schema of the type itself, with its fields or variants.
    Json definition(const TypeDef& type);

    /// Definitions of everything that was referred to so far, in that order, and of what those refer to.
    Json definitions();

  private:
    /// "orders_Order"; a second type of that name, from another file whose namespace ends alike, gets `_` at its end.
    const std::string& name(const TypeDef& type);
    Json builtin(Builtin type, const Constraints& limits, WireForm wire) const;
    /// Of a map's keys, which are strings in JSON.
    Json key(const Type& type);
    Json structure(const Struct& body);

    const std::string prefix_;
    std::set<const TypeDef*> known_;
    std::vector<const TypeDef*> wanted_;
    std::map<const TypeDef*, std::string> names_;
    /// Of structs that refuse unknown members: the tags under which they are variants, with the values.
    std::map<const Struct*, std::map<std::string, std::set<std::string>>> tags_;
    Names taken_;
};

/// The service of a file with one, else the last part of its namespace.
std::string scope_of(const File& file);

/// description and x-since, x-deprecated.
void describe_schema(Json& out, const Described& what);

}  // namespace antiphon::idl::emit
