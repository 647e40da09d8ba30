#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::runtime {

/// The candidate that `word` was probably meant to be; empty when none is near (a third of its letters may differ).
std::string closest(std::string_view word, std::span<const std::string> candidates);

/// ` (did you mean '--port'?)`, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace antiphon::runtime
