#include "cpp_types.h"

#include <algorithm>
#include <array>

namespace antiphon::idl::emit::cpp_language {

namespace {

constexpr std::array keywords = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq",
    // Not keywords, but taken: macros of <cerrno>, <cstdio> and friends, and the namespaces we name.
    "errno", "stdin", "stdout", "stderr", "assert", "NULL", "EOF", "unix", "linux", "std", "antiphon", "main",
    "signals", "slots", "emit"};

struct Spelling {
    std::string_view type;  // % stands for the root namespace
    std::string_view form;
    std::string_view form_as_number = {};
};

Spelling spelling(Builtin builtin) {
    switch (builtin) {
        case Builtin::boolean:
            return {"bool", "Bool"};
        case Builtin::int8:
            return {"std::int8_t", "Int8"};
        case Builtin::uint8:
            return {"std::uint8_t", "Uint8"};
        case Builtin::int16:
            return {"std::int16_t", "Int16"};
        case Builtin::uint16:
            return {"std::uint16_t", "Uint16"};
        case Builtin::int32:
            return {"std::int32_t", "Int32"};
        case Builtin::uint32:
            return {"std::uint32_t", "Uint32"};
        case Builtin::int53:
            return {"std::int64_t", "Int53"};
        case Builtin::int64:
            return {"std::int64_t", "Int64", "Int64Number"};
        case Builtin::uint64:
            return {"std::uint64_t", "Uint64", "Uint64Number"};
        case Builtin::float32:
            return {"float", "Float32"};
        case Builtin::float64:
            return {"double", "Float64"};
        case Builtin::decimal:
            return {"%::Decimal", "Decimal"};
        case Builtin::string:
            return {"std::string", "String"};
        case Builtin::bytes:
            return {"%::Bytes", "Base64"};
        case Builtin::uuid:
            return {"%::Uuid", "Uuid"};
        case Builtin::timestamp:
            return {"%::Timestamp", "Timestamp"};
        case Builtin::date:
            return {"std::chrono::year_month_day", "Date"};
        case Builtin::duration:
            return {"std::chrono::milliseconds", "Duration"};
        case Builtin::json:
            return {"%::JsonText", "Json"};
    }
    return {};
}

bool is_number(Builtin builtin) { return builtin >= Builtin::int8 && builtin <= Builtin::float64; }

}  // namespace

std::string identifier(std::string_view name) {
    std::string made(name);
    if (std::find(keywords.begin(), keywords.end(), name) != keywords.end()) made += '_';
    // Names with two underscores belong to the compiler.
    for (auto at = made.find("__"); at != std::string::npos; at = made.find("__")) made.replace(at, 2, "_u");
    return made;
}

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '?')
            out += "\\?";  // no trigraphs
        else if (byte < 0x20 || byte >= 0x7F) {
            out += '\\';
            for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (byte >> shift & 7));
        } else
            out += c;
    }
    return out + '"';
}

std::string raw_literal(std::string_view text) {
    std::string delimiter = "json";
    while (text.find(')' + delimiter + '"') != std::string_view::npos) delimiter += '_';
    constexpr std::size_t piece = 16'000;
    std::string out;
    do {
        std::size_t size = std::min(piece, text.size());
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
        out += (out.empty() ? "R\"" : "\n    R\"") + delimiter + '(' + std::string(text.substr(0, size)) + ')' +
               delimiter + '"';
        text.remove_prefix(size);
    } while (!text.empty());
    return out;
}

void document(Writer& out, const Described& what) {
    std::string text = what.doc;
    if (what.deprecated) text += (text.empty() ? "" : "\n") + std::string("Deprecated: ") + what.deprecated->message;
    if (text.empty()) return;
    std::size_t begin = 0;
    std::string safe;
    while (begin <= text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        // A backslash at the end would take the next line into the comment.
        while (!line.empty() && (line.back() == '\\' || line.back() == ' ' || line.back() == '\r')) line.pop_back();
        safe += (begin == 0 ? "" : "\n") + line;
        begin = end + 1;
    }
    out.lines("/// ", safe);
}

