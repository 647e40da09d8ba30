#include "openrpc.h"

#include <algorithm>

#include "../compile/keys.h"
#include "../text.h"

namespace antiphon::idl::importer {

namespace {

bool is_semver(const std::string& text) { return !text.empty() && semantic_version(text) == text; }

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
}

/// "orders.place": a service of ours, and its method.
bool is_dotted(const std::string& wire) {
    const std::size_t dot = wire.find('.');
    return dot != std::string::npos && is_identifier(wire.substr(0, dot)) && is_identifier(wire.substr(dot + 1)) &&
           std::none_of(wire.begin(), wire.begin() + static_cast<std::ptrdiff_t>(dot), is_upper) &&
           wire.substr(0, dot) != "rpc";
}

std::string servers_of(const Node& root) {
    std::string out;
    if (const Node* servers = get(root, "servers", Kind::array))
        for (const Node& one : servers->items)
            if (const std::string url = get_text(one, "url"); !url.empty()) out += "\nServer: " + url;
    return out;
}

}  // namespace

const Node* OpenRpc::behind_ref(const Node& node) {
    const Node* ref = get(node, "$ref", Kind::string);
    if (ref == nullptr) return &node;
    const Target* target = documents_.resolve(*ref);
    return target != nullptr ? target->node : nullptr;
}

Json OpenRpc::header(const Node& root, const std::string& path) {
    const Node empty;
    const Node* info = get(root, "info", Kind::object);
    const std::string title = info != nullptr ? get_text(*info, "title") : "";
    only_service_ = service_name(title.empty()         ? options_.name
                                 : is_namespace(title) ? title.substr(title.rfind('.') + 1)
                                                       : title);
    Json out = Json::object({{"$schema", "https://antiphon.dev/idl/1.0/idl.schema.json"}, {"idl", "1.0"}});
    out.set("namespace", is_namespace(title) ? title : only_service_);
    const std::string version = info != nullptr ? get_text(*info, "version") : "";
    const bool prerelease = version.find('-') != std::string::npos && is_semver(version.substr(0, version.find('-')));
    if (is_semver(version) || prerelease) {
        out.set("version", version);
    } else {
        const std::string near = semantic_version(version);
        out.set("version", near.empty() ? "0.0.0" : near);
        const Node* where = info != nullptr ? get(*info, "version") : nullptr;
        report_.tell("import/version", where != nullptr ? where->span : start_of(root),
                     "info: version " + quote(version) + " became " + (near.empty() ? "0.0.0" : near));
    }
    std::string doc = info != nullptr ? get_text(*info, "description") : "";
    if (doc.empty() && !is_namespace(title)) doc = title;
    doc += servers_of(root);
    if (doc.starts_with('\n')) doc.erase(0, 1);
    out.set_unless_empty("doc", doc_of(doc));
    Json from =
        Json::object({{"format", "openrpc"}, {"version", get_text(root, "openrpc")}, {"file", file_name(path)}});
    out.set("x-imported-from", std::move(from));
    return out.set("options", Json::object({{"lint", Json::object({{"name-style", "off"}})}}));
}

Draft::Service& OpenRpc::service_of(const std::string& wire, std::string& key) {
    const std::size_t dot = by_dots_ ? wire.find('.') : std::string::npos;
    const std::string name = dot == std::string::npos ? only_service_ : wire.substr(0, dot);
    key = dot == std::string::npos ? wire : wire.substr(dot + 1);
    const auto [at, added] = service_index_.try_emplace(name, draft_.services.size());
    if (added) {
        draft_.services.emplace_back();
        draft_.services.back().name = name;
    }
    return draft_.services[at->second];
}

/// What all methods say of who may call is said once, for the service.
void OpenRpc::auth(const Node& methods) {
    std::map<std::string, std::vector<Json>> said;
    for (const Node& one : methods.items) {
        const Node* method = behind_ref(one);
        if (method == nullptr || get_text(*method, "x-direction") == "serverToClient") continue;
        std::string key;
        Draft::Service& service = service_of(get_text(*method, "name"), key);
        const Node* rule = get(*method, "x-auth");
        said[service.name].push_back(rule != nullptr ? access(*rule) : Json("none"));
    }
    for (Draft::Service& service : draft_.services) {
        const std::vector<Json>& all = said[service.name];
        const bool same = std::all_of(all.begin(), all.end(), [&](const Json& one) { return one == all.front(); });
        service.header.set("auth", all.empty() || !same ? Json("required") : all.front());
    }
}

void OpenRpc::services(const Node& root, const Node& methods) {
    by_dots_ = !methods.items.empty() && std::all_of(methods.items.begin(), methods.items.end(), [&](const Node& one) {
        const Node* method = behind_ref(one);
        return method != nullptr && is_dotted(get_text(*method, "name"));
    });
    for (const Node& one : methods.items)
        if (const Node* method = behind_ref(one))
            tells_directions_ = tells_directions_ || get(*method, "x-direction") != nullptr;
    auth(methods);
    const Node* components = get(root, "components", Kind::object);
    schemas_.find_variants(root);
    if (components != nullptr)
        if (const Node* list = get(*components, "schemas", Kind::object))
            for (const syntax::Member& one : list->members) schemas_.component(one.value, one.key);
    for (const Node& one : methods.items)
        if (const Node* method = behind_ref(one)) this->method(*method);
    schemas_.finish();
}

void OpenRpc::run(const std::string& path) {
    Imported& out = report_.out();
    const Node* root = documents_.open(path);
    if (root == nullptr || report_.failed()) return;
    const Node* methods = get(*root, "methods", Kind::array);
    if (methods == nullptr || get(*root, "openrpc") == nullptr) {
        report_.tell("import/wrong-document", start_of(*root),
                     "an OpenRPC document is an object with \"openrpc\" and \"methods\"");
        return;
    }
    Json top = header(*root, path);
    services(*root, *methods);
    out.document = draft_.document(std::move(top));
    for (const Draft::Service& service : draft_.services) {
        out.counts.methods += service.methods.size();
        out.counts.events += service.events.size();
    }
    out.counts.types = draft_.types.size();
    out.counts.errors = draft_.errors.size();
    if (!report_.failed()) out.document = repaired(std::move(out.document), draft_.places, report_);
}

Imported from_openrpc(const std::string& path, const Loader& load, const Options& options) {
    Imported out;
    OpenRpc(out, load, options).run(path);
    Report(out, false).finish();
    return out;
}

}  // namespace antiphon::idl::importer
