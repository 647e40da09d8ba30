// Made by antiphon from services.json; changes here are lost.
#include "services.h"

#include <span>

#include <antiphon/events/names.h>
#include <antiphon/json/check.h>
#include <antiphon/json/enumeration.h>
#include <antiphon/json/limits.h>
#include <antiphon/json/object.h>
#include <antiphon/json/positional.h>
#include <antiphon/json/tagged.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace golden::services {

namespace json = antiphon::json;
namespace wire = antiphon::json::wire;

namespace entries_of_services {

antiphon::rpc::Invoke invoke_chat_post;
antiphon::rpc::Invoke invoke_chat_history;
antiphon::rpc::Invoke invoke_chat_add;
antiphon::rpc::Invoke invoke_chat_may_join;
antiphon::rpc::Invoke invoke_chat_may_hear;
antiphon::rpc::Invoke invoke_chat_members;
antiphon::rpc::Invoke invoke_chat_find;
antiphon::rpc::Invoke invoke_chat_count;
antiphon::rpc::Invoke invoke_chat_leave;
antiphon::rpc::Invoke invoke_chat_ping;
antiphon::rpc::Invoke invoke_chat_hush;
antiphon::rpc::Invoke invoke_chat_old;
antiphon::rpc::Invoke invoke_chat_foreign;
antiphon::rpc::Invoke invoke_admin_post;

}  // namespace entries_of_services

namespace {

template <class Params>
std::string encoded(const Params& params) {
    std::string text;
    write_json(text, params);
    return text;
}

void raise_chat(std::string_view type, json::Value detail, const std::string&) try {
    const json::Path path(json::Reading::tolerant);
    if (type == NotAMember::wire_type) {
        NotAMemberData data;
        read_json(detail, path, data);
        throw NotAMember(std::move(data));
    }
    if (type == Closed::wire_type) {
        ClosedInfo data;
        read_json(detail, path, data);
        throw Closed(std::move(data));
    }
} catch (const antiphon::InvalidData&) {
    // The detail does not fit: the caller reports the error without its type.
}

constexpr antiphon::rpc::RaiseDeclared raise_admin = nullptr;

}  // namespace

namespace {

// "[a-z0-9-]+"
constexpr char32_t pattern_of_Room_bounds[] = {
    45, 46, 48, 58, 97, 123,
};
constexpr std::uint16_t pattern_of_Room_next[] = {
    0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 0, 2, 0, 0, 2, 0, 2, 0, 2, 0,
};
constexpr bool pattern_of_Room_accepting[] = {
    false, false, true,
};
constexpr json::check::Pattern pattern_of_Room{"[a-z0-9-]+", pattern_of_Room_bounds, pattern_of_Room_next,
        pattern_of_Room_accepting};

}  // namespace

void RoomForm::check(const json::Path& path, const Room& value) {
    json::check::max_length(path, value.value, 40);
    json::check::pattern(path, value.value, pattern_of_Room);
}

namespace {

constexpr json::EnumName<Color> names_of_Color[] = {
    {Color::red, "red"},
    {Color::blue, "blue"},
};

}  // namespace

std::string_view to_string(Color value) noexcept {
    return json::enum_name(std::span<const json::EnumName<Color>>(names_of_Color), value);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out) {
    json::read_enum(value, path, std::span<const json::EnumName<Color>>(names_of_Color), false, out);
}

void write_json(std::string& out, const antiphon::OpenEnum<Color>& value) { json::append_string(out, key_text(value)); }

void read_key(std::string_view text, const json::Path& path, antiphon::OpenEnum<Color>& out) {
    json::read_enum_text(text, path, std::span<const json::EnumName<Color>>(names_of_Color), out);
}

std::string_view key_text(const antiphon::OpenEnum<Color>& value) {
    return json::open_enum_text(value, to_string(value));
}

namespace {

void check_own_limits(const json::Path& path, const Message& value) {
    json::check::max_length(json::Path(path, "text"), value.text, 4000);
}

}  // namespace

void check_limits(const json::Path& path, const Message& value) {
    check_own_limits(path, value);
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Message& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
    object.required<wire::Uuid>("author", out.author);
    object.required<wire::String>("text", out.text);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const Message& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
    object.required<wire::Uuid>("author", value.author);
    object.required<wire::String>("text", value.text);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Moved& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Float64>("x", out.x);
    object.required<wire::Float64>("y", out.y);
}

