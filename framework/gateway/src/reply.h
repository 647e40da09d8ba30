#pragma once
// JSON-RPC texts that the gateway itself sends.

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "antiphon/base/error.h"

namespace antiphon::gateway {

std::string result_text(std::string_view id, std::string_view result);  ///< `result`: one JSON value
std::string error_text(std::string_view id, const Error& error);
std::string notification_text(std::string_view method, std::string_view params);

/// For what is caught at a border: an Error as it is, anything else as an internal error without its text.
Error to_error(std::exception_ptr caught);

/// The HTTP status that goes with an error of the gateway (docs/wire.md, "Answer").
int http_status(int code) noexcept;

// Notifications about a subscription. `address` needs no escaping to be JSON but is escaped anyway.
std::string gap_text(std::string_view address);
std::string dropped_text(std::string_view address, std::uint64_t count, std::string_view policy);

}  // namespace antiphon::gateway
