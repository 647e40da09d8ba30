#pragma once
// JSON Schema → types. A type position gives a Use; what needs a name of its own (structs, enums, unions, tuples) is
// declared in the draft.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draft.h"
#include "shape.h"

namespace antiphon::idl::importer {

struct At {
    std::string where;  ///< for people: "eth_call: param Block"
    std::string name;   ///< of a type that must be declared for this: "EthCallBlock"
};

class Schemas {
  public:
    Schemas(Documents& documents, Report& report, Draft& draft, const Options& options)
        : documents_(documents), report_(report), draft_(draft), options_(options), shapes_(documents) {}

    Use use(const Node& schema, const At& at) { return use({&schema, {}}, at); }
    Use use(const Choice& schema, const At& at);
    /// For elements, values and variants: what limits them gets an alias. With `?` when null is possible.
    std::string expression(const Choice& schema, const At& at);
    /// A field, param, result or element of a tuple: a type, or an object with more. `doc` stands before the schema's.
    Json field(const Node& schema, bool required, const At& at, const std::string& doc = "");
    Json field(Use use, bool required, Span where, const At& at, const std::string& doc = "");
    /// Fields of the members of an object, for `params` and `payload`; nothing when the schema is no such object.
    std::optional<std::string> struct_named(const Node& schema, const At& at);

    /// Looks for tagged unions: schemas that only such a union refers to are declared by it, without the tag.
    void find_variants(const Node& document);
    /// Declares a component by its own name. Types that only hold null are left out.
    void component(const Node& schema, const std::string& name);
    /// Defines what has been named so far, and what that names.
    void finish();

    Shapes& shapes() noexcept { return shapes_; }

  private:
    struct Waiting {
        Choice schema;
        std::size_t slot;  ///< in draft_.types
        At at;
    };

    // schemas.cpp
    Use used(const Shape& shape, const At& at);
    /// Of allOf that nothing else can be done with, the first member.
    Shape settled(const Choice& schema, const At& at);
    Use reference(const Shape& shape, const At& at);
    std::string named(const Choice& schema, const std::string& name, const At& at);
    std::size_t slot(const std::string& name, Span where);
    std::string declare(const std::string& name, Span where, Json body);
    void define(const Waiting& waiting);
    Json described(const Node& schema, Json body);
    void annotate(Use& out, const Node& schema, const At& at);
    Use as_json(std::string_view code, const Node& schema, const At& at, const std::string& why,
                std::string type = "json");
    bool needs_name(const Shape& shape);
    /// A struct, enum, tuple or union.
    Json body(const Shape& shape, const At& at);

    // scalars.cpp
    Use integer(const Node& schema, const At& at);
    Use number(const Node& schema, const At& at);
    Use string(const Node& schema, const At& at);
    void pattern(Use& out, const Node& schema, const At& at);
    void limit(Use& out, const Node& schema, std::string_view theirs, std::string_view ours);
    void dropped(const Node& schema, const At& at);
    std::optional<Json> enumeration(const std::vector<const Node*>& values, bool open);
    std::vector<const Node*> values_of(const Shape& shape);

    // objects.cpp
    Use array(const Shape& shape, const At& at);
    Use map(const Shape& shape, const At& at);
    std::string key_of(const Node& schema, const At& at);
    Json structure(const Node& schema, const At& at, const std::string& tag);
    bool includes(const Node& schema, Json& names, std::vector<const Node*>& own, const At& at);
    Json tuple(const Node& schema, const At& at);

    // unions.cpp
    struct Plan {
        enum class Kind : std::uint8_t { values, string, number, tagged, untagged, json } kind = Kind::json;
        std::vector<Choice> variants;
        std::vector<std::string> tags;
        std::vector<const Node*> values;
        std::string tag, why;
        bool merged = false;    ///< several strings became one
        bool nullable = false;  ///< a variant admits null
    };
    Plan plan(const Shape& shape);
    bool plan_values(const Shape& shape, Plan& plan);
    bool plan_tagged(Plan& plan);
    void plan_untagged(Plan& plan);
    std::string label_of(const Choice& choice);
    std::string tag_of(const Choice& variant, const std::string& tag);
    Json union_body(const Plan& plan, const Shape& shape, const At& at);
    std::string variant_struct(const Choice& choice, const std::string& tag, const At& at);
    Use alternatives(const Shape& shape, const At& at);

    Documents& documents_;
    Report& report_;
    Draft& draft_;
    const Options& options_;
    Shapes shapes_;
    std::map<Choice, std::string> names_;         ///< of schemas that became types
    std::map<std::string, std::size_t> aliases_;  ///< of limits, by wanted name: their slots
    std::set<const Node*> tagless_;               ///< variants that nobody else refers to
    std::vector<Waiting> waiting_;
    std::size_t inline_depth_ = 0;
    bool full_ = false;
};

}  // namespace antiphon::idl::importer
