#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"
#include "command.h"
#include "listen.h"
#include "session.h"
#include "socket.h"

namespace antiphon::cli {
namespace {

constexpr std::chrono::seconds answer_timeout{10};

std::string subscribe_request(std::int64_t id, const Listening& what, const std::string& channel,
                              const std::string& epoch, std::uint64_t offset) {
    std::string text =
        "{\"jsonrpc\":\"2.0\",\"id\":" + std::to_string(id) + ",\"method\":\"rpc.subscribe\",\"params\":{\"channel\":";
    json::append_string(text, channel);
    text += ",\"params\":{";
    bool first = true;
    for (const auto& [name, value] : what.params) {
        if (!first) text += ',';
        first = false;
        json::append_string(text, name);
        text += ':';
        json::append_string(text, value);
    }
    text += '}';
    if (!epoch.empty()) {
        text += ",\"since\":{\"epoch\":";
        json::append_string(text, epoch);
        text += ",\"offset\":" + std::to_string(offset) + "}";
    }
    return text + "}}";
}

json::Value member(json::Value object, std::string_view key) {
    return object.is_object() ? object.find(key).value_or(json::Value()) : json::Value();
}

std::string text(json::Value object, std::string_view key) {
    const auto found = member(object, key);
    return found.is_string() ? std::string(found.string()) : "";
}

std::uint64_t offset_of(json::Value object) {
    const auto found = member(object, "offset");
    return found.kind() == json::Kind::int64 ? static_cast<std::uint64_t>(found.int64()) : 0;
}

/// One subscription on one socket.
class Hearing {
  public:
    Hearing(ws::Client& socket, EventPrinter& printer) : socket_(socket), printer_(printer) {}

    /// What the gateway answered: the result. Throws its error.
    json::Value subscribe(std::int64_t id, const std::string& request) {
        socket_.send(request);
        answer_ = answer_to(socket_, id, Deadline::in(answer_timeout));
        const json::Value response = parser_.parse(answer_, {.max_bytes = limits::max_response_bytes});
        if (const auto error = member(response, "error"); error.is_object())
            throw Error(ErrorKind::denied, Code::unknown_channel, text(error, "message"));
        const json::Value result = member(response, "result");
        subscription_ = text(result, "subscription");
        epoch_ = text(result, "epoch");
        return result;
    }

    const std::string& subscription() const { return subscription_; }
    const std::string& epoch() const { return epoch_; }

    bool print_missed(json::Value result) {
        std::uint64_t offset = offset_of(result);
        const json::Value events = member(result, "events");
        if (!events.is_array()) return true;
        offset -= events.size();
        for (const json::Value event : events.elements()) {
            // An entry is the event, or the event beside its offset.
            const json::Value inner = member(event, "event");
            const bool wrapped = inner.is_object() && !member(event, "specversion").is_string();
            ++offset;
            if (!printer_.print({subscription_, epoch_, wrapped ? offset_of(event) : offset,
                                 wrapped ? inner.text() : event.text()}))
                return false;
        }
        return true;
    }

    /// False when the printer has enough.
    bool take(const std::string& message) {
        const json::Value value = parser_.parse(message, {.max_bytes = limits::max_response_bytes});
        const std::string method = text(value, "method");
        const json::Value params = member(value, "params");
        if (method == "rpc.dropped") printer_.note("the gateway dropped events: " + std::string(params.text()));
        if (method != "rpc.event" || text(params, "subscription") != subscription_) return true;
        return printer_.print({subscription_, epoch_, offset_of(params), member(params, "event").text()});
    }

  private:
    ws::Client& socket_;
    EventPrinter& printer_;
    json::Parser parser_;
    std::string answer_;
    std::string subscription_;
    std::string epoch_;
};

/// A gateway counts from a position only, so for "earliest" its epoch is asked for first.
std::string current_epoch(ws::Client& socket, EventPrinter& printer, const Listening& what,
                          const std::string& channel) {
    Hearing first(socket, printer);
    first.subscribe(1, subscribe_request(1, what, channel, "", 0));
    std::string request = R"({"jsonrpc":"2.0","id":2,"method":"rpc.unsubscribe","params":{"subscription":)";
    json::append_string(request, first.subscription());
    socket.send(request + "}}");
    answer_to(socket, 2, Deadline::in(answer_timeout));
    return first.epoch();
}

}  // namespace

bool listen_at_gateway(const Listening& what, const std::string& channel, const std::string& url,
                       const Session& session, EventPrinter& printer) {
    if (what.since && what.since->kind == Since::Kind::time_ago)
        throw WrongUsage(
            "--since: a gateway goes back to a position or to earliest, not to a time; listen at Redis for that");
    ws::Client socket = connect_socket(url, session.token());
    std::string epoch;
    std::uint64_t offset = 0;
    if (what.since && what.since->kind == Since::Kind::position) {
        epoch = what.since->epoch;
        offset = what.since->offset;
    } else if (what.since) {
        epoch = current_epoch(socket, printer, what, channel);
    }
    Hearing hearing(socket, printer);
    const json::Value result = hearing.subscribe(3, subscribe_request(3, what, channel, epoch, offset));
    if (!epoch.empty() && !member(result, "recovered").is_null() && !member(result, "recovered").boolean())
        printer.note("what was missed cannot be had any more; going on from now");
    if (!hearing.print_missed(result)) return true;
    while (const auto message = socket.receive(what.deadline))
        if (!hearing.take(*message)) {
            socket.close();
            return true;
        }
    socket.close();
    return false;
}

}  // namespace antiphon::cli
