#include "cpp_services.h"

#include <set>

#include "cpp_codecs.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

std::string result_type(const Names& names, const Method& method) {
    if (!method.result) return "void";
    const std::string inner = names.type(method.result->type);
    return method.result->nullable && !method.result->type.is_optional() ? "std::optional<" + inner + ">" : inner;
}

std::string result_form(const Names& names, const Method& method) {
    const std::string inner = names.form(method.result->type, method.result->wire);
    return method.result->nullable && !method.result->type.is_optional() ? "wire::Optional<" + inner + ">" : inner;
}

std::string idempotency(const Names& names, const Method& method) {
    constexpr std::string_view spelled[] = {"none", "readonly", "idempotent", "keyed"};
    return names.root() + "::rpc::Idempotency::" + std::string(spelled[static_cast<std::size_t>(method.idempotency)]);
}

std::string quoted_list(const std::vector<std::string>& words) {
    std::vector<std::string> literals;
    for (const std::string& word : words) literals.push_back(literal(word));
    return "{" + join(literals, ", ") + "}";
}

/// The message of an error as an expression over its data.
std::string message(const Names& names, const ErrorDef& error) {
    const Struct* data = error.data == nullptr ? nullptr : error.data->as<Struct>();
    std::vector<std::string> parts;
    std::size_t at = 0;
    const auto fixed = [&](std::string_view text) {
        if (!text.empty()) parts.push_back(parts.empty() ? "std::string(" + literal(text) + ")" : literal(text));
    };
    while (data != nullptr && at < error.message.size()) {
        const auto open = error.message.find('{', at), close = error.message.find('}', open);
        if (open == std::string::npos || close == std::string::npos) break;
        const Field* field = data->find(error.message.substr(open + 1, close - open - 1));
        fixed(std::string_view(error.message).substr(at, (field == nullptr ? close + 1 : open) - at));
        if (field != nullptr) {
            std::string form = names.member_form(*field, error.data);
            if (field->type.is_optional() || field->nullable) form = "wire::Optional<" + form + ">";
            parts.push_back("json::plain<" + form + ">(data." + identifier(field->identifier) + ")");
        }
        at = close + 1;
    }
    fixed(std::string_view(error.message).substr(at));
    return parts.empty() ? "\"\"" : join(parts, " + ");
}

void define_raise(Writer& out, const Names& names, const Service& service) {
    std::vector<const ErrorDef*> errors;
    std::set<const ErrorDef*> seen;
    for (const auto& method : service.methods) {
        for (const ErrorDef* error : method->errors) {
            if (seen.insert(error).second) errors.push_back(error);
        }
    }
    if (errors.empty()) {
        out.line("constexpr ", names.root(), "::rpc::RaiseDeclared raise_", service.name, " = nullptr;");
        out.line();
        return;
    }
    out.open("void raise_", service.name, "(std::string_view type, json::Value detail, const std::string&) {");
    for (const ErrorDef* error : errors) {
        const std::string name = names.name(*error);
        out.open("if (type == ", name, "::wire_type) {");
        if (error->data == nullptr) {
            out.line("throw ", name, "();");
        } else {
            out.line(names.name(*error->data), " data;");
            out.line("read_json(detail, json::Path(json::Reading::tolerant), data);");
            out.line("throw ", name, "(std::move(data));");
        }
        out.close("}");
    }
    out.line("static_cast<void>(detail);");
    out.close("}");
    out.line();
}

void define_invoke(Writer& out, const Names& names, const Method& method, const std::string& base) {
    const std::string rpc = names.root() + "::rpc";
    out.open("void invoke_", method.service->name, "_", method.name, "(", rpc,
             "::Service& service, json::Value params, ", names.root(), "::Context& context, std::string& result) {");
    std::string call = "static_cast<" + base + "&>(service)." + identifier(method.name) + "(";
    if (method.params != nullptr) {
        out.line(names.name(*method.params), " read;");
        out.line("if (params.is_null() || (params.is_array() && params.size() == 0)) params = json::empty_object();");
        if (method.param_structure == ParamStructure::by_position) {
            out.line("if (params.is_object() && params.size() == 0) read_json(params, json::Path(), read);");
            out.line("else read_positional(params, json::Path(), read);");
        } else if (method.param_structure == ParamStructure::either) {
            out.line("if (params.is_array()) read_positional(params, json::Path(), read);");
            out.line("else read_json(params, json::Path(), read);");
        } else {
            out.line("read_json(params, json::Path(), read);");
        }
        call += "read, context)";
    } else {
        out.line(
            "if (!params.is_null() && params.size() != 0 && params.is_array()) json::Path().fail(\"takes no "
            "params\");");
        call += "context)";
    }
    if (method.result)
        out.line(result_form(names, method), "::write(result, ", call, ");");
    else {
        out.line(call, ";");
        out.line("static_cast<void>(result);");
    }
    out.close("}");
    out.line();
}

