// Specifications of libjson-rpc-cpp's jsonrpcstub: an array of procedures whose types are example values.

#include <algorithm>
#include <set>

#include "../compile/keys.h"
#include "../text.h"
#include "draft.h"

namespace antiphon::idl::importer {

namespace {

class Stub {
  public:
    Stub(Imported& out, const Options& options) : report_(out, options.strict), options_(options) {}

    void run(const std::string& path, const Loader& load) {
        const Loaded loaded = load_document(path, load, report_);
        if (!loaded.found) report_.tell("import/wrong-document", {}, quote(path) + " cannot be read");
        if (report_.failed()) return;
        if (!loaded.root.is(Kind::array)) {
            report_.tell("import/wrong-document", start_of(loaded.root),
                         "a stub specification is an array of procedures");
            return;
        }
        draft_.services.emplace_back();
        service().name = service_name(options_.name);
        service().header.set("auth", "none");
        for (const Node& one : loaded.root.items) procedure(one);
        finish(path);
    }

  private:
    Draft::Service& service() { return draft_.services.front(); }

    void finish(const std::string& path) {
        Imported& out = report_.out();
        const std::string file = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
        Json top = Json::object({{"$schema", "https://antiphon.dev/idl/1.0/idl.schema.json"}, {"idl", "1.0"}});
        top.set("namespace", service().name).set("version", "0.0.0");
        top.set("x-imported-from", Json::object({{"format", "jsonrpcstub"}, {"file", file}}));
        top.set("options", Json::object({{"lint", Json::object({{"name-style", "off"}})}}));
        out.document = draft_.document(std::move(top));
        out.counts.methods = service().methods.size();
        out.counts.types = draft_.types.size();
        if (!report_.failed()) out.document = repaired(std::move(out.document), draft_.places, report_);
    }

    void bad(const Node& where, std::string what) {
        report_.tell("import/procedure", start_of(where), std::move(what));
    }

    /// The member that names the procedure.
    const syntax::Member* name_of(const Node& node) {
        for (const std::string_view key : {"name", "method", "notification"})
            if (const syntax::Member* member = node.find(key)) return member;
        return nullptr;
    }

    void procedure(const Node& node) {
        if (!node.is(Kind::object))
            return bad(node, "a procedure must be an object, not " + std::string(syntax::name(node.kind)));
        const syntax::Member* named = name_of(node);
        if (named == nullptr) return bad(node, "the procedure has no name: \"name\" is missing");
        if (!named->value.is(Kind::string) || named->value.text.empty())
            return bad(named->value, "the name of a procedure must be a string that is not empty");
        const std::string& wire = named->value.text;
        if (wire.starts_with("rpc."))
            return bad(named->value, quote(wire) + ": names that begin with rpc. are kept by JSON-RPC");
        if (!wires_.insert(wire).second) return bad(named->value, quote(wire) + " stands twice");
        const Node* returns = get(node, "returns");
        if ((named->key == "method" && returns == nullptr) || (named->key == "notification" && returns != nullptr))
            report_.tell(
                "import/kind-key", named->key_span,
                wire + ": " + double_quote(named->key) +
                    (returns == nullptr ? " without \"returns\" is a notification" : " with \"returns\" is a method"));
        const std::string plain = identifier(wire), name = service().names.take(plain);
        if (name != plain)
            report_.tell("import/name-clash", named->value.span,
                         wire + ": there is a method " + plain + " already, so this one is " + name);
        draft_.places.emplace("services/" + service().name + "/methods/" + name, start_of(node));
        Json out = Json::object({{"wireName", wire}});
        if (const Node* params = get(node, "params")) this->params(out, *params, wire, type_name(name));
        if (returns == nullptr)
            out.set("notification", true);
        else
            out.set("result", type_of(*returns, {wire + ": result"}, type_name(name) + "Result"));
        service().methods.emplace_back(name, std::move(out));
    }

