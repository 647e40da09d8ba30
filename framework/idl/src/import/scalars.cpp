// Numbers, strings and enums.

#include <algorithm>
#include <charconv>
#include <cmath>

#include "../compile/keys.h"
#include "../compile/numbers.h"
#include "../pattern.h"
#include "../text.h"
#include "schemas.h"

namespace antiphon::idl::importer {

namespace {

constexpr std::string_view formats[] = {"email", "uri",   "hostname", "ipv4",   "ipv6",
                                        "color", "bcp47", "iso4217",  "semver", "hex"};

struct Named {
    std::string_view format, type;
};
constexpr Named typed_formats[] = {{"date-time", "timestamp"}, {"date", "date"},     {"uuid", "uuid"},
                                   {"int64", "int64"},         {"uint64", "uint64"}, {"decimal", "decimal"},
                                   {"byte", "bytes"}};

struct Bounds {
    std::string_view type, least, most;
};
constexpr Bounds exact_bounds[] = {{"int32", "-2147483648", "2147483647"},
                                   {"uint32", "0", "4294967295"},
                                   {"int53", "-9007199254740991", "9007199254740991"},
                                   {"int8", "-128", "127"},
                                   {"uint8", "0", "255"},
                                   {"int16", "-32768", "32767"},
                                   {"uint16", "0", "65535"},
                                   {"int64", "-9223372036854775808", "9223372036854775807"},
                                   {"uint64", "0", "18446744073709551615"}};

/// Without what our own export, and many others, put around a pattern that stands for the whole text. Empty when it may
/// match a part of the text.
std::string whole_pattern(std::string_view text) {
    if (text.size() < 2 || text.front() != '^' || text.back() != '$' || text.ends_with("\\$")) return "";
    text = text.substr(1, text.size() - 2);
    std::size_t depth = 0;
    bool alternatives = false, one_group = text.starts_with("(?:");
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '[') {
            // A bracket right behind the opening one stands for itself.
            for (i += i + 1 < text.size() && text[i + 1] == '^' ? 2 : 1; i + 1 < text.size() && text[i + 1] != ']'; ++i)
                if (text[i] == '\\') ++i;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')') {
            depth -= depth > 0 ? 1 : 0;
            if (depth == 0 && i + 1 < text.size()) one_group = false;
        } else if (text[i] == '|' && depth == 0) {
            alternatives = true;
        }
    }
    if (one_group && !alternatives) return std::string(text.substr(3, text.size() - 4));
    return alternatives ? "" : std::string(text);
}

/// The largest integer that is not above the number; with `least` the smallest that is not below it.
std::optional<Wide> whole_number(const Node* node, bool least) {
    if (node == nullptr || !node->is(Kind::number)) return std::nullopt;
    if (const auto exact = integral(node->text)) return exact;
    if (node->text.find_first_of("eE") == std::string::npos) {
        const auto cut = integral(node->text.substr(0, node->text.find('.')));
        const bool negative = node->text[0] == '-';
        return cut && least != negative ? std::optional(*cut + (least ? 1 : -1)) : cut;
    }
    // With an exponent and a fraction it is small.
    const auto value = real(node->text);
    if (!value || std::abs(*value) > 9007199254740992.0) return std::nullopt;
    return static_cast<Wide>(least ? std::ceil(*value) : std::floor(*value));
}

/// Of the integers that `minimum` and `exclusiveMinimum`, or their opposites, leave: the last.
std::optional<Wide> last_integer(const Node& schema, bool least) {
    std::optional<Wide> out = whole_number(get(schema, least ? "minimum" : "maximum"), least);
    // What lies beyond a fraction is beyond the integer before it.
    if (const auto other = whole_number(get(schema, least ? "exclusiveMinimum" : "exclusiveMaximum"), !least)) {
        const Wide beyond = *other + (least ? 1 : -1);
        out = !out ? beyond : least ? std::max(*out, beyond) : std::min(*out, beyond);
    }
    return out;
}

}  // namespace

void Schemas::limit(Use& out, const Node& schema, std::string_view theirs, std::string_view ours) {
    const Node* found = get(schema, theirs, Kind::number);
    if (found == nullptr) return;
    if (const auto value = integer_of(*found); value && *value >= 0) out.limits.set(std::string(ours), *value);
}

/// Keywords that this IDL has no word for.
void Schemas::dropped(const Node& schema, const At& at) {
    for (const std::string_view key :
         {"not", "if", "then", "else", "dependencies", "dependentRequired", "dependentSchemas", "contains",
          "uniqueItems", "multipleOf", "unevaluatedProperties"}) {
        const syntax::Member* member = schema.is(Kind::object) ? schema.find(key) : nullptr;
        if (member == nullptr || (member->value.is(Kind::boolean) && !member->value.boolean)) continue;
        report_.tell("import/keyword", member->key_span, at.where + ": " + double_quote(key) + " was dropped");
    }
}

