#include "antiphon/rpc/client.h"

#include <condition_variable>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "antiphon/rpc/remote_error.h"

namespace antiphon::rpc {

namespace {

constexpr json::ParseLimits answer_limits{limits::max_response_bytes + 1024, limits::max_depth};

/// Where a response is put down for the thread that waits for it.
class Waiting {
  public:
    void put(std::string_view response, std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        response_ = response;
        failure_ = std::move(failure);
        there_ = true;
        arrived_.notify_one();  // inside the lock: the waiting thread owns this object
    }
    std::string take() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return there_; });  // every channel reports by the deadline
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
        return std::move(response_);
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    // guarded by mutex_
    bool there_ = false;
    std::string response_;
    std::exception_ptr failure_;
};

std::string text_of(std::optional<json::Value> value) {
    return value && value->is_string() ? std::string(value->string()) : std::string();
}

Error no_response(const std::string& what) {
    return Error(ErrorKind::internal, Code::internal_error, "not a JSON-RPC response: " + what);
}

/// What `error.data` says beside type and detail.
void read_retry(const json::Value& data, Error& error) {
    if (const auto retryable = data.find("retryable"); retryable && retryable->kind() == json::Kind::boolean)
        error.retry(retryable->boolean());
    if (const auto wait = data.find("retry_after_ms"); wait && wait->kind() == json::Kind::int64 && wait->int64() >= 0)
        error.retry_in(std::chrono::milliseconds(wait->int64()));
}

[[noreturn]] void raise_error(json::Value error, RaiseDeclared raise) {
    if (!error.is_object()) throw no_response("its error is no object");
    const auto number = error.find("code");
    if (!number || number->kind() != json::Kind::int64) throw no_response("its error has no code");
    const int code = static_cast<int>(number->int64());
    const std::string message = text_of(error.find("message"));
    const json::Value data = error.find("data").value_or(json::Value());
    if (!data.is_object()) throw RemoteError(code, message, {}, {}, {});
    const std::string type = text_of(data.find("type"));
    const auto detail = data.find("detail");
    if (!type.empty() && raise != nullptr) {
        try {
            raise(type, detail.value_or(json::Value()), message);
        } catch (const InvalidData&) {
            throw no_response("the detail of " + type + " does not fit its type");
        } catch (DeclaredError& declared) {
            read_retry(data, declared);
            throw;
        }
    }
    RemoteError remote(code, message, type, detail ? std::string(detail->text()) : std::string(),
                       text_of(data.find("trace_id")));
    read_retry(data, remote);
    remote.at(text_of(data.find("path")));
    throw remote;
}

}  // namespace

namespace detail {

std::string wait_for_response(Channel& channel, Channel::Outgoing call) {
    Waiting waiting;
    channel.start(std::move(call), [&waiting](std::string_view response, std::exception_ptr failure) {
        waiting.put(response, std::move(failure));
    });
    return waiting.take();
}

json::Value open_response(std::string_view response, RaiseDeclared raise) {
    json::Value document;
    try {
        document = json::thread_parser().parse(response, answer_limits);
    } catch (const Error& error) {
        throw no_response(error.what());
    }
    if (!document.is_object()) throw no_response("found " + std::string(name(document.kind())));
    if (const auto error = document.find("error"); error && !error->is_null()) raise_error(*error, raise);
    const auto result = document.find("result");
    if (!result) throw no_response("neither result nor error");
    return *result;
}

void broken_answer(std::string_view method) {
    try {
        throw;
    } catch (const InvalidData& error) {
        throw Error(ErrorKind::internal, Code::internal_error,
                    "the answer of " + std::string(method) + " does not fit its type: " + error.what());
    }
}

}  // namespace detail

void call_void(Channel& channel, std::string_view method, std::string params, Idempotency idempotency,
               const CallOptions& options, RaiseDeclared raise) {
    const std::string response =
        detail::wait_for_response(channel, {method, std::move(params), options, idempotency, false});
    detail::open_response(response, raise);
}

std::future<void> call_void_async(Channel& channel, std::string_view method, std::string params,
                                  Idempotency idempotency, const CallOptions& options, RaiseDeclared raise) {
    auto promise = std::make_shared<std::promise<void>>();
    std::future<void> answer = promise->get_future();
    channel.start({method, std::move(params), options, idempotency, false},
                  [promise, raise](std::string_view response, std::exception_ptr failure) {
                      try {
                          if (failure) std::rethrow_exception(failure);
                          detail::open_response(response, raise);
                          promise->set_value();
                      } catch (...) {
                          promise->set_exception(std::current_exception());
                      }
                  });
    return answer;
}

void notify(Channel& channel, std::string_view method, std::string params, const CallOptions& options) {
    channel.start({method, std::move(params), options, Idempotency::none, true},
                  [](std::string_view, std::exception_ptr) {});
}

}  // namespace antiphon::rpc
