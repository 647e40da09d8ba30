#include "response.h"

#include "antiphon/base/error.h"
#include "antiphon/net/http_text.h"

namespace antiphon::ws {
namespace {

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

void append_status_line(std::string& out, int status) {
    out.append("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(status_text(status)).append("\r\n");
}

}  // namespace

std::string write_response_head(const HttpResponse& response, const ResponseForm& form, std::string_view date_header) {
    std::string out;
    out.reserve(256);
    append_status_line(out, response.status);
    out += date_header;
    for (const auto& [name, value] : response.headers) {
        if (!net::is_token(name) || !net::is_field_text(value))
            throw Error(ErrorKind::internal, Code::internal_error, "header '" + name + "' can not be written");
        out.append(name).append(": ").append(value).append("\r\n");
    }
    if (!form.without_length && !has_no_body(response.status))
        out.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    if (!form.keep_alive) out += "Connection: close\r\n";
    return out += "\r\n";
}

std::string write_refusal(int status, std::string_view reason, std::string_view date_header) {
    HttpResponse response{status, {{"Content-Type", "text/plain; charset=utf-8"}}, {}, {}};
    if (status == 426) response.headers.emplace_back("Sec-WebSocket-Version", "13");
    if (status == 429 || status == 503) response.headers.emplace_back("Retry-After", "1");
    response.body.append(reason).append("\n");
    auto out = write_response_head(response, {.keep_alive = false}, date_header);
    return out += response.body;
}

}  // namespace antiphon::ws
