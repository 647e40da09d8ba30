#pragma once
#include <exception>
#include <functional>
#include <string_view>

#include "antiphon/events/delivery.h"

namespace antiphon::redis {
class Client;
}

namespace antiphon::events {

/// Exactly one of the two is meaningful: the history when the error is null.
using HistoryDone = std::function<void(History, std::exception_ptr)>;

/// RedisBus::history() without waiting, on a connection of the caller's own. `done` is called once, on the client's
/// loop. Read in one step, so position and events belong together; a stream that has no epoch yet gets one.
void read_history(redis::Client& client, std::string_view prefix, std::string_view address, const Position& since,
                  std::size_t limit, HistoryDone done);

}  // namespace antiphon::events
