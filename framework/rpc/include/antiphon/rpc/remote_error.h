#pragma once
#include <string>

#include "antiphon/base/error.h"

namespace antiphon::rpc {

/// What a number on the wire asks the caller to do. Positive numbers are declared errors; unknown ones are internal.
ErrorKind kind_of(int code) noexcept;

/// An error that the other side sent and that no generated type stands for. path() is set for -32602. When it leaves a
/// handler, the handler's own caller sees a plain internal error.
class RemoteError : public Error {
  public:
    RemoteError(int code, const std::string& message, std::string type, std::string detail, std::string trace_id)
        : Error(kind_of(code), code, message),
          type_(std::move(type)),
          detail_(std::move(detail)),
          trace_id_(std::move(trace_id)) {}

    const std::string& type() const noexcept { return type_; }          ///< `orders.OutOfStock`, or empty
    const std::string& detail() const noexcept { return detail_; }      ///< JSON text, or empty
    const std::string& trace_id() const noexcept { return trace_id_; }  ///< for the other side's logs, or empty

  private:
    std::string type_;
    std::string detail_;
    std::string trace_id_;
};

}  // namespace antiphon::rpc
