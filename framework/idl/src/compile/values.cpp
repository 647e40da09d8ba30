#include "values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "../pattern.h"
#include "../text.h"
#include "../wire_text.h"
#include "antiphon/base/decimal.h"
#include "antiphon/base/uuid.h"
#include "antiphon/json/check.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

constexpr double longest_float32 = std::numeric_limits<float>::max();

/// Whether every reader of numbers keeps it: RFC 8259, section 6.
bool is_safe(Wide number) {
    constexpr Wide safe = (Wide{1} << 53) - 1;
    return number >= -safe && number <= safe;
}

class Checker {
  public:
    Checker(Diagnostics& diagnostics, ValueCache& cache, std::string_view code)
        : diagnostics_(diagnostics), cache_(cache), code_(code) {}

    bool value(const Node& node, const Type& type, const Constraints& limits, bool nullable) {
        if (node.is(Kind::broken) || type.kind == Type::Kind::invalid) return true;
        if (node.is(Kind::null) && (nullable || resolved(type).is_optional())) return true;
        const Type& present = type.present();
        if (present.kind == Type::Kind::named) {
            const TypeDef& def = *present.named;
            if (const Alias* alias = def.as<Alias>())
                return value(node, alias->type, alias->constraints, false) &&
                       within(node, resolved(type).present(), limits);
            return named(node, def);
        }
        switch (present.kind) {
            case Type::Kind::array:
                return array(node, present) && within(node, present, limits);
            case Type::Kind::map:
                return map(node, present) && within(node, present, limits);
            case Type::Kind::builtin:
                return builtin(node, present.builtin) && within(node, present, limits);
            default:
                return true;
        }
    }

    bool field(const Node& node, const Field& field) {
        const WireForm outer = std::exchange(wire_, field.wire);
        const bool good = value(node, field.type, field.constraints, field.nullable);
        wire_ = outer;
        return good;
    }

    bool members(const Node& node, const Struct& fields, std::string_view tag) {
        bool good = true;
        for (const syntax::Member& member : node.members) {
            const Field* field = cache_.field(fields, member.key);
            if (field != nullptr)
                good = this->field(member.value, *field) && good;
            else if (member.key != tag && fields.unknown != Struct::Unknown::keep)
                good = unknown_member(member, fields);
        }
        if (!node.whole) return good;
        std::unordered_set<std::string_view> given;
        for (const syntax::Member& member : node.members) given.insert(member.key);
        for (const Field& field : fields.fields)
            if (field.required() && !given.contains(field.name))
                good = bad(start(node), "required member " + quote(field.name) + " is missing");
        return good;
    }

  private:
    static Span start(const Node& node) { return {node.span.file, node.span.begin, node.span.begin + 1}; }

    bool bad(Span where, std::string message, std::string help = "") {
        diagnostics_.error(code_, where, std::string(code_ == "bad-default" ? "default " : "example ") + message)
            .with_help(std::move(help));
        return false;
    }
    bool expected(const Node& node, std::string_view what) {
        return bad(node.span,
                   "does not fit: expected " + std::string(what) + ", found " + std::string(name(node.kind)));
    }
    bool no(const Node& node, std::string_view what) {
        return bad(node.span, quote(node.text) + " does not fit: it is no " + std::string(what));
    }

    bool unknown_member(const syntax::Member& member, const Struct& fields) {
        return bad(member.key_span, "has a member " + quote(member.key) + " that its type has not",
                   did_you_mean(diagnostics_, member.key, fields.fields, field_name));
    }

    bool array(const Node& node, const Type& type) {
        if (!node.is(Kind::array)) return expected(node, "an array");
        bool good = true;
        for (const Node& item : node.items) good = value(item, type.item(), {}, false) && good;
        return good;
    }

    bool map(const Node& node, const Type& type) {
        if (!node.is(Kind::object)) return expected(node, "an object");
        bool good = true;
        std::set<std::string> uuids;  // the same in other letters is the same key
        for (const syntax::Member& member : node.members) {
            good = key(member, type.key()) && value(member.value, type.item(), {}, false) && good;
            if (!resolved(type.key()).is(Builtin::uuid)) continue;
            if (const auto uuid = Uuid::parse(member.key); uuid && !uuids.insert(uuid->text()).second)
                good = bad(member.key_span, quote(member.key) + " does not fit: the same key stands twice");
        }
        return good;
    }

    /// Keys are strings in JSON; those of integers hold the digits.
    bool key(const syntax::Member& member, const Type& type) {
        const Type& base = resolved(type);
        const Enum* body = base.kind == Type::Kind::named ? base.named->as<Enum>() : nullptr;
        const auto number = integral(member.key);
        const bool digits = number && text(*number) == member.key;
        Node node;
        node.kind =
            digits && (base.is(Builtin::int32) || (body != nullptr && body->integer)) ? Kind::number : Kind::string;
        node.text = member.key;
        node.span = member.key_span;
        return value(node, type, {}, false);
    }

