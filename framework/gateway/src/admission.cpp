#include "admission.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"
#include "antiphon/json/append.h"
#include "antiphon/json/check.h"
#include "antiphon/json/path.h"

namespace antiphon::gateway {
namespace {

[[noreturn]] void deny(const std::string& why) { throw Error(ErrorKind::denied, Code::permission_denied, why); }

void check_audience(const ChannelPolicy& channel, const Caller& caller) {
    channel.access.check(caller);
    if (channel.audience == Audience::internal) deny("this channel is not for clients");
    if (channel.audience != Audience::everybody && !caller.signed_in())
        throw Error(ErrorKind::denied, Code::unauthenticated, "this needs a signed-in user");
    if (!channel.bound_tenant.empty() && caller.tenant.empty() && channel.address_without_tenant.empty())
        deny("this needs a tenant, and the token names none");
}

std::string canonical_uuid(std::string_view text, const json::Path& path) {
    const auto uuid = Uuid::parse(text);
    if (!uuid) path.fail("expected a UUID");
    return uuid->text();
}

std::string text_of(const ChannelParam& param, json::Value value, const json::Path& path) {
    if (param.integer) {
        if (value.kind() != json::Kind::int64) path.fail("expected an integer");
        return std::to_string(value.int64());
    }
    if (!value.is_string()) path.fail("expected a string, found " + std::string(name(value.kind())));
    if (param.uuid) return canonical_uuid(value.string(), path);
    json::check::min_length(path, value.string(), param.min_length);
    json::check::max_length(path, value.string(), param.max_length);
    if (!param.values.empty() &&
        std::find(param.values.begin(), param.values.end(), value.string()) == param.values.end())
        path.fail("expected one of the values that the interface names");
    return std::string(value.string());
}

const std::string* own(const ChannelPolicy& channel, const Caller& caller, const std::string& param) {
    if (!channel.bound_user.empty() && param == channel.bound_user) return &caller.user;
    if (!channel.bound_tenant.empty() && param == channel.bound_tenant) return &caller.tenant;
    return nullptr;
}

/// One text per declared param, in the order of the contract.
std::vector<std::string> values_of(const ChannelPolicy& channel, const Caller& caller,
                                   std::optional<json::Value> params) {
    const json::Path root, path(root, "params");
    if (params && !params->is_object()) path.fail("expected an object");
    if (params)
        for (const json::Member given : params->members()) {
            const auto known = [&](const ChannelParam& one) { return one.name == given.key; };
            if (std::none_of(channel.params.begin(), channel.params.end(), known))
                json::Path(path, given.key).fail("the channel has no such param");
        }
    std::vector<std::string> values;
    for (const ChannelParam& param : channel.params) {
        const json::Path place(path, param.name);
        const auto given = params ? params->find(param.name) : std::nullopt;
        const std::string* mine = own(channel, caller, param.name);
        if (!given && mine == nullptr) place.fail("is required");
        values.push_back(given ? text_of(param, *given, place) : *mine);
        if (mine != nullptr && values.back() != *mine) deny("this channel belongs to somebody else");
    }
    return values;
}

/// "orders.mine:{user}" with the values put in.
std::string fill_in(const ChannelPolicy& channel, const Caller& caller, const std::vector<std::string>& values) {
    const bool without_tenant = caller.tenant.empty() && !channel.address_without_tenant.empty();
    std::string address;
    std::string_view rest = without_tenant ? channel.address_without_tenant : channel.address;
    while (!rest.empty()) {
        const std::size_t open = std::min(rest.find('{'), rest.size());
        address += rest.substr(0, open);
        rest.remove_prefix(open);
        const std::size_t close = rest.find('}');
        if (rest.empty() || close == std::string_view::npos) break;
        const std::string_view key = rest.substr(1, close - 1);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (channel.params[i].name == key) events::append_encoded(address, values[i]);
        rest.remove_prefix(close + 1);
    }
    return address;
}

}  // namespace

std::string admit(const ChannelPolicy& channel, const Caller& caller, std::optional<json::Value> params) {
    check_audience(channel, caller);
    std::string address = fill_in(channel, caller, values_of(channel, caller, params));
    events::check_address(address);
    return address;
}

std::string complete_params(const ChannelPolicy& channel, const Caller& caller, std::optional<json::Value> params) {
    const std::vector<std::string> values = values_of(channel, caller, params);
    std::string out = "{";
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0) out += ',';
        json::append_string(out, channel.params[i].name);
        out += ':';
        if (channel.params[i].integer)
            out += values[i];
        else
            json::append_string(out, values[i]);
    }
    return out + '}';
}

}  // namespace antiphon::gateway
