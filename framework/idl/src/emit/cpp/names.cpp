#include "names.h"

#include <algorithm>

namespace antiphon::idl::emit::cpp_language {

namespace {

/// What stands in every event, channel or queue, and what their namespaces must not hide.
const std::set<std::string> event_members = {"Channel",  "ChannelParams", "Form", "Payload", "address_of",
                                             "antiphon", "check_limits",  "json", "payload", "std",
                                             "to",       "type",          "wire"};
const std::set<std::string> channel_members = {"Params", "address", "antiphon", "json",
                                               "params", "std",     "type",     "wire"};
const std::set<std::string> queue_members = {"Form",         "Payload",
                                             "antiphon",     "dead_letter",
                                             "dedupe_key",   "dedupe_window",
                                             "delay",        "first_retry",
                                             "json",         "longest_retry",
                                             "max_attempts", "max_length",
                                             "name",         "order_key",
                                             "payload",      "queue",
                                             "retry",        "retry_factor",
                                             "retry_jitter", "std",
                                             "timing",       "visibility_timeout",
                                             "wire"};

/// The form of a value that errors do not show.
std::string hidden(std::string form) {
    return form.starts_with("wire::Secret<") ? form : "wire::Secret<" + std::move(form) + '>';
}

/// As the author wrote them, too: a reader of `Order_` would look for it elsewhere.
std::set<std::string> with_types(std::set<std::string> reserved, const File& file, const Scope& given) {
    for (const auto& type : file.types) reserved.insert(type->name);
    for (const auto& error : file.errors) reserved.insert(error->name);
    reserved.insert(given.names().begin(), given.names().end());
    return reserved;
}

}  // namespace

FileNames::FileNames(const File& file) : space_(namespace_of(file)) {
    name_types(file);
    for (const auto& service : file.services) name_service(file, *service);
}

void FileNames::name_types(const File& file) {
    // In a class that is derived from rpc::Service, this name is its base.
    const bool base = !file.services.empty();
    const auto free = [&](const std::string& name) {
        return base && name == "Service" ? "Service_" : identifier(name);
    };
    for (const auto& type : file.types) names_[type.get()] = scope_.take(free(type->name));
    for (const auto& error : file.errors) names_[error.get()] = scope_.take(free(error->name));
    for (const auto& error : file.errors) messages_[error.get()] = scope_.take("message_of_" + names_[error.get()]);
    std::set<std::string> aliases;  // what an enumerator may not hide, unlike structs and enums
    for (const auto& type : file.types)
        if (type->as<Alias>() != nullptr) aliases.insert(names_[type.get()]);
    for (const auto& type : file.types) {
        const std::string& name = names_[type.get()];
        if (has_limits(*type)) forms_[type.get()] = scope_.take(name + "Form");
        if (const Struct* body = type->as<Struct>()) {
            Scope scope({name});
            if (body->unknown == Struct::Unknown::keep) scope.reserve("extra");
            name_members(*type, body->fields, scope);
        }
        if (const Tuple* body = type->as<Tuple>()) name_members(*type, body->items, Scope({name}));
        if (const Enum* body = type->as<Enum>()) {
            Scope scope;
            if (body->open) scope.reserve("unknown_");
            for (const EnumValue& value : body->values) {
                std::string enumerator = identifier(value.identifier);
                while (aliases.contains(enumerator)) enumerator += '_';
                names_[&value] = scope.take(std::move(enumerator));
            }
        }
    }
}

/// Names that are free as they are come first, so that `class` never takes `class_` from another field.
void FileNames::name_members(const TypeDef& holder, const std::vector<Field>& fields, Scope scope) {
    auto& members = members_[&holder];
    const auto usable = [&](const std::string& name) { return identifier(name) == name && !scope_.has(name); };
    for (const Field& field : fields)
        if (usable(field.identifier) && !scope.has(field.identifier))
            members[field.identifier] = scope.take(field.identifier);
    for (const Field& field : fields) {
        if (members.contains(field.identifier)) continue;
        std::string name = identifier(field.identifier);
        while (scope_.has(name)) name += '_';
        members[field.identifier] = scope.take(std::move(name));
    }
}

const std::string& FileNames::member(const TypeDef& holder, const Field& field) const {
    return members_.at(&holder).find(field.identifier)->second;
}

template <class Items>
void FileNames::name_all(const Items& items, std::set<std::string> reserved) {
    Scope scope(std::move(reserved));
    for (const auto& item : items)
        if (identifier(item->name) == item->name && !scope.has(item->name)) names_[item.get()] = scope.take(item->name);
    for (const auto& item : items)
        if (!names_.contains(item.get())) names_[item.get()] = scope.take(identifier(item->name));
}

void FileNames::name_service(const File& file, const Service& service) {
    const std::string prefix = file.services.size() == 1 ? "" : pascal(service.name);
    const std::string base =
        scope_.take(prefix.empty() && scope_.has("Service") ? pascal(service.name) + "Service" : prefix + "Service");
    const std::string client =
        scope_.take(prefix.empty() && scope_.has("Client") ? pascal(service.name) + "Client" : prefix + "Client");
    names_[&service] = base;
    clients_[&service] = client;
    // What the bodies of both classes say without a name space before it, and macros that look like functions.
    std::set<std::string> reserved =
        with_types({base, client, "info", "channel_", "encoded", "major", "makedev", "minor", "raise_" + service.name},
                   file, scope_);
    for (const auto& method : service.methods) reserved.insert(unique_name(*method) + "_by_position");
    name_all(service.methods, reserved);
    Scope asyncs(reserved);
    for (const auto& method : service.methods) asyncs.reserve(names_[method.get()]);
    for (const auto& method : service.methods) asyncs_[method.get()] = asyncs.take(method->name + "_async");

    name_all(service.channels, with_types(channel_members, file, scope_));
    name_all(service.events, with_types(event_members, file, scope_));
    name_all(service.queues, with_types(queue_members, file, scope_));
    for (const auto& channel : service.channels) {
        Scope scope(with_types({"Params"}, file, scope_));
        for (const Field& param : channel->params) names_[&param] = scope.take(identifier(param.identifier));
    }
}

Names::Names(const Program& program, const File& file)
    : file_(file), order_(file), limited_(program, has_own_limits), secretive_(program, has_own_secrets) {
    for (const auto& one : program.files) files_[one.get()] = std::make_unique<FileNames>(*one);
}

std::string Names::qualified(const File& file) const {
    if (&file == &file_) return "";
    const std::string& other = names_of(file).space();
    const std::string first = other.substr(0, other.find("::"));
    // Any of our own inner namespaces of that name would hide it.
    const std::string own = "::" + space() + "::";
    const bool hidden = own.find("::" + first + "::", 2) != std::string::npos || first == "channels" ||
                        first == "events" || first == "queues" || first == "json" || first == "wire" ||
                        first == "check";
    return (hidden ? "::" : "") + other + "::";
}

std::string Names::space_of(const Service& service, std::string_view kind) const {
    return (service.file->services.size() == 1 ? "" : service.name + "_") + std::string(kind);
}

std::string Names::spelled(const Type& type) const {
    static constexpr std::string_view builtins[] = {"bool",
                                                    "std::int8_t",
                                                    "std::uint8_t",
                                                    "std::int16_t",
                                                    "std::uint16_t",
                                                    "std::int32_t",
                                                    "std::uint32_t",
                                                    "std::int64_t",
                                                    "std::int64_t",
                                                    "std::uint64_t",
                                                    "float",
                                                    "double",
                                                    "antiphon::Decimal",
                                                    "std::string",
                                                    "antiphon::Bytes",
                                                    "antiphon::Uuid",
                                                    "antiphon::Timestamp",
                                                    "std::chrono::year_month_day",
                                                    "std::chrono::milliseconds",
                                                    "antiphon::JsonText"};
    switch (type.kind) {
        case Type::Kind::builtin:
            return std::string(builtins[static_cast<std::size_t>(type.builtin)]);
        case Type::Kind::named: {
            const Enum* body = type.named->as<Enum>();
            return body != nullptr && body->open ? "antiphon::OpenEnum<" + name(*type.named) + '>' : name(*type.named);
        }
        case Type::Kind::array:
            return "std::vector<" + spelled(type.item()) + '>';
        case Type::Kind::map:
            return "std::map<" + spelled(type.key()) + ", " + spelled(type.item()) + '>';
        case Type::Kind::optional:
            return "std::optional<" + spelled(type.item()) + '>';
        case Type::Kind::invalid:
            break;
    }
    return "void";
}

std::string Names::form(const Type& type, WireForm wire) const {
    static constexpr std::string_view builtins[] = {
        "Bool",    "Int8",    "Uint8",   "Int16",  "Uint16", "Int32", "Uint32",    "Int53", "Int64",    "Uint64",
        "Float32", "Float64", "Decimal", "String", "Base64", "Uuid",  "Timestamp", "Date",  "Duration", "Json"};
    switch (type.kind) {
        case Type::Kind::builtin:
            return "wire::" + std::string(builtins[static_cast<std::size_t>(type.builtin)]) +
                   (wire == WireForm::number ? "Number" : "");
        case Type::Kind::named: {
            const Alias* alias = type.named->as<Alias>();
            if (alias == nullptr) return "wire::Object<" + spelled(type) + '>';
            std::string inner = form(alias->type, wire);
            if (alias->strong) inner = "wire::StrongOver<" + inner + '>';
            if (has_limits(*type.named))
                inner = wire == WireForm::number ? "wire::CheckedAs<" + form_name(*type.named) + ", " + inner + '>'
                                                 : form_name(*type.named);
            return alias->secret ? hidden(std::move(inner)) : inner;
        }
        case Type::Kind::array:
            return "wire::Array<" + form(type.item()) + '>';
        case Type::Kind::map:
            return "wire::Map<" + form(type.key()) + ", " + form(type.item()) + '>';
        case Type::Kind::optional:
            return "wire::Optional<" + form(type.item(), wire) + '>';
        case Type::Kind::invalid:
            break;
    }
    return "void";
}

std::string Names::member_type(const Field& field, const TypeDef& holder) const {
    std::string inner = spelled(field.type.present());
    const bool optional = field.type.is_optional();
    if (optional && order_.boxed(holder, field.type.present())) inner = "antiphon::Box<" + inner + '>';
    if (has_three_states(field)) return "antiphon::Patch<" + inner + '>';
    return field.nullable || optional ? "std::optional<" + inner + '>' : inner;
}

std::string Names::member_form(const Field& field, const TypeDef& holder) const {
    std::string inner = form(field.type.present(), field.wire);
    if (field.type.is_optional() && order_.boxed(holder, field.type.present())) inner = "wire::Boxed<" + inner + '>';
    if (field.accept_unknown) inner = "wire::Tolerant<" + inner + '>';
    return field.secret ? hidden(std::move(inner)) : inner;
}

std::string Names::limits(const Type& type) const {
    if (!limited_.contains(type)) return "";
    const auto around = [this](std::string_view what, const Type& inner) {
        return "json::check::" + std::string(what) + '<' + limits(inner) + '>';
    };
    if (type.kind == Type::Kind::array) return around("Each", type.item());
    if (type.kind == Type::Kind::optional) return around("Present", type.item());
    if (type.kind == Type::Kind::map) {
        const auto or_nothing = [](std::string text) { return text.empty() ? "json::check::Nothing" : text; };
        return "json::check::Entries<" + form(type.key()) + ", " + or_nothing(limits(type.key())) + ", " +
               or_nothing(limits(type.item())) + '>';
    }
    const Alias* alias = type.named->as<Alias>();
    if (alias == nullptr) return "json::check::Of<" + name(*type.named) + '>';
    std::string inner = limits(alias->type);
    if (!inner.empty() && alias->strong) inner = "json::check::Strong<" + inner + '>';
    if (!has_limits(*type.named)) return inner;
    return inner.empty() ? form_name(*type.named) : "json::check::Both<" + form_name(*type.named) + ", " + inner + '>';
}

/// Services `a` and `a_b` may both have what would be a_b_c: there the service's place tells them apart.
std::string unique_name(const Method& method) {
    const Service& own = *method.service;
    std::string out = own.name + '_' + method.name, place;
    bool clash = false;
    for (const auto& other : own.file->services) {
        clash = clash || other->name.starts_with(own.name + '_') || own.name.starts_with(other->name + '_');
        if (other.get() == &own) place = std::to_string(&other - own.file->services.data() + 1);
    }
    return clash ? out + '_' + place : out;
}

std::string Names::plain(const Type& type, std::string expression) {
    const Type* at = &type;
    while (at->kind == Type::Kind::named) {
        const Alias* alias = at->named->as<Alias>();
        if (alias == nullptr) break;
        if (alias->strong) expression = (expression.starts_with('*') ? '(' + expression + ')' : expression) + ".value";
        at = &alias->type;
    }
    return expression;
}

}  // namespace antiphon::idl::emit::cpp_language
