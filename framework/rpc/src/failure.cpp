#include "failure.h"

#include <exception>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/json/append.h"
#include "antiphon/rpc/remote_error.h"

namespace antiphon::rpc {

namespace {

/// `{"type":…,"retryable":…}`: writes members with commas between them.
class Data {
  public:
    explicit Data(std::string& out) : out_(out) { out_ += '{'; }
    ~Data() { out_ += '}'; }
    Data(const Data&) = delete;
    Data& operator=(const Data&) = delete;

    std::string& key(std::string_view name) {
        out_.append(first_ ? "\"" : ",\"").append(name).append("\":");
        first_ = false;
        return out_;
    }
    void text(std::string_view name, std::string_view value) { json::append_string(key(name), value); }

  private:
    std::string& out_;
    bool first_ = true;
};

void append_retry(Data& data, const Error& error) {
    json::append_bool(data.key("retryable"), error.retryable());
    if (error.retry_after()) json::append_int(data.key("retry_after_ms"), error.retry_after()->count());
}

void append_trace(Data& data, const Context& context) {
    if (const auto id = trace_id_of(context); !id.empty()) data.text("trace_id", id);
}

Failure internal_failure(const Context& context) {
    Failure failure{
        static_cast<int>(Code::internal_error), std::string(standard_message(Code::internal_error)), {}, {}};
    Data data(failure.data);
    json::append_bool(data.key("retryable"), false);
    append_trace(data, context);
    return failure;
}

Failure describe(const DeclaredError& error, const Context& context) {
    Failure failure{error.code(), error.what(), {}, error.retry_after()};
    Data data(failure.data);
    data.text("type", error.type());
    error.write_detail(data.key("detail"));
    append_retry(data, error);
    append_trace(data, context);
    return failure;
}

Failure describe(const InvalidData& error, const Context& context) {
    Failure failure{error.code(), error.what(), {}, {}};
    Data data(failure.data);
    data.text("path", error.path());
    data.text("reason", error.reason());
    append_trace(data, context);
    return failure;
}

Failure describe(const Error& error, const Context& context) {
    Failure failure{error.code(), error.what(), {}, error.retry_after()};
    Data data(failure.data);
    append_retry(data, error);
    append_trace(data, context);
    return failure;
}

void log_hidden(std::string_view method, std::string_view what) {
    log::error("a handler failed with an exception that is not part of its contract",
               {{"method", method}, {"exception", what}});
}

Failure describe_current(std::string_view method, const Context& context) {
    try {
        throw;
    } catch (const DeclaredError& error) {
        return describe(error, context);
    } catch (const InvalidData& error) {
        return describe(error, context);
    } catch (const RemoteError& error) {
        // What another service declared is not part of this method's contract; what asks to come back later is.
        if (error.kind() != ErrorKind::overloaded && error.kind() != ErrorKind::unavailable &&
            error.kind() != ErrorKind::timed_out) {
            log_hidden(method, error.what());
            return internal_failure(context);
        }
        return describe(static_cast<const Error&>(error), context);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::internal) {
            log_hidden(method, error.what());
            return internal_failure(context);
        }
        return describe(error, context);
    } catch (const std::exception& error) {
        log_hidden(method, error.what());
    } catch (...) {
        log_hidden(method, "not a std::exception");
    }
    return internal_failure(context);
}

}  // namespace

std::string_view trace_id_of(const Context& context) noexcept {
    const std::string_view parent = context.trace.traceparent;
    return parent.size() >= 35 ? parent.substr(3, 32) : std::string_view();
}

std::string_view standard_message(Code code) noexcept {
    switch (code) {
        case Code::parse_error:
            return "Parse error";
        case Code::invalid_request:
            return "Invalid Request";
        case Code::method_not_found:
            return "Method not found";
        case Code::invalid_params:
            return "Invalid params";
        case Code::internal_error:
            return "Internal error";
        default:
            return name(code);
    }
}

Failure describe_current_exception(std::string_view method, const Context& context) noexcept {
    try {
        return describe_current(method, context);
    } catch (...) {  // the error itself cannot be encoded: bad UTF-8 in its text, a detail that throws
        log_hidden(method, "an error that cannot be written as JSON");
        return internal_failure(context);
    }
}

void append_error_member(std::string& out, const Failure& failure) {
    const std::size_t start = out.size();
    out += "\"error\":{\"code\":";
    json::append_int(out, failure.code);
    out += ",\"message\":";
    try {
        json::append_string(out, failure.message);
    } catch (const Error&) {
        out.resize(start);
        append_error_member(out, {static_cast<int>(Code::internal_error),
                                  std::string(standard_message(Code::internal_error)),
                                  failure.data,
                                  {}});
        return;
    }
    if (!failure.data.empty()) out.append(",\"data\":").append(failure.data);
    out += '}';
}

void append_refusal(std::string& out, Code code, std::string_view reason) {
    Failure failure{static_cast<int>(code), std::string(standard_message(code)), {}, {}};
    if (!reason.empty()) {
        Data data(failure.data);
        data.text("reason", reason);
    }
    out += "{\"jsonrpc\":\"2.0\",\"id\":null,";
    append_error_member(out, failure);
    out += '}';
}

}  // namespace antiphon::rpc
