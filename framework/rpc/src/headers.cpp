#include "antiphon/rpc/headers.h"

namespace antiphon::rpc {

namespace {
constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t at = 0; at < a.size(); ++at) {
        if (lower(a[at]) != lower(b[at])) return false;
    }
    return true;
}

std::string_view Headers::get(std::string_view name) const noexcept {
    for (const Field& field : *this) {
        if (same_name(field.name, name)) return field.value;
    }
    return {};
}

std::size_t Headers::count(std::string_view name) const noexcept {
    std::size_t found = 0;
    for (const Field& field : *this) found += same_name(field.name, name) ? 1 : 0;
    return found;
}

}  // namespace antiphon::rpc
