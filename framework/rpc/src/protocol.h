#pragma once
// What stands behind the HTTP server: JSON-RPC in three steps, so that the server can spread them over threads.

#include "exchange.h"
#include "failure.h"

namespace antiphon::rpc {

class Protocol {
  public:
    enum class Plan : unsigned char {
        answered,     // the answer is there
        on_the_spot,  // every item may run on the thread that reads
        pool,
    };

    virtual ~Protocol() = default;
    /// Parses the body. Only when it says on_the_spot or pool there are items to run.
    virtual Plan plan(Exchange& exchange) const noexcept = 0;
    /// Runs item `index` of exchange.count. Different items may run at once on different threads.
    virtual void run(Exchange& exchange, std::size_t index) const noexcept = 0;
    /// After all items ran.
    virtual void finish(Exchange& exchange) const noexcept = 0;
};

struct RequestLimits {
    std::size_t max_body_bytes;
    std::size_t max_batch_items;
};

/// Parses the body strictly and reads the request or requests in it into items; `entry` stays null. False when the
/// whole body was refused and the answer says why.
bool read_requests(Exchange& exchange, const RequestLimits& limits) noexcept;

/// Appends `{"jsonrpc":"2.0","id":…,` with the id exactly as it came, null where there is none.
void begin_response(std::string& out, const Item& item, std::string_view body);

/// Puts a batch's answers together, in order; nothing when there are none.
void join_answers(Exchange& exchange) noexcept;

}  // namespace antiphon::rpc
