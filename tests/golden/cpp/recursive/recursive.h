// Made by antiphon from recursive.json; changes here are lost.
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

namespace golden::recursive {

struct Tree;
struct List;
struct Left;
struct Right;
struct Expression;
struct Number;
struct Sum;
struct Not;
struct Value;
struct Patchy;
struct Outline;

struct Tree {
    std::string name{};
    std::vector<Tree> children{};

    friend bool operator==(const Tree&, const Tree&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Tree& out);
void write_json(std::string& out, const Tree& value);

struct List {
    std::int32_t value{};
    std::optional<antiphon::Box<List>> next{};

    friend bool operator==(const List&, const List&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, List& out);
void write_json(std::string& out, const List& value);

struct Left {
    std::optional<antiphon::Box<Right>> right{};
    std::vector<Right> rights;

    friend bool operator==(const Left&, const Left&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Left& out);
void write_json(std::string& out, const Left& value);

struct Right {
    std::optional<antiphon::Box<Left>> left{};
    std::map<std::string, Left> by_name{};

    friend bool operator==(const Right&, const Right&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Right& out);
void write_json(std::string& out, const Right& value);

struct Number {
    double value{};

    friend bool operator==(const Number&, const Number&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Number& out);
void write_json(std::string& out, const Number& value);

struct Sum {
    std::vector<Expression> terms;

    friend bool operator==(const Sum&, const Sum&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Sum& out);
void write_json(std::string& out, const Sum& value);

struct Not {
    std::optional<antiphon::Box<Expression>> inner{};

    friend bool operator==(const Not&, const Not&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Not& out);
void write_json(std::string& out, const Not& value);

struct Expression : std::variant<Number, Sum, Not, antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Expression& out);
void write_json(std::string& out, const Expression& value);

struct Value : std::variant<bool, double, std::string, std::vector<Value>, std::map<std::string, Value>,
        antiphon::UnknownVariant> {
    using variant::variant;
    using variant::operator=;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Value& out);
void write_json(std::string& out, const Value& value);

struct Patchy {
    antiphon::Patch<antiphon::Box<Patchy>> inner{};

    friend bool operator==(const Patchy&, const Patchy&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Patchy& out);
void write_json(std::string& out, const Patchy& value);

using Parts = std::vector<Outline>;
/// Parts on the wire, with its limits.
struct PartsForm : antiphon::json::wire::Checked<PartsForm,
        antiphon::json::wire::Array<antiphon::json::wire::Object<Outline>>> {
    static void check(const antiphon::json::Path& path, const Parts& value);
};

struct Outline {
    std::string title{};
    Parts parts{};

    friend bool operator==(const Outline&, const Outline&) = default;
};
void read_json(antiphon::json::Value value, const antiphon::json::Path& path, Outline& out);
void write_json(std::string& out, const Outline& value);
/// Throws antiphon::InvalidData when a limit of the IDL is broken.
void check_limits(const antiphon::json::Path& path, const Outline& value);

}  // namespace golden::recursive
