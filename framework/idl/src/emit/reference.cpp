// What the reference of a file says.

#include "emit/reference.h"

#include <algorithm>

#include "../words.h"
#include "emit/schema.h"
#include "emit/written.h"
#include "keyed.h"

namespace antiphon::idl::emit {

std::string code_span(std::string_view text) {
    std::string clean = replaced(printable(text), "\n", " ");
    if (clean.empty()) return {};
    std::string fence = "`";
    while (clean.find(fence) != std::string::npos) fence += '`';
    const bool space = clean.front() == '`' || clean.back() == '`';
    return fence + (space ? " " : "") + clean + (space ? " " : "") + fence;
}

namespace {

std::string anchor_of(std::string_view kind, std::string_view name) {
    std::string out = std::string(kind) + '-';
    for (const char c : name)
        out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ? c : '-';
    return out;
}

/// In the largest unit that needs no fraction.
std::string time_text(std::uint64_t ms) {
    for (const auto& [unit, name] : {std::pair(3'600'000u, " h"), {60'000u, " min"}, {1'000u, " s"}})
        if (ms % unit == 0) return std::to_string(ms / unit) + name;
    return std::to_string(ms) + " ms";
}

std::string access_text(const Access& access) {
    if (!access.required && access.scopes.empty() && access.roles.empty()) return "Open to everybody.";
    std::string out = "Needs a signed-in caller";
    std::vector<std::string> parts;
    for (const std::string& scope : access.scopes) parts.push_back("scope " + code_span(scope));
    if (!parts.empty()) out += " with " + join(parts, " and ");
    if (!access.roles.empty()) {
        std::vector<std::string> roles;
        for (const std::string& role : access.roles) roles.push_back(code_span(role));
        out += (parts.empty() ? " with role " : ", and role ") + join(roles, " or ");
    }
    return out + '.';
}

std::string sentence(std::string words) {
    if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words + '.';
}

class Writing {
  public:
    Writing(const File& file, std::string_view extension) : file_(file), extension_(extension) {}

    std::vector<Block> all() {
        heading(1, "top", file_.name_space, file_, {"version " + file_.version});
        prose(file_.doc);
        for (const auto& service : file_.services) this->service(*service);
        types();
        errors();
        return std::move(blocks_);
    }

  private:
    void heading(std::size_t level, std::string anchor, std::string text, const Described& what,
                 std::vector<std::string> badges = {}) {
        if (what.deprecated) badges.push_back("deprecated");
        if (!what.since.empty()) badges.push_back("since " + what.since);
        Block block;
        block.kind = Block::Kind::heading;
        block.level = level;
        block.anchor = std::move(anchor);
        block.text = std::move(text);
        block.badges = std::move(badges);
        block.struck = what.deprecated.has_value();
        blocks_.push_back(std::move(block));
        if (what.deprecated) prose("**Deprecated:** " + what.deprecated->message);
    }
    void prose(std::string text) {
        if (text.empty()) return;
        Block block;
        block.text = std::move(text);
        blocks_.push_back(std::move(block));
    }
    void table(std::vector<std::string> headers, std::vector<std::vector<std::string>> rows) {
        if (rows.empty()) return;
        Block block;
        block.kind = Block::Kind::table;
        block.headers = std::move(headers);
        block.rows = std::move(rows);
        blocks_.push_back(std::move(block));
    }
    void code(std::string text) {
        Block block;
        block.kind = Block::Kind::code;
        block.text = std::move(text);
        blocks_.push_back(std::move(block));
    }

    /// A type as code, with a link for each name.
    std::string type(const Type& type) const {
        const std::string shown = code_span(text(type, file_));
        const Type* inner = &type;
        while (inner->kind != Type::Kind::named && !inner->parts.empty()) inner = &inner->parts.back();
        if (inner->kind != Type::Kind::named) return shown;
        return '[' + shown + "](" + target(*inner->named) + ')';
    }
    std::string target(const TypeDef& def) const {
        const std::string page = def.file == &file_ ? "" : def.file->stem + std::string(extension_);
        return page + '#' + anchor_of("type", def.name);
    }
    std::string error_link(const ErrorDef& error) const {
        const std::string page = error.file == &file_ ? "" : error.file->stem + std::string(extension_);
        return '[' + code_span(error.wire) + "](" + page + '#' + anchor_of("error", error.name) + ')';
    }

    std::string about(const Field& field) const {
        std::vector<std::string> parts;
        if (!field.doc.empty()) parts.push_back(field.doc);
        if (const std::string said = limits(field); !said.empty()) parts.push_back(sentence(said));
        if (field.nullable) parts.push_back("May be null.");
        if (field.secret) parts.push_back("Secret: never logged.");
        if (!field.since.empty()) parts.push_back("Since " + field.since + '.');
        if (field.deprecated) parts.push_back("**Deprecated:** " + field.deprecated->message);
        return join(parts, " ");
    }

