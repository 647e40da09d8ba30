#pragma once
// The configuration of a service. Each setting has one name in three places: flag `--admin-port`, environment
// `ANTIPHON_ADMIN_PORT`, config file `admin-port = 9101`. A flag wins over the environment, that over the file, that
// over the default. docs/configuration.md lists all; a test compares it with options().

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::runtime {

/// A setting of the program's own, beside those of every service: `{"catalogue", "FILE", "what is sold"}` is
/// `--catalogue FILE`, `ANTIPHON_CATALOGUE` and `catalogue =`.
struct Flag {
    std::string name;
    std::string placeholder = "TEXT";
    std::string help;
    std::string value;  ///< the default; afterwards what was configured
};

struct Config {
    std::string name;      ///< in logs, event sources and metrics; the program's file name when empty
    std::string instance;  ///< unique among its like; made when empty
    std::string bind = "127.0.0.1";
    std::uint16_t port = 8000;  ///< 0: any free one
    std::string admin_bind = "127.0.0.1";
    std::optional<std::uint16_t> admin_port;  ///< port + 1000 when not given; 0: any free one
    std::string admin_token_file;             ///< what the admin port wants to see; empty: nothing, on loopback only
    std::string advertise;                    ///< URL under which others reach this instance; made from bind and port
    std::string redis = "redis://127.0.0.1:6379";  ///< URL, or `none`
    std::string prefix = "antiphon";
    std::string key_file;  ///< secret of ≥ 32 bytes shared with the gateway: signs and verifies who calls
    bool development = false;
    std::map<std::string, std::string> channels;  ///< service → URL, past the registry
    unsigned workers = 0;                         ///< threads for handlers; 0: twice the cores, at least 4
    std::chrono::milliseconds drain_timeout{30000};
    std::string log_level = "info";
    std::vector<Flag> flags;

    bool uses_redis() const noexcept { return redis != "none"; }
    std::uint16_t effective_admin_port() const noexcept;
};

/// One setting, as help, documents and completion show it.
struct OptionInfo {
    std::string_view name;         ///< without dashes
    std::string_view placeholder;  ///< "PORT"; empty for a switch
    std::string_view fallback;     ///< the default as text; may be empty
    std::string_view help;
    std::string environment() const;  ///< `ANTIPHON_ADMIN_PORT`
};

/// Every setting of every service, in the order of --help.
std::span<const OptionInfo> options();

/// What to do with the command line: go on with `config`, or print `text` (to standard output when exit_code is 0, to
/// standard error otherwise) and exit.
struct Parsed {
    std::optional<Config> config;
    int exit_code = 0;
    std::string text;
};

/// Reads command line, environment and config file, in this order of precedence, over `defaults`. `environment` answers
/// with nothing for a variable that is not set.
Parsed parse(std::span<const std::string> arguments, const std::string& program, Config defaults,
             const std::function<std::optional<std::string>(const std::string&)>& environment);

/// "1500ms", "30s", "10m", "24h"; nothing for anything else.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace antiphon::runtime
