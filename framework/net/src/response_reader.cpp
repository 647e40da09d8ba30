#include "response_reader.h"

#include <algorithm>

#include "antiphon/net/http_text.h"

namespace antiphon::net {
namespace {
constexpr std::size_t max_line_bytes = 256;  // of a chunk size
}

void ResponseReader::start(bool answers_head) {
    const Limits limits = limits_;
    std::string partial = std::move(partial_);
    *this = ResponseReader(limits);
    partial.clear();
    partial_ = std::move(partial);
    answers_head_ = answers_head;
}

void ResponseReader::fail(const char* reason) {
    state_ = State::failed;
    reason_ = reason;
}

void ResponseReader::fail_size(const char* reason) {
    too_large_ = true;
    fail(reason);
}

std::size_t ResponseReader::feed(std::string_view bytes) {
    std::size_t used = 0;
    started_ = started_ || !bytes.empty();
    while (used < bytes.size() && !done() && !failed()) {
        const auto rest = bytes.substr(used);
        switch (state_) {
            case State::head:
                used += feed_head(rest);
                break;
            case State::body:
            case State::chunk_data:
            case State::until_close:
                used += feed_body(rest);
                break;
            default:
                used += feed_line(rest);
        }
    }
    return used;
}

bool ResponseReader::close() {
    if (state_ == State::until_close) end();
    keep_alive_ = false;
    return done();
}

std::size_t ResponseReader::feed_head(std::string_view bytes) {
    if (partial_.empty()) {  // mostly the whole head comes at once
        const auto end = bytes.find("\r\n\r\n");
        if (end != std::string_view::npos && end + 4 <= limits_.max_header_bytes) {
            read_head(bytes.substr(0, end + 2));
            return end + 4;
        }
    }
    const std::size_t before = partial_.size();
    partial_.append(bytes.substr(0, limits_.max_header_bytes + 1 - before));
    const auto end = partial_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end == std::string::npos || end + 4 > limits_.max_header_bytes) {
        if (partial_.size() > limits_.max_header_bytes) fail_size("its header is too large");
        return bytes.size();
    }
    const std::string head = partial_.substr(0, end + 2);
    partial_.clear();
    read_head(head);
    return end + 4 - before;
}

/// `head` is a sequence of lines, each with its CRLF.
void ResponseReader::read_head(std::string_view head) {
    response_ = {};
    bool first = true;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (!(first ? read_status_line(line) : read_field(line))) return;
        first = false;
    }
    choose_framing();
}

bool ResponseReader::read_status_line(std::string_view line) {
    const bool is_1_1 = line.starts_with("HTTP/1.1 ");
    if (!is_1_1 && !line.starts_with("HTTP/1.0 ")) return fail("its status line is not HTTP/1.1"), false;
    keep_alive_ = is_1_1;
    const auto digits = line.substr(9, 3);
    const bool ends = line.size() == 12 || (line.size() > 12 && line[12] == ' ');
    if (!ends || digits.find_first_not_of("0123456789") != std::string_view::npos || digits[0] < '1' || digits[0] > '5')
        return fail("its status is no number from 100 to 599"), false;
    if (!is_field_text(line)) return fail("its status line holds a control byte"), false;
    response_.status = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    return true;
}

bool ResponseReader::read_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return fail("a header field has no name that is one"), false;
    const auto value = trim(line.substr(colon + 1));
    if (!is_field_text(value)) return fail("a header field holds a control byte"), false;
    std::string name = to_lower(line.substr(0, colon));
    if (!read_framing_field(name, value)) return false;
    response_.headers.emplace_back(std::move(name), value);
    return true;
}

bool ResponseReader::read_framing_field(const std::string& name, std::string_view value) {
    if (name == "content-length") {
        if (has_length_) return fail("Content-Length is repeated"), false;
        if (!parse_decimal(value, left_)) return fail("Content-Length is no number"), false;
        has_length_ = true;
    } else if (name == "transfer-encoding") {
        if (chunked_ || to_lower(value) != "chunked") return fail("Transfer-Encoding is not 'chunked'"), false;
        chunked_ = true;
    } else if (name == "connection" && list_has(value, "close")) {
        keep_alive_ = false;
    }
    return true;
}

void ResponseReader::choose_framing() {
    if (chunked_ && has_length_) return fail("both Content-Length and Transfer-Encoding");
    const int status = response_.status;
    if (status == 101) return fail("it switches protocols without having been asked");
    if (status < 200) {  // 100 Continue and its like: the answer follows
        const bool answers_head = answers_head_;
        start(answers_head);
        started_ = true;
        return;
    }
    if (answers_head_ || status == 204 || status == 304) return end();
    if (chunked_) {
        state_ = State::chunk_size;
    } else if (has_length_) {
        if (left_ > limits_.max_body_bytes) return fail_size("its body is too large");
        response_.body.reserve(static_cast<std::size_t>(left_));
        state_ = State::body;
        if (left_ == 0) end();
    } else {
        keep_alive_ = false;
        left_ = limits_.max_body_bytes;
        state_ = State::until_close;
    }
}

std::size_t ResponseReader::feed_body(std::string_view bytes) {
    const auto part = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
    response_.body.append(part);
    left_ -= part.size();
    if (state_ == State::until_close) {
        if (part.size() < bytes.size()) fail_size("its body is too large");
    } else if (left_ == 0) {
        if (state_ == State::body)
            end();
        else
            state_ = State::chunk_end;
    }
    return part.size();
}

/// Lines between chunks: sizes, the empty line behind data, trailer fields.
std::size_t ResponseReader::feed_line(std::string_view bytes) {
    const auto feed_end = bytes.find('\n');
    const auto part = bytes.substr(0, feed_end == std::string_view::npos ? bytes.size() : feed_end + 1);
    const std::size_t limit = state_ == State::trailer ? limits_.max_header_bytes : max_line_bytes;
    if (partial_.size() + part.size() > limit) return fail("a line between chunks is too long"), part.size();
    partial_ += part;
    if (feed_end == std::string_view::npos) return part.size();
    if (!partial_.ends_with("\r\n")) return fail("a line ends without a carriage return"), part.size();
    const std::string line = partial_.substr(0, partial_.size() - 2);
    partial_.clear();
    if (state_ == State::chunk_size) {
        read_chunk_size(line);
    } else if (state_ == State::chunk_end) {
        if (!line.empty()) return fail("a chunk is longer than its size"), part.size();
        state_ = State::chunk_size;
    } else if (line.empty()) {
        end();
    } else {  // a trailer field: checked and left out
        trailer_bytes_ += part.size();
        const auto colon = line.find(':');
        if (trailer_bytes_ > limits_.max_header_bytes) return fail_size("its trailer is too large"), part.size();
        if (colon == std::string::npos || !is_token(std::string_view(line).substr(0, colon)) || !is_field_text(line))
            return fail("a trailer field is malformed"), part.size();
    }
    return part.size();
}

void ResponseReader::read_chunk_size(std::string_view line) {
    const auto digits = trim(line.substr(0, line.find(';')));
    if (!parse_hexadecimal(digits, left_)) return fail("a chunk's size is no hexadecimal number");
    if (!is_field_text(line)) return fail("a chunk's extension holds a control byte");
    if (left_ > limits_.max_body_bytes - response_.body.size()) return fail_size("its body is too large");
    state_ = left_ == 0 ? State::trailer : State::chunk_data;
}

void ResponseReader::end() { state_ = State::done; }

}  // namespace antiphon::net
