#pragma once
// Raw requests and what the endpoint must say to them, for the reader alone and for a server on a port.

#include <string>
#include <vector>

namespace antiphon::ws::testing {

struct RawRequest {
    const char* name;
    std::string text;
    int status;  ///< 0: it is fine
};

inline std::string upgrade(const std::string& more = "", const std::string& behind = "") {
    return "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           more + "\r\n" + behind;
}

inline std::string post(const std::string& fields, const std::string& body) {
    return "POST /rpc HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

/// Heads alone decide about these. Behind each refused one stands what a smuggler would hope to be read as a second
/// request.
inline std::vector<RawRequest> raw_requests() {
    using namespace std::string_literals;
    const std::string smuggled = "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n";
    return {
        // ambiguous framing
        {"LengthWithEncoding", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
         400},
        {"EncodingWithLength", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + smuggled),
         400},
        {"TwoLengthsThatDiffer", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!"), 400},
        {"TwoLengthsAlike", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"LengthList", post("Content-Length: 5, 5\r\n", "hello"), 400},
        {"LengthWithPlus", post("Content-Length: +5\r\n", "hello"), 400},
        {"LengthNegative", post("Content-Length: -1\r\n", ""), 400},
        {"LengthHexadecimal", post("Content-Length: 0x5\r\n", "hello"), 400},
        {"LengthEmpty", post("Content-Length:\r\n", ""), 400},
        {"LengthOverflows", post("Content-Length: 18446744073709551621\r\n", "hello"), 400},
        {"EncodingIdentity", post("Transfer-Encoding: identity\r\n", smuggled), 400},
        {"EncodingGzipChunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
        {"EncodingTwice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"EncodingObscured",
         post("Transfer-Encoding: \x0b"
              "chunked\r\n",
              "0\r\n\r\n"),
         400},
        {"EncodingQuoted", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 400},
        {"EncodingInHttp10", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"SpaceBeforeColon", post("Content-Length : 5\r\n", "hello"), 400},
        {"SpaceBeforeEncodingColon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
        {"FoldedField", post("X: a\r\n Content-Length: 5\r\n", ""), 400},
        {"FoldedWithTab", post("X: a\r\n\tb\r\n", ""), 400},
        {"FirstFieldFolded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"BareLineFeed", "GET / HTTP/1.1\nHost: a\n\n", 400},
        {"BareLineFeedInField", "GET / HTTP/1.1\r\nHost: a\r\nX: y\nZ: z\r\n\r\n", 400},
        {"BareLineFeedAtTheEnd", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
        {"BareCarriageReturn", "GET / HTTP/1.1\r\nHost: a\r\nX: y\rZ: z\r\n\r\n", 400},
        {"CarriageReturnTwice", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", 400},
        {"Nul", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s, 400},
        {"ControlByte",
         "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01"
         "b\r\n\r\n",
         400},
        {"Delete",
         "GET / HTTP/1.1\r\nHost: a\r\nX: a\x7f"
         "b\r\n\r\n",
         400},
        // Host
        {"NoHost", "GET / HTTP/1.1\r\n\r\n", 400},
        {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"TwoHostsAlike", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"EmptyHost", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"HostWithPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"HostList", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        // request line
        {"EmptyLineFirst", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"NoVersion", "GET /\r\nHost: a\r\n\r\n", 400},
        {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"TabForSpace", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"SpaceInTarget", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"SpaceBehind", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
        {"VersionInLowerCase", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"Version12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
        {"Version20", "PRI * HTTP/2.0\r\n\r\n", 400},
        {"Version2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"Version111", "GET / HTTP/1.11\r\nHost: a\r\n\r\n", 400},
        {"AbsoluteTarget", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"ConnectTarget", "CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"FragmentInTarget", "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"TargetNotAscii", "GET /\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"MethodNoToken", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"Tls", "\x16\x03\x01\x02\x01", 400},
        // fields
        {"NoColon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400},
        {"EmptyName", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400},
        {"NameNoToken", "GET / HTTP/1.1\r\nHost: a\r\nX(y): x\r\n\r\n", 400},
        {"ExpectOther", post("Expect: miracles\r\nContent-Length: 1\r\n", ""), 417},
        // upgrades
        {"UpgradeWithLength", upgrade("Content-Length: 5\r\n", "hello"), 400},
        {"UpgradeChunked", upgrade("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"OtherUpgradeWithBody", post("Upgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 5\r\n", "hello"), 400},
        // limits
        {"BodyAboveTheLimit", post("Content-Length: 1048577\r\n", ""), 413},
        {"TargetAboveTheLimit", "GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"TargetWithoutEnd", "GET /" + std::string(9000, 'a'), 414},
        {"HeaderAboveTheLimit", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16384, 'x') + "\r\n\r\n", 431},
        // fine
        {"Plain", "GET /a?b=c HTTP/1.1\r\nHost: a:8080\r\n\r\n", 0},
        {"Http10WithoutHost", "GET / HTTP/1.0\r\n\r\n", 0},
        {"OptionsStar", "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0},
        {"EmptyValueAndTab", "GET / HTTP/1.1\r\nHost:\ta\t\r\nX:\r\nY: a\tb\r\n\r\n", 0},
        {"BytesAbove127InValue", "GET / HTTP/1.1\r\nHost: a\r\nX: \xC3\xA9\r\n\r\n", 0},
        {"TargetAtTheLimit", "GET /" + std::string(8191, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 0},
    };
}

}  // namespace antiphon::ws::testing
