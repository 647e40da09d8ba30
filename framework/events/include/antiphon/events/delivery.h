#pragma once
// What comes back from publishing and what handlers are given. All are values.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/json/value.h"

namespace antiphon::events {

/// A place in a durable channel. Offsets of one epoch are consecutive and start at 1. Another epoch means that the
/// stream was lost and began again: what was missed cannot be known.
struct Position {
    std::string epoch;
    std::uint64_t offset = 0;
    friend bool operator==(const Position&, const Position&) = default;
};

struct Published {
    std::string id;
    Position position;       ///< durable channels only
    bool duplicate = false;  ///< an event with this id was published within the last two minutes: nothing was added
};

/// The event around a payload.
struct Delivery {
    std::string id;  ///< the same however often it is delivered: what handlers recognise repeats by
    std::string type;
    std::string source;
    std::string time;  ///< RFC 3339
    std::string traceparent;
    std::string tracestate;
    std::string tenant;
    std::string address;
    Position position;  ///< durable channels only
    int attempt = 1;    ///< groups: how many times some consumer has been given it
};

/// An event whose payload has not been read. Borrowed: good until the handler returns.
struct Incoming {
    const Delivery& delivery;
    json::Value data;
    std::string_view text;  ///< the whole message as it came
};

/// Something a live listener missed. What it was is not known; a durable channel's history() can tell.
struct Gap {
    enum class Reason : std::uint8_t {
        reconnected,  ///< the connection to Redis was lost and is there again
        overflow,     ///< the handler is slower than what comes: the oldest were dropped
    };
    Reason reason;
    std::size_t dropped = 0;  ///< overflow: how many since the last report
};

struct StoredEvent {
    Position position;
    std::string event;  ///< the CloudEvent, without position
};

/// Everything after a position, or the news that this cannot be had.
struct History {
    Position newest;        ///< of the last event in the channel; offset 0: there has been none
    bool complete = false;  ///< false: another epoch, too old, or more than the limit. `events` is then empty
    std::vector<StoredEvent> events;
};

/// An event that a group gave up on.
struct DeadLetter {
    std::string id;
    Position position;
    std::string group;
    std::string consumer;  ///< who had it last
    std::string reason;
    std::string path;  ///< where in the data, when it could not be read
    int attempts = 0;
    Timestamp first;  ///< when it was first seen to fail
    Timestamp last;
    std::string event;  ///< as it was in the stream
};

/// How far a group is.
struct Depth {
    std::uint64_t waiting = 0;  ///< not yet given to a consumer
    std::uint64_t pending = 0;  ///< given, not yet acknowledged
};

}  // namespace antiphon::events
