#include "scan.h"

#include <string>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"

namespace antiphon::gateway {
namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorKind::invalid, Code::invalid_request, "not a request: " + why);
}

bool is_id(json::Value value) noexcept {
    return value.kind() == json::Kind::string || value.kind() == json::Kind::int64 ||
           value.kind() == json::Kind::uint64;
}

std::optional<json::Value> meta_of(json::Value item, std::optional<json::Value> params) {
    auto meta = params && params->is_object() ? params->find("_meta") : std::nullopt;
    if (!meta) meta = item.find("meta");
    return meta && meta->is_object() ? meta : std::nullopt;
}

}  // namespace

Request scan(json::Value item, std::string_view text) {
    if (!item.is_object()) refuse("expected an object");
    Request request;
    request.text = text;
    const auto version = item.find("jsonrpc"), method = item.find("method"), id = item.find("id");
    if (!version || !version->is_string() || version->string() != "2.0") refuse("\"jsonrpc\" must be \"2.0\"");
    if (id && !is_id(*id)) refuse("\"id\" must be a string or an integer");
    if (!method || !method->is_string()) refuse("\"method\" must be a string");
    if (method->string().empty() || method->string().size() > limits::max_name_bytes)
        refuse("\"method\" must have 1 to 255 bytes");
    request.method = method->string();
    if (id) request.id = id->text();
    request.params = item.find("params");
    if (request.params && !request.params->is_object() && !request.params->is_array())
        refuse("\"params\" must be an object or an array");
    request.meta = meta_of(item, request.params);
    return request;
}

std::string_view id_for_error(json::Value item) noexcept {
    const auto id = item.is_object() ? item.find("id") : std::nullopt;
    return id && is_id(*id) ? id->text() : "null";
}

}  // namespace antiphon::gateway
