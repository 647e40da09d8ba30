#include "keys.h"

#include <algorithm>
#include <charconv>

#include "../text.h"
#include "numbers.h"

namespace antiphon::idl {

Keys::Keys(Diagnostics& diagnostics, const Node& object, std::string_view what, Words known)
    : diagnostics_(diagnostics), object_(object), what_(what) {
    for (const syntax::Member& member : object.members) {
        if (member.key.starts_with("x-") || std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        auto& told = diagnostics.error("unknown-key", member.key_span,
                                       std::string(what) + " has no " + double_quote(member.key));
        const std::string_view foreign = foreign_key(what, member.key);
        const std::string near = foreign.empty() && !diagnostics.crowded() ? nearest(member.key, known) : "";
        if (!foreign.empty())
            told.with_help(std::string(foreign));
        else if (!near.empty())
            told.with_help("did you mean " + quoted(near) + "?");
        else
            told.with_help("it may have " + either({known.begin(), known.end()}));
    }
}

const Node* Keys::find(std::string_view key) const {
    const syntax::Member* member = object_.find(key);
    return member != nullptr && !member->value.is(Kind::broken) ? &member->value : nullptr;
}

const Node* Keys::find(std::string_view key, Kind kind) const {
    const Node* found = find(key);
    return found != nullptr && expect(diagnostics_, *found, kind, quoted(key)) ? found : nullptr;
}

const Node* Keys::need(std::string_view key) const {
    // Where something was lost, the key may have been part of it.
    if (object_.find(key) == nullptr && object_.whole)
        diagnostics_.error("missing-key", {object_.span.file, object_.span.begin, object_.span.begin + 1},
                           std::string(what_) + " needs " + quoted(key));
    return find(key);
}

const Node* Keys::need(std::string_view key, Kind kind) const {
    const Node* found = need(key);
    return found != nullptr && expect(diagnostics_, *found, kind, quoted(key)) ? found : nullptr;
}

Span Keys::key_span(std::string_view key) const {
    const syntax::Member* member = object_.find(key);
    return member != nullptr ? member->key_span : object_.span;
}

std::string Keys::string(std::string_view key) const {
    const Node* found = find(key, Kind::string);
    return found != nullptr ? found->text : "";
}

bool Keys::boolean(std::string_view key, bool otherwise) const {
    const Node* found = find(key, Kind::boolean);
    return found != nullptr ? found->boolean : otherwise;
}

std::optional<std::uint64_t> Keys::count(std::string_view key, std::uint64_t least, std::uint64_t most) const {
    const Node* found = find(key, Kind::number);
    if (found == nullptr) return std::nullopt;
    const std::optional<std::int64_t> number = integer_of(*found);
    if (number && *number >= 0) {
        const auto value = static_cast<std::uint64_t>(*number);
        if (value >= least && value <= most) return value;
    }
    diagnostics_.error(
        "bad-value", found->span,
        quoted(key) + " must be an integer from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<double> Keys::number(std::string_view key, int least, int most) const {
    const Node* found = find(key, Kind::number);
    if (found == nullptr) return std::nullopt;
    const std::optional<double> value = real(found->text);
    if (value && *value >= least && *value <= most) return value;
    diagnostics_.error("bad-value", found->span,
                       quoted(key) + " is from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::vector<const Node*> Keys::strings(std::string_view key) const {
    std::vector<const Node*> out;
    if (const Node* list = find(key, Kind::array))
        for (const Node& item : list->items)
            if (expect(diagnostics_, item, Kind::string, "an element of " + quoted(key))) out.push_back(&item);
    return out;
}

void Keys::bad_word(const Node& found, std::string_view key, const std::vector<std::string_view>& words) const {
    auto& told = diagnostics_.error("bad-value", found.span, quoted(key) + " cannot be " + quote(found.text));
    const std::string near = nearest(found.text, words);
    told.with_help(near.empty() ? "it is " + either(words) : "did you mean " + quoted(near) + "?");
}

void Keys::describe(Described& out) const {
    if (const Node* doc = find("doc")) out.doc = read_doc(diagnostics_, *doc);
    if (object_.find("since") != nullptr) out.since = string("since");
    if (const Node* deprecated = find("deprecated")) {
        if (deprecated->is(Kind::object)) {
            const Keys keys(diagnostics_, *deprecated, "\"deprecated\"", {"message", "since", "removeIn"});
            const Node* message = keys.need("message", Kind::string);
            out.deprecated = Deprecated{message ? message->text : "", keys.string("since"), keys.string("removeIn")};
        } else if (expect(diagnostics_, *deprecated, Kind::string, "\"deprecated\"")) {
            out.deprecated = Deprecated{deprecated->text, "", ""};
        }
        if (out.deprecated && out.deprecated->message.empty() && deprecated->whole)
            diagnostics_.error("bad-value", deprecated->span, "say what to use instead");
    }
    for (const syntax::Member& member : object_.members)
        if (member.key.starts_with("x-") && !member.value.is(Kind::broken))
            out.extensions.emplace_back(member.key, to_json(member.value));
}

std::string either(const std::vector<std::string_view>& words) {
    static constexpr std::size_t most = 30;
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == most) return out + " …";
        if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
        out += words[i];
    }
    return out;
}

bool expect(Diagnostics& diagnostics, const Node& node, Kind kind, std::string_view what) {
    if (node.is(kind)) return true;
    if (!node.is(Kind::broken))
        diagnostics.error(
            "wrong-kind", node.span,
            std::string(what) + " must be " + std::string(name(kind)) + ", not " + std::string(name(node.kind)));
    return false;
}

std::string read_doc(Diagnostics& diagnostics, const Node& node) {
    if (node.is(Kind::string)) return node.text;
    if (!node.is(Kind::array)) {
        if (!node.is(Kind::broken))
            diagnostics.error("wrong-kind", node.span,
                              "\"doc\" must be a string or an array of lines, not " + std::string(name(node.kind)));
        return {};
    }
    std::string out;
    for (const Node& line : node.items) {
        if (!expect(diagnostics, line, Kind::string, "a line of \"doc\"")) continue;
        if (&line != &node.items.front()) out += '\n';
        out += line.text;
    }
    return out;
}

Json to_json(const Node& node) {
    switch (node.kind) {
        case Kind::broken:
        case Kind::null:
            return {};
        case Kind::boolean:
            return node.boolean;
        case Kind::number:
            return Json::number(node.text);
        case Kind::string:
            return node.text;
        case Kind::array:
        case Kind::object:
            break;
    }
    Json out = node.is(Kind::array) ? Json::array() : Json::object();
    for (const Node& item : node.items) out.push(to_json(item));
    for (const syntax::Member& member : node.members) out.set(member.key, to_json(member.value));
    return out;
}

std::optional<std::int64_t> integer_of(const Node& node) {
    std::int64_t number = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stopped, error] = std::from_chars(node.text.data(), end, number);
    if (!node.is(Kind::number) || error != std::errc() || stopped != end) return std::nullopt;
    return number;
}

std::string_view foreign_type(std::string_view name) {
    static constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"number", "in this IDL that is float64 (or decimal for money)"},
        {"double", "in this IDL that is float64"},
        {"float", "in this IDL that is float32 or float64"},
        {"real", "in this IDL that is float64"},
        {"integer", "in this IDL that is int32, int53 (a JSON number) or int64 (a string)"},
        {"int", "in this IDL that is int32, int53 (a JSON number) or int64 (a string)"},
        {"long", "in this IDL that is int53 (a JSON number) or int64 (a string)"},
        {"bigint", "in this IDL that is int64"},
        {"short", "in this IDL that is int16"},
        {"byte", "in this IDL that is uint8, or bytes"},
        {"uint", "in this IDL that is uint32"},
        {"boolean", "in this IDL that is bool"},
        {"str", "in this IDL that is string"},
        {"text", "in this IDL that is string"},
        {"char", "in this IDL that is string with \"maxLength\": 1"},
        {"object", "declare a struct under \"types\", or use map<…> or json"},
        {"any", "in this IDL that is json"},
        {"unknown", "in this IDL that is json"},
        {"array", "in this IDL an array of T is T[]"},
        {"list", "in this IDL an array of T is T[]"},
        {"dict", "in this IDL that is map<T>"},
        {"record", "in this IDL that is map<T>"},
        {"datetime", "in this IDL that is timestamp"},
        {"time", "in this IDL that is timestamp, or duration"},
        {"money", "in this IDL that is decimal, with precision and scale"},
        {"binary", "in this IDL that is bytes"},
        {"blob", "in this IDL that is bytes"},
        {"guid", "in this IDL that is uuid"},
        {"void", "leave the result out"},
        {"null", "leave it out, or mark the type with '?'"},
    };
    for (const auto& [word, help] : words)
        if (word == name) return help;
    return {};
}

