// Made by antiphon from services.json; changes here are lost.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <antiphon/base/clock.h>
#include <antiphon/base/context.h>
#include <antiphon/base/decimal.h>
#include <antiphon/base/error.h>
#include <antiphon/base/uuid.h>
#include <antiphon/base/values.h>
#include <antiphon/events/event.h>
#include <antiphon/json/path.h>
#include <antiphon/json/redact.h>
#include <antiphon/json/value.h>
#include <antiphon/json/wire.h>
#include <antiphon/rpc/client.h>
#include <antiphon/rpc/service.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/// Everything that a service can have, twice.
namespace golden::services {

struct Message;
struct Moved;
struct Jumped;
struct Motion;
struct ClosedInfo;
struct Notice;
struct NotAMemberData;
struct PostParams;
struct HistoryParams;
struct HistoryResult;
struct AddParams;
struct MayJoinParams;
struct MayHearParams;
struct FindParams;
struct LeaveParams;
struct PingParams;
struct Typing;
struct Announced;
struct NoticePayload;
struct PushJob;
struct AdminPostParams;
struct PostResult;
struct Posted;

using Room = antiphon::Strong<struct RoomTag, std::string>;
/// Room on the wire, with its limits.
struct RoomForm : antiphon::json::wire::Checked<RoomForm,
        antiphon::json::wire::StrongOver<antiphon::json::wire::String>> {
    static void check(const antiphon::json::Path& path, const Room& value);
};

enum class Color {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    red,
    blue,
};
/// As on the wire.
std::string_view to_string(Color value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Color>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Color>& out);
std::string_view key_text(const antiphon::OpenEnum<Color>& value);

struct Message {
    Room room{};
    antiphon::Uuid author{};
    std::string text{};

    friend bool operator==(const Message&, const Message&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Message& out);
void write_json(std::string& out, const Message& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Message& value);

struct Moved {
    double x{};
    double y{};

    friend bool operator==(const Moved&, const Moved&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Moved& out);
void write_json(std::string& out, const Moved& value);

struct Jumped {
    double height{};

    friend bool operator==(const Jumped&, const Jumped&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Jumped& out);
void write_json(std::string& out, const Jumped& value);

struct Motion : std::variant<Moved, Jumped, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Motion& out);
void write_json(std::string& out, const Motion& value);

struct ClosedInfo {
    antiphon::Timestamp at{};

    friend bool operator==(const ClosedInfo&, const ClosedInfo&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClosedInfo& out);
void write_json(std::string& out, const ClosedInfo& value);

struct Notice {
    std::string text{};

    friend bool operator==(const Notice&, const Notice&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Notice& out);
void write_json(std::string& out, const Notice& value);

struct NotAMemberData {
    antiphon::Uuid user{};
    Room room{};
    std::optional<std::string> reason{};
    std::int32_t code{};
    std::string what{};

    friend bool operator==(const NotAMemberData&, const NotAMemberData&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NotAMemberData& out);
void write_json(std::string& out, const NotAMemberData& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const NotAMemberData& value);

struct PostParams {
    Room room{};
    std::string text{};
    std::optional<std::string> secret_word{};

