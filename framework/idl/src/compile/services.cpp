// Services and their methods.

#include <algorithm>

#include "../deadline.h"
#include "../text.h"
#include "antiphon/idl/emit.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

bool fits_identifier(std::string_view name) { return is_identifier(name); }
constexpr std::string_view identifier_grammar =
    "names are snake_case: letters, digits and '_', not beginning with a digit";

}  // namespace

Access FileCompiler::access(const Keys& keys, const Access& otherwise) {
    const Node* auth = keys.find("auth");
    if (auth == nullptr) return otherwise;
    Access out;
    if (auth->is(Kind::string)) {
        out.required = keys.choice<bool>("auth", {{"none", false}, {"required", true}}, true);
        return out;
    }
    if (!expect(run_.diagnostics, *auth, Kind::object, "\"auth\"")) return otherwise;
    const Keys rules(run_.diagnostics, *auth, "\"auth\"", {"scopes", "roles"});
    for (const Node* scope : rules.strings("scopes")) out.scopes.push_back(scope->text);
    for (const Node* role : rules.strings("roles")) out.roles.push_back(role->text);
    for (const std::string_view key : {"scopes", "roles"})
        if (const Node* list = rules.find(key); list != nullptr && list->is(Kind::array) && list->items.empty())
            run_.diagnostics.error("bad-value", list->span, quoted(key) + " names none").with_help("leave it out");
    if (auth->members.empty() && auth->whole)
        run_.diagnostics.error("bad-value", auth->span, "\"auth\" names neither scopes nor roles")
            .with_help("write \"required\" for anybody who is signed in, \"none\" for everybody");
    return out;
}

std::vector<const ErrorDef*> FileCompiler::error_list(const Keys& keys) {
    std::vector<const ErrorDef*> out;
    std::vector<Span> places;
    for (const Node* name : keys.strings("errors")) {
        const ErrorDef* error = error_named(*name);
        if (error == nullptr) continue;
        if (const auto first = std::find(out.begin(), out.end(), error); first != out.end()) {
            run_.diagnostics.error("duplicate-error", name->span, quote(name->text) + " stands twice")
                .with_help("remove one")
                .with_note(places[static_cast<std::size_t>(first - out.begin())], "first here");
        } else if (out.size() == max_service_errors) {
            run_.diagnostics.error("too-many", name->span,
                                   "more than " + std::to_string(max_service_errors) + " errors");
            break;
        } else {
            out.push_back(error);
            places.push_back(name->span);
        }
    }
    return out;
}

std::string FileCompiler::free_name(const std::vector<std::string>& names) {
    const auto taken = [&](const std::string& name) { return types_.contains(name) || errors_.contains(name); };
    for (const std::string& name : names)
        if (!taken(name)) return name;
    std::string name = names.back();
    do name += '_';
    while (taken(name));
    return name;
}

TypeDef& FileCompiler::make_struct(const Node& object, const std::vector<std::string>& names, Origin origin) {
    auto type = std::make_unique<TypeDef>();
    type->name = free_name(names);
    type->file = &file_;
    type->span = object.span;
    type->origin = origin;
    TypeDef& made = *type;
    types_.emplace(made.name, &made);
    run_.used.insert(&made);
    file_.types.push_back(std::move(type));
    Struct body;
    body.fields = fields(object, origin == Origin::params ? "a param" : "a field");
    made.body = std::move(body);
    return made;
}

const TypeDef* FileCompiler::payload(const Node& node, const std::vector<std::string>& names, Origin origin,
                                     bool unions) {
    if (node.is(Kind::object)) return &make_struct(node, names, origin);
    if (!node.is(Kind::string)) {
        if (!node.is(Kind::broken))
            run_.diagnostics.error(
                "wrong-kind", node.span,
                "expected fields in an object, or the name of a struct, not " + std::string(name(node.kind)));
        return nullptr;
    }
    const TypeDef* type = type_named(node);
    if (type == nullptr || type->as<Struct>() != nullptr || (unions && type->as<Union>() != nullptr)) return type;
    run_.diagnostics
        .error("wrong-type", node.span,
               quote(node.text) + " is " + std::string(kind_name(*type)) +
                   (unions ? ", not a struct or union" : ", not a struct"))
        .with_help("write fields, one of this type: { \"…\": " + quoted(node.text) + " }")
        .with_note(type->span, "declared here");
    return nullptr;
}

void FileCompiler::wire_name(const Keys& keys, const std::string& otherwise, std::string& out) {
    out = otherwise;
    const Node* given = keys.find("wireName", Kind::string);
    if (given == nullptr) return;
    out = given->text;
    if (out.empty()) run_.diagnostics.error("bad-value", given->span, "the wire name is empty");
}

