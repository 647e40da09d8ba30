#pragma once
// The alphabet of HTTP (RFC 9110 section 5), shared by the client here and the endpoint in ws. Pure functions on text.

#include <cstdint>
#include <string>
#include <string_view>

namespace antiphon::net {

/// One or more `tchar`: a method or the name of a field.
bool is_token(std::string_view text) noexcept;
/// No control byte but the tab; bytes from 0x80 on are let through.
bool is_field_text(std::string_view text) noexcept;
/// A request target: visible ASCII, not empty.
bool is_target(std::string_view text) noexcept;
/// Without regard to the case of ASCII letters.
bool same_text(std::string_view a, std::string_view b) noexcept;
std::string_view trim(std::string_view text) noexcept;  ///< spaces and tabs
std::string to_lower(std::string_view text);
/// Digits only, without overflow.
bool parse_decimal(std::string_view text, std::uint64_t& out) noexcept;
bool parse_hexadecimal(std::string_view text, std::uint64_t& out) noexcept;
/// Whether a comma-separated list has this element, in any case.
bool list_has(std::string_view list, std::string_view element) noexcept;

}  // namespace antiphon::net