    void params(Json& out, const Node& params, const std::string& wire, const std::string& name) {
        if (params.is(Kind::object) && !params.members.empty()) {
            Json fields = Json::object();
            Names names;
            for (const syntax::Member& one : params.members) {
                const std::string plain = identifier(one.key), code = names.take(plain);
                Json type = type_of(one.value, {wire + ": param " + double_quote(one.key)}, name + type_name(one.key));
                if (one.key.empty()) {
                    bad(one.value, wire + ": a param without a name");
                    continue;
                }
                if (code != one.key) {
                    report_.tell("import/param-name", one.key_span,
                                 wire + ": param " + double_quote(one.key) +
                                     " is no identifier: the wire keeps it, code says " + code);
                    type = Json::object({{"type", type}, {"name", code}});
                }
                fields.set(one.key, std::move(type));
            }
            out.set("params", std::move(fields));
        } else if (params.is(Kind::array) && !params.items.empty()) {
            report_.tell("import/positional", start_of(params),
                         wire + ": positional params have no names: they became param01" +
                             (params.items.size() > 1 ? " and so on" : ""));
            Json fields = Json::object(), order = Json::array();
            for (std::size_t i = 0; i < params.items.size(); ++i) {
                const std::string number = std::to_string(i + 1),
                                  param = "param" + std::string(number.size() < 2 ? "0" : "") + number;
                fields.set(param, type_of(params.items[i], {wire + ": " + param}, name + type_name(param)));
                order.push(param);
            }
            out.set("params", std::move(fields))
                .set("paramStructure", "by-position")
                .set("positional", std::move(order));
        } else if (!params.is(Kind::object) && !params.is(Kind::array)) {
            bad(params, wire + ": params must be an object or an array, not " + std::string(syntax::name(params.kind)));
        }
    }

    struct Where {
        std::string text;
    };

    std::string type_of(const Node& value, const Where& where, const std::string& name) {
        report_.position();
        switch (value.kind) {
            case Kind::boolean:
                return "bool";
            case Kind::string:
                return "string";
            case Kind::number:
                return number(value, where);
            case Kind::array:
                return array(value, where, name);
            case Kind::object:
                return object(value, where, name);
            default:
                bad(value, where.text + ": null says nothing about the type");
                return "json";
        }
    }

    std::string number(const Node& value, const Where& where) {
        const auto whole = integer_of(value);
        if (!whole) return "float64";
        if (*whole >= -2147483648LL && *whole <= 2147483647LL) return "int32";
        report_.tell("import/inferred", value.span,
                     where.text + ": " + value.text + " is beyond 32 bits, so it became int53");
        return "int53";
    }

    std::string unchecked(const Node& value, const Where& where, std::string type) {
        report_.tell_json("import/unchecked", start_of(value),
                          where.text + ": nothing says what is in it, so it became " + type +
                              (options_.infer_shapes                          ? ""
                               : value.items.empty() && value.members.empty() ? ""
                                                                              : "; --infer-shapes guesses"));
        return type;
    }

    /// The one type of all elements, if they have one.
    std::string array(const Node& value, const Where& where, const std::string& name) {
        const bool alike =
            !value.items.empty() && std::all_of(value.items.begin(), value.items.end(), [&](const Node& one) {
                return one.kind == value.items[0].kind && !one.is(Kind::null);
            });
        if (!options_.infer_shapes || !alike) return unchecked(value, where, "json[]");
        const bool real = std::any_of(value.items.begin(), value.items.end(),
                                      [](const Node& one) { return one.is(Kind::number) && !integer_of(one); });
        const std::string item = real ? "float64" : type_of(value.items[0], {where.text + "[]"}, name + "Item");
        report_.tell("import/inferred", start_of(value), where.text + ": guessed from the example: " + item + "[]");
        return item + "[]";
    }

    std::string object(const Node& value, const Where& where, const std::string& wanted) {
        if (!options_.infer_shapes || value.members.empty()) return unchecked(value, where, "map<json>");
        const std::string name = draft_.names.take(wanted);
        const std::size_t slot = draft_.types.size();
        draft_.types.emplace_back(name, Json::object());
        draft_.places.emplace("types/" + name, start_of(value));
        report_.tell("import/inferred", start_of(value), where.text + ": guessed from the example: a struct " + name);
        Json fields = Json::object();
        Names names;
        for (const syntax::Member& one : value.members) {
            if (one.key.empty()) continue;
            const std::string code = names.take(identifier(one.key));
            Json type = one.value.is(Kind::null)
                            ? Json("json?")
                            : Json(type_of(one.value, {where.text + '.' + one.key}, name + type_name(one.key)));
            if (code != one.key) type = Json::object({{"type", type}, {"name", code}});
            fields.set(one.key, std::move(type));
        }
        draft_.types[slot].second = Json::object({{"struct", std::move(fields)}});
        return name;
    }

    Report report_;
    const Options& options_;
    Draft draft_;
    std::set<std::string> wires_;
};

}  // namespace

Imported from_jsonrpcstub(const std::string& path, const Loader& load, const Options& options) {
    Imported out;
    Stub(out, options).run(path, load);
    Report(out, false).finish();
    return out;
}

}  // namespace antiphon::idl::importer
