#pragma once
// W3C Trace Context, level 1: which request all of this belongs to. Works on values; nothing is exported yet.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/base/context.h"

namespace antiphon::telemetry {

/// The value of the header `traceparent`.
struct TraceParent {
    std::array<std::uint8_t, 16> trace_id{};
    std::array<std::uint8_t, 8> span_id{};
    std::uint8_t flags = 0;

    bool sampled() const noexcept { return (flags & 1) != 0; }

    /// Nothing unless the text is valid: lower-case hex, ids not all zero, version not ff. Of later versions the part
    /// that is known is taken, as the specification asks.
    static std::optional<TraceParent> parse(std::string_view text) noexcept;

    /// The start of a trace; sampled.
    static TraceParent root();
    /// The same trace and flags, a new span.
    TraceParent child() const;

    std::string text() const;        ///< 55 characters, version 00
    std::string trace_text() const;  ///< the trace id alone, 32 characters
    friend bool operator==(const TraceParent&, const TraceParent&) = default;
};

/// The trace of a span below `incoming`: its child, with tracestate and baggage, or a new trace when its traceparent is
/// missing or not valid (tracestate is then dropped, as it belongs to the other). Members over the sizes that the
/// specifications ask implementations to carry (512 bytes of tracestate, 8,192 of baggage) are dropped.
Trace continue_trace(const Trace& incoming);

/// What goes out with a call or event made now: below the current Context's trace, or a new one outside of handlers.
Trace outgoing_trace();

}  // namespace antiphon::telemetry