    bool named(const Node& node, const TypeDef& def) {
        if (const Enum* body = def.as<Enum>()) return enumerated(node, *body, def);
        if (const Tuple* body = def.as<Tuple>()) {
            if (!node.is(Kind::array)) return expected(node, "an array");
            if (node.items.size() != body->items.size())
                return bad(node.span, "does not fit: expected " + std::to_string(body->items.size()) +
                                          " elements, found " + std::to_string(node.items.size()));
            bool good = true;
            for (std::size_t i = 0; i < body->items.size(); ++i) good = field(node.items[i], body->items[i]) && good;
            return good;
        }
        if (const Union* body = def.as<Union>()) return body->tagged ? tagged(node, *body) : untagged(node, *body);
        if (!node.is(Kind::object)) return expected(node, "an object");
        return members(node, std::get<Struct>(def.body), {});
    }

    bool enumerated(const Node& node, const Enum& body, const TypeDef& def) {
        if (!node.is(body.integer ? Kind::number : Kind::string))
            return expected(node, body.integer ? "an integer" : "a string");
        if (cache_.values(body).contains(node.text)) return true;
        const auto text = [](const EnumValue& one) -> std::string_view { return one.text; };
        std::string help = did_you_mean(diagnostics_, node.text, body.values, text);
        if (help.empty() && !diagnostics_.crowded()) {
            std::vector<std::string_view> all;
            for (const EnumValue& one : body.values) all.push_back(one.text);
            help = "it has " + either(all);
        }
        return bad(node.span, quote(node.text) + " does not fit: " + quote(def.name) + " has no such value", help);
    }

    bool tagged(const Node& node, const Union& body) {
        if (!node.is(Kind::object)) return expected(node, "an object");
        const syntax::Member* tag = node.find(body.tag);
        if (tag == nullptr || !tag->value.is(Kind::string))
            return !node.whole || bad(start(node), "does not fit: it needs the tag " + quote(body.tag));
        for (const Variant& variant : body.variants)
            if (variant.tag == tag->value.text) {
                const Struct* fields = as_struct(variant.type);
                return fields == nullptr || members(node, *fields, body.tag);
            }
        return bad(tag->value.span, quote(tag->value.text) + " is no variant");
    }

    bool untagged(const Node& node, const Union& body) {
        const Variant* otherwise = nullptr;
        for (const Variant& variant : body.variants) {
            const Struct* fields = as_struct(variant.type);
            if (fields != nullptr && node.is(Kind::object)) {
                if (variant.member.empty()) otherwise = &variant;
                if (!variant.member.empty() && node.find(variant.member) != nullptr) return members(node, *fields, {});
            } else if (fields == nullptr) {
                Diagnostics trial;
                if (Checker(trial, cache_, code_).value(node, variant.type, {}, false)) return true;
            }
        }
        if (otherwise != nullptr) return members(node, *as_struct(otherwise->type), {});
        return bad(node.span, "fits none of the variants");
    }

    bool builtin(const Node& node, Builtin type) {
        const auto range = range_of(type);
        if (type == Builtin::json) return true;
        if (type == Builtin::boolean) return node.is(Kind::boolean) || expected(node, "a boolean");
        if (range) {
            const bool as_text = type == Builtin::int64 || type == Builtin::uint64;
            if (!node.is(Kind::number) && !(as_text && node.is(Kind::string))) return expected(node, "an integer");
            const auto number = integral(node.text);
            const bool plain = node.is(Kind::number) || (number && text(*number) == node.text);
            if (!number || !plain) return no(node, "integer");
            if (*number < range->least || *number > range->most)
                return bad(node.span, quote(node.text) + " does not fit into " + std::string(idl::name(type)));
            if (as_text && node.is(Kind::number) && wire_ != WireForm::number && !is_safe(*number))
                return bad(node.span, node.text + " does not fit: a number of this size may have been rounded",
                           "write it as a string: " + quoted(node.text));
            return true;
        }
        if (is_real(type)) {
            if (!node.is(Kind::number)) return expected(node, "a number");
            const auto number = real(node.text);
            const bool fits = number && (type != Builtin::float32 || std::abs(*number) <= longest_float32);
            return fits || no(node, "number in range");
        }
        if (type == Builtin::decimal && node.is(Kind::number)) {
            const auto number = integral(node.text);
            if (wire_ == WireForm::number) return Decimal::parse(node.text) || number || no(node, "decimal");
            return (number && is_safe(*number)) || no(node, "decimal: write it as a string");
        }
        if (!node.is(Kind::string)) return expected(node, "a string");
        switch (type) {
            case Builtin::decimal:
                return Decimal::parse(node.text) || no(node, "decimal");
            case Builtin::bytes:
                return parse_base64(node.text) || no(node, "base64");
            case Builtin::uuid:
                return Uuid::parse(node.text) || no(node, "uuid");
            case Builtin::timestamp:
                return parse_timestamp(node.text) || no(node, "timestamp such as 2026-03-01T12:00:00Z");
            case Builtin::date:
                return parse_date(node.text) || no(node, "date such as 2026-03-01");
            default:
                return true;
        }
    }

