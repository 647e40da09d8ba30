// Errors: declared once per code, named by their component or their message.

#include <algorithm>

#include "../compile/keys.h"
#include "../text.h"
#include "openrpc.h"

namespace antiphon::idl::importer {

namespace {

constexpr std::int64_t reserved_least = -32768, reserved_most = -32000;

/// "Pruned history unavailable" → "PrunedHistoryUnavailable"; at most six words.
std::string name_of_message(const std::string& message, std::int64_t code) {
    std::size_t end = 0;
    int words = 0;
    while (end < message.size() && words < 6) {
        if (message[end] == ' ') ++words;
        ++end;
    }
    const std::string name = type_name(message.substr(0, end));
    return name == "Type" ? "Error" + std::string(code < 0 ? "Minus" : "") + std::to_string(code < 0 ? -code : code)
                          : name;
}

bool looks_like_a_schema(const Node& data) {
    if (!data.is(Kind::object)) return false;
    for (const std::string_view key :
         {"$ref", "type", "properties", "oneOf", "anyOf", "allOf", "items", "enum", "const"})
        if (get(data, key) != nullptr) return true;
    return false;
}

/// The schema of an object that this is, or is another name of; else null.
const Node* object_of(Shapes& shapes, const Node& schema) {
    const Node* at = &schema;
    for (int links = 0; links < 32; ++links) {
        at = shapes.target(*at);
        if (at == nullptr) return nullptr;
        const Shape shape = shapes.of({at, {}});
        if (shape.form == Form::structure) return at;
        if (shape.form != Form::reference || shape.limits != nullptr) return nullptr;
        at = shape.is.node;
    }
    return nullptr;
}

/// Whether each {word} of the message is a member of the data, and may be shown.
bool can_be_filled(const std::string& message, Shapes& shapes, const Node* object) {
    if (object == nullptr) return message.find('{') == std::string::npos;
    const Members members = shapes.members(*object);
    for (std::size_t at = message.find('{'); at != std::string::npos; at = message.find('{', at + 1)) {
        const std::size_t end = message.find('}', at);
        const std::string name = message.substr(at + 1, end - at - 1);
        if (end == std::string::npos || !is_identifier(name)) continue;
        const syntax::Member* member = members.find(name);
        if (member == nullptr || get_flag(member->value, "x-secret")) return false;
    }
    return true;
}

}  // namespace

/// Those that stand in the method, then those of its groups: lists of errors, or objects of them.
std::vector<const Node*> OpenRpc::listed_errors(const Node& node) {
    std::vector<const Node*> out;
    if (const Node* list = get(node, "errors", Kind::array))
        for (const Node& one : list->items) out.push_back(&one);
    if (const Node* groups = get(node, "error-groups", Kind::array))
        for (const Node& one : groups->items) {
            const Node* group = behind_ref(one);
            if (group == nullptr) continue;
            for (const Node& error : group->items) out.push_back(&error);
            if (get(*group, "code") != nullptr)
                out.push_back(group);
            else
                for (const syntax::Member& error : group->members) out.push_back(&error.value);
        }
    return out;
}

Json OpenRpc::errors(const Node& node, const std::string& where, std::string& doc) {
    Json out = Json::array();
    std::set<std::string> named;
    for (const Node* one : listed_errors(node)) {
        const Node* ref = get(*one, "$ref", Kind::string);
        const Target* target = ref != nullptr ? documents_.resolve(*ref) : nullptr;
        if (ref != nullptr && target == nullptr) continue;
        const Node& found = target != nullptr ? *target->node : *one;
        if (!found.is(Kind::object)) continue;
        const std::string name = error(found, target != nullptr ? target->name : "", where, doc);
        if (!name.empty() && named.insert(name).second) out.push(name);
    }
    return out;
}

/// The data that our own export describes: { type: const, detail: schema } and no more; or a schema; or a value as an
/// example. `object` gets the schema whose members the message may name.
Json OpenRpc::error_data(const Node& data, const At& at, Json& out, const Node*& object) {
    const Node* schema = &data;
    bool ours = false;
    if (const Node* properties = get(data, "properties", Kind::object)) {
        const Node* type = get(*properties, "type");
        const bool others = std::any_of(properties->members.begin(), properties->members.end(),
                                        [](const auto& one) { return one.key != "type" && one.key != "detail"; });
        if (type != nullptr && get(*type, "const", Kind::string) != nullptr && !others) {
            ours = true;
            schema = get(*properties, "detail");
            if (schema == nullptr) return {};
        }
    }
    if (ours || looks_like_a_schema(*schema)) {
        const At here{at.where + ": data", at.name + "Data"};
        object = object_of(schemas_.shapes(), *schema);
        if (const auto name = schemas_.struct_named(*schema, here)) return Json(*name);
        const std::string type = schemas_.expression({schema, {}}, here);
        if (!type.ends_with('?')) return Json(type);
        report_.tell_json("import/error-data", start_of(*schema), here.where + " may be null, so it became json");
        return "json";
    }
    report_.position();
    report_.tell_json("import/error-data", start_of(data),
                      at.where + ": the data is an example, not a type; it was kept as x-data");
    out.set("x-data", to_json(data));
    return {};
}

std::string OpenRpc::error(const Node& error, const std::string& component, const std::string& where,
                           std::string& doc) {
    const Node* code = get(error, "code", Kind::number);
    const std::optional<std::int64_t> number = code != nullptr ? integer_of(*code) : std::nullopt;
    std::string message = get_text(error, "message");
    const std::string at = where + ": error " + (code != nullptr ? code->text : "without code");
    const bool reserved = number && *number >= reserved_least && *number <= reserved_most;
    if (!number || reserved || *number > 2147483647LL || *number < -2147483648LL) {
        report_.tell("import/error-code", start_of(error),
                     at + (reserved ? " is JSON-RPC's own" : " does not fit") + "; it was put into the doc");
        doc +=
            (doc.empty() ? "" : "\n") + std::string("Error ") + (code != nullptr ? code->text : "?") + ": " + message;
        return "";
    }
    const auto known = error_codes_.find(*number);
    if (known != error_codes_.end()) {
        if (known->second.second != message && error_names_.emplace(&error, known->second.first).second)
            report_.tell("import/merged-error", start_of(error),
                         at + ' ' + double_quote(message) + " is " + known->second.first +
                             ", too: " + double_quote(known->second.second));
        return known->second.first;
    }
    const std::string plain =
        component.empty() ? name_of_message(message, *number) : type_name(without_scope(component));
    const std::string name = draft_.names.take(plain);
    error_codes_.emplace(*number, std::pair(name, message));
    error_names_.emplace(&error, name);
    Json out = Json::object({{"code", *number}});
    Json extra = Json::object();
    const Node* data = get(error, "data");
    const Node* object = nullptr;
    const Json type = data != nullptr ? error_data(*data, {where + ": error " + name, name}, extra, object) : Json();
    // {word} in a message stands for a field of the data.
    if (!can_be_filled(message, schemas_.shapes(), object)) {
        std::replace(message.begin(), message.end(), '{', '(');
        std::replace(message.begin(), message.end(), '}', ')');
        report_.tell("import/error-message", start_of(error), at + ": braces in the message became parentheses");
    }
    if (message.empty()) {
        message = "Error " + code->text;
        report_.tell("import/error-message", start_of(error), at + " has no message");
    }
    out.set("message", message);
    out.set_unless_empty("data", type);
    for (const auto& [key, value] : extra.members()) out.set(key, value);
    draft_.places.emplace("errors/" + name, start_of(error));
    draft_.errors.emplace_back(name, std::move(out));
    return name;
}

}  // namespace antiphon::idl::importer
