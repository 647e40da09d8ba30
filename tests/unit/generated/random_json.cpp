#include "random_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <vector>

#include "antiphon/base/decimal.h"
#include "antiphon/idl/json.h"
#include "compile/numbers.h"
#include "pattern.h"
#include "text.h"

namespace antiphon::idl {

namespace {

constexpr int deepest = 5;

/// A field's own limits, and where it has none those of its alias.
Constraints merged(const Constraints& field, const Constraints& alias) {
    Constraints out = field;
    const auto take = [](auto& own, const auto& other) {
        if (!own) own = other;
    };
    take(out.min, alias.min), take(out.max, alias.max), take(out.pattern, alias.pattern);
    take(out.min_length, alias.min_length), take(out.max_length, alias.max_length);
    take(out.min_items, alias.min_items), take(out.max_items, alias.max_items);
    take(out.format, alias.format), take(out.precision, alias.precision), take(out.scale, alias.scale);
    return out;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ",") + part;
    return out;
}

std::string quoted_json(std::string_view text) { return quoted(text); }

std::string digits(std::uint64_t number, int width) {
    std::string out = std::to_string(number);
    return out.size() < static_cast<std::size_t>(width)
               ? std::string(static_cast<std::size_t>(width) - out.size(), '0') + out
               : out;
}

}  // namespace

std::string RandomJson::value(const Type& type, const Constraints& limits, WireForm wire) {
    switch (type.kind) {
        case Type::Kind::builtin:
            return builtin(type.builtin, limits, wire);
        case Type::Kind::named:
            return named(*type.named, limits, wire);
        case Type::Kind::array:
            return array(type.item(), limits);
        case Type::Kind::map:
            return map(type, limits);
        case Type::Kind::optional:
            return once_in(3) ? "null" : value(type.item(), limits, wire);
        case Type::Kind::invalid:
            break;
    }
    return "null";
}

std::string RandomJson::named(const TypeDef& type, const Constraints& limits, WireForm wire) {
    if (const Alias* body = type.as<Alias>()) return value(body->type, merged(limits, body->constraints), wire);
    if (const Enum* body = type.as<Enum>()) return enumerated(*body);
    ++depth_;
    std::string out;
    if (const Struct* body = type.as<Struct>()) out = object(*body, "");
    if (const Union* body = type.as<Union>()) out = choice(*body);
    if (const Tuple* body = type.as<Tuple>()) {
        std::vector<std::string> items;
        for (const Field& item : body->items) items.push_back(field(item));
        out = '[' + joined(items) + ']';
    }
    --depth_;
    return out;
}

std::string RandomJson::field(const Field& field) {
    if (field.nullable && once_in(3)) return "null";
    return value(field.type, field.constraints, field.wire);
}

/// Members in any order, optional ones sometimes absent and sometimes null, sometimes one that nobody knows.
std::string RandomJson::object(const Struct& body, const std::string& tag) {
    std::vector<std::string> members;
    if (!tag.empty()) members.push_back(tag);
    for (const Field& one : body.fields) {
        const bool may_miss = one.type.is_optional() || one.default_value;
        if (may_miss && (once_in(3) || (one.type.is_optional() && depth_ > deepest))) continue;
        const bool null = one.type.is_optional() && once_in(5);
        members.push_back(quoted_json(one.name) + ':' +
                          (null ? "null" : value(one.type.present(), one.constraints, one.wire)));
        if (one.nullable && once_in(3)) members.back() = quoted_json(one.name) + ":null";
    }
    if (body.unknown != Struct::Unknown::reject && once_in(4)) members.push_back("\"zz new\":" + anything(2));
    if (once_in(2)) std::shuffle(members.begin(), members.end(), random_);
    return '{' + joined(members) + '}';
}

std::string RandomJson::choice(const Union& body) {
    if (unknown_ && body.open && body.tagged && once_in(5))
        return '{' + quoted_json(body.tag) + ":\"zz new\",\"more\":" + anything(2) + '}';
    if (unknown_ && body.open && !body.tagged && once_in(5) &&
        std::none_of(body.variants.begin(), body.variants.end(),
                     [](const Variant& one) { return resolved(one.type).kind == Type::Kind::array; }))
        return "[" + anything(1) + "]";
    const Variant& variant = body.variants[depth_ > deepest ? 0 : below(body.variants.size())];
    if (!body.tagged) return value(variant.type, {}, WireForm::standard);
    return object(*as_struct(variant.type), quoted_json(body.tag) + ':' + quoted_json(variant.tag));
}

std::string RandomJson::enumerated(const Enum& body) {
    if (unknown_ && body.open && once_in(4)) return body.integer ? "-4711" : "\"zz \\u00e4 new\"";
    const std::string& text = body.values[below(body.values.size())].text;
    return body.integer ? text : quoted_json(text);
}

