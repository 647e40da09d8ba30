#include "antiphon/redis/options.h"

#include <charconv>

#include "antiphon/base/error.h"

namespace antiphon::redis {

namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw Error(
        ErrorKind::invalid, Code::invalid_params,
        "Redis address: " + what + "; expected redis://[user:password@]host[:port][/db] or unix:/path/to/socket");
}

int number(std::string_view text, int least, int most, const char* what) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
        // Without the text: where a '/' in a password was not encoded, it may be a part of that.
        refuse(std::string("the ") + what + " is not a number from " + std::to_string(least) + " to " +
               std::to_string(most));
    }
    return value;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        if (i + 2 >= text.size()) refuse("a '%' is not followed by two hexadecimal digits");
        const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
        if (error != std::errc() || end != text.data() + i + 3)
            refuse("a '%' is not followed by two hexadecimal digits");
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

}  // namespace

Options Options::from_url(std::string_view url) {
    Options options;
    if (url.starts_with("unix:")) {
        options.unix_socket = url.substr(5);
        if (options.unix_socket.starts_with("//")) options.unix_socket.erase(0, 2);
        if (options.unix_socket.empty()) refuse("there is no path");
        return options;
    }
    constexpr std::string_view scheme = "redis://";
    if (!url.starts_with(scheme)) refuse("it does not begin with redis:// or unix:");
    std::string_view rest = url.substr(scheme.size());
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        if (const auto db = rest.substr(slash + 1); !db.empty()) options.db = number(db, 0, 65535, "database");
        rest = rest.substr(0, slash);
    }
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        const std::string_view credentials = rest.substr(0, at);
        const auto colon = credentials.find(':');
        if (colon == std::string_view::npos) refuse("the credentials are not user:password");
        options.user = decoded(credentials.substr(0, colon));
        options.password = Secret(decoded(credentials.substr(colon + 1)));
        rest = rest.substr(at + 1);
    }
    std::size_t colon = rest.rfind(':');
    if (rest.starts_with('[')) {
        const auto bracket = rest.find(']');
        if (bracket == std::string_view::npos) refuse("a '[' without ']'");
        options.host = rest.substr(1, bracket - 1);
        if (bracket + 1 == rest.size())
            colon = std::string_view::npos;
        else if (rest[bracket + 1] != ':')
            refuse("something other than a port follows ']'");
        else
            colon = bracket + 1;
    } else {
        options.host = rest.substr(0, colon);
    }
    if (options.host.empty()) refuse("there is no host");
    if (colon != std::string_view::npos)
        options.port = static_cast<std::uint16_t>(number(rest.substr(colon + 1), 1, 65535, "port"));
    return options;
}

std::string Options::text() const {
    const std::string where = unix_socket.empty() ? host + ':' + std::to_string(port) : unix_socket;
    return db == 0 ? where : where + '/' + std::to_string(db);
}

}  // namespace antiphon::redis
