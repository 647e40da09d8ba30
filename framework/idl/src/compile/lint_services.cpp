// Advice about methods, channels, events and queues.

#include <algorithm>
#include <functional>
#include <set>

#include "../keyed.h"
#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

static_assert(idempotency_retention == std::chrono::hours(24), "the texts say 24 h");

/// What clients can send to exposed methods, or get from them: every type is looked at once.
class Exposed {
  public:
    using Look = std::function<void(const Type& type, const Constraints& limits, const std::string& what)>;

    explicit Exposed(Look look) : look_(std::move(look)) {}

    void from(const Type& type, const std::string& what) {
        add(type, {}, what);
        follow();
    }
    void from(const TypeDef& def) {
        open_.push_back(&def);
        follow();
    }

  private:
    void add(const Type& type, Constraints limits, const std::string& what) {
        const Type* at = &type.present();
        while (at->kind == Type::Kind::named) {
            const Alias* alias = at->named->as<Alias>();
            if (alias == nullptr) return open_.push_back(at->named);
            if (!limits.max_length) limits.max_length = alias->constraints.max_length;
            if (!limits.max_items) limits.max_items = alias->constraints.max_items;
            at = &alias->type.present();
        }
        look_(type, limits, what);
        for (const Type& part : at->parts) add(part, {}, "an element of " + what);
    }

    void follow() {
        while (!open_.empty()) {
            const TypeDef& def = *open_.back();
            open_.pop_back();
            if (!seen_.insert(&def).second) continue;
            if (const Struct* body = def.as<Struct>())
                for (const Field& field : body->fields) add(field.type, field.constraints, quote(field.name));
            if (const Tuple* body = def.as<Tuple>())
                for (const Field& item : body->items) add(item.type, item.constraints, "an item of " + quote(def.name));
            if (const Union* body = def.as<Union>())
                for (const Variant& variant : body->variants) add(variant.type, {}, "a variant of " + quote(def.name));
        }
    }

    Look look_;
    std::vector<const TypeDef*> open_;
    std::set<const TypeDef*> seen_;
};

}  // namespace

void FileCompiler::lint_services() {
    if (!file_.services.empty())
        for (const auto& error : file_.errors) {
            if (!run_.used.contains(error.get()))
                lint_finding("unused-error", error->span, "no method gives " + quote(error->name),
                             "list it in \"errors\" of a method or service, or remove it");
            if (error->name.find('_') != std::string::npos)
                lint_finding("name-style", error->span, quote(error->name) + " is not PascalCase");
        }
    for (const auto& error : file_.errors)
        if (error->doc.empty()) lint_finding("missing-doc", error->span, quote(error->name) + " has no \"doc\"");
    for (const auto& service : file_.services) {
        lint_style(*service, service->name);
        for (const auto& channel : service->channels) lint_style(*channel, channel->name);
        for (const auto& queue : service->queues) lint_style(*queue, queue->name);
        for (const auto& method : service->methods) {
            lint_style(*method, method->name);
            if (method->result) lint_deprecated(method->result->type, *method);
        }
        for (const auto& event : service->events) {
            lint_style(*event, event->name);
            lint_secrets(*event);
        }
        lint_audiences(*service);
    }
    lint_exposed();
}

void FileCompiler::lint_exposed() {
    const Method* method = nullptr;
    std::set<std::pair<std::string_view, std::uint32_t>> told;
    const auto once = [&](std::string_view rule, const Type& type, std::string message, std::string help) {
        // What stands in an imported file is told at the method that shows it to clients.
        const Span where = type.span.file == file_.source ? type.span : method->span;
        if (told.insert({rule, where.begin}).second) lint_finding(rule, where, std::move(message), std::move(help));
    };
    const auto anything = [&](const Type& type, const std::string& what) {
        if (resolved(resolved(type).present()).is(Builtin::json))
            once("json-in-exposed-method", type, what + " may be anything", "declare a struct or a union");
    };
    Exposed sent([&](const Type& type, const Constraints& limits, const std::string& what) {
        const Type& base = resolved(resolved(type).present());
        const bool element = !what.starts_with('\'');
        anything(type, what);
        if ((base.is(Builtin::string) || base.is(Builtin::bytes)) && !limits.max_length)
            once("unbounded-string-in", type, what + " may be as long as a request",
                 element ? "declare an alias with \"maxLength\" and use it here" : "add \"maxLength\"");
        if ((base.kind == Type::Kind::array || base.kind == Type::Kind::map) && !limits.max_items)
            once("unbounded-array-in", type, what + " may have any number of elements",
                 element ? "declare an alias with \"maxItems\" and use it here" : "add \"maxItems\"");
    });
    Exposed given([&](const Type& type, const Constraints&, const std::string& what) { anything(type, what); });
    for (const auto& service : file_.services)
        for (const auto& one : service->methods) {
            if (one->expose != Expose::client) continue;
            method = one.get();
            if (method->params != nullptr) sent.from(*method->params);
            if (method->result) given.from(method->result->type, "the result of " + quote(method->name));
        }
}

/// Services keep answers for one time, whatever the file says; a caller must know it to know when a repeat runs again.
void FileCompiler::lint_keyed(const Method& method, const Keys& keys) {
    const Node* given = keys.find(key_ttl);
    if (method.idempotency != Idempotency::keyed) {
        if (given != nullptr)
            lint_finding("keyed-without-ttl", keys.key_span(key_ttl),
                         quote(method.name) + " is not keyed: no service keeps its answers",
                         "add \"idempotency\": \"keyed\", or remove it");
        return;
    }
    const std::string kept = std::to_string(answers_kept_ms);
    if (given == nullptr)
        lint_finding("keyed-without-ttl", method.span,
                     quote(method.name) + " says not how long callers may count on a key",
                     "services keep answers for 24 h: add \"" + std::string(key_ttl) + "\": " + kept + ", or less");
    else if (!key_ttl_ms(method))
        lint_finding("keyed-without-ttl", given->span, quote(method.name) + " promises what no service keeps",
                     "it is an integer from 1 to " + kept + ": services keep answers for 24 h");
}

void FileCompiler::lint_secrets(const Event& event) {
    if (event.payload == nullptr || event.channel == nullptr || event.channel->audience == Audience::internal) return;
    std::vector<const Struct*> bodies;
    if (const Struct* body = event.payload->as<Struct>()) bodies.push_back(body);
    if (const Union* body = event.payload->as<Union>())
        for (const Variant& variant : body->variants)
            if (const Struct* fields = as_struct(variant.type)) bodies.push_back(fields);
    for (const Struct* body : bodies)
        for (const Field& field : body->fields)
            if (field.secret)
                if (auto* told = lint_finding(
                        "secret-in-event", event.span,
                        "event " + quote(event.name) + " carries the secret " + quote(field.name) + " to clients"))
                    told->with_help("leave it out of the payload, or make the channel internal")
                        .with_note(field.span, "declared here");
}

/// Listeners know an event by its name on the wire: one name, told to two kinds of people, is one to look at.
void FileCompiler::lint_audiences(const Service& service) {
    std::map<std::string_view, const Event*> first_of;
    for (const auto& event : service.events) {
        if (event->channel == nullptr) continue;
        const auto [first, added] = first_of.try_emplace(event->wire, event.get());
        if (added || first->second->channel->audience == event->channel->audience) continue;
        if (auto* told =
                lint_finding("event-on-two-audiences", event->span, quote(event->wire) + " is told to two audiences"))
            told->with_help("may both see the same payload? Else give one another \"wireName\"")
                .with_note(first->second->span, "the other is here");
    }
}

}  // namespace antiphon::idl
