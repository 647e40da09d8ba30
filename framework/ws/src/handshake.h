#pragma once
#include <string>

#include "antiphon/ws/http.h"

namespace antiphon::ws {

/// What RFC 6455 section 4.2.1 says about this request. 101: it is a proper handshake; else the status to refuse with
/// (400, or 426 for another version).
int check_handshake(const RequestHead& head);

/// Sec-WebSocket-Accept for a key: base64 of SHA-1 of the key and the RFC's fixed text.
std::string accept_key(std::string_view key);

/// The 101 response. Throws Error(internal) when the decision names a protocol that was not offered, or a header that
/// can not be written: both are defects of the application.
std::string write_switch(const Upgrade& upgrade, const Decision& decision);

}  // namespace antiphon::ws
