#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"
#include "command.h"
#include "interface.h"
#include "session.h"

namespace antiphon::cli {
namespace {

/// The channel's params: as given, else from the payload's members, as generated code does it.
std::map<std::string, std::string> routed(const EventInfo& event, std::map<std::string, std::string> params,
                                          std::string_view payload) {
    json::Parser parser;
    const json::Value value = parser.parse(payload);
    for (const auto& name : event.channel->params()) {
        if (params.contains(name) || !value.is_object()) continue;
        const auto field = event.route.find(name);
        const auto found = value.find(field == event.route.end() ? name : field->second);
        if (found && !found->is_null())
            params[name] = found->is_string() ? std::string(found->string()) : std::string(found->text());
    }
    return params;
}

/// Of several places the one that --to fits; with none given, the one with the fewest params.
EventInfo place_of(std::vector<EventInfo> places, const std::map<std::string, std::string>& to) {
    const auto fits = [&](const EventInfo& event) {
        const auto params = event.channel->params();
        return std::all_of(to.begin(), to.end(), [&](const auto& each) {
            return std::find(params.begin(), params.end(), each.first) != params.end();
        });
    };
    std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
        return a.channel->params().size() < b.channel->params().size();
    });
    const auto first = std::find_if(places.begin(), places.end(), fits);
    return first == places.end() ? places.front() : *first;
}

int run_publish(const Arguments& arguments, Session& session) {
    const std::string name = arguments.required("EVENT");
    const std::string payload = json_argument(arguments.required("PAYLOAD"), "PAYLOAD");
    const Interface known = load_interface(session, arguments, name);
    auto to = params_argument(arguments.get("to"));
    const EventInfo event = place_of(known.events_named(name), to);
    const std::string address = address_of(*event.channel, routed(event, std::move(to), payload));

    events::RedisBus bus(session.redis(), {.prefix = session.prefix(), .source = "antiphon-publish"});
    const events::Published published =
        bus.publish_message({&event.channel->type, event.wire, address, payload, arguments.get("id").value_or("")});
    if (session.json()) {
        std::string text = "{\"address\":";
        json::append_string(text, address);
        text += ",\"id\":";
        json::append_string(text, published.id);
        if (!published.position.epoch.empty()) {
            text += ",\"epoch\":";
            json::append_string(text, published.position.epoch);
            text += ",\"offset\":" + std::to_string(published.position.offset);
        }
        session.out() << text << ",\"duplicate\":" << (published.duplicate ? "true" : "false") << "}\n";
        return 0;
    }
    session.out() << "published " << session.cyan(event.wire) << " on " << address;
    if (!published.position.epoch.empty())
        session.out() << " at " << published.position.epoch << ":" << published.position.offset;
    session.out() << (published.duplicate ? " (was there already)" : "") << "\n";
    return 0;
}

}  // namespace

Command publish_command() {
    return {"publish",
            "publishes an event, as a service would",
            "The payload is checked to be JSON, not against its type: what does not fit is refused by who reads it.",
            {{"EVENT", "its name: orders.placed"}, {"PAYLOAD", "a JSON value; @FILE reads a file, - standard input"}},
            {{"to", "PARAMS", "the channel's params, a JSON object, where the payload does not hold them"},
             {"id", "ID", "makes a repeat within two minutes harmless; made when not given"},
             redis_option(),
             prefix_option(),
             idl_option(),
             json_option()},
            {"antiphon publish greeter.greeted '{\"name\": \"Ada\"}'"},
            run_publish};
}

}  // namespace antiphon::cli