std::string_view foreign_key(std::string_view what, std::string_view name) {
    struct Word {
        std::string_view what, name, help;
    };
    static constexpr Word words[] = {
        {"a method", "returns", "that is \"result\" (\"returns\" is the classic jsonrpcstub word)"},
        {"a method", "return", "that is \"result\""},
        {"a method", "response", "that is \"result\""},
        {"a method", "request", "that is \"params\""},
        {"a method", "parameters", "that is \"params\""},
        {"a method", "args", "that is \"params\""},
        {"a method", "throws", "that is \"errors\""},
        {"a method", "timeout", "that is \"deadlineMs\""},
        {"a method", "method", "the method's name is its key; it may have \"wireName\""},
        {"a method", "name", "the method's name is its key; it may have \"wireName\""},
        {"a type", "properties", "fields stand in \"struct\": { name: type }"},
        {"a type", "fields", "fields stand in \"struct\": { name: type }"},
        {"a type", "required", "every field is required; one that may be absent has a '?' behind its type"},
        {"a type", "type", "a type is one of struct, enum, union, alias and tuple"},
        {"a type", "oneOf", "that is \"union\""},
        {"a type", "anyOf", "that is \"union\""},
        {"a type", "allOf", "that is \"include\""},
        {"a type", "extends", "that is \"include\""},
        {"a type", "values", "that is \"enum\": [ … ]"},
        {"a type", "additionalProperties", "that is \"unknown\": ignore, keep or reject"},
        {"a type", "$ref", "write the type's name, or an \"alias\""},
        {"a field", "required", "every field is required; one that may be absent has a '?' behind its type"},
        {"a field", "optional", "put a '?' behind the type"},
        {"a field", "$ref", "write the type's name in \"type\""},
        {"a field", "items", "an array of T is \"type\": \"T[]\""},
        {"a field", "enum", "declare an enum under \"types\" and name it here"},
        {"a field", "properties", "declare a struct under \"types\" and name it here"},
        {"a field", "minimum", "that is \"min\""},
        {"a field", "maximum", "that is \"max\""},
        {"a field", "description", "that is \"doc\""},
        {"a file", "description", "that is \"doc\""},
        {"a file", "definitions", "that is \"types\""},
        {"a file", "components", "that is \"types\""},
        {"a file", "methods", "methods stand in \"services\": { name: { \"methods\": … } }"},
        {"a file", "info", "a file has \"namespace\", \"version\" and \"doc\""},
        {"an event", "data", "that is \"payload\""},
        {"an event", "params", "that is \"payload\""},
        {"a queue", "dlq", "that is \"deadLetter\""},
    };
    for (const Word& word : words)
        if (word.what == what && word.name == name) return word.help;
    if (name == "description" || name == "summary" || name == "docs" || name == "comment") return "that is \"doc\"";
    return {};
}

}  // namespace antiphon::idl
