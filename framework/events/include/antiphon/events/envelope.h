#pragma once
// Messages as text: the CloudEvent around a payload, the position in front of it, and the way back. Values to values.

#include <optional>
#include <string>
#include <string_view>

#include "antiphon/events/delivery.h"
#include "antiphon/events/event.h"
#include "antiphon/json/parser.h"

namespace antiphon::events {

/// What stands around a payload. Empty ones of the last three are left out.
struct Attributes {
    std::string_view id = {};
    std::string_view source = {};
    std::string_view type = {};
    std::string_view time = {};
    std::string_view traceparent = {};
    std::string_view tracestate = {};
    std::string_view tenant = {};
};

/// Appends the message of `channel` around `data`, one JSON value: a CloudEvent
/// `{"specversion":"1.0","id":…,"source":…,"type":…,"time":…,…,"data":…}`, or what the
/// channel's envelope says. Throws Error(invalid) when an attribute is not UTF-8.
void append_message(std::string& out, const ChannelType& channel, const Attributes& attributes, std::string_view data);

/// Now, as `time` has it: RFC 3339 with milliseconds and `Z`.
std::string time_text(Timestamp moment);

/// The event with its position as first members: `{"epoch":"k3Fq","offset":122,"specversion":…`. `event` is an object
/// with at least one member.
std::string with_position(std::string_view event, std::string_view epoch, std::uint64_t offset);

/// Longest epoch that is accepted; ours have 8 letters and digits.
inline constexpr std::size_t max_epoch_bytes = 32;

/// The position in front of a message of a durable channel.
struct PositionInFront {
    std::string_view epoch;
    std::uint64_t offset = 0;
    std::size_t rest = 0;  ///< where the remaining members begin: '{' + message.substr(rest) is the event without it
};
/// Looks at the first bytes only; nothing when they are not exactly as with_position() and the publish script write
/// them. Never throws, never allocates.
std::optional<PositionInFront> read_position(std::string_view message) noexcept;

/// The type of a CloudEvent, without parsing the payload when the event is one of ours. Empty when the text is no
/// CloudEvent. The view points into `message` or into `parser`'s memory.
std::string_view peek_type(std::string_view message, json::Parser& parser);

/// Reads a message of `channel` into `delivery` (id … tenant, position; the rest is left alone) and returns its data.
/// The value is good until `parser` parses again. Unknown attributes are ignored.
/// Throws Error(invalid, parse_error) or InvalidData naming the attribute.
json::Value read_message(const ChannelType& channel, std::string_view message, json::Parser& parser,
                         Delivery& delivery);

}  // namespace antiphon::events
