#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/json/parser.h"

namespace antiphon::cli {

class Session;

/// One event that came, however it came.
struct Heard {
    std::string_view address;
    std::string_view epoch;  ///< empty: the channel keeps nothing
    std::uint64_t offset = 0;
    std::string_view message;  ///< the text of the event
};

/// Prints events for people: `10:03:44.120 orders.placed orders.mine:alice k3Fq:122 {"id":…}`, or with --json one
/// object per line: `{"subscription":…,"epoch":…,"offset":…,"event":{…}}`.
class EventPrinter {
  public:
    /// Only events of this type when it is not empty. Stops being interested after `count` events; 0: never.
    EventPrinter(const Session& session, std::string type, std::uint64_t count)
        : session_(session), type_(std::move(type)), count_(count) {}

    /// False once `count` events have been printed.
    bool print(const Heard& heard);
    void note(std::string_view text) const;  ///< to the error output

  private:
    void print_for_people(const Heard& heard, json::Value event, std::string_view type);
    void print_for_programs(const Heard& heard);

    const Session& session_;
    const std::string type_;
    const std::uint64_t count_;
    std::uint64_t printed_ = 0;
    json::Parser parser_;
};

}  // namespace antiphon::cli
