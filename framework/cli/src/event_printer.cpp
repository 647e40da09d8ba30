#include "event_printer.h"

#include <ostream>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "interface.h"
#include "session.h"

namespace antiphon::cli {
namespace {

std::string_view string_of(json::Value object, std::string_view key) {
    const auto found = object.is_object() ? object.find(key) : std::nullopt;
    return found && found->is_string() ? found->string() : std::string_view();
}

/// The time of day of an RFC 3339 timestamp.
std::string_view time_of_day(std::string_view time) {
    const auto t = time.find('T');
    if (t == std::string_view::npos) return time;
    return time.substr(t + 1, time.find_first_of("Z+", t) - t - 1);
}

}  // namespace

bool EventPrinter::print(const Heard& heard) {
    json::Value event;
    try {
        event = parser_.parse(heard.message, {.max_bytes = limits::max_response_bytes});
    } catch (const Error& error) {
        note("a message on " + std::string(heard.address) + " is not JSON: " + error.what());
        return true;
    }
    std::string_view type = string_of(event, "type");
    if (type.empty()) type = string_of(event, "event");
    // Without an envelope a channel has one event, and nothing in the message names it.
    if (!topic_.event.empty() && !type.empty() && type != topic_.event) return true;
    if (session_.json())
        print_for_programs(heard, event, type);
    else
        print_for_people(heard, event, type);
    session_.out().flush();
    return ++printed_ != count_;
}

std::string_view EventPrinter::payload_member(json::Value event) const {
    if (event.is_object() && event.find("specversion")) return "data";
    return topic_.channel != nullptr ? std::string_view(topic_.channel->envelope_data) : std::string_view();
}

std::string EventPrinter::without_secrets(json::Value payload, std::string_view type) const {
    if (known_ == nullptr || !known_->secrets().any()) return std::string(payload.text());
    std::string out;
    known_->secrets().hide(out, payload, known_->payloads(type, topic_.channel));
    return out;
}

std::string EventPrinter::whole_without_secrets(json::Value event, std::string_view type) const {
    const std::string_view payload = payload_member(event);
    if (payload.empty() || !event.is_object()) return without_secrets(event, type);
    if (known_ == nullptr || !known_->secrets().any()) return std::string(event.text());
    std::string out;
    for (const auto& [name, value] : event.members()) {
        out += out.empty() ? '{' : ',';
        json::append_string(out, name);
        out += ':';
        out += name == payload ? without_secrets(value, type) : std::string(value.text());
    }
    return out.empty() ? "{}" : out + '}';
}

void EventPrinter::print_for_people(const Heard& heard, json::Value event, std::string_view type) {
    const auto data = event.is_object() && event.find("specversion") ? event.find("data") : std::nullopt;
    auto& out = session_.out();
    const std::string_view time = time_of_day(string_of(event, "time"));
    if (!time.empty()) out << session_.dim(time) << ' ';
    out << session_.cyan(type.empty() ? topic_.event : type) << ' ' << heard.address << ' ';
    if (!heard.epoch.empty()) out << session_.dim(std::string(heard.epoch) + ":" + std::to_string(heard.offset)) << ' ';
    out << (data ? without_secrets(*data, type) : whole_without_secrets(event, type)) << '\n';
}

void EventPrinter::print_for_programs(const Heard& heard, json::Value event, std::string_view type) {
    std::string line = "{\"subscription\":";
    json::append_string(line, heard.address);
    if (!heard.epoch.empty()) {
        line += ",\"epoch\":";
        json::append_string(line, heard.epoch);
        line += ",\"offset\":" + std::to_string(heard.offset);
    }
    line.append(",\"event\":").append(whole_without_secrets(event, type)).append("}\n");
    session_.out() << line;
}

void EventPrinter::note(std::string_view text) const { session_.err() << session_.dim(text) << '\n' << std::flush; }

}  // namespace antiphon::cli
