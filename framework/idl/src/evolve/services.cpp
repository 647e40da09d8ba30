// Services, methods, errors.

#include <algorithm>
#include <map>
#include <type_traits>

#include "../deadline.h"
#include "../keyed.h"
#include "../text.h"
#include "../words.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

namespace {

template <class T>
const T* find_named(const std::vector<std::unique_ptr<T>>& list, std::string_view name) {
    for (const auto& one : list)
        if (one->name == name) return one.get();
    return nullptr;
}

template <class T>
bool same_on_wire(const T& a, const T& b) {
    if constexpr (std::is_same_v<T, Event>)  // two channels may have events of one wire name
        return a.wire == b.wire && a.channel->wire == b.channel->wire;
    else
        return a.wire == b.wire;
}

/// By the name on the wire, which is what running programs know; else by name.
template <class T>
const T* find_same(const std::vector<std::unique_ptr<T>>& list, const T& wanted) {
    for (const auto& one : list)
        if (same_on_wire(*one, wanted)) return one.get();
    return find_named(list, wanted.name);
}

std::size_t members(const Service& service) {
    return service.methods.size() + service.channels.size() + service.events.size() + service.queues.size();
}

/// Most of what one has, the other has under the same name.
bool alike(const Service& before, const Service& now) {
    std::size_t common = 0;
    const auto count = [&](const auto& was, const auto& is) {
        for (const auto& one : was) common += find_named(is, one->name) != nullptr;
    };
    count(before.methods, now.methods);
    count(before.channels, now.channels);
    count(before.events, now.events);
    count(before.queues, now.queues);
    return common > 0 && 2 * common >= std::max(members(before), members(now));
}

std::string method_name(const Method& method) { return "method " + quote(method.wire); }

std::string missing(const std::vector<std::string>& from, const std::vector<std::string>& in) {
    std::string out;
    for (const std::string& one : from)
        if (std::find(in.begin(), in.end(), one) == in.end()) out += (out.empty() ? "" : ", ") + quote(one);
    return out;
}

/// The file's own, and those of others that its methods may end with.
std::map<std::string, const ErrorDef*> errors_of(const File& file) {
    std::map<std::string, const ErrorDef*> out;
    const auto add = [&](const ErrorDef& error) {
        out.emplace(error.file == &file ? error.name : error.file->name_space + '.' + error.name, &error);
    };
    for (const auto& error : file.errors) add(*error);
    for (const auto& service : file.services)
        for (const auto& method : service->methods)
            for (const ErrorDef* error : method->errors) add(*error);
    return out;
}

}  // namespace

void Contracts::services(const File& before, const File& now) {
    std::vector<const Service*> fresh;
    for (const auto& service : now.services)
        if (find_named(before.services, service->name) == nullptr) fresh.push_back(service.get());
    if (!fresh.empty()) findings_.changed();
    for (const auto& was : before.services) {
        const Service* is = find_named(now.services, was->name);
        if (is == nullptr) {
            const auto renamed =
                std::find_if(fresh.begin(), fresh.end(), [&](const Service* one) { return alike(*was, *one); });
            if (renamed != fresh.end()) is = *renamed;
        }
        if (is != nullptr)
            service(*was, *is);
        else
            service_gone(*was, findings_.now().root(now.source, "services", now.span));
    }
}

void Contracts::service_gone(const Service& service, Span where) {
    removed("SERVICE_REMOVED", service, where, "service " + quote(service.name));
}

void Contracts::service(const Service& before, const Service& now) {
    deprecation(now, &before, "service " + quote(now.name));
    identifier("SERVICE_IDENTIFIER_CHANGED", before, now, "service ");
    const auto each = [&](const auto& was, const auto& is, std::string_view list, std::string_view code,
                          const std::string& kind, auto compare) {
        for (const auto& one : was) {
            const auto* same = find_same(is, *one);
            if (same != nullptr)
                compare(*one, *same);
            else
                removed(code, *one, findings_.now().find(now.span, {list}), kind + quote(one->wire));
        }
        for (const auto& one : is)
            if (find_same(was, *one) == nullptr) findings_.changed();
    };
    each(before.methods, now.methods, "methods", "METHOD_REMOVED", "method ",
         [&](const Method& was, const Method& is) { method(was, is); });
    each(before.channels, now.channels, "channels", "CHANNEL_REMOVED", "channel ",
         [&](const Channel& was, const Channel& is) { channel(was, is); });
    each(before.events, now.events, "events", "EVENT_REMOVED", "event ",
         [&](const Event& was, const Event& is) { event(was, is); });
    each(before.queues, now.queues, "queues", "QUEUE_REMOVED", "queue ",
         [&](const Queue& was, const Queue& is) { queue(was, is); });
    for (const auto& one : now.events)
        if (find_same(before.events, *one) == nullptr)
            found("EVENT_ADDED", Use::out, {one->span, {}}, {"event " + quote(one->wire) + " is new"});
}

