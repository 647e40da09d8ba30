// What a struct is: its fields, whether they may be absent, and what readers do with members they do not know.

#include <algorithm>

#include "../text.h"
#include "walk.h"

namespace antiphon::idl::evolve {

namespace {

const Struct no_fields;

enum class Presence : std::uint8_t { required, with_default, optional };

Presence presence_of(const Field& field) {
    if (field.default_value) return Presence::with_default;
    return field.type.is_optional() ? Presence::optional : Presence::required;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string json_text(const std::optional<Json>& value) { return value ? value->compact() : "none"; }

}  // namespace

void Walk::structs(const TypeDef* before, const TypeDef* now, Use use, Spot spot) {
    const Struct& was = before != nullptr ? *before->as<Struct>() : no_fields;
    const Struct& is = now != nullptr ? *now->as<Struct>() : no_fields;
    const std::string owner = quote(now != nullptr ? now->name : before->name);
    if (was.unknown != Struct::Unknown::reject && is.unknown == Struct::Unknown::reject && before != nullptr)
        found("STRUCT_UNKNOWN_TIGHTENED", use, at(spot, "unknown"), owner + " refuses members that it does not know");
    if (was.unknown == Struct::Unknown::keep && is.unknown == Struct::Unknown::ignore && now != nullptr)
        found("STRUCT_UNKNOWN_DROPPED", use, at(spot, "unknown"),
              owner + " kept members that it does not know, and drops them now");
    for (const std::string& name : was.reserved)
        if (now != nullptr && !contains(is.reserved, name) && is.find(name) == nullptr)
            unreserved(name, owner, use, spot);
    const bool in_place = now == nullptr || now->origin != Origin::declared;
    for (const Field& field : was.fields) {
        if (const Field* same = is.find(field.name))
            fields(field, *same, use, "field " + quote(field.name) + " of " + owner);
        else
            removed(field, is, use, owner, spot, in_place);
    }
    for (const Field& field : is.fields)
        if (was.find(field.name) == nullptr) added(field, was, use, owner, spot);
}

void Walk::removed(const Field& before, const Struct& now, Use use, const std::string& owner, Spot spot,
                   bool in_place) {
    const std::string name = "field " + quote(before.name) + " of " + owner;
    const bool required = presence_of(before) == Presence::required;
    const Spot gone{findings_.now().find(spot.now, {"struct"}), before.span};
    const bool refused = now.unknown == Struct::Unknown::reject;  // and old writers still write it
    const char* when = required  ? refused ? "required, of `unknown: reject`" : "required"
                       : refused ? "optional, of `unknown: reject`"
                                 : "optional or with default";
    const char* help = refused && use != Use::out    ? "deprecate it, and remove it when nobody writes it any more"
                       : use == Use::in || !required ? ""
                                                     : "deprecate it, and keep writing it until nobody reads it";
    found(check("FIELD_REMOVED", when), use, gone, name + " was removed", help);
    if (contains(now.reserved, before.name)) return;
    found("FIELD_REMOVED_NOT_RESERVED", use, gone, name + " was removed, but its name is not reserved",
          in_place ? "declare a struct under \"types\" that has " + double_quote(before.name) +
                         " in \"reserved\", and name it here"
                   : "add " + double_quote(before.name) + " to \"reserved\", so that nobody gives it another meaning");
}

void Walk::added(const Field& now, const Struct& before, Use use, const std::string& owner, Spot spot) {
    const std::string name = "field " + quote(now.name) + " of " + owner;
    const Spot here{now.span, {}};
    if (contains(before.reserved, now.name))
        found(check("FIELD_NAME_REUSED"), use, {now.span, at(spot, "reserved").before},
              name + " has a name that was reserved", "choose another; old messages have it with another meaning",
              "it was reserved here");
    findings_.changed();
    if (presence_of(now) == Presence::required)
        found("FIELD_ADDED_REQUIRED", use, here, name + " is new and required",
              "make it optional (" + double_quote(shown(now.type) + '?') + "), or give it a default");
    if (before.unknown == Struct::Unknown::reject)
        found(check("FIELD_ADDED_OPTIONAL"), use, {now.span, at(spot, "unknown").before},
              name + " is new, and old readers refuse members that they do not know", "", "made to refuse here");
}

void Walk::unreserved(const std::string& name, const std::string& owner, Use use, Spot spot) {
    found(check("RESERVED_REMOVED"), use, at(spot, "reserved"),
          quote(name) + " of " + owner + " is not reserved any more",
          "keep it in \"reserved\" as long as a program or a message may have it", "it was reserved here");
}

void Walk::fields(const Field& before, const Field& now, Use use, const std::string& name) {
    presence(before, now, use, name);
    const Spot spot{now.span, before.span};
    if (!before.nullable && now.nullable)
        found("FIELD_NULLABLE_ADDED", use, at(spot, "nullable"), name + " may be null");
    if (before.nullable && !now.nullable)
        found("FIELD_NULLABLE_REMOVED", use, at(spot, "nullable"), name + " must not be null any more");
    if (before.accept_unknown && !now.accept_unknown)
        found("FIELD_UNKNOWN_REFUSED", use, at(spot, "x-accept-unknown"),
              name + " took values that are not known, and refuses them now");
    if (before.secret && !now.secret)
        findings_.found("SECRET_FLAG_REMOVED", use, at(spot, "secret"),
                        {name + " was secret and may appear in logs", "", "it was secret here"});
    // Whether it may be absent has been judged; what is there is not null.
    type(before.type.present(), now.type.present(), use,
         {name, spot, before.constraints, now.constraints, before.wire, now.wire});
}

void Walk::presence(const Field& before, const Field& now, Use use, const std::string& name) {
    const Presence was = presence_of(before), is = presence_of(now);
    const Spot spot{now.type.span.valid() ? now.type.span : now.span,
                    before.type.span.valid() ? before.type.span : before.span};
    const Spot defaults = at({now.span, before.span}, "default");
    if (was == Presence::required && is == Presence::optional)
        found("FIELD_BECAME_OPTIONAL", use, spot, name + " may be absent",
              "a default instead of '?' is always written, and breaks nobody");
    if (was == Presence::optional && is == Presence::required)
        found("FIELD_BECAME_REQUIRED", use, spot, name + " is required",
              "keep it optional until no writer leaves it out");
    if (was == Presence::with_default && is == Presence::required)
        found("FIELD_DEFAULT_REMOVED", use, defaults, name + " has no default any more");
    if ((was == Presence::with_default && is != Presence::required && before.default_value != now.default_value) ||
        (was == Presence::optional && is == Presence::with_default))
        found("FIELD_DEFAULT_CHANGED", use, defaults,
              "the default of " + name + " was " + json_text(before.default_value) + " and is " +
                  json_text(now.default_value));
    if (was != is) findings_.changed();
}

}  // namespace antiphon::idl::evolve
