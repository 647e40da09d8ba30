// The clients of a service in Python.

#include <algorithm>

#include "../words.h"
#include "emit/python.h"
#include "text.h"

namespace antiphon::idl::emit {

namespace {

std::string idempotency(const Method& method) {
    return method.idempotency == Idempotency::none ? "" : std::string(word(method.idempotency));
}

bool any_visible(const Service& service) {
    return std::any_of(service.channels.begin(), service.channels.end(), [](const auto& c) { return visible(*c); });
}

bool may_publish(const Event& event) { return visible(event) && event.client_publish && event.channel->client_publish; }

constexpr std::string_view call_options = "options: antiphon.CallOptions | None = None";
constexpr std::string_view listen_options = "options: antiphon.ListenOptions | None = None";

}  // namespace

void Python::service(const Service& service) {
    constants(service);
    client(service, true);
    client(service, false);
}

std::string Python::result_text(const Method& method) {
    if (!method.result) return "None";
    const bool null = method.result->nullable && !method.result->type.is_optional();
    std::string written = text(method.result->type) + (null ? " | None" : "");
    // In a class with a method `list` that word means the method.
    for (const auto& [word, stands] : {std::pair{"list", "antiphon.List"}, std::pair{"dict", "antiphon.Dict"}})
        if (std::any_of(method.service->methods.begin(), method.service->methods.end(),
                        [&, word = word](const auto& one) { return one->name == word; }))
            written = replaced(written, std::string(word) + '[', std::string(stands) + '[');
    return written;
}

void Python::constants(const Service& service) {
    std::vector<std::string> errors;
    for (const ErrorDef* error : errors_of(service)) errors.push_back(error_name(*error));
    const std::string& errors_constant = constants_of_errors_[&service] = names_.take('_' + service.name + "_errors");
    out_.line(errors_constant, " = antiphon.errors(", join(errors, ", "), ")");
    for (const auto& method : service.methods) {
        const std::string& name = constants_of_methods_[method.get()] =
            names_.take('_' + service.name + '_' + method->name);
        out_.open(name, ": antiphon.Method[", result_text(*method), "] = antiphon.Method(");
        out_.line("name=", quoted(method->wire), ",");
        if (method->params != nullptr) out_.line("params=", named_codec(*method->params), ",");
        if (method->result) {
            const Field& result = *method->result;
            const bool null = result.nullable || result.type.is_optional();
            out_.line("result=", null ? "antiphon.nullable(" : "", codec(result), null ? ")," : ",");
        }
        if (!method->notification) out_.line("errors=", errors_constant, ",");
        if (!idempotency(*method).empty()) out_.line("idempotency=", quoted(idempotency(*method)), ",");
        if (method->param_structure == ParamStructure::by_position && !method->positional.empty()) {
            std::vector<std::string> row;
            for (const std::string& one : method->positional) row.push_back(quoted(one));
            out_.line("positional=(", join(row, ", "), ",),");
        }
        out_.close(")");
    }
    for (const auto& channel : service.channels)
        if (visible(*channel)) channel_constant(*channel);
    out_.line();
}

void Python::channel_constant(const Channel& channel) {
    const auto type = channel_types_.find(&channel);
    out_.open(constants_of_channels_[&channel], " = antiphon.Channel(");
    out_.line("name=", quoted(channel.wire), ",");
    if (type != channel_types_.end()) {
        out_.open("params=antiphon.struct(");
        wire_struct(type->second, channel.params, Struct::Unknown::ignore, &channel);
        out_.close("),");
    }
    out_.open("events={");
    for (const Event* event : events_of(channel))
        out_.line(quoted(event->wire), ": ", event->payload ? named_codec(*event->payload) : "None", ",");
    out_.close("},");
    if (channel.envelope.kind == Envelope::Kind::none)
        out_.line("envelope=None,");
    else if (channel.envelope.kind == Envelope::Kind::members)
        out_.line("envelope=(", quoted(channel.envelope.type), ", ", quoted(channel.envelope.data), "),");
    out_.close(")");
}

void Python::client(const Service& service, bool async) {
    const std::string name = names_.take(client_name(service, async ? "Client" : "SyncClient"));
    const bool listens = async && any_visible(service);
    const bool publishes = async && std::any_of(service.events.begin(), service.events.end(),
                                                [](const auto& event) { return may_publish(*event); });
    const std::string on = listens ? names_.take(client_name(service, "Events")) : "";
    const std::string channels = listens ? names_.take(client_name(service, "Channels")) : "";
    const std::string publish = publishes ? names_.take(client_name(service, "Publish")) : "";
    if (listens) events(service, on);
    if (listens) this->channels(service, channels);
    if (publishes) publishers(service, publish);

    const std::string_view caller = async ? "antiphon.Session" : "antiphon.Http";
    out_.line().open("class ", name, ":");
    Described about = service;
    about.doc += about.doc.empty() ? "" : "\n\n";
    about.doc += async ? "For asyncio, over a session with a gateway." : "Calls over HTTP, without asyncio.";
    docstring(about);
    out_.line().open("def __init__(self, caller: ", caller, ") -> None:");
    out_.line("self._caller = caller");
    if (listens) out_.line("#: Events: `on.name(params, handler)`.").line("self.on = ", on, "(caller)");
    if (listens)
        out_.line("#: Channels: `channels.name(params, event=handler, unknown=handler)`.")
            .line("self.channels = ", channels, "(caller)");
    if (publishes) out_.line("#: What clients may say to each other.").line("self.publish = ", publish, "(caller)");
    out_.close().line();
    Names methods({"__init__", "_caller", "on", "channels", "publish"});
    for (const auto& type : service.file->types) methods.take(type->name);  // a method hides it from those below
    for (const auto& one : service.methods) method(*one, methods.take(py::method_name(one->name)), async);
    out_.close().line();
}

void Python::method(const Method& method, const std::string& name, bool async) {
    std::string params, given = "None";
    if (method.params != nullptr) {
        const bool optional = may_omit(*method.params);
        const std::string type = named(*method.params);
        params = "params: " + type + (optional ? " | None = None, " : ", ");
        given = optional ? "params or " + type + "()" : "params";
    }
    const std::string result = result_text(method);
    out_.open(async ? "async def " : "def ", name, "(self, ", params, call_options, ") -> ", result, ":");
    Described about = method;
    if (!exposed(method) && async)
        about.doc += std::string(about.doc.empty() ? "" : "\n\n") + "Internal: a gateway does not let it through.";
    docstring(about);
    if (method.deprecated)
        out_.line("antiphon.warn_deprecated(", quoted(method.wire + " is deprecated: " + method.deprecated->message),
                  ")");
    const std::string call = std::string(async ? "await " : "") + "self._caller." +
                             (method.notification ? "notify(" : "call(") + constants_of_methods_[&method] + ", " +
                             given + ", options)";
    out_.line(method.result ? "return " : "", call);
    out_.close().line();
}

std::string Python::payload(const Event& event) { return event.payload ? named(*event.payload) : "None"; }

void Python::events(const Service& service, const std::string& name) {
    out_.line().open("class ", name, ":");
    out_.open("def __init__(self, session: antiphon.Session) -> None:").line("self._session = session").close().line();
    Names methods({"__init__", "_session"});
    for (const auto& event : service.events) {
        if (!visible(*event)) continue;
        const auto type = channel_types_.find(event->channel);
        const bool params = type != channel_types_.end();
        out_.open("def ", methods.take(py::attribute(event->name)), "(self, ",
                  params ? "params: " + type->second + ", " : "", "handler: antiphon.Handler[", payload(*event), "], ",
                  listen_options, ") -> antiphon.Subscription:");
        docstring(*event);
        out_.line("return antiphon.listen(self._session, ", constants_of_channels_[event->channel], ", ",
                  params ? "params" : "None", ", {", quoted(event->wire), ": handler}, None, options)");
        out_.close().line();
    }
    out_.close().line();
}

void Python::channels(const Service& service, const std::string& name) {
    out_.line().open("class ", name, ":");
    out_.open("def __init__(self, session: antiphon.Session) -> None:").line("self._session = session").close().line();
    Names methods({"__init__", "_session"});
    for (const auto& channel : service.channels) {
        if (!visible(*channel)) continue;
        const auto type = channel_types_.find(channel.get());
        const bool params = type != channel_types_.end();
        out_.open("def ", methods.take(py::attribute(channel->name)), "(");
        out_.line("self,");
        if (params) out_.line("params: ", type->second, ",");
        out_.line("*,");
        Names arguments({"self", "params", "unknown", "options"});
        std::vector<std::string> handlers;
        for (const Event* event : events_of(*channel)) {
            const std::string argument = arguments.take(py::attribute(event->name));
            out_.line(argument, ": antiphon.Handler[", payload(*event), "] | None = None,");
            handlers.push_back(quoted(event->wire) + ": " + argument);
        }
        out_.line("unknown: antiphon.Handler[antiphon.Any] | None = None,");
        out_.line(listen_options, ",");
        out_.close().open(") -> antiphon.Subscription:");
        docstring(*channel);
        out_.open("return antiphon.listen(");
        out_.line("self._session, ", constants_of_channels_[channel.get()], ", ", params ? "params" : "None", ",");
        out_.line("{", join(handlers, ", "), "}, unknown, options)");
        out_.close().close().line();
    }
    out_.close().line();
}

void Python::publishers(const Service& service, const std::string& name) {
    out_.line().open("class ", name, ":");
    out_.open("def __init__(self, session: antiphon.Session) -> None:").line("self._session = session").close().line();
    Names methods({"__init__", "_session"});
    for (const auto& event : service.events) {
        if (!may_publish(*event)) continue;
        const auto type = channel_types_.find(event->channel);
        const bool params = type != channel_types_.end();
        out_.open("async def ", methods.take(py::attribute(event->name)), "(self, ",
                  params ? "params: " + type->second + ", " : "",
                  event->payload ? "data: " + payload(*event) + ", " : "", call_options, ") -> None:");
        docstring(*event);
        out_.line("await antiphon.publish(self._session, ", constants_of_channels_[event->channel], ", ",
                  params ? "params" : "None", ", ", quoted(event->wire), ", ", event->payload ? "data" : "None",
                  ", options)");
        out_.close().line();
    }
    out_.close().line();
}

}  // namespace antiphon::idl::emit
