#pragma once
// What generated clients are made of. `Form` is the result's wire form (json/wire.h), `R` its C++ type.

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "antiphon/base/error.h"
#include "antiphon/json/wire.h"
#include "antiphon/rpc/argument.h"
#include "antiphon/rpc/channel.h"

namespace antiphon::rpc {

/// Generated: throws the declared error of this wire type when it knows it, else returns.
using RaiseDeclared = void (*)(std::string_view wire_type, json::Value detail, const std::string& message);

namespace detail {

/// Starts the call and waits for its response; throws what the channel reports. Blocks the caller: not for a thread
/// that channels report on.
std::string wait_for_response(Channel& channel, Channel::Outgoing call);

/// The result inside a response, read with this thread's parser. Throws the error inside it: a declared one through
/// `raise` (may be null), others as RemoteError. A response that is none is Error(internal).
json::Value open_response(std::string_view response, RaiseDeclared raise);

/// Rethrows the current InvalidData as Error(internal): the answer of `method` is broken, not the caller's request.
[[noreturn]] void broken_answer(std::string_view method);

template <class Form, class R>
R read_result(std::string_view method, std::string_view response, RaiseDeclared raise) {
    const json::Value value = open_response(response, raise);
    R result{};
    try {
        Form::read(value, json::Path(json::Reading::tolerant), result);
    } catch (const InvalidData&) {
        broken_answer(method);
    }
    return result;
}

}  // namespace detail

/// Waits until the answer or the deadline. Throws the declared error, RemoteError, or what the channel reports.
template <class Form, class R>
R call(Channel& channel, std::string_view method, std::string params, Idempotency idempotency,
       const CallOptions& options, RaiseDeclared raise) {
    return detail::read_result<Form, R>(
        method, detail::wait_for_response(channel, {method, std::move(params), options, idempotency, false}), raise);
}

/// The future throws what call() would have thrown. `method` must outlive the call: generated code passes literals.
template <class Form, class R>
std::future<R> call_async(Channel& channel, std::string_view method, std::string params, Idempotency idempotency,
                          const CallOptions& options, RaiseDeclared raise) {
    auto promise = std::make_shared<std::promise<R>>();
    std::future<R> answer = promise->get_future();
    channel.start({method, std::move(params), options, idempotency, false},
                  [promise, method, raise](std::string_view response, std::exception_ptr failure) {
                      try {
                          if (failure) std::rethrow_exception(failure);
                          promise->set_value(detail::read_result<Form, R>(method, response, raise));
                      } catch (...) {
                          promise->set_exception(std::current_exception());
                      }
                  });
    return answer;
}

/// For methods without a result.
void call_void(Channel& channel, std::string_view method, std::string params, Idempotency idempotency,
               const CallOptions& options, RaiseDeclared raise);
std::future<void> call_void_async(Channel& channel, std::string_view method, std::string params,
                                  Idempotency idempotency, const CallOptions& options, RaiseDeclared raise);

/// Returns once the channel has taken it. Nothing tells whether it arrived.
void notify(Channel& channel, std::string_view method, std::string params, const CallOptions& options = {});

}  // namespace antiphon::rpc
