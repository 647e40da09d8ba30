// Made by antiphon from calls.json; changes here are lost.
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

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/// How a client is called: with one struct, or with few single arguments. How errors carry data.
namespace golden::calls {

struct Item;
struct Tree;
struct PickParams;
struct Choice;
struct FailedData;
struct GetParams;
struct PlaceParams;
struct MoveParams;
struct FourParams;
struct NoneParams;
struct DivideParams;
struct OpenPortParams;
struct CountParams;
struct EnableParams;
struct AllowParams;
struct RateParams;
struct TurnParams;
struct ShiftParams;
struct MarkParams;
struct ResizeParams;
struct TagParams;
struct NameParams;
struct WaitParams;
struct KeepParams;
struct OldParams;
struct ClashParams;

using Sku = antiphon::Strong<struct SkuTag, std::string>;

using Port = std::uint16_t;

enum class Size {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    small,
    large,
};
/// As on the wire.
std::string_view to_string(Size value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Size>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Size>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Size>& out);
std::string_view key_text(const antiphon::OpenEnum<Size>& value);

struct Item {
    Sku sku{};
    std::int32_t quantity{};

    friend bool operator==(const Item&, const Item&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Item& out);
void write_json(std::string& out, const Item& value);

struct Tree {
    std::vector<Tree> branches{};
    std::optional<std::string> name{};

    friend bool operator==(const Tree&, const Tree&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tree& out);
void write_json(std::string& out, const Tree& value);

struct Choice : std::variant<std::string, std::vector<Item>, bool, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Choice& out);
void write_json(std::string& out, const Choice& value);

struct PickParams {
    Choice what{};

    friend bool operator==(const PickParams&, const PickParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PickParams& out);
void write_json(std::string& out, const PickParams& value);

using Same = Item;

using Quota = std::int32_t;
/// Quota on the wire, with its limits.
struct QuotaForm : antiphon::json::wire::Checked<QuotaForm, antiphon::json::wire::Int32> {
    static void check(const antiphon::json::Path& path, const Quota& value);
};

enum class Error {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    locked,
    lost,
};
/// As on the wire.
std::string_view to_string(Error value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Error>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Error>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Error>& out);
std::string_view key_text(const antiphon::OpenEnum<Error>& value);

struct FailedData {
    antiphon::OpenEnum<Error> why{};
    std::optional<antiphon::OpenEnum<Error>> others{};

    friend bool operator==(const FailedData&, const FailedData&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FailedData& out);
void write_json(std::string& out, const FailedData& value);

struct GetParams {
    std::optional<std::string> note{};
    antiphon::Uuid id{};

    friend bool operator==(const GetParams&, const GetParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, GetParams& out);
void write_json(std::string& out, const GetParams& value);

struct PlaceParams {
    std::vector<Item> items{};
    std::string card{};
    std::optional<std::string> coupon{};

    friend bool operator==(const PlaceParams&, const PlaceParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, PlaceParams& out);
void write_json(std::string& out, const PlaceParams& value);

struct MoveParams {
    Sku from{};
    Sku to{};
    std::uint32_t count{};
    std::string why = "sold";

    friend bool operator==(const MoveParams&, const MoveParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MoveParams& out);
void write_json(std::string& out, const MoveParams& value);

struct FourParams {
    std::int32_t a{};
    std::int32_t b{};
    std::int32_t c{};
    std::int32_t d{};

    friend bool operator==(const FourParams&, const FourParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, FourParams& out);
void write_json(std::string& out, const FourParams& value);

struct NoneParams {
    std::optional<std::int32_t> a{};
    std::int32_t b = 1;

    friend bool operator==(const NoneParams&, const NoneParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NoneParams& out);
void write_json(std::string& out, const NoneParams& value);

struct DivideParams {
    double by{};
    double value{};

    friend bool operator==(const DivideParams&, const DivideParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, DivideParams& out);
void write_json(std::string& out, const DivideParams& value);

struct OpenPortParams {
    Port port{};

    friend bool operator==(const OpenPortParams&, const OpenPortParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OpenPortParams& out);
void write_json(std::string& out, const OpenPortParams& value);

struct CountParams {
    std::int64_t from{};

    friend bool operator==(const CountParams&, const CountParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, CountParams& out);
void write_json(std::string& out, const CountParams& value);

struct EnableParams {
    bool on{};

