// Made by antiphon from hostile.json; changes here are lost.
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

/// */ """ ${x} `code` \ .
/// #define X \ .
/// <script>alert(1)</script> )json"  ]]>
namespace class_::antiphon_::std_ {

struct Service_;
struct Client;
struct DeclaredError;
struct PlaceParams;
struct Placed;
struct FormForm;
struct Keywords;
struct OutOfStockData;
struct ClassPlaceParams;
struct DeleteParams;
struct PlaceAsyncParams;
struct ChannelParams;
struct PlacedPayload;
struct ClassJob;

/// A name that generated code would like to have.
struct Service_ {
    std::int32_t id{};

    friend bool operator==(const Service_&, const Service_&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Service_& out);
void write_json(std::string& out, const Service_& value);

struct Client {
    std::optional<std::int32_t> Client_{};

    friend bool operator==(const Client&, const Client&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Client& out);
void write_json(std::string& out, const Client& value);

struct DeclaredError {
    std::string what{};

    friend bool operator==(const DeclaredError&, const DeclaredError&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DeclaredError& out);
void write_json(std::string& out, const DeclaredError& value);

enum class NULL_ {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    EOF_,
    NULL_,
    unknown__,
    errno_,
    odd,
    class_,
    static_,
    None,
    True,
};
/// As on the wire.
std::string_view to_string(NULL_ value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<NULL_>& out);
void write_json(std::string& out, const antiphon::OpenEnum<NULL_>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<NULL_>& out);
std::string_view key_text(const antiphon::OpenEnum<NULL_>& value);

struct PlaceParams {
    bool taken{};

    friend bool operator==(const PlaceParams&, const PlaceParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceParams& out);
void write_json(std::string& out, const PlaceParams& value);

struct Placed {
    bool taken{};

    friend bool operator==(const Placed&, const Placed&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Placed& out);
void write_json(std::string& out, const Placed& value);

using Form = std::string;
/// Form on the wire, with its limits.
struct FormForm_ : antiphon::json::wire::Checked<FormForm_, antiphon::json::wire::String> {
    static void check(const antiphon::json::Path& path, const Form& value);
};

struct FormForm {
    Form form{};

    friend bool operator==(const FormForm&, const FormForm&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FormForm& out);
void write_json(std::string& out, const FormForm& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const FormForm& value);

struct Keywords {
    std::int32_t class_{};
    std::string namespace_{};
    bool this_{};
    bool or_{};
    bool not_{};
    bool and_{};
    bool register_{};
    std::string default_ = "*/ \"\"\" ${x}";
    std::optional<std::int32_t> auto_{};
    std::vector<std::string> catch_{};
    bool delete_{};
    bool new_{};
    std::int32_t value{};
    std::int32_t path{};
    std::int32_t out{};
    std::int32_t object{};
    std::int32_t json{};
    std::int32_t wire{};
    std::int32_t std_{};
    std::int32_t antiphon_{};
    std::int32_t read_json{};
    std::int32_t write_json{};
    std::int32_t int_{};
    std::int32_t errno_{};
    std::int32_t self{};
    std::int32_t from{};
    std::int32_t lambda{};
    std::int32_t None{};
    std::int32_t function{};
    std::int32_t constructor{};
    std::int32_t proto{};
    std::int32_t import{};
    std::int32_t extra_{};
    std::int32_t Keywords_{};
    Form Form_{};
    std::optional<Placed> Placed_{};
    std::string content_type{};
    std::int32_t odd{};
    std::int32_t uni{};
    std::int32_t a_u_b{};
    std::int32_t _{};
    std::int32_t x_Upper{};
    /// Members that this program does not know, kept and written back.
    std::map<std::string, antiphon::JsonText> extra{};

    friend bool operator==(const Keywords&, const Keywords&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Keywords& out);
void write_json(std::string& out, const Keywords& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Keywords& value);

struct OutOfStockData {
    std::string code{};
    std::string what{};
    std::int32_t kind{};
    bool retry{};
    std::int32_t data{};
    std::string at{};
    std::string type{};

    friend bool operator==(const OutOfStockData&, const OutOfStockData&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OutOfStockData& out);
void write_json(std::string& out, const OutOfStockData& value);

struct ClassPlaceParams {
    std::int32_t class_{};
    std::int32_t context{};
    std::int32_t params{};
    std::int32_t options{};

    friend bool operator==(const ClassPlaceParams&, const ClassPlaceParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClassPlaceParams& out);
void write_json(std::string& out, const ClassPlaceParams& value);

struct DeleteParams {
    std::int32_t this_{};