bool has_codec_form(const TypeDef& type) {
    const Alias* alias = type.as<Alias>();
    return alias != nullptr && alias->constraints.any();
}

Order::Order(const File& file) {
    // Enums hold nothing, so they can stand first.
    for (const auto& type : file.types) {
        if (type->as<Enum>() != nullptr) visit(*type);
    }
    for (const auto& type : file.types) visit(*type);
}

void Order::visit(const TypeDef& type) {
    if (!done_.insert(&type).second) return;
    open_.insert(&type);
    if (const auto* fields = type.as<Struct>()) {
        for (const Field& field : fields->fields) visit(type, field.type);
    }
    if (const auto* choice = type.as<Union>()) {
        for (const Variant& variant : choice->variants) visit(type, variant.type);
    }
    if (const auto* alias = type.as<Alias>()) visit(type, alias->type);
    if (const auto* tuple = type.as<Tuple>()) {
        for (const Field& field : tuple->items) visit(type, field.type);
    }
    open_.erase(&type);
    types_.push_back(&type);
}

void Order::visit(const TypeDef& holder, const Type& type) {
    for (const Type& part : type.parts) visit(holder, part);
    if (type.named == nullptr || type.named->file != holder.file) return;
    if (open_.count(type.named) != 0)
        boxed_.insert({&holder, type.named});
    else
        visit(*type.named);
}

bool Order::boxed(const TypeDef& holder, const Type& type) const {
    return type.named != nullptr && boxed_.count({&holder, type.named}) != 0;
}

std::string Names::root() const {
    return file_.cpp_namespace.find("antiphon") == std::string::npos ? "antiphon" : "::antiphon";
}

std::string Names::name(const TypeDef& type) const {
    const std::string own = identifier(type.name);
    return type.file == &file_ ? own : "::" + type.file->cpp_namespace + "::" + own;
}

std::string Names::name(const ErrorDef& error) const {
    const std::string own = identifier(error.name);
    return error.file == &file_ ? own : "::" + error.file->cpp_namespace + "::" + own;
}

std::string Names::type(const Type& type, const TypeDef* holder) const {
    switch (type.kind) {
        case Type::Kind::builtin: {
            std::string text(spelling(type.builtin).type);
            if (text.front() == '%') text.replace(0, 1, root());
            return text;
        }
        case Type::Kind::named: {
            const Enum* body = type.named->as<Enum>();
            return body != nullptr && body->open ? root() + "::OpenEnum<" + name(*type.named) + ">" : name(*type.named);
        }
        case Type::Kind::array:
            return "std::vector<" + this->type(type.item(), holder) + ">";
        case Type::Kind::map:
            return "std::map<" + this->type(type.key(), holder) + ", " + this->type(type.item(), holder) + ">";
        case Type::Kind::optional: {
            std::string inner = this->type(type.item(), holder);
            if (holder != nullptr && order_.boxed(*holder, type.item())) inner = root() + "::Box<" + inner + ">";
            return "std::optional<" + inner + ">";
        }
        case Type::Kind::invalid:
            break;
    }
    return "void";
}

std::string Names::form(const Type& type, WireForm wire, const TypeDef* holder) const {
    switch (type.kind) {
        case Type::Kind::builtin: {
            const Spelling spelled = spelling(type.builtin);
            const bool as_number = wire == WireForm::number && !spelled.form_as_number.empty();
            return "wire::" + std::string(as_number ? spelled.form_as_number : spelled.form);
        }
        case Type::Kind::named: {
            const Alias* alias = type.named->as<Alias>();
            if (alias == nullptr) return "wire::Object<" + this->type(type, holder) + ">";
            if (has_codec_form(*type.named)) return name(*type.named) + "Form";
            const std::string inner = form(alias->type, wire, holder);
            return alias->strong ? "wire::StrongOver<" + inner + ">" : inner;
        }
        case Type::Kind::array:
            return "wire::Array<" + form(type.item(), wire, holder) + ">";
        case Type::Kind::map: {
            // A key's constraints are those of its text; the form without them names how it is written.
            const Type* key = &type.key();
            std::string key_form = form(*key);
            if (key->kind == Type::Kind::named && has_codec_form(*key->named)) {
                const Alias& alias = *key->named->as<Alias>();
                key_form = alias.strong ? "wire::StrongOver<" + form(alias.type) + ">" : form(alias.type);
            }
            return "wire::Map<" + key_form + ", " + form(type.item(), wire, holder) + ">";
        }
        case Type::Kind::optional: {
            std::string inner = form(type.item(), wire, holder);
            if (holder != nullptr && order_.boxed(*holder, type.item())) inner = "wire::Boxed<" + inner + ">";
            return "wire::Optional<" + inner + ">";
        }
        case Type::Kind::invalid:
            break;
    }
    return "void";
}

