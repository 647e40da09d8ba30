#pragma once
// How values of built-in types look on the wire, and which constraints say more or less than others.

#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/model.h"

namespace antiphon::idl::evolve {

enum class Relation : std::uint8_t { same, widened, narrowed, changed, wire_form };

/// From `before` to `now`, which are built in, enums or json: widened when every value of the old type is one of the
/// new type and looks the same.
Relation relation(const Type& before, WireForm wire_before, const Type& now, WireForm wire_now);
/// The same of the keys of maps, which are strings on the wire whatever their type is.
Relation key_relation(const Type& before, const Type& now);

/// Who says so, for the place and the words of a finding.
struct Limit {
    Span owner;
    std::string name;
};

/// A limit and who says so.
struct Bound {
    std::string value;
    Limit limit;
};

/// A type without its aliases: what it is, and all that limits it. Of the limits of a field and of the aliases of its
/// type each value must keep all, so the strictest count.
struct Value {
    const Type* base = nullptr;  ///< never an alias
    std::optional<Bound> min, max, min_length, max_length, min_items, max_items;
    std::optional<Bound> before_point, scale;  ///< of decimals; precision is the sum of both
    std::vector<Bound> patterns, formats;
};
/// `type` is not optional; `own` and `who` are those of the field that has it.
Value value_of(const Type& type, const Constraints& own, const Limit& who);

/// Of two types of which `wide` holds all values of `narrow`: limits of `wide` that no value of `narrow` breaks are
/// given to `narrow`, which has them already by what it is. `key`: both are keys of maps.
void share_limits(Value& narrow, const Value& wide, bool key);

struct LimitChange {
    std::string_view constraint;                ///< a key of the IDL
    std::string name;                           ///< for people
    std::string before, now;                    ///< empty: none
    const Limit *was = nullptr, *is = nullptr;  ///< null: nobody
    bool tightened = false;                     ///< a pattern that changed is both
    bool loosened = false;
};
/// `before` and `now` must outlive what is returned.
std::vector<LimitChange> limit_changes(const Value& before, const Value& now);

}  // namespace antiphon::idl::evolve
