// Examples of methods. Whether they fit the types, the compiler says (repair.cpp).

#include <algorithm>

#include "../compile/keys.h"
#include "../text.h"
#include "openrpc.h"

namespace antiphon::idl::importer {

Json OpenRpc::examples(const Node& node, const std::string& where, const std::vector<Param>& params, bool by_position,
                       const std::string& place) {
    Json out = Json::array();
    const Node* list = get(node, "examples", Kind::array);
    if (list == nullptr) return out;
    for (const Node& item : list->items) {
        const Node* pairing = behind_ref(item);
        if (pairing == nullptr || !pairing->is(Kind::object)) continue;
        const std::string name = get_text(*pairing, "name");
        const auto drop = [&](const std::string& why) {
            report_.tell("import/example", start_of(*pairing),
                         where + ": example " + double_quote(name) + " was dropped: " + why);
        };
        std::vector<std::pair<std::string, const Node*>> values;
        bool outside = false;
        const auto value_of = [&](const Node& example) -> const Node* {
            const Node* behind = behind_ref(example);
            const Node* value = behind != nullptr ? get(*behind, "value") : nullptr;
            outside = outside || value == nullptr;
            return value;
        };
        if (const Node* given = get(*pairing, "params", Kind::array))
            for (const Node& one : given->items) {
                const Node* behind = behind_ref(one);
                values.emplace_back(behind != nullptr ? get_text(*behind, "name") : "", value_of(one));
            }
        const Node* result = get(*pairing, "result");
        const Node* result_value = result != nullptr ? value_of(*result) : nullptr;
        if (outside) {
            drop("a value does not stand in it");
            continue;
        }
        if (values.size() > params.size()) {
            drop("it has more params than there are");
            continue;
        }
        // By the names if all are known, else in order: many examples call their values something else.
        const auto position = [&](const std::string& label) {
            return std::find_if(params.begin(), params.end(), [&](const Param& one) { return one.label == label; }) -
                   params.begin();
        };
        std::vector<const Node*> placed(params.size(), nullptr);
        bool named = true;
        for (const auto& [label, value] : values) {
            const auto at = static_cast<std::size_t>(position(label));
            named = named && at < params.size() && placed[at] == nullptr;
            if (named) placed[at] = value;
        }
        if (!named) {
            std::fill(placed.begin(), placed.end(), nullptr);
            for (std::size_t i = 0; i < values.size(); ++i) placed[i] = values[i].second;
        }
        while (by_position && !placed.empty() && placed.back() == nullptr) placed.pop_back();
        const bool gaps = std::find(placed.begin(), placed.end(), nullptr) != placed.end();
        Json made = Json::object({{"name", name.empty() ? "example" : name}});
        made.set_unless_empty("doc",
                              doc_of(get_text(*pairing, "description").empty() ? get_text(*pairing, "summary")
                                                                               : get_text(*pairing, "description")));
        Json as_params = by_position && !gaps ? Json::array() : Json::object();
        for (std::size_t i = 0; i < placed.size(); ++i) {
            if (placed[i] == nullptr) continue;
            if (as_params.is(Json::Kind::array))
                as_params.push(to_json(*placed[i]));
            else
                as_params.set(params[i].wire, to_json(*placed[i]));
        }
        made.set("params", params.empty() ? Json::object() : std::move(as_params));
        if (result_value != nullptr) made.set("result", to_json(*result_value));
        draft_.places.emplace(place + "/examples/" + std::to_string(out.items().size()), start_of(*pairing));
        out.push(std::move(made));
    }
    return out;
}

}  // namespace antiphon::idl::importer
