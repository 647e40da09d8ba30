// The class to derive from, the table that the dispatcher reads, the client.

#include <algorithm>
#include <set>

#include "../../text.h"
#include "../../words.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

bool nullable_result(const Method& method) { return method.result->nullable && !method.result->type.is_optional(); }

std::string result_type(const Names& names, const Method& method) {
    if (!method.result) return "void";
    const std::string inner = names.spelled(method.result->type);
    return nullable_result(method) ? "std::optional<" + inner + '>' : inner;
}

std::string result_form(const Names& names, const Method& method) {
    const std::string inner = names.form(method.result->type, method.result->wire);
    return nullable_result(method) ? "wire::Optional<" + inner + '>' : inner;
}

std::string idempotency(const Method& method) {
    return "antiphon::rpc::Idempotency::" + std::string(word(method.idempotency));
}

std::string text_list(const std::vector<std::string>& words) {
    std::vector<std::string> literals;
    for (const std::string& word : words) literals.push_back(literal(word));
    return '{' + join(literals, ", ") + '}';
}

std::string raise(const Service& service) { return "raise_" + service.name; }

/// Where functions for the dispatcher stand, and one of them: the service's table may be in another source.
std::string entries(const File& file) {
    std::string out = "entries_of_";
    for (const char c : file.stem) out += is_word(c) ? c : '_';
    return out;
}
std::string entry(const Method& method) { return "invoke_" + unique_name(method); }

bool takes_positions(const Method& method) {
    return method.param_structure != ParamStructure::by_name && !method.positional.empty();
}

bool sends_positions(const Method& method) {
    return method.param_structure == ParamStructure::by_position && !method.positional.empty();
}

bool sends_named_params(const Method& method) { return method.params != nullptr && !sends_positions(method); }

void define_invoke(Writer& out, const Names& names, const Method& method) {
    out.open("void ", entries(names.file()), "::", entry(method),
             "(antiphon::rpc::Service& service, json::Value params, antiphon::Context& context, std::string&",
             method.result ? " result" : "", ") {");
    std::string arguments = "context";
    if (method.params == nullptr) {
        out.line("json::no_params(params, json::Path());");
    } else {
        const std::string by_position = "read_" + unique_name(method) + "_by_position(";
        arguments = "input, context";
        out.line(names.name(*method.params), " input;");
        if (!takes_positions(method)) {
            out.line("read_json(json::named_params(params, json::Path()), json::Path(), input);");
        } else if (method.param_structure == ParamStructure::by_position) {
            out.line(by_position, "json::positional_params(params, json::Path()), json::Path(), input);");
        } else {
            out.line("if (params.is_array())");
            out.line("    ", by_position, "params, json::Path(), input);");
            out.line("else");
            out.line("    read_json(json::named_params(params, json::Path()), json::Path(), input);");
        }
    }
    const std::string call =
        "static_cast<" + names.name(*method.service) + "&>(service)." + names.name(method) + '(' + arguments + ')';
    if (method.result)
        out.line(result_form(names, method), "::write(result, ", call, ");");
    else
        out.line(call, ";");
    out.close("}");
    out.line();
}

void define_table(Writer& out, const Service& service) {
    out.open("const antiphon::rpc::Method methods_of_", service.name, "[] = {");
    for (const auto& method : service.methods) {
        out.open("{");
        out.line(".name = ", literal(method->wire), ",");
        out.line(".invoke = &", entries(*service.file), "::", entry(*method), ",");
        out.line(".access = {.required = ", method->access.required ? "true" : "false",
                 ", .scopes = ", text_list(method->access.scopes), ", .roles = ", text_list(method->access.roles),
                 "},");
        out.line(".execution = antiphon::rpc::Execution::",
                 method->execution == Execution::inline_ ? "on_the_spot" : "pool", ",");
        out.line(".idempotency = ", idempotency(*method), ",");
        out.line(".expose = antiphon::rpc::Expose::", word(method->expose), ",");
        out.line(".deadline = std::chrono::milliseconds(", method->deadline_ms, "),");
        out.line(".notification = ", method->notification ? "true" : "false", ",");
        out.line(".cancellable = ", method->cancellable ? "true" : "false", ",");
        out.close("},");
    }
    out.close("};");
    out.line();
}

