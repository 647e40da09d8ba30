#pragma once
// Constraints, as generated code checks them after reading a value. Each throws InvalidData that says the limit and
// what was found.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "antiphon/base/decimal.h"
#include "antiphon/json/path.h"

namespace antiphon::json::check {

/// Code points of valid UTF-8.
std::size_t code_points(std::string_view text) noexcept;

void min_length(const Path& path, std::string_view text, std::size_t least);
void max_length(const Path& path, std::string_view text, std::size_t most);
void min_bytes(const Path& path, std::size_t bytes, std::size_t least);
void max_bytes(const Path& path, std::size_t bytes, std::size_t most);
void min_items(const Path& path, std::size_t items, std::size_t least);
void max_items(const Path& path, std::size_t items, std::size_t most);
void min(const Path& path, std::int64_t value, std::int64_t least);
void max(const Path& path, std::int64_t value, std::int64_t most);
void min_unsigned(const Path& path, std::uint64_t value, std::uint64_t least);
void max_unsigned(const Path& path, std::uint64_t value, std::uint64_t most);
void min_real(const Path& path, double value, double least);
void max_real(const Path& path, double value, double most);
void min_decimal(const Path& path, const Decimal& value, const Decimal& least);
void max_decimal(const Path& path, const Decimal& value, const Decimal& most);
void precision(const Path& path, const Decimal& value, int precision, int scale);

/// An IDL `pattern`, compiled to a table by the generator: a deterministic automaton over classes of code points. State
/// 0 is dead, state 1 the start; class i is [bounds[i-1], bounds[i]). One step per character, no recursion.
struct Pattern {
    std::string_view text;  ///< as in the IDL, for the message
    std::span<const char32_t> bounds;
    std::span<const std::uint16_t> next;  ///< [state * (bounds.size() + 1) + class]
    std::span<const bool> accepting;      ///< by state
};
bool matches(std::string_view text, const Pattern& pattern) noexcept;
void pattern(const Path& path, std::string_view text, const Pattern& pattern);

/// email, uri, hostname, ipv4, ipv6, color, bcp47, iso4217, semver or hex. `format` is one of these.
bool has_format(std::string_view text, std::string_view format);
void format(const Path& path, std::string_view text, std::string_view format);

}  // namespace antiphon::json::check
