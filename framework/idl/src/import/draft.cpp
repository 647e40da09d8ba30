#include "draft.h"

namespace antiphon::idl::importer {

Json doc_of(const std::string& text) {
    if (text.find('\n') == std::string::npos) return text;
    Json lines = Json::array();
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.pop_back();
        lines.push(std::move(line));
        at = end + 1;
    }
    return lines;
}

Json Draft::document(Json header) const {
    const auto object = [](const std::vector<std::pair<std::string, Json>>& list) { return Json::object(list); };
    header.set_unless_empty("types", object(types)).set_unless_empty("errors", object(errors));
    Json all = Json::object();
    for (const Service& one : services) {
        Json service = one.header;
        service.set_unless_empty("methods", object(one.methods));
        if (!one.events.empty()) {
            Json channel = Json::object({{"delivery", "pubsub"}, {"audience", "internal"}});
            service.set("channels", Json::object({{"events", std::move(channel)}}));
            service.set("events", object(one.events));
        }
        all.set(one.name, std::move(service));
    }
    header.set_unless_empty("services", std::move(all));
    return header;
}

}  // namespace antiphon::idl::importer
