#include "head_reader.h"

#include <utility>

#include "antiphon/net/http_text.h"

namespace antiphon::ws {
using net::is_field_text;
using net::is_target;
using net::is_token;
using net::list_has;
using net::same_text;
using net::trim;

namespace {
constexpr std::size_t max_method_bytes = 32;
constexpr std::size_t version_bytes = 8;
constexpr std::size_t max_length_digits = 18;  // fits 64 bits without a look

bool is_plain(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x20 && code != 0x7f;
}

bool is_host(std::string_view text) {
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && std::string_view(".-_:[]%").find(c) == std::string_view::npos) return false;
    }
    return !text.empty();
}
}  // namespace

bool HeadReader::refuse(int status, const char* reason) {
    status_ = status;
    reason_ = reason;
    return false;
}

std::size_t HeadReader::feed(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && !done_ && status_ == 0) {
        if (!scan(bytes[used++])) break;
        while (used < bytes.size() && !line_is_empty_ && last_ != '\r' && is_plain(bytes[used])) last_ = bytes[used++];
    }
    const std::size_t room = limits_->max_header_bytes - std::min(limits_->max_header_bytes, head_.bytes_.size());
    if (status_ == 0 && used > room) {
        refuse(431, "the header is too large");
    } else if (status_ == 0) {
        head_.bytes_.append(bytes.substr(0, used));
        if (in_request_line_ && head_.bytes_.size() > limits_->max_url_bytes + max_method_bytes + version_bytes + 4)
            refuse(414, "the target is too long");
        if (done_) parse();
    }
    return used;
}

/// What can be refused by a byte and the one before it, so that nothing malformed is ever waited on.
bool HeadReader::scan(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    const char last = std::exchange(last_, byte);
    if (last == '\r' && byte != '\n') return refuse(400, "a carriage return without a line feed");
    if (byte == '\n') {
        if (last != '\r') return refuse(400, "a line feed without a carriage return");
        if (line_is_empty_ && in_request_line_) return refuse(400, "an empty line before the request");
        done_ = line_is_empty_;
        line_is_empty_ = true;
        in_request_line_ = false;
        return true;
    }
    if (byte == '\r') return true;
    if (line_is_empty_ && (byte == ' ' || byte == '\t')) return refuse(400, "a line begins with white space");
    if ((code < 0x20 && byte != '\t') || code == 0x7f) return refuse(400, "a control byte");
    line_is_empty_ = false;
    return true;
}

RequestHead::Range HeadReader::range(std::string_view part) const noexcept {
    return {static_cast<std::uint16_t>(part.data() - head_.bytes_.data()), static_cast<std::uint16_t>(part.size())};
}

void HeadReader::parse() {
    std::string_view rest = head_.bytes_;
    Seen seen;
    for (bool first = true; rest.size() > 2; first = false) {
        const auto end = rest.find("\r\n");
        const auto line = rest.substr(0, end);
        if (!(first ? parse_request_line(line) : parse_field(line, seen))) return;
        rest.remove_prefix(end + 2);
    }
    decide_framing(seen);
}

bool HeadReader::parse_request_line(std::string_view line) {
    const auto space = line.find(' ');
    const auto method = line.substr(0, space);
    if (space == std::string_view::npos || !is_token(method) || method.size() > max_method_bytes)
        return refuse(400, "the request line has no method");
    const auto rest = line.substr(space + 1);
    const auto second = rest.find(' ');
    if (second == std::string_view::npos) return refuse(400, "the request line has no version");
    const auto target = rest.substr(0, second);
    if (target.size() > limits_->max_url_bytes) return refuse(414, "the target is too long");
    if (!is_target(target) || target.find('#') != std::string_view::npos ||
        (target.front() != '/' && !(target == "*" && method == "OPTIONS")))
        return refuse(400, "the target is no path");
    head_.method_ = range(method);
    head_.target_ = range(target);
    return parse_version(rest.substr(second + 1));
}

bool HeadReader::parse_version(std::string_view version) {
    if (version == "HTTP/1.1") return true;
    if (version == "HTTP/1.0") {
        head_.http_1_0_ = true;
        framing_.keep_alive = false;
        return true;
    }
    const bool is_version = version.size() == version_bytes && version.starts_with("HTTP/") && version[6] == '.' &&
                            version[5] >= '0' && version[5] <= '9' && version[7] >= '0' && version[7] <= '9';
    return is_version ? refuse(505, "only HTTP/1.1 and HTTP/1.0") : refuse(400, "the version is none");
}

bool HeadReader::parse_field(std::string_view line, Seen& seen) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return refuse(400, "a header field has no colon");
    const auto name = line.substr(0, colon);
    if (!is_token(name)) return refuse(400, "the name of a header field is none");
    if (head_.fields_.size() >= limits_->max_headers) return refuse(431, "too many header fields");
    auto value = trim(line.substr(colon + 1));
    if (value.empty()) value = line.substr(line.size());  // a place inside the head
    head_.fields_.push_back({range(name), range(value)});
    return note_field(name, value, seen);
}

bool HeadReader::note_field(std::string_view name, std::string_view value, Seen& seen) {
    if (same_text(name, "host")) {
        if (++seen.hosts > 1) return refuse(400, "Host is repeated");
        if (!is_host(value)) return refuse(400, "Host is none");
    } else if (same_text(name, "content-length")) {
        if (++seen.lengths > 1) return refuse(400, "Content-Length is repeated");
        if (value.size() > max_length_digits || !net::parse_decimal(value, framing_.content_length))
            return refuse(400, "Content-Length is no number");
    } else if (same_text(name, "transfer-encoding")) {
        if (++seen.encodings > 1) return refuse(400, "Transfer-Encoding is repeated");
        if (!same_text(value, "chunked")) return refuse(400, "Transfer-Encoding is not 'chunked'");
        framing_.chunked = true;
    } else if (same_text(name, "connection")) {
        seen.connection_close = seen.connection_close || list_has(value, "close");
        seen.connection_upgrade = seen.connection_upgrade || list_has(value, "upgrade");
    } else if (same_text(name, "upgrade")) {
        seen.websocket = seen.websocket || list_has(value, "websocket");
    } else if (same_text(name, "expect")) {
        if (!same_text(value, "100-continue")) return refuse(417, "Expect is not '100-continue'");
        framing_.expects_continue = !head_.http_1_0_;
    }
    return true;
}

bool HeadReader::decide_framing(const Seen& seen) {
    if (seen.hosts == 0 && !head_.http_1_0_) return refuse(400, "Host is missing");
    if (framing_.chunked && seen.lengths > 0) return refuse(400, "both Content-Length and Transfer-Encoding");
    if (framing_.chunked && head_.http_1_0_) return refuse(400, "Transfer-Encoding in HTTP/1.0");
    if (framing_.content_length > limits_->max_body_bytes) return refuse(413, "the body is too large");
    if (seen.connection_close) framing_.keep_alive = false;
    framing_.websocket = seen.websocket && seen.connection_upgrade && !head_.http_1_0_;
    if ((seen.websocket || seen.connection_upgrade) && framing_.has_body())
        return refuse(400, "an upgrade with a body");
    return true;
}

}  // namespace antiphon::ws
