#include "params.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/json/append.h"
#include "antiphon/json/path.h"
#include "antiphon/json/wire.h"
#include "common.h"

namespace antiphon::gateway {
namespace {

constexpr std::string_view our_subprotocol = "antiphon.v1.json";
constexpr std::string_view bearer_subprotocol = "base64url.bearer.";

[[noreturn]] void fail(std::string_view key, const std::string& reason) {
    throw InvalidData("params." + std::string(key), reason);
}

std::string decode_base64url(std::string_view text) {
    static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) return {};
        bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFF;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>((bits >> held) & 0xFF);
    }
    return out;
}

bool same_ignoring_case(std::string_view a, std::string_view lower) noexcept {
    return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
               return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
           });
}

}  // namespace

json::Value params_object(const Request& request) {
    if (!request.params || !request.params->is_object()) throw InvalidData("params", "expected an object");
    return *request.params;
}

std::string required_text(json::Value params, std::string_view key) {
    const auto member = params.find(key);
    if (!member) fail(key, "is required");
    if (!member->is_string()) fail(key, "expected a string");
    return std::string(member->string());
}

std::string optional_text(json::Value params, std::string_view key) {
    const auto member = params.find(key);
    if (!member || member->is_null()) return {};
    if (!member->is_string()) fail(key, "expected a string");
    return std::string(member->string());
}

std::string cancelled_id(const Request& request) {
    const auto id = params_object(request).find("id");
    if (!id) fail("id", "is required");
    return std::string(id->text());
}

std::string meta_text(const Request& request, std::string_view key) {
    const auto member = request.meta ? request.meta->find(key) : std::nullopt;
    return member && member->is_string() ? std::string(member->string()) : std::string();
}

std::string checked_idempotency_key(std::string key) {
    const bool fine = key.size() <= limits::max_idempotency_key_bytes &&
                      std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (!fine)
        throw Error(ErrorKind::invalid, Code::invalid_request,
                    "the idempotency key must have at most 128 printable ASCII characters");
    return key;
}

std::chrono::milliseconds checked_timeout(const Request& request) {
    const std::chrono::milliseconds most = limits::max_deadline;
    const auto member = request.meta ? request.meta->find("timeout_ms") : std::nullopt;
    if (!member || member->kind() != json::Kind::int64) return most;
    return std::clamp(std::chrono::milliseconds(member->int64()), std::chrono::milliseconds(1), most);
}

std::string info_result(const Common& common) {
    std::string out = R"({"name":"gateway","id":)";
    json::append_string(out, common.options.instance);
    out += R"(,"version":"0.1.0","started":)";
    json::wire::Timestamp::write(out, common.started);
    return out += '}';
}

std::optional<std::string> choose_subprotocol(const std::vector<std::string_view>& offered) {
    if (offered.empty()) return std::string();
    for (const std::string_view one : offered)
        if (one == our_subprotocol) return std::string(one);
    return std::nullopt;
}

std::string bearer_of_subprotocol(std::string_view subprotocol) {
    if (!subprotocol.starts_with(bearer_subprotocol)) return {};
    const std::string_view token = subprotocol.substr(bearer_subprotocol.size());
    return token.find('.') == std::string_view::npos ? decode_base64url(token) : std::string(token);
}

std::string_view bearer_of_header(std::string_view authorization) noexcept {
    const auto space = authorization.find(' ');
    if (space == std::string_view::npos || !same_ignoring_case(authorization.substr(0, space), "bearer")) return {};
    const auto from = authorization.find_first_not_of(' ', space);
    return from == std::string_view::npos ? std::string_view() : authorization.substr(from);
}

}  // namespace antiphon::gateway