std::string Names::member_type(const Field& field, const TypeDef* holder) const {
    std::string inner = type(field.type.present(), holder);
    if (field.type.is_optional() && holder != nullptr && order_.boxed(*holder, field.type.present()))
        inner = root() + "::Box<" + inner + ">";
    if (field.nullable && field.type.is_optional()) return root() + "::Patch<" + inner + ">";
    if (field.nullable || field.type.is_optional()) return "std::optional<" + inner + ">";
    return inner;
}

std::string Names::member_form(const Field& field, const TypeDef* holder) const {
    const std::string inner = form(field.type.present(), field.wire, holder);
    if (field.type.is_optional() && holder != nullptr && order_.boxed(*holder, field.type.present()))
        return "wire::Boxed<" + inner + ">";
    return inner;
}

std::string Names::simple_default(const Type& type, const Json& value) const {
    const Type& real = resolved(type);
    if (real.kind == Type::Kind::named) {
        const Enum* body = real.named->as<Enum>();
        if (body == nullptr) return {};
        for (const EnumValue& one : body->values) {
            if (one.text == value.text()) return name(*real.named) + "::" + identifier(one.identifier);
        }
        return {};
    }
    if (real.kind != Type::Kind::builtin) return {};
    if (real.is(Builtin::boolean)) return value.boolean() ? "true" : "false";
    if (real.is(Builtin::string)) return literal(value.text());
    if (is_number(real.builtin)) {
        // 1e3 and 2.0 are integers in JSON and not in C++, and the least int64 is no literal.
        const bool real_number = real.is(Builtin::float32) || real.is(Builtin::float64);
        const std::string& digits = value.text();
        if (!real_number && (digits.size() > 18 || digits.find_first_not_of("-0123456789") != std::string::npos))
            return {};
        return digits + (real.is(Builtin::float32) && digits.find_first_of(".eE") != std::string::npos ? "F" : "");
    }
    if (real.is(Builtin::duration) && value.text().find_first_not_of("-0123456789") == std::string::npos) {
        return "std::chrono::milliseconds(" + value.text() + ")";
    }
    return {};
}

bool Names::has_read_default(const Field& field) const {
    if (!field.default_value || field.default_value->is(Json::Kind::null)) return false;
    const bool empty = field.default_value->items().empty() && field.default_value->members().empty() &&
                       !field.default_value->is(Json::Kind::string) && !field.default_value->is(Json::Kind::number) &&
                       !field.default_value->is(Json::Kind::boolean);
    const Type::Kind kind = resolved(field.type.present()).kind;
    if (empty && (kind == Type::Kind::array || kind == Type::Kind::map)) return false;
    return simple_default(field.type.present(), *field.default_value).empty();
}

std::string Names::default_function(const TypeDef& holder, const Field& field) const {
    return "default_" + identifier(holder.name) + "_" + field.identifier;
}

std::string Names::initializer(const Field& field, const TypeDef* holder) const {
    if (has_read_default(field)) return " = " + default_function(*holder, field) + "()";
    if (field.default_value && !field.default_value->is(Json::Kind::null)) {
        if (const std::string simple = simple_default(field.type.present(), *field.default_value); !simple.empty()) {
            const Type& present = field.type.present();
            const Alias* alias = present.kind == Type::Kind::named ? present.named->as<Alias>() : nullptr;
            return " = " + (alias != nullptr && alias->strong ? type(present) + "(" + simple + ")" : simple);
        }
    }
    return "{}";
}

}  // namespace antiphon::idl::emit::cpp_language
