// The compiler has the last word on what came out. Examples and defaults are data of others, and wrong more often than
// types are; types that contain themselves by value are legal in JSON Schema.

#include <algorithm>
#include <set>

#include "../text.h"
#include "draft.h"

namespace antiphon::idl::importer {

namespace {

enum class Fix : std::uint8_t { remove, optional, json, parentheses };
using Fixes = std::map<std::string, Fix>;  // by path in the document as it was first made

constexpr int max_rounds = 50;  // the compiler keeps so many findings that one or two are enough

class Repair {
  public:
    Repair(Json document, const std::map<std::string, Span>& places, Report& report)
        : original_(std::move(document)), places_(places), report_(report) {}

    Json whole() {
        Json document = original_;
        for (int round = 0; round < max_rounds; ++round) {
            const std::string text = document.pretty();
            const Compilation done =
                compile({"imported.json"}, [&](const std::string&) { return std::optional(text); });
            if (done.ok()) return document;
            Diagnostics ignored;
            const Node root = syntax::read(done.sources, 0, syntax::Comments::refused, ignored);
            applied_ = fixes_;
            for (const Diagnostic& one : done.diagnostics.all())
                if (one.severity == idl::Severity::error && !fix(one, path_of(root, one.span.begin))) refused_ = true;
            if (refused_ || fixes_.size() == applied_.size()) break;
            document = rebuilt(original_, "");
        }
        if (!report_.failed()) report_.tell("import/result", {}, "the compiler refuses what came out");
        return document;
    }

  private:
    using Path = std::vector<std::string>;

    static std::string joined(const Path& path, std::size_t size) {
        std::string out;
        for (std::size_t i = 0; i < std::min(size, path.size()); ++i) out += (i == 0 ? "" : "/") + path[i];
        return out;
    }

    /// Of the innermost value at `offset`; elements of arrays by their number in the document as it was first made.
    Path path_of(const Node& root, std::size_t offset) const {
        Path out;
        for (const Node* node = &root; node != nullptr;) {
            const Node* next = nullptr;
            for (const syntax::Member& member : node->members)
                if (member.key_span.begin <= offset && offset < std::max(member.value.span.end, member.key_span.end)) {
                    out.push_back(member.key);
                    next = &member.value;
                }
            std::size_t number = 0;
            for (std::size_t i = 0; i < node->items.size() && next == nullptr; ++i, ++number) {
                while (applied_.contains(joined(out, out.size()) + '/' + std::to_string(number))) ++number;
                if (node->items[i].span.begin > offset || offset >= node->items[i].span.end) continue;
                out.push_back(std::to_string(number));
                next = &node->items[i];
            }
            node = next;
        }
        return out;
    }

    Span place(const Path& path) const {
        for (std::size_t size = path.size(); size > 0; --size)
            if (const auto found = places_.find(joined(path, size)); found != places_.end()) return found->second;
        return {};
    }

    /// Where in the path the keys of a field or method begin: names of others may be called "examples", too.
    static std::size_t key_of(const Path& path) {
        if (path.size() < 5 || path[0] != "services") return 4;
        return path[4] == "params" || path[4] == "payload" ? 6 : path[4] == "result" ? 5 : 4;
    }

