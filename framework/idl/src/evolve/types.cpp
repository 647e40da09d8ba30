// What a value is: its form, its limits, and the types it is made of.

#include <algorithm>

#include "../text.h"
#include "walk.h"

namespace antiphon::idl::evolve {

namespace {

const Constraints no_limits;

bool is_union_label(const Type& a, const Type& b) { return shown(resolved(a)) == shown(resolved(b)); }

std::string position(std::size_t index) { return "element " + std::to_string(index + 1); }

}  // namespace

std::string shown(const Type& type) {
    static const File nowhere;  // no import has a name for it: names of others are absolute
    const Type* inner = &type;
    while (!inner->parts.empty()) inner = &inner->parts.back();
    return text(type, inner->kind == Type::Kind::named ? *inner->named->file : nowhere);
}

void Walk::type(const Type& before, const Type& now, Use use, const Slot& slot) {
    const Spot spot{now.span.valid() ? now.span : slot.spot.now, before.span.valid() ? before.span : slot.spot.before};
    if (!before.is_optional() && now.is_optional())
        found("FIELD_NULLABLE_ADDED", use, spot, slot.name + " may be null");
    if (before.is_optional() && !now.is_optional())
        found("FIELD_NULLABLE_REMOVED", use, spot, slot.name + " must not be null any more");
    const Type &was = before.present(), &is = now.present();
    if (was.kind == Type::Kind::named && is.kind == Type::Kind::named) became_.try_emplace(was.named, is.named);
    values(value_of(was, slot.before, {slot.spot.before, slot.name}),
           value_of(is, slot.now, {slot.spot.now, slot.name}), use, slot);
}

void Walk::values(Value before, Value now, Use use, const Slot& slot) {
    const Type &was = *before.base, &is = *now.base;
    if (was.kind == is.kind && was.kind != Type::Kind::builtin) {
        if (was.kind == Type::Kind::named) {
            definitions(*was.named, *is.named, use, slot);
        } else {
            const bool map = was.kind == Type::Kind::map;
            if (map) element(was.key(), is.key(), use, slot, "a key of ", true);
            element(was.item(), is.item(), use, slot, map ? "a value of " : "an element of ");
            limits(before, now, use, slot);
        }
        return;
    }
    const Relation how = slot.key ? key_relation(was, is) : relation(was, slot.wire_before, is, slot.wire_now);
    related(how, was, is, use, slot);
    if (how == Relation::changed) return;
    if (how == Relation::widened) share_limits(before, now, slot.key);
    if (how == Relation::narrowed) share_limits(now, before, slot.key);
    limits(before, now, use, slot);
}

void Walk::related(Relation relation, const Type& before, const Type& now, Use use, const Slot& slot) {
    const Spot spot{now.span.valid() ? now.span : slot.spot.now, before.span.valid() ? before.span : slot.spot.before};
    const std::string from_to = ": " + quote(shown(before)) + " became " + quote(shown(now));
    const bool of_result = slot.place == Place::result;
    const char* help = of_result ? "add a method with the new result, and deprecate this one"
                       : slot.place == Place::error_data
                           ? "add an error with a code of its own and the new data"
                           : "add a field of the new type beside it, and deprecate this one";
    switch (relation) {
        case Relation::same:
            return;
        case Relation::widened:
            return found(of_result ? "METHOD_RESULT_TYPE_CHANGED" : "FIELD_TYPE_WIDENED", use, spot,
                         slot.name + " has a wider type" + from_to, help);
        case Relation::narrowed:
            return found("FIELD_TYPE_NARROWED", use, spot, slot.name + " has a narrower type" + from_to);
        case Relation::wire_form:
            return found("FIELD_WIRE_FORM_CHANGED", use, at(slot.spot, "wire"),
                         slot.name + " has another form on the wire");
        case Relation::changed:
            return found(of_result ? "METHOD_RESULT_TYPE_CHANGED" : "FIELD_TYPE_CHANGED", use, spot,
                         slot.name + " has another type" + from_to, help);
    }
}

void Walk::limits(const Value& before, const Value& now, Use use, const Slot& slot) {
    for (const LimitChange& change : limit_changes(before, now)) {
        const Limit here{slot.spot.now, slot.name}, there{slot.spot.before, slot.name};
        const Limit *is = change.is, *was = change.was;
        const Limit& owner = is != nullptr ? *is : was != nullptr && was->name != slot.name ? *was : here;
        const Spot spot{findings_.now().find(is != nullptr ? is->owner : here.owner, {change.constraint}),
                        findings_.before().find(was != nullptr ? was->owner : there.owner, {change.constraint})};
        const std::string what = change.name + " of " + (owner.name == slot.name ? slot.name : quote(owner.name));
        const std::string how = change.before.empty() ? " is new: " + change.now
                                : change.now.empty()  ? " is gone; it was " + change.before
                                                      : " was " + change.before + " and is " + change.now;
        if (change.tightened)
            found("CONSTRAINT_TIGHTENED", use, spot, what + how,
                  "let the handler refuse such values, with an error of its own, until nobody writes them");
        if (change.loosened) found("CONSTRAINT_LOOSENED", use, spot, what + how);
    }
}

void Walk::element(const Type& before, const Type& now, Use use, const Slot& slot, const char* what, bool key) {
    type(before, now, use,
         {what + slot.name, slot.spot, no_limits, no_limits, slot.wire_before, slot.wire_now, slot.place, key});
}

void Walk::definitions(const TypeDef& before, const TypeDef& now, Use use, const Slot& slot) {
    became_.try_emplace(&before, &now);
    if (!seen_.emplace(&before, &now, use).second) return;
    const Spot spot{now.span, before.span};
    if (before.body.index() != now.body.index()) {
        const std::string kinds = " was " + std::string(kind_name(before)) + " and is " + std::string(kind_name(now));
        if (before.name == now.name)
            found("TYPE_KIND_CHANGED", use, spot, quote(now.name) + kinds);
        else
            found(slot.place == Place::result ? "METHOD_RESULT_TYPE_CHANGED" : "FIELD_TYPE_CHANGED", use, slot.spot,
                  slot.name + kinds);
        return;
    }
    if (before.as<Struct>() != nullptr) structs(&before, &now, use, spot);
    if (before.as<Enum>() != nullptr) enums(before, now, use);
    if (before.as<Union>() != nullptr) unions(before, now, use);
    if (before.as<Tuple>() != nullptr) tuples(before, now, use);
}

void Walk::body(const TypeDef* before, const TypeDef* now, Use use, const std::string& what, Spot spot) {
    if (before != nullptr && now != nullptr) return definitions(*before, *now, use, {what, spot, no_limits, no_limits});
    if (before == nullptr && now == nullptr) return;
    const TypeDef& one = before != nullptr ? *before : *now;
    if (one.as<Struct>() != nullptr) return structs(before, now, use, spot);
    found("FIELD_TYPE_CHANGED", use, spot,
          what + (before != nullptr ? " is gone; it was " : " is new: ") + quote(one.name));
}

void Walk::error_data(const ErrorDef& before, const ErrorDef& now, const std::string& what, Spot spot) {
    const TypeDef *was = before.data_struct(), *is = now.data_struct();
    if ((was != nullptr || !before.data) && (is != nullptr || !now.data)) return body(was, is, Use::out, what, spot);
    if (before.data && now.data)
        return type(*before.data, *now.data, Use::out,
                    {.name = what, .spot = spot, .before = no_limits, .now = no_limits, .place = Place::error_data});
    if (!before.data) return findings_.changed();  // who knows the old version reads no data
    found("FIELD_TYPE_CHANGED", Use::out, spot, what + " is gone; it was " + quote(shown(*before.data)));
}

void Walk::enums(const TypeDef& before, const TypeDef& now, Use use) {
    const Enum &was = *before.as<Enum>(), &is = *now.as<Enum>();
    const Spot spot{now.span, before.span};
    const auto texts = [](const Enum& body) {
        std::set<std::string_view> out;
        for (const EnumValue& one : body.values) out.insert(one.text);
        return out;
    };
    const auto old_texts = texts(was), new_texts = texts(is);
    const std::set<std::string_view> old_reserved(was.reserved.begin(), was.reserved.end()),
        new_reserved(is.reserved.begin(), is.reserved.end());
    if (was.integer != is.integer)
        return found("ENUM_BASE_CHANGED", use, at(spot, "enum"),
                     "the values of " + quote(now.name) + " were " + (was.integer ? "integers" : "strings") +
                         " and are " + (is.integer ? "integers" : "strings"));
    if (was.open && !is.open) found("ENUM_CLOSED", use, at(spot, "open"), quote(now.name) + " was open and is closed");
    opened(was.open, is.open, quote(now.name), use, spot);
    for (const std::string& value : was.reserved)
        if (!new_reserved.contains(value) && !new_texts.contains(value)) unreserved(value, quote(now.name), use, spot);
    for (const EnumValue& value : was.values) {
        if (new_texts.contains(value.text)) continue;
        const std::string name = "the value " + quote(value.text) + " of " + quote(now.name);
        const Spot gone{findings_.now().find(now.span, {"enum"}), value.span};
        found("ENUM_VALUE_REMOVED", use, gone, name + " was removed");
        if (!new_reserved.contains(value.text))
            found("ENUM_VALUE_REMOVED_NOT_RESERVED", use, gone, name + " was removed and is not reserved",
                  "add it to \"reserved\", so that nobody gives it another meaning");
    }
    for (const EnumValue& value : is.values) {
        if (old_texts.contains(value.text)) continue;
        const std::string name = "the value " + quote(value.text) + " of " + quote(now.name);
        const Spot where{value.span, at(spot, "enum").before};
        if (old_reserved.contains(value.text))
            found(check("FIELD_NAME_REUSED"), use, {value.span, at(spot, "reserved").before}, name + " was reserved",
                  "choose another; old messages have it with another meaning", "it was reserved here");
        found(check("ENUM_VALUE_ADDED", was.open ? "open" : "closed"), use, where,
              name + " is new" + (was.open ? "" : ", and the enum was closed"), "", "the values were these");
    }
}

void Walk::opened(bool before, bool now, const std::string& name, Use use, Spot spot) {
    if (!before && now) found("ENUM_OPENED", use, at(spot, "open"), name + " was closed and is open");
}

void Walk::tuples(const TypeDef& before, const TypeDef& now, Use use) {
    const Tuple &was = *before.as<Tuple>(), &is = *now.as<Tuple>();
    if (was.items.size() != is.items.size())
        return found("TUPLE_LENGTH_CHANGED", use, at({now.span, before.span}, "tuple"),
                     quote(now.name) + " had " + std::to_string(was.items.size()) + " elements and has " +
                         std::to_string(is.items.size()));
    for (std::size_t i = 0; i < was.items.size(); ++i)
        fields(was.items[i], is.items[i], use, position(i) + " of " + quote(now.name));
}

void Walk::unions(const TypeDef& before, const TypeDef& now, Use use) {
    const Union &was = *before.as<Union>(), &is = *now.as<Union>();
    const Spot spot{now.span, before.span};
    if (was.open && !is.open) found("ENUM_CLOSED", use, at(spot, "open"), quote(now.name) + " was open and is closed");
    opened(was.open, is.open, quote(now.name), use, spot);
    if (was.tagged != is.tagged)
        return found("UNION_TAG_CHANGED", use, at(spot, "union"),
                     quote(now.name) + (was.tagged ? " was told apart by a tag and has none" : " has a tag now"));
    if (was.tag != is.tag)
        found("UNION_TAG_CHANGED", use, at(spot, "tag"),
              "the tag of " + quote(now.name) + " was " + quote(was.tag) + " and is " + quote(is.tag));
    if (was.tagged)
        tagged(before, now, use);
    else
        untagged(before, now, use);
}

void Walk::variant_added(const TypeDef& before, const Variant& variant, Use use, const std::string& what, Spot spot) {
    const bool open = before.as<Union>()->open;
    found(check("UNION_VARIANT_ADDED", open ? "open" : "closed"), use, {variant.span, at(spot, "union").before},
          what + " is new" + (open ? "" : ", and the union was closed"), "", "the variants were these");
}

void Walk::tagged(const TypeDef& before, const TypeDef& now, Use use) {
    const Union &was = *before.as<Union>(), &is = *now.as<Union>();
    const Spot spot{now.span, before.span};
    const auto find = [](const Union& body, const std::string& tag) -> const Variant* {
        const auto at = std::find_if(body.variants.begin(), body.variants.end(),
                                     [&](const Variant& one) { return one.tag == tag; });
        return at == body.variants.end() ? nullptr : &*at;
    };
    std::set<const Variant*> renamed;
    for (const Variant& variant : was.variants) {
        const std::string name = "the variant " + quote(variant.tag) + " of " + quote(now.name);
        if (const Variant* same = find(is, variant.tag)) {
            type(variant.type, same->type, use, {name, {same->span, variant.span}, no_limits, no_limits});
            continue;
        }
        const auto other = std::find_if(is.variants.begin(), is.variants.end(), [&](const Variant& one) {
            return find(was, one.tag) == nullptr && is_union_label(one.type, variant.type);
        });
        if (other == is.variants.end()) {
            found("UNION_VARIANT_REMOVED", use, {at(spot, "union").now, variant.span}, name + " was removed");
            continue;
        }
        renamed.insert(&*other);
        found("UNION_TAG_CHANGED", use, {other->span, variant.span},
              name + " has the tag " + quote(other->tag) + " now");
        type(variant.type, other->type, use, {name, {other->span, variant.span}, no_limits, no_limits});
    }
    for (const Variant& variant : is.variants)
        if (find(was, variant.tag) == nullptr && !renamed.contains(&variant))
            variant_added(before, variant, use, "the variant " + quote(variant.tag) + " of " + quote(now.name), spot);
}

void Walk::untagged(const TypeDef& before, const TypeDef& now, Use use) {
    const Union &was = *before.as<Union>(), &is = *now.as<Union>();
    const Spot spot{now.span, before.span};
    const auto find = [](const Union& body, const Variant& wanted) -> const Variant* {
        const auto at = std::find_if(body.variants.begin(), body.variants.end(),
                                     [&](const Variant& one) { return is_union_label(one.type, wanted.type); });
        return at == body.variants.end() ? nullptr : &*at;
    };
    for (const Variant& variant : was.variants) {
        const std::string name = "the variant " + quote(shown(variant.type)) + " of " + quote(now.name);
        if (const Variant* same = find(is, variant))
            type(variant.type, same->type, use, {name, {same->span, variant.span}, no_limits, no_limits});
        else
            found("UNION_VARIANT_REMOVED", use, {at(spot, "union").now, variant.span}, name + " was removed");
    }
    for (const Variant& variant : is.variants)
        if (find(was, variant) == nullptr)
            variant_added(before, variant, use, "the variant " + quote(shown(variant.type)) + " of " + quote(now.name),
                          spot);
    mistaken(before, now, use);
}

/// Readers take an object for the first variant whose own member it has, so what the other version writes for a later
/// variant must not have it.
void Walk::mistaken(const TypeDef& before, const TypeDef& now, Use use) {
    const Union &was = *before.as<Union>(), &is = *now.as<Union>();
    struct Meeting {
        const Variant *reader, *writer;
        const Field* field;
    };
    const auto meetings = [](const Union& readers, const Union& writers, bool unknown_too) {
        std::vector<Meeting> out;
        for (const Variant& writer : writers.variants) {
            const Struct* written = as_struct(writer.type);
            const bool known = std::any_of(readers.variants.begin(), readers.variants.end(),
                                           [&](const Variant& one) { return is_union_label(one.type, writer.type); });
            if (written == nullptr || (!known && !unknown_too)) continue;
            for (const Variant& reader : readers.variants) {
                if (is_union_label(reader.type, writer.type)) break;
                if (reader.member.empty() || as_struct(reader.type) == nullptr) continue;
                if (const Field* field = written->find(reader.member)) out.push_back({&reader, &writer, field});
            }
        }
        return out;
    };
    const std::string of = " of " + quote(now.name);
    if (use != Use::in)
        for (const Meeting& one : meetings(was, is, true))
            found("UNION_VARIANT_MISTAKEN", use, {one.field->span, one.reader->span},
                  "old readers take the variant " + quote(shown(one.writer->type)) + of + " for " +
                      quote(shown(one.reader->type)) + ", which they know by the member " + quote(one.field->name),
                  "give the new member another name");
    if (use != Use::out)
        for (const Meeting& one : meetings(is, was, false))
            found("UNION_VARIANT_MISTAKEN", use, {one.reader->span, one.field->span},
                  "new readers take the variant " + quote(shown(one.writer->type)) + of + " of old writers for " +
                      quote(shown(one.reader->type)) + ", which they know by the member " + quote(one.field->name),
                  "keep the member by which " + quote(shown(one.reader->type)) + " was known");
}

}  // namespace antiphon::idl::evolve