    void fields(const std::vector<Field>& fields, std::string_view what) {
        std::vector<std::vector<std::string>> rows;
        for (const Field& field : fields) {
            const std::string need = field.default_value ? "default " + code_span(field.default_value->compact())
                                     : field.required()  ? "yes"
                                                         : "no";
            rows.push_back({code_span(field.name), type(field.type.present()), need, about(field)});
        }
        table({std::string(what), "Type", "Required", ""}, std::move(rows));
    }

    void service(const Service& service) {
        heading(2, anchor_of("service", service.name), "Service " + service.name, service);
        prose(service.doc);
        for (const auto& one : service.methods) method(*one);
        for (const auto& one : service.channels) channel(*one);
        for (const auto& one : service.queues) queue(*one);
    }

    void method(const Method& method) {
        std::vector<std::string> badges = {std::string(word(method.expose))};
        if (method.notification) badges.emplace_back("notification");
        if (method.idempotency != Idempotency::none) badges.emplace_back(word(method.idempotency));
        heading(3, anchor_of("method", method.wire), method.wire, method, std::move(badges));
        prose(method.doc);
        std::string notes = access_text(method.access);
        if (method.idempotency == Idempotency::keyed)
            notes += " Safe to repeat with the same idempotency key for " + time_text(key_lifetime_ms(method)) + ".";
        else if (method.idempotency != Idempotency::none)
            notes += " Safe to repeat.";
        if (method.deadline_ms != 0) notes += " Given up after " + std::to_string(method.deadline_ms) + " ms.";
        if (!method.cancellable) notes += " Cannot be cancelled once it has begun.";
        prose(notes);
        if (method.params != nullptr && method.params->as<Struct>() != nullptr)
            fields(method.params->as<Struct>()->fields, "Param");
        if (!method.positional.empty())
            prose(
                std::string(method.param_structure == ParamStructure::either ? "Also by position: " : "By position: ") +
                code_span('[' + join(method.positional, ", ") + ']') + '.');
        result(method);
        errors(method);
        for (const Example& example : method.examples) this->example(method, example);
    }

    void result(const Method& method) {
        if (method.notification) return prose("Nothing is answered.");
        if (!method.result) return prose("**Result:** nothing.");
        const Type& result = method.result->type;
        const std::string doc = method.result->doc.empty() ? "" : ": " + method.result->doc;
        if (result.present().kind == Type::Kind::named && result.present().named->origin == Origin::result) {
            prose("**Result**" + doc + (doc.empty() ? ":" : ""));
            if (const Struct* body = as_struct(result.present())) return fields(body->fields, "Member");
        }
        prose("**Result:** " + type(result) + doc);
    }

    void errors(const Method& method) {
        std::vector<std::vector<std::string>> rows;
        for (const ErrorDef* error : method.errors)
            rows.push_back({error_link(*error), std::to_string(error->code), error->message});
        table({"Error", "Code", "Message"}, std::move(rows));
    }

    void example(const Method& method, const Example& example) {
        prose("*Example:* " + example.name + (example.doc.empty() ? "" : ". " + example.doc));
        Json call = Json::object({{"jsonrpc", "2.0"}, {"id", 1}, {"method", method.wire}});
        if (!example.params.is(Json::Kind::null))
            call.set("params", redacted_params(method, written_params(method, example.params)));
        std::string shown = "--> " + call.pretty(100);
        if (!method.notification) {
            Json answer = Json::object({{"jsonrpc", "2.0"}, {"id", 1}});
            if (example.error)
                answer.set("error", redacted_error(method, *example.error));
            else
                answer.set("result", redacted_result(method, written_result(method, example.result.value_or(Json()))));
            shown += "<-- " + answer.pretty(100);
        }
        code(shown);
    }

    void channel(const Channel& channel) {
        static constexpr std::string_view heard[] = {"Services only: no client hears it.", "Every client may listen.",
                                                     "Clients of the tenant may listen.", "Each user hears their own.",
                                                     "Who may listen is asked of "};
        const auto audience = static_cast<std::size_t>(channel.audience);
        const bool stream = channel.delivery == Delivery::stream;
        heading(3, anchor_of("channel", channel.wire), channel.wire, channel,
                {"channel", stream ? "durable" : "live", std::string(word(channel.audience))});
        prose(channel.doc);
        std::string notes(heard[audience]);
        if (channel.authorize != nullptr) notes += code_span(channel.authorize->wire) + '.';
        if (visible(channel)) notes += ' ' + access_text(channel.access);
        notes += stream ? " At least once, in order." : " At most once, no history.";
        if (channel.replay) notes += " Clients may resume from a position.";
        if (channel.max_len != 0) notes += " Keeps " + std::to_string(channel.max_len) + " events.";
        if (channel.max_age_ms != 0) notes += " Keeps them " + std::to_string(channel.max_age_ms / 1000) + " s.";
        if (channel.presence) notes += " Tells who is there.";
        prose(notes);
        prose("Address: " + code_span(channel.address));
        fields(channel.params, "Param");
        for (const Event* event : events_of(channel)) this->event(*event);
    }

