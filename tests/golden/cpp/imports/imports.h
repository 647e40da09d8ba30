// Made by antiphon from imports.json; changes here are lost.
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
#include <antiphon/json/value.h>
#include <antiphon/json/wire.h>
#include <antiphon/rpc/client.h>
#include <antiphon/rpc/service.h>

#include "common.h"

namespace golden::imports {

struct Bill;
struct GetParams;

struct Bill {
    antiphon::Timestamp created_at{};
    golden::common::Money total{};
    std::vector<golden::common::Money> parts{};
    std::optional<golden::common::UserId> payer{};
    antiphon::OpenEnum<golden::common::Tone> tone = golden::common::Tone::minor;
    std::optional<golden::common::Shape> shape{};
    std::map<golden::common::UserId, golden::common::Currency> by_user{};

    friend bool operator==(const Bill&, const Bill&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Bill& out);
void write_json(std::string& out, const Bill& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Bill& value);

struct GetParams {
    std::string id{};
    std::optional<golden::common::UserId> payer{};

    friend bool operator==(const GetParams&, const GetParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, GetParams& out);
void write_json(std::string& out, const GetParams& value);

/// Derive from it and write the methods. Several threads may call one object at once.
class Service : public antiphon::rpc::Service {
  public:
    virtual Bill get(const GetParams& params, antiphon::Context& context) = 0;
    virtual std::optional<golden::common::Money> stamp(const golden::common::Stamped& params,
            antiphon::Context& context) = 0;

    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the
/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up to
/// three required params may also be given one by one.
class Client {
  public:
    explicit Client(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}

    Bill get(const GetParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Bill> get_async(const GetParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    Bill get(antiphon::rpc::Argument<std::string, GetParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return get(GetParams{.id = std::forward<decltype(id)>(id)}, options);
    }
    std::future<Bill> get_async(antiphon::rpc::Argument<std::string, GetParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return get_async(GetParams{.id = std::forward<decltype(id)>(id)}, options);
    }

    std::optional<golden::common::Money> stamp(const golden::common::Stamped& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::optional<golden::common::Money>> stamp_async(const golden::common::Stamped& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    std::optional<golden::common::Money> stamp(antiphon::rpc::Argument<antiphon::Timestamp,
            golden::common::Stamped> auto&& created_at, const antiphon::rpc::CallOptions& options = {}) const {
        return stamp(golden::common::Stamped{.created_at = std::forward<decltype(created_at)>(created_at)}, options);
    }
    std::future<std::optional<golden::common::Money>> stamp_async(antiphon::rpc::Argument<antiphon::Timestamp,
            golden::common::Stamped> auto&& created_at, const antiphon::rpc::CallOptions& options = {}) const {
        return stamp_async(golden::common::Stamped{.created_at = std::forward<decltype(created_at)>(created_at)},
                options);
    }

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

namespace channels {

struct of_user {
    struct Params {
        golden::common::UserId user{};
    };
    static const antiphon::events::ChannelType type;
    /// bills.of_user:{user}
    static std::string address(const Params& params);
};

}  // namespace channels

namespace events {

struct sent {
    using Payload = Bill;
    using Channel = channels::of_user;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
    ChannelParams to{};
};
std::string address_of(const sent& event);
void check_limits(const sent& event);

struct stamped {
    using Payload = golden::common::Stamped;
    using Channel = channels::of_user;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
    ChannelParams to{};
};
std::string address_of(const stamped& event);

}  // namespace events

}  // namespace golden::imports
