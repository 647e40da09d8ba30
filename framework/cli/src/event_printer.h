#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/json/parser.h"

namespace antiphon::cli {

class Session;
class Interface;
struct Topic;

/// One event that came, however it came.
struct Heard {
    std::string_view address;
    std::string_view epoch;  ///< empty: the channel keeps nothing
    std::uint64_t offset = 0;
    std::string_view message;  ///< the text of the event
};

/// Prints events for people: `10:03:44.120 orders.placed orders.mine:alice k3Fq:122 {"id":…}`, or with --json one
/// object per line: `{"subscription":…,"epoch":…,"offset":…,"event":{…}}`. What the interface calls secret is `"***"`
/// in both.
class EventPrinter {
  public:
    /// Only the topic's event when it names one. Stops being interested after `count` events; 0: never. Borrows all;
    /// `known` may be null: then nobody can tell what is secret.
    EventPrinter(const Session& session, const Interface* known, const Topic& topic, std::uint64_t count)
        : session_(session), known_(known), topic_(topic), count_(count) {}

    /// False once `count` events have been printed.
    bool print(const Heard& heard);
    void note(std::string_view text) const;  ///< to the error output

  private:
    void print_for_people(const Heard& heard, json::Value event, std::string_view type);
    void print_for_programs(const Heard& heard, json::Value event, std::string_view type);
    /// The name of the member that holds the payload; empty: the message is the payload.
    std::string_view payload_member(json::Value event) const;
    std::string without_secrets(json::Value payload, std::string_view type) const;
    std::string whole_without_secrets(json::Value event, std::string_view type) const;

    const Session& session_;
    const Interface* known_;
    const Topic& topic_;
    const std::uint64_t count_;
    std::uint64_t printed_ = 0;
    json::Parser parser_;
};

}  // namespace antiphon::cli
