// The gateway as a program: flags, keys, signals around framework/gateway.

#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/base/log.h"
#include "antiphon/base/uuid.h"
#include "antiphon/gateway/gateway.h"
#include "antiphon/runtime/config.h"

namespace {

using antiphon::Error;
using antiphon::runtime::Config;
namespace limits = antiphon::limits;

Config defaults() {
    Config config;
    config.name = "gateway";
    config.port = 8080;
    config.flags = {
        {"web", "FOLDER", "Serve the files of this folder at / (for development).", ""},
        {"origin", "LIST",
         "Web pages that may connect: https://app.example,https://*.shop.example. "
         "Without it only pages that came from here.",
         ""},
        {"issuer", "URL", "The `iss` that tokens must have.", ""},
        {"audience", "NAME", "The `aud` that tokens must have.", ""},
        {"token-keys", "FILE",
         "Keys that users' tokens are verified with (PEM, JWK or JWK Set); default: the key file.", ""},
        {"anonymous", "yes|no", "Whether clients without a token may stay and reach what is public.", "no"},
        {"loops", "N", "Threads that serve sockets; 0: one per core.", "0"},
        {"max-connections", "N", "Open connections in all.", std::to_string(limits::max_connections)},
        {"max-connections-per-address", "N", "Open connections from one address.",
         std::to_string(limits::max_connections_per_address)},
        {"max-connections-per-user", "N", "Open WebSockets of one user.",
         std::to_string(limits::max_connections_per_user)},
        {"drain-notice", "TIME", "How long /readyz says 503 before sockets are closed.", "5s"},
        {"drain-closing", "TIME", "Over how long sockets are closed, in slices.", "30s"},
    };
    return config;
}

const std::string& flag(const Config& config, std::string_view name) {
    for (const auto& one : config.flags)
        if (one.name == name) return one.value;
    std::abort();  // not in defaults()
}

std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> entries;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(',', from), text.size());
        if (end > from) entries.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return entries;
}

[[noreturn]] void refuse(const std::string& what) {
    throw Error(antiphon::ErrorKind::invalid, antiphon::Code::invalid_params, what);
}

unsigned number(const Config& config, std::string_view name) {
    const std::string& text = flag(config, name);
    if (text.empty() || text.size() > 7 || text.find_first_not_of("0123456789") != std::string::npos)
        refuse("--" + std::string(name) + " is a number, not '" + text + "'");
    return static_cast<unsigned>(std::stoul(text));
}

std::chrono::milliseconds duration(const Config& config, std::string_view name) {
    const std::string& text = flag(config, name);
    if (const auto time = antiphon::runtime::parse_duration(text)) return *time;
    refuse("--" + std::string(name) + " is a time such as 500ms or 30s, not '" + text + "'");
}

bool yes_or_no(const Config& config, std::string_view name) {
    const std::string& text = flag(config, name);
    if (text != "yes" && text != "no") refuse("--" + std::string(name) + " is yes or no, not '" + text + "'");
    return text == "yes";
}

antiphon::gateway::Options to_options(const Config& config) {
    if (config.key_file.empty())
        refuse("a gateway needs --key-file: what it tells services about callers is signed with it");
    if (!config.uses_redis()) refuse("a gateway needs --redis: it finds services and events there");
    antiphon::gateway::Options options;
    options.address = config.bind;
    options.port = config.port;
    options.admin_port = config.effective_admin_port();
    options.loops = number(config, "loops");
    options.redis = antiphon::redis::Options::from_url(config.redis);
    options.prefix = config.prefix;
    options.instance = config.instance.empty() ? "gateway-" + antiphon::random_text(6) : config.instance;
    options.seal_keys = antiphon::auth::Keys::from_file(config.key_file);
    const std::string& token_keys = flag(config, "token-keys");
    options.token_keys = token_keys.empty() ? options.seal_keys : antiphon::auth::Keys::from_file(token_keys);
    options.tokens.development = config.development;
    options.tokens.issuer = flag(config, "issuer");
    options.tokens.audience = flag(config, "audience");
    options.allow_anonymous = yes_or_no(config, "anonymous");
    options.origins = listed(flag(config, "origin"));
    options.web_folder = flag(config, "web");
    options.drain_times.notice = duration(config, "drain-notice");
    options.drain_times.closing = duration(config, "drain-closing");
    options.limits.max_connections = number(config, "max-connections");
    options.limits.max_connections_per_address = number(config, "max-connections-per-address");
    options.limits.max_connections_per_user = number(config, "max-connections-per-user");
    return options;
}

int run(const Config& config, const sigset_t& signals) {
    namespace log = antiphon::log;
    log::set_level(log::parse_level(config.log_level));
    log::set_common("service", "gateway");
    antiphon::gateway::Options options = to_options(config);
    log::set_common("instance", options.instance);
    antiphon::gateway::Gateway gateway(std::move(options));
    gateway.start();
    int signal = 0;
    sigwait(&signals, &signal);
    log::info("stopping", {{"signal", signal}});
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // a second one ends the process at once
    gateway.drain();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread is made
    signal(SIGPIPE, SIG_IGN);

    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const auto parsed = antiphon::runtime::parse(arguments, "gateway", defaults(), [](const std::string& name) {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    });
    if (!parsed.config) {
        std::fputs(parsed.text.c_str(), parsed.exit_code == 0 ? stdout : stderr);
        return parsed.exit_code;
    }
    try {
        return run(*parsed.config, signals);
    } catch (const Error& error) {
        std::fprintf(stderr, "gateway: %s\n", error.what());
        return error.kind() == antiphon::ErrorKind::invalid ? 2 : 1;
    }
}
