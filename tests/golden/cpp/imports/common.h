// Made by antiphon from common.json; changes here are lost.
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
#include <antiphon/base/decimal.h>
#include <antiphon/base/error.h>
#include <antiphon/base/uuid.h>
#include <antiphon/base/values.h>
#include <antiphon/json/path.h>
#include <antiphon/json/value.h>
#include <antiphon/json/wire.h>

/// What others share.
namespace golden::common {

struct Money;
struct Stamped;
struct Shape;
struct Dot;
struct NotFoundData;

using Currency = std::string;
/// Currency on the wire, with its limits.
struct CurrencyForm : antiphon::json::wire::Checked<CurrencyForm, antiphon::json::wire::String> {
    static void check(const antiphon::json::Path& path, const Currency& value);
};

struct Money {
    antiphon::Decimal amount{};
    Currency currency{};

    friend bool operator==(const Money&, const Money&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Money& out);
void write_json(std::string& out, const Money& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Money& value);

using UserId = antiphon::Strong<struct UserIdTag, antiphon::Uuid>;

struct Stamped {
    antiphon::Timestamp created_at{};

    friend bool operator==(const Stamped&, const Stamped&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Stamped& out);
void write_json(std::string& out, const Stamped& value);

enum class Tone {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    major,
    minor,
};
/// As on the wire.
std::string_view to_string(Tone value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Tone>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Tone>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Tone>& out);
std::string_view key_text(const antiphon::OpenEnum<Tone>& value);

struct Dot {
    std::int32_t x{};

    friend bool operator==(const Dot&, const Dot&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Dot& out);
void write_json(std::string& out, const Dot& value);

struct Shape : std::variant<Dot, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Shape& out);
void write_json(std::string& out, const Shape& value);

struct NotFoundData {
    std::string what{};

    friend bool operator==(const NotFoundData&, const NotFoundData&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, NotFoundData& out);
void write_json(std::string& out, const NotFoundData& value);

/// {what} was not found
class NotFound final : public antiphon::DeclaredError, public NotFoundData {
  public:
    static constexpr int error_code = 51404;
    static constexpr std::string_view wire_type = "common.NotFound";

    explicit NotFound(NotFoundData data);
    const NotFoundData& data() const noexcept { return *this; }
    using antiphon::DeclaredError::what;  // the field is data().what
    void write_detail(std::string& out) const override;
};

}  // namespace golden::common
