#include "settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/log.h"
#include "antiphon/net/url.h"

namespace antiphon::runtime {
namespace {

constexpr std::string_view rpc_path = "/rpc";  // where services answer, unless an address says otherwise

template <class N>
bool read_number(std::string_view text, N& out) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failed == std::errc() && end == text.data() + text.size();
}

std::string take_port(const std::string& text, std::uint16_t& out) {
    return read_number(text, out) ? "" : "expected a port from 0 to 65535 (0: any free one)";
}

/// Instance and service names become parts of keys, URLs and log lines.
std::string take_name(const std::string& text, std::string& out) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    };
    if (text.empty() || text.size() > limits::max_name_bytes || !std::all_of(text.begin(), text.end(), fits))
        return "expected letters, digits, '_', '-' and '.'";
    out = text;
    return "";
}

std::string take_text(const std::string& text, std::string& out) {
    if (text.empty()) return "expected some text";
    out = text;
    return "";
}

std::string take_switch(const std::string& text, bool& out) {
    if (text == "true" || text == "1" || text == "yes" || text == "on")
        out = true;
    else if (text == "false" || text == "0" || text == "no" || text == "off")
        out = false;
    else
        return "expected true or false";
    return "";
}

std::string take_duration(const std::string& text, std::chrono::milliseconds& out) {
    const auto duration = parse_duration(text);
    if (!duration) return "expected a duration such as 500ms, 30s or 5m";
    out = *duration;
    return "";
}

std::string take_channel(const std::string& text, std::map<std::string, std::string>& out) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || text.compare(equals + 1, 7, "http://") != 0)
        return "expected SERVICE=http://HOST:PORT";
    out[text.substr(0, equals)] = net::with_path(text.substr(equals + 1), rpc_path);
    return "";
}

std::string take_url(const std::string& text, std::string& out) {
    if (!text.starts_with("http://")) return "expected http://HOST:PORT";
    out = net::with_path(text, rpc_path);
    return "";
}

std::string take_log_level(const std::string& text, std::string& out) {
    try {
        log::parse_level(text);
    } catch (const Error& error) {
        return error.what();
    }
    out = text;
    return "";
}

const std::array<Setting, 17> table{{
    {{"name", "NAME", "", "what this program is called in logs, metrics and events"},
     false,
     [](Config& c, const std::string& t) { return take_name(t, c.name); }},
    {{"instance", "ID", "", "unique among the instances of this program; made when not given"},
     false,
     [](Config& c, const std::string& t) { return take_name(t, c.instance); }},
    {{"bind", "ADDRESS", "127.0.0.1", "address to serve calls on"},
     false,
     [](Config& c, const std::string& t) { return take_text(t, c.bind); }},
    {{"port", "PORT", "8000", "port to serve calls on; 0 takes any free one"},
     false,
     [](Config& c, const std::string& t) { return take_port(t, c.port); }},
    {{"admin-bind", "ADDRESS", "127.0.0.1",
      "address of /livez, /readyz and /metrics; beyond loopback it needs a token"},
     false,
     [](Config& c, const std::string& t) { return take_text(t, c.admin_bind); }},
    {{"admin-port", "PORT", "port + 1000", "port of /livez, /readyz and /metrics; 0 takes any free one"},
     false,
     [](Config& c, const std::string& t) { return take_port(t, c.admin_port.emplace()); }},
    {{"admin-token-file", "FILE", "", "secret of at least 32 bytes that /metrics and documents want as Bearer token"},
     false,
     [](Config& c, const std::string& t) { return take_text(t, c.admin_token_file); }},
    {{"advertise", "URL", "http://BIND:PORT/rpc", "where other programs reach this instance"},
     false,
     [](Config& c, const std::string& t) { return take_url(t, c.advertise); }},
    {{"redis", "URL", "redis://127.0.0.1:6379", "events, state and registry; 'none' serves calls alone"},
     false,
     [](Config& c, const std::string& t) { return take_text(t, c.redis); }},
    {{"prefix", "TEXT", "antiphon", "begins every name in Redis"},
     false,
     [](Config& c, const std::string& t) { return take_name(t, c.prefix); }},
    {{"key-file", "FILE", "", "secret of at least 32 bytes, shared with the gateways, that proves who calls"},
     false,
     [](Config& c, const std::string& t) { return take_text(t, c.key_file); }},
    {{"development", "", "false", "take users' tokens here too, signed with the key file, without aud and iss"},
     false,
     [](Config& c, const std::string& t) { return take_switch(t, c.development); }},
    {{"channel", "SERVICE=URL", "", "call this service there instead of asking the registry; may be repeated"},
     true,
     [](Config& c, const std::string& t) { return take_channel(t, c.channels); }},
    {{"workers", "NUMBER", "twice the cores, at least 4", "threads that run handlers"},
     false,
     [](Config& c, const std::string& t) -> std::string {
         return read_number(t, c.workers) && c.workers >= 1 && c.workers <= 1024 ? "" : "expected 1 to 1024";
     }},
    {{"drain-timeout", "TIME", "30s", "how long calls in flight may take after SIGTERM"},
     false,
     [](Config& c, const std::string& t) { return take_duration(t, c.drain_timeout); }},
    {{"log-level", "LEVEL", "info", "trace, debug, info, warning, error or off"},
     false,
     [](Config& c, const std::string& t) { return take_log_level(t, c.log_level); }},
    {{"config", "FILE", "", "read settings from this file: lines such as port = 8101"}, false, nullptr},
}};

}  // namespace

std::span<const Setting> settings() { return table; }

std::span<const OptionInfo> options() {
    static const std::vector<OptionInfo> infos = [] {
        std::vector<OptionInfo> all;
        for (const auto& setting : table) all.push_back(setting.info);
        return all;
    }();
    return infos;
}

std::string OptionInfo::environment() const {
    std::string text = "ANTIPHON_";
    for (const char c : name) text += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::uint16_t Config::effective_admin_port() const noexcept {
    if (admin_port) return *admin_port;
    return port == 0 || port > 64535 ? std::uint16_t{0} : static_cast<std::uint16_t>(port + 1000);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    constexpr std::int64_t most = 366 * 24;  // hours
    if (failed != std::errc() || number < 0) return std::nullopt;
    if (unit == "ms" && number <= most * 3600000) return std::chrono::milliseconds(number);
    if (unit == "s" && number <= most * 3600) return std::chrono::seconds(number);
    if (unit == "m" && number <= most * 60) return std::chrono::minutes(number);
    if (unit == "h" && number <= most) return std::chrono::hours(number);
    return std::nullopt;
}

}  // namespace antiphon::runtime
