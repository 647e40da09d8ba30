#include "forms.h"

#include <algorithm>

#include "../compile/numbers.h"
#include "../text.h"
#include "antiphon/base/decimal.h"

namespace antiphon::idl::evolve {

namespace {

bool is_wide_integer(Builtin type) { return type == Builtin::int64 || type == Builtin::uint64; }

bool is_text(Builtin type, WireForm wire) {
    switch (type) {
        case Builtin::int64:
        case Builtin::uint64:
        case Builtin::decimal:
            return wire != WireForm::number;
        case Builtin::string:
        case Builtin::bytes:
        case Builtin::uuid:
        case Builtin::timestamp:
        case Builtin::date:
            return true;
        default:
            return false;
    }
}

/// All values of `a`, as they look on the wire, are values of `b`.
bool holds(Builtin a, WireForm wire_a, Builtin b, WireForm wire_b) {
    if (b == Builtin::json) return true;
    if (is_text(a, wire_a)) {
        if (b == Builtin::string) return true;
        return is_wide_integer(a) && b == Builtin::decimal && is_text(b, wire_b);
    }
    if (is_text(b, wire_b) || !is_integral(a)) return a == Builtin::float32 && b == Builtin::float64;
    const Range from = *range_of(a);
    if (is_integral(b)) return range_of(b)->least <= from.least && from.most <= range_of(b)->most;
    const Wide exact = Wide{1} << (b == Builtin::float32 ? 24 : 53);
    return is_real(b) && -exact <= from.least && from.most <= exact;
}

std::strong_ordering compare_numbers(const std::string& a, const std::string& b) {
    const auto order = [](const auto& x, const auto& y) {
        return x < y ? std::strong_ordering::less : y < x ? std::strong_ordering::greater : std::strong_ordering::equal;
    };
    const auto whole_a = integral(a), whole_b = integral(b);
    if (whole_a && whole_b) return order(*whole_a, *whole_b);
    const auto exact_a = Decimal::parse(a), exact_b = Decimal::parse(b);
    if (exact_a && exact_b) return order(*exact_a, *exact_b);
    return order(real(a).value_or(0), real(b).value_or(0));
}

Relation relation(Builtin before, WireForm wire_before, Builtin now, WireForm wire_now) {
    if (before == now) {
        const bool number = wire_before == WireForm::number;
        return number == (wire_now == WireForm::number) ? Relation::same : Relation::wire_form;
    }
    if (holds(before, wire_before, now, wire_now)) return Relation::widened;
    return holds(now, wire_now, before, wire_before) ? Relation::narrowed : Relation::changed;
}

const Enum* as_enum(const Type& type) { return type.kind == Type::Kind::named ? type.named->as<Enum>() : nullptr; }

std::optional<Range> range_of_values(const Enum& body) {
    std::optional<Range> out;
    for (const EnumValue& one : body.values) {
        const Wide value = integral(one.text).value_or(0);
        if (!out) out = {value, value};
        out->least = std::min(out->least, value);
        out->most = std::max(out->most, value);
    }
    return out;
}

/// All values of the enum are values of `type`. What an open one may have besides, nobody has written on purpose.
bool holds(const Enum& body, Builtin type, WireForm wire) {
    if (type == Builtin::json) return true;
    if (!body.integer) return type == Builtin::string;
    const Range values = range_of_values(body).value_or(Range{0, 0});
    const Wide exact = Wide{1} << (type == Builtin::float32 ? 24 : 53);
    if (is_real(type)) return -exact <= values.least && values.most <= exact;
    return is_integral(type) && !is_text(type, wire) && range_of(type)->least <= values.least &&
           values.most <= range_of(type)->most;
}

/// All keys of type `a` are keys of type `b`.
bool holds_keys(const Type& a, const Type& b) {
    if (b.is(Builtin::string)) return true;
    const Enum* body = as_enum(a);
    const bool number = b.is(Builtin::int32) || b.is(Builtin::int64);
    if (body != nullptr) return number && body->integer && holds(*body, b.builtin, WireForm::number);
    return a.is(Builtin::int32) && b.is(Builtin::int64);
}

/// The one of two that is stricter; `lower`: it is a lower limit.
void take(std::optional<Bound>& into, std::optional<std::string> value, const Limit& limit, bool lower) {
    if (!value) return;
    if (into) {
        const auto order = compare_numbers(*value, into->value);
        const bool stricter = lower ? order == std::strong_ordering::greater : order == std::strong_ordering::less;
        if (!stricter) return;
    }
    into = Bound{std::move(*value), limit};
}

template <class T>
std::optional<std::string> shown(const std::optional<T>& limit) {
    return limit ? std::optional(std::to_string(*limit)) : std::nullopt;
}

void take(std::vector<Bound>& into, const std::optional<std::string>& word, const Limit& limit) {
    const auto known = [&](const Bound& one) { return one.value == *word; };
    if (word && std::none_of(into.begin(), into.end(), known)) into.push_back({*word, limit});
}

void take(Value& out, const Constraints& from, const Limit& limit) {
    take(out.min, from.min, limit, true);
    take(out.max, from.max, limit, false);
    take(out.min_length, shown(from.min_length), limit, true);
    take(out.max_length, shown(from.max_length), limit, false);
    take(out.min_items, shown(from.min_items), limit, true);
    take(out.max_items, shown(from.max_items), limit, false);
    if (from.precision) take(out.before_point, std::to_string(*from.precision - from.scale.value_or(0)), limit, false);
    take(out.scale, shown(from.scale), limit, false);
    take(out.patterns, from.pattern, limit);
    take(out.formats, from.format, limit);
}

/// How long the texts of a type's values are on the wire, in code points.
struct Lengths {
    std::uint64_t least, most;
};
std::optional<Lengths> lengths_of(const Value& value, bool key) {
    if (const Enum* body = as_enum(*value.base); body != nullptr && (!body->integer || key)) {
        std::optional<Lengths> out;
        for (const EnumValue& one : body->values) {
            const std::uint64_t size = code_points(one.text);
            out = out ? Lengths{std::min(out->least, size), std::max(out->most, size)} : Lengths{size, size};
        }
        return out;
    }
    if (value.base->kind != Type::Kind::builtin) return std::nullopt;
    const auto base64 = [](const Bound& bytes) { return (std::stoull(bytes.value) + 2) / 3 * 4; };
    switch (value.base->builtin) {
        case Builtin::uuid:
            return Lengths{36, 36};
        case Builtin::date:
            return Lengths{10, 10};
        case Builtin::timestamp:
            return Lengths{20, 27};
        case Builtin::int32:
            return key ? std::optional(Lengths{1, 11}) : std::nullopt;
        case Builtin::int64:
        case Builtin::uint64:
            return Lengths{1, 20};
        case Builtin::bytes:
            if (!value.max_length) return std::nullopt;
            return Lengths{value.min_length ? base64(*value.min_length) : 0, base64(*value.max_length)};
        default:
            return std::nullopt;
    }
}

}  // namespace

Relation relation(const Type& before, WireForm wire_before, const Type& now, WireForm wire_now) {
    const Enum *was = as_enum(before), *is = as_enum(now);
    const bool old_form = before.kind == Type::Kind::builtin, new_form = now.kind == Type::Kind::builtin;
    if (old_form && new_form) return relation(before.builtin, wire_before, now.builtin, wire_now);
    if (now.is(Builtin::json)) return Relation::widened;
    if (before.is(Builtin::json)) return Relation::narrowed;
    if (was != nullptr && new_form && holds(*was, now.builtin, wire_now)) return Relation::widened;
    if (is != nullptr && old_form && holds(*is, before.builtin, wire_before)) return Relation::narrowed;
    return Relation::changed;
}

Relation key_relation(const Type& before, const Type& now) {
    if (before.kind == Type::Kind::builtin && now.is(before.builtin)) return Relation::same;
    if (holds_keys(before, now)) return Relation::widened;
    return holds_keys(now, before) ? Relation::narrowed : Relation::changed;
}

Value value_of(const Type& type, const Constraints& own, const Limit& who) {
    Value out;
    take(out, own, who);
    const Type* at = &type;
    for (int links = 0; links < 1000 && at->kind == Type::Kind::named; ++links) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) break;
        take(out, alias->constraints, {at->named->span, at->named->name});
        at = &alias->type;
    }
    out.base = at;
    return out;
}

