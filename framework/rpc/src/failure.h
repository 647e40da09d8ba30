#pragma once
// Exceptions as JSON-RPC error objects.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/base/codes.h"
#include "antiphon/base/context.h"

namespace antiphon::rpc {

/// What a caller may know of an exception.
struct Failure {
    int code = 0;
    std::string message;
    std::string data;  // JSON; empty: none
    std::optional<std::chrono::milliseconds> retry_after;
};

/// Describes the exception that is being handled; call it inside a catch clause. Logs what must not be told: only the
/// text of an antiphon::Error that is not internal goes out.
Failure describe_current_exception(std::string_view method, const Context& context) noexcept;

/// Appends `"error":{…}`.
void append_error_member(std::string& out, const Failure& failure);

/// Appends a whole response with `id: null`, for what is no request. `reason` may be empty.
void append_refusal(std::string& out, Code code, std::string_view reason);

/// The words of the specification for its codes, Antiphon's own for the others: "Parse error".
std::string_view standard_message(Code code) noexcept;

/// The trace id inside a traceparent, or empty.
std::string_view trace_id_of(const Context& context) noexcept;

}  // namespace antiphon::rpc
