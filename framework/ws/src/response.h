#pragma once
#include <string>

#include "antiphon/ws/http.h"

namespace antiphon::ws {

struct ResponseForm {
    bool keep_alive = true;
    bool without_body = false;    ///< answers HEAD: the length is told, the body left out
    bool without_length = false;  ///< a stream, which ends with the connection
};

/// Status line and header fields, up to and with the empty line. Fields that can not be written (a line break in them)
/// are a defect of the application: throws Error(internal).
std::string write_response_head(const HttpResponse& response, const ResponseForm& form, std::string_view date_header);

/// A whole response of the endpoint's own: plain text, then the connection closes.
std::string write_refusal(int status, std::string_view reason, std::string_view date_header);

}  // namespace antiphon::ws