void share_limits(Value& narrow, const Value& wide, bool key) {
    const auto share = [](std::optional<Bound>& into, const std::optional<Bound>& limit, const std::string& reached,
                          bool lower) {
        if (into || !limit) return;
        const auto order = compare_numbers(reached, limit->value);
        if (order == std::strong_ordering::equal || (order == std::strong_ordering::greater) == lower) into = limit;
    };
    const Enum* body = as_enum(*narrow.base);
    std::optional<Range> range;
    if (narrow.base->kind == Type::Kind::builtin) range = range_of(narrow.base->builtin);
    if (body != nullptr && body->integer) range = range_of_values(*body);
    const bool text = wide.base->is(Builtin::string) && !narrow.base->is(Builtin::string);
    if (range && !text) {
        share(narrow.min, wide.min, idl::text(range->least), true);
        share(narrow.max, wide.max, idl::text(range->most), false);
    }
    if (!text) return;
    const auto lengths = lengths_of(narrow, key);
    narrow.min_length.reset();  // those of bytes count bytes
    narrow.max_length.reset();
    if (!lengths) return;
    share(narrow.min_length, wide.min_length, std::to_string(lengths->least), true);
    share(narrow.max_length, wide.max_length, std::to_string(lengths->most), false);
}

namespace {

/// Which of several words are in one list and not in the other; one that took another's place is one change.
void word_changes(std::vector<LimitChange>& out, std::string_view name, const std::vector<Bound>& before,
                  const std::vector<Bound>& now) {
    const auto missing = [](const std::vector<Bound>& from, const std::vector<Bound>& in) {
        std::vector<const Bound*> found;
        for (const Bound& one : from)
            if (std::none_of(in.begin(), in.end(), [&](const Bound& other) { return other.value == one.value; }))
                found.push_back(&one);
        return found;
    };
    const auto gone = missing(before, now), added = missing(now, before);
    for (std::size_t i = 0; i < std::max(gone.size(), added.size()); ++i) {
        const Bound *was = i < gone.size() ? gone[i] : nullptr, *is = i < added.size() ? added[i] : nullptr;
        out.push_back({name, double_quote(name), was != nullptr ? was->value : "", is != nullptr ? is->value : "",
                       was != nullptr ? &was->limit : nullptr, is != nullptr ? &is->limit : nullptr, is != nullptr,
                       was != nullptr});
    }
}

}  // namespace

