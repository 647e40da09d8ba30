#include "handshake.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "antiphon/base/error.h"
#include "antiphon/net/http_text.h"

namespace antiphon::ws {
namespace {

std::size_t count(const RequestHead& head, std::string_view name) {
    std::size_t found = 0;
    for (const auto& [key, value] : head.headers())
        if (net::same_text(key, name)) ++found;
    return found;
}

/// 16 bytes in base64: 22 characters and two '='. The last character carries 2 bits.
bool is_key(std::string_view key) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (key.size() != 24 || !key.ends_with("==")) return false;
    return key.substr(0, 22).find_first_not_of(alphabet) == std::string_view::npos;
}

}  // namespace

int check_handshake(const RequestHead& head) {
    if (head.method() != "GET" || head.http_1_0()) return 400;
    if (count(head, "sec-websocket-version") != 1 || head.header("sec-websocket-version") != "13") return 426;
    if (count(head, "sec-websocket-key") != 1 || !is_key(head.header("sec-websocket-key"))) return 400;
    for (const auto& [name, value] : head.headers())
        if (net::same_text(name, "sec-websocket-protocol"))
            for (const auto protocol : split_list(value))
                if (!net::is_token(protocol)) return 400;
    return 101;
}

std::string accept_key(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::array<unsigned char, 32> encoded;
    const int size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

std::string write_switch(const Upgrade& upgrade, const Decision& decision) {
    std::string out =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    out += accept_key(upgrade.head.header("sec-websocket-key"));
    out += "\r\n";
    if (!decision.subprotocol.empty()) {
        const auto offered = upgrade.subprotocols();
        if (std::find(offered.begin(), offered.end(), decision.subprotocol) == offered.end())
            throw Error(ErrorKind::internal, Code::internal_error,
                        "subprotocol '" + decision.subprotocol + "' was chosen but not offered");
        out.append("Sec-WebSocket-Protocol: ").append(decision.subprotocol).append("\r\n");
    }
    for (const auto& [name, value] : decision.headers) {
        if (!net::is_token(name) || !net::is_field_text(value))
            throw Error(ErrorKind::internal, Code::internal_error, "header '" + name + "' can not be written");
        out.append(name).append(": ").append(value).append("\r\n");
    }
    return out += "\r\n";
}

}  // namespace antiphon::ws
