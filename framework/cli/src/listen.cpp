#include "listen.h"

#include "antiphon/base/error.h"
#include "command.h"
#include "session.h"

namespace antiphon::cli {
namespace {

std::uint64_t count_of(const Arguments& arguments) {
    const auto text = arguments.get("count");
    if (!text) return 0;
    return count_argument(*text, "--count");
}

/// A gateway knows channels by name; the interface tells which one an event is on, when it can be had.
Topic topic_at_gateway(const Interface* known, const std::string& name,
                       const std::map<std::string, std::string>& params) {
    return known == nullptr ? Topic{nullptr, ""} : known->topic(name, params);
}

int run_listen(const Arguments& arguments, Session& session) {
    const std::string name = arguments.required("NAME");
    Listening what;
    what.params = params_argument(arguments.get("PARAMS"));
    if (const auto since = arguments.get("since")) what.since = parse_since(*since);
    const auto timeout = arguments.get("timeout");
    what.deadline = timeout ? Deadline::in(duration_argument(*timeout, "--timeout")) : Deadline::never();
    const std::uint64_t count = count_of(arguments);

    const auto url = session.url();
    const bool at_gateway = url && url->starts_with("ws://");
    if (url && !at_gateway && !url->starts_with("redis://"))
        throw WrongUsage("--url " + *url + ": expected ws://HOST:PORT of a gateway or redis://HOST:PORT");
    std::optional<Interface> known;
    try {
        known = load_interface(session, arguments, name);
    } catch (const Error&) {
        if (!at_gateway) throw;  // a gateway resolves channels by itself
    }
    what.topic =
        at_gateway ? topic_at_gateway(known ? &*known : nullptr, name, what.params) : known->topic(name, what.params);
    EventPrinter printer(session, known ? &*known : nullptr, what.topic, count);
    const bool enough = at_gateway
                            ? listen_at_gateway(what, what.topic.channel == nullptr ? name : what.topic.channel->wire,
                                                *url, session, printer)
                            : listen_at_redis(what, session, printer);
    if (enough || count == 0) return 0;
    printer.note("the time is up and fewer events came than --count asked for");
    return 1;
}

}  // namespace

Since parse_since(const std::string& text) {
    if (text == "earliest") return {Since::Kind::earliest, "", 0, {}};
    const auto colon = text.find(':');
    if (colon != std::string::npos && colon > 0)
        if (const auto offset = number(std::string_view(text).substr(colon + 1)))
            return {Since::Kind::position, text.substr(0, colon), *offset, {}};
    if (colon == std::string::npos && !text.empty() && text.find_first_not_of("0123456789smh") == std::string::npos)
        return {Since::Kind::time_ago, "", 0, duration_argument(text, "--since")};
    throw WrongUsage("--since " + text + ": expected a position such as k3Fq:118, a time such as 10m, or earliest");
}

Command listen_command() {
    return {"listen",
            "prints events as they come",
            "At Redis (the default) it hears what services hear; at a gateway what the token's user may hear. "
            "What the interface calls secret is shown as \"***\".",
            {{"NAME", "an event or channel: orders.placed, orders.mine"},
             {"PARAMS", "the channel's params, a JSON object", false}},
            {{"url", "URL", "ws://… of a gateway, or redis://… [ANTIPHON_URL; the Redis of --redis]"},
             {"since", "SINCE", "first what a durable channel keeps: EPOCH:OFFSET, earliest, or (at Redis) 10m"},
             {"count", "NUMBER", "end after so many events"},
             {"timeout", "TIME", "end after this time, with exit code 1 when --count was not reached"},
             token_option(),
             {"user", "USER", "listen as this user, with a token made with the key"},
             {"tenant", "TENANT", "of this tenant"},
             key_option(),
             redis_option(),
             prefix_option(),
             idl_option(),
             json_option()},
            {"antiphon listen orders.mine '{\"user\": \"alice\"}' --since earliest",
             "antiphon listen orders.mine --url ws://127.0.0.1:8080 --user alice --count 1"},
            run_listen};
}

}  // namespace antiphon::cli
