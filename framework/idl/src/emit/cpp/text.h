#pragma once
// C++ text that depends on nothing but its argument.

#include <span>
#include <string>
#include <string_view>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit::cpp_language {

/// Adds `_` to keywords, to macros of the standard headers and to what only implementations may use.
std::string identifier(std::string_view name);
/// Whether a header of C or POSIX defines it.
bool is_macro(std::string_view name);
/// `acme::orders` with parts that cannot hide anything.
std::string namespace_of(const File& file);
/// Names of headers of C and POSIX, sorted, without `.h`.
std::span<const std::string_view> c_header_names() noexcept;
/// "orders", or "time_idl" where <time.h> would be hidden.
std::string header_stem(const File& file);

/// A string literal, quotes included.
std::string literal(std::string_view text);
/// An expression that converts to std::string_view, also for texts with a zero byte.
std::string view_of(std::string_view text);
/// An expression of type std::string, also for texts with a zero byte.
std::string string_value(std::string_view text);
/// R"json(…)json" with a delimiter that the text does not contain, in pieces that every compiler takes.
std::string raw_literal(std::string_view text);

/// `head { statement }`, in one line when it fits.
void short_block(Writer& out, const std::string& head, const std::string& statement);

/// `/// …` lines; nothing in them can end the comment.
void comment(Writer& out, std::string_view text);
void document(Writer& out, const Described& what);
/// `[[deprecated("…")]] ` or nothing.
std::string deprecated(const Described& what);

}  // namespace antiphon::idl::emit::cpp_language