Use Schemas::integer(const Node& schema, const At& at) {
    dropped(schema, at);
    const std::optional<Wide> least = last_integer(schema, true), most = last_integer(schema, false);
    const auto written = [](Wide value) { return antiphon::idl::text(value); };
    Use out;
    if (least && most && *least <= *most) {
        const Bounds* fits = nullptr;
        bool exact = false;
        for (const Bounds& one : exact_bounds) {
            const Wide low = *integral(one.least), high = *integral(one.most);
            if (*least == low && *most == high) {
                fits = &one;
                exact = true;
            } else if (fits == nullptr && *least >= low && *most <= high) {
                fits = &one;
            }
        }
        if (fits != nullptr) {
            const bool duration =
                get_text(schema, "x-unit") == "milliseconds" && fits->type != "int64" && fits->type != "uint64";
            out.type = duration ? "duration" : fits->type;
            out.wire_number = fits->type == "int64" || fits->type == "uint64";
            if (exact && (!duration || fits->type == "int53")) return out;
            out.limits.set("min", Json::number(written(*least))).set("max", Json::number(written(*most)));
            return out;
        }
    }
    const bool wide = options_.integers != Integers::int53;
    out.type = wide ? "int64" : "int53";
    out.wire_number = options_.integers == Integers::int64_number;
    const Wide largest = wide ? Wide{9223372036854775807LL} : Wide{9007199254740991LL};
    if (least && *least >= -largest && *least <= largest) out.limits.set("min", Json::number(written(*least)));
    if (most && *most >= -largest && *most <= largest) out.limits.set("max", Json::number(written(*most)));
    if (!wide)
        report_.tell("import/integer", start_of(schema),
                     at.where + ": an integer without " +
                         (least  ? "an upper limit"
                          : most ? "a lower limit"
                                 : "limits") +
                         " became int53, which ends at 2^53 - 1");
    return out;
}

Use Schemas::number(const Node& schema, const At& at) {
    dropped(schema, at);
    Use out;
    if (get_text(schema, "format") == "decimal") {
        out.type = "decimal";
        out.wire_number = true;
        return out;
    }
    out.type = "float64";
    for (const auto& [theirs, ours] : {std::pair{"minimum", "min"}, {"maximum", "max"}})
        if (const Node* found = get(schema, theirs, Kind::number)) out.limits.set(ours, Json::number(found->text));
    for (const std::string_view key : {"exclusiveMinimum", "exclusiveMaximum"})
        if (get(schema, key) != nullptr)
            report_.tell("import/keyword", schema.find(key)->key_span,
                         at.where + ": " + double_quote(key) + " was dropped");
    return out;
}

Use Schemas::string(const Node& schema, const At& at) {
    dropped(schema, at);
    Use out;
    out.type = "string";
    if (get_text(schema, "contentEncoding") == "base64") {
        out.type = "bytes";
        limit(out, schema, "x-min-bytes", "minLength");
        limit(out, schema, "x-max-bytes", "maxLength");
        return out;
    }
    const Node* format = get(schema, "format", Kind::string);
    if (format != nullptr)
        for (const Named& one : typed_formats)
            if (one.format == format->text) out.type = one.type;
    if (out.type != "string") {
        const bool numeric = out.type == "decimal" || out.type == "int64" || out.type == "uint64";
        for (const auto& [theirs, ours] :
             {std::pair{"x-min", "min"}, {"x-max", "max"}, {"x-precision", "precision"}, {"x-scale", "scale"}})
            if (const Node* found = get(schema, theirs); found != nullptr && numeric)
                out.limits.set(ours, to_json(*found));
        return out;
    }
    limit(out, schema, "minLength", "minLength");
    limit(out, schema, "maxLength", "maxLength");
    if (format != nullptr) {
        const bool known = std::find(std::begin(formats), std::end(formats), format->text) != std::end(formats);
        out.limits.set(known ? "format" : "x-format", format->text);
        if (!known)
            report_.tell("import/format", format->span,
                         at.where + ": format " + quote(format->text) + " was kept as x-format");
    }
    pattern(out, schema, at);
    return out;
}

void Schemas::pattern(Use& out, const Node& schema, const At& at) {
    const Node* pattern = get(schema, "pattern", Kind::string);
    if (pattern == nullptr) return;
    const std::string whole = whole_pattern(pattern->text);
    const bool bounded = out.limits.find("maxLength") != nullptr;
    if (bounded && !whole.empty() && compile_pattern(whole).table) {
        out.limits.set("pattern", whole);
        return;
    }
    out.limits.set("x-pattern", pattern->text);
    report_.tell("import/pattern", pattern->span,
                 at.where + ": the pattern was kept as x-pattern: " +
                     (!bounded        ? "it needs maxLength"
                      : whole.empty() ? "it may match a part of the text"
                                      : "the pattern language has not all of it"));
}

std::vector<const Node*> Schemas::values_of(const Shape& shape) {
    std::vector<const Node*> out;
    if (const Node* one = get(*shape.is.node, "const"))
        out.push_back(one);
    else if (const Node* values = get(*shape.is.node, "enum", Kind::array))
        for (const Node& value : values->items)
            if (!value.is(Kind::null)) out.push_back(&value);
    return out;
}

/// Nothing when the values are neither strings nor integers.
std::optional<Json> Schemas::enumeration(const std::vector<const Node*>& values, bool open) {
    if (values.empty()) return std::nullopt;
    const Kind kind = values[0]->kind;
    constexpr std::int64_t largest = 9007199254740991;
    Names identifiers;
    std::set<std::string_view> texts;
    Json list = Json::array();
    for (const Node* value : values) {
        if (value->kind != kind || (kind != Kind::string && kind != Kind::number)) return std::nullopt;
        if (kind == Kind::number)
            if (const auto number = integer_of(*value); !number || *number > largest || *number < -largest)
                return std::nullopt;
        if (!texts.insert(value->text).second) continue;
        const std::string wanted = kind == Kind::string    ? identifier(value->text.empty() ? "empty" : value->text)
                                   : value->text[0] == '-' ? "minus_" + value->text.substr(1)
                                                           : "value_" + value->text;
        const std::string name = identifiers.take(wanted);
        if (name == value->text)
            list.push(value->text);
        else
            list.push(Json::object({{"value", to_json(*value)}, {"name", name}}));
    }
    Json out = Json::object({{"enum", std::move(list)}});
    return open ? out : out.set("open", false);
}

}  // namespace antiphon::idl::importer
