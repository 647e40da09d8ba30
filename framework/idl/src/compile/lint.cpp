// Advice: what is legal and seldom meant. Each rule can be set to off, warning or error in options.lint.

#include <algorithm>

#include "../text.h"
#include "antiphon/idl/emit.h"
#include "file_compiler.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

enum class Level : std::uint8_t { off, warning, error };

struct Rule {
    std::string_view name;
    Level level;  ///< when the file does not say
};

constexpr Rule rules[] = {
    {"deprecated-use", Level::warning},  {"duplicate-shape", Level::off},     {"event-on-two-audiences", Level::off},
    {"float-for-money", Level::warning}, {"int64-without-need", Level::off},  {"json-in-exposed-method", Level::off},
    {"keyed-without-ttl", Level::off},   {"missing-doc", Level::off},         {"name-style", Level::warning},
    {"required-bool", Level::off},       {"secret-in-event", Level::warning}, {"unbounded-array-in", Level::off},
    {"unbounded-string-in", Level::off}, {"unused-error", Level::warning},    {"unused-type", Level::warning},
};

bool is_snake(std::string_view name) {
    return std::none_of(name.begin(), name.end(), is_upper) && !name.starts_with('_') && !name.ends_with('_') &&
           name.find("__") == std::string_view::npos;
}

bool about_money(std::string_view name) {
    for (const std::string_view word : {"price", "amount", "total", "cost", "balance", "fee", "salary", "revenue"})
        if (name.find(word) != std::string_view::npos) return true;
    return false;
}

}  // namespace

void FileCompiler::read_lint_options(const Node& node) {
    std::vector<std::string_view> known;
    for (const Rule& rule : rules) known.push_back(rule.name);
    for (const syntax::Member& one : node.members) {
        if (std::find(known.begin(), known.end(), one.key) == known.end()) {
            const std::string near = nearest(one.key, known);
            run_.diagnostics.error("unknown-key", one.key_span, "there is no lint rule " + quote(one.key))
                .with_help(near.empty() ? "there are " + either(known) : "did you mean " + quoted(near) + "?");
        } else if (expect(run_.diagnostics, one.value, Kind::string, "a level")) {
            if (one.value.text == "off" || one.value.text == "warning" || one.value.text == "error")
                lint_levels_[one.key] = one.value.text;
            else
                run_.diagnostics.error("bad-value", one.value.span, "a level is off, warning or error");
        }
    }
}

Diagnostic* FileCompiler::lint_finding(std::string_view name, Span where, std::string message) {
    const auto rule =
        std::find_if(std::begin(rules), std::end(rules), [&](const Rule& one) { return one.name == name; });
    const auto given = lint_levels_.find(name);
    const Level level = given == lint_levels_.end()  ? rule->level
                        : given->second == "off"     ? Level::off
                        : given->second == "warning" ? Level::warning
                                                     : Level::error;
    if (level == Level::off) return nullptr;
    return &run_.diagnostics.add(level == Level::error ? Severity::error : Severity::warning, rule->name, where,
                                 std::move(message));
}

void FileCompiler::lint_fields(const TypeDef& type) {
    const Struct* body = type.as<Struct>();
    if (body == nullptr) return;
    for (const Field& field : body->fields) {
        const Type& base = resolved(field.type.present());
        if (field.span.file != file_.source) continue;  // included from another file, which has been told
        if (base.kind == Type::Kind::builtin && is_real(base.builtin) && about_money(field.name))
            if (auto* told =
                    lint_finding("float-for-money", field.type.span,
                                 std::string(name(base.builtin)) + " for " + quote(field.name) + " loses cents"))
                told->with_help("\"type\": \"decimal\", \"precision\": 19, \"scale\": 4");
        if (base.is(Builtin::int64))
            if (auto* told =
                    lint_finding("int64-without-need", field.type.span, quote(field.name) + " travels as a string"))
                told->with_help("int53 is a JSON number and holds up to 9,007,199,254,740,991");
        if (base.is(Builtin::boolean) && field.required())
            if (auto* told =
                    lint_finding("required-bool", field.type.span, quote(field.name) + " can never have a third value"))
                told->with_help("an open enum can");
        if (type.origin == Origin::params && base.is(Builtin::string) && !field.constraints.max_length &&
            field.type.kind != Type::Kind::named)
            if (auto* told = lint_finding("unbounded-string-in", field.type.span,
                                          quote(field.name) + " may be as long as a request"))
                told->with_help("add \"maxLength\"");
        if (type.origin == Origin::params && base.kind == Type::Kind::array && !field.constraints.max_items)
            if (auto* told = lint_finding("unbounded-array-in", field.type.span,
                                          quote(field.name) + " may have any number of elements"))
                told->with_help("add \"maxItems\"");
        if (type.origin == Origin::params && base.is(Builtin::json))
            lint_finding("json-in-exposed-method", field.type.span, quote(field.name) + " may be anything");
        if (field.type.present().kind == Type::Kind::named && field.type.present().named->deprecated &&
            !field.deprecated)
            if (auto* told = lint_finding("deprecated-use", field.type.span,
                                          quote(field.type.present().named->name) + " is deprecated"))
                told->with_help(field.type.present().named->deprecated->message);
        if (!is_snake(field.name) && is_identifier(field.name))
            if (auto* told = lint_finding("name-style", field.span, quote(field.name) + " is not snake_case"))
                told->with_help("other programs fix the name? set \"name-style\" to \"off\" in options.lint");
    }
}

void FileCompiler::lint() {
    for (const auto& type : file_.types) {
        lint_fields(*type);
        if (type->origin != Origin::declared) continue;
        // A file without services is a library: what it declares is for others.
        if (!file_.services.empty() && !run_.used.contains(type.get()))
            lint_finding("unused-type", type->span, quote(type->name) + " is not used");
        if (type->doc.empty()) lint_finding("missing-doc", type->span, quote(type->name) + " has no \"doc\"");
        if (type->name.find('_') != std::string::npos)
            lint_finding("name-style", type->span, quote(type->name) + " is not PascalCase");
    }
    if (!file_.services.empty())
        for (const auto& error : file_.errors)
            if (!run_.used.contains(error.get()))
                lint_finding("unused-error", error->span, "no method gives " + quote(error->name));
    const auto style = [&](const auto& one) {
        if (!is_snake(one->name)) lint_finding("name-style", one->span, quote(one->name) + " is not snake_case");
        if (one->doc.empty()) lint_finding("missing-doc", one->span, quote(one->name) + " has no \"doc\"");
    };
    for (const auto& service : file_.services) {
        if (!is_snake(service->name))
            lint_finding("name-style", service->span, quote(service->name) + " is not snake_case");
        for (const auto& method : service->methods) style(method);
        for (const auto& channel : service->channels) style(channel);
        for (const auto& queue : service->queues) style(queue);
        for (const auto& event : service->events) {
            style(event);
            const Struct* fields = event->payload != nullptr ? event->payload->as<Struct>() : nullptr;
            if (fields == nullptr || event->channel == nullptr || event->channel->audience == Audience::internal)
                continue;
            for (const Field& field : fields->fields)
                if (field.secret)
                    if (auto* told = lint_finding(
                            "secret-in-event", event->span,
                            "event " + quote(event->name) + " carries the secret " + quote(field.name) + " to clients"))
                        told->with_note(field.span, "declared here");
        }
    }
    for (const Import& import : file_.imports)
        if (!used_imports_.contains(import.alias))
            run_.diagnostics.error("unused-import", import.span, "import " + quote(import.alias) + " is not used")
                .with_help("remove it");
}

}  // namespace antiphon::idl
