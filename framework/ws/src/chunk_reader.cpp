#include "chunk_reader.h"

#include <algorithm>

namespace antiphon::ws {
namespace {
constexpr int max_size_digits = 8;

int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}
}  // namespace

std::size_t ChunkReader::feed(std::string_view bytes, std::string& body, std::size_t max_body_bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && !done() && status_ == 0) {
        if (state_ != State::data) {
            step(bytes[used++], body.size(), max_body_bytes);
            continue;
        }
        const auto part = bytes.substr(used, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
        body.append(part);
        used += part.size();
        left_ -= part.size();
        if (left_ == 0) state_ = State::data_end;
    }
    return used;
}

void ChunkReader::expect(char byte, char expected, State next) {
    if (byte == expected)
        state_ = next;
    else
        status_ = 400;
}

void ChunkReader::step(char byte, std::size_t body_bytes, std::size_t max_body_bytes) {
    switch (state_) {
        case State::size: {
            const int digit = hexadecimal(byte);
            if (digit >= 0 && digits_ < max_size_digits) {
                left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
                ++digits_;
                return;
            }
            if (digits_ == 0) status_ = 400;
            return expect(byte, '\r', State::size_end);
        }
        case State::size_end:
            digits_ = 0;
            if (left_ > max_body_bytes - body_bytes) status_ = 413;
            return expect(byte, '\n', left_ == 0 ? State::last_end : State::data);
        case State::data_end:
            return expect(byte, '\r', State::data_end_2);
        case State::data_end_2:
            return expect(byte, '\n', State::size);
        case State::last_end:
            return expect(byte, '\r', State::last_end_2);
        default:
            return expect(byte, '\n', State::done);
    }
}

}  // namespace antiphon::ws
