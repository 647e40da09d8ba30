#pragma once
// The files of a new service.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace antiphon::cli {

inline constexpr std::size_t max_service_name = 40;

/// What `antiphon new` accepts: empty, or why not, as the end of "'x' is no name for a service: …".
std::string refuse_service_name(std::string_view name);

/// Name and text of each, for a name that is accepted.
std::vector<std::pair<std::string, std::string>> scaffold(const std::string& name);

}  // namespace antiphon::cli