    bool fix(const Diagnostic& found, const Path& path) {
        const std::size_t key = key_of(path);
        if (key + 1 < path.size() && path[key] == "examples") {
            const std::size_t size = key + 2;
            if (fixes_.emplace(joined(path, size), Fix::remove).second)
                report_.tell("import/example", place(path), where(path) + ": " + found.message + ", so it was dropped");
            return true;
        }
        if (key < path.size() && path[key] == "default") {
            const std::size_t size = key;
            if (fixes_.emplace(joined(path, size + 1), Fix::remove).second)
                report_.tell("import/default", place(path), where(path) + ": " + found.message + ", so it was dropped");
            fixes_.emplace(joined(path, size), Fix::optional);
            return true;
        }
        if (found.code == "message-field" || found.code == "secret-in-message") {
            if (fixes_.emplace(joined(path, path.size()), Fix::parentheses).second)
                report_.tell("import/error-message", place(path),
                             where(path) + ": " + found.message + ": braces in the message became parentheses");
            return true;
        }
        static constexpr std::string_view limits[] = {"min",       "max",      "minLength", "maxLength",
                                                      "minItems",  "maxItems", "pattern",   "format",
                                                      "precision", "scale",    "deadlineMs"};
        if (path.size() > 2 && std::find(std::begin(limits), std::end(limits), path.back()) != std::end(limits)) {
            if (fixes_.emplace(joined(path, path.size()), Fix::remove).second)
                report_.tell("import/keyword", place(path), where(path) + ": " + found.message + ", so it was dropped");
            return true;
        }
        const bool in_struct = path.size() >= 4 && path[0] == "types" && path[2] == "struct";
        if (found.code == "recursive-type" && in_struct) {
            if (fixes_.emplace(joined(path, 4), Fix::optional).second)
                report_.tell("import/recursive", place(path),
                             where(path) + ": the type contains itself by value; it became optional");
            return true;
        }
        const bool is_union =
            found.code.starts_with("union-") || found.code == "duplicate-variant" || found.code == "recursive-type";
        if (is_union && path.size() >= 2 && path[0] == "types") {
            if (fixes_.emplace(joined(path, 2), Fix::json).second)
                report_.tell_json("import/untagged-union", place(path),
                                  path[1] + ": " + found.message + ", so it became json");
            return true;
        }
        report_.tell(found.code == "too-many" ? "import/too-many" : "import/result", place(path),
                     joined(path, path.size()) + ": " + found.message + " [" + std::string(found.code) + "]");
        return false;
    }

    static std::string in_parentheses(std::string text) {
        std::replace(text.begin(), text.end(), '{', '(');
        std::replace(text.begin(), text.end(), '}', ')');
        return text;
    }

    static std::string where(const Path& path) {
        if (path[0] == "errors") return "error " + path[1];
        if (path[0] == "types") return path[1] + (path.size() > 3 && path[2] == "struct" ? "." + path[3] : "");
        return path.size() > 3 ? path[1] + '.' + path[3] : joined(path, path.size());
    }

    Json rebuilt(const Json& value, const std::string& path) const {
        const auto under = [&](const std::string& key) { return path.empty() ? key : path + '/' + key; };
        const auto fix = fixes_.find(path);
        if (fix != fixes_.end() && fix->second == Fix::json) {
            Json out = Json::object();
            if (const Json* doc = value.find("doc")) out.set("doc", *doc);
            return out.set("alias", "json");
        }
        const bool optional = fix != fixes_.end() && fix->second == Fix::optional;
        if (fix != fixes_.end() && fix->second == Fix::parentheses) return in_parentheses(value.text());
        if (value.is(Json::Kind::string)) return optional ? Json(value.text() + '?') : value;
        if (value.is(Json::Kind::array)) {
            Json out = Json::array();
            for (std::size_t i = 0; i < value.items().size(); ++i)
                if (!removed(under(std::to_string(i)))) out.push(rebuilt(value.items()[i], under(std::to_string(i))));
            return out;
        }
        if (!value.is(Json::Kind::object)) return value;
        Json out = Json::object();
        for (const auto& [key, member] : value.members()) {
            if (removed(under(key))) continue;
            const bool type = optional && key == "type" && !member.text().ends_with('?');
            Json made = type ? Json(member.text() + '?') : rebuilt(member, under(key));
            if (key == "examples" && made.is(Json::Kind::array) && made.items().empty()) continue;
            out.set(key, std::move(made));
        }
        // What is left of { type, default } is written the short way.
        if (optional && out.members().size() == 1 && out.members()[0].first == "type") return out.members()[0].second;
        return out;
    }

    bool removed(const std::string& path) const {
        const auto found = fixes_.find(path);
        return found != fixes_.end() && found->second == Fix::remove;
    }

    const Json original_;
    const std::map<std::string, Span>& places_;
    Report& report_;
    Fixes fixes_, applied_;  ///< all, and those that the document has already
    bool refused_ = false;
};

}  // namespace

Json repaired(Json document, const std::map<std::string, Span>& places, Report& report) {
    return Repair(std::move(document), places, report).whole();
}

}  // namespace antiphon::idl::importer
