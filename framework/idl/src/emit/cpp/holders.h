#pragma once
#include <functional>
#include <set>

#include "antiphon/idl/model.h"

namespace antiphon::idl::emit::cpp_language {

/// The types that have some property themselves, and all that hold one of those, however deep.
class Holders {
  public:
    Holders(const Program& program, const std::function<bool(const TypeDef&)>& has);
    bool contains(const TypeDef& type) const { return types_.contains(&type); }
    bool contains(const Type& type) const;

  private:
    std::set<const TypeDef*> types_;
};

/// Limits of their own: constraints of fields, or of the alias.
bool has_own_limits(const TypeDef& type);
/// Secrets of their own: fields, or the alias.
bool has_own_secrets(const TypeDef& type);

}  // namespace antiphon::idl::emit::cpp_language
