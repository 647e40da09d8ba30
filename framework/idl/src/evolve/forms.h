#pragma once
// How values of built-in types look on the wire, and which constraints say more or less than others.

#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/model.h"

namespace antiphon::idl::evolve {

enum class Relation : std::uint8_t { same, widened, narrowed, changed, wire_form };

/// From `before` to `now`: widened when every value of the old type is one of the new type and looks the same.
Relation relation(Builtin before, WireForm wire_before, Builtin now, WireForm wire_now);

/// Who says so, for the place and the words of a finding.
struct Limit {
    Span owner;
    std::string name;
};

/// A type without its aliases: what it is, and all that limits it.
struct Value {
    const Type* base = nullptr;  ///< never an alias
    Constraints limits;
    std::vector<std::pair<std::string_view, Limit>> owners;  ///< by constraint, as in the IDL

    const Limit* owner(std::string_view constraint) const noexcept;
};
/// `type` is not optional; `own` and `who` are those of the field that has it.
Value value_of(const Type& type, const Constraints& own, const Limit& who);

struct LimitChange {
    std::string_view constraint;
    std::string before, now;  ///< empty: none
    bool tightened = false;   ///< a pattern that changed is both
    bool loosened = false;
};
std::vector<LimitChange> limit_changes(const Constraints& before, const Constraints& now);

}  // namespace antiphon::idl::evolve