std::size_t RandomJson::count(const Constraints& limits) {
    const std::uint64_t least = limits.min_items.value_or(0);
    const std::uint64_t most = std::max(least, depth_ > deepest ? 0 : limits.max_items.value_or(least + 3));
    return static_cast<std::size_t>(
        between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(std::min(most, least + 4))));
}

std::string RandomJson::array(const Type& item, const Constraints& limits) {
    std::vector<std::string> items;
    for (std::size_t left = count(limits); left > 0; --left) items.push_back(value(item, {}, WireForm::standard));
    return '[' + joined(items) + ']';
}

std::string RandomJson::map(const Type& type, const Constraints& limits) {
    std::set<std::string> keys;
    const std::size_t wanted = count(limits);
    for (std::size_t tries = 0; keys.size() < wanted && tries < 20; ++tries) {
        const Type& key = resolved(type.key());
        std::string text = key.is(Builtin::uuid) ? uuid(false) : value(type.key(), {}, WireForm::standard);
        if (key.is(Builtin::int32)) text = '"' + std::to_string(between(-5, 5)) + '"';
        if (key.is(Builtin::int64)) text = '"' + std::to_string(static_cast<std::int64_t>(random_())) + '"';
        keys.insert(text);
    }
    std::vector<std::string> members;
    for (const std::string& key : keys) members.push_back(key + ':' + value(type.item(), {}, WireForm::standard));
    return '{' + joined(members) + '}';
}

std::string RandomJson::builtin(Builtin type, const Constraints& limits, WireForm wire) {
    if (range_of(type)) return integer(type, limits, wire);
    if (is_real(type)) return real(type, limits);
    switch (type) {
        case Builtin::boolean:
            return once_in(2) ? "true" : "false";
        case Builtin::decimal:
            return decimal(limits, wire);
        case Builtin::string:
            return string(limits);
        case Builtin::bytes:
            return bytes(limits);
        case Builtin::uuid:
            return uuid(true);
        case Builtin::timestamp:
            return timestamp();
        case Builtin::date:
            return '"' + date() + '"';
        default:
            return anything(3);
    }
}

std::string RandomJson::integer(Builtin type, const Constraints& limits, WireForm wire) {
    const Range range = *range_of(type);
    const Wide least = limits.min ? *integral(*limits.min) : range.least;
    const Wide most = limits.max ? *integral(*limits.max) : range.most;
    Wide number = once_in(4) ? least : once_in(4) ? most : 0;
    if (number == 0) {
        const auto span = static_cast<unsigned __int128>(most - least) + 1;
        number = least + static_cast<Wide>(static_cast<unsigned __int128>(random_() >> below(64)) % span);
    }
    const Wide safe = (Wide{1} << 53) - 1;
    const bool small = number <= safe && number >= -safe;
    const bool in_text = (type == Builtin::int64 || type == Builtin::uint64) &&
                         (wire == WireForm::number ? once_in(2) : !small || !once_in(4));
    if (in_text) return '"' + idl::text(number) + '"';
    return idl::text(number) + (small && once_in(8) ? ".0" : "");
}

std::string RandomJson::real(Builtin type, const Constraints& limits) {
    double number = 0;
    if (limits.min || limits.max) {
        const double least = limits.min ? *idl::real(*limits.min) : -1e6,
                     most = limits.max ? *idl::real(*limits.max) : 1e6;
        number = std::clamp(std::uniform_real_distribution<double>(least, most)(random_), least, most);
    } else if (once_in(3)) {
        number = static_cast<double>(between(-1000, 1000));
    } else {
        do {
            const std::uint64_t bits = random_();
            std::memcpy(&number, &bits, sizeof number);
        } while (!std::isfinite(number));
        if (type == Builtin::float32) number = std::uniform_real_distribution<float>(-1e30F, 1e30F)(random_);
    }
    char buffer[64];
    if (std::abs(number) < 1e15) return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr};
}

std::string RandomJson::decimal(const Constraints& limits, WireForm wire) {
    const int precision = limits.precision.value_or(38), scale = limits.scale.value_or(10);
    const auto least = limits.min ? antiphon::Decimal::parse(*limits.min) : std::nullopt;
    const auto most = limits.max ? antiphon::Decimal::parse(*limits.max) : std::nullopt;
    while (true) {
        const int behind = static_cast<int>(below(static_cast<std::size_t>(scale) + 1));
        const int before = 1 + static_cast<int>(below(static_cast<std::size_t>(std::min(precision - scale, 20))));
        std::string text;
        for (int i = 0; i < before; ++i) text += static_cast<char>('0' + below(10));
        text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
        if (behind > 0) text += '.';
        for (int i = 0; i < behind; ++i) text += static_cast<char>('0' + below(10));
        if (once_in(3)) text.insert(0, "-");
        const auto made = antiphon::Decimal::parse(text);
        if (!made || (least && *made < *least) || (most && *made > *most)) continue;
        return wire == WireForm::number && once_in(2) ? text : '"' + text + '"';
    }
}

