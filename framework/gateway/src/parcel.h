#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/ws/run.h"

namespace antiphon::gateway {

/// What the feed hands to one loop about one topic: all that one read from Redis brought for it, framed once and shared
/// by every loop and every socket.
struct Parcel {
    enum class Kind : std::uint8_t {
        events,  ///< `run` goes to the listeners
        ready,   ///< the topic is subscribed in Redis; `epoch` and `last` are where its stream is
        gap,     ///< live: something may have been missed; `run` tells the listeners
        lost,    ///< durable: the stream is another one than before; `epoch` and `last` are the new position
    };
    /// Where each message of a run ends in its bytes.
    using Ends = std::vector<std::uint32_t>;

    Kind kind = Kind::events;
    std::uint64_t slot = 0;  ///< the loop's own name for the topic
    ws::Run run;
    std::shared_ptr<const Ends> ends;
    std::uint64_t first = 0;  ///< offset of the run's first message; 0 on live topics
    std::uint64_t last = 0;
    std::shared_ptr<const std::string> epoch;

    /// The messages with offsets above `after`, as a run of their own; empty when there are none.
    ws::Run behind(std::uint64_t after) const;
    std::size_t messages() const noexcept { return ends ? ends->size() : 0; }
    std::string_view message(std::size_t index) const noexcept;  ///< one frame
};

}  // namespace antiphon::gateway