void define_table(Writer& out, const Names& names, const Service& service) {
    const std::string rpc = names.root() + "::rpc";
    out.open("const ", rpc, "::Method methods_of_", service.name, "[] = {");
    for (const auto& method : service.methods) {
        out.line("{.name = ", literal(method->wire), ",");
        out.line(" .invoke = &invoke_", service.name, "_", method->name, ",");
        out.line(" .access = {.required = ", method->access.required ? "true" : "false",
                 ", .scopes = ", quoted_list(method->access.scopes), ", .roles = ", quoted_list(method->access.roles),
                 "},");
        out.line(" .execution = ", rpc,
                 "::Execution::", method->execution == Execution::inline_ ? "on_the_spot" : "pool", ",");
        out.line(" .idempotency = ", idempotency(names, *method), ",");
        out.line(" .expose = ", rpc, "::Expose::", method->expose == Expose::client ? "client" : "internal", ",");
        out.line(" .deadline = std::chrono::milliseconds(", std::to_string(method->deadline_ms), "),");
        out.line(" .notification = ", method->notification ? "true" : "false", ",");
        out.line(" .cancellable = ", method->cancellable ? "true" : "false", "},");
    }
    out.close("};");
    out.line();
}

std::string client_signature(const Names& names, const Method& method, const std::string& owner, bool async,
                             bool with_defaults) {
    const std::string result = result_type(names, method);
    std::string text = async ? "std::future<" + result + "> " : result + " ";
    text += owner + identifier(method.name + (async ? "_async" : "")) + "(";
    if (method.params != nullptr) text += "const " + names.name(*method.params) + "& params, ";
    return text + "const " + names.root() + "::rpc::CallOptions& options" + (with_defaults ? " = {}" : "") + ") const";
}

/// The params as text: an object, or an array where only that is taken.
std::string encoded_params(const Names& names, const Method& method) {
    static_cast<void>(names);
    if (method.params == nullptr) return "{}";
    return method.param_structure == ParamStructure::by_position
               ? "encoded_by_position_" + method.service->name + "_" + method.name + "(params)"
               : "encoded(params)";
}

void define_client_method(Writer& out, const Names& names, const Method& method, const std::string& owner) {
    const std::string rpc = names.root() + "::rpc", params = encoded_params(names, method);
    if (method.notification) {
        out.open(client_signature(names, method, owner, false, false), " {");
        out.line(rpc, "::notify(*channel_, ", literal(method.wire), ", ", params, ", options);");
        out.close("}");
        out.line();
        return;
    }
    for (const bool async : {false, true}) {
        out.open(client_signature(names, method, owner, async, false), " {");
        const std::string tail = "(*channel_, " + literal(method.wire) + ", " + params + ", " +
                                 idempotency(names, method) + ", options, raise_" + method.service->name + ");";
        if (method.result)
            out.line("return ", rpc, "::call", async ? "_async" : "", "<", result_form(names, method), ", ",
                     result_type(names, method), ">", tail);
        else
            out.line("return ", rpc, "::call_void", async ? "_async" : "", tail);
        out.close("}");
        out.line();
    }
}

void define_by_position_encoder(Writer& out, const Names& names, const Method& method) {
    if (method.params == nullptr || method.param_structure != ParamStructure::by_position) return;
    out.open("std::string encoded_by_position_", method.service->name, "_", method.name, "(const ",
             names.name(*method.params), "& params) {");
    out.line("std::string out;");
    bool first = true;
    for (const std::string& name : method.positional) {
        const Field& field = *method.params->as<Struct>()->find(name);
        std::string form = names.member_form(field, method.params);
        const std::string member = "params." + identifier(field.identifier);
        out.line("out += '", first ? '[' : ',', "';");
        if (field.nullable && field.type.is_optional())
            out.line("wire::Optional<", form, ">::write(out, ", member, ".value());");
        else
            out.line(field.nullable || field.type.is_optional() ? "wire::Optional<" + form + ">" : form,
                     "::write(out, ", member, ");");
        first = false;
    }
    out.line(method.positional.empty() ? "return \"[]\";" : "return out + ']';");
    out.close("}");
    out.line();
}

std::string channel_name(const std::string& prefix, const Channel& channel) {
    return "channels::" + (prefix.empty() ? "" : prefix + "_") + identifier(channel.name);
}

}  // namespace

