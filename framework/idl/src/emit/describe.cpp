#include "emit/describe.h"

#include <algorithm>

namespace antiphon::idl::emit {

std::string origin(const File& file) {
    return replaced(printable(file.stem), "\n", " ") + ".json (" + file.name_space + ' ' + file.version + ')';
}

namespace {

template <class Value>
std::string range(const std::optional<Value>& least, const std::optional<Value>& most, std::string_view unit) {
    const auto text = [](const Value& value) {
        if constexpr (std::is_same_v<Value, std::string>)
            return value;
        else
            return std::to_string(value);
    };
    const std::string behind = unit.empty() ? "" : ' ' + std::string(unit);
    if (least && most) return *least == *most ? text(*least) + behind : text(*least) + " to " + text(*most) + behind;
    if (least) return "at least " + text(*least) + behind;
    if (most) return "at most " + text(*most) + behind;
    return {};
}

}  // namespace

std::string limits(const Constraints& constraints, const Type& type) {
    const Type& target = resolved(resolved(type).present());
    std::vector<std::string> said;
    const auto say = [&](std::string words) {
        if (!words.empty()) said.push_back(std::move(words));
    };
    say(range(constraints.min, constraints.max, ""));
    say(range(constraints.min_length, constraints.max_length, target.is(Builtin::bytes) ? "bytes" : "characters"));
    say(range(constraints.min_items, constraints.max_items, target.kind == Type::Kind::map ? "entries" : "items"));
    if (constraints.pattern) say("like `" + *constraints.pattern + '`');
    if (constraints.format) say("format " + *constraints.format);
    if (constraints.precision) say(std::to_string(*constraints.precision) + " digits");
    if (constraints.scale) say(std::to_string(*constraints.scale) + " of them behind the point");
    return join(said, ", ");
}

std::string limits(const Field& field) { return limits(field.constraints, field.type); }

namespace {

Json hidden() { return "\xE2\x80\xA6"; }

/// Whether an alias on the way to what the type stands for says so.
bool is_secret(const Type& type) {
    const Type& target = type.present();
    const auto* alias = target.kind == Type::Kind::named ? target.named->as<Alias>() : nullptr;
    return alias != nullptr && (alias->secret || is_secret(alias->type));
}

}  // namespace

Json redacted(const Json& value, const Struct& type) {
    Json out = Json::object();
    for (const auto& [name, member] : value.members()) {
        const Field* field = type.find(name);
        if (field == nullptr)
            out.set(name, member);
        else
            out.set(name, field->secret ? hidden() : redacted(member, field->type));
    }
    return out;
}

Json redacted(const Json& value, const Type& type) {
    if (is_secret(type)) return hidden();
    const Type& target = resolved(resolved(type).present());
    const bool object = value.is(Json::Kind::object), array = value.is(Json::Kind::array);
    Json out = array ? Json::array() : Json::object();
    if (array && target.kind == Type::Kind::array) {
        for (const Json& item : value.items()) out.push(redacted(item, target.item()));
        return out;
    }
    if (object && target.kind == Type::Kind::map) {
        for (const auto& [key, item] : value.members()) out.set(key, redacted(item, target.item()));
        return out;
    }
    if (target.kind != Type::Kind::named) return value;
    if (const auto* body = target.named->as<Struct>(); body != nullptr && object) return redacted(value, *body);
    const auto* choice = target.named->as<Union>();
    if (choice == nullptr || !object) return value;
    // Of an untagged union a member that some variant calls secret is taken for that.
    Json shown = value;
    for (const Variant& variant : choice->variants) {
        const Json* tag = choice->tagged ? value.find(choice->tag) : nullptr;
        if (choice->tagged && (tag == nullptr || tag->text() != variant.tag)) continue;
        if (const Struct* body = as_struct(variant.type)) shown = redacted(shown, *body);
    }
    return shown;
}

Json redacted_params(const Method& method, const Json& params) {
    const auto* body = method.params != nullptr ? method.params->as<Struct>() : nullptr;
    if (body == nullptr) return params;
    if (params.is(Json::Kind::object)) return redacted(params, *body);
    Json row = Json::array();
    for (std::size_t i = 0; i < params.items().size() && i < method.positional.size(); ++i) {
        const Field* field = body->find(method.positional[i]);
        row.push(field->secret ? hidden() : redacted(params.items()[i], field->type));
    }
    return row;
}

Json redacted_result(const Method& method, const Json& result) {
    if (!method.result) return {};
    return method.result->secret ? hidden() : redacted(result, method.result->type);
}

Json redacted_error(const Method& method, const Json& error) {
    const Json* data = error.find("data");
    const Json* type = data != nullptr ? data->find("type") : nullptr;
    const Json* detail = data != nullptr ? data->find("detail") : nullptr;
    if (type == nullptr || detail == nullptr) return error;
    const auto declared = std::find_if(method.errors.begin(), method.errors.end(),
                                       [&](const ErrorDef* one) { return one->wire == type->text(); });
    if (declared == method.errors.end() || !(*declared)->data) return error;
    Json shown = Json::object(), shown_data = Json::object();
    for (const auto& [name, value] : data->members())
        shown_data.set(name, name == "detail" ? redacted(value, *(*declared)->data) : value);
    for (const auto& [name, value] : error.members()) shown.set(name, name == "data" ? shown_data : value);
    return shown;
}

std::string client_name(const Service& service, std::string_view suffix) {
    return pascal(service.name) + std::string(suffix);
}

bool may_omit(const TypeDef& params) {
    const auto* body = params.as<Struct>();
    return body != nullptr &&
           std::none_of(body->fields.begin(), body->fields.end(), [](const Field& field) { return field.required(); });
}

std::vector<const Event*> events_of(const Channel& channel) {
    std::vector<const Event*> found;
    for (const auto& event : channel.service->events)
        if (event->channel == &channel) found.push_back(event.get());
    return found;
}

std::vector<const TypeDef*> types_for(const File& file, bool (*method_wanted)(const Method&),
                                      bool (*event_wanted)(const Event&)) {
    std::set<const TypeDef*> in_place;
    for (const auto& service : file.services) {
        for (const auto& method : service->methods) {
            if (!method_wanted(*method)) continue;
            in_place.insert(method->params);
            if (method->result) in_place.insert(method->result->type.present().named);
        }
        for (const auto& event : service->events)
            if (event_wanted(*event)) in_place.insert(event->payload);
    }
    std::vector<const TypeDef*> found;
    for (const auto& type : file.types)
        if (type->origin == Origin::declared || type->origin == Origin::error_data || in_place.count(type.get()) > 0)
            found.push_back(type.get());
    return found;
}

namespace {

using Found = std::set<const TypeDef*>;

bool refers_to(const Type& type, const Found& found) {
    if (type.kind == Type::Kind::named) return found.count(type.named) > 0;
    return std::any_of(type.parts.begin(), type.parts.end(), [&](const Type& part) { return refers_to(part, found); });
}

bool has_default(const TypeDef& type, const Found& found) {
    const auto field = [&](const Field& f) { return f.default_value || refers_to(f.type, found); };
    const auto any = [](const auto& items, const auto& holds) {
        return std::any_of(items.begin(), items.end(), holds);
    };
    if (const auto* body = type.as<Struct>()) return any(body->fields, field);
    if (const auto* body = type.as<Tuple>()) return any(body->items, field);
    if (const auto* body = type.as<Alias>()) return refers_to(body->type, found);
    if (const auto* body = type.as<Union>())
        return any(body->variants, [&](const Variant& variant) { return refers_to(variant.type, found); });
    return false;
}

}  // namespace

std::set<const TypeDef*> with_defaults(const Program& program) {
    Found found;
    for (std::size_t before = 1; before != found.size();) {
        before = found.size();
        for (const auto& file : program.files)
            for (const auto& type : file->types)
                if (has_default(*type, found)) found.insert(type.get());
        if (found.empty()) break;
    }
    return found;
}

std::vector<const ErrorDef*> errors_of(const Service& service) {
    std::vector<const ErrorDef*> found;
    const auto add = [&](const ErrorDef* error) {
        if (std::find(found.begin(), found.end(), error) == found.end()) found.push_back(error);
    };
    for (const auto& error : service.file->errors) add(error.get());
    for (const ErrorDef* error : service.errors) add(error);
    for (const auto& method : service.methods)
        for (const ErrorDef* error : method->errors) add(error);
    return found;
}

std::string Names::take(std::string name) {
    while (!taken_.insert(name).second) name += '_';
    return name;
}

std::string printable(std::string_view text) {
    std::string out = replaced(replaced(text, "\r\n", "\n"), "\r", "\n");
    for (char& c : out)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = ' ';
    // Line ends to some languages and not to others.
    return replaced(replaced(out, "\xE2\x80\xA8", " "), "\xE2\x80\xA9", " ");
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
    std::string out;
    for (std::size_t at = 0;;) {
        const std::size_t found = text.find(what, at);
        out += text.substr(at, found - at);
        if (found == std::string_view::npos) return out;
        out += with;
        at = found + what.size();
    }
}

}  // namespace antiphon::idl::emit
