#include "antiphon/events/names.h"

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"

namespace antiphon::events {

namespace {

bool is_plain(char c) noexcept {
    if (c <= ' ' || c >= '\x7f') return false;  // char is signed here: non-ASCII is below zero
    constexpr std::string_view special = "%*?[]{}:.";
    return special.find(c) == std::string_view::npos;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const auto part : parts) size += part.size();
    std::string text;
    text.reserve(size);
    for (const auto part : parts) text += part;
    return text;
}

void check_name(std::string_view what, std::string_view name) {
    if (name.empty() || name.size() > limits::max_name_bytes)
        throw Error(ErrorKind::invalid, Code::invalid_params,
                    joined({"the name of a ", what, " has ", std::to_string(name.size()), " bytes; it must have 1 to ",
                            std::to_string(limits::max_name_bytes)}));
}

}  // namespace

const ChannelType user_channel{.name = "rpc.user"};
const ChannelType tenant_channel{.name = "rpc.tenant"};
const ChannelType all_channel{.name = "rpc.all"};

void append_encoded(std::string& out, std::string_view value) {
    constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : value) {
        if (is_plain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

std::string make_address(std::string_view base, std::initializer_list<std::string_view> params) {
    std::string address(base);
    for (const auto param : params) {
        address += ':';
        append_encoded(address, param);
    }
    return address;
}

void check_address(std::string_view address) {
    if (address.empty() || address.size() > max_address_bytes)
        throw Error(ErrorKind::invalid, Code::invalid_params,
                    joined({"a channel's address has ", std::to_string(address.size()), " bytes; it must have 1 to ",
                            std::to_string(max_address_bytes)}));
    for (const char c : address) {
        if (c <= ' ' || c >= '\x7f' || c == '{' || c == '}')
            throw Error(ErrorKind::invalid, Code::invalid_params,
                        "a channel's address holds a byte that must be percent-encoded");
    }
}

std::string user_address(std::string_view user, std::string_view tenant) {
    check_name("user", user);
    if (tenant.empty()) return make_address(user_channel.name, {user});
    check_name("tenant", tenant);
    return make_address(user_channel.name, {tenant, user});
}
std::string tenant_address(std::string_view tenant) {
    check_name("tenant", tenant);
    return make_address(tenant_channel.name, {tenant});
}
std::string all_address() { return std::string(all_channel.name); }

std::string redis_channel(std::string_view prefix, Envelope envelope, std::string_view address) {
    if (envelope != Envelope::cloudevents) return std::string(address);
    return joined({prefix, ":ch:{", address, "}"});
}

std::string stream_key(std::string_view prefix, std::string_view address) {
    return joined({prefix, ":st:{", address, "}"});
}

std::string meta_key(std::string_view prefix, std::string_view address) {
    return joined({prefix, ":mt:{", address, "}"});
}

std::string dedupe_key(std::string_view prefix, std::string_view address, std::string_view event_id) {
    return joined({prefix, ":dd:{", address, "}:", event_id});
}

std::string dead_key(std::string_view prefix, std::string_view address) {
    return joined({prefix, ":st:{", address, "}:dead"});
}

std::string tries_key(std::string_view prefix, std::string_view address, std::string_view group) {
    return joined({prefix, ":tr:{", address, "}:", group});
}

}  // namespace antiphon::events
