#pragma once
#include <map>
#include <vector>

#include "antiphon/idl/model.h"

namespace antiphon::idl::emit::cpp_language {

/// In which order the types of a file can be defined: what a type holds by value stands before it. Arrays and maps hold
/// types that are only declared. An optional that leads back to its holder is boxed.
class Order {
  public:
    explicit Order(const File& file);
    const std::vector<const TypeDef*>& types() const noexcept { return types_; }
    /// `type` is what may be absent in a member of `holder`.
    bool boxed(const TypeDef& holder, const Type& type) const;
    /// Whether `type`, a member of `holder`, holds a type that is only declared there, being defined later.
    bool ahead(const TypeDef& holder, const Type& type) const;

  private:
    std::vector<const TypeDef*> types_;
    std::map<const TypeDef*, std::size_t> position_;   ///< in types_
    std::map<const TypeDef*, std::size_t> component_;  ///< equal: they contain one another
};

}  // namespace antiphon::idl::emit::cpp_language