    /// The value is known to have the type.
    bool within(const Node& node, const Type& type, const Constraints& limits) {
        if (!limits.any()) return true;
        if (type.kind == Type::Kind::array || type.kind == Type::Kind::map) {
            const std::size_t size = node.items.size() + node.members.size();
            if (limits.min_items && size < *limits.min_items)
                return bad(node.span, "does not fit: minItems is " + std::to_string(*limits.min_items));
            if (limits.max_items && size > *limits.max_items)
                return bad(node.span, "does not fit: maxItems is " + std::to_string(*limits.max_items));
            return true;
        }
        if (type.kind != Type::Kind::builtin) return true;
        if (type.builtin == Builtin::string || type.builtin == Builtin::bytes) {
            const std::size_t length =
                type.builtin == Builtin::string ? code_points(node.text) : parse_base64(node.text)->size();
            if (limits.min_length && length < *limits.min_length)
                return bad(node.span,
                           quote(node.text) + " does not fit: minLength is " + std::to_string(*limits.min_length));
            if (limits.max_length && length > *limits.max_length)
                return bad(node.span,
                           quote(node.text) + " does not fit: maxLength is " + std::to_string(*limits.max_length));
            if (limits.format && !json::check::has_format(node.text, *limits.format))
                return bad(node.span, quote(node.text) + " does not fit: it is no " + *limits.format);
            if (limits.pattern && !cache_.matches(*limits.pattern, node.text))
                return bad(node.span, quote(node.text) + " does not fit: the pattern is " + *limits.pattern);
            return true;
        }
        if (limits.min && compare(node.text, *limits.min, type.builtin) < 0)
            return bad(node.span, node.text + " does not fit: min is " + *limits.min);
        if (limits.max && compare(node.text, *limits.max, type.builtin) > 0)
            return bad(node.span, node.text + " does not fit: max is " + *limits.max);
        if (limits.precision || limits.scale) return digits(node, limits);
        return true;
    }

    bool digits(const Node& node, const Constraints& limits) {
        const auto whole = integral(node.text);
        const auto number = Decimal::parse(whole ? text(*whole) : node.text);
        if (!number) return true;
        if (limits.scale && number->scale() > *limits.scale)
            return bad(node.span, node.text + " does not fit: scale is " + std::to_string(*limits.scale));
        if (limits.precision && number->precision() - number->scale() > *limits.precision - limits.scale.value_or(0))
            return bad(node.span, node.text + " does not fit: precision is " + std::to_string(*limits.precision));
        return true;
    }

    static int compare(const std::string& a, const std::string& b, Builtin type) {
        const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
        if (type == Builtin::decimal) {
            const auto whole = integral(a);
            const auto x = Decimal::parse(whole ? text(*whole) : a);
            return x ? order(*x, *Decimal::parse(b)) : 0;
        }
        if (range_of(type)) return order(*integral(a), *integral(b));
        return order(*real(a), *real(b));
    }

    Diagnostics& diagnostics_;
    ValueCache& cache_;
    const std::string_view code_;
    WireForm wire_ = WireForm::standard;  ///< of the field that is looked at
};

}  // namespace

const std::unordered_set<std::string_view>& ValueCache::values(const Enum& body) {
    const auto [made, added] = enums_.try_emplace(&body);
    if (added)
        for (const EnumValue& one : body.values) made->second.insert(one.text);
    return made->second;
}

const Field* ValueCache::field(const Struct& fields, std::string_view name) {
    const auto [made, added] = structs_.try_emplace(&fields);
    if (added)
        for (const Field& one : fields.fields) made->second.emplace(one.name, &one);
    const auto found = made->second.find(name);
    return found != made->second.end() ? found->second : nullptr;
}

bool ValueCache::matches(const std::string& pattern, std::string_view text) {
    auto made = patterns_.find(pattern);
    if (made == patterns_.end()) made = patterns_.emplace(pattern, *compile_pattern(pattern).table).first;
    return made->second.matches(text);
}

bool check_value(Diagnostics& diagnostics, ValueCache& cache, const Node& value, const Type& type,
                 std::string_view code) {
    return Checker(diagnostics, cache, code).value(value, type, {}, false);
}

bool check_field_value(Diagnostics& diagnostics, ValueCache& cache, const Node& value, const Field& field,
                       std::string_view code) {
    return Checker(diagnostics, cache, code).field(value, field);
}

bool check_members(Diagnostics& diagnostics, ValueCache& cache, const Node& object, const Struct& fields,
                   std::string_view tag, std::string_view code) {
    return Checker(diagnostics, cache, code).members(object, fields, tag);
}

}  // namespace antiphon::idl
