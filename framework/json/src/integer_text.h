#pragma once
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace antiphon::json {

/// `-?(0|[1-9][0-9]*)` inside the range of N; for unsigned N without the sign.
template <class N>
std::optional<N> integer_from_text(std::string_view text) noexcept {
    const std::string_view digits = text.substr(!text.empty() && text[0] == '-' ? 1 : 0);
    if (digits.empty() || (digits[0] == '0' && digits.size() > 1)) return std::nullopt;
    N number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace antiphon::json
