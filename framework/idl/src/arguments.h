#pragma once
// Params that callers may give one by one.

#include <cstddef>
#include <vector>

#include "antiphon/idl/model.h"

namespace antiphon::idl {

/// More than these, and nobody knows in the calling line which is which.
inline constexpr std::size_t most_arguments = 3;

/// The required params in the order of `positional` or else of declaration. C++ clients take them one by one when there
/// are 1 to `most_arguments`.
std::vector<const Field*> required_params(const Method& method);

}  // namespace antiphon::idl
