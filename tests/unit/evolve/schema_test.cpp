// The JSON Schema that editors complete by, and the compiler: each must know what the other does.

#include <gmock/gmock.h>

#include <map>
#include <regex>
#include <set>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/json.h"
#include "compile/keys.h"
#include "files.h"

namespace antiphon::idl {
namespace {

using ::testing::IsEmpty;

Json parsed(const std::string& name, const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const auto root = syntax::read(sources, sources.add(name, text), syntax::Comments::refused, diagnostics);
    EXPECT_EQ(diagnostics.errors(), 0u) << render(diagnostics, sources);
    return to_json(root);
}

const Json& schema() {
    static const std::string path = std::string(ANTIPHON_SOURCE_DIR) + "/framework/idl/schema/idl.schema.json";
    static const Json made = parsed(path, read_file(path).value());
    return made;
}

/// As much of JSON Schema 2020-12 as the schema uses. Says the first thing that is wrong.
class Validator {
  public:
    std::string wrong(const Json& value) { return check(schema(), value, "").wrong; }

  private:
    struct Outcome {
        std::string wrong;
        std::set<std::string> evaluated = {};
    };
    using Kind = Json::Kind;

    static bool is_a(const Json& value, const std::string& type) {
        static const std::map<std::string, Kind> kinds = {{"null", Kind::null},     {"boolean", Kind::boolean},
                                                          {"number", Kind::number}, {"string", Kind::string},
                                                          {"array", Kind::array},   {"object", Kind::object}};
        if (type == "integer") return value.is(Kind::number) && value.text().find('.') == std::string::npos;
        return value.is(kinds.at(type));
    }

    Outcome check(const Json& rule, const Json& value, const std::string& where) {
        Outcome out;
        if (rule.is(Kind::boolean)) return {rule.boolean() ? "" : where + ": nothing may stand here"};
        for (const auto& [keyword, given] : rule.members()) {
            if (keyword == "unevaluatedProperties") continue;  // last
            Outcome one = apply(rule, keyword, given, value, where);
            if (!one.wrong.empty()) return one;
            out.evaluated.merge(one.evaluated);
        }
        if (rule.find("unevaluatedProperties") != nullptr)
            for (const auto& [key, member] : value.members())
                if (!out.evaluated.contains(key)) return {where + ": unknown member " + key};
        return out;
    }

    Outcome apply(const Json& rule, const std::string& keyword, const Json& given, const Json& value,
                  const std::string& where) {
        const auto wrong = [&](const std::string& why) { return Outcome{where + ": " + keyword + ": " + why}; };
        const auto number = [](const Json& json) { return std::stod(json.text()); };
        Outcome out;
        if (keyword == "$ref") {
            const Json* target = schema().find("$defs")->find(given.text().substr(std::string("#/$defs/").size()));
            return target != nullptr ? check(*target, value, where) : wrong("no " + given.text());
        }
        if (keyword == "type") {
            std::vector<Json> types = given.is(Kind::array) ? given.items() : std::vector{given};
            for (const Json& type : types)
                if (is_a(value, type.text())) return {};
            return wrong("expected " + types.front().text());
        }
        if (keyword == "const" && !(given == value)) return wrong(value.compact());
        if (keyword == "enum") {
            for (const Json& one : given.items())
                if (one == value) return {};
            return wrong(value.compact());
        }
        if (keyword == "anyOf" || keyword == "oneOf") {
            std::size_t fits = 0;
            std::string last;
            for (const Json& one : given.items()) {
                Outcome inner = check(one, value, where);
                if (inner.wrong.empty()) ++fits, out.evaluated.merge(inner.evaluated);
                last += "\n" + inner.wrong;
            }
            return fits == 1 || (fits > 0 && keyword == "anyOf") ? out : wrong(std::to_string(fits) + " fit" + last);
        }
        if (keyword == "not") return check(given, value, where).wrong.empty() ? wrong("fits") : Outcome{};
        if (value.is(Kind::number)) {
            if (keyword == "minimum" && number(value) < number(given)) return wrong(value.text());
            if (keyword == "maximum" && number(value) > number(given)) return wrong(value.text());
        }
        if (value.is(Kind::string)) {
            if (keyword == "minLength" && value.text().size() < std::stoul(given.text())) return wrong(value.text());
            if (keyword == "pattern" && !std::regex_search(value.text(), std::regex(given.text())))
                return wrong(value.text());
        }
        if (value.is(Kind::array)) {
            if (keyword == "minItems" && value.items().size() < std::stoul(given.text())) return wrong("too few");
            if (keyword == "items")
                for (const Json& item : value.items())
                    if (Outcome one = check(given, item, where + "/" + item.compact()); !one.wrong.empty()) return one;
        }
        return value.is(Kind::object) ? members(rule, keyword, given, value, where) : Outcome{};
    }

