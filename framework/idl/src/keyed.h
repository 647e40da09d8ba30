#pragma once
// How long callers of a keyed method may count on a key.

#include <charconv>
#include <optional>
#include <string_view>

#include "antiphon/base/retention.h"
#include "antiphon/idl/model.h"

namespace antiphon::idl {

inline constexpr std::string_view key_ttl = "x-key-ttl-ms";
/// What services do, whatever the IDL says: nobody can promise more.
inline constexpr auto answers_kept_ms =
    static_cast<std::uint64_t>(std::chrono::milliseconds(idempotency_retention).count());

inline const Json* find_key_ttl(const Method& method) noexcept {
    for (const auto& [key, value] : method.extensions)
        if (key == key_ttl) return &value;
    return nullptr;
}

/// What the method promises; nothing when it says nothing, or something that no service keeps.
inline std::optional<std::uint64_t> key_ttl_ms(const Method& method) noexcept {
    const Json* value = find_key_ttl(method);
    if (value == nullptr || !value->is(Json::Kind::number)) return std::nullopt;
    std::uint64_t ttl = 0;
    const char* end = value->text().data() + value->text().size();
    const auto [stopped, error] = std::from_chars(value->text().data(), end, ttl);
    const bool good = error == std::errc() && stopped == end && ttl >= 1 && ttl <= answers_kept_ms;
    return good ? std::optional(ttl) : std::nullopt;
}

/// What callers may count on.
inline std::uint64_t key_lifetime_ms(const Method& method) noexcept {
    return key_ttl_ms(method).value_or(answers_kept_ms);
}

}  // namespace antiphon::idl
