// The methods of an OpenRPC document, and its notifications.

#include <algorithm>

#include "../compile/keys.h"
#include "../text.h"
#include "openrpc.h"

namespace antiphon::idl::importer {

std::string OpenRpc::doc_of_method(const Node& node) {
    const std::string summary = get_text(node, "summary"), description = get_text(node, "description");
    std::string out = description.starts_with(summary) ? description
                      : description.empty()            ? summary
                                                       : summary + '\n' + description;
    std::string names;
    if (const Node* tags = get(node, "tags", Kind::array))
        for (const Node& one : tags->items)
            if (const Node* tag = behind_ref(one))
                if (const std::string name = get_text(*tag, "name"); !name.empty())
                    names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) out += "\nTags: " + names;
    if (const Node* see = get(node, "externalDocs", Kind::object)) {
        const std::string url = get_text(*see, "url"), text = get_text(*see, "description");
        if (!url.empty()) out += "\nSee " + (text.empty() ? url : text + ": " + url);
    }
    if (const Node* links = get(node, "links", Kind::array))
        for (const Node& one : links->items)
            if (const Node* link = behind_ref(one)) {
                const std::string method = get_text(*link, "method"), text = get_text(*link, "description");
                if (!method.empty()) out += "\nLeads to " + method + (text.empty() ? "" : ": " + text);
            }
    if (out.starts_with('\n')) out.erase(0, 1);
    return out;
}

std::vector<OpenRpc::Param> OpenRpc::params(const Node& node, const std::string& where, bool by_position,
                                            bool by_name) {
    std::vector<Param> out;
    const Node* list = get(node, "params", Kind::array);
    if (list == nullptr) return out;
    Names wires, codes;
    for (const Node& one : list->items) {
        const Node* content = behind_ref(one);
        if (content == nullptr || !content->is(Kind::object)) continue;
        Param made{content, get_text(*content, "name"), get_text(*content, "name"), "", get_flag(*content, "required")};
        const std::string at = where + ": param " + double_quote(made.label);
        const Node* named = get(*content, "name");
        const Span span = named != nullptr ? named->span : start_of(*content);
        made.code = is_identifier(made.wire) ? made.wire : label(made.wire);
        if (!is_identifier(made.wire) && (!by_name || made.wire.empty())) {
            report_.tell("import/param-name", Severity::info, span,
                         at + " is no identifier; by position its name is free: " + made.code);
            made.wire = made.code;
        } else if (!is_identifier(made.wire)) {
            report_.tell("import/param-name", by_position ? Severity::info : Severity::warning, span,
                         at + " is no identifier: the wire keeps it, code says " + made.code);
        }
        const std::string free = wires.take(made.wire);
        if (free != made.wire)
            report_.tell("import/duplicate-param", span, at + " stands twice; this one became " + free);
        made.wire = free;
        made.code = codes.take(made.code);
        out.push_back(std::move(made));
    }
    bool optional = false;
    for (Param& one : out) {
        if (by_position && optional && one.required) {
            report_.tell("import/param-order", start_of(*one.content),
                         where + ": param " + double_quote(one.label) +
                             " is required behind one that is not: it became optional");
            one.required = false;
        }
        optional = optional || !one.required;
    }
    return out;
}

Json OpenRpc::fields(const std::vector<Param>& params, const At& at, const std::string& place) {
    Json out = Json::object();
    for (const Param& one : params) {
        const At here{at.where + ": param " + double_quote(one.label), at.name + type_name(one.label)};
        const Node* schema = get(*one.content, "schema");
        std::string doc = get_text(*one.content, "description");
        if (doc.empty()) doc = get_text(*one.content, "summary");
        if (one.wire != one.label && one.code != one.label && doc.empty()) doc = one.label;
        draft_.places.emplace(place + "/params/" + one.wire, start_of(*one.content));
        const Node anything;
        Json made = schema != nullptr ? schemas_.field(*schema, one.required, here, doc)
                                      : schemas_.field(schemas_.use({one.content, "nothing"}, here), one.required,
                                                       start_of(*one.content), here, doc);
        if (get_flag(*one.content, "deprecated") || one.code != one.wire) {
            if (made.is(Json::Kind::string)) made = Json::object({{"type", made}});
            if (one.code != one.wire) made.set("name", one.code);
            if (get_flag(*one.content, "deprecated") && made.find("deprecated") == nullptr)
                made.set("deprecated", "The source does not say what to use instead.");
        }
        out.set(one.wire, std::move(made));
    }
    return out;
}

void OpenRpc::result(Json& out, const Node& node, const At& at) {
    const Node* content = behind_ref(*get(node, "result"));
    const Node* schema = content != nullptr ? get(*content, "schema") : nullptr;
    if (content == nullptr) return;
    const std::string doc = get_text(*content, "description");
    const At here{at.where + ": result", at.name + "Result"};
    if (schema != nullptr && schemas_.shapes().of({schema, {}}).form == Form::null) return;
    if (schema != nullptr)
        if (const Node* target = schemas_.shapes().target(*schema);
            target != nullptr && schemas_.shapes().of({target, {}}).form == Form::null)
            return;
    Use made = schema != nullptr ? schemas_.use(*schema, here) : schemas_.use({content, "nothing"}, here);
    // Absence and null are the same for a result.
    const bool nullable = made.nullable;
    made.nullable = false;
    if (nullable) made.type += '?';
    Use plain = made;
    plain.about = Json::object();
    for (const auto& [key, value] : made.about.members())
        if (key != "default") plain.about.set(key, value);
    out.set("result",
            schemas_.field(std::move(plain), true, start_of(schema != nullptr ? *schema : *content), here, doc));
}