void write_json(std::string& out, const Moved& value) {
    json::ObjectWriter object(out);
    object.required<wire::Float64>("x", value.x);
    object.required<wire::Float64>("y", value.y);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Jumped& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Float64>("height", out.height);
}

void write_json(std::string& out, const Jumped& value) {
    json::ObjectWriter object(out);
    object.required<wire::Float64>("height", value.height);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Motion& out) {
    const std::string_view tag = json::read_tag(value, path, "type");
    if (tag == "moved") return read_json(value, path, out.emplace<0>());
    if (tag == "jumped") return read_json(value, path, out.emplace<1>());
    out.emplace<2>(json::keep_unknown_variant(value, path, "type", tag, "moved, jumped"));
}

void write_json(std::string& out, const Motion& value) {
    if (const auto* held = std::get_if<0>(&value)) return json::write_tagged(out, "type", "moved", *held);
    if (const auto* held = std::get_if<1>(&value)) return json::write_tagged(out, "type", "jumped", *held);
    out += std::get<2>(value).value.text;
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClosedInfo& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Timestamp>("at", out.at);
}

void write_json(std::string& out, const ClosedInfo& value) {
    json::ObjectWriter object(out);
    object.required<wire::Timestamp>("at", value.at);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Notice& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("text", out.text);
}

void write_json(std::string& out, const Notice& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("text", value.text);
}

void check_limits(const json::Path& path, const NotAMemberData& value) {
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NotAMemberData& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uuid>("user", out.user);
    object.required<RoomForm>("room", out.room);
    object.optional<wire::String>("reason", out.reason);
    object.required<wire::Int32>("code", out.code);
    object.required<wire::String>("what", out.what);
}

void write_json(std::string& out, const NotAMemberData& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uuid>("user", value.user);
    object.required<RoomForm>("room", value.room);
    object.optional<wire::String>("reason", value.reason);
    object.required<wire::Int32>("code", value.code);
    object.required<wire::String>("what", value.what);
}

namespace {

void check_own_limits(const json::Path& path, const PostParams& value) {
    json::check::max_length(json::Path(path, "text"), value.text, 4000);
}

}  // namespace

void check_limits(const json::Path& path, const PostParams& value) {
    check_own_limits(path, value);
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PostParams& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
    object.required<wire::String>("text", out.text);
    object.optional<wire::Secret<wire::String>>("secret_word", out.secret_word);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const PostParams& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
    object.required<wire::String>("text", value.text);
    object.optional<wire::Secret<wire::String>>("secret_word", value.secret_word);
}

namespace {

constexpr json::SecretMember rows_of_secrets_of_PostParams[] = {
    {"secret_word", "", nullptr},
};

}  // namespace

constinit const json::Secrets secrets_of_PostParams{rows_of_secrets_of_PostParams};

namespace {

void check_own_limits(const json::Path& path, const HistoryParams& value) {
    json::check::min(json::Path(path, "limit"), value.limit, 1);
    json::check::max(json::Path(path, "limit"), value.limit, 200);
}

}  // namespace

void check_limits(const json::Path& path, const HistoryParams& value) {
    check_own_limits(path, value);
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, HistoryParams& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
    object.optional<wire::Uint64>("before", out.before);
    object.defaulted<wire::Uint32>("limit", out.limit);
    if (path.strict()) check_own_limits(path, out);
}

void write_json(std::string& out, const HistoryParams& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
    object.optional<wire::Uint64>("before", value.before);
    object.required<wire::Uint32>("limit", value.limit);
}

void check_limits(const json::Path& path, const HistoryResult& value) {
    json::check::Each<json::check::Of<Message>>::check(json::Path(path, "messages"), value.messages);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, HistoryResult& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Array<wire::Object<Message>>>("messages", out.messages);
    object.optional<wire::String>("next", out.next);
}

void write_json(std::string& out, const HistoryResult& value) {
    json::ObjectWriter object(out);
    object.required<wire::Array<wire::Object<Message>>>("messages", value.messages);
    object.optional<wire::String>("next", value.next);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AddParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Int32>("a", out.a);
    object.required<wire::Int32>("b", out.b);
}