void FileCompiler::define_services() {
    const Node* services = member("services", Kind::object);
    if (services == nullptr) return;
    for (const syntax::Member& member : services->members) define_service(member);
}

void FileCompiler::define_service(const syntax::Member& member) {
    const auto found = std::find_if(file_.services.begin(), file_.services.end(),
                                    [&](const auto& service) { return service->name == member.key; });
    if (found == file_.services.end()) return;
    Service& service = **found;
    if (!expect(run_.diagnostics, member.value, Kind::object, "a service")) return;
    const Keys keys(run_.diagnostics, member.value, "a service",
                    {"doc", "auth", "errors", "methods", "channels", "events", "queues", "since", "deprecated"});
    keys.describe(service);
    service.access = access(keys, {});
    service.errors = error_list(keys);

    // All names first: methods name events, channels name methods, events name channels.
    const auto declare = [&]<class T>(std::string_view key, std::vector<std::unique_ptr<T>>& into) {
        std::vector<std::pair<T*, const Node*>> made;
        const Node* list = keys.find(key, Kind::object);
        if (list == nullptr) return made;
        for (const syntax::Member& one : list->members) {
            if (!check_name(one, fits_identifier, identifier_grammar)) continue;
            if (into.size() >= max_methods) {
                run_.diagnostics.error("too-many", one.key_span,
                                       "more than " + std::to_string(max_methods) + " " + std::string(key));
                break;
            }
            auto item = std::make_unique<T>();
            item->name = one.key;
            item->span = one.key_span;
            item->service = &service;
            item->wire = service.name + '.' + one.key;
            made.emplace_back(item.get(), &one.value);
            into.push_back(std::move(item));
        }
        return made;
    };
    const auto methods = declare("methods", service.methods);
    const auto channels = declare("channels", service.channels);
    const auto events = declare("events", service.events);
    const auto queues = declare("queues", service.queues);
    for (const auto& [method, node] : methods) define_method(service, *method, *node);
    for (const auto& [channel, node] : channels) define_channel(service, *channel, *node);
    for (const auto& [event, node] : events) define_event(service, *event, *node);
    for (const auto& [queue, node] : queues) define_queue(service, *queue, *node);
    check_channel_events(service);
}

void FileCompiler::define_method(Service& service, Method& method, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "a method")) return;
    const Keys keys(run_.diagnostics, node, "a method",
                    {"doc", "params", "paramStructure", "positional", "result", "notification", "errors", "idempotency",
                     "deadlineMs", "auth", "expose", "emits", "wireName", "since", "deprecated", "examples",
                     "execution", "cancellable"});
    keys.describe(method);
    wire_name(keys, service.name + '.' + method.name, method.wire);
    if (method.wire.starts_with("rpc."))
        run_.diagnostics
            .error("reserved-wire-name", keys.find("wireName") != nullptr ? keys.find("wireName")->span : method.span,
                   "names that begin with rpc. are kept by JSON-RPC")
            .with_help("give it another \"wireName\"");
    const Node* given = keys.find("wireName", Kind::string);
    const Span wire_span = given != nullptr ? given->span : method.span;
    const auto [first, added] = wire_names_.try_emplace(method.wire, wire_span);
    if (!added)
        run_.diagnostics
            .error("duplicate-wire-name", wire_span, "two methods are called " + quote(method.wire) + " on the wire")
            .with_note(first->second, "the other is here");

    const std::string base = emit::pascal(method.name), scope = emit::pascal(service.name);
    if (const Node* params = keys.find("params"))
        method.params = payload(*params, {base + "Params", scope + base + "Params"}, Origin::params, false);
    positional(method, keys);
    method.notification = keys.boolean("notification", false);
    if (const Node* found = keys.find("result")) result(method, keys, *found);
    method.errors = error_list(keys);
    const auto excluded = [&](std::string_view key, const char* code, const std::string& what) {
        const syntax::Member* flag = node.find("notification");
        run_.diagnostics
            .error(code, keys.key_span(key),
                   "method " + quote(method.wire) + " is a notification and can have no " + what)
            .with_help("remove " + quoted(key) + ", or \"notification\"")
            .with_note({flag->key_span.file, flag->key_span.begin, flag->key_span.end}, "made a notification here");
    };
    if (method.notification && keys.find("result") != nullptr) excluded("result", "notification-result", "result");
    if (method.notification && !method.errors.empty()) excluded("errors", "notification-errors", "errors");
    if (!method.notification)
        for (const ErrorDef* error : service.errors)
            if (std::find(method.errors.begin(), method.errors.end(), error) == method.errors.end())
                method.errors.push_back(error);

    method.idempotency = keys.choice("idempotency", Idempotency::none);
    method.deadline_ms = keys.count("deadlineMs", 1, longest_deadline_ms).value_or(0);
    method.access = access(keys, service.access);
    method.expose = keys.choice("expose", Expose::internal);
    method.execution = keys.choice("execution", Execution::pool);
    method.cancellable = keys.boolean("cancellable", true);
    lint_keyed(method, keys);
    emits(method, keys);
    if (const Node* list = keys.find("examples", Kind::array)) method_examples(method, *list);
}

