#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace antiphon::net {

/// `http://127.0.0.1:8101/rpc?x=1`: an absolute URL of the schemes http, https, ws and wss.
struct Url {
    std::string scheme;        ///< lower case
    std::string host;          ///< without brackets: `::1`, not `[::1]`
    std::uint16_t port = 0;    ///< the scheme's default when the text names none
    std::string target = "/";  ///< path and query as they go into the request line; a fragment is left out

    bool secure() const noexcept { return scheme == "https" || scheme == "wss"; }
    /// As in a Host header: `[::1]:8101`, or without the port when it is the scheme's own.
    std::string authority() const;

    /// Throws Error(invalid) that says what is wrong. User info (`user:pass@`) is refused.
    static Url parse(std::string_view text);
    friend bool operator==(const Url&, const Url&) = default;
};

/// `http://127.0.0.1:8101/rpc` of `http://127.0.0.1:8101` and `/rpc`; an address that has a path, be it `/`, keeps it.
std::string with_path(std::string url, std::string_view path);

}  // namespace antiphon::net