void write_json(std::string& out, const AddParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::Int32>("a", value.a);
    object.required<wire::Int32>("b", value.b);
}

void check_limits(const json::Path& path, const MayJoinParams& value) {
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MayJoinParams& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
}

void write_json(std::string& out, const MayJoinParams& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
}

void check_limits(const json::Path& path, const MayHearParams& value) {
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MayHearParams& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
    object.required<wire::Object<antiphon::OpenEnum<Color>>>("color", out.color);
}

void write_json(std::string& out, const MayHearParams& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
    object.required<wire::Object<antiphon::OpenEnum<Color>>>("color", value.color);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FindParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("text", out.text);
}

void write_json(std::string& out, const FindParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("text", value.text);
}

void check_limits(const json::Path& path, const LeaveParams& value) {
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, LeaveParams& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
}

void write_json(std::string& out, const LeaveParams& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PingParams& out) {
    json::ObjectReader object(value, path);
    object.optional<wire::Timestamp>("at", out.at);
}

void write_json(std::string& out, const PingParams& value) {
    json::ObjectWriter object(out);
    object.optional<wire::Timestamp>("at", value.at);
}

void check_limits(const json::Path& path, const Typing& value) {
    RoomForm::check(json::Path(path, "room"), value.room);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Typing& out) {
    json::ObjectReader object(value, path);
    object.required<RoomForm>("room", out.room);
    object.required<wire::Uuid>("who", out.who);
}

void write_json(std::string& out, const Typing& value) {
    json::ObjectWriter object(out);
    object.required<RoomForm>("room", value.room);
    object.required<wire::Uuid>("who", value.who);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Announced& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("text", out.text);
    object.optional<wire::Timestamp>("until", out.until);
}

void write_json(std::string& out, const Announced& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("text", value.text);
    object.optional<wire::Timestamp>("until", value.until);
}

void check_limits(const json::Path& path, const NoticePayload& value) {
    json::check::max_length(json::Path(path, "tenant"), value.tenant, 64);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NoticePayload& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("tenant", out.tenant);
    object.required<wire::Uint16>("number", out.number);
    if (path.strict()) check_limits(path, out);
}

void write_json(std::string& out, const NoticePayload& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("tenant", value.tenant);
    object.required<wire::Uint16>("number", value.number);
}

void check_limits(const json::Path& path, const PushJob& value) {
    json::check::Of<Message>::check(json::Path(path, "message"), value.message);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PushJob& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uuid>("user", out.user);
    object.required<wire::Object<antiphon::OpenEnum<Color>>>("color", out.color);
    object.required<wire::Object<Message>>("message", out.message);
}

void write_json(std::string& out, const PushJob& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uuid>("user", value.user);
    object.required<wire::Object<antiphon::OpenEnum<Color>>>("color", value.color);
    object.required<wire::Object<Message>>("message", value.message);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AdminPostParams& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("text", out.text);
}

void write_json(std::string& out, const AdminPostParams& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("text", value.text);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PostResult& out) {
    json::ObjectReader object(value, path);
    object.required<wire::Uuid>("id", out.id);
}

void write_json(std::string& out, const PostResult& value) {
    json::ObjectWriter object(out);
    object.required<wire::Uuid>("id", value.id);
}

void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Posted& out) {
    json::ObjectReader object(value, path);
    object.required<wire::String>("text", out.text);
}

void write_json(std::string& out, const Posted& value) {
    json::ObjectWriter object(out);
    object.required<wire::String>("text", value.text);
}

namespace {

std::string message_of_NotAMember(const NotAMemberData& data) {
    return json::plain<wire::Uuid>(data.user) + " is no member of " + json::plain<RoomForm>(data.room) + ": \""
            + json::plain<wire::Optional<wire::String>>(data.reason) + "\" {";
}

}  // namespace

// The message is made before the data is moved.
NotAMember::NotAMember(NotAMemberData data)
    : DeclaredError(wire_type, error_code, message_of_NotAMember(data)), NotAMemberData(std::move(data)) {}

void NotAMember::write_detail(std::string& out) const { write_json(out, data()); }

RoomFull::RoomFull() : DeclaredError(wire_type, error_code, "The room has no free seat") { retry(true); }

