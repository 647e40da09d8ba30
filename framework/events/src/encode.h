#pragma once
#include <string>
#include <string_view>

#include "antiphon/events/bus.h"

namespace antiphon::events {

struct Encoded {
    std::string id;
    std::string text;
};

/// The message as text, with the current Context's trace and tenant. Throws Error(invalid) when address, id or size are
/// out of bounds, or the channel cannot be durable.
Encoded encode(const Outgoing& message, std::string_view source);

/// Throws Error(invalid) unless the channel is durable, the handlers share one address, and the options make sense.
/// Fills in a consumer's name.
void check_consumer(const ChannelType& channel, const std::vector<Handler>& handlers, ConsumerOptions& options);

}  // namespace antiphon::events
