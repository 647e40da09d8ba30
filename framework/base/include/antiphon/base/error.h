#pragma once
// One tree of exceptions. The kind says what the caller should do now; the code is what travels.

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "antiphon/base/codes.h"

namespace antiphon {

/// What should the caller do?
enum class ErrorKind : std::uint8_t {
    invalid,      ///< correct the request; the same again fails the same way
    declared,     ///< part of the contract: the IDL names it
    denied,       ///< sign in, or ask for the right
    overloaded,   ///< wait, then try again
    unavailable,  ///< try again if the call is safe to repeat
    timed_out,    ///< it may have happened
    internal,     ///< a defect on the other side
};

std::string_view name(ErrorKind kind) noexcept;

class Error : public std::runtime_error {
  public:
    /// `message` names the thing, what was expected and what was found; it may be shown to callers.
    Error(ErrorKind kind, Code code, const std::string& message) : Error(kind, static_cast<int>(code), message) {}
    Error(ErrorKind kind, int code, const std::string& message)
        : std::runtime_error(message), kind_(kind), code_(code) {}

    ErrorKind kind() const noexcept { return kind_; }
    int code() const noexcept { return code_; }

    /// Where in the data it lies, as in `items[0].sku`; empty when the error is not about data.
    const std::string& path() const noexcept { return path_; }

    /// Whether the same call may succeed later: overloaded and unavailable, or a declared error that says so.
    bool retryable() const noexcept {
        return retryable_.value_or(kind_ == ErrorKind::overloaded || kind_ == ErrorKind::unavailable);
    }
    std::optional<std::chrono::milliseconds> retry_after() const noexcept { return retry_after_; }

    Error& at(std::string path) {
        path_ = std::move(path);
        return *this;
    }
    Error& retry(bool may_retry) noexcept {
        retryable_ = may_retry;
        return *this;
    }
    Error& retry_in(std::chrono::milliseconds wait) noexcept {
        retry_after_ = wait;
        return *this;
    }

  private:
    ErrorKind kind_;
    int code_;
    std::string path_;
    std::optional<bool> retryable_;
    std::optional<std::chrono::milliseconds> retry_after_;
};

/// Data that does not fit its type: `path` says where, `reason` what was expected and what was found.
/// A server answers it with -32602, a client reports it as a broken answer, a consumer parks the message.
/// what() is `items[0].sku: expected a string, found an integer`.
class InvalidData : public Error {
  public:
    InvalidData(std::string path, const std::string& reason);

    /// what() without the path.
    const std::string& reason() const noexcept { return reason_; }

  private:
    std::string reason_;
};

/// An error that the IDL declares. Generated errors derive from it; on the wire it is
/// `{"code": code(), "message": what(), "data": {"type": type(), "detail": …}}`.
class DeclaredError : public Error {
  public:
    DeclaredError(std::string_view type, int code, const std::string& message)
        : Error(ErrorKind::declared, code, message), type_(type) {}

    /// The wire name, `orders.OutOfStock`. Points into static storage.
    std::string_view type() const noexcept { return type_; }

    /// Appends the typed data as JSON; an empty object when there is none.
    virtual void write_detail(std::string& out) const = 0;

  private:
    std::string_view type_;
};

}  // namespace antiphon
