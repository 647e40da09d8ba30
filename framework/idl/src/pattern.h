#pragma once
// `pattern`: a small regular language, anchored at both ends, compiled to a table. Matching is one step per character
// and never recurses, whatever the text.
//
//     literals   .   [a-z0-9_]   [^"]   (a|b)  (?:a|b)   ?  *  +  {2}  {2,}  {2,5}   \d \w \s \. \n \t \\ \u00e9

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::idl {

/// A deterministic automaton over classes of code points. State 0 is dead, state 1 the start.
struct PatternTable {
    std::vector<char32_t> bounds;  ///< class i is [bounds[i-1], bounds[i]); class 0 begins at U+0000
    std::size_t classes = 1;
    std::vector<std::uint16_t> next;  ///< [state * classes + class]
    std::vector<bool> accepting;      ///< by state

    bool matches(std::string_view text) const;  ///< valid UTF-8
};

struct PatternResult {
    std::optional<PatternTable> table;
    std::string message, help;  ///< when there is no table
    std::size_t begin = 0, end = 0;
    bool too_large = false;
    std::size_t work = 0;  ///< steps that were taken; at least some fifty million are done in a second
};

inline constexpr std::size_t max_pattern_bytes = 1000;

inline constexpr std::size_t max_pattern_states = 2000;

PatternResult compile_pattern(std::string_view pattern);

}  // namespace antiphon::idl