void Contracts::method(const Method& before, const Method& now) {
    deprecation(now, &before, method_name(now));
    identifier("METHOD_IDENTIFIER_CHANGED", before, now, "method ");
    calling(before, now);
    positional(before, now);
    arguments(before, now);
    walk_.body(before.params, now.params, Use::in, "the params of " + quote(now.wire),
               {findings_.now().find(now.span, {"params"}), findings_.before().find(before.span, {"params"})});
    result(before, now);
    for (const ErrorDef* error : now.errors)
        if (std::none_of(before.errors.begin(), before.errors.end(),
                         [&](const ErrorDef* one) { return one->name == error->name; }))
            found("METHOD_ERROR_ADDED", Use::out, at(before, now, {"errors"}),
                  {method_name(now) + " may end with " + quote(error->name) + ", which old clients do not know", "",
                   "its errors were these"});
    access(before, now);
}

void Contracts::calling(const Method& before, const Method& now) {
    const std::string name = method_name(now);
    if (before.wire != now.wire)
        found("METHOD_WIRE_NAME_CHANGED", Use::in, at(before, now, {"wireName"}),
              {"method " + quote(before.wire) + " is called " + quote(now.wire) + " on the wire",
               "add \"wireName\": " + double_quote(before.wire)});
    if (before.notification != now.notification)
        found("METHOD_NOTIFICATION_CHANGED", Use::in, at(before, now, {"notification"}),
              {name + (now.notification ? " was a call and is a notification: old clients wait for an answer"
                                        : " was a notification and is a call")});
    // none < keyed < idempotent < readonly: what a client may do on its own
    static constexpr int strengths[] = {0, 3, 2, 1};
    const auto was = static_cast<std::size_t>(before.idempotency), is = static_cast<std::size_t>(now.idempotency);
    if (strengths[is] < strengths[was])
        found("METHOD_IDEMPOTENCY_WEAKENED", Use::in, at(before, now, {"idempotency"}),
              {name + " was " + quote(word(before.idempotency)) + " and is " + quote(word(now.idempotency)) +
               ": clients out there still call it again on their own"});
    time(before, now);
}

/// How long callers can wait for the answer, stop it, and get it again.
void Contracts::time(const Method& before, const Method& now) {
    const std::string name = method_name(now);
    const std::uint64_t was = before.deadline_ms, is = now.deadline_ms;
    if (is != 0 && is < (was != 0 ? was : longest_deadline_ms))
        found("METHOD_DEADLINE_REDUCED", Use::in, at(before, now, {"deadlineMs"}),
              {name + (was != 0 ? " had " + std::to_string(was) + " ms" : " had the time its caller gave it") +
               " and has " + std::to_string(is) + (was != 0 ? "" : " ms")});
    if (before.cancellable && !now.cancellable)
        found("METHOD_CANCELLABLE_REMOVED", Use::in, at(before, now, {"cancellable"}),
              {name + " runs to its end also when its caller has given up"});
    if (before.idempotency != Idempotency::keyed || now.idempotency != Idempotency::keyed) return;
    const std::uint64_t kept = key_lifetime_ms(before), keeps = key_ttl_ms(now).value_or(kept);
    if (keeps < kept)
        found("METHOD_KEY_TTL_REDUCED", Use::in, at(before, now, {key_ttl}),
              {"a key of " + quote(now.wire) + " was good for " + std::to_string(kept) + " ms and is for " +
               std::to_string(keeps)});
}

void Contracts::positional(const Method& before, const Method& now) {
    const ParamStructure was = before.param_structure, is = now.param_structure;
    if (was != is && is != ParamStructure::either)
        return found("METHOD_PARAM_STRUCTURE_NARROWED", Use::in, at(before, now, {"paramStructure"}),
                     {method_name(now) + " took params " + quote(word(was)) + " and takes them " + quote(word(is)),
                      "write \"paramStructure\": \"either\""});
    const auto &old_order = before.positional, &order = now.positional;
    bool same = order.size() >= old_order.size() && std::equal(old_order.begin(), old_order.end(), order.begin());
    const Struct* params = now.params != nullptr ? now.params->as<Struct>() : nullptr;
    for (std::size_t i = old_order.size(); same && i < order.size(); ++i) {
        const Field* field = params != nullptr ? params->find(order[i]) : nullptr;
        same = field == nullptr || !field->required();
    }
    if (!same && was != ParamStructure::by_name)
        found("METHOD_POSITIONAL_CHANGED", Use::in, at(before, now, {"positional"}),
              {"the order of the params of " + quote(now.wire) + " changed",
               "only optional params may be added, at the end", "it was this"});
}