    friend bool operator==(const EnableParams&, const EnableParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, EnableParams& out);
void write_json(std::string& out, const EnableParams& value);

struct AllowParams {
    std::optional<bool> on{};

    friend bool operator==(const AllowParams&, const AllowParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, AllowParams& out);
void write_json(std::string& out, const AllowParams& value);

struct RateParams {
    std::optional<std::int32_t> stars{};

    friend bool operator==(const RateParams&, const RateParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, RateParams& out);
void write_json(std::string& out, const RateParams& value);

struct TurnParams {
    bool on{};
    std::chrono::milliseconds after{};

    friend bool operator==(const TurnParams&, const TurnParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, TurnParams& out);
void write_json(std::string& out, const TurnParams& value);

struct ShiftParams {
    std::int32_t by{};
    std::vector<Sku> skus{};

    friend bool operator==(const ShiftParams&, const ShiftParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ShiftParams& out);
void write_json(std::string& out, const ShiftParams& value);

struct MarkParams {
    bool on{};
    std::optional<std::uint8_t> level{};
    std::string note{};

    friend bool operator==(const MarkParams&, const MarkParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, MarkParams& out);
void write_json(std::string& out, const MarkParams& value);

struct ResizeParams {
    antiphon::OpenEnum<Size> size{};

    friend bool operator==(const ResizeParams&, const ResizeParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ResizeParams& out);
void write_json(std::string& out, const ResizeParams& value);

struct TagParams {
    Sku sku{};

    friend bool operator==(const TagParams&, const TagParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, TagParams& out);
void write_json(std::string& out, const TagParams& value);

struct NameParams {
    std::optional<std::string> name{};

    friend bool operator==(const NameParams&, const NameParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NameParams& out);
void write_json(std::string& out, const NameParams& value);

struct WaitParams {
    std::chrono::milliseconds time{};

    friend bool operator==(const WaitParams&, const WaitParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, WaitParams& out);
void write_json(std::string& out, const WaitParams& value);

struct KeepParams {
    antiphon::JsonText any{};

    friend bool operator==(const KeepParams&, const KeepParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, KeepParams& out);
void write_json(std::string& out, const KeepParams& value);

struct OldParams {
    antiphon::Uuid id{};

    friend bool operator==(const OldParams&, const OldParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, OldParams& out);
void write_json(std::string& out, const OldParams& value);

struct ClashParams {
    std::string options{};
    std::string clash{};
    std::string timezone{};

    friend bool operator==(const ClashParams&, const ClashParams&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClashParams& out);
void write_json(std::string& out, const ClashParams& value);

/// It is gone
class Gone final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52301;
    static constexpr std::string_view wire_type = "shop.Gone";

    explicit Gone(std::string data);
    const std::string& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    std::string data_;
};

/// Not there
class OutOfStock final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52302;
    static constexpr std::string_view wire_type = "shop.OutOfStock";

    explicit OutOfStock(std::vector<Sku> data);
    const std::vector<Sku>& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    std::vector<Sku> data_;
};

/// Full
class Full final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52303;
    static constexpr std::string_view wire_type = "shop.Full";

    explicit Full(std::map<antiphon::OpenEnum<Size>, Quota> data);
    const std::map<antiphon::OpenEnum<Size>, Quota>& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    std::map<antiphon::OpenEnum<Size>, Quota> data_;
};

/// Does not fit
class Unfit final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52304;
    static constexpr std::string_view wire_type = "shop.Unfit";

    explicit Unfit(antiphon::OpenEnum<Size> data);
    const antiphon::OpenEnum<Size>& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    antiphon::OpenEnum<Size> data_;
};

/// Something else
class Other final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52305;
    static constexpr std::string_view wire_type = "shop.Other";

    explicit Other(Choice data);
    const Choice& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    Choice data_;
};

/// Strange
class Strange final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52306;
    static constexpr std::string_view wire_type = "shop.Strange";

    explicit Strange(antiphon::JsonText data);
    const antiphon::JsonText& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    antiphon::JsonText data_;
};

/// {sku} is used
class Used final : public antiphon::DeclaredError, public Same {
  public:
    static constexpr int error_code = 52307;
    static constexpr std::string_view wire_type = "shop.Used";

    explicit Used(Same data);
    const Same& data() const noexcept { return *this; }
    void write_detail(std::string& out) const override;
};

/// Late
class Late final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52308;
    static constexpr std::string_view wire_type = "shop.Late";

