#include "antiphon/telemetry/trace.h"

#include <algorithm>
#include <random>

namespace antiphon::telemetry {
namespace {

constexpr std::size_t text_bytes = 55;  // 00-<32>-<16>-<2>
constexpr std::size_t max_tracestate_bytes = 512;
constexpr std::size_t max_baggage_bytes = 8192;

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

template <std::size_t bytes>
bool read_hex(std::string_view text, std::array<std::uint8_t, bytes>& out) noexcept {
    for (std::size_t i = 0; i < bytes; ++i) {
        const int high = hex_digit(text[2 * i]);
        const int low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

template <class Bytes>
void append_hex(std::string& out, const Bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 2 * std::tuple_size_v<Bytes>> text;  // one append: this runs once per call
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    out.append(text.data(), text.size());
}

template <class Bytes>
bool all_zero(const Bytes& bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// Need not be unguessable: identifies, does not permit.
template <class Bytes>
void fill_random(Bytes& bytes) {
    thread_local std::mt19937_64 generator{(static_cast<std::uint64_t>(std::random_device{}()) << 32) ^
                                           std::random_device{}()};
    do {
        for (std::size_t i = 0; i < bytes.size(); i += 8) {
            const std::uint64_t word = generator();
            for (std::size_t k = 0; k < 8; ++k) bytes[i + k] = static_cast<std::uint8_t>(word >> (8 * k));
        }
    } while (all_zero(bytes));
}

}  // namespace

std::optional<TraceParent> TraceParent::parse(std::string_view text) noexcept {
    if (text.size() < text_bytes || text[2] != '-' || text[35] != '-' || text[52] != '-') return std::nullopt;
    std::array<std::uint8_t, 1> version;
    std::array<std::uint8_t, 1> flags;
    TraceParent parent;
    if (!read_hex(text, version) || !read_hex(text.substr(3), parent.trace_id) ||
        !read_hex(text.substr(36), parent.span_id) || !read_hex(text.substr(53), flags))
        return std::nullopt;
    if (version[0] == 0xff || (version[0] == 0 && text.size() != text_bytes)) return std::nullopt;
    if (text.size() > text_bytes && text[text_bytes] != '-') return std::nullopt;
    if (all_zero(parent.trace_id) || all_zero(parent.span_id)) return std::nullopt;
    parent.flags = flags[0];
    return parent;
}

TraceParent TraceParent::root() {
    TraceParent parent;
    fill_random(parent.trace_id);
    fill_random(parent.span_id);
    parent.flags = 1;
    return parent;
}

TraceParent TraceParent::child() const {
    TraceParent below = *this;
    fill_random(below.span_id);
    below.flags = flags & 1;  // version 00 knows no other bit
    return below;
}

std::string TraceParent::text() const {
    std::string out = "00-";
    out.reserve(text_bytes);
    append_hex(out, trace_id);
    out += '-';
    append_hex(out, span_id);
    out += '-';
    append_hex(out, std::array{flags});
    return out;
}

std::string TraceParent::trace_text() const {
    std::string out;
    append_hex(out, trace_id);
    return out;
}

Trace continue_trace(const Trace& incoming) {
    Trace trace;
    if (const auto parent = TraceParent::parse(incoming.traceparent)) {
        trace.traceparent = parent->child().text();
        if (incoming.tracestate.size() <= max_tracestate_bytes) trace.tracestate = incoming.tracestate;
    } else {
        trace.traceparent = TraceParent::root().text();
    }
    if (incoming.baggage.size() <= max_baggage_bytes) trace.baggage = incoming.baggage;
    return trace;
}

Trace outgoing_trace() {
    const Context* context = Context::current();
    return continue_trace(context != nullptr ? context->trace : Trace{});
}

}  // namespace antiphon::telemetry