void Contracts::result(const Method& before, const Method& now) {
    const Spot spot = at(before, now, {"result"});
    if (before.result && now.result) {
        if (before.result->secret && !now.result->secret)
            found(
                "SECRET_FLAG_REMOVED", Use::out, at(before, now, {"result", "secret"}),
                {"the result of " + quote(now.wire) + " was secret and may appear in logs", "", "it was secret here"});
        if (!before.result->nullable && now.result->nullable)
            found("FIELD_NULLABLE_ADDED", Use::out, at(before, now, {"result", "nullable"}),
                  {"the result of " + quote(now.wire) + " may be null"});
    }
    if (before.result && !now.result)
        found("METHOD_RESULT_REMOVED", Use::out, spot, {method_name(now) + " has no result any more"});
    if (!before.result && now.result)
        found("METHOD_RESULT_ADDED", Use::out, spot, {method_name(now) + " has a result"});
    if (!before.result || !now.result) return;
    walk_.type(before.result->type, now.result->type, Use::out,
               {"the result of " + quote(now.wire),
                {now.result->span, before.result->span},
                before.result->constraints,
                now.result->constraints,
                before.result->wire,
                now.result->wire,
                Walk::Place::result});
}

void Contracts::access(const Method& before, const Method& now) {
    const std::string name = method_name(now);
    const Spot expose = at(before, now, {"expose"});
    if (before.expose == Expose::client && now.expose == Expose::internal)
        found("METHOD_EXPOSE_NARROWED", Use::in, expose, {name + " is internal now: the gateway refuses clients"});
    if (before.expose == Expose::internal && now.expose == Expose::client)
        found("METHOD_EXPOSE_WIDENED", Use::in, expose, {name + " was internal; clients reach it now"});
    const Access &was = before.access, &is = now.access;
    const Spot auth = at(before, now, {"auth"});
    const auto tightened = [&](std::string how) { found("METHOD_AUTH_TIGHTENED", Use::in, auth, {name + how}); };
    const auto loosened = [&](std::string how) { found("METHOD_AUTH_LOOSENED", Use::in, auth, {name + how}); };
    if (!was.required && is.required) tightened(" needs a caller who is signed in");
    if (was.required && !is.required) loosened(" needs nobody to be signed in any more");
    if (const std::string scopes = missing(is.scopes, was.scopes); !scopes.empty()) tightened(" needs scope " + scopes);
    if (const std::string scopes = missing(was.scopes, is.scopes); !scopes.empty())
        loosened(" needs scope " + scopes + " no longer");
    // Any of the roles is enough: fewer are less, but none at all is everybody.
    const std::string gone = missing(was.roles, is.roles), fresh = missing(is.roles, was.roles);
    if (was.roles.empty() && !is.roles.empty()) tightened(" needs role " + fresh);
    if (!was.roles.empty() && !is.roles.empty() && !gone.empty()) tightened(" is closed to role " + gone);
    if (!was.roles.empty() && is.roles.empty()) loosened(" needs role " + gone + " no longer");
    if (!was.roles.empty() && !is.roles.empty() && !fresh.empty()) loosened(" is open to role " + fresh);
}

void Contracts::errors(const File& before, const File& now) {
    const auto old_errors = errors_of(before), errors = errors_of(now);
    for (const auto& [name, was] : old_errors) {
        if (const auto same = errors.find(name); same != errors.end()) {
            error(*was, *same->second);
            continue;
        }
        const auto renamed = std::find_if(errors.begin(), errors.end(), [&, code = was->code](const auto& one) {
            return one.second->code == code && !old_errors.contains(one.first);
        });
        if (renamed != errors.end())
            found("ERROR_NAME_CHANGED", Use::out, {renamed->second->span, was->span},
                  {"error " + quote(was->wire) + " is called " + quote(renamed->second->wire) + " now"});
        else
            found("ERROR_REMOVED", Use::out, {findings_.now().root(now.source, "errors", now.span), was->span},
                  {"error " + quote(was->wire) + " was removed"});
    }
    for (const auto& [name, is] : errors)
        if (!old_errors.contains(name)) findings_.changed();
}

void Contracts::error(const ErrorDef& before, const ErrorDef& now) {
    const std::string name = "error " + quote(now.wire);
    deprecation(now, &before, name);
    if (before.wire != now.wire)
        found("ERROR_NAME_CHANGED", Use::out, {now.span, before.span},
              {"error " + quote(before.wire) + " is called " + quote(now.wire) + " on the wire",
               "the wire name begins with the service's name when there is one service, else with the namespace's"});
    if (before.code != now.code)
        found("ERROR_CODE_CHANGED", Use::out, at(before, now, {"code"}),
              {"the code of " + name + " was " + std::to_string(before.code) + " and is " + std::to_string(now.code)});
    if (before.retry != now.retry)
        found("ERROR_RETRY_CHANGED", Use::out, at(before, now, {"retry"}),
              {"\"retry\" of " + name + " was " + quote(word(before.retry)) + " and is " + quote(word(now.retry))});
    const auto status = [](int http) { return http != 0 ? std::to_string(http) : "not given"; };
    if (before.http != now.http)
        found("ERROR_HTTP_CHANGED", Use::out, at(before, now, {"http"}),
              {"\"http\" of " + name + " was " + status(before.http) + " and is " + status(now.http)});
    walk_.error_data(before, now, "the data of " + name, at(before, now, {"data"}));
}

}  // namespace antiphon::idl::evolve
