#include "origin.h"

#include <algorithm>

#include "antiphon/base/error.h"

namespace antiphon::gateway {
namespace {

bool is_host_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' || c == '[' || c == ']';
}

/// Where the host begins; 0 when it is no origin as browsers write it: lower case, no user, no path.
std::size_t host_at(std::string_view origin) {
    const std::size_t at = origin.starts_with("https://") ? 8 : origin.starts_with("http://") ? 7 : 0;
    const bool plain = std::all_of(origin.begin() + static_cast<std::ptrdiff_t>(at), origin.end(), is_host_byte);
    return at < origin.size() && plain ? at : 0;
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

}  // namespace

OriginRules::OriginRules(std::vector<std::string> allowed) {
    for (std::string& entry : allowed) {
        const std::size_t star = entry.find("://*.");
        std::string probe = entry;
        if (star != std::string::npos) probe.erase(star + 3, 2);
        if (host_at(probe) == 0)
            throw Error(ErrorKind::invalid, Code::invalid_params,
                        "origin '" + entry + "': expected https://host[:port] or https://*.domain in lower case");
        if (star == std::string::npos)
            exact_.push_back(std::move(entry));
        else
            wildcards_.push_back({entry.substr(0, star + 3), entry.substr(star + 4)});
    }
}

bool OriginRules::listed(std::string_view origin) const {
    const std::size_t host = host_at(origin);
    if (host == 0) return false;
    if (std::find(exact_.begin(), exact_.end(), origin) != exact_.end()) return true;
    for (const Wildcard& rule : wildcards_) {
        if (!origin.starts_with(rule.scheme) || !origin.ends_with(rule.suffix)) continue;
        if (origin.size() <= rule.scheme.size() + rule.suffix.size()) continue;
        const auto label = origin.substr(host, origin.size() - host - rule.suffix.size());
        if (label.front() != '.' && label.find_first_of(":[]") == std::string_view::npos) return true;
    }
    return false;
}

bool OriginRules::allows(std::string_view origin, std::string_view host) const {
    if (origin.empty()) return true;
    if (!exact_.empty() || !wildcards_.empty()) return listed(origin);
    const std::size_t at = host_at(origin);
    return at != 0 && origin.substr(at) == lower(host);
}

}  // namespace antiphon::gateway
