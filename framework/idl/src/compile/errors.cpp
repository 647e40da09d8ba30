// Errors: code, message, data.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

constexpr std::int64_t reserved_least = -32768, reserved_most = -32000;

}  // namespace

void FileCompiler::define_error(ErrorDef& error, const Node& node) {
    if (!expect(run_.diagnostics, node, Kind::object, "an error")) return;
    const Keys keys(run_.diagnostics, node, "an error",
                    {"code", "message", "data", "retry", "http", "doc", "since", "deprecated"});
    keys.describe(error);
    if (const Node* code = keys.need("code", Kind::number)) error_code(error, *code);
    error.retry = keys.choice("retry", Retry::never);
    if (const auto http = keys.count("http", 400, 599)) error.http = static_cast<int>(*http);
    if (const Node* data = keys.find("data")) error_data(error, *data);
    if (const Node* message = keys.need("message", Kind::string)) {
        error.message = message->text;
        run_.later.push_back([this, &error, message] { check_message(error, *message); });
    }
    const bool single = file_.services.size() == 1;
    const std::size_t dot = file_.name_space.rfind('.');
    const std::string scope =
        single ? file_.services[0]->name : file_.name_space.substr(dot == std::string::npos ? 0 : dot + 1);
    error.wire = scope + '.' + error.name;
}

void FileCompiler::error_code(ErrorDef& error, const Node& code) {
    const auto number = integer_of(code);
    if (!number || *number < -2147483648LL || *number > 2147483647LL) {
        run_.diagnostics.error("bad-value", code.span, "an error code is an integer of 32 bits");
        return;
    }
    if (*number >= reserved_least && *number <= reserved_most) {
        run_.diagnostics
            .error("reserved-code", code.span,
                   "error code " + code.text + " is in the range that JSON-RPC keeps (-32768 to -32000)")
            .with_help("application codes: any other number, for example 4101");
        return;
    }
    error.code = static_cast<int>(*number);
    const auto [first, added] = run_.error_codes.try_emplace(*number, code.span);
    if (!added)
        run_.diagnostics.error("duplicate-code", code.span, "error code " + code.text + " is used twice")
            .with_note(first->second, "first used here");
}

void FileCompiler::error_data(ErrorDef& error, const Node& data) {
    Type type;
    if (data.is(Kind::object)) {
        type.kind = Type::Kind::named;
        type.named = &make_struct(data, {error.name + "Data"}, Origin::error_data);
        type.span = data.span;
    } else if (data.is(Kind::string)) {
        type = type_of(data);
    } else if (!data.is(Kind::broken)) {
        run_.diagnostics.error("wrong-kind", data.span,
                               "expected fields in an object, or a type, not " + std::string(name(data.kind)));
    }
    if (type.is_optional())
        run_.diagnostics.error("wrong-type", data.span, "the data of an error is always there: '?' has no meaning here")
            .with_help("leave '?' out, or write fields, of which some may be absent");
    if (type.kind != Type::Kind::invalid) error.data = type.present();
}

/// Every {field} of the message must be in the data, and none may be secret.
void FileCompiler::check_message(const ErrorDef& error, const Node& message) {
    const Struct* data = error.data_struct() != nullptr ? error.data_struct()->as<Struct>() : nullptr;
    const std::string& text = message.text;
    if (text.empty()) run_.diagnostics.error("bad-value", message.span, "the message is empty");
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string::npos || !is_identifier(std::string_view(text).substr(at + 1, end - at - 1))) continue;
        const std::string name = text.substr(at + 1, end - at - 1);
        const Field* field = data != nullptr ? data->find(name) : nullptr;
        const Span where = message.part(at + 1, end);
        if (field == nullptr) {
            const bool search = data != nullptr && !run_.diagnostics.crowded();
            const std::string near = search ? nearest(name, data->fields, field_name) : "";
            run_.diagnostics
                .error("message-field", where, "the data of " + quote(error.name) + " has no field " + quote(name))
                .with_help(!near.empty()                   ? "did you mean {" + near + "}?"
                           : error.data && data == nullptr ? "only the fields of a struct can stand in a message"
                                                           : "declare it in \"data\"");
        } else if (field->secret) {
            run_.diagnostics
                .error("secret-in-message", where, quote(name) + " is secret and must not stand in a message")
                .with_help("messages are logged and shown: leave {" + name + "} out");
        }
    }
}

}  // namespace antiphon::idl