void RoomFull::write_detail(std::string& out) const { out += "{}"; }

namespace {

std::string message_of_Closed(const ClosedInfo& data) {
    return std::string("Closed until ") + json::plain<wire::Timestamp>(data.at);
}

}  // namespace

// The message is made before the data is moved.
Closed::Closed(ClosedInfo data)
    : DeclaredError(wire_type, error_code, message_of_Closed(data)), ClosedInfo(std::move(data)) { retry(true); }

void Closed::write_detail(std::string& out) const { write_json(out, data()); }

void entries_of_services::invoke_chat_post(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    PostParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<Message>::write(result, static_cast<ChatService&>(service).post(input, context));
}

namespace {

void read_chat_history_by_position(json::Value value, const json::Path& path, HistoryParams& out) {
    json::PositionalReader params(value, path, 3);
    params.required<RoomForm>("room", out.room);
    params.optional<wire::Uint64>("before", out.before);
    params.defaulted<wire::Uint32>("limit", out.limit);
    if (path.strict()) check_limits(path, out);
}

}  // namespace

void entries_of_services::invoke_chat_history(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    HistoryParams input;
    if (params.is_array())
        read_chat_history_by_position(params, json::Path(), input);
    else
        read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<HistoryResult>::write(result, static_cast<ChatService&>(service).history(input, context));
}

namespace {

void read_chat_add_by_position(json::Value value, const json::Path& path, AddParams& out) {
    json::PositionalReader params(value, path, 2);
    params.required<wire::Int32>("b", out.b);
    params.required<wire::Int32>("a", out.a);
}

}  // namespace

void entries_of_services::invoke_chat_add(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    AddParams input;
    read_chat_add_by_position(json::positional_params(params, json::Path()), json::Path(), input);
    wire::Int53::write(result, static_cast<ChatService&>(service).add(input, context));
}

void entries_of_services::invoke_chat_may_join(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    MayJoinParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Bool::write(result, static_cast<ChatService&>(service).may_join(input, context));
}

void entries_of_services::invoke_chat_may_hear(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    MayHearParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Bool::write(result, static_cast<ChatService&>(service).may_hear(input, context));
}

void entries_of_services::invoke_chat_members(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    json::no_params(params, json::Path());
    wire::Array<wire::Uuid>::write(result, static_cast<ChatService&>(service).members(context));
}

void entries_of_services::invoke_chat_find(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    FindParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Optional<wire::Object<Message>>::write(result, static_cast<ChatService&>(service).find(input, context));
}

void entries_of_services::invoke_chat_count(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    json::no_params(params, json::Path());
    wire::Optional<wire::Int32>::write(result, static_cast<ChatService&>(service).count(context));
}

void entries_of_services::invoke_chat_leave(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    LeaveParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<ChatService&>(service).leave(input, context);
}

void entries_of_services::invoke_chat_ping(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    PingParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<ChatService&>(service).ping(input, context);
}

void entries_of_services::invoke_chat_hush(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    json::no_params(params, json::Path());
    static_cast<ChatService&>(service).hush(context);
}

void entries_of_services::invoke_chat_old(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    json::no_params(params, json::Path());
    wire::String::write(result, static_cast<ChatService&>(service).old(context));
}

void entries_of_services::invoke_chat_foreign(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string&) {
    Notice input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    static_cast<ChatService&>(service).foreign(input, context);
}

