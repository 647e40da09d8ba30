#pragma once
#include "antiphon/idl/evolve.h"

namespace antiphon::idl::evolve {

/// A row of the table; `when` chooses among several of one code. Throws std::logic_error when there is none.
const Check& check(std::string_view code, std::string_view when = {});

}  // namespace antiphon::idl::evolve