/// Throws the declared error of a wire name.
void define_raise(Writer& out, const Names& names, const Service& service) {
    std::vector<const ErrorDef*> errors;
    std::set<const ErrorDef*> seen;
    for (const auto& method : service.methods)
        for (const ErrorDef* error : method->errors)
            if (seen.insert(error).second) errors.push_back(error);
    if (errors.empty()) {
        out.line("constexpr antiphon::rpc::RaiseDeclared ", raise(service), " = nullptr;");
        out.line();
        return;
    }
    bool any_data = false;
    for (const ErrorDef* error : errors) any_data = any_data || error->data;
    out.open("void ", raise(service), "(std::string_view type, json::Value", any_data ? " detail" : "",
             ", const std::string&)", any_data ? " try" : "", " {");
    if (any_data) out.line("const json::Path path(json::Reading::tolerant);");
    for (const ErrorDef* error : errors) {
        const std::string name = names.name(*error);
        if (!error->data) {
            out.line("if (type == ", name, "::wire_type) throw ", name, "();");
            continue;
        }
        out.open("if (type == ", name, "::wire_type) {");
        out.line(names.spelled(*error->data), error->data_struct() != nullptr ? " data;" : " data{};");
        out.line(error->data_struct() != nullptr ? "read_json" : names.form(*error->data) + "::read",
                 "(detail, path, data);");
        out.line("throw ", name, "(std::move(data));");
        out.close("}");
    }
    if (any_data) {
        out.close("} catch (const antiphon::InvalidData&) {");
        out.line("    // The detail does not fit: the caller reports the error without its type.");
    }
    any_data ? out.line("}") : out.close("}");
    out.line();
}

void define_by_position_writer(Writer& out, const Names& names, const Method& method) {
    const TypeDef& params = *method.params;
    out.open("std::string ", unique_name(method), "_by_position(const ", names.name(params), "& params) {");
    out.line("std::string out;");
    bool first = true;
    for (const std::string& name : method.positional) {
        const Field& field = *params.as<Struct>()->find(name);
        std::string form = names.member_form(field, params), value = "params." + names.member(params, field);
        if (has_three_states(field)) value += ".value()";
        if (field.nullable || field.type.is_optional()) form = "wire::Optional<" + form + '>';
        out.line("out += '", first ? '[' : ',', "';");
        out.line(form, "::write(out, ", value, ");");
        first = false;
    }
    out.line("return out + ']';");
    out.close("}");
    out.line();
}

std::string signature(const Names& names, const Method& method, const std::string& owner, bool async,
                      bool declaration) {
    const std::string result = result_type(names, method);
    std::string text = async ? "std::future<" + result + "> " : result + ' ';
    text += owner + (async ? names.async(method) : names.name(method)) + '(';
    if (method.params != nullptr) text += "const " + names.name(*method.params) + "& params, ";
    return text + "const antiphon::rpc::CallOptions& options" + (declaration ? " = {}" : "") + ") const";
}

void define_call(Writer& out, const Names& names, const Method& method, bool async) {
    const std::string params = sends_positions(method)      ? unique_name(method) + "_by_position(params)"
                               : sends_named_params(method) ? "encoded(params)"
                                                            : "{}";
    out.open(signature(names, method, names.client(*method.service) + "::", async, false), " {");
    const std::string call = "*channel_, " + literal(method.wire) + ", " + params + ", ";
    const std::string rest = idempotency(method) + ", options, " + raise(*method.service) + ");";
    if (method.notification)
        out.line("antiphon::rpc::notify(", call, "options);");
    else if (method.result)
        out.line("return antiphon::rpc::call", async ? "_async" : "", "<", result_form(names, method), ", ",
                 result_type(names, method), ">(", call, rest);
    else
        out.line("return antiphon::rpc::call_void", async ? "_async(" : "(", call, rest);
    out.close("}");
    out.line();
}