void declare_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = error.data == nullptr ? "" : names.name(*error.data);
    document(out, error);
    if (error.doc.empty()) out.lines("/// ", error.message);
    out.open("class ", name, " final : public ", names.root(), "::DeclaredError",
             data.empty() ? "" : ", public " + data, " {");
    out.line("public:");
    out.line("static constexpr int error_code = ", error.code, ";");
    out.line("static constexpr std::string_view wire_type = ", literal(error.wire), ";");
    if (data.empty())
        out.line(name, "();");
    else
        out.line("explicit ", name, "(", data, " data);");
    out.line("void write_detail(std::string& out) const override;");
    out.close("};");
    out.line();
}

void define_error(Writer& out, const Names& names, const ErrorDef& error) {
    const std::string name = names.name(error), data = error.data == nullptr ? "" : names.name(*error.data);
    const std::string retry = error.retry == Retry::never ? "" : "retry(true);";
    if (data.empty()) {
        out.line(name, "::", name, "() : DeclaredError(wire_type, error_code, ", literal(error.message), ") {",
                 retry.empty() ? "" : " " + retry + " ", "}");
        out.line("void ", name, "::write_detail(std::string& out) const { out += \"{}\"; }");
    } else {
        out.line(name, "::", name, "(", data, " data)");
        out.line("    : DeclaredError(wire_type, error_code, ", message(names, error), "), ", data,
                 "(std::move(data)) {", retry.empty() ? "" : " " + retry + " ", "}");
        out.line("void ", name, "::write_detail(std::string& out) const { write_json(out, static_cast<const ", data,
                 "&>(*this)); }");
    }
    out.line();
}

void declare_service(Writer& out, const Names& names, const Service& service, const std::string& prefix) {
    const std::string rpc = names.root() + "::rpc";
    document(out, service);
    if (!service.doc.empty()) out.line("///");
    out.line("/// Derive from it and write the methods. Several threads may call one object at once.");
    out.open("class ", prefix, "Service : public ", rpc, "::Service {");
    out.line("public:");
    for (const auto& method : service.methods) {
        document(out, *method);
        out.line("virtual ", result_type(names, *method), " ", identifier(method->name), "(",
                 method->params == nullptr ? "" : "const " + names.name(*method->params) + "& params, ", names.root(),
                 "::Context& context) = 0;");
    }
    out.line("const ", rpc, "::ServiceInfo& info() const noexcept final;");
    out.close("};");
    out.line();
    if (service.methods.empty()) return;
    out.line("/// Calls the service, wherever the channel leads. Any thread; copies share the channel.");
    out.open("class ", prefix, "Client {");
    out.line("public:");
    out.line("explicit ", prefix, "Client(std::shared_ptr<", rpc,
             "::Channel> channel) : channel_(std::move(channel)) {}");
    for (const auto& method : service.methods) {
        document(out, *method);
        const std::string deprecated =
            method->deprecated ? "[[deprecated(" + literal(method->deprecated->message) + ")]] " : "";
        out.line(deprecated, client_signature(names, *method, "", false, true), ";");
        if (!method->notification) out.line(deprecated, client_signature(names, *method, "", true, true), ";");
    }
    out.line();
    out.line("private:");
    out.line("std::shared_ptr<", rpc, "::Channel> channel_;");
    out.close("};");
    out.line();
}

void define_service(Writer& out, const Names& names, const Program& program, const File& file, const Service& service,
                    const std::string& prefix) {
    const std::string rpc = names.root() + "::rpc";
    out.line("namespace {");
    out.line();
    std::set<const TypeDef*> positional;
    for (const auto& method : service.methods) {
        if (method->params != nullptr && method->param_structure != ParamStructure::by_name &&
            positional.insert(method->params).second) {
            define_positional(out, names, *method->params, method->positional);
        }
        define_by_position_encoder(out, names, *method);
        define_invoke(out, names, *method, prefix + "Service");
    }
    if (!service.methods.empty()) {
        define_table(out, names, service);
        define_raise(out, names, service);
    }
    out.line("}  // namespace");
    out.line();
    out.open("const ", rpc, "::ServiceInfo& ", prefix, "Service::info() const noexcept {");
    out.line("static const ", rpc, "::ServiceInfo info{.name = ", literal(service.name), ",");
    out.line("    .version = ", literal(file.version), ",");
    out.line("    .methods = ", service.methods.empty() ? "{}" : "methods_of_" + service.name, ",");
    out.line("    .openrpc = ", raw_literal(openrpc(program, file, &service).compact(3)), ",");
    out.line("    .asyncapi = ", raw_literal(asyncapi(program, file, &service).compact(3)), ",");
    out.line("    .ir = ", raw_literal(intermediate_representation(program, file).compact(3)), "};");
    out.line("return info;");
    out.close("}");
    out.line();
    for (const auto& method : service.methods) define_client_method(out, names, *method, prefix + "Client::");
}

