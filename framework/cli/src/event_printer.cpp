#include "event_printer.h"

#include <ostream>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
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
    if (!type_.empty() && !type.empty() && type != type_) return true;
    if (session_.json())
        print_for_programs(heard);
    else
        print_for_people(heard, event, type);
    session_.out().flush();
    return ++printed_ != count_;
}

void EventPrinter::print_for_people(const Heard& heard, json::Value event, std::string_view type) {
    const auto data = event.is_object() && event.find("specversion") ? event.find("data") : std::nullopt;
    auto& out = session_.out();
    const std::string_view time = time_of_day(string_of(event, "time"));
    if (!time.empty()) out << session_.dim(time) << ' ';
    out << session_.cyan(type.empty() ? type_ : type) << ' ' << heard.address << ' ';
    if (!heard.epoch.empty()) out << session_.dim(std::string(heard.epoch) + ":" + std::to_string(heard.offset)) << ' ';
    out << (data ? data->text() : heard.message) << '\n';
}

void EventPrinter::print_for_programs(const Heard& heard) {
    std::string line = "{\"subscription\":";
    json::append_string(line, heard.address);
    if (!heard.epoch.empty()) {
        line += ",\"epoch\":";
        json::append_string(line, heard.epoch);
        line += ",\"offset\":" + std::to_string(heard.offset);
    }
    line.append(",\"event\":").append(heard.message).append("}\n");
    session_.out() << line;
}

void EventPrinter::note(std::string_view text) const { session_.err() << session_.dim(text) << '\n' << std::flush; }

}  // namespace antiphon::cli
