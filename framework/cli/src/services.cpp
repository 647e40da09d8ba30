#include <algorithm>

#include "antiphon/json/append.h"
#include "antiphon/rpc/registry.h"
#include "command.h"
#include "session.h"

namespace antiphon::cli {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
    out.append(out.back() == '{' ? "\"" : ",\"").append(name).append("\":");
    json::append_string(out, value);
}

std::string as_json(const std::vector<rpc::Instance>& instances) {
    std::string text = "[";
    for (const auto& instance : instances) {
        if (text.size() > 1) text += ',';
        text += '{';
        append_member(text, "service", instance.service);
        append_member(text, "id", instance.id);
        append_member(text, "url", instance.url);
        append_member(text, "admin", instance.admin_url);
        append_member(text, "version", instance.version);
        text += '}';
    }
    return text + "]\n";
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(std::max(width, text.size()) - text.size() + 2, ' ');
}

std::string as_table(const std::vector<rpc::Instance>& instances) {
    const std::vector<std::string> titles{"SERVICE", "VERSION", "INSTANCE", "URL", "ADMIN"};
    std::vector<std::vector<std::string>> rows{titles};
    for (const auto& instance : instances)
        rows.push_back({instance.service, instance.version, instance.id, instance.url, instance.admin_url});
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::size_t width = 0;
            for (const auto& other : rows) width = std::max(width, other[i].size());
            line += padded(row[i], width);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

int run_services(const Arguments&, Session& session) {
    rpc::Registry registry(session.redis(), session.prefix());
    std::vector<rpc::Instance> all;
    for (const auto& service : registry.services())
        for (auto& instance : registry.instances(service)) all.push_back(std::move(instance));
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return std::tie(a.service, a.id) < std::tie(b.service, b.id); });
    if (session.json())
        session.out() << as_json(all);
    else if (all.empty())
        session.err() << "no service is registered in " << session.redis().text() << " under '" << session.prefix()
                      << "'\n";
    else
        session.out() << as_table(all);
    return 0;
}

}  // namespace

Command services_command() {
    return {"services",
            "lists the services that run now, from the registry",
            "",
            {},
            {redis_option(), prefix_option(), json_option()},
            {"antiphon services --redis redis://127.0.0.1:6379"},
            run_services};
}

}  // namespace antiphon::cli