Json OpenRpc::access(const Node& rule) {
    if (rule.is(Kind::string)) return rule.text == "none" ? "none" : "required";
    Json out = Json::object();
    for (const std::string_view key : {"scopes", "roles"})
        if (const Node* list = get(rule, key, Kind::array)) {
            Json names = Json::array();
            for (const Node& one : list->items)
                if (one.is(Kind::string)) names.push(one.text);
            out.set_unless_empty(std::string(key), std::move(names));
        }
    return out.members().empty() ? Json("required") : out;
}

void OpenRpc::event(const Node& node, const std::string& where, const std::vector<Param>& params) {
    std::string key;
    Draft::Service& service = service_of(get_text(node, "name"), key);
    const std::string wire = get_text(node, "name"), name = service.names.take(identifier(key));
    const std::string place = "services/" + service.name + "/events/" + name;
    const At at{where, type_name(name)};
    draft_.places.emplace(place, start_of(node));
    Json out = Json::object();
    out.set_unless_empty("doc", doc_of(doc_of_method(node)));
    if (wire != service.name + '.' + name) out.set("wireName", wire);
    out.set("channel", "events");
    // Our own export has the payload as one param; others list its members.
    std::optional<std::string> payload;
    if (params.size() == 1 && params[0].wire == "payload" && get_text(node, "x-direction") == "serverToClient")
        if (const Node* schema = get(*params[0].content, "schema"))
            payload = schemas_.struct_named(*schema, {where + ": payload", at.name + "Payload"});
    if (payload)
        out.set("payload", *payload);
    else if (!params.empty())
        out.set("payload", fields(params, at, place));
    service.events.emplace_back(name, std::move(out));
}

void OpenRpc::method(const Node& node) {
    const std::string wire = get_text(node, "name");
    if (wire.empty() || wire.starts_with("rpc.")) {
        if (wire.empty()) report_.tell("import/wrong-document", start_of(node), "a method without a name");
        return;  // rpc.discover is part of the protocol
    }
    if (!wires_.insert(wire).second) {
        report_.tell("import/name-clash", start_of(node), wire + ": the method stands twice; the first was taken");
        return;
    }
    const std::string structure = get_text(node, "paramStructure");
    const bool by_position = structure != "by-name", by_name = structure != "by-position";
    const std::vector<Param> params = this->params(node, wire, by_position, by_name);
    const bool answers = get(node, "result") != nullptr;
    const bool from_server = get_text(node, "x-direction") == "serverToClient";
    if (!answers && options_.events && (from_server || !tells_directions_)) return event(node, wire, params);
    std::string key;
    Draft::Service& service = service_of(wire, key);
    const std::string plain = identifier(key), name = service.names.take(plain);
    if (name != plain)
        report_.tell("import/name-clash", start_of(node),
                     wire + ": there is a method " + plain + " already, so this one is " + name);
    const std::string place = "services/" + service.name + "/methods/" + name;
    const At at{wire, type_name(name)};
    draft_.places.emplace(place, start_of(node));
    std::string doc = doc_of_method(node);
    Json errors = answers ? this->errors(node, wire, doc) : Json::array();

    Json out = Json::object();
    out.set_unless_empty("doc", doc_of(doc));
    if (wire != service.name + '.' + name) out.set("wireName", wire);
    if (!answers) {
        out.set("notification", true);
        // Where some methods say that the server sends them, the others are for the server.
        if (from_server || !tells_directions_)
            report_.tell(
                "import/direction", start_of(node),
                wire + ": no result, so this is a notification" +
                    (from_server ? "; the server sends it: add --events" : "; if the server sends it, add --events"));
    }
    if (!params.empty()) {
        out.set("params", fields(params, at, place));
        if (by_position) {
            Json order = Json::array();
            for (const Param& one : params) order.push(one.wire);
            out.set("paramStructure", by_name ? "either" : "by-position").set("positional", std::move(order));
        }
    }
    if (answers) result(out, node, at);
    out.set_unless_empty("errors", std::move(errors));
    if (const std::string one = get_text(node, "x-idempotency");
        one == "readonly" || one == "idempotent" || one == "keyed")
        out.set("idempotency", one);
    if (const Node* deadline = get(node, "x-deadline-ms", Kind::number)) out.set("deadlineMs", to_json(*deadline));
    const Node* rule = get(node, "x-auth");
    const Json access = rule != nullptr ? this->access(*rule) : Json("none");
    // Nothing was said for a service that only has what the server sends.
    const Json* usual = service.header.find("auth");
    if (access != (usual != nullptr ? *usual : Json("required"))) out.set("auth", access);
    if (get_text(node, "x-expose") == "client") out.set("expose", "client");
    out.set_unless_empty("since", get_text(node, "x-since"));
    if (get_flag(node, "deprecated")) {
        const std::string message = get_text(node, "x-deprecated");
        out.set("deprecated", message.empty() ? "The source does not say what to use instead." : message);
    }
    out.set_unless_empty("examples", examples(node, wire, params, by_position && !by_name, place));
    service.methods.emplace_back(name, std::move(out));
}

}  // namespace antiphon::idl::importer
