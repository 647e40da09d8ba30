#pragma once
#include <string>
#include <string_view>

#include "antiphon/ws/http.h"

namespace antiphon::gateway {

/// A file below `folder`, for development: reads it while the loop waits. Paths are plain: letters, digits, `.`, `-`,
/// `_` and `/`; no part begins with a dot, nothing is decoded, nothing outside of the folder is reached through a link.
ws::HttpResponse serve_file(const std::string& folder, std::string_view method, std::string_view path);

}  // namespace antiphon::gateway