    Outcome members(const Json& rule, const std::string& keyword, const Json& given, const Json& value,
                    const std::string& where) {
        Outcome out;
        if (keyword == "minProperties" && value.members().size() < std::stoul(given.text()))
            return {where + ": too few members"};
        if (keyword == "required")
            for (const Json& key : given.items())
                if (value.find(key.text()) == nullptr) return {where + ": no " + key.text()};
        for (const auto& [key, member] : value.members()) {
            const Json* properties = rule.find("properties");
            const bool listed = properties != nullptr && properties->find(key) != nullptr;
            const bool matched = rule.find("patternProperties") != nullptr && key.starts_with("x-");
            const Json* judge = nullptr;
            if (keyword == "properties" && listed) judge = properties->find(key);
            if (keyword == "patternProperties" && matched) judge = given.find("^x-");
            if (keyword == "additionalProperties" && !listed && !matched) judge = &given;
            if (keyword == "propertyNames")
                if (Outcome one = check(given, Json(key), where + "/" + key); !one.wrong.empty()) return one;
            if (judge == nullptr) continue;
            if (Outcome one = check(*judge, member, where + "/" + key); !one.wrong.empty()) return one;
            out.evaluated.insert(key);
        }
        return out;
    }
};

TEST(IdlSchema, TakesEveryFileThatTheCompilerTakes) {
    std::size_t checked = 0;
    for (const std::string& path : all_idl_files()) {
        if (!compile({path}, read_file).ok()) continue;
        EXPECT_EQ(Validator().wrong(parsed(path, *read_file(path))), "") << path;
        ++checked;
    }
    EXPECT_GE(checked, 150u);
}

TEST(IdlSchema, RefusesWhatNoFileMayHave) {
    const auto wrong = [](const std::string& text) { return Validator().wrong(parsed("a.json", text)); };
    const std::string head = R"({"idl": "1.0", "namespace": "a")";
    EXPECT_EQ(wrong(head + "}"), "");
    EXPECT_EQ(wrong(head + R"(, "x-mine": 1})"), "");
    EXPECT_NE(wrong(R"({"idl": "1.0"})"), "");
    EXPECT_NE(wrong(head + R"(, "methods": {}})"), "");
    EXPECT_NE(wrong(head + R"(, "types": {"A": {"struct": {}, "tag": "x"}}})"), "");
    EXPECT_NE(wrong(head + R"(, "types": {"A": {"struct": {"a": {"type": "int32", "minimum": 1}}}}})"), "");
    EXPECT_NE(wrong(head + R"(, "types": {"a": {"struct": {}}}})"), "");
    EXPECT_NE(wrong(head + R"(, "services": {"s": {"channels": {"c": {"delivery": "maybe"}}}}})"), "");
}

void collect(const Json& rule, std::set<std::string>& names) {
    if (const Json* ref = rule.find("$ref"))
        if (ref->text().ends_with("/constraints")) collect(*schema().find("$defs")->find("constraints"), names);
    for (const auto& [keyword, given] : rule.members()) {
        if (keyword == "properties")
            for (const auto& [name, inner] : given.members()) names.insert(name);
        if (keyword != "$defs") collect(given, names);
    }
    for (const Json& item : rule.items()) collect(item, names);
}

/// The words of "it may have a, b or c".
std::set<std::string> accepted(const std::string& text) {
    const std::string whole = R"({"idl": "1.0", "namespace": "a", )" + text + "}";
    const auto done = compile({"a.json"}, [&](const std::string&) { return std::optional(whole); });
    std::set<std::string> out;
    for (const Diagnostic& one : done.diagnostics.all()) {
        if (one.code != "unknown-key" || !one.help.starts_with("it may have ")) continue;
        static const std::regex word("[$A-Za-z0-9]+");
        const std::string list = one.help.substr(std::string("it may have ").size());
        for (auto at = std::sregex_iterator(list.begin(), list.end(), word); at != std::sregex_iterator(); ++at)
            if (at->str() != "or") out.insert(at->str());
    }
    return out;
}

TEST(IdlSchema, KnowsEveryKeyThatTheCompilerKnows) {
    const std::string q = R"("qqqqqqqqqqqqqqqqqqqqqqqq": 1)";
    const auto service = [](const std::string& rest) { return R"("services": {"s": {)" + rest + "}}"; };
    const auto type = [](const std::string& rest) { return R"("types": {"T": {)" + rest + "}}"; };
    const std::pair<std::string, std::string> probes[] = {
        {"", q},
        {"options", R"("options": {)" + q + "}"},
        {"options", R"("options": {"cpp": {)" + q + R"(}, "typescript": {)" + q + R"(}, "python": {)" + q + "}}"},
        {"typeDef", type(R"("struct": {}, )" + q)},
        {"typeDef", type(R"("enum": ["a"], )" + q)},
        {"typeDef", type(R"("enum": [{"value": "a", )" + q + "}]")},
        {"typeDef", type(R"("union": {}, )" + q)},
        {"typeDef", type(R"("alias": "string", )" + q)},
        {"typeDef", type(R"("tuple": ["string"], )" + q)},
        {"field", type(R"("struct": {"a": {"type": "string", )" + q + "}}")},
        {"deprecated", type(R"("struct": {}, "deprecated": {"message": "m", )" + q + "}")},
        {"errorDef", R"("errors": {"E": {"code": 1, "message": "m", )" + q + "}}"},
        {"serviceDef", service(q)},
        {"auth", service(R"("auth": {)" + q + "}")},
        {"methodDef", service(R"("methods": {"m": {)" + q + "}}")},
        {"channelDef", service(R"("channels": {"c": {"delivery": "stream", )" + q + "}}")},
        {"channelDef",
         service(R"("channels": {"c": {"delivery": "stream", "retention": {)" + q + R"(}, "bind": {)" + q + "}}}")},
        {"channelDef", service(R"("channels": {"c": {"delivery": "pubsub", "envelope": {)" + q + "}}}")},
        {"eventDef",
         service(R"("channels": {"c": {"delivery": "pubsub"}}, "events": {"e": {"channel": "c", )" + q + "}}")},
        {"eventDef",
         service(R"("channels": {"c": {"delivery": "pubsub"}}, "events": {"e": {"channel": "c", "onSlow": {)" + q +
                 "}}}")},
        {"queueDef", service(R"("queues": {"q": {"payload": {}, )" + q + "}}")},
        {"queueDef", service(R"("queues": {"q": {"payload": {}, "dedupe": {)" + q + R"(}, "retry": {)" + q +
                             R"(, "backoff": {)" + q + "}}}}")},
    };
    for (const auto& [definition, probe] : probes) {
        std::set<std::string> known;
        collect(definition.empty() ? schema() : *schema().find("$defs")->find(definition), known);
        const std::set<std::string> words = accepted(probe);
        EXPECT_FALSE(words.empty()) << probe;
        std::set<std::string> missing;
        std::set_difference(words.begin(), words.end(), known.begin(), known.end(),
                            std::inserter(missing, missing.begin()));
        EXPECT_THAT(missing, IsEmpty()) << definition << ": " << probe;
    }
}

}  // namespace
}  // namespace antiphon::idl
