// Made by antiphon from unions.json; changes here are lost.
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
#include <antiphon/json/redact.h>
#include <antiphon/json/value.h>
#include <antiphon/json/wire.h>

namespace golden::unions {

struct Card;
struct Invoice;
struct Cash;
struct Payment;
struct ClosedPayment;
struct Proof;
struct ByNumber;
struct ByHash;
struct Latest;
struct BlockId;
struct Loose;
struct Tight;
struct All;

struct Card {
    std::string token{};
    bool save = false;

    friend bool operator==(const Card&, const Card&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Card& out);
void write_json(std::string& out, const Card& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_Card;
inline const antiphon::json::Secrets& secrets_of(const Card*) noexcept { return secrets_of_Card; }

struct Invoice {
    std::optional<std::string> vat_id{};

    friend bool operator==(const Invoice&, const Invoice&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Invoice& out);
void write_json(std::string& out, const Invoice& value);

struct Cash {
    /// Members that this program does not know, kept and written back.
    std::map<std::string, antiphon::JsonText> extra{};

    friend bool operator==(const Cash&, const Cash&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Cash& out);
void write_json(std::string& out, const Cash& value);

/// How to pay.
struct Payment : std::variant<Card, Invoice, Cash, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Payment& out);
void write_json(std::string& out, const Payment& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_Payment;
inline const antiphon::json::Secrets& secrets_of(const Payment*) noexcept { return secrets_of_Payment; }

struct ClosedPayment : std::variant<Card, Invoice> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ClosedPayment& out);
void write_json(std::string& out, const ClosedPayment& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_ClosedPayment;
inline const antiphon::json::Secrets& secrets_of(const ClosedPayment*) noexcept { return secrets_of_ClosedPayment; }

using Paper = antiphon::Strong<struct PaperTag, ByHash>;

struct ByHash {
    std::string block_hash{};
    std::optional<bool> strict{};

    friend bool operator==(const ByHash&, const ByHash&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ByHash& out);
void write_json(std::string& out, const ByHash& value);

struct ByNumber {
    std::uint64_t block_number{};

    friend bool operator==(const ByNumber&, const ByNumber&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, ByNumber& out);
void write_json(std::string& out, const ByNumber& value);

/// A variant may be a type of its own.
struct Proof : std::variant<Paper, ByNumber, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Proof& out);
void write_json(std::string& out, const Proof& value);

struct Latest {
    std::optional<std::string> tag{};

    friend bool operator==(const Latest&, const Latest&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Latest& out);
void write_json(std::string& out, const Latest& value);

/// Told apart by what only each has.
struct BlockId : std::variant<ByNumber, ByHash, Latest, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, BlockId& out);
void write_json(std::string& out, const BlockId& value);

enum class Kind {
    unknown_,  ///< a value that this program does not know; OpenEnum keeps its text
    a,
    b,
};
/// As on the wire.
std::string_view to_string(Kind value) noexcept;
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, antiphon::OpenEnum<Kind>& out);
void write_json(std::string& out, const antiphon::OpenEnum<Kind>& value);
void read_key(std::string_view text, const antiphon::json::Path& path, antiphon::OpenEnum<Kind>& out);
std::string_view key_text(const antiphon::OpenEnum<Kind>& value);

struct Loose : std::variant<bool, std::int32_t, antiphon::OpenEnum<Kind>, std::vector<std::string>, Card,
        antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Loose& out);
void write_json(std::string& out, const Loose& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_Loose;
inline const antiphon::json::Secrets& secrets_of(const Loose*) noexcept { return secrets_of_Loose; }

struct Tight : std::variant<std::int64_t, antiphon::Timestamp> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tight& out);
void write_json(std::string& out, const Tight& value);

struct All {
    Payment payment{};
    std::optional<ClosedPayment> closed{};
    BlockId block{};
    std::vector<Loose> loose{};
    std::map<std::string, Tight> tight{};

    friend bool operator==(const All&, const All&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, All& out);
void write_json(std::string& out, const All& value);
/// What antiphon::json::redacted() leaves out.
extern const antiphon::json::Secrets secrets_of_All;
inline const antiphon::json::Secrets& secrets_of(const All*) noexcept { return secrets_of_All; }

}  // namespace golden::unions
