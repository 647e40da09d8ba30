#pragma once
// The pages of `antiphon explain`, by subject. The examples are parts of a file or of a service; tests compile them:
// the wrong one is reported with its code, the right one is clean.

#include <span>

#include "antiphon/idl/diagnostics.h"

namespace antiphon::idl {

using Pages = std::span<const Explanation>;

Pages pages_of_text() noexcept;
Pages pages_of_files() noexcept;
Pages pages_of_types() noexcept;
Pages pages_of_fields() noexcept;
Pages pages_of_methods() noexcept;
Pages pages_of_events() noexcept;
Pages pages_of_lint() noexcept;
Pages pages_of_imports() noexcept;    ///< what `antiphon import` tells
Pages pages_of_evolution() noexcept;  ///< made from the table of evolve::checks() and the pairs of changes.h

}  // namespace antiphon::idl
