#pragma once
// `antiphon fmt`: one way to lay out a file, that leaves to the author what only the author knows.
//
// Two spaces a level, one space inside braces and behind colons. An object or array stays on one line if it was begun
// on one line and fits into 120 columns; one whose first member stands on a line of its own keeps its lines, and
// members that share a line go on sharing it as long as they fit. One blank line between members stays. Order, numbers,
// escapes and comments (.jsonc) stay as they are; a comment stands behind the member on whose line it was, or above the
// next.

#include <optional>
#include <string>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/source.h"
#include "antiphon/idl/syntax.h"

namespace antiphon::idl {

inline constexpr std::size_t format_width = 120;  ///< columns, in code points

/// The text of `file` laid out; format of the result is the result. Nothing, and diagnostics, where it is not JSON.
std::optional<std::string> format(const Sources& sources, std::uint32_t file, syntax::Comments comments,
                                  Diagnostics& diagnostics);

}  // namespace antiphon::idl