std::vector<LimitChange> limit_changes(const Value& before, const Value& now) {
    std::vector<LimitChange> out;
    struct Side {
        std::string text;  ///< empty: none
        const Limit* limit = nullptr;
    };
    const auto side = [](const std::optional<Bound>& one, std::string_view none = {}) {
        return one ? Side{one->value, &one->limit} : Side{std::string(none)};
    };
    const auto add = [&](std::string_view constraint, std::string name, Side was, Side is, bool lower) {
        if (was.text == is.text) return;
        bool tightened = was.text.empty(), loosened = is.text.empty();
        if (!tightened && !loosened) {
            const auto order = compare_numbers(was.text, is.text);
            if (order == std::strong_ordering::equal) return;
            tightened = (order == std::strong_ordering::less) == lower;
            loosened = !tightened;
        }
        out.push_back({constraint, std::move(name), std::move(was.text), std::move(is.text), was.limit, is.limit,
                       tightened, loosened});
    };
    const auto least = [&](std::string_view name, const auto& was, const auto& is, std::string_view none) {
        add(name, double_quote(name), side(was, none), side(is, none), true);
    };
    const auto most = [&](std::string_view name, const auto& was, const auto& is) {
        add(name, double_quote(name), side(was), side(is), false);
    };
    least("min", before.min, now.min, "");
    most("max", before.max, now.max);
    least("minLength", before.min_length, now.min_length, "0");
    most("maxLength", before.max_length, now.max_length);
    least("minItems", before.min_items, now.min_items, "0");
    most("maxItems", before.max_items, now.max_items);
    // Digits before the point are what precision leaves beside the scale: with another scale the same precision is
    // another limit.
    const bool both = before.before_point && now.before_point;
    const bool apart = both && before.scale->value != now.scale->value;
    const auto digits = [&](const Value& of) {
        Side one = side(of.before_point);
        if (of.before_point && !apart) one.text = std::to_string(std::stoi(one.text) + std::stoi(of.scale->value));
        return one;
    };
    add("precision", apart ? "\"precision\" less \"scale\"" : "\"precision\"", digits(before), digits(now), false);
    most("scale", before.scale, now.scale);
    word_changes(out, "pattern", before.patterns, now.patterns);
    word_changes(out, "format", before.formats, now.formats);
    return out;
}

}  // namespace antiphon::idl::evolve
