// Channels, events and queues.

#include "../../words.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// The value of a field as the text that stands in addresses and keys.
std::string plain_text(const Names& names, const Field& field, const std::string& expression) {
    return "json::plain<" + names.form(field.type.present(), field.wire) + ">(" + expression + ')';
}

/// Inside a struct that has a member type of the same name, the author's type is named in full.
std::string outside(const Names& names, const std::string& spelled) {
    for (const std::string_view own : {"Payload", "Channel", "ChannelParams", "Params"})
        if (spelled == own) return names.space() + "::" + spelled;
    return spelled;
}

bool limited(const Names& names, const Event& event) {
    return event.payload != nullptr && names.limited().contains(*event.payload);
}

void declare_channel(Writer& out, const Names& names, const Channel& channel) {
    document(out, channel);
    out.open("struct ", deprecated(channel), names.bare(channel), " {");
    if (channel.params.empty()) {
        out.line("struct Params {};");
    } else {
        out.open("struct Params {");
        for (const Field& param : channel.params) {
            document(out, param);
            out.line(outside(names, names.spelled(param.type)), " ", names.param(param), "{};");
        }
        out.close("};");
    }
    out.line("static const antiphon::events::ChannelType type;");
    out.line("/// ", channel.address);
    out.line("static std::string address(const Params& params);");
    out.close("};");
    out.line();
}

void declare_event(Writer& out, const Names& names, const Event& event) {
    const std::string name = names.bare(event);
    document(out, event);
    out.open("struct ", deprecated(event), name, " {");
    if (event.payload != nullptr) {
        out.line("using Payload = ", outside(names, names.name(*event.payload)), ";");
    } else {
        out.line("using Payload = antiphon::JsonText;  // the event says all");
        out.line("using Form = antiphon::json::wire::Json;");
    }
    out.line("using Channel = ", names.name(*event.channel), ";");
    out.line("using ChannelParams = Channel::Params;");
    out.line("static const antiphon::events::EventType type;");
    out.line();
    out.line(event.payload != nullptr ? "Payload payload{};" : "Payload payload{\"{}\"};");
    if (!event.routed()) out.line("ChannelParams to{};");
    out.close("};");
    out.line("std::string address_of(const ", name, "& event);");
    if (limited(names, event)) out.line("void check_limits(const ", name, "& event);");
    out.line();
}

void define_channel(Writer& out, const Names& names, const Channel& channel) {
    const std::string name = names.name(channel);
    out.open("const antiphon::events::ChannelType ", name, "::type{");
    out.line(".name = ", literal(channel.wire), ",");
    out.line(".kind = antiphon::events::ChannelKind::", channel.delivery == Delivery::stream ? "durable" : "live", ",");
    if (channel.envelope.kind == Envelope::Kind::none) out.line(".envelope = antiphon::events::Envelope::none,");
    if (channel.envelope.kind == Envelope::Kind::members) {
        out.line(".envelope = antiphon::events::Envelope::members,");
        out.line(".envelope_type = ", view_of(channel.envelope.type), ",");
        out.line(".envelope_data = ", view_of(channel.envelope.data), ",");
    }
    out.line(".durability = antiphon::events::Durability::", word(channel.durability), ",");
    out.line(".max_len = ", channel.max_len, ",");
    out.line(".max_age = std::chrono::milliseconds(", channel.max_age_ms, "),");
    out.close("};");
    out.line();
    if (channel.params.empty()) {
        out.line("std::string ", name, "::address(const Params&) { return ", string_value(channel.address), "; }");
        out.line();
        return;
    }
    out.open("std::string ", name, "::address(const Params& params) {");
    out.line("std::string address;");
    for (const AddressPart& part : channel.parts) {
        if (part.param == nullptr)
            out.line("address += ", view_of(part.text), ";");
        else
            out.line("antiphon::events::append_encoded(address, ",
                     plain_text(names, *part.param, "params." + names.param(*part.param)), ");");
    }
    out.line("return address;");
    out.close("}");
    out.line();
}

void define_event(Writer& out, const Names& names, const Event& event) {
    const std::string space = names.space_of(*event.service, "events"), name = names.bare(event);
    const std::string channel = names.name(*event.channel);
    out.line("const antiphon::events::EventType ", space, "::", name, "::type{", view_of(event.wire), ", &", channel,
             "::type};");
    out.line();
    std::vector<std::string> values;
    for (const Route& route : event.routes) {
        if (route.field == nullptr) continue;
        std::string value = "event.payload." + names.member(*event.payload, *route.field);
        // The same text, whatever the types are called.
        const std::string from = names.spelled(route.field->type), to = names.spelled(route.param->type);
        if (from != to) {
            value = Names::plain(route.field->type, value);
            const Type* at = &route.param->type;
            std::vector<std::string> wrappers;
            while (at->kind == Type::Kind::named && at->named->as<Alias>() != nullptr) {
                if (at->named->as<Alias>()->strong) wrappers.push_back(names.name(*at->named));
                at = &at->named->as<Alias>()->type;
            }
            for (auto wrapper = wrappers.rbegin(); wrapper != wrappers.rend(); ++wrapper)
                value = *wrapper + '(' + value + ')';
        }
        values.push_back('.' + names.param(*route.param) + " = " + value);
    }
    const std::string head = "std::string " + space + "::address_of(const " + name;
    if (event.routes.empty()) {
        out.line(head, "&) { return ", channel, "::address({}); }");
    } else if (!event.routed()) {
        out.line(head, "& event) { return ", channel, "::address(event.to); }");
    } else {
        out.open(head, "& event) {");
        out.line("return ", channel, "::address({", join(values, ", "), "});");
        out.close("}");
    }
    out.line();
}

