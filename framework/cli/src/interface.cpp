#include "interface.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/events/names.h"
#include "antiphon/json/parser.h"
#include "antiphon/rpc/registry.h"
#include "antiphon/runtime/suggest.h"
#include "command.h"
#include "compile.h"
#include "session.h"

namespace antiphon::cli {

struct ServiceView {
    json::Value channels;
    json::Value events;
};

namespace {

json::Value member(json::Value object, std::string_view key) {
    if (!object.is_object()) return {};
    return object.find(key).value_or(json::Value());
}

std::string text(json::Value object, std::string_view key) {
    const json::Value found = member(object, key);
    return found.is_string() ? std::string(found.string()) : "";
}

std::vector<json::Member> members(json::Value object) {
    std::vector<json::Member> all;
    if (object.is_object())
        for (const json::Member each : object.members()) all.push_back(each);
    return all;
}

void read_envelope(json::Value envelope, ChannelInfo& channel) {
    if (envelope.is_object()) {
        channel.type.envelope = events::Envelope::members;
        channel.envelope_type = text(envelope, "type");
        channel.envelope_data = text(envelope, "data");
    } else if (envelope.is_string() && envelope.string() == "none") {
        channel.type.envelope = events::Envelope::none;
    }
}

std::unique_ptr<ChannelInfo> read_channel(json::Value value) {
    auto channel = std::make_unique<ChannelInfo>();
    channel->wire = text(value, "wire");
    channel->address = text(value, "address");
    if (text(value, "delivery") == "stream") channel->type.kind = events::ChannelKind::durable;
    read_envelope(member(value, "envelope"), *channel);
    const json::Value longest = member(member(value, "retention"), "maxLen");
    if (longest.kind() == json::Kind::int64) channel->type.max_len = static_cast<std::size_t>(longest.int64());
    channel->type.name = channel->wire;
    channel->type.envelope_type = channel->envelope_type;
    channel->type.envelope_data = channel->envelope_data;
    return channel;
}

std::string listed(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

}  // namespace

std::vector<std::string> ChannelInfo::params() const {
    std::vector<std::string> names;
    for (std::size_t open = address.find('{'); open != std::string::npos; open = address.find('{', open + 1))
        names.push_back(address.substr(open + 1, address.find('}', open) - open - 1));
    return names;
}

void Interface::add(std::string_view ir) {
    json::Parser parser;
    const json::Value document = parser.parse(ir);
    secrets_.add(document);
    const std::string name_space = text(document, "namespace");
    for (const auto& [name, service] : members(member(document, "services")))
        add_service(name_space, {member(service, "channels"), member(service, "events")});
}

void Interface::add_service(std::string_view name_space, const ServiceView& service) {
    std::map<std::string, const ChannelInfo*, std::less<>> by_name;
    for (const auto& [name, value] : members(service.channels)) {
        channels_.push_back(read_channel(value));
        by_name[std::string(name)] = channels_.back().get();
    }
    for (const auto& [name, value] : members(service.events)) {
        EventInfo event;
        event.wire = text(value, "wire");
        const auto channel = by_name.find(text(value, "channel"));
        if (channel == by_name.end()) continue;
        event.channel = channel->second;
        event.payload = Secrets::absolute(name_space, text(value, "payload"));
        for (const auto& [param, field] : members(member(value, "route")))
            if (field.is_string()) event.route[std::string(param)] = field.string();
        events_.push_back(std::move(event));
    }
}

Topic Interface::topic(const std::string& name, const std::map<std::string, std::string>& given) const {
    for (const auto& channel : channels_)
        if (channel->wire == name) return {channel.get(), ""};
    const ChannelInfo* best = nullptr;
    for (const auto& event : events_named(name)) {
        const auto params = event.channel->params();
        const bool all_given =
            std::all_of(params.begin(), params.end(), [&](const auto& p) { return given.contains(p); });
        if (best == nullptr || (all_given && params.size() > best->params().size())) best = event.channel;
        if (!given.empty() || best->params().empty()) continue;
        if (params.empty()) best = event.channel;
    }
    return {best, name};
}

std::vector<EventInfo> Interface::events_named(const std::string& name) const {
    std::vector<EventInfo> found;
    std::vector<std::string> names;
    for (const auto& event : events_) {
        names.push_back(event.wire);
        if (event.wire == name) found.push_back(event);
    }
    if (!found.empty()) return found;
    for (const auto& channel : channels_) names.push_back(channel->wire);
    throw Error(ErrorKind::invalid, Code::unknown_channel,
                "there is no event or channel '" + name + "'" + runtime::did_you_mean(name, names) +
                    (names.empty() ? "" : "; there are " + listed(names)));
}

std::vector<std::string> Interface::payloads(std::string_view event, const ChannelInfo* channel) const {
    std::vector<std::string> types;
    for (const EventInfo& one : events_)
        if (event.empty() ? one.channel == channel : one.wire == event) types.push_back(one.payload);
    return types;
}

Interface load_interface(const Session& session, const Arguments& arguments, const std::string& name) {
    Interface known;
    if (const auto file = arguments.get("idl")) {
        known.add(compile_to_ir(*file));
        return known;
    }
    rpc::Registry registry(session.redis(), session.prefix());
    const std::string service = name.substr(0, name.rfind('.'));
    if (const std::string ir = registry.ir(service); !ir.empty()) {
        known.add(ir);
        return known;
    }
    bool any = false;
    for (const auto& other : registry.services())
        if (const std::string ir = registry.ir(other); !ir.empty()) {
            known.add(ir);
            any = true;
        }
    if (!any)
        throw Error(ErrorKind::unavailable, Code::unavailable,
                    "no service is registered in " + session.redis().text() + " under '" + session.prefix() +
                        "', so nobody can tell what '" + name + "' is; start one, or give --idl FILE");
    return known;
}

std::map<std::string, std::string> params_argument(const std::optional<std::string>& argument) {
    std::map<std::string, std::string> params;
    if (!argument) return params;
    const std::string document = json_argument(*argument, "PARAMS");
    json::Parser parser;
    const json::Value value = parser.parse(document);
    if (!value.is_object()) throw WrongUsage("PARAMS: expected an object such as {\"user\": \"alice\"}");
    for (const auto& [key, each] : members(value)) {
        if (each.is_string())
            params[std::string(key)] = each.string();
        else if (!each.is_object() && !each.is_array() && !each.is_null())
            params[std::string(key)] = each.text();
        else
            throw WrongUsage("PARAMS: '" + std::string(key) + "' is neither a string nor a number");
    }
    return params;
}

std::string address_of(const ChannelInfo& channel, const std::map<std::string, std::string>& params) {
    const auto names = channel.params();
    for (const auto& [name, value] : params)
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw WrongUsage("channel " + channel.wire + " has no param '" + name + "'" +
                             runtime::did_you_mean(name, names));
    std::string address;
    for (std::size_t at = 0; at < channel.address.size();) {
        if (channel.address[at] != '{') {
            address += channel.address[at++];
            continue;
        }
        const std::size_t end = channel.address.find('}', at);
        const auto value = params.find(channel.address.substr(at + 1, end - at - 1));
        if (value == params.end())
            throw WrongUsage("channel " + channel.wire + " needs {\"" + channel.address.substr(at + 1, end - at - 1) +
                             "\": …}");
        events::append_encoded(address, value->second);
        at = end + 1;
    }
    events::check_address(address);
    return address;
}

}  // namespace antiphon::cli
