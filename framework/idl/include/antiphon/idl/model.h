#pragma once
// What a set of IDL files means, with every name resolved: the output of the compiler and the only input of emitters.
// Everything is owned by Program and stays where it is, so that pointers into it are good as long as it lives.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "antiphon/idl/json.h"
#include "antiphon/idl/source.h"

namespace antiphon::idl {

enum class Builtin : std::uint8_t {
    boolean,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int53,
    int64,
    uint64,
    float32,
    float64,
    decimal,
    string,
    bytes,
    uuid,
    timestamp,
    date,
    duration,
    json,
};
std::string_view name(Builtin builtin) noexcept;  ///< as in the IDL: "bool", "int53"
std::optional<Builtin> find_builtin(std::string_view name) noexcept;

struct TypeDef;
struct File;

/// A type expression: `map<common.Money[]>?`.
struct Type {
    enum class Kind : std::uint8_t { invalid, builtin, named, array, map, optional };
    Kind kind = Kind::invalid;
    Builtin builtin = Builtin::boolean;
    const TypeDef* named = nullptr;
    std::vector<Type> parts;  ///< array: what is in it; map: key and value; optional: what may be absent
    Span span;

    bool is_optional() const noexcept { return kind == Kind::optional; }
    bool is(Builtin b) const noexcept { return kind == Kind::builtin && builtin == b; }
    const Type& present() const noexcept { return is_optional() ? parts[0] : *this; }  ///< without `?`
    const Type& item() const { return parts.back(); }
    const Type& key() const { return parts.front(); }
};

/// As the author would write it in `here`: own types bare, others by the alias or absolute name.
std::string text(const Type& type, const File& here);

struct Deprecated {
    std::string message, since, remove_in;
};

using Extensions = std::vector<std::pair<std::string, Json>>;  ///< the author's `x-…` keys

/// What every declared thing has.
struct Described {
    std::string doc;
    std::string since;
    std::optional<Deprecated> deprecated;
    Extensions extensions;
    Span span;  ///< of its name
};

struct Constraints {
    std::optional<std::string> min, max;  ///< the text of a number that fits the type
    std::optional<std::uint64_t> min_length, max_length, min_items, max_items;
    std::optional<std::string> pattern, format;
    std::optional<int> precision, scale;

    bool any() const noexcept {
        return min || max || min_length || max_length || min_items || max_items || pattern || format || precision ||
               scale;
    }
};

enum class WireForm : std::uint8_t { standard, number, string };

struct Field : Described {
    std::string name;        ///< on the wire
    std::string identifier;  ///< in generated code; emitters add what their language needs
    Type type;
    Constraints constraints;
    std::optional<Json> default_value;
    bool nullable = false;  ///< null is a value of its own
    WireForm wire = WireForm::standard;
    bool secret = false;          ///< never logged; already true when the alias of its type says so
    bool accept_unknown = false;  ///< a server takes unknown enum values and variants here
    std::vector<Json> examples;

    bool required() const noexcept { return !type.is_optional() && !default_value; }
};

struct Struct {
    enum class Unknown : std::uint8_t { ignore, keep, reject };
    std::vector<Field> fields;             ///< with those of included structs, which stand first
    std::vector<const TypeDef*> includes;  ///< where they came from
    Unknown unknown = Unknown::ignore;
    std::vector<std::string> reserved;

    const Field* find(std::string_view wire_name) const noexcept;
};

struct EnumValue : Described {
    std::string text;        ///< on the wire; the digits of an integer value
    std::string identifier;  ///< in generated code
};
struct Enum {
    bool integer = false;
    bool open = true;
    std::vector<EnumValue> values;
    std::vector<std::string> reserved;
};

struct Variant {
    std::string tag;     ///< tagged: the tag's value
    Type type;           ///< tagged: a struct
    std::string member;  ///< untagged struct: the required member that only it has; empty: the default, or told by kind
    Span span;
};
struct Union {
    bool tagged = false;
    bool open = true;
    std::string tag;  ///< the member that holds the tag's value
    std::vector<Variant> variants;
};

struct Alias {
    Type type;
    Constraints constraints;
    bool strong = false;
    bool secret = false;
};

struct Tuple {
    std::vector<Field> items;
};

/// Where a type comes from: written under `types`, or from fields that stood in place.
enum class Origin : std::uint8_t { declared, params, result, payload, error_data };

struct TypeDef : Described {
    std::string name;  ///< unique in its file, also among errors
    const File* file = nullptr;
    Origin origin = Origin::declared;
    std::variant<Struct, Enum, Union, Alias, Tuple> body;

    template <class Body>
    const Body* as() const noexcept {
        return std::get_if<Body>(&body);
    }
};
std::string_view kind_name(const TypeDef& type) noexcept;  ///< "a struct", "an enum"

/// Follows aliases and gives the type they stand for; `?` stays.
const Type& resolved(const Type& type) noexcept;
const Struct* as_struct(const Type& type) noexcept;  ///< through aliases
/// `acme.common.Money`.
std::string absolute_name(const TypeDef& type);

enum class Retry : std::uint8_t { never, later, after_delay };

struct ErrorDef : Described {
    std::string name;
    const File* file = nullptr;
    std::string wire;  ///< "orders.OutOfStock"
    int code = 0;
    std::string message;       ///< with {field}
    std::optional<Type> data;  ///< never optional itself
    Retry retry = Retry::never;
    int http = 0;  ///< 0: not given

