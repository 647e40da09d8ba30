#pragma once
// Types side by side, as they are used. types.cpp has what a value is, fields.cpp what a struct is.

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "findings.h"
#include "forms.h"

namespace antiphon::idl::evolve {

class Walk {
  public:
    explicit Walk(Findings& findings) : findings_(findings) {}

    /// What has a type: a field, a result, an element.
    /// Where a type stands: what it is called there, and what helps.
    enum class Place : std::uint8_t { field, result, error_data };
    struct Slot {
        std::string name;  ///< "field 'total' of 'Order'"
        Spot spot;         ///< of its declaration
        const Constraints& before;
        const Constraints& now;
        WireForm wire_before = WireForm::standard, wire_now = WireForm::standard;
        Place place = Place::field;
        bool key = false;  ///< of a map
    };
    void type(const Type& before, const Type& now, Use use, const Slot& slot);
    /// Two types of any kind but aliases. `slot` has them.
    void definitions(const TypeDef& before, const TypeDef& now, Use use, const Slot& slot);
    /// Data that is nothing is written as a struct without fields.
    void error_data(const ErrorDef& before, const ErrorDef& now, const std::string& what, Spot spot);
    /// Params, payloads; null is a struct without fields. `what` as in "the payload of 'placed'".
    void body(const TypeDef* before, const TypeDef* now, Use use, const std::string& what, Spot spot);

    /// What each type of the baseline became.
    const std::map<const TypeDef*, const TypeDef*>& became() const noexcept { return became_; }

  private:
    void values(Value before, Value now, Use use, const Slot& slot);
    void limits(const Value& before, const Value& now, Use use, const Slot& slot);
    void related(Relation relation, const Type& before, const Type& now, Use use, const Slot& slot);
    void element(const Type& before, const Type& now, Use use, const Slot& slot, const char* what, bool key = false);

    void structs(const TypeDef* before, const TypeDef* now, Use use, Spot spot);
    void removed(const Field& before, const Struct& now, Use use, const std::string& owner, Spot spot, bool in_place);
    void added(const Field& now, const Struct& before, Use use, const std::string& owner, Spot spot);
    void unreserved(const std::string& name, const std::string& owner, Use use, Spot spot);
    void fields(const Field& before, const Field& now, Use use, const std::string& name);
    void presence(const Field& before, const Field& now, Use use, const std::string& name);
    void enums(const TypeDef& before, const TypeDef& now, Use use);
    void opened(bool before, bool now, const std::string& name, Use use, Spot spot);
    void unions(const TypeDef& before, const TypeDef& now, Use use);
    void tagged(const TypeDef& before, const TypeDef& now, Use use);
    void untagged(const TypeDef& before, const TypeDef& now, Use use);
    void mistaken(const TypeDef& before, const TypeDef& now, Use use);
    void variant_added(const TypeDef& before, const Variant& variant, Use use, const std::string& what, Spot spot);
    void tuples(const TypeDef& before, const TypeDef& now, Use use);

    void found(std::string_view code, Use use, Spot spot, std::string message, std::string help = {}) {
        found(check(code), use, spot, std::move(message), std::move(help));
    }
    void found(const Check& check, Use use, Spot spot, std::string message, std::string help = {},
               std::string note = "in the baseline") {
        findings_.found_in_type(check, use, spot, {std::move(message), std::move(help), std::move(note)});
    }
    /// The places of a key of something that is declared at `spot`.
    Spot at(Spot spot, std::string_view key) const {
        return {findings_.now().find(spot.now, {key}), findings_.before().find(spot.before, {key})};
    }

    Findings& findings_;
    std::set<std::tuple<const TypeDef*, const TypeDef*, Use>> seen_;
    std::map<const TypeDef*, const TypeDef*> became_;
};

/// As its file has it, for messages.
std::string shown(const Type& type);

}  // namespace antiphon::idl::evolve
