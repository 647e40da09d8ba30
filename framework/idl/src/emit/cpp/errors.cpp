// Errors: exceptions that carry their data.

#include <algorithm>

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// What DeclaredError has: a field of that name would make both unreachable.
constexpr std::string_view base_members[] = {"at",    "code",     "kind",        "message",   "path", "reason",
                                             "retry", "retry_in", "retry_after", "retryable", "type", "what"};

/// The message as an expression over `data`.
std::string message(const Names& names, const ErrorDef& error) {
    const Struct* data = error.data == nullptr ? nullptr : error.data->as<Struct>();
    const std::string_view text = error.message;
    std::vector<std::string> parts;
    std::string fixed;
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
        std::string form = names.member_form(*field, *error.data);
        std::string value = "data." + names.member(*error.data, *field);
        if (field->nullable && field->type.is_optional()) value += ".value()";
        if (field->nullable || field->type.is_optional()) form = "wire::Optional<" + form + '>';
        parts.push_back("json::plain<" + form + ">(" + value + ')');
        at = close + 1;
    }
    if (!fixed.empty() || parts.empty()) flush();
    return join(parts, " + ");
}

}  // namespace

void declare_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = error.data == nullptr ? "" : names.name(*error.data);
    document(out, error);
    if (error.doc.empty()) comment(out, error.message);
    out.open("class ", deprecated(error), name, " final : public antiphon::DeclaredError",
             data.empty() ? "" : ", public " + data, " {");
    out.label("public:");
    out.line("static constexpr int error_code = ", error.code, ";");
    out.line("static constexpr std::string_view wire_type = ", view_of(error.wire), ";");
    out.line();
    if (data.empty()) {
        out.line(name, "();");
    } else {
        out.line("explicit ", name, "(", data, " data);");
        out.line("const ", data, "& data() const noexcept { return *this; }");
        for (const Field& field : error.data->as<Struct>()->fields) {
            const std::string member = names.member(*error.data, field);
            if (std::find(std::begin(base_members), std::end(base_members), member) != std::end(base_members) &&
                member != "message" && member != "reason")
                out.line("using antiphon::DeclaredError::", member, ";  // the field is data().", member);
        }
    }
    out.line("void write_detail(std::string& out) const override;");
    out.close("};");
    out.line();
}

void define_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = error.data == nullptr ? "" : names.name(*error.data);
    const std::string body = error.retry == Retry::never ? "{}" : "{ retry(true); }";
    if (data.empty()) {
        out.line(name, "::", name, "() : DeclaredError(wire_type, error_code, ", string_value(error.message), ") ",
                 body);
        out.line();
        out.line("void ", name, "::write_detail(std::string& out) const { out += \"{}\"; }");
    } else {
        out.line("// The message is made before the data is moved.");
        out.line(name, "::", name, "(", data, " data)");
        out.line("    : DeclaredError(wire_type, error_code, ", message(names, error), "), ", data,
                 "(std::move(data)) ", body);
        out.line();
        out.line("void ", name, "::write_detail(std::string& out) const { write_json(out, data()); }");
    }
    out.line();
}

}  // namespace antiphon::idl::emit::cpp_language
