#include "antiphon/net/url.h"

#include <algorithm>
#include <charconv>

#include "antiphon/base/error.h"

namespace antiphon::net {
namespace {

[[noreturn]] void fail(std::string_view text, std::string_view reason) {
    throw Error(ErrorKind::invalid, Code::invalid_request,
                "'" + std::string(text) + "' is no URL that can be used: " + std::string(reason));
}

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" || scheme == "wss" ? 443 : 80; }

std::uint16_t parse_port(std::string_view url, std::string_view text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0 || number > 65535)
        fail(url, "the port must be a number from 1 to 65535, found '" + std::string(text) + "'");
    return static_cast<std::uint16_t>(number);
}

bool is_visible(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) return false;
    return true;
}

std::string read_scheme(std::string_view url, std::size_t end) {
    std::string scheme;
    for (const char c : url.substr(0, end)) scheme += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss")
        fail(url, "expected http, https, ws or wss, found '" + scheme + "'");
    return scheme;
}

/// `host`, `host:8080`, `[::1]`, `[::1]:8080`
void read_authority(std::string_view url, std::string_view authority, Url& out) {
    if (authority.find('@') != std::string_view::npos) fail(url, "user info has no place in it");
    std::string_view rest;
    if (!authority.empty() && authority.front() == '[') {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) fail(url, "'[' without ']'");
        out.host = authority.substr(1, close - 1);
        rest = authority.substr(close + 1);
    } else {
        const auto colon = authority.find(':');
        out.host = authority.substr(0, colon);
        rest = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
    }
    if (out.host.empty()) fail(url, "it names no host");
    if (rest.empty()) return;
    if (rest.front() != ':') fail(url, "expected ':' and a port, found '" + std::string(rest) + "'");
    out.port = parse_port(url, rest.substr(1));
}

}  // namespace

Url Url::parse(std::string_view text) {
    if (!is_visible(text)) fail(text, "white space, control and non-ASCII characters must be percent-encoded");
    const auto colon = text.find("://");
    if (colon == std::string_view::npos) fail(text, "expected scheme://host");
    Url url;
    url.scheme = read_scheme(text, colon);
    url.port = default_port(url.scheme);
    std::string_view rest = text.substr(colon + 3);
    const auto slash = rest.find_first_of("/?#");
    read_authority(text, rest.substr(0, slash), url);
    if (slash == std::string_view::npos) return url;
    rest = rest.substr(slash);
    rest = rest.substr(0, rest.find('#'));
    url.target = rest.empty() || rest.front() != '/' ? "/" + std::string(rest) : std::string(rest);
    return url;
}

std::string with_path(std::string url, std::string_view path) {
    const auto scheme = url.find("://");
    const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t end = std::min(url.find_first_of("/?#", host), url.size());
    if (end == url.size() || url[end] != '/') url.insert(end, path);
    return url;
}

std::string Url::authority() const {
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != default_port(scheme)) text += ":" + std::to_string(port);
    return text;
}

}  // namespace antiphon::net