void FileCompiler::emits(Method& method, const Keys& keys) {
    const Service& service = *method.service;
    std::size_t unknown = 0;
    for (const Node* name : keys.strings("emits")) {
        const auto event = std::find_if(service.events.begin(), service.events.end(),
                                        [&](const auto& one) { return one->name == name->text; });
        if (event == service.events.end()) {
            run_.diagnostics
                .error("unknown-event", name->span,
                       "service " + quote(service.name) + " has no event " + quote(name->text))
                .with_help(did_you_mean(run_.diagnostics, name->text, service.events, pointee_name));
            if (++unknown == 20) return;
        } else if (method.emits.size() == service.events.size()) {
            run_.diagnostics.error("too-many", name->span, "more events than the service has");
            return;
        } else {
            method.emits.push_back(event->get());
        }
    }
}

void FileCompiler::result(Method& method, const Keys&, const Node& node) {
    const syntax::Member* in_place = node.is(Kind::object) ? node.find("struct") : nullptr;
    if (in_place == nullptr) {
        method.result = field("result", node, {}, "a result");
        method.result->span = node.span;
        if (method.result->default_value)
            run_.diagnostics.error("bad-value", node.find("default")->key_span, "a result has no default");
        return;
    }
    Field made;
    made.name = made.identifier = "result";
    made.span = node.span;
    const Keys keys(run_.diagnostics, node, "a result", {"struct", "doc"});
    keys.describe(made);
    made.span = node.span;
    if (expect(run_.diagnostics, in_place->value, Kind::object, "\"struct\"")) {
        const std::string base = emit::pascal(method.name);
        TypeDef& type = make_struct(
            in_place->value, {base + "Result", emit::pascal(method.service->name) + base + "Result"}, Origin::result);
        type.doc = made.doc;
        made.type.kind = Type::Kind::named;
        made.type.named = &type;
        made.type.span = node.span;
    }
    method.result = std::move(made);
}

void FileCompiler::positional(Method& method, const Keys& keys) {
    method.param_structure = keys.choice("paramStructure", ParamStructure::by_name);
    const Struct* params = method.params != nullptr ? method.params->as<Struct>() : nullptr;
    const Node* list = keys.find("positional", Kind::array);
    if (method.param_structure == ParamStructure::by_name) {
        if (list != nullptr)
            run_.diagnostics
                .error("positional-by-name", keys.key_span("positional"),
                       "params go by name here, so no order is needed")
                .with_help("add \"paramStructure\": \"either\" or \"by-position\"");
        return;
    }
    if (params == nullptr || params->fields.empty()) return;
    if (list == nullptr) {
        if (keys.object().whole)
            run_.diagnostics
                .error("positional-missing", keys.find("paramStructure")->span, "the order of the params is not given")
                .with_help("add \"positional\": [\"" + params->fields[0].name +
                           "\", …]; the order of members means nothing");
        return;
    }
    const Field* optional = nullptr;
    std::size_t seen = 0;
    for (const Node* name : keys.strings("positional")) {
        if (++seen > params->fields.size() + 20) break;  // what follows is wrong like what stands before it
        const Field* field = params->find(name->text);
        if (field == nullptr) {
            run_.diagnostics.error("positional-unknown", name->span, "there is no param " + quote(name->text))
                .with_help(did_you_mean(run_.diagnostics, name->text, params->fields, field_name));
            continue;
        }
        auto& order = method.positional;
        if (std::find(order.begin(), order.end(), name->text) != order.end()) {
            run_.diagnostics.error("positional-unknown", name->span, quote(name->text) + " stands twice");
            continue;
        }
        if (optional != nullptr && field->required())
            run_.diagnostics
                .error("positional-order", name->span,
                       quote(name->text) + " is required and stands behind " + quote(optional->name) + ", which is not")
                .with_help("required params come first");
        if (!field->required()) optional = field;
        order.push_back(name->text);
    }
    if (!list->whole) return;
    for (const Field& field : params->fields)
        if (std::find(method.positional.begin(), method.positional.end(), field.name) == method.positional.end())
            run_.diagnostics
                .error("positional-missing", list->span, "param " + quote(field.name) + " has no place in the order")
                .with_note(field.span, "declared here");
}

}  // namespace antiphon::idl
