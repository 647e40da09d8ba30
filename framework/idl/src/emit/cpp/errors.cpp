// Errors: exceptions that carry their data.

#include <algorithm>

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// What DeclaredError has: a field of that name would make both unreachable.
constexpr std::string_view base_members[] = {"at",    "code",     "kind",        "message",   "path", "reason",
                                             "retry", "retry_in", "retry_after", "retryable", "type", "what"};

struct Message {
    std::string text;
    bool has_fields = false;
};

/// The message as an expression over `data`, of which only a struct's fields can stand in it.
Message message(const Names& names, const ErrorDef& error) {
    const TypeDef* holder = error.data_struct();
    const Struct* data = holder == nullptr ? nullptr : holder->as<Struct>();
    const std::string_view text = error.message;
    std::vector<std::string> parts;
    std::string fixed;
    bool has_fields = false;
    const auto flush = [&] {
        const std::string piece = string_value(fixed);
        parts.push_back(parts.empty() && piece.starts_with('"') ? "std::string(" + piece + ')' : piece);
        fixed.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t close = text.find('}', at);
        const Field* field = text[at] == '{' && close != std::string_view::npos && data != nullptr
                                 ? data->find(text.substr(at + 1, close - at - 1))
                                 : nullptr;
        if (field == nullptr) {
            fixed += text[at++];
            continue;
        }
        if (field->secret) {
            fixed += "\u2026";
            at = close + 1;
            continue;
        }
        if (!fixed.empty()) flush();
        std::string form = names.member_form(*field, *holder);
        std::string value = "data." + names.member(*holder, *field);
        if (has_three_states(*field)) value += ".value()";
        if (field->nullable || field->type.is_optional()) form = "wire::Optional<" + form + '>';
        parts.push_back("json::plain<" + form + ">(" + value + ')');
        has_fields = true;
        at = close + 1;
    }
    if (!fixed.empty() || parts.empty()) flush();
    return {join(parts, " + "), has_fields};
}

/// Whether the class and its bases have that name, too.
bool is_member(std::string_view name) {
    static constexpr std::string_view own[] = {"DeclaredError", "Error",         "data",
                                               "data_",         "error_code",    "exception",
                                               "wire_type",     "runtime_error", "write_detail"};
    return std::find(std::begin(own), std::end(own), name) != std::end(own) ||
           std::find(std::begin(base_members), std::end(base_members), name) != std::end(base_members);
}

/// Whether the type is hidden inside of the class.
bool is_hidden(const Names& names, const Type& type) {
    if (type.kind != Type::Kind::named)
        return std::any_of(type.parts.begin(), type.parts.end(),
                           [&](const Type& part) { return is_hidden(names, part); });
    return is_member(names.name(*type.named));
}

/// The type of the data, as the class and its functions can say it; empty when there is none.
std::string data_type(const Names& names, const ErrorDef& error) {
    if (!error.data) return "";
    return is_hidden(names, *error.data) ? names.name(error) + "Data_" : names.spelled(*error.data);
}

/// A function outside of the class, whose bases would hide the types that it names. Returns how it is called.
std::string define_message(Writer& out, const Names& names, const ErrorDef& error, const std::string& data,
                           const std::string& made) {
    const std::string name = names.message(error);
    out.line("namespace {");
    out.line();
    short_block(out, "std::string " + name + "(const " + data + "& data)", "return " + made + ';');
    out.line();
    out.line("}  // namespace");
    out.line();
    return name + "(data)";
}

}  // namespace

void declare_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = data_type(names, error);
    const TypeDef* fields = error.data_struct();
    if (error.data && is_hidden(names, *error.data))
        out.line("using ", data, " = ", names.spelled(*error.data), ";  // hidden by a base class, inside");
    document(out, error);
    if (error.doc.empty()) comment(out, error.message);
    out.open("class ", deprecated(error), name, " final : public antiphon::DeclaredError",
             fields == nullptr ? "" : ", public " + data, " {");
    out.label("public:");
    out.line("static constexpr int error_code = ", error.code, ";");
    out.line("static constexpr std::string_view wire_type = ", view_of(error.wire), ";");
    out.line();
    if (data.empty()) {
        out.line(name, "();");
    } else {
        out.line("explicit ", name, "(", data, " data);");
        out.line("const ", data, "& data() const noexcept { return ", fields == nullptr ? "data_" : "*this", "; }");
    }
    if (fields != nullptr)
        for (const Field& field : fields->as<Struct>()->fields) {
            const std::string member = names.member(*fields, field);
            if (std::find(std::begin(base_members), std::end(base_members), member) != std::end(base_members) &&
                member != "message" && member != "reason")
                out.line("using antiphon::DeclaredError::", member, ";  // the field is data().", member);
        }
    out.line("void write_detail(std::string& out) const override;");
    if (fields == nullptr && !data.empty()) {
        out.line();
        out.label("private:");
        out.line(data, " data_;");
    }
    out.close("};");
    out.line();
}

void define_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = data_type(names, error);
    const std::string body = error.retry == Retry::never ? "{}" : "{ retry(true); }";
    if (data.empty()) {
        out.line(name, "::", name, "() : DeclaredError(wire_type, error_code, ", string_value(error.message), ") ",
                 body);
        out.line();
        out.line("void ", name, "::write_detail(std::string& out) const { out += \"{}\"; }");
    } else {
        const bool hidden = is_hidden(names, *error.data), fields = error.data_struct() != nullptr;
        std::string form = fields ? "" : names.form(*error.data);
        if (hidden && !fields) {
            out.line("using ", name, "Form_ = ", form, ";");
            form = name + "Form_";
        }
        std::string text = string_value(error.message);
        if (fields) {
            const Message made = message(names, error);
            text = made.has_fields ? define_message(out, names, error, data, made.text) : made.text;
            out.line("// The message is made before the data is moved.");
        }
        out.line(name, "::", name, "(", data, " data)");
        out.line("    : ", hidden ? "antiphon::" : "", "DeclaredError(wire_type, error_code, ", text, "), ",
                 fields ? data : "data_", "(std::move(data)) ", body);
        out.line();
        short_block(out, "void " + name + "::write_detail(std::string& out) const",
                    fields ? "write_json(out, data());" : form + "::write(out, data_);");
    }
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
