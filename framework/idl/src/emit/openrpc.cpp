// OpenRPC 1.3.2: methods, and events as methods without a result that the server sends.

#include "openrpc.h"

#include <algorithm>
#include <map>
#include <set>

#include "../words.h"
#include "describe.h"
#include "schema.h"
#include "written.h"

namespace antiphon::idl::emit {

namespace {

class Document {
  public:
    Document(const Program& program, const File& file, const Service* only, const Options& options)
        : file_(file), only_(only), options_(options), schemas_("#/components/schemas/", program) {}

    Json whole() {
        Json info =
            Json::object({{"title", only_ != nullptr ? only_->name : file_.name_space}, {"version", file_.version}});
        info.set_unless_empty("description", only_ != nullptr && !only_->doc.empty() ? only_->doc : file_.doc);
        Json methods = Json::array();
        for (const auto& service : file_.services) {
            if (only_ != nullptr && service.get() != only_) continue;
            for (const auto& one : service->methods) {
                names_.insert(one->wire);
                methods.push(method(*one));
            }
        }
        for (const auto& service : file_.services)
            if (only_ == nullptr || service.get() == only_) add_events(methods, *service);
        Json components = Json::object();
        components.set("schemas", schemas_.definitions()).set("errors", std::move(errors_));
        Json out = Json::object({{"openrpc", options_.openrpc}, {"info", std::move(info)}});
        return out.set("methods", std::move(methods)).set("components", std::move(components));
    }

  private:
    static void describe(Json& out, const Described& what) {
        const std::string summary = what.doc.substr(0, what.doc.find('\n'));
        out.set_unless_empty("summary", summary);
        if (summary != what.doc) out.set("description", what.doc);
        if (what.deprecated) out.set("deprecated", true).set("x-deprecated", what.deprecated->message);
        out.set_unless_empty("x-since", what.since);
    }

    /// Required ones first, as the specification wants; by position in that order.
    static std::vector<const Field*> ordered(const Method& method) {
        std::vector<const Field*> out;
        const Struct* params = method.params != nullptr ? method.params->as<Struct>() : nullptr;
        if (params == nullptr) return out;
        if (!method.positional.empty()) {
            for (const std::string& name : method.positional) out.push_back(params->find(name));
            return out;
        }
        for (const Field& field : params->fields) out.push_back(&field);
        std::stable_partition(out.begin(), out.end(), [](const Field* field) { return field->required(); });
        return out;
    }

    Json content(const Field& field) {
        Json out = Json::object({{"name", field.name}});
        out.set_unless_empty("description", field.doc);
        if (field.required()) out.set("required", true);
        if (field.deprecated) out.set("deprecated", true);
        return out.set("schema", schemas_.of(field));
    }

    Json method(const Method& method) {
        Json out = Json::object({{"name", method.wire}});
        describe(out, method);
        Json params = Json::array();
        for (const Field* field : ordered(method)) params.push(content(*field));
        out.set("paramStructure", word(method.param_structure)).set("params", std::move(params));
        if (!method.notification) out.set("result", result(method));
        Json errors = Json::array();
        for (const ErrorDef* error : method.errors) errors.push(reference(*error));
        out.set_unless_empty("errors", std::move(errors));
        Json examples = Json::array();
        for (const Example& one : method.examples)
            if (!one.error) examples.push(example(method, one));
        out.set_unless_empty("examples", std::move(examples));
        if (method.idempotency != Idempotency::none) out.set("x-idempotency", word(method.idempotency));
        if (method.deadline_ms != 0) out.set("x-deadline-ms", method.deadline_ms);
        return out.set("x-auth", access(method.access)).set("x-expose", word(method.expose));
    }

    Json result(const Method& method) {
        Json out = Json::object({{"name", "result"}});
        if (!method.result) return out.set("schema", Json::object({{"type", "null"}}));
        out.set_unless_empty("description", method.result->doc);
        Json schema = schemas_.of(*method.result);
        if (method.result->type.is_optional() && !method.result->nullable)
            schema = Json::object({{"anyOf", Json::array({std::move(schema), Json::object({{"type", "null"}})})}});
        return out.set("schema", std::move(schema));
    }