    /// The struct whose fields the data is, through aliases but strong ones; null when it is something else, or
    /// nothing.
    const TypeDef* data_struct() const noexcept;
};

struct Access {
    bool required = true;
    std::vector<std::string> scopes;  ///< all of them
    std::vector<std::string> roles;   ///< any of them
};

enum class ParamStructure : std::uint8_t { by_name, by_position, either };
enum class Idempotency : std::uint8_t { none, readonly, idempotent, keyed };
enum class Expose : std::uint8_t { internal, client };
enum class Execution : std::uint8_t { pool, inline_ };

struct Event;
struct Service;

struct Example {
    std::string name, doc;
    Json params;
    std::optional<Json> result, error;
};

struct Method : Described {
    std::string name;
    std::string wire;  ///< "orders.place"
    const Service* service = nullptr;
    const TypeDef* params = nullptr;  ///< a struct; null: none
    ParamStructure param_structure = ParamStructure::by_name;
    std::vector<std::string> positional;  ///< wire names in order; empty: by name only
    std::optional<Field> result;          ///< null: none
    bool notification = false;
    std::vector<const ErrorDef*> errors;  ///< its own, then the service's
    Idempotency idempotency = Idempotency::none;
    std::uint64_t deadline_ms = 0;  ///< 0: the server's
    Access access;
    Expose expose = Expose::internal;
    Execution execution = Execution::pool;
    bool cancellable = true;
    std::vector<const Event*> emits;
    std::vector<Example> examples;
};

enum class Delivery : std::uint8_t { pubsub, stream };
enum class Audience : std::uint8_t { internal, public_, tenant, user, authorized };
enum class Durability : std::uint8_t { memory, disk, replicated };

struct Envelope {
    enum class Kind : std::uint8_t { cloudevents, none, members };
    Kind kind = Kind::cloudevents;
    std::string type, data;  ///< members: which hold the event's name and its payload
};

/// A piece of an address: fixed text, or the value of a param.
struct AddressPart {
    std::string text;
    const Field* param = nullptr;
};

struct Channel : Described {
    std::string name;
    std::string wire;  ///< "orders.mine"
    const Service* service = nullptr;
    std::vector<Field> params;
    std::string address;             ///< "orders.mine:{user}"
    std::vector<AddressPart> parts;  ///< the same, taken apart
    bool explicit_address = false;
    Delivery delivery = Delivery::pubsub;
    Audience audience = Audience::internal;
    std::string bind_user, bind_tenant;  ///< a param's name, or empty
    const Method* authorize = nullptr;
    Access access;
    std::uint64_t max_len = 0, max_age_ms = 0;  ///< 0: not given
    bool replay = false;
    bool presence = false;
    bool client_publish = false;
    Envelope envelope;
    Durability durability = Durability::disk;

    const Field* param(std::string_view name) const noexcept;
};

struct OnSlow {
    enum class Kind : std::uint8_t { disconnect, drop_oldest, latest, coalesce };
    Kind kind = Kind::disconnect;
    std::string field;  ///< of coalesce
};

/// Which payload field gives a channel param its value; null: the publisher does.
struct Route {
    const Field* param = nullptr;
    const Field* field = nullptr;
};

struct Event : Described {
    std::string name;
    std::string wire;  ///< "orders.placed"
    const Service* service = nullptr;
    const Channel* channel = nullptr;
    const TypeDef* payload = nullptr;  ///< a struct or union; null: none
    std::vector<Route> routes;         ///< one per param of the channel, in their order
    OnSlow on_slow;
    bool client_publish = false;
    std::vector<Json> examples;

    bool routed() const noexcept;  ///< the payload gives all params
};

struct Queue : Described {
    std::string name;
    std::string wire;  ///< "orders.invoicing"
    const Service* service = nullptr;
    const TypeDef* payload = nullptr;
    std::uint64_t visibility_timeout_ms = 30000;
    std::uint64_t max_attempts = 5;
    std::uint64_t initial_ms = 1000, max_ms = 60000;
    double factor = 2, jitter = 0.2;
    bool dead_letter = true;
    const Field* dedupe_key = nullptr;  ///< null: off
    std::uint64_t dedupe_window_ms = 0;
    const Field* order_by = nullptr;
    std::uint64_t max_len = 0;  ///< 0: none
    bool delay = false;
};

struct Service : Described {
    std::string name;
    const File* file = nullptr;
    Access access;
    std::vector<const ErrorDef*> errors;
    std::vector<std::unique_ptr<Method>> methods;
    std::vector<std::unique_ptr<Channel>> channels;
    std::vector<std::unique_ptr<Event>> events;
    std::vector<std::unique_ptr<Queue>> queues;
};

struct Import {
    std::string alias;
    const File* file = nullptr;
    Span span;
};

struct File : Described {
    std::uint32_t source = Span::nowhere;
    std::string path;        ///< as the loader knows it
    std::string stem;        ///< "orders" of "idl/orders.json"
    std::string name_space;  ///< "acme.orders"
    std::string version;     ///< "0.0.0" when not given
    std::vector<Import> imports;
    std::string cpp_namespace;  ///< "acme::orders"
    std::vector<std::string> cpp_includes;
    std::string typescript_int64 = "string";
    std::string typescript_module, python_module;
    std::vector<std::unique_ptr<TypeDef>> types;  ///< declared ones first, then those that stood in place
    std::vector<std::unique_ptr<ErrorDef>> errors;
    std::vector<std::unique_ptr<Service>> services;

    const TypeDef* find_type(std::string_view name) const noexcept;
    const ErrorDef* find_error(std::string_view name) const noexcept;
};

struct Program {
    std::vector<std::unique_ptr<File>> files;  ///< imported ones before those that import them
    std::vector<const File*> entries;          ///< those that were asked for
};

}  // namespace antiphon::idl
