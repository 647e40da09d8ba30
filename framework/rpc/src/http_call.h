#pragma once
// A connection and the call on it. One connection carries one request at a time, so memory is used again and again.

#include <microhttpd.h>

#include <atomic>
#include <memory>

#include "exchange.h"
#include "request_head.h"
#include "worker_pool.h"

namespace antiphon::rpc {

class CallRunner;

/// A request from its head to its answer. The connection and each worker on it hold a reference: an answer may be sent
/// (the deadline passed) while a handler still runs; its result is then for nobody.
class HttpCall final : public Work {
  public:
    enum class State : unsigned char { reading, running, deciding, answered };

    void work() noexcept override;

    void hold() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
    }
    bool is_held_once() const noexcept { return references_.load(std::memory_order_acquire) == 1; }

    Exchange exchange;

    // on ap-http before the call is handed to the pool
    CallRunner* runner = nullptr;
    MHD_Connection* connection = nullptr;
    int descriptor = -1;
    Clock::time_point deadline{};  // of the context when it was handed over; handlers may change theirs
    std::shared_ptr<std::atomic<bool>> cancellation;
    Refusal refusal;           // instead of exchange.answer
    std::string refusal_text;  // instead of the refusal's reason, when it is not static
    std::size_t discarded = 0;

    // of any thread
    std::atomic<State> state{State::reading};
    std::atomic<std::size_t> next_item{0};
    std::atomic<std::size_t> items_left{0};

    // guarded by Watch
    Clock::time_point watched_until{};
    bool watched = false;
    bool watching_socket = false;

  private:
    ~HttpCall() = default;
    std::atomic<int> references_{1};
};

struct Release {
    void operator()(HttpCall* call) const noexcept { call->release(); }
};
using HttpCallPtr = std::unique_ptr<HttpCall, Release>;

/// Lives from accept to close.
struct Connection {
    HttpCallPtr call;
    int descriptor = -1;
    bool open_request = false;                // on ap-http
    std::atomic<Clock::rep> must_move_by{0};  // of Clock, 0: nothing is awaited from the client
};

}  // namespace antiphon::rpc
