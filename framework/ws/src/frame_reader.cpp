#include "frame_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "antiphon/json/parser.h"

namespace antiphon::ws {
namespace {

constexpr std::uint8_t max_control_bytes = 125;

std::uint64_t big_endian(const std::uint8_t* at, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i) number = number << 8 | at[i];
    return number;
}

/// Codes that may stand in a close frame (RFC 6455 section 7.4 and the registry behind it).
bool may_be_sent(std::uint16_t code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace

std::optional<CloseCode> FrameReader::feed(std::span<char> bytes, const Limits& limits, FrameSink& sink) {
    for (;;) {
        if (!in_payload_) {
            if (bytes.empty()) return std::nullopt;
            if (const auto refused = read_header(bytes, limits)) return refused;
            if (!in_payload_) return std::nullopt;
        }
        if (const auto refused = read_payload(bytes, sink)) return refused;
        if (in_payload_ || !sink.reading()) return std::nullopt;
    }
}

std::size_t FrameReader::header_size() const noexcept {
    const unsigned length = header_[1] & 0x7FU;
    return 6 + (length == 127 ? 8U : length == 126 ? 2U : 0U);
}

/// Sets in_payload_ once the header is whole.
std::optional<CloseCode> FrameReader::read_header(std::span<char>& bytes, const Limits& limits) {
    const auto gather = [&](std::size_t wanted) {
        const std::size_t part = std::min(wanted - header_bytes_, bytes.size());
        std::memcpy(header_.data() + header_bytes_, bytes.data(), part);
        header_bytes_ = static_cast<std::uint8_t>(header_bytes_ + part);
        bytes = bytes.subspan(part);
        return header_bytes_ == wanted;
    };
    if (header_bytes_ < 2) {
        if (!gather(2)) return std::nullopt;
        if (const auto refused = check_start(limits)) return refused;
    }
    if (!gather(header_size())) return std::nullopt;
    if (const auto refused = check_length(limits)) return refused;
    std::memcpy(mask_.data(), header_.data() + header_size() - 4, 4);
    mask_at_ = 0;
    header_bytes_ = 0;
    in_payload_ = true;
    return std::nullopt;
}

std::optional<CloseCode> FrameReader::check_start(const Limits& limits) {
    const unsigned length = header_[1] & 0x7FU;
    if ((header_[0] & 0x70) != 0 || (header_[1] & 0x80) == 0) return CloseCode::protocol_error;
    switch (opcode()) {
        case Opcode::close:
        case Opcode::ping:
        case Opcode::pong:
            if (!final() || length > max_control_bytes) return CloseCode::protocol_error;
            return std::nullopt;
        case Opcode::continuation:
            if (fragments_ == 0) return CloseCode::protocol_error;
            break;
        case Opcode::text:
            if (fragments_ > 0) return CloseCode::protocol_error;
            break;
        case Opcode::binary:
            return fragments_ > 0 ? CloseCode::protocol_error : CloseCode::unsupported_data;
        default:
            return CloseCode::protocol_error;
    }
    if (++fragments_ > limits.max_fragments) return CloseCode::message_too_big;
    return std::nullopt;
}

std::optional<CloseCode> FrameReader::check_length(const Limits& limits) {
    const unsigned length = header_[1] & 0x7FU;
    left_ = length < 126 ? length : big_endian(header_.data() + 2, length == 126 ? 2 : 8);
    if ((length == 126 && left_ < 126) || (length == 127 && (left_ < 65536 || left_ >> 63 != 0)))
        return CloseCode::protocol_error;
    if (!control() && left_ > limits.max_message_bytes - message_.size()) return CloseCode::message_too_big;
    return std::nullopt;
}

void FrameReader::unmask(std::span<char> part) noexcept {
    std::array<std::uint8_t, 8> key;
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = mask_[(mask_at_ + i) % 4];
    std::uint64_t wide_key;
    std::memcpy(&wide_key, key.data(), sizeof wide_key);
    std::size_t at = 0;
    for (; at + 8 <= part.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, part.data() + at, sizeof word);
        word ^= wide_key;
        std::memcpy(part.data() + at, &word, sizeof word);
    }
    for (; at < part.size(); ++at) part[at] = static_cast<char>(static_cast<std::uint8_t>(part[at]) ^ key[at % 8]);
    mask_at_ = static_cast<std::uint8_t>((mask_at_ + part.size()) % 4);
}

std::optional<CloseCode> FrameReader::read_payload(std::span<char>& bytes, FrameSink& sink) {
    const auto part = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
    bytes = bytes.subspan(part.size());
    left_ -= part.size();
    unmask(part);
    const std::string_view text(part.data(), part.size());
    const bool ends = left_ == 0;
    in_payload_ = !ends;
    if (control()) {
        if (ends && control_.empty()) return end_control(text, sink);
        control_ += text;
        if (!ends) return std::nullopt;
        const std::string payload = std::exchange(control_, {});
        return end_control(payload, sink);
    }
    if (ends && final() && fragments_ == 1 && message_.empty()) {
        fragments_ = 0;
        if (!json::is_utf8(text)) return CloseCode::invalid_text;
        sink.text(text);
        return std::nullopt;
    }
    message_ += text;
    if (!utf8_.feed(text)) return CloseCode::invalid_text;
    if (!ends || !final()) return std::nullopt;
    if (!utf8_.complete()) return CloseCode::invalid_text;
    const std::string message = std::exchange(message_, {});
    fragments_ = 0;
    sink.text(message);
    return std::nullopt;
}

std::optional<CloseCode> FrameReader::end_control(std::string_view payload, FrameSink& sink) {
    switch (opcode()) {
        case Opcode::ping:
            sink.ping(payload);
            return std::nullopt;
        case Opcode::pong:
            sink.pong(payload);
            return std::nullopt;
        default:
            return end_close(payload, sink);
    }
}

std::optional<CloseCode> FrameReader::end_close(std::string_view payload, FrameSink& sink) {
    if (payload.empty()) {
        sink.client_closes(CloseCode::normal);
        return std::nullopt;
    }
    if (payload.size() == 1) return CloseCode::protocol_error;
    const auto code = static_cast<std::uint16_t>(big_endian(reinterpret_cast<const std::uint8_t*>(payload.data()), 2));
    if (!may_be_sent(code)) return CloseCode::protocol_error;
    if (!json::is_utf8(payload.substr(2))) return CloseCode::invalid_text;
    sink.client_closes(static_cast<CloseCode>(code));
    return std::nullopt;
}

}  // namespace antiphon::ws
