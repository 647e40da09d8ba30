#pragma once
// What a JSON Schema is about, seen from the source alone: nothing is made here.

#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "refs.h"

namespace antiphon::idl::importer {

enum class Form : std::uint8_t {
    any,        ///< nothing says what it is
    null,       ///< only null, or no value at all
    reference,  ///< $ref; with `limits` beside it, as our own export writes them
    boolean,
    integer,
    number,
    string,
    array,
    tuple,
    map,           ///< an object without named members
    structure,     ///< an object with named members, also by allOf
    enumeration,   ///< enum, const
    alternatives,  ///< oneOf, anyOf, several types
    all_of,        ///< of something else than objects
};

/// A schema, and the one of its types that is meant.
struct Choice {
    const Node* node = nullptr;
    std::string_view type;  ///< empty: as the schema says

    friend auto operator<=>(const Choice&, const Choice&) = default;
};

struct Shape {
    Form form = Form::any;
    Choice is;  ///< without the wrapping that only says «or null»
    bool nullable = false;
    std::vector<Choice> alternatives;  ///< without null
    const Node* limits = nullptr;      ///< reference: a schema of its limits
    bool open = false;                 ///< enumeration, alternatives: other values may come
};

/// How a value looks as JSON; the kinds that variants of a union are told apart by.
enum class JsonKind : std::uint8_t { any, null, boolean, number, string, array, map, structure };
std::string_view name(JsonKind kind) noexcept;  ///< "a string"

/// All members of an object, those of its allOf included.
struct Members {
    struct One {
        const syntax::Member* member;
        const Node* owner;  ///< the schema that declares it
    };
    std::vector<One> all;  ///< of two with one name the later
    std::set<std::string, std::less<>> required;
    bool repeated = false;        ///< a name stood twice
    bool closed = false;          ///< additionalProperties: false
    const Node* extra = nullptr;  ///< additionalProperties: a schema

    std::map<std::string_view, std::size_t> index;  ///< by name, into `all`

    const syntax::Member* find(std::string_view name) const;
};

class Shapes {
  public:
    explicit Shapes(Documents& documents) : documents_(documents) {}

    Shape of(const Choice& schema, std::size_t depth = 0);
    /// Follows references.
    bool admits_null(const Choice& schema, std::size_t depth = 0);
    JsonKind json_kind(const Choice& schema, std::size_t depth = 0);
    Members members(const Node& schema);
    /// Where a schema really stands: behind a $ref to a component, or itself.
    const Node* target(const Node& schema, std::size_t depth = 0);
    /// The one string that a member's schema allows.
    const Node* constant(const Node& schema);

    bool exhausted() const noexcept { return steps_ > max_steps; }

  private:
    bool only_null(const Choice& schema, std::size_t depth);
    bool object_like(const Node& schema, std::size_t depth);
    void collect(const Node& schema, Members& out, std::size_t depth);
    Shape typed(const Choice& schema, std::string_view type);

    Documents& documents_;
    std::size_t steps_ = 0;
};

}  // namespace antiphon::idl::importer
