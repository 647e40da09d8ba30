#pragma once
// One request or batch between its bytes and its answer. All memory in it is used again for the next one.

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/base/context.h"
#include "antiphon/json/parser.h"

namespace antiphon::rpc {

struct Entry;

/// One request of a batch, or the only one.
struct Item {
    const Entry* entry = nullptr;  // null: no such method, or no request at all
    json::Value request;           // all of it
    std::string_view method;
    json::Value params;
    json::Value id;
    bool valid = false;         // it is a request
    bool notification = false;  // nothing answers it
    std::string answer;         // of a batch's item; a single one's is the exchange's
    int code = 0;               // of the error it was answered with
    std::optional<std::chrono::milliseconds> retry_after;
};

struct Exchange {
    // set by whoever received the bytes; a deadline of never() stands for the default
    std::string body;
    Context context;
    Clock::time_point received{};  // of the epoch: now

    // the core's
    json::Parser parser;
    bool batch = false;
    std::size_t count = 0;    // of items in use
    std::vector<Item> items;  // at least `count`
    std::string answer;       // empty: nothing to answer
    int code = 0;             // of the error that the whole answer is
    std::optional<std::chrono::milliseconds> retry_after;
    std::atomic<std::size_t> answer_bytes{0};  // of the batch's items so far

    /// Forgets the last request; keeps memory up to a size that is worth keeping.
    void clear();
};

/// An exchange of this thread's own for as long as it is held; they nest.
class BorrowedExchange {
  public:
    BorrowedExchange();
    ~BorrowedExchange();
    BorrowedExchange(const BorrowedExchange&) = delete;
    BorrowedExchange& operator=(const BorrowedExchange&) = delete;
    Exchange* operator->() const noexcept { return exchange_.get(); }
    Exchange& operator*() const noexcept { return *exchange_; }

  private:
    std::unique_ptr<Exchange> exchange_;
};

}  // namespace antiphon::rpc
