#include "forms.h"

#include <algorithm>

#include "../compile/numbers.h"
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

template <class T>
std::optional<std::string> shown(const std::optional<T>& limit) {
    if constexpr (std::is_same_v<T, std::string>)
        return limit;
    else
        return limit ? std::optional(std::to_string(*limit)) : std::nullopt;
}

}  // namespace

Relation relation(Builtin before, WireForm wire_before, Builtin now, WireForm wire_now) {
    if (before == now) {
        const bool number = wire_before == WireForm::number;
        return number == (wire_now == WireForm::number) ? Relation::same : Relation::wire_form;
    }
    if (holds(before, wire_before, now, wire_now)) return Relation::widened;
    return holds(now, wire_now, before, wire_before) ? Relation::narrowed : Relation::changed;
}

const Limit* Value::owner(std::string_view constraint) const noexcept {
    for (const auto& [name, limit] : owners)
        if (name == constraint) return &limit;
    return nullptr;
}

Value value_of(const Type& type, const Constraints& own, const Limit& who) {
    Value out;
    const auto take = [&](const Constraints& from, const Limit& limit) {
        const auto one = [&](std::string_view name, auto& into, const auto& given) {
            if (into || !given) return;
            into = given;
            out.owners.emplace_back(name, limit);
        };
        one("min", out.limits.min, from.min);
        one("max", out.limits.max, from.max);
        one("minLength", out.limits.min_length, from.min_length);
        one("maxLength", out.limits.max_length, from.max_length);
        one("minItems", out.limits.min_items, from.min_items);
        one("maxItems", out.limits.max_items, from.max_items);
        one("pattern", out.limits.pattern, from.pattern);
        one("format", out.limits.format, from.format);
        one("precision", out.limits.precision, from.precision);
        one("scale", out.limits.scale, from.scale);
    };
    take(own, who);
    const Type* at = &type;
    for (int links = 0; links < 1000 && at->kind == Type::Kind::named; ++links) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) break;
        take(alias->constraints, {at->named->span, at->named->name});
        at = &alias->type;
    }
    out.base = at;
    return out;
}

std::vector<LimitChange> limit_changes(const Constraints& before, const Constraints& now) {
    std::vector<LimitChange> out;
    const auto add = [&](std::string_view name, const auto& old_limit, const auto& new_limit, bool lower) {
        const auto was = shown(old_limit), is = shown(new_limit);
        if (was == is) return;
        bool tightened = !was, loosened = !is;
        if (was && is) {
            const auto order = compare_numbers(*was, *is);
            if (order == std::strong_ordering::equal) return;
            tightened = (order == std::strong_ordering::less) == lower;
            loosened = !tightened;
        }
        out.push_back({name, was.value_or(""), is.value_or(""), tightened, loosened});
    };
    const auto at_least = [&](std::string_view name, auto old_limit, auto new_limit) {  // none is 0
        add(name, std::optional(old_limit.value_or(0)), std::optional(new_limit.value_or(0)), true);
    };
    add("min", before.min, now.min, true);
    add("max", before.max, now.max, false);
    at_least("minLength", before.min_length, now.min_length);
    add("maxLength", before.max_length, now.max_length, false);
    at_least("minItems", before.min_items, now.min_items);
    add("maxItems", before.max_items, now.max_items, false);
    add("precision", before.precision, now.precision, false);
    add("scale", before.scale, now.scale, false);
    const auto word = [&](std::string_view name, const auto& was, const auto& is) {
        if (was != is) out.push_back({name, was.value_or(""), is.value_or(""), is.has_value(), was.has_value()});
    };
    word("pattern", before.pattern, now.pattern);
    word("format", before.format, now.format);
    return out;
}

}  // namespace antiphon::idl::evolve
