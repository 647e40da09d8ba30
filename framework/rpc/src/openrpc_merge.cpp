#include <set>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"
#include "dispatcher_core.h"

namespace antiphon::rpc {

namespace {

constexpr json::ParseLimits generous{64 * 1024 * 1024, limits::max_depth};

/// `{…}` of members gathered from several objects; the first of a name stays.
class Gathered {
  public:
    void add(json::Value object) {
        for (const json::Member member : object.members()) {
            if (!names_.insert(std::string(member.key)).second) continue;
            if (!text_.empty()) text_ += ',';
            json::append_string(text_, member.key);
            text_ += ':';
            text_ += member.value.text();
        }
    }
    std::string text() const { return '{' + text_ + '}'; }

  private:
    std::set<std::string> names_;
    std::string text_;
};

std::string head(std::string_view name, std::string_view version) {
    std::string out = R"({"openrpc":"1.3.2","info":{"title":)";
    json::append_string(out, name.empty() ? std::string_view("antiphon") : name);
    out += ",\"version\":";
    json::append_string(out, version.empty() ? std::string_view("0.0.0") : version);
    return out + "},\"methods\":[";
}

}  // namespace

std::string merge_openrpc(const std::vector<std::string_view>& documents, std::string_view name,
                          std::string_view version) {
    if (documents.size() == 1) return std::string(documents.front());
    std::string out = head(name, version);
    Gathered schemas;
    Gathered errors;
    bool first = true;
    for (const std::string_view text : documents) {
        json::Parser parser;
        const json::Value document = parser.parse(text, generous);
        if (const auto methods = document.find("methods"); methods && methods->is_array()) {
            for (const json::Value method : methods->elements()) {
                if (!first) out += ',';
                first = false;
                out += method.text();
            }
        }
        const auto components = document.find("components");
        if (!components || !components->is_object()) continue;
        if (const auto part = components->find("schemas"); part && part->is_object()) schemas.add(*part);
        if (const auto part = components->find("errors"); part && part->is_object()) errors.add(*part);
    }
    out += "],\"components\":{\"schemas\":" + schemas.text() + ",\"errors\":" + errors.text() + "}}";
    return out;
}

}  // namespace antiphon::rpc
