#pragma once
// What every channel sends along with a call.

#include <cstdint>
#include <memory>
#include <string>

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/rpc/channel.h"

namespace antiphon::rpc {

/// Taken from the current Context on the thread that starts the call.
struct OutgoingContext {
    Deadline deadline = Deadline::never();
    Caller caller;
    Trace trace;
    std::shared_ptr<std::atomic<bool>> cancellation;

    static OutgoingContext of(const CallOptions& options, std::chrono::milliseconds default_deadline);
};

std::string request_text(const Channel::Outgoing& call, std::uint64_t id);

/// The caller's, or a new one when a keyed call has none.
std::string idempotency_key_for(const Channel::Outgoing& call);

Error deadline_error(std::string_view method);

}  // namespace antiphon::rpc