    explicit Late(std::int64_t data);
    const std::int64_t& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    std::int64_t data_;
};

/// failed: {why}, then {others}
class Failed final : public antiphon::DeclaredError, public FailedData {
  public:
    static constexpr int error_code = 52309;
    static constexpr std::string_view wire_type = "shop.Failed";

    explicit Failed(FailedData data);
    const FailedData& data() const noexcept { return *this; }
    void write_detail(std::string& out) const override;
};

using WorseData_ = std::vector<antiphon::OpenEnum<Error>>;  // hidden by a base class, inside
/// Worse
class Worse final : public antiphon::DeclaredError {
  public:
    static constexpr int error_code = 52310;
    static constexpr std::string_view wire_type = "shop.Worse";

    explicit Worse(WorseData_ data);
    const WorseData_& data() const noexcept { return data_; }
    void write_detail(std::string& out) const override;

  private:
    WorseData_ data_;
};

/// Derive from it and write the methods. Several threads may call one object at once.
class Service : public antiphon::rpc::Service {
  public:
    virtual Item get(const GetParams& params, antiphon::Context& context) = 0;
    virtual Item place(const PlaceParams& params, antiphon::Context& context) = 0;
    virtual bool move(const MoveParams& params, antiphon::Context& context) = 0;
    virtual void four(const FourParams& params, antiphon::Context& context) = 0;
    virtual void none(const NoneParams& params, antiphon::Context& context) = 0;
    virtual double divide(const DivideParams& params, antiphon::Context& context) = 0;
    virtual void open_port(const OpenPortParams& params, antiphon::Context& context) = 0;
    virtual std::int64_t count(const CountParams& params, antiphon::Context& context) = 0;
    virtual void enable(const EnableParams& params, antiphon::Context& context) = 0;
    virtual void allow(const AllowParams& params, antiphon::Context& context) = 0;
    virtual void rate(const RateParams& params, antiphon::Context& context) = 0;
    virtual void turn(const TurnParams& params, antiphon::Context& context) = 0;
    virtual void shift(const ShiftParams& params, antiphon::Context& context) = 0;
    virtual void mark(const MarkParams& params, antiphon::Context& context) = 0;
    virtual void resize(const ResizeParams& params, antiphon::Context& context) = 0;
    virtual void tag(const TagParams& params, antiphon::Context& context) = 0;
    virtual void name(const NameParams& params, antiphon::Context& context) = 0;
    virtual void wait(const WaitParams& params, antiphon::Context& context) = 0;
    virtual void keep(const KeepParams& params, antiphon::Context& context) = 0;
    virtual void pick(const PickParams& params, antiphon::Context& context) = 0;
    virtual void grow(const Tree& params, antiphon::Context& context) = 0;
    /// Deprecated: use get
    virtual void old(const OldParams& params, antiphon::Context& context) = 0;
    virtual void clash(const ClashParams& params, antiphon::Context& context) = 0;

    const antiphon::rpc::ServiceInfo& info() const noexcept final;
};

/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the
/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up to
/// three required params may also be given one by one.
class Client {
  public:
    explicit Client(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}

