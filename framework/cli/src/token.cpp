#include "antiphon/json/append.h"
#include "command.h"
#include "session.h"

namespace antiphon::cli {
namespace {

int run_token(const Arguments&, Session& session) {
    const std::string token = session.token();
    if (!session.json()) {
        session.out() << token << "\n";
        return 0;
    }
    std::string text = "{\"token\":";
    json::append_string(text, token);
    session.out() << text << "}\n";
    return 0;
}

int checked(const Arguments& arguments, Session& session) {
    if (!arguments.has("user")) throw WrongUsage("--user is required: for whom is the token?");
    return run_token(arguments, session);
}

}  // namespace

Command token_command() {
    return {"token",
            "makes a token for a user, for development",
            "Signed with the key of the services and gateways: whoever has the key can be anybody.",
            {},
            {{"user", "USER", "for whom"},
             {"tenant", "TENANT", "of which tenant"},
             {"scope", "SCOPE", "a permission; may be repeated", true},
             {"role", "ROLE", "a role; may be repeated", true},
             {"ttl", "TIME", "how long it is good: 10m, 12h [default 10m]"},
             {"issuer", "TEXT", "its iss, where gateways ask for one"},
             {"audience", "TEXT", "its aud, where gateways ask for one"},
             key_option(),
             json_option()},
            {"antiphon token --user alice --tenant acme --ttl 12h --key build/demo.key"},
            checked};
}

}  // namespace antiphon::cli
