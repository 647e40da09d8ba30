// Whoever adds a key to the IDL must say what a change of it breaks: every key of the schema is judged, or free.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "antiphon/idl/evolve.h"
#include "antiphon/idl/json.h"
#include "compile/keys.h"
#include "files.h"

namespace antiphon::idl::evolve {
namespace {

/// By key: a check that judges it, in whose golden pair its value changes, or "free: " and why.
using Keys = std::map<std::string, std::string>;

const std::map<std::string, Keys> judged = {
    {"a file",
     {{"$schema", "free: for editors"},
      {"idl", "free: there is one"},
      {"namespace", "NAMESPACE_CHANGED"},
      {"version", "VERSION_NOT_BUMPED"},
      {"doc", "free: prose"},
      {"imports", "TYPE_MOVED"},
      {"options", "OPTIONS_CHANGED"},
      {"types", "TYPE_REMOVED"},
      {"errors", "ERROR_REMOVED"},
      {"services", "SERVICE_REMOVED"}}},
    {"a service",
     {{"doc", "free: prose"},
      {"auth", "METHOD_AUTH_TIGHTENED"},
      {"errors", "METHOD_ERROR_ADDED"},
      {"methods", "METHOD_REMOVED"},
      {"channels", "CHANNEL_REMOVED"},
      {"events", "EVENT_REMOVED"},
      {"queues", "QUEUE_REMOVED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"}}},
    {"a method",
     {{"doc", "free: prose"},
      {"params", "FIELD_ADDED_REQUIRED"},
      {"paramStructure", "METHOD_PARAM_STRUCTURE_NARROWED"},
      {"positional", "METHOD_POSITIONAL_CHANGED"},
      {"result", "METHOD_RESULT_TYPE_CHANGED"},
      {"notification", "METHOD_NOTIFICATION_CHANGED"},
      {"errors", "METHOD_ERROR_ADDED"},
      {"idempotency", "METHOD_IDEMPOTENCY_WEAKENED"},
      {"deadlineMs", "METHOD_DEADLINE_REDUCED"},
      {"auth", "METHOD_AUTH_TIGHTENED"},
      {"expose", "METHOD_EXPOSE_NARROWED"},
      {"emits", "free: for documents"},
      {"wireName", "METHOD_WIRE_NAME_CHANGED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"},
      {"examples", "free: for documents"},
      {"execution", "free: callers cannot see the thread"},
      {"cancellable", "METHOD_CANCELLABLE_REMOVED"}}},
    {"a channel",
     {{"doc", "free: prose"},
      {"address", "CHANNEL_ADDRESS_CHANGED"},
      {"params", "CHANNEL_PARAMS_CHANGED"},
      {"delivery", "CHANNEL_DELIVERY_CHANGED"},
      {"audience", "CHANNEL_AUDIENCE_NARROWED"},
      {"bind", "CHANNEL_BIND_CHANGED"},
      {"authorize", "CHANNEL_AUTHORIZE_CHANGED"},
      {"auth", "CHANNEL_AUDIENCE_NARROWED"},
      {"retention", "CHANNEL_RETENTION_REDUCED"},
      {"replay", "CHANNEL_REPLAY_REMOVED"},
      {"presence", "CHANNEL_PRESENCE_REMOVED"},
      {"clientPublish", "CLIENT_PUBLISH_ENABLED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"},
      {"envelope", "CHANNEL_ENVELOPE_CHANGED"},
      {"durability", "CHANNEL_DURABILITY_REDUCED"}}},
    {"an event",
     {{"doc", "free: prose"},
      {"channel", "EVENT_CHANNEL_CHANGED"},
      {"payload", "FIELD_ADDED_REQUIRED"},
      {"route", "EVENT_KEY_CHANGED"},
      {"clientPublish", "CLIENT_PUBLISH_REMOVED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"},
      {"examples", "free: for documents"},
      {"onSlow", "EVENT_ON_SLOW_CHANGED"},
      {"wireName", "EVENT_REMOVED"}}},
    {"a queue",
     {{"doc", "free: prose"},
      {"payload", "FIELD_ADDED_REQUIRED"},
      {"visibilityTimeoutMs", "QUEUE_VISIBILITY_REDUCED"},
      {"retry", "QUEUE_RETRY_REDUCED"},
      {"deadLetter", "QUEUE_DEAD_LETTER_OFF"},
      {"dedupe", "QUEUE_DEDUPE_CHANGED"},
      {"orderBy", "QUEUE_ORDER_BY_CHANGED"},
      {"maxLen", "QUEUE_MAX_LEN_REDUCED"},
      {"delay", "QUEUE_DELAY_REMOVED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"}}},
    {"an error",
     {{"code", "ERROR_CODE_CHANGED"},
      {"message", "free: for people; programs go by name and code"},
      {"data", "FIELD_TYPE_CHANGED"},
      {"retry", "ERROR_RETRY_CHANGED"},
      {"http", "ERROR_HTTP_CHANGED"},
      {"doc", "free: prose"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"}}},
    {"a field",
     {{"type", "FIELD_TYPE_CHANGED"},
      {"doc", "free: prose"},
      {"default", "FIELD_DEFAULT_REMOVED"},
      {"nullable", "FIELD_NULLABLE_ADDED"},
      {"wire", "FIELD_WIRE_FORM_CHANGED"},
      {"name", "FIELD_IDENTIFIER_CHANGED"},
      {"secret", "SECRET_FLAG_REMOVED"},
      {"since", "free: prose"},
      {"deprecated", "DEPRECATION_TOO_SHORT"},
      {"examples", "free: for documents"}}},
    {"a struct",
     {{"struct", "FIELD_REMOVED"},
      {"include", "INCLUDE_CHANGED"},
      {"unknown", "STRUCT_UNKNOWN_TIGHTENED"},
      {"reserved", "RESERVED_REMOVED"}}},
    {"an enum", {{"enum", "ENUM_VALUE_ADDED"}, {"open", "ENUM_CLOSED"}, {"reserved", "ENUM_VALUE_REMOVED"}}},
    {"a union", {{"union", "UNION_VARIANT_ADDED"}, {"tag", "UNION_TAG_CHANGED"}, {"open", "ENUM_OPENED"}}},
    {"an alias",
     {{"alias", "FIELD_TYPE_CHANGED"}, {"strong", "ALIAS_STRENGTH_CHANGED"}, {"secret", "SECRET_FLAG_REMOVED"}}},
    {"a tuple", {{"tuple", "TUPLE_LENGTH_CHANGED"}}},
};

Json json_of(const std::string& path) {
    Sources sources;
    Diagnostics diagnostics;
    return to_json(
        syntax::read(sources, sources.add(path, read_file(path).value()), syntax::Comments::refused, diagnostics));
}

std::set<std::string> keys_of(const Json& object) {
    std::set<std::string> out;
    for (const auto& [key, value] : object.find("properties")->members()) out.insert(key);
    return out;
}

std::map<std::string, std::set<std::string>> keys_of_the_schema() {
    const Json all = json_of(std::string(ANTIPHON_SOURCE_DIR) + "/framework/idl/schema/idl.schema.json");
    const Json& defs = *all.find("$defs");
    std::map<std::string, std::set<std::string>> out = {
        {"a file", keys_of(all)},
        {"a service", keys_of(*defs.find("serviceDef"))},
        {"a method", keys_of(*defs.find("methodDef"))},
        {"a channel", keys_of(*defs.find("channelDef"))},
        {"an event", keys_of(*defs.find("eventDef"))},
        {"a queue", keys_of(*defs.find("queueDef"))},
        {"an error", keys_of(*defs.find("errorDef"))},
        {"a field", keys_of(defs.find("field")->find("oneOf")->items().at(1))}};
    const char* const kinds[] = {"a struct", "an enum", "a union", "an alias", "a tuple"};
    const auto& branches = defs.find("typeDef")->find("oneOf")->items();
    EXPECT_EQ(branches.size(), std::size(kinds));
    for (std::size_t i = 0; i < branches.size() && i < std::size(kinds); ++i) out[kinds[i]] = keys_of(branches[i]);
    return out;
}

/// Members of a member; none when it is not there, or no object.
const std::vector<Json::Member>& members(const Json& object, std::string_view key) {
    static const std::vector<Json::Member> none;
    const Json* found = object.find(key);
    return found != nullptr ? found->members() : none;
}

/// By what it is and its name: every object of a file that a key can stand in.
using Objects = std::map<std::pair<std::string, std::string>, Json>;

void add_fields(Objects& out, const std::string& owner, const Json& holder, std::string_view key) {
    for (const auto& [name, field] : members(holder, key))
        out[{"a field", owner + '.' + name}] =
            field.is(Json::Kind::object) ? field : Json::object({{"type", field}});  // the short form
}

Objects objects_of(const Json& file) {
    Objects out = {{{"a file", ""}, file}};
    const std::pair<const char*, const char*> kinds[] = {
        {"a struct", "struct"}, {"an enum", "enum"}, {"a union", "union"}, {"an alias", "alias"}, {"a tuple", "tuple"}};
    const std::pair<const char*, const char*> lists[] = {
        {"a method", "methods"}, {"a channel", "channels"}, {"an event", "events"}, {"a queue", "queues"}};
    for (const auto& [name, type] : members(file, "types")) {
        for (const auto& [what, key] : kinds)
            if (type.find(key) != nullptr) out[{what, name}] = type;
        add_fields(out, name, type, "struct");
    }
    for (const auto& [name, error] : members(file, "errors")) out[{"an error", name}] = error;
    for (const auto& [name, service] : members(file, "services")) {
        out[{"a service", name}] = service;
        for (const auto& [what, list] : lists)
            for (const auto& [member, object] : members(service, list)) {
                out[{what, name + '.' + member}] = object;
                for (const char* body : {"params", "payload"}) add_fields(out, name + '.' + member, object, body);
            }
    }
    return out;
}

/// Whether something of this kind is in both files and has another value of the key, or has it in one of them.
bool changes(const std::string& what, const std::string& key, const Json& before, const Json& now) {
    const Objects was = objects_of(before), is = objects_of(now);
    return std::any_of(was.begin(), was.end(), [&](const auto& one) {
        const auto same = is.find(one.first);
        if (one.first.first != what || same == is.end()) return false;
        const Json *old_value = one.second.find(key), *value = same->second.find(key);
        if (old_value == nullptr || value == nullptr) return old_value != value;
        return !(*old_value == *value);
    });
}

TEST(KeysOfTheIdl, AreEachJudgedOrFreeToChange) {
    std::map<std::string, std::set<std::string>> listed;
    for (const auto& [what, keys] : judged)
        for (const auto& [key, how] : keys) listed[what].insert(key);
    EXPECT_EQ(listed, keys_of_the_schema());
}

TEST(KeysOfTheIdl, ThatAreJudgedChangeInTheGoldenPairOfTheirCode) {
    for (const auto& [what, keys] : judged)
        for (const auto& [key, how] : keys) {
            if (how.starts_with("free: ")) continue;
            const std::string folder = std::string(ANTIPHON_SOURCE_DIR) + "/tests/golden/breaking/" + how;
            EXPECT_TRUE(changes(what, key, json_of(folder + "/old.json"), json_of(folder + "/new.json")))
                << key << " of " << what << ": " << how;
        }
}

}  // namespace
}  // namespace antiphon::idl::evolve
