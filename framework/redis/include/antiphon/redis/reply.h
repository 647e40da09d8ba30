#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/error.h"

namespace antiphon::redis {

/// What Redis answered, as a value.
struct Reply {
    enum class Kind : std::uint8_t { nil, integer, text, status, error, array };
    Kind kind = Kind::nil;
    std::int64_t integer = 0;
    std::string text;          ///< of text, status and error
    std::vector<Reply> items;  ///< of an array

    bool is_nil() const noexcept { return kind == Kind::nil; }
    bool is_array() const noexcept { return kind == Kind::array; }
    bool is_error() const noexcept { return kind == Kind::error; }
};

/// Redis refused a command. kind() is unavailable for what passes by itself (OOM, MISCONF, LOADING, READONLY, …),
/// otherwise internal. The connection goes on.
class CommandError : public Error {
  public:
    CommandError(std::string_view command, const std::string& text);

    /// The word Redis begins with: "NOGROUP", "BUSYGROUP", "OOM".
    std::string_view word() const noexcept { return word_; }

  private:
    std::string word_;
};

using Arguments = std::vector<std::string>;

/// The reply, or why there is none: CommandError, Error(unavailable, dependency_down) when the connection was lost,
/// Error(timed_out, deadline_exceeded): it may have happened.
using Done = std::function<void(Reply, std::exception_ptr)>;

}  // namespace antiphon::redis