    Item get(const GetParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Item> get_async(const GetParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    Item get(antiphon::rpc::Argument<antiphon::Uuid, GetParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return get(GetParams{.id = std::forward<decltype(id)>(id)}, options);
    }
    std::future<Item> get_async(antiphon::rpc::Argument<antiphon::Uuid, GetParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return get_async(GetParams{.id = std::forward<decltype(id)>(id)}, options);
    }

    Item place(const PlaceParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<Item> place_async(const PlaceParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    Item place(std::vector<Item> items, antiphon::rpc::Argument<std::string, PlaceParams> auto&& card,
            const antiphon::rpc::CallOptions& options = {}) const {
        return place(PlaceParams{.items = std::move(items), .card = std::forward<decltype(card)>(card)}, options);
    }
    std::future<Item> place_async(std::vector<Item> items, antiphon::rpc::Argument<std::string,
            PlaceParams> auto&& card, const antiphon::rpc::CallOptions& options = {}) const {
        return place_async(PlaceParams{.items = std::move(items), .card = std::forward<decltype(card)>(card)}, options);
    }

    bool move(const MoveParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<bool> move_async(const MoveParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    bool move(Sku from, Sku to, antiphon::rpc::Argument<std::uint32_t, MoveParams> auto&& count,
            const antiphon::rpc::CallOptions& options = {}) const {
        return move(MoveParams{.from = std::move(from), .to = std::move(to),
                .count = antiphon::rpc::number<std::uint32_t>(count, "count")}, options);
    }
    std::future<bool> move_async(Sku from, Sku to, antiphon::rpc::Argument<std::uint32_t, MoveParams> auto&& count,
            const antiphon::rpc::CallOptions& options = {}) const {
        return move_async(MoveParams{.from = std::move(from), .to = std::move(to),
                .count = antiphon::rpc::number<std::uint32_t>(count, "count")}, options);
    }

    void four(const FourParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> four_async(const FourParams& params, const antiphon::rpc::CallOptions& options = {}) const;

    void none(const NoneParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> none_async(const NoneParams& params, const antiphon::rpc::CallOptions& options = {}) const;

    double divide(const DivideParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<double> divide_async(const DivideParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    double divide(antiphon::rpc::Argument<double, DivideParams> auto&& value, antiphon::rpc::Argument<double,
            DivideParams> auto&& by, const antiphon::rpc::CallOptions& options = {}) const {
        return divide(DivideParams{.by = antiphon::rpc::number<double>(by, "by"),
                .value = antiphon::rpc::number<double>(value, "value")}, options);
    }
    std::future<double> divide_async(antiphon::rpc::Argument<double, DivideParams> auto&& value,
            antiphon::rpc::Argument<double, DivideParams> auto&& by,
            const antiphon::rpc::CallOptions& options = {}) const {
        return divide_async(DivideParams{.by = antiphon::rpc::number<double>(by, "by"),
                .value = antiphon::rpc::number<double>(value, "value")}, options);
    }

    void open_port(const OpenPortParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void open_port(antiphon::rpc::Argument<Port, OpenPortParams> auto&& port,
            const antiphon::rpc::CallOptions& options = {}) const {
        return open_port(OpenPortParams{.port = antiphon::rpc::number<Port>(port, "port")}, options);
    }

    std::int64_t count(const CountParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<std::int64_t> count_async(const CountParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    std::int64_t count(antiphon::rpc::Argument<std::int64_t, CountParams> auto&& from,
            const antiphon::rpc::CallOptions& options = {}) const {
        return count(CountParams{.from = antiphon::rpc::number<std::int64_t>(from, "from")}, options);
    }
    std::future<std::int64_t> count_async(antiphon::rpc::Argument<std::int64_t, CountParams> auto&& from,
            const antiphon::rpc::CallOptions& options = {}) const {
        return count_async(CountParams{.from = antiphon::rpc::number<std::int64_t>(from, "from")}, options);
    }

    void enable(const EnableParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> enable_async(const EnableParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void enable(antiphon::rpc::Argument<bool, EnableParams> auto&& on,
            const antiphon::rpc::CallOptions& options = {}) const {
        return enable(EnableParams{.on = std::forward<decltype(on)>(on)}, options);
    }
    std::future<void> enable_async(antiphon::rpc::Argument<bool, EnableParams> auto&& on,
            const antiphon::rpc::CallOptions& options = {}) const {
        return enable_async(EnableParams{.on = std::forward<decltype(on)>(on)}, options);
    }

    void allow(const AllowParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> allow_async(const AllowParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void allow(antiphon::rpc::Argument<std::optional<bool>, AllowParams> auto&& on,
            const antiphon::rpc::CallOptions& options = {}) const {
        return allow(AllowParams{.on = std::forward<decltype(on)>(on)}, options);
    }
    std::future<void> allow_async(antiphon::rpc::Argument<std::optional<bool>, AllowParams> auto&& on,
            const antiphon::rpc::CallOptions& options = {}) const {
        return allow_async(AllowParams{.on = std::forward<decltype(on)>(on)}, options);
    }

    void rate(const RateParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> rate_async(const RateParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void rate(antiphon::rpc::Argument<std::optional<std::int32_t>, RateParams> auto&& stars,
            const antiphon::rpc::CallOptions& options = {}) const {
        return rate(RateParams{.stars = antiphon::rpc::number<std::optional<std::int32_t>>(stars, "stars")}, options);
    }
    std::future<void> rate_async(antiphon::rpc::Argument<std::optional<std::int32_t>, RateParams> auto&& stars,
            const antiphon::rpc::CallOptions& options = {}) const {
        return rate_async(RateParams{.stars = antiphon::rpc::number<std::optional<std::int32_t>>(stars, "stars")},
                options);
    }

    void turn(const TurnParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> turn_async(const TurnParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void turn(antiphon::rpc::Argument<bool, TurnParams> auto&& on, antiphon::rpc::Argument<std::chrono::milliseconds,
            TurnParams> auto&& after, const antiphon::rpc::CallOptions& options = {}) const {
        return turn(TurnParams{.on = std::forward<decltype(on)>(on), .after = std::forward<decltype(after)>(after)},
                options);
    }
    std::future<void> turn_async(antiphon::rpc::Argument<bool, TurnParams> auto&& on,
            antiphon::rpc::Argument<std::chrono::milliseconds, TurnParams> auto&& after,
            const antiphon::rpc::CallOptions& options = {}) const {
        return turn_async(TurnParams{.on = std::forward<decltype(on)>(on),
                .after = std::forward<decltype(after)>(after)}, options);
    }

    void shift(const ShiftParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> shift_async(const ShiftParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void shift(antiphon::rpc::Argument<std::int32_t, ShiftParams> auto&& by, antiphon::rpc::Argument<std::vector<Sku>,
            ShiftParams> auto&& skus, const antiphon::rpc::CallOptions& options = {}) const {
        return shift(ShiftParams{.by = antiphon::rpc::number<std::int32_t>(by, "by"),
                .skus = std::forward<decltype(skus)>(skus)}, options);
    }
    std::future<void> shift_async(antiphon::rpc::Argument<std::int32_t, ShiftParams> auto&& by,
            antiphon::rpc::Argument<std::vector<Sku>, ShiftParams> auto&& skus,
            const antiphon::rpc::CallOptions& options = {}) const {
        return shift_async(ShiftParams{.by = antiphon::rpc::number<std::int32_t>(by, "by"),
                .skus = std::forward<decltype(skus)>(skus)}, options);
    }

    void mark(const MarkParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> mark_async(const MarkParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void mark(antiphon::rpc::Argument<bool, MarkParams> auto&& on, antiphon::rpc::Argument<std::optional<std::uint8_t>,
            MarkParams> auto&& level, std::string note, const antiphon::rpc::CallOptions& options = {}) const {
        return mark(MarkParams{.on = std::forward<decltype(on)>(on),
                .level = antiphon::rpc::number<std::optional<std::uint8_t>>(level, "level"), .note = std::move(note)},
                options);
    }
    std::future<void> mark_async(antiphon::rpc::Argument<bool, MarkParams> auto&& on,
            antiphon::rpc::Argument<std::optional<std::uint8_t>, MarkParams> auto&& level, std::string note,
            const antiphon::rpc::CallOptions& options = {}) const {
        return mark_async(MarkParams{.on = std::forward<decltype(on)>(on),
                .level = antiphon::rpc::number<std::optional<std::uint8_t>>(level, "level"), .note = std::move(note)},
                options);
    }

    void resize(const ResizeParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> resize_async(const ResizeParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void resize(antiphon::rpc::Argument<antiphon::OpenEnum<Size>, ResizeParams> auto&& size,
            const antiphon::rpc::CallOptions& options = {}) const {
        return resize(ResizeParams{.size = std::forward<decltype(size)>(size)}, options);
    }
    std::future<void> resize_async(antiphon::rpc::Argument<antiphon::OpenEnum<Size>, ResizeParams> auto&& size,
            const antiphon::rpc::CallOptions& options = {}) const {
        return resize_async(ResizeParams{.size = std::forward<decltype(size)>(size)}, options);
    }

    void tag(const TagParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> tag_async(const TagParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void tag(antiphon::rpc::Argument<Sku, TagParams> auto&& sku, const antiphon::rpc::CallOptions& options = {}) const {
        return tag(TagParams{.sku = std::forward<decltype(sku)>(sku)}, options);
    }
    std::future<void> tag_async(antiphon::rpc::Argument<Sku, TagParams> auto&& sku,
            const antiphon::rpc::CallOptions& options = {}) const {
        return tag_async(TagParams{.sku = std::forward<decltype(sku)>(sku)}, options);
    }

    void name(const NameParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> name_async(const NameParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void name(antiphon::rpc::Argument<std::optional<std::string>, NameParams> auto&& name_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return name(NameParams{.name = std::forward<decltype(name_)>(name_)}, options);
    }
    std::future<void> name_async(antiphon::rpc::Argument<std::optional<std::string>, NameParams> auto&& name_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return name_async(NameParams{.name = std::forward<decltype(name_)>(name_)}, options);
    }

    void wait(const WaitParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> wait_async(const WaitParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void wait(antiphon::rpc::Argument<std::chrono::milliseconds, WaitParams> auto&& time,
            const antiphon::rpc::CallOptions& options = {}) const {
        return wait(WaitParams{.time = std::forward<decltype(time)>(time)}, options);
    }
    std::future<void> wait_async(antiphon::rpc::Argument<std::chrono::milliseconds, WaitParams> auto&& time,
            const antiphon::rpc::CallOptions& options = {}) const {
        return wait_async(WaitParams{.time = std::forward<decltype(time)>(time)}, options);
    }

    void keep(const KeepParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> keep_async(const KeepParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void keep(antiphon::rpc::Argument<antiphon::JsonText, KeepParams> auto&& any,
            const antiphon::rpc::CallOptions& options = {}) const {
        return keep(KeepParams{.any = std::forward<decltype(any)>(any)}, options);
    }
    std::future<void> keep_async(antiphon::rpc::Argument<antiphon::JsonText, KeepParams> auto&& any,
            const antiphon::rpc::CallOptions& options = {}) const {
        return keep_async(KeepParams{.any = std::forward<decltype(any)>(any)}, options);
    }

    void pick(const PickParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> pick_async(const PickParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void pick(antiphon::rpc::Argument<Choice, PickParams> auto&& what,
            const antiphon::rpc::CallOptions& options = {}) const {
        return pick(PickParams{.what = std::forward<decltype(what)>(what)}, options);
    }
    std::future<void> pick_async(antiphon::rpc::Argument<Choice, PickParams> auto&& what,
            const antiphon::rpc::CallOptions& options = {}) const {
        return pick_async(PickParams{.what = std::forward<decltype(what)>(what)}, options);
    }

    void grow(const Tree& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> grow_async(const Tree& params, const antiphon::rpc::CallOptions& options = {}) const;
    void grow(antiphon::rpc::Argument<std::vector<Tree>, Tree> auto&& branches,
            const antiphon::rpc::CallOptions& options = {}) const {
        return grow(Tree{.branches = std::forward<decltype(branches)>(branches)}, options);
    }
    std::future<void> grow_async(antiphon::rpc::Argument<std::vector<Tree>, Tree> auto&& branches,
            const antiphon::rpc::CallOptions& options = {}) const {
        return grow_async(Tree{.branches = std::forward<decltype(branches)>(branches)}, options);
    }

    /// Deprecated: use get
    [[deprecated("use get")]] void old(const OldParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    [[deprecated("use get")]] std::future<void> old_async(const OldParams& params,
            const antiphon::rpc::CallOptions& options = {}) const;
    [[deprecated("use get")]] void old(antiphon::rpc::Argument<antiphon::Uuid, OldParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return old(OldParams{.id = std::forward<decltype(id)>(id)}, options);
    }
    [[deprecated("use get")]] std::future<void> old_async(antiphon::rpc::Argument<antiphon::Uuid, OldParams> auto&& id,
            const antiphon::rpc::CallOptions& options = {}) const {
        return old_async(OldParams{.id = std::forward<decltype(id)>(id)}, options);
    }

    void clash(const ClashParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    std::future<void> clash_async(const ClashParams& params, const antiphon::rpc::CallOptions& options = {}) const;
    void clash(std::string options_, std::string clash_, std::string timezone_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return clash(ClashParams{.options = std::move(options_), .clash = std::move(clash_),
                .timezone = std::move(timezone_)}, options);
    }
    std::future<void> clash_async(std::string options_, std::string clash_, std::string timezone_,
            const antiphon::rpc::CallOptions& options = {}) const {
        return clash_async(ClashParams{.options = std::move(options_), .clash = std::move(clash_),
                .timezone = std::move(timezone_)}, options);
    }

  private:
    std::shared_ptr<antiphon::rpc::Channel> channel_;
};

namespace channels {

struct till {
    struct Params {};
    static const antiphon::events::ChannelType type;
    /// shop.till
    static std::string address(const Params& params);
};

}  // namespace channels

namespace events {

struct sold {
    using Payload = Item;
    using Channel = channels::till;
    using ChannelParams = Channel::Params;
    static const antiphon::events::EventType type;

    Payload payload{};
};
std::string address_of(const sold& event);

}  // namespace events

}  // namespace golden::calls

#pragma GCC diagnostic pop
