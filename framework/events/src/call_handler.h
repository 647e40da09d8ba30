#pragma once
#include <atomic>
#include <memory>
#include <string_view>

#include "antiphon/events/bus.h"

namespace antiphon::events {

/// Calls `handler` with the event's trace and tenant as the current Context. Throws what the handler throws.
void call_handler(const RawHandler& handler, const Incoming& incoming,
                  std::shared_ptr<std::atomic<bool>> cancellation = nullptr);

/// What an exception says of itself. Call in a catch block.
std::string reason_of_current_exception();

}  // namespace antiphon::events