    friend bool operator==(const DeleteParams&, const DeleteParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DeleteParams& out);
void write_json(std::string& out, const DeleteParams& value);

struct PlaceAsyncParams {
    std::int32_t x{};

    friend bool operator==(const PlaceAsyncParams&, const PlaceAsyncParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceAsyncParams& out);
void write_json(std::string& out, const PlaceAsyncParams& value);

struct ChannelParams {
    std::int32_t x{};

    friend bool operator==(const ChannelParams&, const ChannelParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ChannelParams& out);
void write_json(std::string& out, const ChannelParams& value);

struct PlacedPayload {
    std::string class_{};

    friend bool operator==(const PlacedPayload&, const PlacedPayload&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlacedPayload& out);
void write_json(std::string& out, const PlacedPayload& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const PlacedPayload& value);

struct ClassJob {
    std::int32_t class_{};

    friend bool operator==(const ClassJob&, const ClassJob&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClassJob& out);
void write_json(std::string& out, const ClassJob& value);

/// */ \ .
class OutOfStock final : public antiphon::DeclaredError, public OutOfStockData {
  public:
    static constexpr int error_code = 53001;
    static constexpr std::string_view wire_type = "class.OutOfStock";

    explicit OutOfStock(OutOfStockData data);
    const OutOfStockData& data() const noexcept { return *this; }
    using antiphon::DeclaredError::code;  // the field is data().code
    using antiphon::DeclaredError::what;  // the field is data().what
    using antiphon::DeclaredError::kind;  // the field is data().kind
    using antiphon::DeclaredError::retry;  // the field is data().retry
    using antiphon::DeclaredError::at;  // the field is data().at
    using antiphon::DeclaredError::type;  // the field is data().type
    void write_detail(std::string& out) const override;
};

/// never
class Error final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 53002;
    static constexpr std::string_view wire_type = "class.Error";

    Error();
    void write_detail(std::string& out) const override;
};

using HiddenData_ = DeclaredError;  // hidden by a base class, inside
/// {what}
class Hidden final : public antiphon::DeclaredError, public HiddenData_ {
  public:
    static constexpr int error_code = 53003;
    static constexpr std::string_view wire_type = "class.Hidden";

    explicit Hidden(HiddenData_ data);
    const HiddenData_& data() const noexcept { return *this; }
    using antiphon::DeclaredError::what;  // the field is data().what
    void write_detail(std::string& out) const override;
};

using HiddenListData_ = std::map<std::string, std::vector<DeclaredError>>;  // hidden by a base class, inside
/// never
class HiddenList final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 53004;
    static constexpr std::string_view wire_type = "class.HiddenList";

    explicit HiddenList(HiddenListData_ data);
    const HiddenListData_& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    HiddenListData_ data_;
};

/// A service called class. \ .
///
/// Derive from it and write the methods. Several threads may call one object at once.
class Service : public antiphon::rpc::Service {
  public:
    /// */ \ .
    virtual Keywords place(const ClassPlaceParams& params, antiphon::Context& context) = 0;
    virtual std::string info_(antiphon::Context& context) = 0;
    virtual void delete_(const DeleteParams& params, antiphon::Context& context) = 0;
    virtual void place_async(const PlaceAsyncParams& params, antiphon::Context& context) = 0;
    virtual void channel__(const ChannelParams& params, antiphon::Context& context) = 0;
    virtual void Client_(antiphon::Context& context) = 0;
    virtual void Service__(antiphon::Context& context) = 0;
    virtual Service_ serve(const Service_& params, antiphon::Context& context) = 0;
    virtual void std_(antiphon::Context& context) = 0;
    virtual void antiphon_(antiphon::Context& context) = 0;

    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the
/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up to
/// three required params may also be given one by one.
class ClassClient {
  public:
    explicit ClassClient(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}

