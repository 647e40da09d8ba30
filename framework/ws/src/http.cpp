#include "antiphon/ws/http.h"

#include "antiphon/net/http_text.h"

namespace antiphon::ws {

std::string_view RequestHead::path() const noexcept {
    const auto text = target();
    return text.substr(0, text.find('?'));
}

std::string_view RequestHead::query() const noexcept {
    const auto text = target();
    const auto mark = text.find('?');
    return mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
}

std::string_view RequestHead::header(std::string_view name) const noexcept {
    for (const auto& field : fields_)
        if (net::same_text(at(field.name), name)) return at(field.value);
    return {};
}

std::string RequestHead::header_list(std::string_view name) const {
    std::string joined;
    for (const auto& field : fields_) {
        if (!net::same_text(at(field.name), name)) continue;
        if (!joined.empty()) joined += ", ";
        joined += at(field.value);
    }
    return joined;
}

std::vector<std::pair<std::string_view, std::string_view>> RequestHead::headers() const {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    all.reserve(fields_.size());
    for (const auto& field : fields_) all.emplace_back(at(field.name), at(field.value));
    return all;
}

std::vector<std::string_view> Upgrade::subprotocols() const {
    std::vector<std::string_view> offered;
    for (const auto& [name, value] : head.headers())
        if (net::same_text(name, "sec-websocket-protocol"))
            for (const auto protocol : split_list(value)) offered.push_back(protocol);
    return offered;
}

std::vector<std::string_view> split_list(std::string_view value) {
    std::vector<std::string_view> elements;
    while (!value.empty()) {
        const auto comma = value.find(',');
        const auto element = net::trim(value.substr(0, comma));
        if (!element.empty()) elements.push_back(element);
        if (comma == std::string_view::npos) break;
        value.remove_prefix(comma + 1);
    }
    return elements;
}

std::string_view status_text(int status) noexcept {
    switch (status) {
        case 100:
            return "Continue";
        case 101:
            return "Switching Protocols";
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 426:
            return "Upgrade Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Status";
    }
}

}  // namespace antiphon::ws