/// Before it is sent: nobody behind the publisher would refuse it.
void define_event_limits(Writer& out, const Names& names, const Event& event) {
    if (!limited(names, event)) return;
    const std::string space = names.space_of(*event.service, "events");
    short_block(out, "void " + space + "::check_limits(const " + names.bare(event) + "& event)",
                "check_limits(json::Path(), event.payload);");
    out.line();
}

std::string real(double number) {
    std::string text = std::to_string(number);
    while (text.ends_with('0')) text.pop_back();
    return text.ends_with('.') ? text + '0' : text;
}

}  // namespace

void declare_events(Writer& out, const Names& names, const Service& service) {
    if (service.channels.empty()) return;
    const std::string channels = names.space_of(service, "channels"), events = names.space_of(service, "events");
    out.line("namespace ", channels, " {");
    out.line();
    for (const auto& channel : service.channels) declare_channel(out, names, *channel);
    out.line("}  // namespace ", channels);
    out.line();
    if (service.events.empty()) return;
    out.line("namespace ", events, " {");
    out.line();
    for (const auto& event : service.events) declare_event(out, names, *event);
    out.line("}  // namespace ", events);
    out.line();
}

void define_events(Writer& out, const Names& names, const Service& service) {
    for (const auto& channel : service.channels) define_channel(out, names, *channel);
    for (const auto& event : service.events) {
        define_event(out, names, *event);
        define_event_limits(out, names, *event);
    }
}

void declare_queues(Writer& out, const Names& names, const Service& service) {
    if (service.queues.empty()) return;
    const std::string space = names.space_of(service, "queues");
    out.line("namespace ", space, " {");
    out.line();
    for (const auto& queue : service.queues) {
        document(out, *queue);
        out.open("struct ", deprecated(*queue), names.bare(*queue), " {");
        out.line("using Payload = ", outside(names, names.name(*queue->payload)), ";");
        out.line("static constexpr std::string_view name = ", literal(queue->wire), ";");
        out.line("/// A job that is not acknowledged in this time goes to another worker.");
        out.line("static constexpr std::chrono::milliseconds visibility_timeout{", queue->visibility_timeout_ms, "};");
        out.line("static constexpr int max_attempts = ", queue->max_attempts, ";");
        out.line("static constexpr std::chrono::milliseconds first_retry{", queue->initial_ms, "}, longest_retry{",
                 queue->max_ms, "};");
        out.line("static constexpr double retry_factor = ", real(queue->factor),
                 ", retry_jitter = ", real(queue->jitter), ";");
        out.line("static constexpr bool dead_letter = ", queue->dead_letter ? "true" : "false", ";");
        out.line("static constexpr bool delay = ", queue->delay ? "true" : "false", ";");
        out.line("static constexpr std::size_t max_length = ", queue->max_len, ";  ///< 0: no limit");
        if (queue->dedupe_key != nullptr) {
            out.line("/// Jobs of one key within the window are one job.");
            out.line("static constexpr std::chrono::milliseconds dedupe_window{", queue->dedupe_window_ms, "};");
            out.line("static std::string dedupe_key(const Payload& payload);");
        }
        if (queue->order_by != nullptr) {
            out.line("/// Jobs of one key run one after another.");
            out.line("static std::string order_key(const Payload& payload);");
        }
        out.line();
        out.line("Payload payload{};");
        out.close("};");
        out.line();
    }
    out.line("}  // namespace ", space);
    out.line();
}

void define_queues(Writer& out, const Names& names, const Service& service) {
    for (const auto& queue : service.queues) {
        const std::string name = names.space_of(service, "queues") + "::" + names.bare(*queue);
        const auto key = [&](const char* function, const Field* field) {
            if (field == nullptr) return;
            out.open("std::string ", name, "::", function, "(const Payload& payload) {");
            out.line("return ", plain_text(names, *field, "payload." + names.member(*queue->payload, *field)), ";");
            out.close("}");
            out.line();
        };
        key("dedupe_key", queue->dedupe_key);
        key("order_key", queue->order_by);
    }
}

}  // namespace antiphon::idl::emit::cpp_language