void declare_client(Writer& out, const Names& names, const Service& service) {
    const std::string name = names.client(service);
    out.line(
        "/// Calls the service, wherever the channel leads. Any thread; copies share the channel. Functions throw the");
    out.line(
        "/// errors that the method declares, antiphon::rpc::RemoteError for others, and what the channel reports. Up "
        "to");
    out.line("/// three required params may also be given one by one.");
    out.open("class ", deprecated(service), name, " {");
    out.label("public:");
    out.line("explicit ", name, "(std::shared_ptr<antiphon::rpc::Channel> channel) : channel_(std::move(channel)) {}");
    for (const auto& method : service.methods) {
        out.line();
        document(out, *method);
        out.line(deprecated(*method), signature(names, *method, "", false, true), ";");
        if (!method->notification) out.line(deprecated(*method), signature(names, *method, "", true, true), ";");
        declare_overloads(out, names, *method, result_type(names, *method));
    }
    out.line();
    out.label("private:");
    out.line("std::shared_ptr<antiphon::rpc::Channel> channel_;");
    out.close("};");
    out.line();
}

}  // namespace

void declare_service(Writer& out, const Names& names, const Service& service) {
    document(out, service);
    if (!service.doc.empty()) out.line("///");
    out.line("/// Derive from it and write the methods. Several threads may call one object at once.");
    out.open("class ", names.name(service), " : public antiphon::rpc::Service {");
    out.label("public:");
    for (const auto& method : service.methods) {
        document(out, *method);
        out.line("virtual ", result_type(names, *method), " ", names.name(*method), "(",
                 method->params == nullptr ? "" : "const " + names.name(*method->params) + "& params, ",
                 "antiphon::Context& context) = 0;");
    }
    out.line();
    out.line("const antiphon::rpc::ServiceInfo& info() const noexcept final;");
    out.close("};");
    out.line();
    if (!service.methods.empty()) declare_client(out, names, service);
}

void define_service(Writer& out, const Names& names, const Program& program, const Service& service) {
    const File& file = names.file();
    if (!service.methods.empty()) {
        out.line("namespace {");
        out.line();
        define_table(out, service);
        out.line("}  // namespace");
        out.line();
    }
    out.open("const antiphon::rpc::ServiceInfo& ", names.name(service), "::info() const noexcept {");
    out.open("static const antiphon::rpc::ServiceInfo info{");
    out.line(".name = ", literal(service.name), ",");
    out.line(".version = ", literal(file.version), ",");
    out.line(".methods = ", service.methods.empty() ? "{}" : "methods_of_" + service.name, ",");
    out.line(".openrpc = ", raw_literal(openrpc(program, file, &service).compact(4)), ",");
    out.line(".asyncapi = ", raw_literal(asyncapi(program, file, &service).compact(4)), ",");
    out.line(".ir = ", raw_literal(intermediate_representation(program, file).compact(4)), ",");
    out.close("};");
    out.line("return info;");
    out.close("}");
    out.line();
}

void define_method(Writer& out, const Names& names, const Method& method) {
    if (takes_positions(method)) {
        out.line("namespace {").line();
        define_positional(out, names, method);
        out.line("}  // namespace").line();
    }
    define_invoke(out, names, method);
}

void define_client_method(Writer& out, const Names& names, const Method& method) {
    if (sends_positions(method)) {
        out.line("namespace {").line();
        define_by_position_writer(out, names, method);
        out.line("}  // namespace").line();
    }
    for (const bool async : {false, true})
        if (!async || !method.notification) define_call(out, names, method, async);
}

void define_helpers(Writer& out, const Names& names, const Source& source) {
    if (!source.entries.empty()) {
        out.line("namespace ", entries(names.file()), " {").line();
        std::set<const Method*> declared;
        for (const Method* method : source.entries)
            if (declared.insert(method).second) out.line("antiphon::rpc::Invoke ", entry(*method), ';');
        out.line().line("}  // namespace ", entries(names.file())).line();
    }
    Writer helpers("    ", 120);
    if (std::any_of(source.calls.begin(), source.calls.end(),
                    [](const Method* method) { return sends_named_params(*method); })) {
        helpers.line("template <class Params>");
        helpers.open("std::string encoded(const Params& params) {");
        helpers.line("std::string text;");
        helpers.line("write_json(text, params);");
        helpers.line("return text;");
        helpers.close("}");
        helpers.line();
    }
    std::set<const Service*> raising;
    for (const Method* method : source.calls)
        if (!method->notification && raising.insert(method->service).second)
            define_raise(helpers, names, *method->service);
    if (!helpers.empty()) out.line("namespace {").line().raw(helpers.text()).line("}  // namespace").line();
}

}  // namespace antiphon::idl::emit::cpp_language