namespace {

const antiphon::rpc::Method methods_of_chat[] = {
    {
        .name = "chat.post",
        .invoke = &entries_of_services::invoke_chat_post,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::keyed,
        .expose = antiphon::rpc::Expose::client,
        .deadline = std::chrono::milliseconds(3000),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.history",
        .invoke = &entries_of_services::invoke_chat_history,
        .access = {.required = false, .scopes = {}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::readonly,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.add",
        .invoke = &entries_of_services::invoke_chat_add,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::on_the_spot,
        .idempotency = antiphon::rpc::Idempotency::readonly,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.may_join",
        .invoke = &entries_of_services::invoke_chat_may_join,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::readonly,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(500),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.may_hear",
        .invoke = &entries_of_services::invoke_chat_may_hear,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.members",
        .invoke = &entries_of_services::invoke_chat_members,
        .access = {.required = true, .scopes = {}, .roles = {"staff", "admin"}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::idempotent,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.find",
        .invoke = &entries_of_services::invoke_chat_find,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.count",
        .invoke = &entries_of_services::invoke_chat_count,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.leave",
        .invoke = &entries_of_services::invoke_chat_leave,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
    {
        .name = "chat.ping",
        .invoke = &entries_of_services::invoke_chat_ping,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = true,
        .cancellable = true,
    },
    {
        .name = "chat.hush",
        .invoke = &entries_of_services::invoke_chat_hush,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = true,
        .cancellable = true,
    },
    {
        .name = "chat.old",
        .invoke = &entries_of_services::invoke_chat_old,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = false,
    },
    {
        .name = "xyz_foreign.call",
        .invoke = &entries_of_services::invoke_chat_foreign,
        .access = {.required = true, .scopes = {"chat"}, .roles = {}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
};

}  // namespace

const antiphon::rpc::ServiceInfo& ChatService::info() const noexcept {
    static const antiphon::rpc::ServiceInfo info{
        .name = "chat",
        .version = "2.1.0-rc.1",
        .methods = methods_of_chat,
        .openrpc = R"json(…)json",
        .asyncapi = R"json(…)json",
        .ir = R"json(…)json",
    };
    return info;
}

Message ChatClient::post(const PostParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<Message>, Message>(*channel_, "chat.post", encoded(params),
            antiphon::rpc::Idempotency::keyed, options, raise_chat);
}

std::future<Message> ChatClient::post_async(const PostParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<Message>, Message>(*channel_, "chat.post", encoded(params),
            antiphon::rpc::Idempotency::keyed, options, raise_chat);
}

HistoryResult ChatClient::history(const HistoryParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<HistoryResult>, HistoryResult>(*channel_, "chat.history", encoded(params),
            antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

std::future<HistoryResult> ChatClient::history_async(const HistoryParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<HistoryResult>, HistoryResult>(*channel_, "chat.history",
            encoded(params), antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

namespace {

std::string chat_add_by_position(const AddParams& params) {
    std::string out;
    out += '[';
    wire::Int32::write(out, params.b);
    out += ',';
    wire::Int32::write(out, params.a);
    return out + ']';
}

}  // namespace

std::int64_t ChatClient::add(const AddParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Int53, std::int64_t>(*channel_, "chat.add", chat_add_by_position(params),
            antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

std::future<std::int64_t> ChatClient::add_async(const AddParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Int53, std::int64_t>(*channel_, "chat.add", chat_add_by_position(params),
            antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

bool ChatClient::may_join(const MayJoinParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Bool, bool>(*channel_, "chat.may_join", encoded(params),
            antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

std::future<bool> ChatClient::may_join_async(const MayJoinParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Bool, bool>(*channel_, "chat.may_join", encoded(params),
            antiphon::rpc::Idempotency::readonly, options, raise_chat);
}

bool ChatClient::may_hear(const MayHearParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Bool, bool>(*channel_, "chat.may_hear", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_chat);
}

std::future<bool> ChatClient::may_hear_async(const MayHearParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Bool, bool>(*channel_, "chat.may_hear", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_chat);
}

std::vector<antiphon::Uuid> ChatClient::members(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Array<wire::Uuid>, std::vector<antiphon::Uuid>>(*channel_, "chat.members", {},
            antiphon::rpc::Idempotency::idempotent, options, raise_chat);
}

std::future<std::vector<antiphon::Uuid>> ChatClient::members_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Array<wire::Uuid>, std::vector<antiphon::Uuid>>(*channel_, "chat.members",
            {}, antiphon::rpc::Idempotency::idempotent, options, raise_chat);
}

std::optional<Message> ChatClient::find(const FindParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Optional<wire::Object<Message>>, std::optional<Message>>(*channel_, "chat.find",
            encoded(params), antiphon::rpc::Idempotency::none, options, raise_chat);
}

std::future<std::optional<Message>> ChatClient::find_async(const FindParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Optional<wire::Object<Message>>, std::optional<Message>>(*channel_,
            "chat.find", encoded(params), antiphon::rpc::Idempotency::none, options, raise_chat);
}

std::optional<std::int32_t> ChatClient::count(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Optional<wire::Int32>, std::optional<std::int32_t>>(*channel_, "chat.count", {},
            antiphon::rpc::Idempotency::none, options, raise_chat);
}

std::future<std::optional<std::int32_t>> ChatClient::count_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Optional<wire::Int32>, std::optional<std::int32_t>>(*channel_, "chat.count",
            {}, antiphon::rpc::Idempotency::none, options, raise_chat);
}

void ChatClient::leave(const LeaveParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "chat.leave", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_chat);
}

std::future<void> ChatClient::leave_async(const LeaveParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "chat.leave", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_chat);
}

void ChatClient::ping(const PingParams& params, const antiphon::rpc::CallOptions& options) const {
    antiphon::rpc::notify(*channel_, "chat.ping", encoded(params), options);
}

void ChatClient::hush(const antiphon::rpc::CallOptions& options) const {
    antiphon::rpc::notify(*channel_, "chat.hush", {}, options);
}

std::string ChatClient::old(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::String, std::string>(*channel_, "chat.old", {}, antiphon::rpc::Idempotency::none,
            options, raise_chat);
}

std::future<std::string> ChatClient::old_async(const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::String, std::string>(*channel_, "chat.old", {},
            antiphon::rpc::Idempotency::none, options, raise_chat);
}

void ChatClient::foreign(const Notice& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void(*channel_, "xyz_foreign.call", encoded(params), antiphon::rpc::Idempotency::none,
            options, raise_chat);
}

std::future<void> ChatClient::foreign_async(const Notice& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_void_async(*channel_, "xyz_foreign.call", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_chat);
}

const antiphon::events::ChannelType chat_channels::room::type{
    .name = "chat.room",
    .kind = antiphon::events::ChannelKind::durable,
    .durability = antiphon::events::Durability::replicated,
    .max_len = 10000,
    .max_age = std::chrono::milliseconds(86400000),
};

std::string chat_channels::room::address(const Params& params) {
    std::string address;
    address += "chat.room:";
    antiphon::events::append_encoded(address, json::plain<RoomForm>(params.room));
    return address;
}

const antiphon::events::ChannelType chat_channels::signals::type{
    .name = "chat.signals",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string chat_channels::signals::address(const Params& params) {
    std::string address;
    address += "chat.signals:";
    antiphon::events::append_encoded(address, json::plain<RoomForm>(params.room));
    address += ":";
    antiphon::events::append_encoded(address, json::plain<wire::Object<antiphon::OpenEnum<Color>>>(params.color));
    return address;
}

const antiphon::events::ChannelType chat_channels::news::type{
    .name = "chat.news",
    .kind = antiphon::events::ChannelKind::live,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string chat_channels::news::address(const Params&) { return "chat.news"; }

const antiphon::events::ChannelType chat_channels::plain::type{
    .name = "chat.plain",
    .kind = antiphon::events::ChannelKind::live,
    .envelope = antiphon::events::Envelope::none,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string chat_channels::plain::address(const Params&) { return "plain-events"; }

const antiphon::events::ChannelType chat_channels::laravel::type{
    .name = "chat.laravel",
    .kind = antiphon::events::ChannelKind::live,
    .envelope = antiphon::events::Envelope::members,
    .envelope_type = "event",
    .envelope_data = "data",
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string chat_channels::laravel::address(const Params&) { return "events:order"; }

const antiphon::events::ChannelType chat_channels::numbered::type{
    .name = "chat.numbered",
    .kind = antiphon::events::ChannelKind::durable,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string chat_channels::numbered::address(const Params& params) {
    std::string address;
    address += "chat.numbered:";
    antiphon::events::append_encoded(address, json::plain<wire::Uint16>(params.shard));
    address += ":";
    antiphon::events::append_encoded(address, json::plain<wire::String>(params.tenant));
    return address;
}

const antiphon::events::EventType chat_events::posted::type{"chat.posted", &chat_channels::room::type};

std::string chat_events::address_of(const posted& event) {
    return chat_channels::room::address({.room = event.payload.room});
}

void chat_events::check_limits(const posted& event) { check_limits(json::Path(), event.payload); }

const antiphon::events::EventType chat_events::typing::type{"chat.typing", &chat_channels::signals::type};

std::string chat_events::address_of(const typing& event) { return chat_channels::signals::address(event.to); }

void chat_events::check_limits(const typing& event) { check_limits(json::Path(), event.payload); }

const antiphon::events::EventType chat_events::announced::type{"chat.announced", &chat_channels::news::type};

std::string chat_events::address_of(const announced&) { return chat_channels::news::address({}); }

const antiphon::events::EventType chat_events::tick::type{"chat.tick", &chat_channels::news::type};

std::string chat_events::address_of(const tick&) { return chat_channels::news::address({}); }

const antiphon::events::EventType chat_events::motion::type{"chat.motion", &chat_channels::plain::type};

std::string chat_events::address_of(const motion&) { return chat_channels::plain::address({}); }

const antiphon::events::EventType chat_events::order_created::type{"order.created", &chat_channels::laravel::type};

std::string chat_events::address_of(const order_created&) { return chat_channels::laravel::address({}); }

const antiphon::events::EventType chat_events::order_paid::type{"order.paid", &chat_channels::laravel::type};

std::string chat_events::address_of(const order_paid&) { return chat_channels::laravel::address({}); }

const antiphon::events::EventType chat_events::notice::type{"chat.notice", &chat_channels::numbered::type};

std::string chat_events::address_of(const notice& event) {
    return chat_channels::numbered::address({.shard = event.payload.number, .tenant = event.payload.tenant});
}

void chat_events::check_limits(const notice& event) { check_limits(json::Path(), event.payload); }

std::string chat_queues::push::dedupe_key(const Payload& payload) {
    return json::plain<wire::Uuid>(payload.user);
}

std::string chat_queues::push::order_key(const Payload& payload) {
    return json::plain<wire::Object<antiphon::OpenEnum<Color>>>(payload.color);
}

void entries_of_services::invoke_admin_post(antiphon::rpc::Service& service, json::Value params,
        antiphon::Context& context, std::string& result) {
    AdminPostParams input;
    read_json(json::named_params(params, json::Path()), json::Path(), input);
    wire::Object<PostResult>::write(result, static_cast<AdminService&>(service).post(input, context));
}

namespace {

const antiphon::rpc::Method methods_of_admin[] = {
    {
        .name = "admin.post",
        .invoke = &entries_of_services::invoke_admin_post,
        .access = {.required = true, .scopes = {}, .roles = {"operator"}},
        .execution = antiphon::rpc::Execution::pool,
        .idempotency = antiphon::rpc::Idempotency::none,
        .expose = antiphon::rpc::Expose::internal,
        .deadline = std::chrono::milliseconds(0),
        .notification = false,
        .cancellable = true,
    },
};

}  // namespace

const antiphon::rpc::ServiceInfo& AdminService::info() const noexcept {
    static const antiphon::rpc::ServiceInfo info{
        .name = "admin",
        .version = "2.1.0-rc.1",
        .methods = methods_of_admin,
        .openrpc = R"json(…)json",
        .asyncapi = R"json(…)json",
        .ir = R"json(…)json",
    };
    return info;
}

PostResult AdminClient::post(const AdminPostParams& params, const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call<wire::Object<PostResult>, PostResult>(*channel_, "admin.post", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_admin);
}

std::future<PostResult> AdminClient::post_async(const AdminPostParams& params,
        const antiphon::rpc::CallOptions& options) const {
    return antiphon::rpc::call_async<wire::Object<PostResult>, PostResult>(*channel_, "admin.post", encoded(params),
            antiphon::rpc::Idempotency::none, options, raise_admin);
}

const antiphon::events::ChannelType admin_channels::room::type{
    .name = "admin.room",
    .kind = antiphon::events::ChannelKind::durable,
    .durability = antiphon::events::Durability::disk,
    .max_len = 0,
    .max_age = std::chrono::milliseconds(0),
};

std::string admin_channels::room::address(const Params&) { return "admin.room"; }

const antiphon::events::EventType admin_events::posted::type{"admin.posted", &admin_channels::room::type};

std::string admin_events::address_of(const posted&) { return admin_channels::room::address({}); }

}  // namespace golden::services

#pragma GCC diagnostic pop