void declare_channels(Writer& out, const Names& names, const Service& service, const std::string& prefix) {
    const std::string events = names.root() + "::events";
    if (service.channels.empty()) return;
    out.line("namespace channels {");
    out.line();
    for (const auto& channel : service.channels) {
        const std::string name = (prefix.empty() ? "" : prefix + "_") + identifier(channel->name);
        document(out, *channel);
        out.open("struct ", name, " {");
        if (channel->params.empty()) {
            out.line("struct Params {};");
        } else {
            out.open("struct Params {");
            for (const Field& param : channel->params) {
                document(out, param);
                out.line(names.member_type(param, nullptr), " ", identifier(param.identifier), "{};");
            }
            out.close("};");
        }
        out.line("static const ", events, "::ChannelType type;");
        out.line("static std::string address(const Params& params);");
        out.close("};");
        out.line();
    }
    out.line("}  // namespace channels");
    out.line();
    if (service.events.empty()) return;
    out.line("namespace ", prefix.empty() ? "" : prefix + "_", "events {");
    out.line();
    for (const auto& event : service.events) {
        const std::string name = identifier(event->name);
        const std::string payload =
            event->payload == nullptr ? names.root() + "::JsonText" : names.name(*event->payload);
        document(out, *event);
        out.open("struct ", name, " {");
        out.line("using Payload = ", payload, ";");
        if (event->payload == nullptr) out.line("using Form = ", names.root(), "::json::wire::Json;");
        out.line("using Channel = ", channel_name(prefix, *event->channel), ";");
        out.line("using ChannelParams = Channel::Params;");
        out.line("static const ", events, "::EventType type;");
        out.line("Payload payload{};");
        if (!event->routed()) out.line("ChannelParams to{};");
        out.close("};");
        out.line("std::string address_of(const ", name, "& event);");
        out.line();
    }
    out.line("}  // namespace ", prefix.empty() ? "" : prefix + "_", "events");
    out.line();
}

void define_channels(Writer& out, const Names& names, const Service& service, const std::string& prefix) {
    const std::string events = names.root() + "::events";
    constexpr std::string_view durability[] = {"memory", "disk", "replicated"};
    for (const auto& channel : service.channels) {
        const std::string name = channel_name(prefix, *channel);
        out.open("const ", events, "::ChannelType ", name, "::type{");
        out.line(".name = ", literal(channel->wire), ",");
        out.line(".kind = ", events, "::ChannelKind::", channel->delivery == Delivery::stream ? "durable" : "live",
                 ",");
        if (channel->envelope.kind == Envelope::Kind::none) out.line(".envelope = ", events, "::Envelope::none,");
        if (channel->envelope.kind == Envelope::Kind::members) {
            out.line(".envelope = ", events, "::Envelope::members,");
            out.line(".envelope_type = ", literal(channel->envelope.type), ",");
            out.line(".envelope_data = ", literal(channel->envelope.data), ",");
        }
        out.line(".durability = ", events, "::Durability::", durability[static_cast<std::size_t>(channel->durability)],
                 ",");
        out.line(".max_len = ", std::to_string(channel->max_len), ",");
        out.line(".max_age = std::chrono::milliseconds(", std::to_string(channel->max_age_ms), "),");
        out.close("};");
        out.open("std::string ", name, "::address(", channel->params.empty() ? "const Params&" : "const Params& params",
                 ") {");
        if (channel->params.empty()) {
            out.line("return ", literal(channel->address), ";");
        } else {
            out.line("std::string address;");
            for (const AddressPart& part : channel->parts) {
                if (part.param == nullptr)
                    out.line("address += ", literal(part.text), ";");
                else
                    out.line(events, "::append_encoded(address, json::plain<", names.member_form(*part.param, nullptr),
                             ">(params.", identifier(part.param->identifier), "));");
            }
            out.line("return address;");
        }
        out.close("}");
        out.line();
    }
    for (const auto& event : service.events) {
        const std::string space = (prefix.empty() ? "" : prefix + "_") + std::string("events::"),
                          name = identifier(event->name);
        const std::string channel = channel_name(prefix, *event->channel);
        out.line("const ", events, "::EventType ", space, name, "::type{", literal(event->wire), ", &", channel,
                 "::type};");
        if (!event->routed()) {
            out.line("std::string ", space, "address_of(const ", name, "& event) { return ", channel,
                     "::address(event.to); }");
        } else if (event->routes.empty()) {
            out.line("std::string ", space, "address_of(const ", name, "&) { return ", channel, "::address({}); }");
        } else {
            std::vector<std::string> values;
            for (const Route& route : event->routes) {
                values.push_back("." + identifier(route.param->identifier) + " = event.payload." +
                                 identifier(route.field->identifier));
            }
            out.line("std::string ", space, "address_of(const ", name, "& event) { return ", channel, "::address({",
                     join(values, ", "), "}); }");
        }
        out.line();
    }
}

}  // namespace antiphon::idl::emit::cpp_language