    /// */ \ .
    Keywords place(const ClassPlaceParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Keywords> place_async_(const ClassPlaceParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;

    std::string info_(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::string> info_async(const antiphon::rpc::CallOptions& options = {}) const;

    void delete_(const DeleteParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> delete_async(const DeleteParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void delete_(antiphon::rpc::Argument<std::int32_t, DeleteParams> auto&& this_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return delete_(DeleteParams{.this_ = antiphon::rpc::number<std::int32_t>(this_, "this")}, options);
    }
    std::future<void> delete_async(antiphon::rpc::Argument<std::int32_t, DeleteParams> auto&& this_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return delete_async(DeleteParams{.this_ = antiphon::rpc::number<std::int32_t>(this_, "this")}, options);
    }

    void place_async(const PlaceAsyncParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> place_async_async(const PlaceAsyncParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    void place_async(antiphon::rpc::Argument<std::int32_t, PlaceAsyncParams> auto&& x,
            const antiphon::rpc::CallOptions& options = {}) const {
        return place_async(PlaceAsyncParams{.x = antiphon::rpc::number<std::int32_t>(x, "x")}, options);
    }
    std::future<void> place_async_async(antiphon::rpc::Argument<std::int32_t, PlaceAsyncParams> auto&& x,
            const antiphon::rpc::CallOptions& options = {}) const {
        return place_async_async(PlaceAsyncParams{.x = antiphon::rpc::number<std::int32_t>(x, "x")}, options);
    }

    void channel__(const ChannelParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> channel__async(const ChannelParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void channel__(antiphon::rpc::Argument<std::int32_t, ChannelParams> auto&& x,
            const antiphon::rpc::CallOptions& options = {}) const {
        return channel__(ChannelParams{.x = antiphon::rpc::number<std::int32_t>(x, "x")}, options);
    }
    std::future<void> channel__async(antiphon::rpc::Argument<std::int32_t, ChannelParams> auto&& x,
            const antiphon::rpc::CallOptions& options = {}) const {
        return channel__async(ChannelParams{.x = antiphon::rpc::number<std::int32_t>(x, "x")}, options);
    }

    void Client_(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> Client_async(const antiphon::rpc::CallOptions& options = {}) const;

    void Service__(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> Service_async(const antiphon::rpc::CallOptions& options = {}) const;

    Service_ serve(const Service_& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Service_> serve_async(const Service_& params, const antiphon::rpc::CallOptions& options = {}) const;
    Service_ serve(antiphon::rpc::Argument<std::int32_t, Service_> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return serve(Service_{.id = antiphon::rpc::number<std::int32_t>(id, "id")}, options);
    }
    std::future<Service_> serve_async(antiphon::rpc::Argument<std::int32_t, Service_> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return serve_async(Service_{.id = antiphon::rpc::number<std::int32_t>(id, "id")}, options);
    }

    void std_(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> std_async(const antiphon::rpc::CallOptions& options = {}) const;

    void antiphon_(const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> antiphon_async(const antiphon::rpc::CallOptions& options = {}) const;

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

namespace channels {

struct class_ {
    struct Params {
        std::string class_{};
    };
    static const antiphon::events::ChannelType type;
    /// class.class:{class}
    static std::string address(const Params& params);
};

struct type_ {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// class.type
    static std::string address(const Params& params);
};

struct Params_ {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// class.Params
    static std::string address(const Params& params);
};

struct std_ {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// class.std
    static std::string address(const Params& params);
};

}  // namespace channels

namespace events {

struct placed {
    using Payload = PlacedPayload;
    using Channel = channels::class_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const placed& event);
void check_limits(const placed& event);

struct delete_ {
    using Payload = Keywords;
    using Channel = channels::class_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
    ChannelParams to{};
};
std::string address_of(const delete_& event);
void check_limits(const delete_& event);

struct std_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::std_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const std_& event);

struct antiphon_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::std_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const antiphon_& event);

struct payload_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::type_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const payload_& event);

struct type_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::type_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const type_& event);

struct to_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::Params_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const to_& event);

struct address_of_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::Params_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const address_of_& event);

struct Placed_ {
    using Payload = antiphon::JsonText;  // the event says all
    using Form = antiphon::json::wire::Json;
    using Channel = channels::Params_;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{"{}"};
};
std::string address_of(const Placed_& event);

}  // namespace events

namespace queues {

struct class_ {
    using Payload = ClassJob;
    static constexpr std::string_view name = "class.class";
    /// A job that is not acknowledged in this time goes to another worker.
    static constexpr std::chrono::milliseconds visibility_timeout{30000};
    static constexpr int max_attempts = 5;
    static constexpr std::chrono::milliseconds first_retry{1000}, longest_retry{60000};
    static constexpr double retry_factor = 2.0, retry_jitter = 0.2;
    static constexpr bool dead_letter = true;
    static constexpr bool delay = false;
    static constexpr std::size_t max_length = 0;  ///< 0: no limit
    /// Jobs of one key run one after another.
    static std::string order_key(const Payload& payload);

    Payload payload{};
};

struct std_ {
    using Payload = Placed;
    static constexpr std::string_view name = "class.std";
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

}  // namespace queues

}  // namespace class_::antiphon_::std_
