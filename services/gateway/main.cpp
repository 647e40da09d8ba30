// The gateway as a program: its settings, around framework/gateway.

#include <string>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/gateway/gateway.h"
#include "antiphon/rpc/admin_server.h"
#include "antiphon/runtime/program.h"

namespace {

using antiphon::runtime::Config;
using antiphon::runtime::Program;
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

[[noreturn]] void refuse(const std::string& what) {
    throw antiphon::Error(antiphon::ErrorKind::invalid, antiphon::Code::invalid_params, what);
}

antiphon::gateway::Options to_options(const Program& program) {
    const Config& config = program.config();
    if (config.key_file.empty())
        refuse("a gateway needs --key-file: what it tells services about callers is signed with it");
    if (!config.uses_redis()) refuse("a gateway needs --redis: it finds services and events there");
    antiphon::gateway::Options options;
    options.address = config.bind;
    options.port = config.port;
    options.loops = program.number("loops");
    options.redis = antiphon::redis::Options::from_url(config.redis);
    options.prefix = config.prefix;
    options.instance = config.instance;
    options.seal_keys = antiphon::auth::Keys::from_file(config.key_file);
    const std::string& token_keys = program.flag("token-keys");
    options.token_keys = token_keys.empty() ? options.seal_keys : antiphon::auth::Keys::from_file(token_keys);
    options.tokens.development = config.development;
    options.tokens.issuer = program.flag("issuer");
    options.tokens.audience = program.flag("audience");
    options.allow_anonymous = program.yes_or_no("anonymous");
    options.origins = program.list("origin");
    options.web_folder = program.flag("web");
    options.drain_times.notice = program.duration("drain-notice");
    options.drain_times.closing = program.duration("drain-closing");
    options.limits.max_connections = program.number("max-connections");
    options.limits.max_connections_per_address = program.number("max-connections-per-address");
    options.limits.max_connections_per_user = program.number("max-connections-per-user");
    return options;
}

}  // namespace

int main(int argc, char** argv) {
    Program program(argc, argv, defaults());
    return program.run([&] {
        antiphon::gateway::Gateway gateway(to_options(program));
        gateway.start();
        const auto admin = program.open_admin(
            [&](antiphon::rpc::AdminServer& server) { server.add_readiness([&] { return gateway.ready(); }); });
        program.wait();
        gateway.drain();
    });
}