    void event(const Event& event) {
        std::vector<std::string> badges = {"event"};
        if (event.client_publish) badges.emplace_back("clients may send");
        heading(4, anchor_of("event", event.service->name + '.' + event.name), event.wire, event, std::move(badges));
        prose(event.doc);
        if (event.payload == nullptr) return prose("No payload.");
        if (event.payload->origin == Origin::payload && event.payload->as<Struct>() != nullptr)
            return fields(event.payload->as<Struct>()->fields, "Member");
        prose("**Payload:** [" + code_span(event.payload->name) + "](" + target(*event.payload) + ')');
    }

    void queue(const Queue& queue) {
        heading(3, anchor_of("queue", queue.wire), queue.wire, queue, {"queue"});
        prose(queue.doc);
        std::string notes = "A job that is not acknowledged within " + std::to_string(queue.visibility_timeout_ms) +
                            " ms goes to another worker; " + std::to_string(queue.max_attempts) + " attempts.";
        if (queue.dead_letter) notes += " Then it is parked.";
        if (queue.order_by != nullptr)
            notes += " Jobs with an equal " + code_span(queue.order_by->name) + " run one after another.";
        prose(notes);
        if (queue.payload != nullptr && queue.payload->as<Struct>() != nullptr)
            fields(queue.payload->as<Struct>()->fields, "Member");
    }

    void types() {
        const bool any = std::any_of(file_.types.begin(), file_.types.end(),
                                     [](const auto& type) { return type->origin == Origin::declared; });
        if (!any) return;
        heading(2, "types", "Types", {});
        for (const auto& def : file_.types)
            if (def->origin == Origin::declared) define(*def);
    }

    void define(const TypeDef& def) {
        const std::string_view kind = kind_name(def);
        heading(3, anchor_of("type", def.name), def.name, def, {std::string(kind.substr(kind.find(' ') + 1))});
        prose(def.doc);
        std::vector<std::vector<std::string>> rows;
        if (const auto* body = def.as<Struct>()) {
            fields(body->fields, "Member");
            if (body->unknown == Struct::Unknown::keep) prose("Members that are not known are kept.");
            if (body->unknown == Struct::Unknown::reject) prose("Members that are not known are refused.");
        } else if (const auto* choice = def.as<Enum>()) {
            for (const EnumValue& value : choice->values)
                rows.push_back({code_span(value.text),
                                value.doc + (value.deprecated ? " **Deprecated:** " + value.deprecated->message : "")});
            table({"Value", ""}, std::move(rows));
            prose(choice->open ? "More values may come." : "There will be no other values.");
        } else if (const auto* variants = def.as<Union>()) {
            for (const Variant& variant : variants->variants)
                rows.push_back({variants->tagged ? code_span(variant.tag) : "", type(variant.type)});
            table({variants->tagged ? code_span(variants->tag) : "", "Variant"}, std::move(rows));
            if (variants->open) prose("More variants may come.");
        } else if (const auto* alias = def.as<Alias>()) {
            const std::string said = limits(alias->constraints, alias->type);
            prose("Is " + type(alias->type) + (said.empty() ? "" : ": " + said) + '.');
        } else if (const auto* tuple = def.as<Tuple>()) {
            for (const Field& item : tuple->items)
                rows.push_back({std::to_string(rows.size()), type(item.type), about(item)});
            table({"At", "Type", ""}, std::move(rows));
        }
    }

    void errors() {
        if (file_.errors.empty()) return;
        static constexpr std::string_view retries[] = {"", " May be repeated later.",
                                                       " May be repeated after a delay."};
        heading(2, "errors", "Errors", {});
        for (const auto& error : file_.errors) {
            heading(3, anchor_of("error", error->name), error->wire, *error, {std::to_string(error->code)});
            prose(error->doc);
            prose("Says " + code_span(error->message) + '.' +
                  std::string(retries[static_cast<std::size_t>(error->retry)]) +
                  (error->http != 0 ? " HTTP " + std::to_string(error->http) + '.' : ""));
            if (const TypeDef* data = error->data_struct())
                fields(data->as<Struct>()->fields, "Detail");
            else if (error->data)
                prose("**Detail:** " + type(*error->data));
        }
    }

    const File& file_;
    const std::string_view extension_;
    std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> reference(const File& file, std::string_view extension) { return Writing(file, extension).all(); }

}  // namespace antiphon::idl::emit