    static Json example(const Method& method, const Example& example) {
        Json out = Json::object({{"name", example.name}});
        out.set_unless_empty("description", example.doc);
        Json params = Json::array();
        std::size_t position = 0;
        const Json shown = redacted_params(method, written_params(method, example.params));
        for (const Json& value : shown.items())
            params.push(Json::object({{"name", method.positional[position++]}, {"value", value}}));
        for (const auto& [name, value] : shown.members()) params.push(Json::object({{"name", name}, {"value", value}}));
        out.set("params", std::move(params));
        if (!method.notification)
            out.set("result",
                    Json::object(
                        {{"name", "result"},
                         {"value", redacted_result(method, written_result(method, example.result.value_or(Json())))}}));
        return out;
    }

    static Json access(const Access& access) {
        if (access.scopes.empty() && access.roles.empty()) return access.required ? "required" : "none";
        Json scopes = Json::array(), roles = Json::array();
        for (const std::string& one : access.scopes) scopes.push(one);
        for (const std::string& one : access.roles) roles.push(one);
        Json out = Json::object();
        return out.set_unless_empty("scopes", std::move(scopes)).set_unless_empty("roles", std::move(roles));
    }

    Json reference(const ErrorDef& error) {
        const auto [known, added] = error_names_.try_emplace(&error);
        std::string& name = known->second;
        if (added) {
            name = taken_.take(scope_of(*error.file) + '_' + error.name);
            Json properties = Json::object({{"type", Json::object({{"const", error.wire}})}});
            Json required = Json::array({"type"});
            if (error.data) {
                properties.set("detail", schemas_.of(*error.data));
                required.push("detail");
            }
            Json data = Json::object(
                {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}});
            Json made = Json::object({{"code", error.code}, {"message", error.message}, {"data", std::move(data)}});
            errors_.set(name, std::move(made));
        }
        return Json::object({{"$ref", "#/components/errors/" + name}});
    }

    /// Events of one wire name on several channels are one method: names are unique in the document.
    void add_events(Json& methods, const Service& service) {
        struct Sent {
            const Event* first;
            std::vector<const Event*> all;
        };
        std::vector<Sent> sent;
        std::map<std::string, std::size_t> known;
        for (const auto& event : service.events) {
            const auto [at, added] = known.try_emplace(event->wire, sent.size());
            if (added) sent.push_back({event.get(), {}});
            sent[at->second].all.push_back(event.get());
        }
        for (const Sent& one : sent) {
            std::string name = one.first->wire;
            if (!names_.insert(name).second) name += "#event";
            Json out = Json::object({{"name", name}});
            describe(out, *one.first);
            Json schemas = Json::array(), channels = Json::array();
            std::set<const TypeDef*> payloads;
            for (const Event* event : one.all) {
                if (event->payload != nullptr && payloads.insert(event->payload).second)
                    schemas.push(schemas_.reference(*event->payload));
                channels.push(event->channel->wire);
            }
            Json schema = schemas.items().empty()       ? Json::object()
                          : schemas.items().size() == 1 ? schemas.items()[0]
                                                        : Json::object({{"anyOf", schemas}});
            Json payload = Json::object({{"name", "payload"}, {"required", true}, {"schema", std::move(schema)}});
            out.set("paramStructure", "by-name").set("params", Json::array({std::move(payload)}));
            out.set("x-direction", "serverToClient");
            out.set("x-channel", channels.items().size() == 1 ? channels.items()[0] : channels);
            methods.push(std::move(out));
        }
    }

    const File& file_;
    const Service* only_;
    const Options options_;
    Schemas schemas_;
    Json errors_ = Json::object();
    std::set<std::string> names_;
    std::map<const ErrorDef*, std::string> error_names_;
    Names taken_;
};

}  // namespace

Json openrpc(const Program& program, const File& file, const Service* only, const Options& options) {
    return Document(program, file, only, options).whole();
}

std::vector<OutputFile> openrpc_file(const Program& program, const File& file, const Options& options) {
    return {{file.stem + ".openrpc.json", openrpc(program, file, nullptr, options).pretty()}};
}

}  // namespace antiphon::idl::emit