    friend bool operator==(const PostParams&, const PostParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PostParams& out);
void write_json(std::string& out, const PostParams& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const PostParams& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_PostParams;
inline const antiphon::json::Secrets& secrets_of(const PostParams*) noexcept { return secrets_of_PostParams; }

struct HistoryParams {
    Room room{};
    std::optional<std::uint64_t> before{};
    std::uint32_t limit = 50U;

    friend bool operator==(const HistoryParams&, const HistoryParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, HistoryParams& out);
void write_json(std::string& out, const HistoryParams& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const HistoryParams& value);

/// Newest first.
struct HistoryResult {
    std::vector<Message> messages{};
    std::optional<std::string> next{};

    friend bool operator==(const HistoryResult&, const HistoryResult&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, HistoryResult& out);
void write_json(std::string& out, const HistoryResult& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const HistoryResult& value);

struct AddParams {
    std::int32_t a{};
    std::int32_t b{};

    friend bool operator==(const AddParams&, const AddParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AddParams& out);
void write_json(std::string& out, const AddParams& value);

struct MayJoinParams {
    Room room{};

    friend bool operator==(const MayJoinParams&, const MayJoinParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MayJoinParams& out);
void write_json(std::string& out, const MayJoinParams& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const MayJoinParams& value);

struct MayHearParams {
    Room room{};
    antiphon::OpenEnum<Color> color{};

    friend bool operator==(const MayHearParams&, const MayHearParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MayHearParams& out);
void write_json(std::string& out, const MayHearParams& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const MayHearParams& value);

struct FindParams {
    std::string text{};

    friend bool operator==(const FindParams&, const FindParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FindParams& out);
void write_json(std::string& out, const FindParams& value);

struct LeaveParams {
    Room room{};

    friend bool operator==(const LeaveParams&, const LeaveParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, LeaveParams& out);
void write_json(std::string& out, const LeaveParams& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const LeaveParams& value);

struct PingParams {
    std::optional<antiphon::Timestamp> at{};

    friend bool operator==(const PingParams&, const PingParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PingParams& out);
void write_json(std::string& out, const PingParams& value);

struct Typing {
    Room room{};
    antiphon::Uuid who{};

    friend bool operator==(const Typing&, const Typing&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Typing& out);
void write_json(std::string& out, const Typing& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Typing& value);

struct Announced {
    std::string text{};
    std::optional<antiphon::Timestamp> until{};

    friend bool operator==(const Announced&, const Announced&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Announced& out);
void write_json(std::string& out, const Announced& value);

struct NoticePayload {
    std::string tenant{};
    std::uint16_t number{};

    friend bool operator==(const NoticePayload&, const NoticePayload&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NoticePayload& out);
void write_json(std::string& out, const NoticePayload& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const NoticePayload& value);

struct PushJob {
    antiphon::Uuid user{};
    antiphon::OpenEnum<Color> color{};
    Message message{};

    friend bool operator==(const PushJob&, const PushJob&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PushJob& out);
void write_json(std::string& out, const PushJob& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const PushJob& value);

struct AdminPostParams {
    std::string text{};

    friend bool operator==(const AdminPostParams&, const AdminPostParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AdminPostParams& out);
void write_json(std::string& out, const AdminPostParams& value);

struct PostResult {
    antiphon::Uuid id{};

    friend bool operator==(const PostResult&, const PostResult&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PostResult& out);
void write_json(std::string& out, const PostResult& value);

struct Posted {
    std::string text{};

    friend bool operator==(const Posted&, const Posted&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Posted& out);
void write_json(std::string& out, const Posted& value);

/// Join first.
class NotAMember final : public antiphon::DeclaredError, public NotAMemberData {
  public:
    static constexpr int error_code = 52201;
    static constexpr std::string_view wire_type = "services.NotAMember";

    explicit NotAMember(NotAMemberData data);
    const NotAMemberData& data() const noexcept { return *this; }
    using antiphon::DeclaredError::code;  // the field is data().code
    using antiphon::DeclaredError::what;  // the field is data().what
    void write_detail(std::string& out) const override;
};

/// The room has no free seat
class RoomFull final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52202;
    static constexpr std::string_view wire_type = "services.RoomFull";

    RoomFull();
    void write_detail(std::string& out) const override;
};

/// Closed until {at}
class Closed final : public antiphon::DeclaredError, public ClosedInfo {
  public:
    static constexpr int error_code = 52203;
    static constexpr std::string_view wire_type = "services.Closed";

    explicit Closed(ClosedInfo data);
    const ClosedInfo& data() const noexcept { return *this; }
    using antiphon::DeclaredError::at;  // the field is data().at
    void write_detail(std::string& out) const override;
};

/// Rooms and messages.
///
/// Derive from it and write the methods. Several threads may call one object at once.
class ChatService : public antiphon::rpc::Service {
  public:
    /// Say something.
    virtual Message post(const PostParams& params, antiphon::Context& context) = 0;
    virtual HistoryResult history(const HistoryParams& params, antiphon::Context& context) = 0;
    virtual std::int64_t add(const AddParams& params, antiphon::Context& context) = 0;
    virtual bool may_join(const MayJoinParams& params, antiphon::Context& context) = 0;
    virtual bool may_hear(const MayHearParams& params, antiphon::Context& context) = 0;
    virtual std::vector<antiphon::Uuid> members(antiphon::Context& context) = 0;
    virtual std::optional<Message> find(const FindParams& params, antiphon::Context& context) = 0;
    virtual std::optional<std::int32_t> count(antiphon::Context& context) = 0;
    virtual void leave(const LeaveParams& params, antiphon::Context& context) = 0;
    virtual void ping(const PingParams& params, antiphon::Context& context) = 0;
    virtual void hush(antiphon::Context& context) = 0;
    /// Deprecated: use find
    virtual std::string old(antiphon::Context& context) = 0;
    virtual void foreign(const Notice& params, antiphon::Context& context) = 0;

    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the
/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up to
/// three required params may also be given one by one.
class ChatClient {
  public:
    explicit ChatClient(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}

    /// Say something.
    Message post(const PostParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Message> post_async(const PostParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    Message post(Room room, antiphon::rpc::Argument<std::string, PostParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return post(PostParams{.room = std::move(room), .text = std::forward<decltype(text)>(text)}, options);
    }
    std::future<Message> post_async(Room room, antiphon::rpc::Argument<std::string, PostParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return post_async(PostParams{.room = std::move(room), .text = std::forward<decltype(text)>(text)}, options);
    }

    HistoryResult history(const HistoryParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<HistoryResult> history_async(const HistoryParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    HistoryResult history(antiphon::rpc::Argument<Room, HistoryParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return history(HistoryParams{.room = std::forward<decltype(room)>(room)}, options);
    }
    std::future<HistoryResult> history_async(antiphon::rpc::Argument<Room, HistoryParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return history_async(HistoryParams{.room = std::forward<decltype(room)>(room)}, options);
    }

    std::int64_t add(const AddParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::int64_t> add_async(const AddParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::int64_t add(antiphon::rpc::Argument<std::int32_t, AddParams> auto&& b, antiphon::rpc::Argument<std::int32_t,
            AddParams> auto&& a, const antiphon::rpc::CallOptions& options = {}) const {
        return add(AddParams{.a = antiphon::rpc::number<std::int32_t>(a, "a"),
                .b = antiphon::rpc::number<std::int32_t>(b, "b")}, options);
    }
    std::future<std::int64_t> add_async(antiphon::rpc::Argument<std::int32_t, AddParams> auto&& b,
            antiphon::rpc::Argument<std::int32_t, AddParams> auto&& a,
            const antiphon::rpc::CallOptions& options = {}) const {
        return add_async(AddParams{.a = antiphon::rpc::number<std::int32_t>(a, "a"),
                .b = antiphon::rpc::number<std::int32_t>(b, "b")}, options);
    }

    bool may_join(const MayJoinParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<bool> may_join_async(const MayJoinParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    bool may_join(antiphon::rpc::Argument<Room, MayJoinParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return may_join(MayJoinParams{.room = std::forward<decltype(room)>(room)}, options);
    }
    std::future<bool> may_join_async(antiphon::rpc::Argument<Room, MayJoinParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return may_join_async(MayJoinParams{.room = std::forward<decltype(room)>(room)}, options);
    }

    bool may_hear(const MayHearParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<bool> may_hear_async(const MayHearParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    bool may_hear(Room room, antiphon::rpc::Argument<antiphon::OpenEnum<Color>, MayHearParams> auto&& color,
            const antiphon::rpc::CallOptions& options = {}) const {
        return may_hear(MayHearParams{.room = std::move(room), .color = std::forward<decltype(color)>(color)}, options);
    }
    std::future<bool> may_hear_async(Room room, antiphon::rpc::Argument<antiphon::OpenEnum<Color>,
            MayHearParams> auto&& color, const antiphon::rpc::CallOptions& options = {}) const {
        return may_hear_async(MayHearParams{.room = std::move(room), .color = std::forward<decltype(color)>(color)},
                options);
    }

    std::vector<antiphon::Uuid> members(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::vector<antiphon::Uuid>> members_async(const antiphon::rpc::CallOptions& options = {}) const;

    std::optional<Message> find(const FindParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::optional<Message>> find_async(const FindParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    std::optional<Message> find(antiphon::rpc::Argument<std::string, FindParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return find(FindParams{.text = std::forward<decltype(text)>(text)}, options);
    }
    std::future<std::optional<Message>> find_async(antiphon::rpc::Argument<std::string, FindParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return find_async(FindParams{.text = std::forward<decltype(text)>(text)}, options);
    }

    std::optional<std::int32_t> count(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::optional<std::int32_t>> count_async(const antiphon::rpc::CallOptions& options = {}) const;

    void leave(const LeaveParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> leave_async(const LeaveParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void leave(antiphon::rpc::Argument<Room, LeaveParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return leave(LeaveParams{.room = std::forward<decltype(room)>(room)}, options);
    }
    std::future<void> leave_async(antiphon::rpc::Argument<Room, LeaveParams> auto&& room,
            const antiphon::rpc::CallOptions& options = {}) const {
        return leave_async(LeaveParams{.room = std::forward<decltype(room)>(room)}, options);
    }

    void ping(const PingParams& params, const antiphon::rpc::CallOptions& options = {}) const;

    void hush(const antiphon::rpc::CallOptions& options = {}) const;

    /// Deprecated: use find
    [[deprecated("use find")]] std::string old(const antiphon::rpc::CallOptions& options = {}) const;
    [[deprecated("use find")]] std::future<std::string> old_async(const antiphon::rpc::CallOptions& options = {}) const;

    void foreign(const Notice& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> foreign_async(const Notice& params, const antiphon::rpc::CallOptions& options = {}) const;
    void foreign(antiphon::rpc::Argument<std::string, Notice> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return foreign(Notice{.text = std::forward<decltype(text)>(text)}, options);
    }
    std::future<void> foreign_async(antiphon::rpc::Argument<std::string, Notice> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return foreign_async(Notice{.text = std::forward<decltype(text)>(text)}, options);
    }

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

namespace chat_channels {

/// All that is said.
struct room {
    struct Params {
        Room room{};
    };
    static const antiphon::events::ChannelType type;
    /// chat.room:{room}
    static std::string address(const Params& params);
};

struct signals {
    struct Params {
        antiphon::OpenEnum<Color> color{};
        Room room{};
    };
    static const antiphon::events::ChannelType type;
    /// chat.signals:{room}:{color}
    static std::string address(const Params& params);
};

struct news {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// chat.news
    static std::string address(const Params& params);
};

struct plain {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// plain-events
    static std::string address(const Params& params);
};

struct laravel {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// events:order
    static std::string address(const Params& params);
};

struct numbered {
    struct Params {
        std::uint16_t shard{};
        std::string tenant{};
    };
    static const antiphon::events::ChannelType type;
    /// chat.numbered:{shard}:{tenant}
    static std::string address(const Params& params);
};

}  // namespace chat_channels

namespace chat_events {

/// Somebody said something.
struct posted {
    using Payload = Message;
    using Channel = chat_channels::room;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const posted& event);
void check_limits(const posted& event);

struct typing {
    using Payload = Typing;
    using Channel = chat_channels::signals;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
    ChannelParams to{};
};
std::string address_of(const typing& event);
void check_limits(const typing& event);

struct announced {
    using Payload = Announced;
    using Channel = chat_channels::news;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const announced& event);

struct tick {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = chat_channels::news;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const tick& event);

struct motion {
    using Payload = Motion;
    using Channel = chat_channels::plain;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const motion& event);

struct order_created {
    using Payload = Notice;
    using Channel = chat_channels::laravel;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const order_created& event);

struct order_paid {
    using Payload = Notice;
    using Channel = chat_channels::laravel;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const order_paid& event);

struct notice {
    using Payload = NoticePayload;
    using Channel = chat_channels::numbered;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const notice& event);
void check_limits(const notice& event);

}  // namespace chat_events

namespace chat_queues {

/// Tells phones.
struct push {
    using Payload = PushJob;
    static constexpr std::string_view name = "chat.push";
    /// A job that is not acknowledged in this time goes to another worker.
    static constexpr std::chrono::milliseconds visibility_timeout{30000};
    static constexpr int max_attempts = 3;
    static constexpr std::chrono::milliseconds first_retry{500}, longest_retry{60000};
    static constexpr double retry_factor = 1.5, retry_jitter = 0.25;
    static constexpr bool dead_letter = true;
    static constexpr bool delay = true;
    static constexpr std::size_t max_length = 100000;  ///< 0: no limit
    /// Jobs of one key within the window are one job.
    static constexpr std::chrono::milliseconds dedupe_window{60000};
    static std::string dedupe_key(const Payload& payload);
    /// Jobs of one key run one after another.
    static std::string order_key(const Payload& payload);

    Payload payload{};
};

struct plain_push {
    using Payload = Message;
    static constexpr std::string_view name = "chat.plain_push";
    /// A job that is not acknowledged in this time goes to another worker.
    static constexpr std::chrono::milliseconds visibility_timeout{1000};
    static constexpr int max_attempts = 5;
    static constexpr std::chrono::milliseconds first_retry{1000}, longest_retry{60000};
    static constexpr double retry_factor = 2.0, retry_jitter = 0.2;
    static constexpr bool dead_letter = false;
    static constexpr bool delay = false;
    static constexpr std::size_t max_length = 0;  ///< 0: no limit

    Payload payload{};
};

}  // namespace chat_queues

/// Derive from it and write the methods. Several threads may call one object at once.
class AdminService : public antiphon::rpc::Service {
  public:
    virtual PostResult post(const AdminPostParams& params, antiphon::Context& context) = 0;

    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the
/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up to
/// three required params may also be given one by one.
class AdminClient {
  public:
    explicit AdminClient(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}

    PostResult post(const AdminPostParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<PostResult> post_async(const AdminPostParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    PostResult post(antiphon::rpc::Argument<std::string, AdminPostParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return post(AdminPostParams{.text = std::forward<decltype(text)>(text)}, options);
    }
    std::future<PostResult> post_async(antiphon::rpc::Argument<std::string, AdminPostParams> auto&& text,
            const antiphon::rpc::CallOptions& options = {}) const {
        return post_async(AdminPostParams{.text = std::forward<decltype(text)>(text)}, options);
    }

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

namespace admin_channels {

struct room {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// admin.room
    static std::string address(const Params& params);
};

}  // namespace admin_channels

namespace admin_events {

struct posted {
    using Payload = Posted;
    using Channel = admin_channels::room;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const posted& event);

}  // namespace admin_events

namespace admin_queues {

struct push {
    using Payload = Notice;
    static constexpr std::string_view name = "admin.push";
    /// A job that is not acknowledged in this time goes to another worker.
    static constexpr std::chrono::milliseconds visibility_timeout{30000};
    static constexpr int max_attempts = 5;
    static constexpr std::chrono::milliseconds first_retry{1000}, longest_retry{60000};
    static constexpr double retry_factor = 2.0, retry_jitter = 0.2;
    static constexpr bool dead_letter = true;
    static constexpr bool delay = false;
    static constexpr std::size_t max_length = 0;  ///< 0: no limit

    Payload payload{};
};

}  // namespace admin_queues

}  // namespace golden::services

#pragma GCC diagnostic pop