std::string RandomJson::text(std::size_t code_points) {
    static constexpr std::u32string_view odd = U"\"\\/\b\n\u0000\u007f\u00e4\u20ac\u2028\ufeff\U0001F600\U0010FFFF<&'";
    std::string out;
    for (; code_points > 0; --code_points)
        append_utf8(out, once_in(4) ? odd[below(odd.size())] : static_cast<char32_t>('a' + below(26)));
    return quoted_json(out);
}

std::string RandomJson::string(const Constraints& limits) {
    if (limits.pattern) return quoted_json(matching(*limits.pattern, limits));
    if (limits.format) {
        static const std::map<std::string, std::string, std::less<>> valid = {{"email", "a.b@example.org"},
                                                                              {"uri", "https://example.org/x?y=%20"},
                                                                              {"hostname", "a-1.example"},
                                                                              {"ipv4", "127.0.0.1"},
                                                                              {"ipv6", "::1"},
                                                                              {"color", "#a0B1c2"},
                                                                              {"bcp47", "de-AT"},
                                                                              {"iso4217", "EUR"},
                                                                              {"semver", "1.2.3-rc.1+x"},
                                                                              {"hex", "00ff"}};
        return quoted_json(valid.at(*limits.format));
    }
    const std::uint64_t least = limits.min_length.value_or(0),
                        most = std::min(limits.max_length.value_or(least + 12), least + 12);
    return text(static_cast<std::size_t>(between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most))));
}

/// A way through the pattern's automaton.
std::string RandomJson::matching(const std::string& pattern, const Constraints& limits) {
    const PatternTable table = *compile_pattern(pattern).table;
    const auto character = [&](std::size_t of_class) {
        const char32_t begin = of_class == 0 ? 1 : table.bounds[of_class - 1];
        const char32_t end = of_class < table.bounds.size() ? table.bounds[of_class] : begin + 1;
        return begin + static_cast<char32_t>(below(end - begin));
    };
    while (true) {
        std::string out;
        std::size_t length = 0, state = 1;
        while (state != 0 && length <= limits.max_length.value_or(64)) {
            if (table.accepting[state] && length >= limits.min_length.value_or(0) && once_in(3)) return out;
            std::vector<std::size_t> ways;
            for (std::size_t of_class = 0; of_class < table.classes; ++of_class)
                if (table.next[state * table.classes + of_class] != 0) ways.push_back(of_class);
            if (ways.empty()) break;
            const std::size_t way = ways[below(ways.size())];
            append_utf8(out, character(way));
            state = table.next[state * table.classes + way];
            ++length;
        }
    }
}

std::string RandomJson::bytes(const Constraints& limits) {
    const std::uint64_t least = limits.min_length.value_or(0), most = limits.max_length.value_or(least + 8);
    const auto size =
        static_cast<std::size_t>(between(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    const bool url = once_in(3), padded = !once_in(3);
    const std::string alphabet =
        std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") + (url ? "-_" : "+/");
    std::string out;
    for (std::size_t at = 0; at < size; at += 3) {
        const std::size_t held = std::min<std::size_t>(3, size - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8 | (i < held ? static_cast<std::uint32_t>(below(256)) : 0);
        for (std::size_t i = 0; i < 4; ++i)
            if (i <= held)
                out += alphabet[group >> (18 - 6 * i) & 63];
            else if (padded)
                out += '=';
    }
    return '"' + out + '"';
}

std::string RandomJson::uuid(bool any_case) {
    const std::string alphabet = any_case && once_in(3) ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string out;
    for (int i = 0; i < 36; ++i) out += i == 8 || i == 13 || i == 18 || i == 23 ? '-' : alphabet[below(16)];
    return '"' + out + '"';
}

std::string RandomJson::date() {
    return digits(1 + below(9999), 4) + '-' + digits(1 + below(12), 2) + '-' + digits(1 + below(28), 2);
}

std::string RandomJson::timestamp() {
    std::string out = digits(2 + below(9997), 4) + '-' + digits(1 + below(12), 2) + '-' + digits(1 + below(28), 2);
    out += 'T' + digits(below(24), 2) + ':' + digits(below(60), 2) + ':' + (once_in(20) ? "60" : digits(below(60), 2));
    if (!once_in(3)) {
        out += '.';
        for (std::size_t left = 1 + below(9); left > 0; --left) out += static_cast<char>('0' + below(10));
    }
    return '"' + out +
           (once_in(2) ? "Z" : (once_in(2) ? "+" : "-") + digits(below(24), 2) + ':' + digits(below(60), 2)) + '"';
}

std::string RandomJson::anything(int depth) {
    switch (below(depth > 0 ? 6 : 4)) {
        case 0:
            return "null";
        case 1:
            return "1.50";  // numbers keep their text
        case 2:
            return text(below(5));
        case 3:
            return "false";
        case 4:
            return "[" + anything(depth - 1) + ", " + anything(depth - 1) + "]";
        default:
            return "{\"a\" : " + anything(depth - 1) + ",\"\":" + anything(depth - 1) + "}";
    }
}

}  // namespace antiphon::idl
