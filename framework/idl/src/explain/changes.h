#pragma once
// What the pages of `antiphon breaking` show: small pairs, by subject. They are members of a file or of a service, as
// on the compiler's pages; tests compare each pair and find its code.

#include <span>
#include <string_view>

namespace antiphon::idl {

struct Change {
    std::string_view code;
    std::string_view before, after;
};
using Changes = std::span<const Change>;

Changes changes_of_events() noexcept;
Changes changes_of_fields() noexcept;
Changes changes_of_services() noexcept;
Changes changes_of_types() noexcept;

}  // namespace antiphon::idl
